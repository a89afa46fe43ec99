#include "lint/evidence.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <unordered_map>

#include "lint/backing.hpp"

namespace notewell::lint {
namespace {

using note::Assertion;
using note::Block;
using note::BlockFacts;
using note::Concept;
using note::ConceptId;
using note::Facet;
using note::Mention;
using note::no_concept;
using note::Note;
using note::Option;
using note::Role;
using note::Roles;
using note::Section;
using note::Sense;
using note::Speaker;
using note::Statement;
using text::Span;

constexpr std::string_view intervention_group = "intervention";

bool is_feeling(std::string_view group) {
  return group == "affect" || group == "mood" || group == "symptom";
}

/// What has been told of an intervention.
struct Story {
  bool rationale = false;
  bool delivery = false;
  bool detail = false;
  bool response = false;

  Story& operator|=(const Story& other) {
    rationale = rationale || other.rationale;
    delivery = delivery || other.delivery;
    detail = detail || other.detail;
    response = response || other.response;
    return *this;
  }
  [[nodiscard]] bool any() const { return rationale || delivery || detail || response; }
};

/// What the narrative of one section offers to options that name nothing the vocabulary ties it to.
struct SectionOffer {
  bool observation = false;  // something seen, in words that no entry claims
  bool quote = false;        // the client's words, likewise
  bool report = false;
  bool narrative = false;    // any statement of some substance
  bool under_boxes = false;  // a box of a list has its narrative under it: there, one without has none
};

}  // namespace

struct Evidence::Index {
  explicit Index(const Note& subject);

  const Note& note;
  const note::Vocabulary& vocabulary;
  std::vector<OptionAt> ticked;
  std::vector<std::string_view> groups;                            // of those ticked, in their order
  std::vector<SectionOffer> offers;                                // by section
  std::unordered_map<ConceptId, std::vector<MentionAt>> mentions;  // affirmed, by entry, in order
  std::unordered_map<ConceptId, std::vector<OptionAt>>
      ticked_as;                           // the same entry may be ticked in a row and in a list
  std::vector<StatementAt> interventions;  // statements that tell of an intervention, in prose
  Story prose;                             // what the prose tells of interventions, all in all
  bool response_section = false;           // a section for the response says something
  bool clinician_acts = false;
  std::uint32_t words = 0;
  std::size_t feelings = 0;  // ticked affects, moods, symptoms

  // Answers that hang on the entry alone, found once.
  mutable std::unordered_map<ConceptId, bool> observed_elsewhere;
  mutable std::unordered_map<ConceptId, bool> reported_elsewhere;
  mutable std::unordered_map<ConceptId, Story> told_elsewhere;
  mutable std::size_t comparisons_left = 200'000;  // for labels the vocabulary doesn't know: keeps hostile notes linear

  [[nodiscard]] const Block& block(std::uint32_t index) const { return note.blocks[index]; }
  [[nodiscard]] const Statement& statement(StatementAt at) const {
    return block(at.block).facts->statements[at.statement];
  }
  [[nodiscard]] const Section& section(std::uint32_t block_index) const {
    return note.sections[block(block_index).section];
  }
  [[nodiscard]] const Option& option(OptionAt at) const { return block(at.block).facts->options[at.option]; }
  [[nodiscard]] std::span<const Mention> mentions_of(const BlockFacts& facts, const Statement& statement) const {
    return std::span<const Mention>(facts.mentions).subspan(statement.first_mention, statement.mention_count);
  }

  [[nodiscard]] std::string_view group_of(OptionAt at) const;
  [[nodiscard]] bool is_plan(StatementAt at) const;
  [[nodiscard]] std::uint32_t detail(StatementAt at) const;
  [[nodiscard]] Story story_of(StatementAt at) const;
  /// What stands under the option; for one of a row, also what stands under the same option in a list.
  [[nodiscard]] std::vector<StatementAt> owned(OptionAt at) const;
  [[nodiscard]] std::vector<ConceptId> family(ConceptId entry) const;
  [[nodiscard]] bool names_intervention(StatementAt at) const;
};

namespace {

using Index = Evidence::Index;

bool is_clinical(const Note& note, std::uint32_t block) {
  return block >= note.header_end_block && note.blocks[block].kind != note::BlockKind::heading &&
         !note.sections[note.blocks[block].section].roles.has(Role::signature);
}

/// What is left of a statement once the names of ticked options are taken out of it: "Client was sad" says nothing.
std::uint32_t words_beyond_labels(const Index& index, const BlockFacts& facts, const Statement& statement) {
  std::uint32_t label_words = 0;
  text::Offset covered = statement.span.begin;
  for (const Mention& mention : index.mentions_of(facts, statement)) {
    if (mention.sense != Sense::name || mention.span.begin < covered || !index.ticked_as.contains(mention.entry))
      continue;
    const std::string_view name = std::string_view(facts.bytes).substr(mention.span.begin, mention.span.size());
    label_words += static_cast<std::uint32_t>(1 + std::ranges::count(name, ' '));
    covered = mention.span.end;
  }
  return statement.content_words > label_words ? statement.content_words - label_words : 0;
}

/// Whether a ticked feeling claims the statement as its own evidence.
bool claimed(const Index& index, const BlockFacts& facts, const Statement& statement) {
  return std::ranges::any_of(index.mentions_of(facts, statement), [&](const Mention& mention) {
    return is_feeling(index.vocabulary.entry(mention.entry).group) && index.ticked_as.contains(mention.entry);
  });
}

}  // namespace

Evidence::Index::Index(const Note& subject) : note(subject), vocabulary(*subject.vocabulary) {
  offers.resize(note.sections.size());
  for (std::uint32_t b = 0; b != note.blocks.size(); ++b) {
    const BlockFacts& facts = *note.blocks[b].facts;
    for (std::uint32_t o = 0; o != facts.options.size(); ++o) {
      if (!facts.options[o].ticked || b < note.header_end_block) continue;
      ticked.push_back({.block = b, .option = o});
      if (facts.options[o].entry != no_concept) ticked_as[facts.options[o].entry].push_back(ticked.back());
      groups.push_back(group_of(ticked.back()));
      if (is_feeling(groups.back())) ++feelings;
    }
  }
  std::vector<bool> naming(note.blocks.size());
  for (std::uint32_t b = 0; b != note.blocks.size(); ++b) {
    if (!is_clinical(note, b)) continue;
    for (std::uint32_t s = 0; s != note.blocks[b].facts->statements.size() && !naming[b]; ++s) {
      const StatementAt at{.block = b, .statement = s};
      naming[b] = statement(at).option < 0 && names_intervention(at) && !is_plan(at);
    }
  }
  std::int64_t naming_section = -1;  // where one was named last
  for (std::uint32_t b = 0; b != note.blocks.size(); ++b) {
    if (!is_clinical(note, b)) continue;
    const BlockFacts& facts = *note.blocks[b].facts;
    const Section& here = section(b);
    SectionOffer& offer = offers[note.blocks[b].section];
    words += facts.words;
    for (std::uint32_t s = 0; s != facts.statements.size(); ++s) {
      const StatementAt at{.block = b, .statement = s};
      const Statement& told = facts.statements[s];
      for (std::uint32_t m = 0; m != told.mention_count; ++m) {
        const Mention& mention = facts.mentions[told.first_mention + m];
        if (mention.assertion == Assertion::affirmed) mentions[mention.entry].push_back({.at = at, .mention = m});
      }
      if (is_plan(at)) continue;
      const std::uint32_t substance = detail(at);
      if (told.option >= 0 && facts.options[static_cast<std::size_t>(told.option)].own_line) offer.under_boxes = true;
      if (told.option < 0) {
        const bool unclaimed = !claimed(*this, facts, told);
        offer.observation = offer.observation || (unclaimed && told.signals.observes && substance >= 4);
        offer.quote = offer.quote || (unclaimed && told.speaker == Speaker::client_quote && substance >= 3);
        offer.report = offer.report || (unclaimed && told.signals.reports && substance >= 6);
        offer.narrative = offer.narrative || substance >= 4;
      }
      if (here.roles.has(Role::response) && !here.roles.has(Role::intervention) && substance >= 4)
        response_section = true;
      // "… is what sets it off" in an assessment is no act of the clinician's
      const bool interprets = here.roles.any({Role::assessment, Role::progress}) && !here.roles.has(Role::intervention);
      clinician_acts = clinician_acts || (told.speaker == Speaker::clinician_action && told.signals.delivery &&
                                          substance >= 4 && !interprets);
      if (here.roles.has(Role::goal) && substance >= 4) prose.rationale = true;  // GIRP: the goal it serves
      if (told.option < 0 && naming[b] && names_intervention(at)) {
        interventions.push_back(at);
        naming_section = note.blocks[b].section;
      }
      if (told.option >= 0) continue;
      // What belongs to the story of the interventions: the passages that name one and what follows them in the
      // section.
      const bool in_story =
          naming[b] || naming_section == note.blocks[b].section || here.roles == Roles{Role::intervention};
      const Story story = story_of(at);
      if (in_story) {
        prose.rationale = prose.rationale || story.rationale;
        prose.delivery = prose.delivery || story.delivery;
        prose.detail = prose.detail || story.detail;
      }
      // A response comes with or after what it responds to.
      const bool after = here.roles.has(Role::response) || (in_story && !interventions.empty());
      prose.response = prose.response || (after && story.response);
    }
  }
  prose.response = prose.response || response_section;
}

/// The group an option belongs to: its entry's; without one, what its row or its section says.
std::string_view Evidence::Index::group_of(OptionAt at) const {
  const BlockFacts& facts = *block(at.block).facts;
  const Option& subject = facts.options[at.option];
  for (const note::Label& label : facts.labels) {
    // the box stands on the line of a header field ("Participants: [x] client"): not a clinical option
    if (label.field != nullptr && label.section == nullptr && label.group.empty() && label.body.contains(subject.box))
      return "field";
    if (!label.group.empty() && label.body.contains(subject.box) &&
        (subject.entry == no_concept || label.group == "participants" || label.group == "modality")) {
      return label.group;
    }
  }
  if (subject.entry != no_concept) return vocabulary.entry(subject.entry).group;
  return section(at.block).roles == Roles{Role::intervention} ? intervention_group : std::string_view{};
}

/// What is to come says nothing of this session.
bool Evidence::Index::is_plan(StatementAt at) const {
  const Roles roles = section(at.block).roles;
  const bool only_plan = roles.has(Role::plan) && !roles.any({Role::intervention, Role::subjective, Role::objective});
  const Statement& told = statement(at);
  // Many clinics tell under Plan what was done: "Plan: taught box breathing, six rounds."
  const bool done = told.signals.done && !told.signals.future;
  return ((only_plan && !done) || (told.signals.future && !told.signals.quote)) && told.facet == Facet::none;
}

std::uint32_t Evidence::Index::detail(StatementAt at) const {
  return words_beyond_labels(*this, *block(at.block).facts, statement(at));
}

bool Evidence::Index::names_intervention(StatementAt at) const {
  const BlockFacts& facts = *block(at.block).facts;
  const Statement& told = statement(at);
  return std::ranges::any_of(mentions_of(facts, told), [&](const Mention& mention) {
    return mention.sense == Sense::name && mention.assertion == Assertion::affirmed && !mention.reported &&
           vocabulary.entry(mention.entry).group == intervention_group;
  });
}

Story Evidence::Index::story_of(StatementAt at) const {
  const BlockFacts& facts = *block(at.block).facts;
  const Statement& told = statement(at);
  std::uint32_t names = 0;  // words
  text::Offset covered = 0;
  for (const Mention& mention : mentions_of(facts, told)) {
    if (mention.sense != Sense::name || vocabulary.entry(mention.entry).group != intervention_group ||
        mention.span.begin < covered)
      continue;
    const std::string_view name = std::string_view(facts.bytes).substr(mention.span.begin, mention.span.size());
    names += static_cast<std::uint32_t>(1 + std::ranges::count(name, ' '));
    covered = mention.span.end;
  }
  const std::uint32_t beyond = told.content_words > names ? told.content_words - names : 0;
  Story story;
  switch (told.facet) {  // a facet line tells its own part and no other
    case Facet::why:
      story.rationale = beyond >= 1;
      break;
    case Facet::how:
      story.delivery = beyond >= 1;
      story.detail = beyond >= 4;
      break;
    case Facet::response:
      story.response = beyond >= 1;
      break;
    case Facet::detail:
      story.detail = beyond >= 1;
      break;
    case Facet::none: {
      // A short sentence beside the one that names the intervention tells nothing of it: "Members gave feedback."
      constexpr std::uint32_t some_substance = 5;  // content words
      if (names == 0 && beyond < some_substance && !told.signals.number && !told.signals.quote &&
          !told.signals.rationale) {
        story.response = told.signals.response && beyond >= 3;
        break;
      }
      story.rationale = told.signals.rationale && beyond >= 1;
      story.delivery = told.signals.delivery && beyond >= 3;
      story.detail = beyond >= 7 || told.signals.number || told.signals.quote;
      // the sentence that names the intervention seldom tells the response as well
      const bool told_by_client = told.signals.reports || told.signals.quote || told.signals.skill;
      story.response = told.signals.response && beyond >= 3 && (names == 0 || told_by_client);
      break;
    }
    default:
      break;
  }
  return story;
}

std::vector<StatementAt> Evidence::Index::owned(OptionAt at) const {
  std::vector<StatementAt> out;
  const auto add = [&](OptionAt one) {
    const auto& statements = block(one.block).facts->statements;
    for (std::uint32_t s = 0; s != statements.size(); ++s) {
      if (statements[s].option == static_cast<std::int16_t>(one.option))
        out.push_back({.block = one.block, .statement = s});
    }
  };
  add(at);
  const ConceptId entry = option(at).entry;
  if (entry == no_concept || option(at).own_line) return out;
  constexpr std::size_t enough = 8;  // a note ticks a thing once or twice; a hostile one must not cost more
  const auto& same = ticked_as.at(entry);
  for (std::size_t i = 0; i != std::min(same.size(), enough); ++i) {
    if (same[i].block != at.block && option(same[i]).own_line) add(same[i]);
  }
  return out;
}

/// The entry and those whose evidence serves it as well.
std::vector<ConceptId> Evidence::Index::family(ConceptId entry) const {
  std::vector<ConceptId> out;
  if (entry == no_concept) return out;
  out.push_back(entry);
  for (const std::string& id : vocabulary.entry(entry).near) {
    if (const auto near = vocabulary.concept_by_id(id)) out.push_back(*near);
  }
  return out;
}

Evidence::Evidence(const Note& note) : index_(std::make_unique<const Index>(note)) {}
Evidence::~Evidence() = default;
Evidence::Evidence(Evidence&&) noexcept = default;
Evidence& Evidence::operator=(Evidence&&) noexcept = default;

namespace {

/// Looks the answer up, or finds and keeps it.
template <class Value, class Function>
Value remembered(std::unordered_map<ConceptId, Value>& memory, ConceptId entry, Function find) {
  if (const auto it = memory.find(entry); it != memory.end()) return it->second;
  const Value value = find();
  memory.emplace(entry, value);
  return value;
}

template <class Function>
bool any_mention(const Index& index, ConceptId entry, Function fits) {
  for (const ConceptId member : index.family(entry)) {
    const auto it = index.mentions.find(member);
    if (it == index.mentions.end()) continue;
    for (const MentionAt& found : it->second) {
      const Statement& told = index.statement(found.at);
      const Mention& mention = index.block(found.at.block).facts->mentions[told.first_mention + found.mention];
      // what stands under another box was told for that one
      const auto& options = index.block(found.at.block).facts->options;
      if (told.option >= 0 && options[static_cast<std::size_t>(told.option)].entry != entry) continue;
      if (!index.is_plan(found.at) && fits(found.at, told, mention, member == entry)) return true;
    }
  }
  return false;
}

/// Whether narrative that names nothing of an option may count for it: not where the clinician writes under each box.
bool may_borrow(const Index& index, OptionAt at) {
  const Option& option = index.option(at);
  if (!option.own_line) return true;
  const auto own = index.owned(at);
  if (own.empty()) return !index.offers[index.block(at.block).section].under_boxes;
  return std::ranges::none_of(own, [&](StatementAt place) { return index.statement(place).facet != Facet::none; });
}

/// A facet left as a blank under this option.
bool blank_below(const Index& index, OptionAt at, Facet facet) {
  const BlockFacts& facts = *index.block(at.block).facts;
  return std::ranges::any_of(facts.labels, [&](const note::Label& label) {
    return label.option == static_cast<std::int16_t>(at.option) && label.facet == facet &&
           std::ranges::any_of(facts.placeholders, [&](Span blank) { return label.body.overlaps(blank); });
  });
}

/// Whether the facet is left as a blank, here or where the same is ticked again: that it is unfilled is another rule's
/// to say.
bool prompted(const Index& index, OptionAt at, Facet facet) {
  if (blank_below(index, at, facet)) return true;
  const auto same = index.ticked_as.find(index.option(at).entry);
  if (same == index.ticked_as.end()) return false;
  constexpr std::size_t enough = 8;  // a hostile note must not cost more
  return std::ranges::any_of(same->second | std::views::take(enough),
                             [&](OptionAt other) { return blank_below(index, other, facet); });
}

bool observed(const Index& index, OptionAt at) {
  const Option& option = index.option(at);
  for (const StatementAt place : index.owned(at)) {
    const Statement& told = index.statement(place);
    const std::uint32_t substance = index.detail(place);
    if (told.facet == Facet::reported) continue;
    if (told.facet == Facet::observed && substance >= 1) return true;
    if (told.signals.observes && substance >= 2) return true;
    if (told.facet == Facet::none && !told.signals.reports && !told.signals.future && substance >= 3) return true;
  }
  const bool elsewhere =
      option.entry != no_concept && remembered(index.observed_elsewhere, option.entry, [&] {
        return any_mention(
            index, option.entry, [&](StatementAt place, const Statement& told, const Mention& mention, bool own) {
              if (mention.reported || told.facet == Facet::reported) return false;
              if (mention.sense == Sense::sign) return true;
              return own && mention.sense == Sense::name && told.signals.observes && index.detail(place) >= 3;
            });
      });
  return elsewhere || prompted(index, at, Facet::observed) ||
         (index.offers[index.block(at.block).section].observation && index.feelings <= 2 && may_borrow(index, at));
}

bool reported(const Index& index, OptionAt at) {
  const Option& option = index.option(at);
  for (const StatementAt place : index.owned(at)) {
    const Statement& told = index.statement(place);
    const std::uint32_t substance = index.detail(place);
    if (told.facet == Facet::reported && substance >= 1) return true;
    if (told.signals.quote && told.speaker != Speaker::other_person) return true;
    if (told.signals.reports && told.facet != Facet::observed && substance >= 2) return true;
  }
  const bool elsewhere =
      option.entry != no_concept && remembered(index.reported_elsewhere, option.entry, [&] {
        return any_mention(index, option.entry,
                           [&](StatementAt place, const Statement& told, const Mention& mention, bool) {
                             if (!mention.reported && told.facet != Facet::reported) return false;
                             if (!told.signals.reports || (told.facet == Facet::observed && !told.signals.quote))
                               return false;
                             return mention.sense != Sense::name || told.signals.quote || index.detail(place) >= 2;
                           });
      });
  if (elsewhere || prompted(index, at, Facet::reported)) return true;
  if (!may_borrow(index, at)) return false;
  const SectionOffer& here = index.offers[index.block(at.block).section];
  if (here.quote || (here.report && index.feelings <= 2)) return true;
  for (std::size_t s = 0; s != index.offers.size(); ++s) {
    if (index.offers[s].quote && index.note.sections[s].roles.has(Role::subjective)) return true;
  }
  return false;
}

/// Whether a statement in the option's section shares a telling word with a label that the vocabulary doesn't know.
bool shares_word(const Index& index, OptionAt at) {
  const Block& home = index.block(at.block);
  const std::string_view label = home.slice(index.option(at).label);
  const Section& section = index.note.sections[home.section];
  const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
  for (std::uint32_t b = section.first_block; b < section.end_block; ++b) {
    const Block& block = index.block(b);
    for (const Statement& told : block.facts->statements) {
      if (told.content_words < 4) continue;
      const std::string_view text = block.slice(told.span);
      for (std::size_t word = 0; word < label.size();) {
        const std::size_t end = std::min(label.find_first_of(" /-,", word), label.size());
        constexpr std::size_t telling = 5;  // letters; enough to tell words apart, few enough for their forms
        if (end - word >= telling) {
          if (index.comparisons_left == 0) return true;
          --index.comparisons_left;
          const std::string_view start = label.substr(word, telling);
          if (std::search(text.begin(), text.end(), start.begin(), start.end(), same) != text.end()) return true;
        }
        word = end + 1;
      }
    }
  }
  return false;
}

bool backed(const Index& index, OptionAt at) {
  for (const StatementAt place : index.owned(at)) {
    if (index.detail(place) >= 2) return true;
  }
  const Option& option = index.option(at);
  if (option.entry != no_concept &&
      any_mention(index, option.entry, [&](StatementAt place, const Statement&, const Mention& mention, bool) {
        return mention.sense != Sense::name || index.detail(place) >= 2;
      })) {
    return true;
  }
  const SectionOffer& here = index.offers[index.block(at.block).section];
  if (!option.own_line && here.narrative) return true;
  return option.entry == no_concept ? shares_word(index, at) : here.observation;
}

/// Whether the statement names a school or psychotherapy as such: techniques that follow are what it consisted of.
bool names_only_school(const Index& index, StatementAt at) {
  bool named = false;
  for (const Mention& mention : index.mentions_of(*index.block(at.block).facts, index.statement(at))) {
    const Concept& entry = index.vocabulary.entry(mention.entry);
    if (mention.sense != Sense::name || entry.group != intervention_group) continue;
    if (!entry.modality_only) return false;
    named = true;
  }
  return named;
}

/// The story of an intervention told in prose: its statement and what follows in the block up to the next intervention.
Story episode(const Index& index, StatementAt at) {
  Story story = index.story_of(at);
  const bool school = names_only_school(index, at);
  const auto& statements = index.block(at.block).facts->statements;
  for (std::uint32_t s = at.statement + 1; s < statements.size(); ++s) {
    const StatementAt next{.block = at.block, .statement = s};
    if ((index.names_intervention(next) && !school) || statements[s].option != statements[at.statement].option) break;
    if (!index.is_plan(next)) story |= index.story_of(next);
  }
  return story;
}

Story told_of(const Index& index, ConceptId entry) {
  if (entry == no_concept) return {};
  return remembered(index.told_elsewhere, entry, [&] {
    Story story;
    any_mention(index, entry, [&](StatementAt place, const Statement& told, const Mention&, bool own) {
      if (own && told.option < 0) story |= episode(index, place);
      return false;
    });
    return story;
  });
}

/// What backs a ticked intervention: what stands under it, what is told of it elsewhere and, where nothing stands under
/// it, what the prose tells of interventions at all.
Story option_story(const Index& index, OptionAt at) {
  const auto own = index.owned(at);
  Story story;
  for (const StatementAt place : own) story |= index.story_of(place);
  story |= told_of(index, index.option(at).entry);
  const Block& block = index.block(at.block);
  const Option& option = index.option(at);
  for (const note::Reference& goal : block.facts->references) {  // "[x] Behavioral activation @G1"
    const std::string_view between =
        std::string_view(block.facts->bytes)
            .substr(option.box.end, goal.span.begin > option.box.end ? goal.span.begin - option.box.end : 0);
    if (goal.span.begin > option.box.end && between.find('\n') == std::string_view::npos) story.rationale = true;
  }
  story.response = story.response || index.response_section || prompted(index, at, Facet::response);
  story.rationale = story.rationale || prompted(index, at, Facet::why);
  story.delivery = story.delivery || prompted(index, at, Facet::how);
  if (own.empty()) story |= index.prose;
  return story;
}

/// Whether a part is missing. Where nothing is told at all, intervention-only-named ("story") speaks for all parts;
/// `answered`: the intervention has a response of its own, so something is.
bool lacks(const Story& story, std::string_view needs, bool answered = false) {
  const bool bare = !story.rationale && !story.delivery && !story.detail && !answered;
  if (bare || needs == "story") return bare && needs == "story";
  if (needs == "rationale") return !story.rationale;
  if (needs == "delivery") return !story.delivery;
  if (needs == "detail") return !story.detail;
  return needs == "response" && !story.response;
}

/// Whether a Response stands under the option itself.
bool answered(const Index& index, OptionAt at) {
  return std::ranges::any_of(index.owned(at),
                             [&](StatementAt place) { return index.statement(place).facet == Facet::response; });
}

void add_stems(const Index& index, ConceptId entry, std::initializer_list<Facet> facets, Finding& finding) {
  for (const Facet facet : facets) {
    finding.arguments.emplace_back("stem_" + std::string(name_of(facet)),
                                   std::string(index.vocabulary.stem(entry, facet)));
  }
}

Finding option_finding(const Rule& rule, const Index& index, OptionAt at, std::string_view argument) {
  const Block& block = index.block(at.block);
  const Option& option = index.option(at);
  Finding finding;
  finding.rule = &rule;
  finding.span = block.absolute(option.label.empty() ? option.box : option.label);
  finding.anchor = block.absolute(option.item);
  finding.anchor_indent = option.indent;
  finding.arguments.emplace_back(argument, std::string(block.slice(option.label)));
  if (!option.own_line) finding.arguments.emplace_back("row", "yes");
  return finding;
}

void check_options(const Rule& rule, const EvidenceCheck& check, const Index& index, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i != index.ticked.size(); ++i) {
    const OptionAt at = index.ticked[i];
    const std::string_view group = index.groups[i];
    const bool asked = check.in.empty() ? !is_feeling(group) && group != intervention_group && group != "modality" &&
                                              group != "participants" && group != "field" && group != "homework"
                                        : std::ranges::find(check.in, group) != check.in.end();
    if (!asked) continue;
    // nobody can see a symptom such as waking at night: the client's report is what there is
    const bool satisfied = check.needs == "observed"
                               ? observed(index, at) || (group == "symptom" && reported(index, at))
                           : check.needs == "reported" ? reported(index, at)
                                                       : backed(index, at);
    if (satisfied) continue;
    Finding finding = option_finding(rule, index, at, "option");
    add_stems(index, index.option(at).entry, {Facet::observed, Facet::reported}, finding);
    if (check.needs == "observed" && !reported(index, at)) finding.arguments.emplace_back("unreported", "yes");
    if (check.needs == "reported" && !observed(index, at)) finding.arguments.emplace_back("unobserved", "yes");
    findings.push_back(std::move(finding));
  }
}

/// The intervention that a statement names, a technique before the school it belongs to; nullptr if it names none.
const Mention* named_in(const Index& index, StatementAt at) {
  const Mention* named = nullptr;
  for (const Mention& mention : index.mentions_of(*index.block(at.block).facts, index.statement(at))) {
    if (mention.sense != Sense::name || index.vocabulary.entry(mention.entry).group != intervention_group) continue;
    const bool finer = named != nullptr && index.vocabulary.entry(named->entry).modality_only &&
                       !index.vocabulary.entry(mention.entry).modality_only;
    if (named == nullptr || finer) named = &mention;
  }
  return named;
}

/// Named, and nothing told of it there, in what follows, or elsewhere in the note.
bool is_bare(const Index& index, StatementAt at) {
  const auto empty = [](const Story& story) { return !story.rationale && !story.delivery && !story.detail; };
  const Mention* named = named_in(index, at);
  return empty(episode(index, at)) && (named == nullptr || empty(told_of(index, named->entry)));
}

bool ticked_as_well(const Index& index, StatementAt at) {
  const auto mentions = index.mentions_of(*index.block(at.block).facts, index.statement(at));
  return std::ranges::any_of(mentions, [&](const Mention& mention) {
    return mention.sense == Sense::name && index.ticked_as.contains(mention.entry);
  });
}

Finding prose_finding(const Rule& rule, const Index& index, StatementAt at) {
  const Block& block = index.block(at.block);
  const Statement& told = index.statement(at);
  const Mention* named = named_in(index, at);
  Finding finding;
  finding.rule = &rule;
  finding.span = block.absolute(named == nullptr ? told.span : named->span);
  finding.anchor = block.absolute(told.span);
  finding.arguments.emplace_back("intervention", std::string(block.slice(named == nullptr ? told.span : named->span)));
  finding.arguments.emplace_back("prose", "yes");
  add_stems(index, named == nullptr ? no_concept : named->entry,
            {Facet::why, Facet::how, Facet::response, Facet::detail}, finding);
  return finding;
}

void check_interventions(const Rule& rule, const EvidenceCheck& check, const Index& index,
                         std::vector<Finding>& findings) {
  for (std::size_t i = 0; i != index.ticked.size(); ++i) {
    const OptionAt at = index.ticked[i];
    if (index.groups[i] != intervention_group || !lacks(option_story(index, at), check.needs, answered(index, at)))
      continue;
    Finding finding = option_finding(rule, index, at, "intervention");
    finding.arguments.emplace_back("option", finding.arguments.front().second);
    add_stems(index, index.option(at).entry, {Facet::why, Facet::how, Facet::response, Facet::detail}, finding);
    findings.push_back(std::move(finding));
  }
  // Prose is judged as a whole, for sentences share reasons and responses; only a name that stands there with nothing
  // told of it is flagged by itself.
  const bool named_only = check.needs == "story";
  if (!named_only && !lacks(index.prose, check.needs)) return;
  for (const StatementAt at : index.interventions) {
    if (ticked_as_well(index, at) || is_bare(index, at) != named_only) continue;
    findings.push_back(prose_finding(rule, index, at));
    if (!named_only) return;
  }
}

}  // namespace

std::vector<Finding> check_evidence(const Rule& rule, const EvidenceCheck& check, const Note&,
                                    const Evidence& evidence) {
  std::vector<Finding> findings;
  if (check.each == intervention_group) {
    check_interventions(rule, check, evidence.index(), findings);
  } else {
    check_options(rule, check, evidence.index(), findings);
  }
  return findings;
}

bool repeats_labels(const Evidence& evidence, StatementAt at) {
  const Index& index = evidence.index();
  const Statement& told = index.statement(at);
  // "No thoughts of ending her life" beside a ticked "denies SI" is how a denial is told.
  const auto mentions = index.mentions_of(*index.block(at.block).facts, told);
  const bool of_risk = std::ranges::any_of(
      mentions, [&](const Mention& mention) { return index.vocabulary.entry(mention.entry).group == "risk"; });
  return told.content_words > 0 && !told.signals.quote && !told.signals.number && !of_risk && index.detail(at) == 0;
}

std::vector<OptionAt> ticked_options(const Evidence& evidence) {
  return evidence.index().ticked;
}

bool is_plan(const Evidence& evidence, StatementAt at) {
  return evidence.index().is_plan(at);
}

bool may_back(const Evidence& evidence, StatementAt at) {
  const Index& index = evidence.index();
  const Statement& told = index.statement(at);
  if (!is_clinical(index.note, at.block) || index.is_plan(at)) return false;
  if (told.option >= 0 && !index.option({at.block, static_cast<std::uint32_t>(told.option)}).ticked) return false;
  if (told.signals.generic && !told.signals.quote && !told.signals.number) return false;
  const bool seen_or_said = told.facet == Facet::observed || told.facet == Facet::reported || told.signals.observes ||
                            told.signals.reports || told.signals.quote;
  constexpr std::uint32_t some = 2;  // words beyond the labels of options
  return index.detail(at) >= some && (seen_or_said || index.story_of(at).any());
}

std::span<const MentionAt> affirmed_mentions(const Evidence& evidence, ConceptId entry) {
  const auto it = evidence.index().mentions.find(entry);
  return it == evidence.index().mentions.end() ? std::span<const MentionAt>() : it->second;
}

std::vector<Finding> check_intervention_missing(const Rule& rule, const Note& note, const Evidence& evidence) {
  const Index& index = evidence.index();
  // A draft with less is a stub that other rules speak of; once signed, a stub is what is billed.
  const std::uint32_t some_narrative = note.signed_ ? 1 : 15;  // words
  if (index.words < some_narrative || index.clinician_acts || !index.interventions.empty()) return {};
  const std::string_view code = note.value("code").substr(0, 5);
  if (const auto* service = note.vocabulary->service_code(code); service != nullptr && !service->psychotherapy)
    return {};
  for (const OptionAt at : index.ticked) {
    if (index.group_of(at) == intervention_group) return {};
  }
  for (const auto& [entry, places] : index.mentions) {
    if (index.vocabulary.entry(entry).group != intervention_group) continue;
    // What the client tells ("pauses before each meal") is no sign of what was done here.
    const auto counts = [&](const MentionAt& found) {
      const Statement& told = index.statement(found.at);
      const Mention& mention = index.block(found.at.block).facts->mentions[told.first_mention + found.mention];
      return !index.is_plan(found.at) && (mention.sense == Sense::name || told.speaker != Speaker::client_reported);
    };
    if (std::ranges::any_of(places, counts)) return {};
  }
  Finding finding;
  finding.rule = &rule;
  for (const Section& section : note.sections) {
    if (section.title.empty()) continue;
    if (section.roles.has(Role::intervention) || finding.span.empty()) finding.span = section.title;
    if (section.roles.has(Role::intervention)) break;
  }
  if (finding.span.empty()) {
    for (std::uint32_t line = 0; line != note.text.line_count() && finding.span.empty(); ++line)
      finding.span = note.text.line(line);
  }
  finding.anchor = finding.span;
  add_stems(index, no_concept, {Facet::why, Facet::how, Facet::response}, finding);
  return {finding};
}

namespace {

bool covered_by(const note::Vocabulary& vocabulary, const note::TreatmentPlan& plan, ConceptId entry) {
  const Concept& done = vocabulary.entry(entry);
  if (done.modality.empty() && !done.modality_only) return true;  // listening, psychoeducation: part of any plan
  return std::ranges::any_of(plan.interventions, [&](ConceptId planned_id) {
    const Concept& planned = vocabulary.entry(planned_id);
    const bool same_school = !done.modality.empty() && done.modality == planned.modality;
    return planned_id == entry || (same_school && (planned.modality_only || done.modality_only));
  });
}

}  // namespace

std::vector<Finding> check_intervention_not_in_plan(const Rule& rule, const Note&, const Evidence& evidence,
                                                    const note::TreatmentPlan& plan) {
  const Index& index = evidence.index();
  std::vector<Finding> findings;
  if (plan.interventions.empty()) return findings;
  for (const OptionAt at : index.ticked) {
    const ConceptId entry = index.option(at).entry;
    if (entry == no_concept || index.group_of(at) != intervention_group || covered_by(index.vocabulary, plan, entry))
      continue;
    findings.push_back(option_finding(rule, index, at, "intervention"));
  }
  std::unordered_map<ConceptId, bool> told;
  for (const StatementAt at : index.interventions) {
    const Block& block = index.block(at.block);
    for (const Mention& mention : index.mentions_of(*block.facts, index.statement(at))) {
      if (mention.sense != Sense::name || index.vocabulary.entry(mention.entry).group != intervention_group ||
          index.ticked_as.contains(mention.entry) || covered_by(index.vocabulary, plan, mention.entry) ||
          !told.emplace(mention.entry, true).second) {
        continue;
      }
      Finding finding;
      finding.rule = &rule;
      finding.span = block.absolute(mention.span);
      finding.anchor = block.absolute(index.statement(at).span);
      finding.arguments.emplace_back("intervention", std::string(block.slice(mention.span)));
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace notewell::lint
