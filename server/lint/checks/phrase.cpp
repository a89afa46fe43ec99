// kind = "phrase": wording that is flagged.

#include "lint/checks/checks.hpp"
#include "note/phrases.hpp"

namespace notewell::lint {
namespace {

using note::Block;
using note::Statement;
using text::Span;

/// Calls `take` with the index of each statement of the block that can be wording by itself.
template <class Function>
void each_candidate(const PhraseCheck& check, const note::Note& note, std::uint32_t b, Function take) {
  constexpr std::uint16_t longest = 10;  // content words of a statement that could be stock text as a whole
  const Block& block = note.blocks[b];
  if (b < note.header_end_block || block.kind == note::BlockKind::heading) return;
  for (std::uint32_t s = 0; s != block.facts->statements.size(); ++s) {
    const Statement& told = block.facts->statements[s];
    if (told.signals.quote || (check.whole_statement && (told.content_words > longest || told.signals.number)))
      continue;
    take(s);
  }
}

/// What is flagged in the statement by its words, in the block.
std::optional<Span> flagged(const PhraseCheck& check, const Block& block, const Statement& told) {
  if (check.generic && told.signals.generic) return told.span;
  const auto found = check.compiled == nullptr ? std::nullopt : check.compiled->find(block.slice(told.span));
  if (!found) return std::nullopt;
  const auto begin = static_cast<text::Offset>(told.span.begin + found->first);
  return Span{begin, begin + static_cast<text::Offset>(found->second)};
}

/// Spans are relative to the block.
Finding phrase_finding(const Rule& rule, const Block& block, Span span) {
  Finding finding = finding_at(rule, span);
  finding.unnecessary = true;
  finding.arguments.emplace_back("statement", std::string(block.slice(span)));
  return finding;
}

}  // namespace

Findings check_phrase(const Rule& rule, const PhraseCheck& check, Context& context) {
  const note::Note& note = context.note;
  const auto by_words = [&](std::uint32_t b, Findings& findings) {
    const Block& block = note.blocks[b];
    each_candidate(check, note, b, [&](std::uint32_t s) {
      if (const auto span = flagged(check, block, block.facts->statements[s]))
        findings.push_back(phrase_finding(rule, block, *span));
    });
  };
  if (!check.label_repeats) return findings_of_blocks(rule, context, NoKey{}, by_words);

  // Which labels a statement may repeat hangs on what is ticked anywhere; which words are flagged doesn't.
  struct Repeating {
    std::uint32_t statement = 0;  // that is not flagged by its words
  };
  const auto& others = context.kept.lists<Repeating>(rule.id, NoKey{}, [&](std::uint32_t b, auto& out) {
    each_candidate(check, note, b, [&](std::uint32_t s) {
      const Block& block = note.blocks[b];
      if (!flagged(check, block, block.facts->statements[s])) out.push_back({.statement = s});
    });
  });
  Findings findings = findings_of_blocks(rule, context, NoKey{}, by_words);
  const Evidence& evidence = context.evidence();
  const auto of_labels = [&](std::uint32_t b, Findings& out) {
    for (const Repeating& one : others.of(b)) {
      const Block& block = note.blocks[b];
      if (repeats_labels(evidence, {.block = b, .statement = one.statement}))
        out.push_back(phrase_finding(rule, block, block.facts->statements[one.statement].span));
    }
  };
  const auto repeats = findings_of_blocks(rule, context, ticked_entries(evidence), of_labels, "labels");
  findings.insert(findings.end(), repeats.begin(), repeats.end());
  return findings;
}

}  // namespace notewell::lint
