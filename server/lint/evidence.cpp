#include "lint/evidence.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <unordered_map>

#include "lint/backing.hpp"
#include "lint/kept.hpp"
#include "text/ascii.hpp"

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

constexpr std::uint8_t bit(Facet facet) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(facet));
}

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

  SectionOffer& operator|=(const SectionOffer& other) {
    observation = observation || other.observation;
    quote = quote || other.quote;
    report = report || other.report;
    narrative = narrative || other.narrative;
    under_boxes = under_boxes || other.under_boxes;
    return *this;
  }
};

// What is kept of each block (lint/kept.hpp). The last two hang on which entries are ticked anywhere in the note as
// well.

/// A ticked box of the body.
struct TickedBox {
  std::uint32_t option = 0;
  ConceptId entry = no_concept;
  bool own_line = false;
  std::string_view group;
};

/// An affirmed mention in narrative.
struct Affirmed {
  ConceptId entry = no_concept;
  std::uint32_t statement = 0;
  std::uint32_t mention = 0;  // counted from the statement's first
  std::uint8_t uses = 0;      // what it may be evidence for, by itself: bits of Use
};
enum Use : std::uint8_t { any_use = 1, observation = 2, report = 4 };

/// What is told behind a label that names an entry: "Anxious: wrung her hands. Says her chest is tight."
struct Headed {
  ConceptId entry = no_concept;
  std::uint8_t uses = 0;  // bits of Use
};

/// What prose tells of an intervention from where it mentions it.
struct Episode {
  ConceptId entry = no_concept;
  Story story;
};

/// What stands under a ticked box.
struct Under {
  bool anything = false;
  bool facets = false;   // a line that says its kind
  bool backing = false;  // words beyond the labels
  bool observed = false;
  bool reported = false;
  bool answered = false;  // a Response
  Story story;
  std::uint8_t blanks = 0;  // facets left as blanks under this very box: a bit for each

  /// The same with what stands under another box that ticks the same; blanks are each box's own.
  Under& operator|=(const Under& other) {
    anything = anything || other.anything;
    facets = facets || other.facets;
    backing = backing || other.backing;
    observed = observed || other.observed;
    reported = reported || other.reported;
    answered = answered || other.answered;
    story |= other.story;
    return *this;
  }
};

/// What a block of narrative tells all in all.
struct BlockTold {
  bool clinical = false;
  bool naming = false;  // in prose, an intervention of this session
  SectionOffer offer;
  bool answers = false;        // something of substance, in a section for the response
  bool acts = false;           // the clinician does something
  bool goal = false;           // something of substance, in a section for the goal
  Story story;                 // of what stands under no box
  bool answers_named = false;  // the part of it from where an intervention is named tells of a response
  std::uint32_t words = 0;
};

}  // namespace

struct Evidence::Index {
  explicit Index(Kept& kept);

  const Note& note;
  const note::Vocabulary& vocabulary;
  std::vector<OptionAt> ticked;
  std::vector<std::string_view> groups;  // of those ticked, in their order
  std::span<const TickedBox> boxes;      // likewise
  std::vector<ConceptId> entries;        // that are ticked: ascending, each once
  std::unordered_map<ConceptId, std::vector<std::uint32_t>>
      ticked_as;                           // indices into `ticked`: the same may be ticked in a row and in a list
  std::vector<SectionOffer> offers;        // by section
  std::vector<StatementAt> interventions;  // statements that tell of an intervention, in prose
  Story prose;                             // what the prose tells of interventions, all in all
  bool response_section = false;           // a section for the response says something
  bool clinician_acts = false;
  bool quoted = false;  // a section for the client's report holds a quote that no entry claims
  std::uint32_t words = 0;
  std::size_t feelings = 0;  // ticked affects, moods, symptoms
  const Lists<Affirmed>* affirmed = nullptr;
  std::unordered_map<ConceptId, std::uint8_t> headed;  // by entry, bits of Use
  const Lists<Episode>* episodes = nullptr;
  const Lists<Under>* under = nullptr;  // as `ticked`

  // Found when they are first asked for.
  mutable std::vector<MentionAt> by_entry;         // affirmed mentions by entry, then in order
  mutable std::vector<std::uint8_t> uses;          // of these
  mutable std::vector<std::uint32_t> entry_begin;  // by entry, where its own begin
  mutable std::unordered_map<ConceptId, Story> stories;
  mutable bool stories_read = false;
  mutable std::unordered_map<ConceptId, bool> observed_elsewhere;
  mutable std::unordered_map<ConceptId, bool> reported_elsewhere;
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
  /// The affirmed mentions of an entry, in order.
  [[nodiscard]] std::span<const MentionAt> mentions(ConceptId entry) const;
  [[nodiscard]] bool is_ticked(ConceptId entry) const { return std::ranges::binary_search(entries, entry); }
  /// What stands under the i-th ticked option; for one of a row, also what stands under the same option in a list.
  [[nodiscard]] Under owned(std::uint32_t i) const;
  [[nodiscard]] std::vector<ConceptId> family(ConceptId entry) const;
  [[nodiscard]] bool names_intervention(StatementAt at) const;

 private:
  [[nodiscard]] BlockTold read_block(std::uint32_t b) const;
  [[nodiscard]] Under read_under(OptionAt at) const;
  [[nodiscard]] std::uint8_t uses_of(StatementAt at, const Mention& mention) const;
  [[nodiscard]] std::uint8_t uses_behind(std::uint32_t b, const note::Label& label) const;
  void read_ticks(Kept& kept);
  void read_narrative(Kept& kept);
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
    if (mention.sense != Sense::name || mention.span.begin < covered || !index.is_ticked(mention.entry)) continue;
    const std::string_view name = std::string_view(facts.bytes).substr(mention.span.begin, mention.span.size());
    label_words += static_cast<std::uint32_t>(1 + std::ranges::count(name, ' '));
    covered = mention.span.end;
  }
  return statement.content_words > label_words ? statement.content_words - label_words : 0;
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
  constexpr std::uint32_t enough = 8;  // words of several short sentences that tell something specific together
  std::uint32_t words = 0;
  for (std::uint32_t s = at.statement + 1; s < statements.size(); ++s) {
    const StatementAt next{.block = at.block, .statement = s};
    if ((index.names_intervention(next) && !school) || statements[s].option != statements[at.statement].option) break;
    if (index.is_plan(next)) continue;
    story |= index.story_of(next);
    if (!statements[s].signals.generic) words += index.detail(next);
  }
  story.detail = story.detail || words >= enough;
  return story;
}

/// "Her sleep log shows a third week of bed after two", "Psychotherapy portion": what the statement has its facts from,
/// or a part of the visit, not what was done.
bool is_source(const Index& index, StatementAt at) {
  const BlockFacts& facts = *index.block(at.block).facts;
  return std::ranges::any_of(index.mentions_of(facts, index.statement(at)), [&](const Mention& mention) {
    if (mention.sense != Sense::name || index.vocabulary.entry(mention.entry).group != intervention_group) return false;
    std::string_view behind = std::string_view(facts.bytes).substr(mention.span.end);
    behind.remove_prefix(std::min(behind.find_first_not_of(' '), behind.size()));
    const std::string_view verb = behind.substr(0, behind.find_first_of(" ,.;:\n"));
    constexpr auto telling =
        std::to_array<std::string_view>({"show", "shows", "showed", "says", "said", "reads", "lists", "listed",
                                         "indicates", "indicated", "had", "has"});
    constexpr auto parts =
        std::to_array<std::string_view>({"portion", "component", "minutes", "time", "visit", "note"});
    return std::ranges::find(telling, verb) != telling.end() ||
           (index.vocabulary.entry(mention.entry).modality_only && std::ranges::find(parts, verb) != parts.end());
  });
}

/// Whether the name that ends at `name_end` stands near the statement's begin and a colon follows: the rest tells of
/// it.
bool heads_statement(const BlockFacts& facts, const Statement& told, text::Offset name_end) {
  constexpr text::Offset longest_name = 40;  // bytes
  return name_end != 0 && name_end - told.span.begin <= longest_name && name_end < facts.bytes.size() &&
         facts.bytes[name_end] == ':';
}

/// Whether a ticked feeling claims the statement as its own evidence.
bool claimed(const Index& index, const BlockFacts& facts, const Statement& statement) {
  return std::ranges::any_of(index.mentions_of(facts, statement), [&](const Mention& mention) {
    return is_feeling(index.vocabulary.entry(mention.entry).group) && index.is_ticked(mention.entry);
  });
}

}  // namespace

Evidence::Index::Index(Kept& kept) : note(kept.note()), vocabulary(*kept.note().vocabulary) {
  read_ticks(kept);
  read_narrative(kept);
}

void Evidence::Index::read_ticks(Kept& kept) {
  const auto& of_blocks = kept.lists<TickedBox>("", NoKey{}, [&](std::uint32_t b, std::vector<TickedBox>& out) {
    const auto& options = block(b).facts->options;
    for (std::uint32_t o = 0; o != options.size() && b >= note.header_end_block; ++o) {
      if (!options[o].ticked) continue;
      out.push_back({.option = o,
                     .entry = options[o].entry,
                     .own_line = options[o].own_line,
                     .group = group_of({.block = b, .option = o})});
    }
  });
  boxes = of_blocks.all();
  for (std::uint32_t b = 0; b != note.blocks.size(); ++b) {
    for (const TickedBox& box : of_blocks.of(b)) {
      if (box.entry != no_concept) {
        ticked_as[box.entry].push_back(static_cast<std::uint32_t>(ticked.size()));
        entries.push_back(box.entry);
      }
      ticked.push_back({.block = b, .option = box.option});
      groups.push_back(box.group);
      if (is_feeling(box.group)) ++feelings;
    }
  }
  std::ranges::sort(entries);
  const auto rest = std::ranges::unique(entries);
  entries.erase(rest.begin(), rest.end());
  under = &kept.lists<Under>("", entries, [&](std::uint32_t b, std::vector<Under>& out) {
    for (const TickedBox& box : of_blocks.of(b)) out.push_back(read_under({.block = b, .option = box.option}));
  });
}

void Evidence::Index::read_narrative(Kept& kept) {
  affirmed = &kept.lists<Affirmed>("", NoKey{}, [&](std::uint32_t b, std::vector<Affirmed>& out) {
    if (!is_clinical(note, b)) return;
    const BlockFacts& facts = *block(b).facts;
    for (std::uint32_t s = 0; s != facts.statements.size(); ++s) {
      const auto all = mentions_of(facts, facts.statements[s]);
      for (std::uint32_t m = 0; m != all.size(); ++m) {
        if (all[m].assertion != Assertion::affirmed) continue;
        out.push_back({.entry = all[m].entry,
                       .statement = s,
                       .mention = m,
                       .uses = uses_of({.block = b, .statement = s}, all[m])});
      }
    }
  });
  const auto& labels = kept.lists<Headed>("", NoKey{}, [&](std::uint32_t b, std::vector<Headed>& out) {
    if (!is_clinical(note, b)) return;
    const BlockFacts& facts = *block(b).facts;
    for (const Affirmed& named : affirmed->of(b)) {
      const Mention& mention = facts.mentions[facts.statements[named.statement].first_mention + named.mention];
      if (mention.sense != Sense::name || !is_feeling(vocabulary.entry(named.entry).group)) continue;
      const auto behind = std::ranges::upper_bound(facts.labels, mention.span.begin, {},
                                                   [](const note::Label& label) { return label.name.begin; });
      if (behind == facts.labels.begin()) continue;
      const note::Label& label = *(behind - 1);
      if (label.name.contains(mention.span)) out.push_back({.entry = named.entry, .uses = uses_behind(b, label)});
    }
  });
  for (const Headed& one : labels.all()) headed[one.entry] |= one.uses;
  episodes = &kept.lists<Episode>("", NoKey{}, [&](std::uint32_t b, std::vector<Episode>& out) {
    for (const Affirmed& mention : affirmed->of(b)) {
      const StatementAt at{.block = b, .statement = mention.statement};
      if (vocabulary.entry(mention.entry).group == intervention_group && statement(at).option < 0 && !is_plan(at))
        out.push_back({.entry = mention.entry, .story = episode(*this, at)});
    }
  });
  const auto& named = kept.lists<std::uint32_t>("interventions", NoKey{}, [&](std::uint32_t b, auto& out) {
    if (!is_clinical(note, b)) return;
    for (std::uint32_t s = 0; s != block(b).facts->statements.size(); ++s) {
      const StatementAt at{.block = b, .statement = s};
      if (statement(at).option < 0 && names_intervention(at) && !is_plan(at) && !is_source(*this, at)) out.push_back(s);
    }
  });
  const auto& told = kept.values<BlockTold>(entries, [&](std::uint32_t b) { return read_block(b); });
  offers.resize(note.sections.size());
  std::int64_t naming_section = -1;  // where one was named last
  std::int64_t ticked_section = -1;  // where one was ticked last
  std::uint32_t ticked_block = 0;
  std::size_t ticked_form = 0;  // where the form tells of them
  std::size_t next_tick = 0;
  for (std::uint32_t b = 0; b != note.blocks.size(); ++b) {
    const BlockTold& one = told[b];
    if (!one.clinical) continue;
    const std::uint32_t section = block(b).section;
    offers[section] |= one.offer;
    words += one.words;
    response_section = response_section || one.answers;
    clinician_acts = clinician_acts || one.acts;
    prose.rationale = prose.rationale || one.goal;  // GIRP: the goal it serves
    const bool named_before = !interventions.empty();
    for (const std::uint32_t s : named.of(b)) interventions.push_back({.block = b, .statement = s});
    if (one.naming) naming_section = section;
    // What belongs to the story of the interventions: the passages that name one and what follows them in the section.
    const Roles roles = note.sections[section].roles;
    for (; next_tick != ticked.size() && ticked[next_tick].block <= b; ++next_tick) {
      if (groups[next_tick] != intervention_group) continue;
      ticked_block = ticked[next_tick].block;
      if (ticked_section == block(ticked_block).section) continue;
      ticked_section = block(ticked_block).section;
      ticked_form = narrative_section(note, block(ticked_block).section);
    }
    // Below ticked interventions: on the lines that follow, or anywhere in a section for them.
    const bool ticked_here = (ticked_section == section && (ticked_block == b || roles == Roles{Role::intervention})) ||
                             (ticked_form == section && ticked_section >= 0 && ticked_section != section);
    const bool in_story = naming_section == section || roles == Roles{Role::intervention} || ticked_here;
    if (in_story) {
      prose.rationale = prose.rationale || one.story.rationale;
      prose.delivery = prose.delivery || one.story.delivery;
      prose.detail = prose.detail || one.story.detail;
    }
    // A response comes with or after what it responds to.
    const bool after = roles.has(Role::response) || (in_story && named_before) || ticked_here;
    prose.response = prose.response || (after ? one.story.response : in_story && one.answers_named);
  }
  prose.response = prose.response || response_section;
  // "Narrative: …" below the rows of a form is told of them, though its name opens a section of its own.
  for (std::size_t s = 1; s < offers.size(); ++s) {
    const Section& part = note.sections[s];
    if (part.level == note::label_level && part.id == "data" && part.parent > 0 &&
        note.sections[static_cast<std::size_t>(part.parent)].level < note::label_level)
      offers[static_cast<std::size_t>(part.parent)] |= offers[s];
  }
  for (std::size_t t = 0; t != ticked.size(); ++t) {
    const std::size_t home = block(ticked[t].block).section;
    if (t != 0 && block(ticked[t - 1].block).section == home) continue;
    const std::size_t narrative = narrative_section(note, home);
    if (narrative != home) offers[home] |= offers[narrative];
  }
  for (std::size_t s = 0; s != offers.size(); ++s)
    quoted = quoted || (offers[s].quote && note.sections[s].roles.has(Role::subjective));
}

BlockTold Evidence::Index::read_block(std::uint32_t b) const {
  BlockTold out;
  if (!is_clinical(note, b)) return out;
  const BlockFacts& facts = *block(b).facts;
  const Roles roles = section(b).roles;
  out.clinical = true;
  out.words = facts.words;
  for (std::uint32_t s = 0; s != facts.statements.size(); ++s) {
    const StatementAt at{.block = b, .statement = s};
    if (is_plan(at)) continue;
    const Statement& told = facts.statements[s];
    const std::uint32_t substance = detail(at);
    if (told.option >= 0 && facts.options[static_cast<std::size_t>(told.option)].own_line) out.offer.under_boxes = true;
    // "By the third try his shoulders were down." and “I could say that.” are short, and answer.
    const bool shown = told.signals.quote || told.signals.observes || told.signals.number;
    if (roles.has(Role::response) && !roles.has(Role::intervention) && substance >= (shown ? 2U : 4U))
      out.answers = true;
    // "… is what sets it off" in an assessment is no act of the clinician's
    const bool interprets = roles.any({Role::assessment, Role::progress}) && !roles.has(Role::intervention);
    out.acts = out.acts ||
               (told.speaker == Speaker::clinician_action && told.signals.delivery && substance >= 4 && !interprets);
    out.goal = out.goal || (roles.has(Role::goal) && substance >= 4);
    if (told.option >= 0) continue;
    const bool unclaimed = !claimed(*this, facts, told);
    out.offer |= {.observation = unclaimed && told.signals.observes && substance >= 4,
                  .quote = unclaimed && told.speaker == Speaker::client_quote && substance >= 3,
                  .report = unclaimed && told.signals.reports && substance >= 6,
                  .narrative = substance >= 4};
    out.naming = out.naming || names_intervention(at);
    const Story story = story_of(at);
    out.story |= story;
    out.answers_named = out.answers_named || (out.naming && story.response);
  }
  return out;
}

std::uint8_t Evidence::Index::uses_of(StatementAt at, const Mention& mention) const {
  if (is_plan(at)) return 0;
  const Statement& told = statement(at);
  const bool seen = !mention.reported && told.facet != Facet::reported &&
                    (mention.sense == Sense::sign || (mention.sense == Sense::name && told.signals.observes));
  // Under "S:" the client tells, whether or not the words say so: "Sleeps about four hours, up at 2."
  const Roles roles = section(at.block).roles;
  const bool by_place = roles.has(Role::subjective) && !roles.any({Role::objective, Role::intervention}) &&
                        told.speaker != Speaker::clinician_action && !told.signals.observes;
  const bool told_by_client = mention.reported || told.facet == Facet::reported || by_place;
  const bool said =
      told_by_client && (told.signals.reports || by_place) && (told.facet != Facet::observed || told.signals.quote);
  return static_cast<std::uint8_t>(any_use | (seen ? observation : 0) | (said ? report : 0));
}

std::uint8_t Evidence::Index::uses_behind(std::uint32_t b, const note::Label& label) const {
  std::uint8_t out = 0;
  constexpr std::uint32_t some = 2;  // words
  const auto& statements = block(b).facts->statements;
  const auto first = std::ranges::lower_bound(statements, label.body.begin, {},
                                              [](const Statement& statement) { return statement.span.begin; });
  for (auto s = static_cast<std::uint32_t>(first - statements.begin()); s != statements.size(); ++s) {
    const Statement& told = statements[s];
    if (!label.body.contains(told.span)) break;
    if (is_plan({.block = b, .statement = s}) || told.content_words < some) continue;
    const bool by_client = told.speaker == Speaker::client_reported || told.speaker == Speaker::client_quote;
    if (told.signals.observes && !by_client) out |= observation;
    if (told.signals.reports && by_client) out |= report;
  }
  return out;
}

Under Evidence::Index::read_under(OptionAt at) const {
  Under out;
  const BlockFacts& facts = *block(at.block).facts;
  for (const note::Label& label : facts.labels) {
    if (label.option == static_cast<std::int16_t>(at.option) &&
        std::ranges::any_of(facts.placeholders, [&](Span blank) { return label.body.overlaps(blank); }))
      out.blanks = static_cast<std::uint8_t>(out.blanks | bit(label.facet));
  }
  const auto& statements = block(at.block).facts->statements;
  for (std::uint32_t s = 0; s != statements.size(); ++s) {
    const Statement& told = statements[s];
    if (told.option != static_cast<std::int16_t>(at.option)) continue;
    const StatementAt place{.block = at.block, .statement = s};
    const std::uint32_t substance = detail(place);
    const bool seen = (told.facet == Facet::observed && substance >= 1) || (told.signals.observes && substance >= 2) ||
                      (told.facet == Facet::none && !told.signals.reports && !told.signals.future && substance >= 3);
    const bool said = (told.facet == Facet::reported && substance >= 1) ||
                      (told.signals.quote && told.speaker != Speaker::other_person) ||
                      (told.signals.reports && told.facet != Facet::observed && substance >= 2);
    out |= {.anything = true,
            .facets = told.facet != Facet::none,
            .backing = substance >= 2,
            .observed = told.facet != Facet::reported && seen,
            .reported = said,
            .answered = told.facet == Facet::response,
            .story = story_of(place)};
  }
  return out;
}

std::span<const MentionAt> Evidence::Index::mentions(ConceptId entry) const {
  if (entry_begin.empty()) {
    const std::size_t count = vocabulary.concepts().size();
    entry_begin.assign(count + 1, 0);
    for (const Affirmed& mention : affirmed->all()) ++entry_begin[mention.entry + 1U];
    for (std::size_t e = 0; e != count; ++e) entry_begin[e + 1] += entry_begin[e];
    by_entry.resize(affirmed->all().size());
    uses.resize(by_entry.size());
    std::vector<std::uint32_t> next = entry_begin;
    for (std::uint32_t b = 0; b != note.blocks.size(); ++b) {
      for (const Affirmed& mention : affirmed->of(b)) {
        const std::uint32_t place = next[mention.entry]++;
        by_entry[place] = {.at = {.block = b, .statement = mention.statement}, .mention = mention.mention};
        uses[place] = mention.uses;
      }
    }
  }
  if (entry + 1U >= entry_begin.size()) return {};
  return std::span(by_entry).subspan(entry_begin[entry], entry_begin[entry + 1U] - entry_begin[entry]);
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
  // "Worked through a safety plan: she will call her sister first."
  const bool to_come = told.signals.future && !told.signals.quote &&
                       !(told.signals.done && roles.has(Role::intervention) && !roles.has(Role::plan));
  return ((only_plan && !done) || to_come) && told.facet == Facet::none;
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
  // A facet line tells its own part and no other; a passage of its own with such a heading tells more.
  const bool passage =
      block(at.block).kind == note::BlockKind::labelled && (told.facet == Facet::why || told.facet == Facet::how);
  switch (passage ? Facet::none : told.facet) {
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
        story.delivery = told.signals.delivery && told.signals.done && beyond >= 3 &&
                         (told.speaker == Speaker::clinician_action || told.speaker == Speaker::clinician_observation);
        break;
      }
      story.rationale = told.signals.rationale && beyond >= 1;
      story.delivery = told.signals.delivery && beyond >= 3;
      // "Body scan: tightness in the left shoulder remained."
      constexpr std::uint32_t some_detail = 7;
      constexpr std::uint32_t behind_colon = 3;
      story.detail = beyond >= (heads_statement(facts, told, covered) ? behind_colon : some_detail) ||
                     told.signals.number || told.signals.quote;
      // the sentence that names the intervention seldom tells the response as well
      const bool told_by_client = told.signals.reports || told.signals.quote || told.signals.skill;
      story.response = (told.signals.response && beyond >= 3 && (names == 0 || told_by_client)) ||
                       (names == 0 && told.speaker == Speaker::client_quote);
      break;
    }
    default:
      break;
  }
  if (passage && beyond >= 1) (told.facet == Facet::why ? story.rationale : story.delivery) = true;
  return story;
}

Under Evidence::Index::owned(std::uint32_t i) const {
  Under out = under->all()[i];
  if (boxes[i].entry == no_concept || boxes[i].own_line) return out;
  constexpr std::size_t enough = 8;  // a note ticks a thing once or twice; a hostile one must not cost more
  for (const std::uint32_t other : ticked_as.at(boxes[i].entry) | std::views::take(enough)) {
    if (ticked[other].block != ticked[i].block && boxes[other].own_line) out |= under->all()[other];
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

Evidence::Evidence(Kept& kept) : index_(std::make_unique<const Index>(kept)) {}
Evidence::Evidence(const Note& note)
    : own_(std::make_unique<Kept>(std::shared_ptr<const Note>(std::shared_ptr<const Note>(), &note))),
      index_(std::make_unique<const Index>(*own_)) {}
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
bool any_mention(const Index& index, ConceptId entry, Use use, Function fits) {
  for (const ConceptId member : index.family(entry)) {
    for (const MentionAt& found : index.mentions(member)) {
      if ((index.uses[static_cast<std::size_t>(&found - index.by_entry.data())] & use) == 0) continue;
      const Statement& told = index.statement(found.at);
      const Mention& mention = index.block(found.at.block).facts->mentions[told.first_mention + found.mention];
      // what stands under another box was told for that one
      const auto& options = index.block(found.at.block).facts->options;
      if (told.option >= 0 && options[static_cast<std::size_t>(told.option)].entry != entry) continue;
      if (fits(found.at, told, mention, member == entry)) return true;
    }
  }
  return false;
}

/// Whether narrative that names nothing of an option may count for it: not where the clinician writes under each box.
bool may_borrow(const Index& index, std::uint32_t i) {
  const OptionAt at = index.ticked[i];
  if (!index.boxes[i].own_line) return true;
  const Under own = index.owned(i);
  return own.anything ? !own.facets : !index.offers[index.block(at.block).section].under_boxes;
}

/// Whether the facet is left as a blank, here or where the same is ticked again: that it is unfilled is another rule's
/// to say.
bool prompted(const Index& index, std::uint32_t i, Facet facet) {
  const auto blank = [&](std::uint32_t other) { return (index.under->all()[other].blanks & bit(facet)) != 0; };
  if (blank(i)) return true;
  const auto same = index.ticked_as.find(index.boxes[i].entry);
  if (same == index.ticked_as.end()) return false;
  constexpr std::size_t enough = 8;  // a hostile note must not cost more
  return std::ranges::any_of(same->second | std::views::take(enough), blank);
}

/// Whether what stands behind a label of the entry's name is told of it for this use.
bool told_behind_label(const Index& index, ConceptId entry, Use use) {
  const auto it = index.headed.find(entry);
  return it != index.headed.end() && (it->second & use) != 0;
}

bool observed(const Index& index, std::uint32_t i) {
  if (index.owned(i).observed) return true;
  const OptionAt at = index.ticked[i];
  const ConceptId entry = index.boxes[i].entry;
  const bool elsewhere =
      entry != no_concept && remembered(index.observed_elsewhere, entry, [&] {
        return any_mention(
            index, entry, observation, [&](StatementAt place, const Statement& told, const Mention& mention, bool own) {
              if (mention.reported || told.facet == Facet::reported) return false;
              if (mention.sense == Sense::sign) return true;
              return own && mention.sense == Sense::name && told.signals.observes && index.detail(place) >= 3;
            });
      });
  return elsewhere || prompted(index, i, Facet::observed) || told_behind_label(index, entry, observation) ||
         (index.offers[index.block(at.block).section].observation && index.feelings <= 2 && may_borrow(index, i));
}

bool reported(const Index& index, std::uint32_t i) {
  if (index.owned(i).reported) return true;
  const OptionAt at = index.ticked[i];
  const ConceptId entry = index.boxes[i].entry;
  const bool elsewhere =
      entry != no_concept && remembered(index.reported_elsewhere, entry, [&] {
        return any_mention(index, entry, report,
                           [&](StatementAt place, const Statement& told, const Mention& mention, bool) {
                             return mention.sense != Sense::name || told.signals.quote || index.detail(place) >= 2;
                           });
      });
  if (elsewhere || prompted(index, i, Facet::reported) || told_behind_label(index, entry, report)) return true;
  if (!may_borrow(index, i)) return false;
  const SectionOffer& here = index.offers[index.block(at.block).section];
  return here.quote || (here.report && index.feelings <= 2) || index.quoted;
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

bool backed(const Index& index, std::uint32_t i) {
  if (index.owned(i).backing) return true;
  const OptionAt at = index.ticked[i];
  const TickedBox& option = index.boxes[i];
  if (option.entry != no_concept &&
      any_mention(index, option.entry, any_use, [&](StatementAt place, const Statement&, const Mention& mention, bool) {
        return mention.sense != Sense::name || index.detail(place) >= 2;
      })) {
    return true;
  }
  const SectionOffer& here = index.offers[index.block(at.block).section];
  if (!option.own_line && here.narrative) return true;
  return option.entry == no_concept ? shares_word(index, at) : here.observation;
}

/// All that prose tells of an intervention.
Story told_of(const Index& index, ConceptId entry) {
  if (!index.stories_read) {
    for (const Episode& one : index.episodes->all()) index.stories[one.entry] |= one.story;
    index.stories_read = true;
  }
  const auto it = index.stories.find(entry);
  return it == index.stories.end() ? Story{} : it->second;
}

/// What backs a ticked intervention: what stands under it, what is told of it elsewhere and, where nothing stands under
/// it, what the prose tells of interventions at all.
Story option_story(const Index& index, std::uint32_t i) {
  const OptionAt at = index.ticked[i];
  const Under own = index.owned(i);
  Story story = own.story;
  story |= told_of(index, index.boxes[i].entry);
  const Block& block = index.block(at.block);
  const Option& option = index.option(at);
  for (const note::Reference& goal : block.facts->references) {  // "[x] Behavioral activation @G1"
    const std::string_view between =
        std::string_view(block.facts->bytes)
            .substr(option.box.end, goal.span.begin > option.box.end ? goal.span.begin - option.box.end : 0);
    if (goal.span.begin > option.box.end && between.find('\n') == std::string_view::npos) story.rationale = true;
  }
  story.response = story.response || index.response_section || prompted(index, i, Facet::response);
  story.rationale = story.rationale || prompted(index, i, Facet::why);
  story.delivery = story.delivery || prompted(index, i, Facet::how);
  if (!own.anything || (!option.own_line && !own.story.any())) story |= index.prose;
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
  for (std::uint32_t i = 0; i != index.ticked.size(); ++i) {
    const OptionAt at = index.ticked[i];
    const std::string_view group = index.groups[i];
    const bool asked = check.in.empty() ? !is_feeling(group) && group != intervention_group && group != "modality" &&
                                              group != "participants" && group != "field" && group != "homework"
                                        : std::ranges::find(check.in, group) != check.in.end();
    if (!asked) continue;
    // nobody can see a symptom such as waking at night: the client's report is what there is
    const bool satisfied = check.needs == "observed" ? observed(index, i) || (group == "symptom" && reported(index, i))
                           : check.needs == "reported" ? reported(index, i)
                                                       : backed(index, i);
    if (satisfied) continue;
    Finding finding = option_finding(rule, index, at, "option");
    add_stems(index, index.option(at).entry, {Facet::observed, Facet::reported}, finding);
    if (check.needs == "observed" && !reported(index, i)) finding.arguments.emplace_back("unreported", "yes");
    if (check.needs == "reported" && !observed(index, i)) finding.arguments.emplace_back("unobserved", "yes");
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

/// "Empty chair with his brother. He shouted, then talked quietly": what the client did with a technique shows how it
/// was done. A school of therapy shows nothing.
bool shows_itself(const Index& index, StatementAt at) {
  const Story story = episode(index, at);
  return story.detail && story.response && !names_only_school(index, at);
}

bool ticked_as_well(const Index& index, StatementAt at) {
  const auto mentions = index.mentions_of(*index.block(at.block).facts, index.statement(at));
  return std::ranges::any_of(
      mentions, [&](const Mention& mention) { return mention.sense == Sense::name && index.is_ticked(mention.entry); });
}

/// "- Chain analysis" with "Why: …" and "How: …" below: who tells one part on a line of its own tells each.
bool told_by_facets(const Index& index, StatementAt at) {
  const Block& block = index.block(at.block);
  if (block.kind != note::BlockKind::item || at.statement != 0) return false;
  const auto facet = [](const note::Label& label) { return label.option < 0 && label.facet != Facet::none; };
  if (std::ranges::none_of(block.facts->labels, facet)) return false;
  const auto& statements = block.facts->statements;
  for (std::uint32_t s = 1; s < statements.size(); ++s) {
    const StatementAt other{.block = at.block, .statement = s};
    if (statements[s].facet == Facet::none && index.names_intervention(other)) return false;
  }
  return true;
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

/// In a family session those who are there answer, whoever of them is quoted.
bool answered_by_family(const Index& index, StatementAt at) {
  constexpr auto family = std::to_array<std::string_view>({"90846", "90847", "90849"});
  const std::string_view code = index.note.value("code").substr(0, 5);
  if (std::ranges::find(family, code) == family.end()) return false;
  const auto& statements = index.block(at.block).facts->statements;
  for (std::uint32_t s = at.statement + 1; s < statements.size(); ++s) {
    if (index.names_intervention({.block = at.block, .statement = s})) return false;
    if (statements[s].signals.quote && statements[s].speaker == Speaker::other_person) return true;
  }
  return false;
}

void check_interventions(const Rule& rule, const EvidenceCheck& check, const Index& index,
                         std::vector<Finding>& findings) {
  for (std::uint32_t i = 0; i != index.ticked.size(); ++i) {
    const OptionAt at = index.ticked[i];
    if (index.groups[i] != intervention_group || !lacks(option_story(index, i), check.needs, index.owned(i).answered))
      continue;
    Finding finding = option_finding(rule, index, at, "intervention");
    finding.arguments.emplace_back("option", finding.arguments.front().second);
    add_stems(index, index.option(at).entry, {Facet::why, Facet::how, Facet::response, Facet::detail}, finding);
    findings.push_back(std::move(finding));
  }
  // Prose is judged as a whole, for sentences share reasons and responses; only a name that stands there with nothing
  // told of it is flagged by itself, and an item that has lines of its own for the parts.
  const bool named_only = check.needs == "story";
  bool lacking = named_only || lacks(index.prose, check.needs);
  for (const StatementAt at : index.interventions) {
    if (!named_only && told_by_facets(index, at)) {
      Story story = episode(index, at);
      story.response = story.response || index.response_section;
      if (!ticked_as_well(index, at) && lacks(story, check.needs)) findings.push_back(prose_finding(rule, index, at));
      continue;
    }
    if (!lacking) continue;
    // "Safety plan reviewed", where risk is assessed, is part of the assessment: rules on risk say what it lacks.
    if (named_only && index.section(at.block).roles == Roles{Role::risk}) continue;
    if (ticked_as_well(index, at) || is_bare(index, at) != named_only) continue;
    if (!named_only && !lacks(episode(index, at), check.needs)) continue;
    if (check.needs == "delivery" && shows_itself(index, at)) continue;
    if (check.needs == "response" && answered_by_family(index, at)) continue;
    findings.push_back(prose_finding(rule, index, at));
    lacking = named_only;
  }
}

}  // namespace

std::size_t narrative_section(const Note& note, std::size_t section) {
  const auto is_box = [](const Option& option) { return option.ticked; };
  const auto reads = [&](std::size_t s) {
    std::pair<std::uint32_t, bool> out{0, false};  // words, whether a box is ticked
    for (std::uint32_t b = note.sections[s].first_block; b < note.sections[s].end_block; ++b) {
      out.first += note.blocks[b].kind == note::BlockKind::heading ? 0 : note.blocks[b].facts->words;
      out.second = out.second || std::ranges::any_of(note.blocks[b].facts->options, is_box);
    }
    return out;
  };
  constexpr std::size_t enough = 20;  // words for each of the sections that it tells of, and of two at least
  constexpr std::size_t most = 16;    // sections of boxes in a row
  const std::size_t last = std::min(section + most, note.sections.size());
  for (std::size_t s = section; s != 0 && s < last; ++s) {
    const auto [words, ticked] = reads(s);
    if (ticked && words == 0) continue;
    if (s == section || ticked || words < enough * std::max<std::size_t>(s - section, 2)) return section;
    std::string title = text::lower_case(note.text.slice(note.sections[s].title));
    const bool tells = title.find("summary") != std::string::npos || title.find("narrative") != std::string::npos ||
                       title.find("description of session") != std::string::npos;
    return tells ? s : section;
  }
  return section;
}

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

namespace {

/// "Parent management training. The blowups rise with …": a name and nothing else, at the begin of more.
bool heads_paragraph(const Index& index, StatementAt at) {
  const BlockFacts& facts = *index.block(at.block).facts;
  if (at.statement != 0 || facts.statements.size() < 2) return false;
  const Statement& told = index.statement(at);
  return std::ranges::any_of(index.mentions_of(facts, told), [&](const Mention& mention) {
    return mention.sense == Sense::name && mention.span.begin == told.span.begin &&
           mention.span.end + 1 >= told.span.end;
  });
}

}  // namespace

bool repeats_labels(const Evidence& evidence, StatementAt at) {
  const Index& index = evidence.index();
  const Statement& told = index.statement(at);
  // "No thoughts of ending her life" beside a ticked "denies SI" is how a denial is told.
  const auto mentions = index.mentions_of(*index.block(at.block).facts, told);
  const bool of_risk = std::ranges::any_of(
      mentions, [&](const Mention& mention) { return index.vocabulary.entry(mention.entry).group == "risk"; });
  return told.content_words > 0 && !told.signals.quote && !told.signals.number && !of_risk && index.detail(at) == 0 &&
         !heads_paragraph(index, at);
}

std::span<const OptionAt> ticked_options(const Evidence& evidence) {
  return evidence.index().ticked;
}

const std::vector<ConceptId>& ticked_entries(const Evidence& evidence) {
  return evidence.index().entries;
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
  return evidence.index().mentions(entry);
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
  for (ConceptId entry = 0; entry != index.vocabulary.concepts().size(); ++entry) {
    if (index.vocabulary.entry(entry).group != intervention_group) continue;
    // What the client tells ("pauses before each meal") is no sign of what was done here.
    const auto counts = [&](const MentionAt& found) {
      const Statement& told = index.statement(found.at);
      const Mention& mention = index.block(found.at.block).facts->mentions[told.first_mention + found.mention];
      return !index.is_plan(found.at) && (mention.sense == Sense::name || told.speaker != Speaker::client_reported);
    };
    if (std::ranges::any_of(index.mentions(entry), counts)) return {};
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
          index.is_ticked(mention.entry) || covered_by(index.vocabulary, plan, mention.entry) ||
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
