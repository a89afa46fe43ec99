// kind = "phrase": wording that is flagged.

#include "lint/checks/checks.hpp"
#include "note/phrases.hpp"

namespace notewell::lint {

Findings check_phrase(const Rule& rule, const PhraseCheck& check, Context& context) {
  const note::Note& note = context.note;
  constexpr std::uint16_t longest = 10;  // content words of a statement that could be stock text as a whole
  Findings findings;
  for (std::uint32_t b = note.header_end_block; b < note.blocks.size(); ++b) {
    const note::Block& block = note.blocks[b];
    if (block.kind == note::BlockKind::heading) continue;
    for (std::uint32_t s = 0; s != block.facts->statements.size(); ++s) {
      const note::Statement& told = block.facts->statements[s];
      if (told.signals.quote || (check.whole_statement && (told.content_words > longest || told.signals.number)))
        continue;
      const std::string_view text = block.slice(told.span);
      text::Span span = told.span;
      const auto found = check.compiled == nullptr ? std::nullopt : check.compiled->find(text);
      if (check.generic && told.signals.generic) {
        // the statement as a whole
      } else if (found) {
        span = {told.span.begin + static_cast<text::Offset>(found->first),
                told.span.begin + static_cast<text::Offset>(found->first + found->second)};
      } else if (!check.label_repeats || !repeats_labels(context.evidence(), {.block = b, .statement = s})) {
        continue;
      }
      Finding finding = finding_at(rule, block.absolute(span));
      finding.unnecessary = true;
      finding.arguments.emplace_back("statement", std::string(block.slice(span)));
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace notewell::lint
