// Risk: what is told of suicide, self-harm and violence against what was assessed, planned and denied; and abuse or
// neglect against a word on the report. The note model's mentions say what is told and how it is asserted. The patterns
// here tell what a phrase list can't: shorthand ("SI-"), turns of speech, when it was, and what an assessment covers.

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <re2/re2.h>

#include "lint/checks/checks.hpp"
#include "note/date_time.hpp"

namespace notewell::lint {
namespace {

using note::Assertion;
using note::BlockFacts;
using note::Mention;
using note::Note;
using note::Sense;
using note::Statement;
using text::Span;

/// A pattern without case, compiled once for the program.
class Pattern {
 public:
  explicit Pattern(std::string_view pattern) : pattern_("(?i)" + std::string(pattern)) {}
  [[nodiscard]] bool in(std::string_view text) const { return re2::RE2::PartialMatch(view(text), pattern_); }
  [[nodiscard]] std::string removed_from(std::string_view text) const {
    std::string out(text);
    re2::RE2::GlobalReplace(&out, pattern_, " ");
    return out;
  }

 private:
  static re2::StringPiece view(std::string_view text) { return {text.data(), text.size()}; }
  re2::RE2 pattern_;
};

enum class Kind : std::uint8_t { suicide, self_harm, violence };

enum class Verdict : std::uint8_t {
  affirmed,  // so now, of the client
  denied,
  other,  // past, of somebody else, asked about, a turn of speech
};

/// A place that speaks of a risk.
struct Spot {
  Kind kind = Kind::suicide;
  Verdict verdict = Verdict::other;
  bool passive = false;     // only a wish to be dead
  bool saying = false;      // told in the client's words, not by the clinician's term
  bool collateral = false;  // told by somebody else about the client
  bool ticked = false;
  bool score = false;  // item 9 of the PHQ-9, above 0
  std::uint32_t block = 0;
  std::uint32_t option = 0;  // of a ticked box
  Span mark;
  Span statement;
  std::string_view sentence;  // the statement's words
};

// --- the words around a mention

constexpr std::string_view relatives =
    "(?:mother|father|mom|dad|parent|sister|brother|sibling|wife|husband|spouse|partner|boyfriend|girlfriend|son|"
    "daughter|child|aunt|uncle|cousin|grandmother|grandfather|friend|roommate|neighbor|coworker|boss|peer|classmate|"
    "student|patient of his|ex|ex-husband|ex-wife|niece|nephew|teammate|caller|colleague|character|stranger|"
    "client at work)";

/// Whether what stands behind "SI" or before it denies it: "SI-", "SI: none", "(-) SI".
bool shorthand_denies(std::string_view before, std::string_view after) {
  static const Pattern behind(
      "^(?:\\s*[/,&]\\s*(?:HI|VI|AVH|AH|VH|NSSI|SIB|SI|self-harm|homicidal ideation))*\\s*(?:[:=]|is|was|were|\\?)?\\s*"
      "(?:-(?:\\s*$|[,;./)]|\\s+(?:HI|AVH|NSSI|no\\b|none|neg|den))|\\(\\s*[-–−]\\s*\\)|[–−](?:\\s*$|[,;/)])|"
      "\\(?\\s*(?:no\\b|none\\b|neg\\b|negative|denie[sd]|absent|not "
      "(?:present|reported|endorsed)|0\\b|nil\\b|n/a)|(?:[:=]|^\\s)\\s*N(?:/A)?(?:\\s|$|[,;]))");
  static const Pattern ahead("(?:\\(\\s*[-–−]\\s*\\)|Ø|\\bneg(?:ative)?(?: for)?|\\bno)\\s*$|[\\s(/][-–−]$");
  return behind.in(after) || ahead.in(before);
}

/// Asked, taught, planned for or feared in general: named, but not told to be so.
bool only_spoken_of(std::string_view before, std::string_view after) {
  static const Pattern compound(
      "^[-\\s]+(?:joint|prevention|hotline|crisis line|lifeline|screen|screening|risk assessment|assessment|inventory|"
      "scale|questionnaire|watch|severity rating|protocol|if\\b|when(?:ever)? (?:it|they|thoughts)|should\\b|worsen|"
      "return|recur|goal|contract|(?:was|were) (?:reviewed|discussed|taught|covered))|^\\s*:?\\s*(?:\\[[ "
      "x]?\\]|☐|☑|☒)");
  // A list may stand between: "assessed for depression, anxiety and SI".
  static const Pattern asked(
      "\\b(?:assess\\w*|screen\\w*|ask(?:s|ed|ing)?|monitor\\w*|inquir\\w*|evaluat\\w*|check\\w*|question\\w*|in case "
      "of|"
      "event of|days? since|weeks? since|months? since|fears? of)\\b[^.;:]{0,60}$");
  static const Pattern answered(
      "\\b(?:endors\\w*|report\\w*|disclos\\w*|admit\\w*|acknowledg\\w*|said|says|positive|has|had|his|her|their|is|"
      "feels)\\b"
      "[^.;]*$");
  static const Pattern named(
      "\\b(?:discuss\\w*|review\\w*|psychoeducat\\w*|educat\\w*|watch\\w*|warning|boxed|side effects?|signs? of|risk "
      "(?:of|"
      "for|factors?)|prevent\\w*|reduc\\w*|decreas\\w*|eliminat\\w*|manag\\w*|treatment "
      "(?:of|for)|explor\\w*|address\\w*|"
      "target\\w*|protocol|handout|training|group|plan for|since (?:his|her|their|the)? ?last|talk\\w* about|stigma|"
      "worr(?:y|ies|ied)\\w*|goal|definition|difference between|distinguish\\w*|cop(?:e|ing) with|respond\\w* to)\\b"
      "[^.;:,]{0,40}$");
  static const Pattern owned(
      "\\b(?:his|her|their|client's|client’s|pt's|ct's|these|this|ongoing|current(?:ly)?|persistent|continu\\w+|recent|"
      "endors\\w*|report\\w*|disclos\\w*|admit\\w*|express\\w*|acknowledg\\w*|stat(?:es|ed|ing)|said|says|has|had|is|"
      "was|"
      "feels|felt|having|experienc\\w*|positive for|affirm\\w*|yes)\\s+(?:\\w+[-\\s]+){0,4}$");
  static const Pattern means_against(
      "\\b(?:skills?|surfing|tools?|strateg\\w+|ways|alternatives?|instead) "
      "(?:for|to|against|of)\\b[^.;,]{0,20}$|\\b(?:film|movie|"
      "book|novel|series|show|song|play|game) (?:in which|about|where|whose)\\b[^.;]*$");
  static const Pattern gone(
      "^\\s*(?:(?:have|has|had|is|are)\\s+)?(?:(?:now|since|all)\\s+)?(?:stopped|ceased|subsided|remitted|resolved|"
      "ended|gone|"
      "faded|(?:decreased|dropped|went|down|fell|fallen|gone) to (?:none|zero|0))\\b");
  static const Pattern in_case(
      "\\b(?:call|text|contact|988|reach(?:es)? "
      "out|lifeline)\\b[^.;]{0,40}\\bfor\\s+(?:any\\s+)?$|\\b(?:notify|inform|tell|alert|"
      "report)\\b[^.;]{0,40}\\bany\\s+(?:\\w+\\s+)?$");
  if (gone.in(after) || in_case.in(before) || means_against.in(before)) return true;
  if (compound.in(after)) return true;
  if (asked.in(before)) return !answered.in(before);
  return named.in(before) && !owned.in(before);
}

/// The same for the client's own words, which are seldom only spoken of.
bool only_asked(std::string_view before) {
  static const Pattern words(
      "\\b(?:asked (?:\\w+ )?(?:if|whether|about)|screen\\w*|fear(?:s|ed)? (?:of|that)|afraid "
      "(?:of|that)|worr(?:y|ies|ied) "
      "(?:that|about)|discuss\\w* (?:what|how)|warning signs?|watch\\w* for|note when|if (?:the|a|that) "
      "thought)\\b[^.;,]{0,50}$");
  return words.in(before);
}

/// A figure of speech in the client's words: what is said is not meant.
bool figurative(std::string_view sentence, std::string_view mention, std::string_view after) {
  static const Pattern idiom(
      "laugh(?:ing|ed)? so hard|die laughing|died laughing|of (?:embarrassment|boredom|shame)|so "
      "embarrass|mortif|cringe|"
      "figure of speech|figurative|\\bfiction|(?:was|were|as a|only|just) jok|\\bshe laughed about|\\bhe laughed "
      "about|\\b(?:song|"
      "lyrics?)\\b|character in|a game\\b|video game|(?:nightmares?|dream(?:s|ed|t)?) (?:of|about|that|in which)|in "
      "(?:the|her|his|a) "
      "(?:book|game|dream|movie|film|novel|story|show|play)\\b");
  static const Pattern effort(
      "^\\s*(?:working|trying|studying|over\\b|at work|at the gym|at practice|to "
      "(?:finish|get|make|meet|please|keep|pay)|"
      "for (?:this|that|the|a) (?:job|company|boss|grade|deadline|test|team|project)|with (?:work|overtime))");
  static const Pattern accident(
      "^\\s*(?:a |some )?(?:shaving|cooking|slack|off\\b|on (?:the|a|an|my|her|his) (?:can|glass|tin|knife by|fence|"
      "broken|paper|mower|oven|stove|pan|iron)|by accident|accidentally|in the "
      "(?:kitchen|foot|garden)|chopping|slicing|"
      "while (?:cooking|shaving|chopping|slicing|gardening|working|cutting)|at (?:work|practice|the "
      "gym)|lifting|playing|"
      "with (?:the|a) (?:pan|oven|iron)|out\\b|down\\b|some slack|a break)|^[^.;]*\\b(?:accident|by mistake)");
  // tired of living with her in-laws; die her hair; not here, but elsewhere
  static const Pattern of_something(
      "^\\s+(?:with|alone|in (?:this|the|that|her|his|their|an?) (?:\\w+ "
      ")?(?:job|marriage|house|city|town|apartment|school|"
      "class|group|relationship|team|company|program|room|meeting|dorm|unit|facility)|at (?:this|the) (?:job|school|"
      "company|office)|than|out of|under|paycheck|(?:her|his|my|their|it) (?:hair|own))\\b");
  static const Pattern cut("\\bcut$");
  static const Pattern cut_what(  // not back, down, class, ties
      "^\\s*(?:$|[.,;:!?\"”’)]|(?:again|and|or|when|after|because|since|last|this|at|on|every|most|today|tonight|now|"
      "so|but|"
      "daily|until|\\d|myself|herself|himself|themselves)\\b|(?:my|her|his|their) (?:\\w+ "
      ")?(?:skin|arms?|forearms?|wrists?|"
      "legs?|thighs?|stomach|hips?)\\b)");
  // one day at a time; all is well in the end; another's death
  static const Pattern life_in_general(
      "^(?:tak|end)\\w*\\s+(?:life|all)$|^wish\\w*\\s+(?:him|her|them)\\s+dead|^want\\w*\\s+(?:the\\s+)?dead$");
  static const Pattern wish("\\b(?:living|die|here anymore)$");
  return idiom.in(sentence) || effort.in(after) || accident.in(after) || (wish.in(mention) && of_something.in(after)) ||
         (cut.in(mention) && !cut_what.in(after)) || life_in_general.in(mention);
}

/// Unwanted, feared thoughts of doing harm: their treatment is their assessment. Thoughts of suicide are asked about
/// even where they are unwanted.
bool obsession(std::string_view sentence, Kind kind) {
  static const Pattern of_harm("intrusive|ego-?dystonic|obsess|\\bOCD\\b|unwanted|compuls|\\bERP\\b|\\bY-?BOCS");
  static const Pattern of_suicide("suicidal OCD|suicide OCD|harm OCD|ego-?dystonic|obsessi(?:on|ve)");
  return kind == Kind::suicide ? of_suicide.in(sentence) : of_harm.in(sentence);
}

// "in 2019", "as a teen"; and what else is said of old conditions: "history of".
constexpr std::string_view long_ago =
    "(?:^|[^/\\d.-])(?:19|20)\\d\\d\\b|\\b(?:years?|months?|yrs?|decades?) (?:ago|earlier)|\\blast "
    "(?:year|month|summer|"
    "spring|fall|winter|semester)|\\bin (?:high school|college|middle school|grade "
    "school|elementary school|(?:\\w+ )?grade\\b|childhood|adolescence|(?:his|her|"
    "their|my) (?:early |late |mid-?)?(?:teens|twenties|thirties|forties|20s|30s|40s|youth|past)|the past|the "
    "(?:military|"
    "army|service)|january|february|march|april|may|june|july|august|september|october|november|december)|\\bas an? "
    "(?:child|teen|teenager|kid|adolescent|young)|\\bwhen (?:she|he|they|i|client|pt|ct) (?:was|were) "
    "(?:\\d+|in|an?|young|"
    "little|younger|first|using|drinking|married|pregnant|still|about)|\\b(?:at|age|aged) (?:age "
    ")?\\d{1,2}\\b(?:$|[^:/%\\d]"
    "\\s*[^ap\\d])|lifetime|\\bused to\\b|childhood|no longer|resolved|in (?:full |partial )?remission|stopped "
    "having|not "
    "since|haven't since|\\bbefore (?:treatment|starting|therapy|coming|the (?:move|divorce|hospital))|back then|at "
    "that "
    "time|at intake|during (?:his|her|their) (?:divorce|deployment|first|last|separation)|once had|had once";
constexpr std::string_view of_old =
    "histor|\\bhx\\b|\\bh/o\\b|\\bprevious|\\bprior\\b|\\bpast\\b|\\bformer|\\bremote\\b";

/// Without what sounds past and is not: "the past week", "unchanged from the last session".
std::string without_recent(std::string_view words) {
  static const Pattern recent(
      "\\b(?:past|last|previous) (?:few |couple of |\\d+ |two |three |four |five |several "
      ")?(?:hours?|days?|nights?|weeks?|"
      "weekend|mon|tue|wed|thu|fri|sat|sun)|(?:from|since|than|vs\\.?|versus|compared (?:to|with)|at) (?:the "
      "|her |his "
      "|our )?(?:last|prior|previous) (?:session|visit|week|appointment|note|contact)|(?:from|since|than) intake");
  return recent.removed_from(words);
}

bool tells_of_past(std::string_view sentence) {
  static const Pattern cues(std::string(long_ago) + "|" + std::string(of_old));
  return cues.in(without_recent(sentence));
}

/// Whether a mention between these words is of the past: not "with a history of trauma, endorses".
/// `before` holds the mention itself: it may begin with "endorses".
bool is_past(std::string_view before, std::string_view after) {
  static const std::string now =
      "\\b(?:endorses|endorsing|reports\\b|reporting|presents?|presenting|has been|have "
      "been|continues|currently|current|"
      "ongoing|still|today|now|this (?:week|morning|weekend)|yesterday|last "
      "night|recently|returned|again|states|admits|"
      "expresses|experiencing|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)";
  static const Pattern time_before("^(?s:.*)(?:" + std::string(long_ago) + ")");
  static const Pattern since_time("(?:" + std::string(long_ago) + ")(?s:.*)" + now);
  static const Pattern old_before(std::string("(?:") + std::string(of_old) + ")");
  static const Pattern since_old("(?:" + std::string(of_old) + ")(?s:.*)(?:" + now +
                                 "|\\b(?:endorsed|reported|presented|disclosed|admitted|expressed|stated|said)\\b)");
  static const Pattern time_after("^[^.;]{0,60}?(?:" + std::string(long_ago) + ")");
  static const Pattern old_after("^[^.;,]{0,25}(?:histor|\\bhx\\b|in the past|previously)");
  const std::string told_before = without_recent(before);
  const std::string told_after = without_recent(after);
  if (time_before.in(told_before) && !since_time.in(told_before)) return true;
  if (old_before.in(told_before) && !since_old.in(told_before)) return true;
  return time_after.in(told_after) || old_after.in(told_after);
}

/// Says when it was: what was so then need not be so now, and the other way round.
bool says_then(std::string_view sentence) {
  static const Pattern words(
      "\\b(?:yesterday|last (?:night|week|weekend|few|mon|tue|wed|thu|fri|sat|sun)|this "
      "(?:morning|week|weekend|"
      "past)|earlier|initially|at first|at (?:the )?(?:start|beginning|outset)|on arrival|at arrival|at check-in|when "
      "(?:she|"
      "he|they) (?:arrived|came|called)|(?:on|since|until|over|during) (?:the "
      ")?(?:mon|tue|wed|thu|fri|sat|sun|week|"
      "past|last|night|call|argument|crisis)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|ago|between sessions|came and "
      "went|"
      "passed|text(?:ed)?|voicemail|wrote|letter|journal|diary card|had been|before)\\b");
  return words.in(sentence);
}

bool says_how_often(std::string_view sentence) {
  static const Pattern words(
      "\\b(?:times? (?:a|per|this|in)|twice|once|x/|daily|nightly|(?:most|some|many|bad) (?:days|nights|mornings)|at "
      "(?:"
      "times|night)|sometimes|occasional(?:ly)?|fleeting|intermittent(?:ly)?|brief(?:ly)?|since|past)\\b");
  return words.in(sentence);
}

bool says_now(std::string_view sentence) {
  static const Pattern words(
      "\\b(?:today|tonight|now|current(?:ly)?|present(?:ly)?|at (?:this|the present|the) (?:time|moment)|at present|in "
      "session|this (?:session|visit|morning|afternoon)|by (?:the )?end|at (?:the )?end|end of session|on "
      "leaving|before "
      "leaving|since (?:then|that)|no longer|anymore|any more|any longer|resolved|since)\\b");
  return words.in(sentence);
}

// --- gathering

/// What a block tells of risk, and the words in which it tells anything; a function of the block's facts and of whether
/// it stands in a plan. Spans are relative to the block.
struct BlockTold {
  std::vector<Spot> spots;
  std::vector<std::string_view> words;
};

/// What the note tells.
struct Told {
  std::vector<Spot> spots;
  std::vector<std::pair<std::string_view, std::uint32_t>> words;  // with the block they stand in

  [[nodiscard]] const Spot* first(Kind kind) const {
    const auto it = std::ranges::find_if(
        spots, [&](const Spot& spot) { return spot.kind == kind && spot.verdict == Verdict::affirmed; });
    return it == spots.end() ? nullptr : &*it;
  }
  [[nodiscard]] bool denies(Kind kind) const {
    return std::ranges::any_of(
        spots, [&](const Spot& spot) { return spot.kind == kind && spot.verdict == Verdict::denied && !spot.saying; });
  }
  [[nodiscard]] bool says(const Pattern& pattern) const {
    return std::ranges::any_of(words, [&](const auto& one) { return pattern.in(one.first); });
  }
};

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
  out.words.push_back(label);
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
    if (holds_boxes(facts, label)) continue;  // what is not ticked is not told
    out.words.push_back(slice(facts, {label.name.begin, label.body.end}));
    read_label(facts, label, out);
  }
  const bool all = may_tell_otherwise(facts.bytes);
  for (const Statement& told : facts.statements) {
    out.words.push_back(slice(facts, told.span));
    read_statement(vocabulary, facts, plan_section, told, out);
    if (!all) continue;
    read_threat(facts, told, out);
    read_item_nine(facts, told, out);
    read_hi(facts, told, out);
  }
  for (std::uint32_t o = 0; o != facts.options.size(); ++o) read_tick(vocabulary, facts, o, out);
  return out;
}

Told read(const Note& note) {
  Told out;
  for (std::uint32_t b = note.header_end_block; b < note.blocks.size(); ++b) {
    const note::Block& block = note.blocks[b];
    if (block.kind == note::BlockKind::heading || note.sections[block.section].roles.has(note::Role::signature))
      continue;
    const bool plan_section = only_plan(note, b);
    const auto told = block.facts->memo->get<BlockTold>(
        static_cast<std::size_t>(plan_section ? Remembered::risk_in_plan : Remembered::risk),
        [&] { return read_block(*note.vocabulary, *block.facts, plan_section); });
    for (const std::string_view words : told->words) out.words.emplace_back(words, b);
    for (Spot spot : told->spots) {
      spot.block = b;
      spot.mark = block.absolute(spot.mark);
      spot.statement = block.absolute(spot.statement);
      out.spots.push_back(spot);
    }
  }
  return out;
}

// --- what an assessment covers

struct Part {
  std::string_view id;     // of the stem in the rule's options
  std::string_view shown;  // in messages
};
constexpr Part ideation{.id = "ideation", .shown = "the kind or frequency of the thoughts"};
constexpr Part plan{.id = "plan", .shown = "plan"};
constexpr Part intent{.id = "intent", .shown = "intent"};
constexpr Part means{.id = "means", .shown = "access to means"};
constexpr Part protective{.id = "protective", .shown = "protective factors"};
constexpr Part suicide_asked{.id = "suicide", .shown = "whether there are thoughts of suicide"};

bool columbia(const Told& told) {
  static const Pattern words("\\bC-?SSRS\\b|\\bcolumbia\\b");
  return told.says(words);
}

bool tells_ideation(const Told& told, Kind kind) {
  static const Pattern words(
      "passive|active|fleeting|intermittent|daily|nightly|frequen|occasional|chronic|transient|constant|brief|vague|"
      "times? (?:a|per|this|in|an)|\\dx|x ?/|every|most|once|twice|several|minutes|hours|often|at times|sometimes|wish|"
      "intens|control|\\d ?/ ?10|\\d of 10|toward|yesterday|last night|since|began|started|comes? and "
      "goes?|came|thoughts?\\s*[:(]");
  for (const Spot& spot : told.spots) {
    if (spot.kind != kind || spot.verdict != Verdict::affirmed) continue;
    if (spot.saying || spot.passive || words.in(spot.sentence)) return true;
    // what goes on in the same paragraph
    for (const auto& [line, block] : told.words) {
      if (block == spot.block && line.data() > spot.sentence.data() && words.in(line)) return true;
    }
  }
  return false;
}

bool tells_plan(const Told& told) {
  static const Pattern other_plans(
      "\\b(?:safety|treatment|tx|care|crisis|coping|response|meal|parenting|service|discharge|aftercare|action|"
      "exposure|"
      "lesson|wellness|relapse|prevention|behavior|behaviour|support|payment|504|education)[- ]plan\\w*|plan of "
      "care|\\bplan "
      "to (?:meet|call|see|return|continue|attend|use|visit|go|review)");
  static const Pattern words(
      "\\b(?:no|den\\w+|without|not|nor|any|neither|never|w/o)\\b[^.;]{0,70}\\bplan(?:s|ned|ning)?\\b|\\b(?:suicid\\w+|"
      "specific|concrete|active|clear|vague|detailed|current) "
      "plans?\\b|\\bplans?\\s*(?:/|,|or\\b|and\\b|&|\\+)\\s*(?:\\w+ "
      ")?(?:intent|means|method|timeline|prepar)|(?:intent\\w*|means|ideation|si|method\\w*)\\s*(?:/|,|&)?\\s*(?:or "
      "|and "
      "|nor )?\\bplans?\\b|\\bplans?\\s*[:=(]?\\s*(?:-|no\\b|none|den\\w+|neg|vague|present|absent)|\\bha[sd] (?:a|no) "
      "plan\\b|\\bwith a (?:\\w+ )?plan\\b|\\bmethods?\\b|thought (?:about|of|out) how|(?:know|think|thought)\\w* how "
      "(?:she|"
      "he|they|i)|how she would|how he would|overdos|looked up|stockpil|prepar(?:ation|atory)|rehears|wrote (?:a "
      ")?(?:note|"
      "letter)|steps taken|taken (?:any )?steps|\\bplan is to\\b|\\bthere is no plan\\b");
  return std::ranges::any_of(told.words,
                             [&](const auto& one) { return words.in(other_plans.removed_from(one.first)); });
}

bool tells_intent(const Told& told) {
  static const Pattern other_uses(
      "implementation intention\\w*|paradoxical intention\\w*|intentional\\w*|intent of the");
  static const Pattern words(
      "\\bintent(?:s|ion|ions|ded)?\\b|\\bintends?\\b|\\b(?:would|will|could|can)(?: not|not|n['’]t| never) (?:ever "
      ")?(?:act|do "
      "(?:it|that|this|anything|something)|go through|follow through|hurt|kill|end|take)|\\bwon['’]t (?:act|do)|not "
      "going to "
      "(?:do|act|hurt|kill|end)|no (?:desire|wish|urge|plans?) to (?:act|die|end|kill)|\\bnever (?:act|do (?:it|that|"
      "anything))|would never|wants? to live|does not want to die|doesn['’]t want to die|don['’]t want to die");
  return std::ranges::any_of(told.words, [&](const auto& one) { return words.in(other_uses.removed_from(one.first)); });
}

bool tells_means(const Told& told) {
  static const Pattern other_uses(
      "\\bby (?:any|all|no|the|some) means|by means of|(?:this|which|it|that|what|she|he|they) means|means (?:that|a "
      "lot|the "
      "world|so much|he|she|they|i\\b|nothing|something|everything)|no means\\b[^.;]*\\bfee|financial means|means of "
      "support");
  static const Pattern words(
      "\\bmeans\\b|\\baccess\\b|firearm|\\bguns?\\b|weapon|\\bpills?\\b|tablets|stockpil|medications? (?:\\S+ "
      "){0,5}(?:lock|"
      "secur|held|hold|kept|dispens|admin|remov|safe)|lock(?:ed|box|ing)|\\bkni(?:fe|ves)|\\brazor|\\bblades?\\b|"
      "\\bropes?\\b|"
      "lethal|ammunition|rifles?|\\bbridge|poison|drop box|safe storage|gun safe");
  return std::ranges::any_of(told.words, [&](const auto& one) { return words.in(other_uses.removed_from(one.first)); });
}

bool tells_protective(const Told& told) {
  static const Pattern words(
      "protective|reasons? (?:for|to) (?:liv|stay|be alive|go on)|\\bke(?:eps?|pt|eping) (?:\\w+ "
      ")?(?:going|alive|safe|here|"
      "from (?:acting|doing|it))|\\b(?:keeps?|kept) "
      "(?:her|him|them|me|client|pt|ct)\\b|deterr|(?:would|could|can|wo|will)"
      "(?:n['’]t| not|not| never) (?:ever )?(?:do (?:that|this|it) to|leave|abandon)|\\bdo (?:that|this|it) to "
      "(?:my|her|his|"
      "their|them|him)|supports?\\b[^.;]{0,50}(?:famil|friend|spouse|partner|network|system|wife|husband|sister|"
      "brother|"
      "mother|mom|father|dad)|(?:famil\\w*|friends?|spous\\w+|partner|social|strong|good|peer) support|supportive|"
      "\\bfaith\\b|religio|spiritual|church|mosque|synagogue|temple|future[- ]\\w*|look(?:s|ing|ed)? "
      "forward|\\bhope(?:s|ful)? "
      "(?:to|for|about|that)|wants? to (?:live|see|be there|get better|watch|raise)|wish(?:es)? to (?:live|see)|means "
      "to "
      "(?:meet|see)|(?:stay|staying|stays|living|lives|alive) (?:alive )?for|because of (?:her|his|their|my|the) "
      "(?:kids|"
      "child|dog|cat|son|daughter|famil|wife|husband|mother|mom|sister|brother|baby|grand)|\\blove(?:s)? "
      "for|responsib\\w+ "
      "(?:to|for|toward)|help-seeking|asked for help|engaged in (?:treatment|therapy|care)|commit(?:ted|ment) to "
      "(?:safety|"
      "treatment|recovery|stay|liv)|\\bstrengths?\\b|connected to|sobriety|willing to (?:use|call|seek)|agreed to "
      "(?:call|"
      "stay|use|reach)");
  return told.says(words);
}

std::vector<Part> missing_parts(const Told& told, const Spot& spot) {
  std::vector<Part> out;
  if (spot.kind == Kind::self_harm) {
    static const Pattern asked(
        "suicid|\\bSI\\b|want(?:s|ed|ing)? to die|die by|end (?:her|his|their|my) life|non-?suicidal|\\bNSSI\\b");
    if (!told.says(asked) && !tells_intent(told) && !columbia(told)) out.push_back(suicide_asked);
    return out;
  }
  const bool scale = columbia(told);
  if (!scale && !tells_ideation(told, spot.kind)) out.push_back(ideation);
  if (!scale && !tells_plan(told)) out.push_back(plan);
  if (!scale && !tells_intent(told)) out.push_back(intent);
  if (!tells_means(told)) out.push_back(means);
  if (spot.kind == Kind::suicide && !tells_protective(told)) out.push_back(protective);
  return out;
}

Finding spot_finding(const Rule& rule, const Note& note, const Spot& spot) {
  Finding finding = finding_at(rule, spot.mark);
  finding.arguments.emplace_back("mention", std::string(note.text.slice(spot.mark)));
  if (spot.ticked) {
    const note::Option& option = note.blocks[spot.block].facts->options[spot.option];
    finding.anchor = spot.statement;
    finding.anchor_indent = option.indent;
    finding.arguments.emplace_back("option", std::string(note.text.slice(spot.mark)));
    if (!option.own_line) finding.arguments.emplace_back("row", "");
  } else {
    finding.arguments.emplace_back("prose", "");
  }
  return finding;
}

/// "plan, intent and access to means"
std::string listed(const std::vector<Part>& parts) {
  std::string out;
  for (std::size_t i = 0; i != parts.size(); ++i) {
    if (i != 0) out += i + 1 == parts.size() ? " or " : ", ";
    out += parts[i].shown;
  }
  return out;
}

// --- safety plan and level of care

/// What the clinician did about it: a safety plan, a decision on the level of care.
bool tells_safety_plan(const Told& told, const Spot& spot) {
  static const Pattern no_plan(
      "\\b(?:no|without a?|not have a?|lacks a?|never (?:made|had|did) a|did not (?:complete|make|write|do|develop) "
      "a?|not "
      "(?:yet )?(?:completed|made|written|done|developed) a?)(?: \\w+)? (?:safety|crisis)(?: response)? "
      "plan\\w*|safety contract\\w*|contract(?:ed|s)? for safety");
  static const Pattern words(
      "safety[- ]plan|crisis (?:response )?plan|stanley|plan for safety|safety steps|hospitali[sz]|inpatient|emergency "
      "(?:"
      "department|room|evaluation|services|psychiatr)|\\bED\\b|\\bER\\b|\\b911\\b|mobile crisis|level of care|crisis "
      "(?:"
      "evaluation|stabili|unit|team|center|residential|assessment|clinician)|\\b5150\\b|baker act|involuntar|welfare "
      "check|"
      "\\bPHP\\b|\\bIOP\\b|partial hospital|intensive outpatient|outpatient (?:\\w+ "
      "){0,3}(?:appropriate|sufficient|remains|"
      "adequate|safe)|imminent|police|duty to (?:warn|protect)|tarasoff|admitted to|admission|means "
      "(?:safety|restriction|"
      "counsel)|(?:removed|locked|secured|handed|gave|hold|holds|took) "
      "[^.;]{0,40}(?:pills|medication|firearm|gun|means|rifle|blade|razor)");
  static const Pattern named("safety[- ]plan|crisis (?:response )?plan|level of care");
  static const Pattern milder(
      "\\b988\\b|crisis (?:line|number|text|contacts?|resources)|lifeline|low(?:er)? (?:acute |imminent |suicide "
      ")?risk|risk\\W+"
      "(?:\\w+\\W+){0,5}(?:low|minimal|mild)\\b|\\brisk is low|ask (?:again |about it )?(?:at|each|every|next)|coping "
      "(?:plan|"
      "card)|skills plan|phone coaching|alternatives|distress tolerance|\\bTIPP?\\b|wound care|reassess|check-?in "
      "call");
  const bool mild = spot.passive || spot.kind == Kind::self_harm;
  return std::ranges::any_of(told.words, [&](const auto& one) {
    if (tells_of_past(one.first) && !named.in(one.first)) return false;  // an admission of years ago
    const std::string rest = no_plan.removed_from(one.first);
    return words.in(rest) || (mild && milder.in(rest));
  });
}
}  // namespace

Findings risk_mention_unassessed(const Rule& rule, Context& context) {
  const Told& told = context.shared<Told>([&] { return read(context.note); });
  Findings findings;
  for (const Kind kind : {Kind::suicide, Kind::self_harm, Kind::violence}) {
    const Spot* const spot = told.first(kind);
    if (spot == nullptr) continue;
    if (kind == Kind::self_harm && told.first(Kind::suicide) != nullptr) continue;
    // What was said and then denied: whether the two agree is risk-contradiction's to ask. What was so some days ago is
    // to be assessed all the same.
    const bool answered = told.denies(kind) && std::ranges::all_of(told.spots, [&](const Spot& one) {
                            return one.kind != kind || one.verdict != Verdict::affirmed ||
                                   (one.saying && !says_then(one.sentence)) || one.score;
                          });
    if (answered) continue;
    const std::vector<Part> parts = missing_parts(told, *spot);
    if (parts.empty()) continue;
    Finding finding = spot_finding(rule, context.note, *spot);
    finding.arguments.emplace_back("missing", listed(parts));
    std::string stems;
    for (const Part& part : parts) {
      if (!stems.empty()) stems += " ";
      stems += context.option(rule, part.id).text;
      finding.arguments.emplace_back("missing_" + std::string(part.id), std::string(part.shown));
    }
    finding.arguments.emplace_back("stems", stems);
    if (!spot->ticked) {
      finding.arguments.emplace_back(parts.size() == 1 ? "only_" + std::string(parts.front().id) : "several", "");
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings risk_without_safety_plan(const Rule& rule, Context& context) {
  const Told& told = context.shared<Told>([&] { return read(context.note); });
  for (const Kind kind : {Kind::suicide, Kind::violence, Kind::self_harm}) {
    const Spot* spot = told.first(kind);
    if (spot == nullptr) continue;
    // An active thought asks for more than a passive one.
    for (const Spot& one : told.spots) {
      if (one.kind == kind && one.verdict == Verdict::affirmed && spot->passive && !one.passive) spot = &one;
    }
    if (spot->score || told.denies(kind)) continue;  // said in the past or in anger: see risk-contradiction
    if (tells_safety_plan(told, *spot)) return {};
    return {spot_finding(rule, context.note, *spot)};
  }
  return {};
}

Findings risk_contradiction(const Rule& rule, Context& context) {
  static const Pattern in_part(
      "\\b(?:active|outside|otherwise|other than|beyond|further|additional|new\\b|other "
      "(?:than|thoughts)|worsening|increase|"
      "except|apart from|current plan|urges?|plan to)\\b");
  static const Pattern past_tense("^wanted|^wished|^hoped|^thought\\b");
  static const Pattern contrast(
      "\\b(?:but|however|though|although|then|later|after|while|yet|clarif\\w+|explain\\w+)\\b");
  // A sentence that fits the two together.
  static const Pattern fitting(
      "\\b(?:at first|initially|earlier|later|by the end|asked (?:again|about it|what (?:she|he|they) "
      "meant)|clarif\\w+|"
      "on reflection|said (?:it |this |that )?in (?:anger|frustration)|what (?:she|he|they) meant|meant "
      "(?:that|it|by)|figure "
      "of speech|changed|no longer|discrepan\\w+|inconsisten\\w+|took (?:it|that) back)\\b");
  const Told& told = context.shared<Told>([&] { return read(context.note); });
  const auto fitted = [&](const Spot& one, const Spot& other) {
    return std::ranges::any_of(told.words, [&](const auto& line) {
      return (line.second == one.block || line.second == other.block) && fitting.in(line.first);
    });
  };
  Findings findings;
  for (const Kind kind : {Kind::suicide, Kind::violence}) {
    for (const Spot& denial : told.spots) {
      if (denial.kind != kind || denial.verdict != Verdict::denied || denial.saying || denial.ticked ||
          in_part.in(denial.sentence) || tells_of_past(denial.sentence))
        continue;
      const auto against = std::ranges::find_if(told.spots, [&](const Spot& one) {
        if (one.kind != kind || one.verdict != Verdict::affirmed || one.ticked || one.collateral || one.score)
          return false;
        if (fitted(one, denial)) return false;
        const bool same_sentence = one.statement == denial.statement;
        if (same_sentence && (one.passive || contrast.in(one.sentence))) return false;
        if (past_tense.in(context.note.text.slice(one.mark)) || contrast.in(denial.sentence)) return false;
        if (says_then(one.sentence) || says_then(denial.sentence)) return false;
        return !(says_how_often(one.sentence) && says_now(denial.sentence));
      });
      if (against == told.spots.end()) continue;
      Finding finding = finding_at(rule, denial.statement);
      finding.arguments.emplace_back("denial", std::string(context.note.text.slice(denial.mark)));
      finding.arguments.emplace_back("mention", std::string(context.note.text.slice(against->mark)));
      finding.related.push_back({.span = against->mark, .message = "told here"});
      findings.push_back(std::move(finding));
      break;
    }
  }
  return findings;
}

namespace {

// --- abuse and neglect

enum class Age : std::uint8_t { unknown, minor, adult, elder };

Age by_years(int years) {
  if (years < 18) return Age::minor;
  return years >= 60 ? Age::elder : Age::adult;
}

Age age_of(const Note& note, const Told& told) {
  if (const note::Field* const given = given_field(note, "age")) {
    int years = 0;
    const std::string_view value = note.text.slice(given->value);
    if (std::from_chars(value.data(), value.data() + value.size(), years).ec == std::errc{}) return by_years(years);
  }
  const note::Field* const born = given_field(note, "dob");
  const note::Field* const date = given_field(note, "date");
  if (born != nullptr && date != nullptr) {
    const auto from = note::parse_date(note.text.slice(born->value));
    const auto to = note::parse_date(note.text.slice(date->value));
    if (from && to) {
      const int had_birthday = std::pair(to->month(), to->day()) >= std::pair(from->month(), from->day()) ? 0 : 1;
      const int years = static_cast<int>(to->year()) - static_cast<int>(from->year()) - had_birthday;
      // "58" was read as 2058
      return by_years(years < 0 ? years + 100 : years);
    }
  }
  static const Pattern minor(
      "\\b(?:client|pt|ct|patient),?(?: is)?(?: an?)? ?\\(?(?:[1-9]|1[0-7])(?:\\)|,|[- "
      "]?(?:y/?o|year|yrs))|^\\W*(?:[1-9]|"
      "1[0-7])[- ]?(?:y/?o|year[- ]old)\\b|\\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
      "fourteen|fifteen|sixteen|seventeen)-year-old client|\\bchild client|play therapy|\\b(?:client|pt|ct|he|she) "
      "(?:is|was) in "
      "(?:kinder|"
      "preschool|(?:\\w+ )?grade\\b)");
  static const Pattern elder(
      "\\b(?:client|pt|ct|patient|mr|mrs|ms)\\b[^;]{0,20}\\b(?:6\\d|7\\d|8\\d|9\\d)(?:\\)|,|[- ]?(?:y/?o|year|yrs))");
  struct Ages {
    bool minor = false;
    bool elder = false;
  };
  bool speaks_of_elder = false;
  for (std::size_t at = 0; at != told.words.size();) {
    const std::uint32_t b = told.words[at].second;
    std::size_t end = at;
    while (end != told.words.size() && told.words[end].second == b) ++end;
    const auto words = std::span(told.words).subspan(at, end - at);
    const auto ages = note.blocks[b].facts->memo->get<Ages>(static_cast<std::size_t>(Remembered::ages), [&] {
      const auto any = [&](const Pattern& pattern) {
        return std::ranges::any_of(words, [&](const auto& one) { return pattern.in(one.first); });
      };
      return Ages{.minor = any(minor), .elder = any(elder)};
    });
    if (ages->minor) return Age::minor;
    speaks_of_elder = speaks_of_elder || ages->elder;
    at = end;
  }
  return speaks_of_elder ? Age::elder : Age::unknown;
}

/// Whether a sentence tells of abuse or neglect that goes on now, of somebody whom the law has reported for.
bool tells_abuse(std::string_view sentence, Age age) {
  static const std::string child =
      "(?:(?:little|younger|older|foster|step|grand|\\w+-year-old|oldest|youngest|baby|infant|toddler|small|two|three|"
      "\\d|own|"
      "teenage|disabled|autistic) "
      "?)*(?:sons?|daughters?|child(?:ren)?|kids?|baby|babies|infant|toddler|boys?|girls?|grandsons?|"
      "granddaughters?|grandchild(?:ren)?|grandkids|stepsons?|stepdaughters?|stepchild(?:ren)?|nieces?|nephews?|minors?"
      "|twins)";
  static const std::string caregiver =
      "(?:mother|mom|mommy|mama|father|dad|daddy|papa|stepfather|stepdad|stepmother|stepmom|parents?|foster "
      "\\w+|uncle|aunt|"
      "grandmother|grandma|grandfather|grandpa|caregiver|babysitter|sitter|nanny|coach|(?:mom|mother)['’]s "
      "(?:boyfriend|"
      "partner|husband)|boyfriend|girlfriend|guardian)";
  static const std::string carer =
      "(?:aide|nurse|caregiver|son|daughter|grandson|granddaughter|nephew|niece|staff|attendant)";
  static const std::string hits =
      "(?:hits?|hitting|beats?|beating|beat "
      "up|slaps?|slapped|slapping|punch(?:es|ed|ing)|kicks|kicked|kicking|whips|whipped|"
      "whooped|choked|chokes|choking|strangled|burned|burns|burnt|shook|shakes|shoves?|shoved|molest(?:s|ed|ing)|raped|"
      "rapes|"
      "bit|threw \\w+ (?:against|down|into)|backhand(?:s|ed))";
  static const std::string whom = "(?:him|her|them|me|client|the client|pt|ct|[A-Z]\\.(?:[A-Z]\\.)?)";
  static const std::string then =
      "(?:\\s*(?:$|[,.;!?\"”)])|\\s+(?:with|on|in|across|when|so|until|and|again|at|for|every|last|hard|because|by|"
      "over|twice|"
      "almost|yesterday|this|if|after|daily|often|repeatedly|leaving|to))";
  // Named as such.
  static const Pattern named(
      "\\b(?:child|elder|elderly|dependent[- ]adult|vulnerable[- ]adult) (?:physical |sexual |emotional |financial "
      ")?(?:abuse|"
      "neglect|maltreatment|exploitation)|\\b(?:abuse|neglect|maltreatment|exploitation|molestation)\\b[^.;]{0,20} of "
      "(?:a|an|her|his|their|the|my) " +
      child + "\\b");
  static const Pattern suspected(
      "\\b(?:suspected|suspicion of|suspects|reasonable "
      "(?:cause|suspicion)|disclosed|discloses|current|ongoing|possible|"
      "alleged|alleges|evidence of|signs of|indicators of|reports?|reported|being) (?:\\w+ "
      "){0,2}(?:abused?|neglect(?:ed)?|"
      "molested|maltreated)\\b");
  // A grown person and a child: "her husband beats the kids".
  static const Pattern adult_hits_child("\\b(?:husband|wife|partner|boyfriend|girlfriend|ex|client|he|she|they|i|" +
                                        caregiver +
                                        ")\\b(?:['’]s)?(?: (?:also|"
                                        "often|sometimes|regularly|still|has|had|was|is|been|reports|admitted|admits|"
                                        "disclosed|says|said|told|to|that|he|she|"
                                        "recently|then|again|repeatedly|\\w+ly)){0,5} " +
                                        hits + " (?:her|his|their|my|our|the|a) " + child +
                                        "(?:[^\\w'’]|$|['’]s (?:face|head|arm|leg|back|hand|mouth|stomach))");
  static const Pattern caregiver_hits_minor("\\b" + caregiver + "\\b(?: \\w+){0,8} " + hits + " " + whom + then);
  static const Pattern hit_by(
      "\\b(?:hit|beaten|slapped|punched|kicked|whipped|choked|strangled|burned|molested|raped|thrown|hurt|struck|"
      "abused|"
      "bruised|touched)\\b[^.;]{0,40} by (?:her|his|their|my|the|a|an|client's|client’s) (?:\\w+ )?" +
      caregiver + "\\b");
  static const Pattern carer_hits_elder("\\b" + carer + "\\b(?: \\w+){0,4} " + hits + " " + whom + then);
  static const Pattern sexual("touch(?:es|ed|ing) (?:" + whom +
                              "|my|his|her|their) (?:down there|inappropriately|sexually|private|privates|breasts?|"
                              "genitals?|butt|on (?:my|her|his) (?:privates?|breasts?|genitals?|chest|butt))|made (?:" +
                              whom + ") touch (?:him|her|his)");
  static const Pattern neglect(
      "\\bleft (?:home )?alone (?:\\w+ )?(?:overnight|for (?:\\w+ )?(?:days|hours)|all (?:day|night|weekend)|at "
      "night)|leaves? "
      "(?:him|her|them|us|me|" +
      child + "|the " + child + "|her " + child + "|his " + child +
      ") (?:home )?alone (?:\\w+ )?"
      "(?:overnight|for (?:\\w+ )?(?:days|hours)|all (?:day|night|weekend)|at night)|no food in the "
      "(?:house|home|apartment|"
      "fridge)|nothing to eat at home|lock(?:s|ed) (?:" +
      whom + "|the " + child + "|her " + child + "|his " + child +
      ") (?:in|out|up)\\b|withhold(?:s|ing) (?:food|meals|medication|insulin)|not (?:been )?(?:fed|bathed|changed) "
      "for|has not "
      "been fed");
  static const Pattern elder_money(
      "\\bsteal\\w* from|without "
      "food|\\b(?:takes?|taking|took|keeps?|keeping|cash(?:es|ed|ing)|spend(?:s|ing)|withdr\\w+) (?:\\w+ "
      "){0,3}(?:pension|social "
      "security|disability check|savings|checks?|debit card|bank card|money)\\b");
  static const Pattern child_word("\\b(?:" + child + ")\\b");
  static const Pattern elder_word(
      "\\b(?:elderly|older adult|grandmother|grandfather|grandma|grandpa|aging|resident|dependent adult|"
      "bedridden|dementia|alzheimer\\w*)\\b|\\((?:6[5-9]|[789]\\d)[),]|\\b(?:6[5-9]|[789]\\d)[- ]?(?:y/?o|year|yrs)");
  static const Pattern marks("\\b(?:bruis\\w+|welts?|belt marks?|burn marks?|black eye|handprint|hand print)\\b");
  static const Pattern told_cause(
      "\\b(?:" + caregiver +
      ")\\b[^.;]{0,40}\\b(?:did|hit|made|caused|gave|with (?:a|the) belt|got mad|whooped|whoop|spank)");
  if (named.in(sentence)) return true;
  const bool minor = age == Age::minor;
  const bool elder = age == Age::elder || elder_word.in(sentence);
  if (adult_hits_child.in(sentence)) return true;
  if (minor && (caregiver_hits_minor.in(sentence) || hit_by.in(sentence) || sexual.in(sentence) ||
                neglect.in(sentence) || suspected.in(sentence) || (marks.in(sentence) && told_cause.in(sentence))))
    return true;
  if (child_word.in(sentence) && (suspected.in(sentence) || neglect.in(sentence) || (sexual.in(sentence) && minor)))
    return true;
  return elder &&
         (carer_hits_elder.in(sentence) || suspected.in(sentence) || neglect.in(sentence) || elder_money.in(sentence));
}

/// What makes it no report of abuse that goes on: denied, feared, long past, taught, a name of something else.
bool not_told_as_so(std::string_view sentence, bool minor) {
  static const Pattern denied(
      "\\b(?:no|not|never|denie[sd]|denying|without|neither|nor|doesn['’]t|didn['’]t|isn['’]t|wasn['’]t|hasn['’]t|"
      "rules? out|"
      "ruled out|negative "
      "for|unfounded|w/o)\\b[^.;]*\\b(?:abus|neglect|maltreat|exploit|hit|beat|slap|punch|kick|hurt|touch|"
      "molest|bruis|left alone|marks)");
  static const Pattern supposed(
      "\\b(?:if|fear(?:s|ed)? (?:of|that)|afraid (?:of|that)|worr(?:y|ies|ied) "
      "(?:about|that)|might|could|would|dream\\w*|"
      "nightmares?|intrusive|obsess\\w*|thoughts? of|urges? to|screen(?:ed|ing)? for|assess(?:ed|ing)? for|ask(?:ed)? "
      "about|"
      "limits of confidentiality|mandated reporter|training|psychoeducation|pretend\\w*|puppets?|in the "
      "(?:story|game|play)|"
      "doll|impact of (?:his|her|their)|survivor|support group|book|article|movie|show|video game|prevention)\\b");
  static const Pattern games(
      "beat\\w* (?:the |her |his |my )?\\w+ to (?:the|it)\\b|to the bank for|\\bat "
      "(?:chess|cards|checkers|uno|basketball|tennis|soccer|a game|the "
      "game|games|monopoly|mario)|\\brace\\b|\\bgame of|"
      "by mistake|accidentally|by accident|(?:hit|kick|beat)\\w* (?:out|the road|the ball|puberty|cancer|the "
      "odds)|kick\\w* "
      "(?:him|her|them|me) out|shook (?:her|his|their) (?:head|hand)|emotional neglect in (?:her|his) "
      "childhood|self-neglect");
  static const Pattern grown(
      "\\b(?:when|while) (?:she|he|they|i|client|pt|ct) (?:was|were) (?:\\d+|an?|little|young|growing|small|in)|\\bas "
      "an? "
      "(?:child|kid|boy|girl|teen)|growing up|childhood|in (?:his|her|their|my) "
      "(?:childhood|youth|teens)|histor|\\bhx\\b|"
      "years ago|used to|\\badult survivor|(?:^|[^/\\d.-])(?:19|20)\\d\\d\\b|first marriage|ex-husband had|\\bpast\\b|"
      "\\bprevious|decades|once\\b[^.;]*\\bas a|own (?:father|mother|parents?|childhood)");
  static const Pattern long_past("\\b(?:previously reported|reported (?:in|at the time)|prior CPS|past CPS)\\b");
  static const Pattern lack(
      "\\b(?:no food|nothing to eat|no heat|not (?:been )?(?:fed|bathed|changed)|has not been fed|no one home)\\b");
  if (denied.in(lack.removed_from(sentence)) || supposed.in(sentence) || games.in(sentence)) return true;
  return minor ? long_past.in(sentence) || tells_of_past(sentence) : grown.in(sentence) || tells_of_past(sentence);
}

/// Whether there is any word without which nothing tells of abuse or neglect: most notes have none.
bool may_tell_abuse(std::string_view words) {
  static const Pattern any(
      "\\b(?:abus|neglect|maltreat|exploit|molest|hit|beat|slap|punch|kick|whip|whoop|chok|strangl|burn|shook|shak|"
      "shov|"
      "rape|bit\\b|threw|thrown|backhand|hurt|struck|bruis|touch|alone|food|eat|lock|withh|fed\\b|bathed|changed|steal|"
      "pension|social security|disability check|saving|checks?\\b|debit|bank|money|welt|belt|black eye|hand ?print)");
  return any.in(words);
}

/// The first statement of the block that tells of abuse or neglect now.
std::optional<std::uint32_t> first_abuse(const BlockFacts& facts, Age age) {
  for (std::uint32_t s = 0; s != facts.statements.size(); ++s) {
    const Span span = facts.statements[s].span;
    const std::string_view sentence = std::string_view(facts.bytes).substr(span.begin, span.size());
    if (may_tell_abuse(sentence) && tells_abuse(sentence, age) && !not_told_as_so(sentence, age == Age::minor))
      return s;
  }
  return std::nullopt;
}

}  // namespace

Findings mandated_report_undocumented(const Rule& rule, Context& context) {
  static const Pattern report(
      "\\bCPS\\b|\\bAPS\\b|\\bDCFS?\\b|\\bDCYF\\b|\\bDCS\\b|\\bDHS\\b|\\bDFPS\\b|\\bDSS\\b|\\bACS\\b|\\bDHR\\b|"
      "\\bCYS\\b|\\bDCFS\\b|"
      "protective services?|child(?:ren)?(?:'s)?,?(?: youth)? and famil\\w+ services|child welfare|hot ?line|mandated? "
      "?(?:\\w+ )?report|"
      "report(?:ed|ing|able)?\\b[^.;]{0,30}\\b(?:to (?:the "
      ")?(?:state|county|police|hotline|agency|authorit\\w+|sheriff|ombudsman|"
      "licens\\w+)|made|filed|number|submitted|required|completed)|(?:file[sd]?|filing|made|make|submitted|completed|"
      "no|a|the) "
      "(?:\\w+ )?report\\b|report (?:no\\b|number|#|id)|reportable|threshold (?:for|of)|law "
      "enforcement|police|sheriff|ombudsman|"
      "caseworker|case worker|investigat|open case|case (?:is )?(?:open|closed)|duty to report|mandated");
  const Note& note = context.note;
  const auto may_tell = [&](const note::Block& block) {
    return *block.facts->memo->get<bool>(static_cast<std::size_t>(Remembered::abuse_words),
                                         [&] { return may_tell_abuse(block.facts->bytes); });
  };
  if (std::ranges::none_of(note.blocks, may_tell)) return {};
  const Told& told = context.shared<Told>([&] { return read(note); });
  const Age age = age_of(note, told);
  std::optional<Finding> first;
  for (std::uint32_t b = note.header_end_block; b < note.blocks.size() && !first; ++b) {
    const note::Block& block = note.blocks[b];
    if (block.kind == note::BlockKind::heading || !may_tell(block)) continue;
    const auto statement = block.facts->memo->get<std::optional<std::uint32_t>>(
        static_cast<std::size_t>(Remembered::abuse) + static_cast<std::size_t>(age),
        [&] { return first_abuse(*block.facts, age); });
    if (!*statement) continue;
    const Span span = block.facts->statements[**statement].span;
    first = finding_at(rule, block.absolute(span));
    first->arguments.emplace_back("statement", std::string(block.slice(span)));
  }
  if (!first || told.says(report)) return {};
  return {std::move(*first)};
}

}  // namespace notewell::lint
