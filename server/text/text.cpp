#include "text/text.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <span>

#include "text/columns.hpp"

namespace notewell::text {
namespace {

/// One character at the start of a non-empty text: its bytes in UTF-8 and its code units in UTF-16. A byte that begins
/// no valid character is a character of its own.
struct Character {
  std::uint32_t bytes = 1;
  std::uint32_t units = 1;
};

Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto continued = [&](std::size_t count) {
    if (text.size() < count) return false;
    for (std::size_t i = 1; i != count; ++i) {
      if ((byte(i) & 0xC0U) != 0x80U) return false;
    }
    return true;
  };
  if (byte(0) < 0x80) return {1, 1};
  if (byte(0) >= 0xC2 && byte(0) < 0xE0 && continued(2)) return {2, 1};
  if (byte(0) >= 0xE0 && byte(0) < 0xF0 && continued(3)) return {3, 1};
  if (byte(0) >= 0xF0 && byte(0) < 0xF5 && continued(4)) return {4, 2};
  return {1, 1};
}

std::uint32_t width(Character character, PositionEncoding encoding) {
  switch (encoding) {
    case PositionEncoding::utf8:
      return character.bytes;
    case PositionEncoding::utf16:
      return character.units;
    case PositionEncoding::utf32:
      return 1;
  }
  return 1;
}

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// Columns that the first `byte` bytes of a line take; a byte inside a character counts to the character's start.
std::uint32_t to_column(std::string_view line, std::uint32_t byte, PositionEncoding encoding) {
  byte = std::min(byte, static_cast<std::uint32_t>(line.size()));
  if (is_ascii(line.substr(0, byte)) && (byte == line.size() || static_cast<unsigned char>(line[byte]) < 0x80))
    return byte;
  std::uint32_t column = 0;
  for (std::uint32_t at = 0; at < line.size();) {
    const Character character = first_character(line.substr(at));
    if (at + character.bytes > byte) break;
    column += width(character, encoding);
    at += character.bytes;
  }
  return column;
}

std::uint32_t to_byte(std::string_view line, std::uint32_t column, PositionEncoding encoding) {
  std::uint32_t seen = 0;
  std::uint32_t at = 0;
  while (at < line.size()) {
    const Character character = first_character(line.substr(at));
    const std::uint32_t next = seen + width(character, encoding);
    if (next > column) break;
    seen = next;
    at += character.bytes;
  }
  return at;
}

/// Appends the starts of the lines that begin behind a line end within [from, to). A CR directly before `to` ends its
/// line there only if no LF follows it.
void scan(std::string_view bytes, std::size_t from, std::size_t to, std::vector<Offset>& starts) {
  for (std::size_t at = from; at < to;) {
    const char c = bytes[at++];
    if (c == '\n' || (c == '\r' && (at >= bytes.size() || bytes[at] != '\n')))
      starts.push_back(static_cast<Offset>(at));
  }
}

/// How many columns of each encoding lie before a byte of the text.
struct Mark {
  Offset byte = 0;  // where a character begins
  std::array<std::uint32_t, 3> columns{};

  [[nodiscard]] std::uint32_t column(PositionEncoding encoding) const {
    return columns.at(static_cast<std::size_t>(encoding));
  }
};

constexpr Offset mark_distance = 1024;  // bytes, at least, between two marks
constexpr Offset long_line = 2048;      // bytes from which marks pay

/// Marks through the whole text, the first at its begin. A character never reaches over a line end, so counting from
/// the begin of the text and from that of a line come to the same.
std::vector<Mark> marks_of(std::string_view bytes) {
  std::vector<Mark> marks{Mark{}};
  Mark here;
  while (here.byte < bytes.size()) {
    const Character character = first_character(bytes.substr(here.byte));
    here.byte += character.bytes;
    for (const auto encoding : {PositionEncoding::utf8, PositionEncoding::utf16, PositionEncoding::utf32})
      here.columns.at(static_cast<std::size_t>(encoding)) += width(character, encoding);
    if (here.byte - marks.back().byte >= mark_distance) marks.push_back(here);
  }
  return marks;
}

/// Columns before the byte, counted from the begin of the text.
std::uint32_t columns_before(std::string_view bytes, std::span<const Mark> marks, Offset byte,
                             PositionEncoding encoding) {
  const Mark& mark = *std::prev(std::ranges::upper_bound(marks, byte, {}, &Mark::byte));
  return mark.column(encoding) + to_column(bytes.substr(mark.byte, mark_distance + 4), byte - mark.byte, encoding);
}

}  // namespace

struct Text::Content {
  Content(std::string text, std::vector<Offset> starts) : bytes(std::move(text)), line_starts(std::move(starts)) {}

  std::string bytes;
  std::vector<Offset> line_starts;  // [0] == 0

  /// Made when the first position in a long line is asked for.
  [[nodiscard]] std::span<const Mark> marks() const {
    std::call_once(counted_, [this] { marks_ = marks_of(bytes); });
    return marks_;
  }

 private:
  mutable std::once_flag counted_;
  mutable std::vector<Mark> marks_;
};

std::string_view Text::bytes() const {
  return content_->bytes;
}

const std::vector<Offset>& Text::line_starts() const {
  return content_->line_starts;
}

Text::Text() : Text(std::string{}) {}

Text::Text(std::string bytes) {
  std::vector<Offset> starts{0};
  scan(bytes, 0, bytes.size(), starts);
  content_ = std::make_shared<const Content>(std::move(bytes), std::move(starts));
}

std::string_view Text::slice(Span span) const {
  const Offset end = std::min(span.end, size());
  const Offset begin = std::min(span.begin, end);
  return bytes().substr(begin, end - begin);
}

Span Text::line(std::uint32_t index) const {
  const auto& starts = content_->line_starts;
  if (index >= starts.size()) return {size(), size()};
  const Offset begin = starts[index];
  Offset end = index + 1 < starts.size() ? starts[index + 1] : size();
  if (index + 1 < starts.size()) {
    const bool crlf = end - begin >= 2 && bytes()[end - 1] == '\n' && bytes()[end - 2] == '\r';
    end -= crlf ? 2 : 1;
  }
  return {begin, end};
}

std::uint32_t Text::line_of(Offset at) const {
  const auto& starts = content_->line_starts;
  return static_cast<std::uint32_t>(std::ranges::upper_bound(starts, at) - starts.begin() - 1);
}

Position Text::position(Offset at, PositionEncoding encoding) const {
  const std::uint32_t index = line_of(std::min(at, size()));
  const Span span = line(index);
  at = std::min(at, span.end);
  if (span.size() < long_line) return {.line = index, .character = to_column(slice(span), at - span.begin, encoding)};
  const auto before = [&](Offset byte) { return columns_before(bytes(), content_->marks(), byte, encoding); };
  return {.line = index, .character = before(at) - before(span.begin)};
}

Offset Text::offset(Position at, PositionEncoding encoding) const {
  const Span span = line(at.line);
  if (span.size() < long_line) return span.begin + to_byte(slice(span), at.character, encoding);
  const auto marks = content_->marks();
  const std::uint64_t wanted =
      std::uint64_t{columns_before(bytes(), marks, span.begin, encoding)} + at.character;  // from the text's begin
  const auto column = [&](const Mark& mark) { return std::uint64_t{mark.column(encoding)}; };
  const Mark& mark = *std::prev(std::ranges::upper_bound(marks, wanted, {}, column));
  if (mark.byte >= span.end) return span.end;
  const Offset from = std::max(mark.byte, span.begin);
  const std::uint64_t left = wanted - columns_before(bytes(), marks, from, encoding);
  return from + to_byte(slice({from, span.end}), static_cast<std::uint32_t>(left), encoding);
}

Range Text::range(Span span, PositionEncoding encoding) const {
  return {.start = position(span.begin, encoding), .end = position(span.end, encoding)};
}

Span Text::span(Range range, PositionEncoding encoding) const {
  const Offset one = offset(range.start, encoding);
  const Offset other = offset(range.end, encoding);
  return {std::min(one, other), std::max(one, other)};
}

Text Text::edited(Span removed, std::string_view inserted) const {
  removed.end = std::min(removed.end, size());
  removed.begin = std::min(removed.begin, removed.end);
  const std::string& old = content_->bytes;
  std::string bytes;
  bytes.reserve(old.size() - removed.size() + inserted.size());
  bytes.append(old, 0, removed.begin).append(inserted).append(old, removed.end);

  // A CR and a LF that the edit joins or parts change where a line begins, so one byte more is read on both sides.
  const auto& starts = content_->line_starts;
  const Offset from = removed.begin == 0 ? 0 : removed.begin - 1;
  const Offset kept = std::min<Offset>(removed.end + 1, size());  // old line starts behind this stay
  const Offset scanned = static_cast<Offset>(kept - removed.size() + inserted.size());
  std::vector<Offset> now;
  now.reserve(starts.size() + 8);
  now.assign(starts.begin(), std::ranges::upper_bound(starts, from));
  scan(bytes, from, scanned, now);
  const auto shift = static_cast<Offset>(inserted.size()) - removed.size();  // modulo 2^32, as offsets are
  for (auto it = std::ranges::upper_bound(starts, kept); it != starts.end(); ++it) now.push_back(*it + shift);

  return Text(std::make_shared<const Content>(std::move(bytes), std::move(now)));
}

namespace {
constexpr Offset stretch = 64;  // bytes from one mark of Columns to the next
}

Columns::Columns(Text text, PositionEncoding encoding) : text_(std::move(text)), encoding_(encoding) {
  const std::string_view bytes = text_.bytes();
  if (is_ascii(bytes)) return;
  marks_.reserve(bytes.size() / stretch + 1);
  std::uint32_t units = 0;
  for (Offset at = 0; at < bytes.size();) {
    if (at >= marks_.size() * stretch) marks_.push_back({.at = at, .units = units});
    const Character character = first_character(bytes.substr(at));
    units += width(character, encoding_);
    at += character.bytes;
  }
}

std::uint32_t Columns::units_before(Offset at) const {
  if (marks_.empty()) return at;
  std::size_t index = std::min<std::size_t>(at / stretch, marks_.size() - 1);
  if (marks_[index].at > at) --index;  // `at` is inside the character that reaches into this stretch
  auto [begin, units] = marks_[index];
  const std::string_view bytes = text_.bytes();
  while (begin < at) {
    const Character character = first_character(bytes.substr(begin));
    if (begin + character.bytes > at) break;
    units += width(character, encoding_);
    begin += character.bytes;
  }
  return units;
}

Position Columns::position(Offset at) const {
  const std::uint32_t index = text_.line_of(std::min(at, text_.size()));
  const Span line = text_.line(index);
  return {.line = index, .character = units_before(std::min(at, line.end)) - units_before(line.begin)};
}

Range Columns::range(Span span) const {
  return {.start = position(span.begin), .end = position(span.end)};
}

}  // namespace notewell::text
