#pragma once
// How output looks: colours and width, and the streams a command talks to.

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace notewell::cli {

/// What a command reads and writes; tests give it strings.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

enum class Style { plain, bold, dim, red, yellow, blue, cyan, green };

/// What standard output is, as far as a command cares, and standard error.
struct Terminal {
  bool colour = false;
  std::size_t width = 0;         // columns; 0: not a terminal, lines are not wrapped
  std::size_t status_width = 0;  // of standard error, where progress is shown; 0: not a terminal

  /// `text` in that style, or as it is where colours are off.
  [[nodiscard]] std::string styled(Style style, std::string_view text) const;
};

enum class ColourChoice { automatic, always, never };

/// Asks the system and the environment (NO_COLOR, TERM, COLUMNS) about standard output and standard error.
[[nodiscard]] Terminal standard_output(ColourChoice colour);

/// `text` cut between words into lines of at most `width` columns (0: one line). A word that is longer stands alone.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace notewell::cli
