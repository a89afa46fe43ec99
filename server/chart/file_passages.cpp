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

class BitReader {
 public:
  explicit BitReader(const std::uint8_t* at) : at_(at) {}
  std::uint32_t ones() {
    std::uint32_t count = 0;
    while (bits(1) != 0) ++count;
    return count;
  }
  std::uint32_t bits(unsigned count) {
    while (left_ < count) {
      held_ = (held_ << byte_bits) | *at_++;
      left_ += byte_bits;
    }
    left_ -= count;
    return static_cast<std::uint32_t>(held_ >> left_) & ((1U << count) - 1);
  }

 private:
  const std::uint8_t* at_;
  std::uint64_t held_ = 0;
  unsigned left_ = 0;  // bits of `held_` that were not given yet
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

/// A packed passage.
struct Entry {
  text::Range place;
  std::uint32_t count = 0;  // of shingles
  const std::uint8_t* shingles = nullptr;
};

Entry entry_at(const std::uint8_t* at, std::uint32_t number) {
  for (;; --number) {
    Entry out;
    out.place.start.line = take(at);
    out.place.start.character = take(at);
    out.place.end.line = out.place.start.line + take(at);
    out.place.end.character = take(at);
    out.count = take(at);
    const std::uint32_t size = take(at);
    out.shingles = at;
    if (number == 0) return out;
    at += size;
  }
}

}  // namespace

void FilePassages::add(const text::Range& place, std::span<const std::uint16_t> shingles) {
  put(packed_, place.start.line);
  put(packed_, place.start.character);
  put(packed_, place.end.line - place.start.line);
  put(packed_, place.end.character);
  put(packed_, static_cast<std::uint32_t>(shingles.size()));
  Bytes codes;
  if (!shingles.empty()) put_shingles(codes, shingles);
  put(packed_, static_cast<std::uint32_t>(codes.size()));
  packed_.insert(packed_.end(), codes.begin(), codes.end());
  ++size_;
}

text::Range FilePassages::place(std::uint32_t passage) const {
  return entry_at(packed_.data(), passage).place;
}

std::vector<std::uint16_t> FilePassages::shingles_of(std::uint32_t passage) const {
  const Entry entry = entry_at(packed_.data(), passage);
  std::vector<std::uint16_t> out(entry.count);
  if (out.empty()) return out;
  const unsigned rest = remainder_bits(entry.count);
  BitReader in(entry.shingles);
  std::uint32_t next = 0;
  for (std::uint16_t& shingle : out) {
    const std::uint32_t quotient = in.ones();
    next += (quotient << rest) + in.bits(rest);
    shingle = static_cast<std::uint16_t>(next++);
  }
  return out;
}

}  // namespace notewell::chart
