#include "note/elements.hpp"

#include <algorithm>

#include "note/note.hpp"

namespace notewell::note {
namespace {

using text::Span;

/// An Assessment interprets a response, and what is told as the problem came before it.
bool shown_by_signals(const Element& element, const Statement& statement, Roles section) {
  const Signals& signals = statement.signals;
  // Outside a section for it, what the clinician did ("Used …") and what is to come are no response, whatever verb
  // stands there.
  const bool tells_else = statement.facet != Facet::response && !section.has(Role::response) && !signals.skill &&
                          (statement.speaker == Speaker::clinician_action || signals.future);
  return (element.signals.quote && signals.quote) || (element.signals.observes && signals.observes) ||
         (element.signals.rationale && signals.rationale) || (element.signals.delivery && signals.delivery) ||
         (element.signals.response && signals.response && !tells_else &&
          !section.any({Role::assessment, Role::presenting_problem}));
}

bool among(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// Gathers the places section by section, because hints add up within one.
class Gathering {
 public:
  explicit Gathering(const Note& note)
      : note_(note), vocabulary_(*note.vocabulary), found_(vocabulary_.elements().size()), hints_(found_.size()) {
    for (std::uint16_t e = 0; e != found_.size(); ++e) {
      const auto& asked = vocabulary_.elements()[e].signals;
      if (asked.quote || asked.observes || asked.rationale || asked.delivery || asked.response)
        by_signals_.push_back(e);
    }
  }

  std::vector<std::vector<Span>> gather() {
    add_fields();
    for (const Section& section : note_.sections) {
      enter(section);
      const std::uint32_t first = std::max(section.first_block, note_.header_end_block);
      for (std::uint32_t b = first; b < section.end_block; ++b) add_block(note_.blocks[b]);
      for (std::size_t e = 0; e != hints_.size(); ++e) take_hints(e);
    }
    for (auto& places : found_) {
      if (!std::ranges::is_sorted(places, {}, &Span::begin)) std::ranges::sort(places, {}, &Span::begin);
      const auto rest = std::ranges::unique(places);
      places.erase(rest.begin(), rest.end());
    }
    return std::move(found_);
  }

  void add_of_block(std::uint32_t block, std::vector<ElementAt>& out) {
    enter(note_.sections[note_.blocks[block].section]);
    for (auto& places : found_) places.clear();
    add_block(note_.blocks[block]);
    for (std::uint16_t e = 0; e != found_.size(); ++e) {
      if (!found_[e].empty()) out.push_back({.element = e});
      const std::size_t first = out.size();
      for (const Hint& hint : hints_[e]) {
        const auto same = [&](const ElementAt& one) { return one.hint == hint.cue; };
        if (std::none_of(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), same))
          out.push_back({.element = e, .hint = hint.cue});
      }
    }
  }

 private:
  struct Hint {
    std::uint16_t cue = 0;
    Span place;
  };

  void enter(const Section& section) {
    // An addendum may add to any part of the note.
    roles_ = section.addendum ? Roles() : section.roles;
    // What follows a label ("Risk: …") below a heading may as well be the heading's.
    if (section.level == label_level && section.parent > 0)
      roles_ |= note_.sections[static_cast<std::size_t>(section.parent)].roles;
    for (auto& hints : hints_) hints.clear();
  }

  void add_fields() {
    for (const Field& field : note_.fields) {
      if (field.value.empty()) continue;
      for (std::size_t e = 0; e != found_.size(); ++e) {
        if (among(vocabulary_.elements()[e].fields, field.id)) found_[e].push_back(field.value);
      }
    }
  }

  [[nodiscard]] bool counts(std::size_t element) const {
    const Roles wanted = vocabulary_.elements()[element].roles;
    return wanted.empty() || roles_.empty() || roles_.any(wanted);
  }

  /// In text without a section, what is planned is told as something to come: not "took the bus on Tuesday".
  [[nodiscard]] bool tells_what_was(std::size_t element, const Statement& statement) const {
    const Signals& signals = statement.signals;
    return roles_.empty() && vocabulary_.elements()[element].roles == Roles{Role::plan} && !signals.future &&
           (signals.reports || signals.observes || signals.done || signals.response);
  }

  void add_block(const Block& block) {
    const BlockFacts& facts = *block.facts;
    for (const Option& option : facts.options) {
      if (option.ticked) add_option(block, option);
    }
    auto match = facts.element_matches.begin();
    for (std::uint32_t s = 0; s != facts.statements.size(); ++s) {
      const auto first = match;
      while (match != facts.element_matches.end() && match->statement == s) ++match;
      const Statement& statement = facts.statements[s];
      // What stands under a box that is not ticked did not happen.
      if (statement.option >= 0 && !facts.options[static_cast<std::size_t>(statement.option)].ticked) continue;
      add_statement(block, statement, {first, match});
    }
  }

  /// A tick of a group says little, and says it: rules about ticks ask for the rest.
  void add_option(const Block& block, const Option& option) {
    const Span place = block.absolute(option.label);
    if (option.entry != no_concept) {
      for (const std::uint16_t e : vocabulary_.elements_of(option.entry)) {
        if (counts(e)) add(e, place);
      }
      return;
    }
    // "SI/HI: [x] denied": the label's group says what the tick is about
    for (const Label& label : block.facts->labels) {
      if (label.group.empty() || !label.body.contains(option.box)) continue;
      for (std::size_t e = 0; e != vocabulary_.elements().size(); ++e) {
        if (counts(e) && among(vocabulary_.elements()[e].groups, label.group))
          add(static_cast<std::uint16_t>(e), place);
      }
    }
  }

  void add_statement(const Block& block, const Statement& statement, std::span<const ElementMatch> matches) {
    const Span place = block.absolute(statement.span);
    excepted_.clear();
    for (const ElementMatch match : matches) {
      const ElementCue cue = vocabulary_.element_cues()[match.cue];
      if (cue.kind == ElementCue::Kind::exception) excepted_.push_back(cue.element);
    }
    const auto may_document = [&](std::uint16_t element) {
      return counts(element) && std::ranges::find(excepted_, element) == excepted_.end() &&
             !tells_what_was(element, statement);
    };
    for (const ElementMatch match : matches) {
      const ElementCue cue = vocabulary_.element_cues()[match.cue];
      if (cue.kind == ElementCue::Kind::exception || !may_document(cue.element)) continue;
      if (cue.kind == ElementCue::Kind::cue) add(cue.element, place);
      if (cue.kind == ElementCue::Kind::hint) hints_[cue.element].push_back({.cue = match.cue, .place = place});
    }
    for (const std::uint16_t e : by_signals_) {
      if (shown_by_signals(vocabulary_.elements()[e], statement, roles_) && may_document(e)) add(e, place);
    }
    for (std::uint32_t m = 0; m != statement.mention_count; ++m) {
      const Mention& mention = block.facts->mentions[statement.first_mention + m];
      // A sign ("looked down") belongs to many entries and shows none of them by itself; a saying counts as one.
      if (mention.sense != Sense::name && !(mention.sense == Sense::saying && statement.signals.quote)) continue;
      for (const std::uint16_t e : vocabulary_.elements_of(mention.entry)) {
        if (may_document(e)) add(e, place);
      }
    }
  }

  /// A statement may document an element for several reasons.
  void add(std::uint16_t element, Span place) {
    auto& places = found_[element];
    if (places.empty() || places.back() != place) places.push_back(place);
  }

  /// Enough different hints in the section document the element where they stand.
  void take_hints(std::size_t element) {
    auto& hints = hints_[element];
    std::vector<std::uint16_t> different;
    for (const Hint& hint : hints) {
      if (std::ranges::find(different, hint.cue) == different.end()) different.push_back(hint.cue);
    }
    if (different.size() < vocabulary_.elements()[element].enough) return;
    for (const Hint& hint : hints) found_[element].push_back(hint.place);
  }

  const Note& note_;
  const Vocabulary& vocabulary_;
  std::vector<std::vector<Span>> found_;
  std::vector<std::vector<Hint>> hints_;
  std::vector<std::uint16_t> excepted_;    // of the statement at hand
  std::vector<std::uint16_t> by_signals_;  // elements that signals may show
  Roles roles_;                            // of the section at hand
};

}  // namespace

std::vector<std::vector<Span>> documented_elements(const Note& note) {
  return Gathering(note).gather();
}

ElementsOfBlock elements_of_block(const Note& note) {
  return [gathering = std::make_shared<Gathering>(note)](std::uint32_t block, std::vector<ElementAt>& out) {
    gathering->add_of_block(block, out);
  };
}

std::vector<bool> documents_elements(const Note& note,
                                     const std::function<std::span<const ElementAt>(std::uint32_t)>& of_block) {
  const auto elements = note.vocabulary->elements();
  std::vector<bool> told(elements.size());
  for (const Field& field : note.fields) {
    if (field.value.empty()) continue;
    for (std::size_t e = 0; e != elements.size(); ++e) told[e] = told[e] || among(elements[e].fields, field.id);
  }
  const auto blocks = static_cast<std::uint32_t>(note.blocks.size());
  for (std::uint32_t b = note.header_end_block; b < blocks; ++b) {
    for (const ElementAt& at : of_block(b)) {
      if (at.hint == ElementAt::certain) told[at.element] = true;
    }
  }
  // Hints add up within a section; those at what is told already tell nothing more.
  std::vector<ElementAt> hints;
  std::vector<std::uint16_t> different(elements.size());
  for (const Section& section : note.sections) {
    hints.clear();
    for (std::uint32_t b = std::max(section.first_block, note.header_end_block); b < section.end_block; ++b) {
      for (const ElementAt& at : of_block(b)) {
        if (told[at.element]) continue;
        const auto same = [&](const ElementAt& one) { return one.element == at.element && one.hint == at.hint; };
        if (std::ranges::none_of(hints, same)) hints.push_back(at);
      }
    }
    std::ranges::fill(different, std::uint16_t{0});
    for (const ElementAt& at : hints) {
      if (++different[at.element] >= elements[at.element].enough) told[at.element] = true;
    }
  }
  return told;
}

}  // namespace notewell::note
