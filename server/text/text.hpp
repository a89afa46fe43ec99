#pragma once
// A note's text as an immutable value: UTF-8 bytes with a table of line starts.
//
// All positions inside Notewell are byte offsets; lines and columns exist only at the rim (LSP and the command line),
// in whatever position encoding the other side speaks. Every conversion is total: out-of-range input is clamped, a
// column inside a character rounds down to the character's start, an invalid byte counts as one character of its own.

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace notewell::text {

/// A byte offset into a text. Texts of 4 GiB and more are refused before they get here.
using Offset = std::uint32_t;

/// A half-open range of bytes [begin, end).
struct Span {
  Offset begin = 0;
  Offset end = 0;

  [[nodiscard]] constexpr Offset size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin == end; }
  [[nodiscard]] constexpr bool contains(Offset at) const { return begin <= at && at < end; }
  [[nodiscard]] constexpr bool contains(Span inner) const { return begin <= inner.begin && inner.end <= end; }
  [[nodiscard]] constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  [[nodiscard]] constexpr Span shifted(Offset by) const { return {begin + by, end + by}; }
  friend constexpr auto operator<=>(Span, Span) = default;
};

/// How a position's `character` counts along its line (LSP 3.17, PositionEncodingKind).
enum class PositionEncoding { utf8, utf16, utf32 };

/// Zero-based line and column; the column's unit is given by a PositionEncoding.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  friend constexpr auto operator<=>(Position, Position) = default;
};

struct Range {
  Position start;
  Position end;
  friend constexpr auto operator<=>(Range, Range) = default;
};

/// Immutable text; copies share it. Lines end at LF, CRLF or CR, as in LSP; the last line may have no end.
class Text {
 public:
  Text();
  explicit Text(std::string bytes);

  [[nodiscard]] std::string_view bytes() const;
  [[nodiscard]] Offset size() const { return static_cast<Offset>(bytes().size()); }
  [[nodiscard]] std::string_view slice(Span span) const;

  /// At least 1; the text "a\n" has two lines, the second empty.
  [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts().size()); }
  /// The line without its line end; past the last line, the empty span at the end of the text.
  [[nodiscard]] Span line(std::uint32_t index) const;
  /// The line that holds the offset (its line end belongs to it); offsets past the end are on the last line.
  [[nodiscard]] std::uint32_t line_of(Offset at) const;

  // Positions cost the length of their line, and in a long line next to nothing: the first one that is asked for in any
  // long line of a text counts through the text once.
  [[nodiscard]] Position position(Offset at, PositionEncoding encoding) const;
  [[nodiscard]] Offset offset(Position at, PositionEncoding encoding) const;
  [[nodiscard]] Range range(Span span, PositionEncoding encoding) const;
  [[nodiscard]] Span span(Range range, PositionEncoding encoding) const;

  /// The text with `removed` replaced by `inserted`; the line table is patched, not rebuilt.
  [[nodiscard]] Text edited(Span removed, std::string_view inserted) const;

 private:
  struct Content;
  explicit Text(std::shared_ptr<const Content> content) : content_(std::move(content)) {}
  [[nodiscard]] const std::vector<Offset>& line_starts() const;

  std::shared_ptr<const Content> content_;  // never null
};

}  // namespace notewell::text
