// kind = "mention": marks in the text that must not stay.

#include "lint/checks/checks.hpp"

namespace notewell::lint {

Findings check_mention(const Rule& rule, const MentionCheck&, Context& context) {
  Findings findings;
  for (const note::Block& block : context.note.blocks) {
    for (const text::Span placeholder : block.facts->placeholders) {
      Finding finding = finding_at(rule, block.absolute(placeholder));
      finding.arguments.emplace_back("placeholder", std::string(block.slice(placeholder)));
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace notewell::lint
