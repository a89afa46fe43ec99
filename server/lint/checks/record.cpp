// The note as a document.

#include "lint/checks/checks.hpp"

namespace notewell::lint {

Findings signature_missing(const Rule& rule, Context& context) {
  const note::Note& note = context.note;
  if (note.signed_) return {};
  text::Span last = header_mark(note);
  for (std::uint32_t i = note.text.line_count(); i-- > 0;) {
    text::Span line = note.text.line(i);
    const std::string_view text = note.text.slice(line);
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) continue;
    last = {line.begin + static_cast<text::Offset>(first),
            line.begin + static_cast<text::Offset>(text.find_last_not_of(" \t") + 1)};
    break;
  }
  return {finding_at(rule, last)};
}

}  // namespace notewell::lint
