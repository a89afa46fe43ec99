#pragma once
// Positions of many offsets of one text. Text::position() reads its line from the start each time, which is quadratic
// where thousands of places of one huge line are asked for; this reads the text once.

#include <vector>

#include "text/text.hpp"

namespace notewell::text {

class Columns {
 public:
  Columns(Text text, PositionEncoding encoding);

  /// As Text::position() and Text::range().
  [[nodiscard]] Position position(Offset at) const;
  [[nodiscard]] Range range(Span span) const;
  /// Code units of what the span covers, line ends included.
  [[nodiscard]] std::uint32_t length(Span span) const { return units_before(span.end) - units_before(span.begin); }

 private:
  /// A character's start, and how many code units of the encoding the text has before it.
  struct Mark {
    Offset at = 0;
    std::uint32_t units = 0;
  };
  [[nodiscard]] std::uint32_t units_before(Offset at) const;

  Text text_;
  PositionEncoding encoding_;
  std::vector<Mark> marks_;  // the first character in each stretch of bytes; empty: the text is all ASCII
};

}  // namespace notewell::text
