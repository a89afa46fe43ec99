// Options against each other and against the narrative.

#include <algorithm>
#include <unordered_map>

#include "lint/checks/checks.hpp"

namespace notewell::lint {
namespace {

using note::Assertion;
using note::ConceptId;
using note::Mention;
using note::no_concept;
using note::Note;
using note::Option;
using note::Sense;
using note::Statement;

const Option& option_at(const Note& note, OptionAt at) {
  return note.blocks[at.block].facts->options[at.option];
}

/// The entries that can't hold together with this one, whichever of the two says so.
std::vector<ConceptId> excluded_by(const note::Vocabulary& vocabulary, ConceptId entry) {
  std::vector<ConceptId> out;
  for (const std::string& id : vocabulary.entry(entry).excludes) {
    if (const auto other = vocabulary.concept_by_id(id)) out.push_back(*other);
  }
  return out;
}

Finding option_finding(const Rule& rule, const Note& note, OptionAt at) {
  const note::Block& block = note.blocks[at.block];
  const Option& option = option_at(note, at);
  Finding finding = finding_at(rule, block.absolute(option.label.empty() ? option.box : option.label));
  finding.anchor = block.absolute(option.item);
  finding.anchor_indent = option.indent;
  finding.arguments.emplace_back("option", std::string(block.slice(option.label)));
  return finding;
}

/// Whether two blocks belong to one telling: the same section or sections side by side under one heading.
bool together(const Note& note, std::uint32_t one, std::uint32_t other) {
  const std::uint32_t first = note.blocks[one].section;
  const std::uint32_t second = note.blocks[other].section;
  const auto parent = [&](std::uint32_t section) { return note.sections[section].parent; };
  return first == second || parent(first) == parent(second) || parent(first) == static_cast<std::int32_t>(second) ||
         parent(second) == static_cast<std::int32_t>(first);
}

/// The clinician's own narrative, not a quote or report, says that the mentioned thing is so now.
bool tells(const Note& note, const MentionAt& found, bool may_be_reported) {
  const note::BlockFacts& facts = *note.blocks[found.at.block].facts;
  const Statement& told = facts.statements[found.at.statement];
  const Mention& mention = facts.mentions[told.first_mention + found.mention];
  if (mention.assertion != Assertion::affirmed) return false;
  if (may_be_reported) return told.speaker != note::Speaker::other_person;
  return mention.sense == Sense::name && !mention.reported && told.signals.observes &&
         told.facet != note::Facet::reported;
}

/// The statement that contradicts a ticked entry, if there is one.
std::optional<StatementAt> contradiction(Context& context, OptionAt at) {
  const Note& note = context.note;
  const note::Vocabulary& vocabulary = *note.vocabulary;
  const ConceptId entry = option_at(note, at).entry;
  const bool risk = vocabulary.entry(entry).group == "risk";
  for (const ConceptId other : excluded_by(vocabulary, entry)) {
    for (const MentionAt& found : affirmed_mentions(context.evidence(), other)) {
      if (found.at.block < note.header_end_block || is_plan(context.evidence(), found.at)) continue;
      if (tells(note, found, risk) && together(note, at.block, found.at.block)) return found.at;
    }
  }
  return std::nullopt;
}

}  // namespace

Findings contradictory_options(const Rule& rule, Context& context) {
  const Note& note = context.note;
  Findings findings;
  std::unordered_map<ConceptId, std::vector<OptionAt>> seen;
  for (const OptionAt at : ticked_options(context.evidence())) {
    const ConceptId entry = option_at(note, at).entry;
    if (entry == no_concept) continue;
    // An exclusion counts in both directions, so the earlier option may be the one that says it.
    std::optional<OptionAt> against;
    for (const auto& [other, places] : seen) {
      const auto& vocabulary = *note.vocabulary;
      const auto names = [&](ConceptId one, ConceptId two) {
        return std::ranges::find(vocabulary.entry(one).excludes, vocabulary.entry(two).id) !=
               vocabulary.entry(one).excludes.end();
      };
      if (!names(entry, other) && !names(other, entry)) continue;
      const auto near =
          std::ranges::find_if(places, [&](OptionAt place) { return together(note, place.block, at.block); });
      if (near != places.end() &&
          (!against || std::pair(near->block, near->option) < std::pair(against->block, against->option)))
        against = *near;
    }
    auto& places = seen[entry];
    constexpr std::size_t enough = 8;  // of one entry in a note; a hostile note must not cost more
    if (places.size() < enough) places.push_back(at);
    if (!against) continue;
    Finding finding = option_finding(rule, note, at);
    const note::Block& first = note.blocks[against->block];
    const std::string other(first.slice(option_at(note, *against).label));
    finding.arguments.emplace_back("other", other);
    finding.related.push_back(
        {.span = first.absolute(option_at(note, *against).label), .message = "“" + other + "” is ticked here"});
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings narrative_contradicts_option(const Rule& rule, Context& context) {
  const Note& note = context.note;
  Findings findings;
  for (const OptionAt at : ticked_options(context.evidence())) {
    if (option_at(note, at).entry == no_concept) continue;
    const auto against = contradiction(context, at);
    if (!against) continue;
    const note::Block& block = note.blocks[against->block];
    const text::Span span = block.facts->statements[against->statement].span;
    Finding finding = option_finding(rule, note, at);
    finding.arguments.emplace_back("statement", std::string(block.slice(span)));
    finding.related.push_back({.span = block.absolute(span), .message = "told here"});
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace notewell::lint
