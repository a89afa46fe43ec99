// Reading risk: what is told of suicide, self-harm and violence, and how it is asserted. The note model's mentions say
// what is told; the words around them (checks/risk_words.cpp) say the rest.

#include "lint/checks/risk.hpp"

#include <array>

namespace notewell::lint::risk {
namespace {

using note::Assertion;
using note::BlockFacts;
using note::Mention;
using note::Note;
using note::Sense;
using note::Statement;

constexpr std::string_view relatives =
    "(?:mother|father|mom|dad|parent|sister|brother|sibling|wife|husband|spouse|partner|boyfriend|girlfriend|son|"
    "daughter|child|aunt|uncle|cousin|grandmother|grandfather|friend|roommate|neighbor|coworker|boss|peer|classmate|"
    "student|patient of his|ex|ex-husband|ex-wife|niece|nephew|teammate|caller|colleague|character|stranger|"
    "client at work)";

struct Entry {
  std::string_view id;
  Kind kind;
  bool passive = false;
  bool denial = false;
  bool attempt = false;
};
constexpr std::array entries = {
    Entry{.id = "suicidal-ideation", .kind = Kind::suicide},
    Entry{.id = "passive-si", .kind = Kind::suicide, .passive = true},
    Entry{.id = "active-si", .kind = Kind::suicide},
    Entry{.id = "suicide-plan", .kind = Kind::suicide},
    Entry{.id = "suicidal-intent", .kind = Kind::suicide},
    Entry{.id = "suicide-attempt", .kind = Kind::suicide, .attempt = true},
    Entry{.id = "no-si", .kind = Kind::suicide, .denial = true},
    Entry{.id = "self-harm", .kind = Kind::self_harm, .attempt = true},
    Entry{.id = "no-self-harm", .kind = Kind::self_harm, .denial = true},
    Entry{.id = "homicidal-ideation", .kind = Kind::violence},
    Entry{.id = "no-hi", .kind = Kind::violence, .denial = true},
};

const Entry* entry_of(const note::Concept& found) {
  if (found.group != "risk") return nullptr;
  const auto* const it = std::ranges::find(entries, found.id, &Entry::id);
  return it == entries.end() ? nullptr : it;
}

/// Whether the words before the mention make it another person's risk, and whether they make it the client's after all.
/// "he" or "she", whichever stands nearest to the mention; empty: neither does.
std::string last_subject(std::string_view before) {
  static const re2::RE2 pronoun("(?is)^.*\\b(s?he)\\b");
  std::string out;
  re2::RE2::PartialMatch({before.data(), before.size()}, pronoun, &out);
  std::ranges::transform(out, out.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  return out;
}

enum class Whose : std::uint8_t { clients, others, clients_by_another };
Whose whose(std::string_view before, bool in_quote, note::Speaker speaker) {
  static const std::string person = std::string(relatives);
  static const Pattern others(
      "\\b" + person +
      "s?\\b(?:'s|’s|')?,?(?: "
      "(?:who|whom|that|is|was|were|has|had|made|told|said|says|texted|attempted|endorsed|endorses|"
      "reported|reports|states|stated|disclosed|being|having|feeling|became|recently|also|often|who'd|with|again|"
      "talk\\w*|"
      "threaten\\w*|express\\w*|want\\w*|thought|keeps|kept|\\w+'s|me|her|him|them|she|he|they|about|of|again|that)){0,"
      "7}"
      "[\\s\"“:,']*(?:\\w+[\\s-]+){0,3}$");
  static const Pattern client("\\b" + person + "s?\\b.*\\b(?:client|pt|ct|patient|member|teen|adolescent)\\b[^.;]*$");
  static const Pattern said_to(
      "\\b(?:client|pt|ct|patient|she|he|they|i)(?:'d)? (?:told|tells|texted|texts|called|said to|says "
      "to|wrote|confided in|"
      "disclosed to|admitted to|shared with|asked) (?:her|his|their|my|the|a) " +
      person + "\\b[^.;]*$");
  static const Pattern reporting(
      "\\b" + person +
      "s?\\b[^.;]{0,40}\\b(?:report|reports|reported|state|states|stated|says|said|shared|shares|notes|noted|"
      "told|worried|concerned|heard|overheard|found|called|wrote)\\b");
  static const Pattern woman("\\b(?:mother|mom|sister|wife|girlfriend|daughter|aunt|grandmother|stepmother)\\b");
  static const Pattern man("\\b(?:father|dad|brother|husband|boyfriend|son|uncle|grandfather|stepfather)\\b");
  static const Pattern named("\\b[A-Z]\\.(?:[A-Z]\\.)?\\s");
  if (said_to.in(before)) return Whose::clients;
  if (reporting.in(before)) {
    // "Mother reports that he …": not of herself
    const bool by_woman = woman.in(before) && !man.in(before);
    const bool by_man = man.in(before) && !woman.in(before);
    const bool of_client = client.in(before) || named.in(before) || (by_woman && last_subject(before) == "he") ||
                           (by_man && last_subject(before) == "she");
    return of_client ? Whose::clients_by_another : Whose::others;
  }
  static const Pattern about_one(
      "\\b(?:of|about|with|for|saw|found|treated|lost) an? (?:\\w+ )?\\w+ (?:who|whose)\\b[^.;]*$");
  static const Pattern subject("^\\W*(?:(?:client's|client’s|her|his|their|my|the|a)\\s+)?" + person +
                               "\\s+(?:was|is|has|had|went|got|almost|nearly|tried)\\b");
  if (about_one.in(before) || (subject.in(before) && last_subject(before).empty())) return Whose::others;
  if (!others.in(before)) return speaker == note::Speaker::other_person && !in_quote ? Whose::others : Whose::clients;
  if (client.in(before)) return Whose::clients_by_another;
  return Whose::others;
}

/// "I want to kill him": a phrase list can't tell whom.
std::optional<Span> threat_in(std::string_view sentence) {
  static const re2::RE2 threat(
      "(?i)\\b((?:going to|gonna|want(?:s|ed|ing)? to|thoughts? (?:of|about)|thinking (?:of|about)|plan(?:s|ning)? "
      "to|I'll|I’ll|"
      "threaten\\w* to|urges? to) (?:kill|shoot|stab|murder|strangle)(?:ing)? "
      "(?:him|her|them|someone|somebody|people|everyone|"
      "everybody|(?:my|his|her|their|the) "
      "(?:mother|father|mom|dad|stepfather|stepmother|wife|husband|ex|boyfriend|girlfriend|"
      "partner|brother|sister|boss|supervisor|foreman|manager|teacher|neighbor|landlord|coworkers?|family|kids|"
      "children|"
      "baby|principal|coach|roommate)))\\b");
  re2::StringPiece found;
  if (!re2::RE2::PartialMatch({sentence.data(), sentence.size()}, threat, &found)) return std::nullopt;
  const auto begin = static_cast<text::Offset>(found.data() - sentence.data());
  return Span{begin, begin + static_cast<text::Offset>(found.size())};
}

/// Whether "thoughts of killing" goes on with the client's own self.
bool of_self(std::string_view after) {
  static const Pattern self("^\\s*(?:my|him|her|them|your|it)?sel(?:f|ves)\\b");
  return self.in(after);
}

/// A mention in its statement.
struct Around {
  std::string_view sentence;
  std::string_view before;  // in the statement
  std::string_view shown;   // the mention itself
  std::string_view after;   // to the end of the sentence
  std::string_view marks;   // the bytes right before it, with what is no word
  bool in_quote = false;
  bool plan_section = false;
};

Verdict judged(const Entry& entry, const Mention& mention, const Statement& told, const Around& around,
               bool& collateral) {
  const auto& [sentence, before, shown, after, marks, in_quote, plan_section] = around;
  static const Pattern says_so(
      "\\b(?:endors|report|disclos|admit|express|stat(?:es|ed)|ongoing|continu\\w+ to "
      "(?:have|endorse|report|experience)|"
      "due to|given|because|in light of)");
  static const Pattern recent(
      "\\b(?:today|tonight|yesterday|last (?:night|week|weekend|mon|tue|wed|thu|fri|sat|sun)|this "
      "(?:morning|week|"
      "weekend|past|afternoon)|(?:on|since|over) (?:the )?(?:mon|tue|wed|thu|fri|sat|sun|week)|"
      "(?:mon|tues|wednes|thurs|fri|satur|sun)day|past (?:few |\\w+ )?(?:days?|week|nights?)|(?:days?|hours?) "
      "ago|since "
      "(?:last|our|the last)|recent|ongoing|current|continu|daily|nightly|times? (?:a|per|this)|increas|worsen|between "
      "sessions|urge|wants? to|wanted to|endorses|twice|again)");
  static const Pattern of_death("suicid|kill|overdos|hang|shoot");  // not "past attempt", "took pills"
  static const Pattern of_suicide("suicid|kill");
  static const Pattern has_it(
      "\\b(?:endors\\w+|reports?|reported|disclos\\w+|admit\\w*|has|had|with|of|stated|described)\\s+(?:\\w+\\s+){0,2}"
      "$");
  static const Pattern intends("\\b(?:suicidal\\s+)?(?:intent|plan)\\w*$");
  const bool name = mention.sense == Sense::name;
  const std::string_view with_mention = sentence.substr(0, before.size() + shown.size());
  if (entry.denial) return mention.assertion == Assertion::affirmed && name ? Verdict::denied : Verdict::other;
  if (mention.sense == Sense::sign) return Verdict::other;
  // "no suicidal intent" denies intent, and "denies specific plan" the plan
  static const Pattern of_intent("^[\\s/,]+(?:plan|intent|behavio|gesture|act|attempt|or homicidal (?:plan|intent))");
  const bool of_plan = entry.id == "suicide-plan" || entry.id == "suicidal-intent" || intends.in(shown) ||
                       of_intent.in(after) || entry.attempt;
  const bool of_ideation = entry.kind != Kind::suicide || !of_plan;
  if (name && shorthand_denies(marks, after)) return of_ideation ? Verdict::denied : Verdict::other;
  if (mention.assertion == Assertion::negated) return of_ideation ? Verdict::denied : Verdict::other;
  static const Pattern overcome(
      "\\bcould(?: not|n['’]t) (?:stop|shake|resist|get rid of)\\b[^.;]*$");  // no supposition
  // What is old may be another thing: "with a history of trauma, endorses SI".
  if (mention.assertion == Assertion::historical && (!tells_of_past(before) || is_past(with_mention, after)))
    return Verdict::other;
  if (mention.assertion == Assertion::hypothetical && !overcome.in(before)) return Verdict::other;
  const Whose owner = whose(before, in_quote, told.speaker);
  if (owner == Whose::others) return Verdict::other;
  collateral = owner == Whose::clients_by_another;
  if (mention.assertion == Assertion::other_person && !collateral) return Verdict::other;
  if (!name && (figurative(sentence, shown, after) || only_asked(before))) return Verdict::other;
  static const Pattern by_mistake("accident|unintentional|heroin|fentanyl|opioid|narcan|naloxone");
  static const Pattern anothers_death("^wish\\w*\\s+(?:him|her|them)\\s+dead");
  if (anothers_death.in(shown) || (entry.id == "suicide-attempt" && by_mistake.in(sentence))) return Verdict::other;
  if (obsession(sentence, entry.kind) || is_past(with_mention, after)) return Verdict::other;
  if (name && !in_quote && only_spoken_of(before, after)) return Verdict::other;
  if (name && plan_section && !says_so.in(before)) return Verdict::other;
  if (entry.kind == Kind::violence && of_self(after)) return Verdict::other;
  // "I know how", "specific plan", an attempt, a cut: said of much else and of long ago
  if (entry.id == "suicide-plan" || entry.id == "suicidal-intent")
    return name && of_suicide.in(shown) && has_it.in(before) ? Verdict::affirmed : Verdict::other;
  if (entry.id == "suicide-attempt" && !of_death.in(shown)) return Verdict::other;
  if (entry.attempt && !recent.in(sentence)) return Verdict::other;
  return Verdict::affirmed;
}

bool only_plan(const Note& note, std::uint32_t block) {
  const note::Roles roles = note.sections[note.blocks[block].section].roles;
  return roles.has(note::Role::plan) &&
         !roles.any({note::Role::intervention, note::Role::subjective, note::Role::objective, note::Role::risk});
}

/// What a block tells of risk; a function of the block's facts and of whether it stands in a plan. Spans are relative
/// to the block.
struct BlockTold {
  std::vector<Spot> spots;
};

std::string_view slice(const BlockFacts& facts, Span span) {
  return std::string_view(facts.bytes).substr(span.begin, span.size());
}

void read_statement(const note::Vocabulary& vocabulary, const BlockFacts& facts, bool plan_section,
                    const Statement& told, BlockTold& out) {
  const std::string_view sentence = slice(facts, told.span);
  for (std::uint32_t m = told.first_mention; m != told.first_mention + told.mention_count; ++m) {
    const Mention& mention = facts.mentions[m];
    const Entry* entry = entry_of(vocabulary.entry(mention.entry));
    if (entry == nullptr) continue;
    const bool in_quote = std::ranges::any_of(facts.quotes, [&](Span one) { return one.contains(mention.span.begin); });
    // Around the statement's words there may still be shorthand: "(-) SI", "SI-".
    const std::string_view bytes = facts.bytes;
    const std::string_view ahead = bytes.substr(0, mention.span.begin);
    const std::string_view behind = bytes.substr(mention.span.end, 80);
    const Around around{.sentence = sentence,
                        .before = sentence.substr(0, mention.span.begin - told.span.begin),
                        .shown = slice(facts, mention.span),
                        .after = behind.substr(0, std::min(behind.find_first_of(".;"), behind.find("\n\n"))),
                        .marks = ahead.substr(ahead.size() - std::min<std::size_t>(ahead.size(), 16)),
                        .in_quote = in_quote,
                        .plan_section = plan_section};
    Spot spot{.kind = entry->kind,
              .passive = entry->passive,
              .saying = mention.sense == Sense::saying || in_quote,
              .mark = mention.span,
              .statement = told.span,
              .sentence = sentence};
    spot.verdict = judged(*entry, mention, told, around, spot.collateral);
    // The longer name says it better: "passive SI" holds "SI".
    const auto same = std::ranges::find_if(out.spots, [&](const Spot& one) {
      return one.kind == spot.kind && !one.ticked && one.mark.overlaps(spot.mark);
    });
    if (same == out.spots.end()) {
      out.spots.push_back(spot);
    } else if (spot.mark.size() > same->mark.size() || (spot.verdict == Verdict::denied && entry->denial)) {
      *same = spot;
    }
  }
}

/// "HI" in capitals: in small letters it is a greeting, and no word of the vocabulary.
void read_hi(const BlockFacts& facts, const Statement& told, BlockTold& out) {
  static const re2::RE2 shorthand("(\\bHI\\b)");
  static const Pattern denied("\\b(?:no|not|den\\w+|neg\\w*|without|neither|nor|w/o)\\b[^.;]{0,40}$|\\(-\\)\\s*$");
  static const Pattern present("(?:\\+\\s?|endors\\w+ |reports |reported |positive for )$");
  static const Pattern positive("^\\s?(?:\\(\\+\\)|\\+)");
  const std::string_view bytes = facts.bytes;
  const std::string_view sentence = slice(facts, told.span);
  re2::StringPiece found;
  if (!re2::RE2::PartialMatch({sentence.data(), sentence.size()}, shorthand, &found)) return;
  const auto begin = static_cast<text::Offset>(found.data() - bytes.data());
  const Span span{begin, begin + 2};
  const text::Offset from =
      told.span.begin - std::min<text::Offset>(told.span.begin, 4);  // with a "(-)" or "+" before it
  const std::string_view before = bytes.substr(from, begin - from);
  const std::string_view after = bytes.substr(span.end, 40);
  const bool so = present.in(before) || positive.in(after);
  if (!so && !denied.in(before) && !shorthand_denies(before, after.substr(0, after.find_first_of(".;")))) return;
  if (so && tells_of_past(sentence)) return;
  out.spots.push_back({.kind = Kind::violence,
                       .verdict = so ? Verdict::affirmed : Verdict::denied,
                       .mark = span,
                       .statement = told.span,
                       .sentence = sentence});
}

/// Item 9 of the PHQ-9 asks about thoughts of being better off dead.
void read_item_nine(const BlockFacts& facts, const Statement& told, BlockTold& out) {
  static const re2::RE2 above_zero(
      "(?i)(\\bitem\\s*#?\\s*9\\s*(?:[:=(]|was|is|at|scored|score|rated|endorsed "
      "at)?\\s*(?:[1-3]\\b(?:\\s*/\\s*3)?|positive|"
      "endorsed|several days|more than half|nearly every))\\s*(?:$|[.,;)]| days?| the days)");
  const std::string_view sentence = slice(facts, told.span);
  re2::StringPiece found;
  if (!re2::RE2::PartialMatch({sentence.data(), sentence.size()}, above_zero, &found) || tells_of_past(sentence))
    return;
  const auto begin = told.span.begin + static_cast<text::Offset>(found.data() - sentence.data());
  out.spots.push_back({.kind = Kind::suicide,
                       .verdict = Verdict::affirmed,
                       .passive = true,
                       .score = true,
                       .mark = {begin, begin + static_cast<text::Offset>(found.size())},
                       .statement = told.span,
                       .sentence = sentence});
}

void read_threat(const BlockFacts& facts, const Statement& told, BlockTold& out) {
  static const Pattern not_so(
      "(?:\\b(?:not|never|no|den\\w+|without|nor|if|would|might|fears?|afraid|worr\\w+)|n['’]t)\\b[^.;,]{0,40}$");
  static const Pattern i("(?:^|\\W)(?:I|I'm|I’m|I'll|I’ll|I'd|I’d)\\b[^.;!?]*$");
  const std::string_view sentence = slice(facts, told.span);
  const auto found = threat_in(sentence);
  if (!found) return;
  const std::string_view before = sentence.substr(0, found->begin);
  const Span span = found->shifted(told.span.begin);
  const bool in_quote = std::ranges::any_of(facts.quotes, [&](Span one) { return one.contains(span.begin); });
  const Whose owner = whose(before, in_quote, told.speaker);
  if (owner == Whose::others || not_so.in(before) || (in_quote && !i.in(sentence.substr(0, found->begin + 4)))) return;
  if (figurative(sentence, slice(facts, span), sentence.substr(found->end)) || obsession(sentence, Kind::violence) ||
      is_past(before, sentence.substr(found->end)))
    return;
  out.spots.push_back({.kind = Kind::violence,
                       .verdict = Verdict::affirmed,
                       .saying = true,
                       .collateral = owner == Whose::clients_by_another,
                       .mark = span,
                       .statement = told.span,
                       .sentence = sentence});
}

/// The kinds of risk that the name of a line speaks of: "SI/HI".
std::vector<Kind> kinds_named(std::string_view name) {
  static const Pattern suicide("suicid|\\bSI\\b");
  static const Pattern violence("homicid|\\bHI\\b");
  static const Pattern self_harm("self-?\\s?harm|\\bNSSI\\b|self-injur");
  std::vector<Kind> out;
  if (suicide.in(name)) out.push_back(Kind::suicide);
  if (violence.in(name)) out.push_back(Kind::violence);
  if (self_harm.in(name)) out.push_back(Kind::self_harm);
  return out;
}

/// What "passive, daily", "denied", "none" behind such a name answer.
Verdict answer(std::string_view body) {
  static const Pattern negative("^\\W*(?:no(?:ne|t)?\\b|den\\w+|neg|absent|nil|n/a|n\\b|0\\b|[-–−]\\W*$)");
  static const Pattern positive(
      "^\\W*(?:passive|active|fleeting|yes\\b|present|positive|endors|\\+|intermittent|chronic|daily)");
  if (negative.in(body)) return Verdict::denied;
  return positive.in(body) && !tells_of_past(body) ? Verdict::affirmed : Verdict::other;
}

bool passive_first(std::string_view body) {
  static const Pattern words("^\\W*passive");
  return words.in(body);
}

/// Whether what stands behind the label is a row of boxes.
bool holds_boxes(const BlockFacts& facts, const note::Label& label) {
  return std::ranges::any_of(facts.options,
                             [&](const note::Option& option) { return label.body.contains(option.box.begin); });
}

/// A line such as "SI: passive, daily" or "Suicidal ideation: denied".
void read_label(const BlockFacts& facts, const note::Label& label, BlockTold& out) {
  if (label.option >= 0 || label.body.empty()) return;
  const Verdict verdict = answer(slice(facts, label.body));
  if (verdict == Verdict::other) return;
  const Span whole{label.name.begin, label.body.end};
  for (const Kind kind : kinds_named(slice(facts, label.name))) {
    out.spots.push_back({.kind = kind,
                         .verdict = verdict,
                         .passive = passive_first(slice(facts, label.body)),
                         .mark = label.name,
                         .statement = whole,
                         .sentence = slice(facts, whole)});
    if (verdict == Verdict::affirmed) break;  // "SI/HI: passive" tells of one of them
  }
}

void read_tick(const note::Vocabulary& vocabulary, const BlockFacts& facts, std::uint32_t o, BlockTold& out) {
  const note::Option& option = facts.options[o];
  if (!option.ticked || option.label.empty()) return;
  const std::string_view label = slice(facts, option.label);
  const auto tick = [&](Kind kind, Verdict verdict, bool passive) {
    out.spots.push_back({.kind = kind,
                         .verdict = verdict,
                         .passive = passive,
                         .ticked = true,
                         .option = o,
                         .mark = option.label,
                         .statement = option.item,
                         .sentence = label});
  };
  const Entry* const entry = option.entry == note::no_concept ? nullptr : entry_of(vocabulary.entry(option.entry));
  if (entry != nullptr && !entry->attempt) {
    tick(entry->kind, entry->denial ? Verdict::denied : Verdict::affirmed, entry->passive);
    return;
  }
  // "SI: [ ] none [x] passive": the nearest label on its line names the risk.
  const note::Label* row = nullptr;
  for (const note::Label& one : facts.labels) {
    if (one.body.contains(option.box.begin)) row = &one;
  }
  const Verdict verdict = row == nullptr ? Verdict::other : answer(label);
  if (verdict == Verdict::other) return;
  for (const Kind kind : kinds_named(slice(facts, row->name))) {
    tick(kind, verdict, passive_first(label));
    if (verdict == Verdict::affirmed) break;
  }
}

/// Words without which nothing below read_statement() is told.
bool may_tell_otherwise(std::string_view bytes) {
  static const Pattern words("kill|shoot|stab|murder|strangl|\\bitem|\\bHI\\b");
  return words.in(bytes);
}

BlockTold read_block(const note::Vocabulary& vocabulary, const BlockFacts& facts, bool plan_section) {
  BlockTold out;
  for (const note::Label& label : facts.labels) {
    if (!holds_boxes(facts, label)) read_label(facts, label, out);  // what is not ticked is not told
  }
  const bool all = may_tell_otherwise(facts.bytes);
  for (const Statement& told : facts.statements) {
    read_statement(vocabulary, facts, plan_section, told, out);
    if (!all) continue;
    read_threat(facts, told, out);
    read_item_nine(facts, told, out);
    read_hi(facts, told, out);
  }
  for (std::uint32_t o = 0; o != facts.options.size(); ++o) read_tick(vocabulary, facts, o, out);
  return out;
}

/// Whether the block is one that may tell of risk.
bool tells(const Note& note, std::uint32_t b) {
  const note::Block& block = note.blocks[b];
  return b >= note.header_end_block && block.kind != note::BlockKind::heading &&
         !note.sections[block.section].roles.has(note::Role::signature);
}

/// An overdose of which its own sentence does not say that it was meant.
bool may_be_unmeant_overdose(const Spot& spot, std::string_view mark) {
  static const Pattern overdose("overdos");
  static const Pattern meant(
      "\\bon purpose|\\bintentional|\\bdeliberate|\\bto die|\\bdead\\b|suicid|\\bkill|\\bend(?:ing)? "
      "(?:it|my|his|her|their)|"
      "pills|attempt");
  return overdose.in(mark) && !meant.in(spot.sentence);
}

/// "The July overdose was unintentional": one that is told again elsewhere in the note is no attempt, either.
bool tells_overdose_unmeant(const Note& note) {
  static const Pattern unmeant(
      "\\b(?:overdos\\w*|OD)\\b[^.;]{0,60}\\b(?:unintentional|accident|unintended|by mistake|not (?:on purpose|"
      "intentional))|\\b(?:unintentional|accidental|unintended)\\w*\\s+(?:\\w+\\s+)?(?:overdos\\w*|OD)\\b");
  return std::ranges::any_of(note.blocks, [](const note::Block& block) { return unmeant.in(block.facts->bytes); });
}

}  // namespace

std::vector<std::string_view> words_of(const Note& note, std::uint32_t block) {
  std::vector<std::string_view> out;
  if (!tells(note, block)) return out;
  const BlockFacts& facts = *note.blocks[block].facts;
  for (const note::Label& label : facts.labels) {
    if (!holds_boxes(facts, label)) out.push_back(slice(facts, {label.name.begin, label.body.end}));
  }
  for (const Statement& told : facts.statements) out.push_back(slice(facts, told.span));
  for (const note::Option& option : facts.options) {
    if (option.ticked && !option.label.empty()) out.push_back(slice(facts, option.label));
  }
  return out;
}

const std::vector<std::pair<std::string_view, std::uint32_t>>& Told::words() const {
  if (words_) return *words_;
  words_.emplace();
  for (std::uint32_t b = note_->header_end_block; b < note_->blocks.size(); ++b) {
    for (const std::string_view words : words_of(*note_, b)) words_->emplace_back(words, b);
  }
  return *words_;
}

const Told& told_of(Context& context) {
  return context.shared<Told>([&] {
    const Note& note = context.note;
    const auto& of_blocks = context.kept.lists<Spot>("", NoKey{}, [&](std::uint32_t b, std::vector<Spot>& out) {
      if (!tells(note, b)) return;
      const BlockTold told = read_block(*note.vocabulary, *note.blocks[b].facts, only_plan(note, b));
      out.insert(out.end(), told.spots.begin(), told.spots.end());
    });
    std::vector<Spot> spots;
    std::optional<bool> unmeant;  // looked up once an overdose is told
    for (std::uint32_t b = note.header_end_block; b < note.blocks.size(); ++b) {
      for (Spot spot : of_blocks.of(b)) {
        if (spot.verdict == Verdict::affirmed && may_be_unmeant_overdose(spot, note.blocks[b].slice(spot.mark))) {
          if (!unmeant) unmeant = tells_overdose_unmeant(note);
          if (*unmeant) continue;
        }
        spot.block = b;
        spot.mark = note.blocks[b].absolute(spot.mark);
        spot.statement = note.blocks[b].absolute(spot.statement);
        spots.push_back(spot);
      }
    }
    return Told(std::move(spots), note);
  });
}

}  // namespace notewell::lint::risk
