// kind = "mention": marks in the text that must not stay.

#include "lint/checks/checks.hpp"

namespace notewell::lint {

Findings check_mention(const Rule& rule, const MentionCheck&, Context& context) {
  return findings_of_blocks(rule, context, NoKey{}, [&](std::uint32_t b, Findings& findings) {
    const note::Block& block = context.note.blocks[b];
    for (const text::Span placeholder : block.facts->placeholders) {
      Finding finding = finding_at(rule, placeholder);
      finding.arguments.emplace_back("placeholder", std::string(block.slice(placeholder)));
      findings.push_back(std::move(finding));
    }
  });
}

}  // namespace notewell::lint
