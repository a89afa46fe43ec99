#include "chart/file_passages.hpp"

#include <algorithm>
#include <bit>

namespace notewell::chart {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr unsigned byte_bits = 8;

// --- Numbers: seven bits a byte, the lowest first
// --------------------------------------------------------------------------------

constexpr unsigned group_bits = 7;
constexpr std::uint32_t more = 1U << group_bits;

void put(Bytes& bytes, std::uint32_t value) {
  for (; value >= more; value >>= group_bits) bytes.push_back(static_cast<std::uint8_t>(value | more));
  bytes.push_back(static_cast<std::uint8_t>(value));
}

std::uint32_t take(const std::uint8_t*& at) {
  std::uint32_t value = 0;
  for (unsigned shift = 0;; shift += group_bits) {
    const std::uint32_t byte = *at++;
    value |= (byte & (more - 1)) << shift;
    if (byte < more) return value;
  }
}

// --- Shingles: gaps as quotient, in ones and a zero, and remainder
// ------------------------------------------------------------

/// Bits of the remainder that serve gaps of this many values in 65,536 best.
unsigned remainder_bits(std::uint32_t count) {
  constexpr std::uint32_t most_values = 45'426;  // 65,536 times the logarithm of 2
  return static_cast<unsigned>(std::bit_width(std::max(1U, most_values / count))) - 1;
}

class BitWriter {
 public:
  explicit BitWriter(Bytes& bytes) : bytes_(bytes) {}
  void put(bool bit) {
    if (free_ == 0) {
      bytes_.push_back(0);
      free_ = byte_bits;
    }
    --free_;
    if (bit) bytes_.back() = static_cast<std::uint8_t>(bytes_.back() | (1U << free_));
  }

 private:
  Bytes& bytes_;
  unsigned free_ = 0;  // bits of the last byte
};

/// Reads from the highest bit of each byte on. Bytes behind `end` are taken for zeros.
class BitReader {
 public:
  BitReader(const std::uint8_t* at, const std::uint8_t* end) : at_(at), end_(end) {}
  /// A zero and the ones before it, of which it tells how many.
  std::uint32_t ones() {
    std::uint32_t count = 0;
    while (true) {
      fill();
      const auto here = static_cast<unsigned>(std::countl_one(held_));
      count += std::min(here, left_);
      if (here < left_) {
        drop(here + 1);
        return count;
      }
      if (at_ == end_) return count;  // nothing that was written ends so
      drop(left_);
    }
  }
  std::uint32_t bits(unsigned count) {
    fill();
    const auto out = static_cast<std::uint32_t>(held_ >> 1U >> (held_bits - 1 - count));
    drop(count);
    return out;
  }

 private:
  static constexpr unsigned held_bits = 64;

  void fill() {
    while (left_ <= held_bits - byte_bits && at_ != end_) {
      held_ |= std::uint64_t{*at_++} << (held_bits - byte_bits - left_);
      left_ += byte_bits;
    }
  }
  void drop(unsigned count) {
    held_ = count == held_bits ? 0 : held_ << count;
    left_ -= std::min(count, left_);
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  std::uint64_t held_ = 0;  // the next bits, from the highest on; behind them zeros
  unsigned left_ = 0;       // how many
};

void put_shingles(Bytes& bytes, std::span<const std::uint16_t> shingles) {
  BitWriter out(bytes);
  const unsigned rest = remainder_bits(static_cast<std::uint32_t>(shingles.size()));
  std::uint32_t next = 0;  // the smallest that can come
  for (const std::uint16_t shingle : shingles) {
    const std::uint32_t gap = shingle - next;
    for (std::uint32_t i = 0; i != gap >> rest; ++i) out.put(true);
    out.put(false);
    for (unsigned bit = rest; bit != 0; --bit) out.put(((gap >> (bit - 1)) & 1U) != 0);
    next = shingle + 1U;
  }
}

/// A packed passage: how many bytes follow, the place, how many shingles, and their codes to the end.
struct Entry {
  text::Range place;
  std::uint32_t count = 0;  // of shingles
  const std::uint8_t* shingles = nullptr;
  const std::uint8_t* end = nullptr;
};

Entry entry_at(const std::uint8_t* at, std::uint32_t number) {
  std::uint32_t size = take(at);
  for (; number != 0; --number) {
    at += size;
    size = take(at);
  }
  Entry out;
  out.end = at + size;
  out.place.start.line = take(at);
  out.place.start.character = take(at);
  out.place.end.line = out.place.start.line + take(at);
  out.place.end.character = take(at);
  out.count = take(at);
  out.shingles = at;
  return out;
}

}  // namespace

void FilePassages::add(const text::Range& place, std::span<const std::uint16_t> shingles) {
  Bytes entry;
  put(entry, place.start.line);
  put(entry, place.start.character);
  put(entry, place.end.line - place.start.line);
  put(entry, place.end.character);
  put(entry, static_cast<std::uint32_t>(shingles.size()));
  if (!shingles.empty()) put_shingles(entry, shingles);
  put(packed_, static_cast<std::uint32_t>(entry.size()));
  packed_.insert(packed_.end(), entry.begin(), entry.end());
  ++size_;
}

text::Range FilePassages::place(std::uint32_t passage) const {
  return entry_at(packed_.data(), passage).place;
}

void FilePassages::shingles_of(std::uint32_t passage, std::vector<std::uint16_t>& out) const {
  const Entry entry = entry_at(packed_.data(), passage);
  out.resize(entry.count);
  if (out.empty()) return;
  const unsigned rest = remainder_bits(entry.count);
  BitReader in(entry.shingles, entry.end);
  std::uint32_t next = 0;
  for (std::uint16_t& shingle : out) {
    const std::uint32_t quotient = in.ones();
    next += (quotient << rest) + in.bits(rest);
    shingle = static_cast<std::uint16_t>(next++);
  }
}

}  // namespace notewell::chart
