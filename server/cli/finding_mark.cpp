#include "cli/finding_mark.hpp"

#include "note/seal.hpp"

namespace notewell::cli {

std::string mark_of(const lint::Finding& finding, const text::Text& text) {
  std::string marked;
  for (const char c : text.slice(finding.span)) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) {
      marked += c;
    } else if (!marked.empty() && marked.back() != ' ') {
      marked += ' ';
    }
  }
  constexpr std::size_t digits = 16;
  return note::digest(finding.rule->id + '\n' + marked).substr(0, digits);
}

}  // namespace notewell::cli
