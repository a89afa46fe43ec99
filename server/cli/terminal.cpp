#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "cli/unicode.hpp"

namespace notewell::cli {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread starts
  return value == nullptr ? std::string_view{} : value;
}

constexpr std::string_view code_of(Style style) {
  switch (style) {
    case Style::plain:
      return "0";
    case Style::bold:
      return "1";
    case Style::dim:
      return "2";
    case Style::red:
      return "1;31";
    case Style::yellow:
      return "1;33";
    case Style::blue:
      return "1;34";
    case Style::cyan:
      return "36";
    case Style::green:
      return "1;32";
  }
  return "0";
}

/// 0: not a terminal.
std::size_t columns_of(int descriptor) {
  constexpr std::size_t usual = 80;
  constexpr std::size_t fewest = 40;
  if (::isatty(descriptor) != 1) return 0;
  winsize size{};
  const std::string_view asked = variable("COLUMNS");
  std::size_t columns = 0;
  if (std::from_chars(asked.data(), asked.data() + asked.size(), columns).ec == std::errc{} && columns > 0)
    return std::max(columns, fewest);
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return std::max<std::size_t>(size.ws_col, fewest);
  return usual;
}

}  // namespace

std::string Terminal::styled(Style style, std::string_view text) const {
  if (!colour || text.empty()) return std::string(text);
  return "\x1B[" + std::string(code_of(style)) + 'm' + std::string(text) + "\x1B[0m";
}

Terminal standard_output(ColourChoice colour) {
  Terminal terminal;
  terminal.width = columns_of(STDOUT_FILENO);
  const bool dumb = variable("TERM") == "dumb";
  if (!dumb) terminal.status_width = columns_of(STDERR_FILENO);
  const bool wanted = terminal.width != 0 && variable("NO_COLOR").empty() && !dumb;
  terminal.colour = colour == ColourChoice::always || (colour == ColourChoice::automatic && wanted);
  return terminal;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::size_t used = 0;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \n"), text.size()));
    if (text.empty()) break;
    const std::string_view word = text.substr(0, text.find_first_of(" \n"));
    const std::size_t word_columns = columns(word);
    if (lines.empty() || (width != 0 && used + 1 + word_columns > width)) {
      lines.emplace_back(word);
      used = word_columns;
    } else {
      (lines.back() += ' ') += word;
      used += 1 + word_columns;
    }
    text.remove_prefix(word.size());
  }
  return lines;
}

}  // namespace notewell::cli
