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

Finding option_finding(const Rule& rule, const Note& note, OptionAt at) {
  const note::Block& block = note.blocks[at.block];
  const Option& option = option_at(note, at);
  Finding finding = finding_at(rule, block.absolute(option.label.empty() ? option.box : option.label));
  finding.anchor = block.absolute(option.item);
  finding.anchor_indent = option.indent;
  finding.arguments.emplace_back("option", std::string(block.slice(option.label)));
  return finding;
}

/// The first place, by block and position in it, of something that stands near a given block: in the same section, or
/// in sections side by side or one below the other under one heading. One look-up whatever the note holds.
class Nearby {
 public:
  using Place = std::pair<std::uint32_t, std::uint32_t>;  // block, index in it

  /// Places are added in order.
  void add(const Note& note, Place place) {
    const auto section = static_cast<std::int32_t>(note.blocks[place.first].section);
    by_section_.try_emplace(section, place);
    by_parent_.try_emplace(parent(note, section), place);
  }

  [[nodiscard]] std::optional<Place> find(const Note& note, std::uint32_t block) const {
    const auto section = static_cast<std::int32_t>(note.blocks[block].section);
    const std::int32_t above = parent(note, section);
    std::optional<Place> first;
    const auto look = [&](const auto& places, std::int32_t key) {
      const auto it = places.find(key);
      if (it != places.end() && (!first || it->second < *first)) first = it->second;
    };
    look(by_parent_, above);  // this section and those side by side with it
    look(by_section_, above);
    look(by_parent_, section);
    return first;
  }

 private:
  static std::int32_t parent(const Note& note, std::int32_t section) {
    return note.sections[static_cast<std::size_t>(section)].parent;
  }
  std::unordered_map<std::int32_t, Place> by_section_;
  std::unordered_map<std::int32_t, Place> by_parent_;
};

/// What each entry excludes, asked of the vocabulary once an entry.
class Exclusions {
 public:
  explicit Exclusions(const note::Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  const std::vector<ConceptId>& of(ConceptId entry) {
    const auto [it, is_new] = known_.try_emplace(entry);
    for (std::size_t i = 0; is_new && i != vocabulary_.entry(entry).excludes.size(); ++i) {
      if (const auto other = vocabulary_.concept_by_id(vocabulary_.entry(entry).excludes[i]))
        it->second.push_back(*other);
    }
    return it->second;
  }

 private:
  const note::Vocabulary& vocabulary_;
  std::unordered_map<ConceptId, std::vector<ConceptId>> known_;
};

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

/// Statements that contradict a tick, by entry; each entry's are gathered from the note once.
class Contradictions {
 public:
  explicit Contradictions(Context& context)
      : context_(context), note_(context.note), exclusions_(*context.note.vocabulary) {}

  /// The first statement near the option that tells the opposite of its entry, if there is one.
  [[nodiscard]] std::optional<StatementAt> of(OptionAt at) {
    const ConceptId entry = option_at(note_, at).entry;
    const auto [it, is_new] = told_.try_emplace(entry);
    if (is_new) it->second = gather(entry);
    const auto found = it->second.find(note_, at.block);
    return found ? std::optional(StatementAt{.block = found->first, .statement = found->second}) : std::nullopt;
  }

 private:
  Nearby gather(ConceptId entry) {
    const bool risk = note_.vocabulary->entry(entry).group == "risk";
    std::vector<StatementAt> against = denials(entry);
    for (const ConceptId other : exclusions_.of(entry)) {
      for (const MentionAt& found : affirmed_mentions(context_.evidence(), other)) {
        if (tells(note_, found, risk)) against.push_back(found.at);
      }
    }
    std::ranges::sort(against);
    Nearby out;
    for (const StatementAt at : against) {
      if (at.block >= note_.header_end_block && !is_plan(context_.evidence(), at))
        out.add(note_, {at.block, at.statement});
    }
    return out;
  }

  /// Where the clinician saw that the entry is not so ("did not appear anxious"). One word anywhere that it is so makes
  /// it a change in the session, not a contradiction; and a denied risk, or a technique not used, is its own matter.
  std::vector<StatementAt> denials(ConceptId entry) {
    if (!read_) read();
    const auto it = denied_.find(entry);
    const std::string& group = note_.vocabulary->entry(entry).group;
    if (it == denied_.end() || group == "risk" || group == "intervention") return {};
    return affirmed_mentions(context_.evidence(), entry).empty() ? it->second : std::vector<StatementAt>{};
  }

  struct Denied {
    ConceptId entry = no_concept;
    std::uint32_t statement = 0;
  };

  void read() {
    read_ = true;
    const auto& denied = context_.kept.lists<Denied>("", NoKey{}, [&](std::uint32_t b, std::vector<Denied>& out) {
      if (b < note_.header_end_block) return;
      const note::BlockFacts& facts = *note_.blocks[b].facts;
      for (std::uint32_t s = 0; s != facts.statements.size(); ++s) {
        const Statement& told = facts.statements[s];
        if (!told.signals.observes || told.facet == note::Facet::reported) continue;
        for (std::uint32_t m = told.first_mention; m != told.first_mention + told.mention_count; ++m) {
          const Mention& mention = facts.mentions[m];
          if (mention.assertion == Assertion::negated && mention.sense == Sense::name && !mention.reported)
            out.push_back({.entry = mention.entry, .statement = s});
        }
      }
    });
    for (std::uint32_t b = 0; b != note_.blocks.size(); ++b) {
      for (const Denied& one : denied.of(b)) denied_[one.entry].push_back({.block = b, .statement = one.statement});
    }
  }

  Context& context_;
  const Note& note_;
  Exclusions exclusions_;
  std::unordered_map<ConceptId, Nearby> told_;
  std::unordered_map<ConceptId, std::vector<StatementAt>> denied_;
  bool read_ = false;
};

}  // namespace

Findings contradictory_options(const Rule& rule, Context& context) {
  const Note& note = context.note;
  Exclusions exclusions(*note.vocabulary);
  Findings findings;
  // By entry, the earlier options that exclude it or that it excludes: an exclusion counts in both directions.
  std::unordered_map<ConceptId, Nearby> ticked;
  std::unordered_map<ConceptId, Nearby> excluding;
  for (const OptionAt at : ticked_options(context.evidence())) {
    const ConceptId entry = option_at(note, at).entry;
    if (entry == no_concept) continue;
    std::optional<Nearby::Place> against;
    const auto look = [&](const std::unordered_map<ConceptId, Nearby>& places, ConceptId key) {
      const auto it = places.find(key);
      if (it == places.end()) return;
      const auto found = it->second.find(note, at.block);
      if (found && (!against || *found < *against)) against = found;
    };
    look(excluding, entry);
    for (const ConceptId other : exclusions.of(entry)) look(ticked, other);
    ticked[entry].add(note, {at.block, at.option});
    for (const ConceptId other : exclusions.of(entry)) excluding[other].add(note, {at.block, at.option});
    if (!against) continue;
    Finding finding = option_finding(rule, note, at);
    const note::Block& block = note.blocks[against->first];
    const text::Span label = block.facts->options[against->second].label;
    const std::string other(block.slice(label));
    finding.arguments.emplace_back("other", other);
    finding.related.push_back({.span = block.absolute(label), .message = "“" + other + "” is ticked here"});
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings narrative_contradicts_option(const Rule& rule, Context& context) {
  const Note& note = context.note;
  Contradictions contradictions(context);
  Findings findings;
  for (const OptionAt at : ticked_options(context.evidence())) {
    if (option_at(note, at).entry == no_concept) continue;
    const auto against = contradictions.of(at);
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
