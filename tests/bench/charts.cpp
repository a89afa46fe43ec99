#include "bench/charts.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <span>
#include <string_view>

namespace notewell::bench {
namespace {

using Random = std::mt19937_64;
using Words = std::span<const std::string_view>;

// std::uniform_int_distribution differs between libraries; this does not.
std::size_t number(Random& random, std::size_t below) {
  return below == 0 ? 0 : random() % below;
}
bool chance(Random& random, double share) {
  constexpr std::size_t fine = 1U << 20U;
  return static_cast<double>(number(random, fine)) < share * static_cast<double>(fine);
}
template <class List>
const auto& any(Random& random, const List& list) {
  return list[number(random, list.size())];
}

// What sentences are made of, in pieces so small that no two notes say the same by chance.
constexpr auto kin_words = std::to_array<std::string_view>(
    {"her sister",       "his brother",   "a neighbor",          "the supervisor",  "her oldest son",
     "his father",       "a cousin",      "the landlord",        "her roommate",    "his wife",
     "the school nurse", "an old friend", "her mother",          "his stepson",     "the driver",
     "her aunt",         "a colleague",   "the choir leader",    "his grandfather", "her ex-husband",
     "the pharmacist",   "his daughter",  "the coach",           "her godmother",   "a classmate",
     "the caseworker",   "his uncle",     "the tenant upstairs", "her twin",        "the foreman"});
constexpr auto from_words = std::to_array<std::string_view>({"from Ohio",
                                                             "with the red van",
                                                             "who snores",
                                                             "from the second floor",
                                                             "on the phone",
                                                             "in a suit",
                                                             "with two dogs",
                                                             "back from leave",
                                                             "without a word",
                                                             "in tears",
                                                             "from church",
                                                             "in uniform",
                                                             "with a cane",
                                                             "from the night team",
                                                             "newly married",
                                                             "on crutches",
                                                             "from the bank",
                                                             "in a hurry",
                                                             "with the keys",
                                                             "of all people",
                                                             "half asleep",
                                                             "from the agency",
                                                             "with flour on both sleeves",
                                                             "fresh from jail",
                                                             "before the test",
                                                             "on probation",
                                                             "from the choir",
                                                             "in slippers",
                                                             "with bad news",
                                                             "from the coast"});
constexpr auto spot_words = std::to_array<std::string_view>(
    {"kitchen",      "bus stop",      "stairwell",  "break room",  "pharmacy",     "garage",
     "laundry room", "porch",         "playground", "church hall", "ferry",        "bakery",
     "dentist's",    "parking lot",   "library",    "union hall",  "waiting room", "balcony",
     "allotment",    "swimming pool", "attic",      "school yard", "elevator",     "basement",
     "market",       "train",         "cemetery",   "gym",         "hallway",      "clinic"});
constexpr auto near_words = std::to_array<std::string_view>(
    {"in the", "outside the", "behind the", "near the", "at the", "past the", "below the", "across from the",
     "inside the old", "in front of the", "above the", "by the empty"});
constexpr auto day_words = std::to_array<std::string_view>(
    {"on Monday",        "at dawn",           "after the news",      "two nights running", "at lunch",
     "since the storm",  "over the weekend",  "right after work",    "on the first",       "around four",
     "every other day",  "the morning after", "when power failed",   "driving home",       "before breakfast",
     "late on Thursday", "during a drill",    "once everyone slept", "all of Sunday",      "twice this week",
     "between shifts",   "after a call",      "on her birthday",     "at closing time",    "past midnight",
     "in the rain",      "on payday",         "during recess",       "at halftime",        "near dusk"});
constexpr auto kind_words = std::to_array<std::string_view>(
    {"a sudden", "an old",     "a dull",      "the usual",  "a stubborn", "an unnamed", "a burning",
     "a quiet",  "some",       "a childish",  "a heavy",    "no small",   "a familiar", "a sour",
     "an icy",   "a creeping", "a shapeless", "the winter", "a nagging",  "a borrowed"});
constexpr auto pain_words = std::to_array<std::string_view>(
    {"knot",         "shame",     "dread",     "panic",      "headache", "numbness",  "grief",    "envy",
     "guilt",        "anger",     "dizziness", "loneliness", "worry",    "craving",   "jealousy", "tremor",
     "homesickness", "boredom",   "disgust",   "fatigue",    "tension",  "regret",    "doubt",    "terror",
     "restlessness", "emptiness", "suspicion", "nausea",     "sadness",  "impatience"});
constexpr auto about_words = std::to_array<std::string_view>(
    {"about rent",        "below the ribs", "over the dog",     "behind the eyes", "about school",  "over lost years",
     "in both arms",      "about the test", "over the will",    "at the jaw",      "about money",   "over the move",
     "in her throat",     "about court",    "over his tone",    "about sleep",     "in crowds",     "about dinner",
     "over the accident", "about pills",    "at family meals",  "about the scan",  "over silence",  "about promotion",
     "around men",        "about winter",   "over the divorce", "in lines",        "about driving", "near water"});
constexpr auto did_words = std::to_array<std::string_view>(
    {"walked",   "wrote",    "called",  "baked",   "hummed",  "counted",  "rested", "sorted", "drove",
     "answered", "planted",  "waited",  "refused", "ate",     "breathed", "left",   "paid",   "climbed",
     "repaired", "asked",    "knitted", "sat",     "shouted", "skipped",  "washed", "read",   "met",
     "cleared",  "declined", "listed",  "painted", "wept",    "swam",     "prayed", "argued"});
constexpr auto how_words =
    std::to_array<std::string_view>({"around the pond",     "until it passed",  "with a friend",     "by candlelight",
                                     "in small steps",      "for once",         "without shoes",     "as we planned",
                                     "through the evening", "in the dark",      "with both hands",   "out of spite",
                                     "for the twins",       "by heart",         "between two calls", "at half speed",
                                     "beside the stove",    "with music on",    "under protest",     "to the end",
                                     "line by line",        "on the third try", "with cold coffee",  "like last spring",
                                     "for a stranger",      "in plain words",   "against advice",    "over and over",
                                     "on one breath",       "all afternoon"});
constexpr auto result_words = std::to_array<std::string_view>({"it eased",
                                                               "nothing changed",
                                                               "sleep came",
                                                               "the shaking stopped",
                                                               "a quarrel began",
                                                               "calm held",
                                                               "it felt hollow",
                                                               "breathing slowed",
                                                               "fear dropped",
                                                               "the pull weakened",
                                                               "mood rose",
                                                               "effort paid",
                                                               "tension moved",
                                                               "pride outlasted doubt",
                                                               "silence followed",
                                                               "the children noticed",
                                                               "laughter was possible",
                                                               "the thought dulled",
                                                               "tiredness won",
                                                               "hope returned",
                                                               "memory stayed outside",
                                                               "it took longer",
                                                               "worry shrank",
                                                               "the night shortened",
                                                               "the pattern showed",
                                                               "appetite came back",
                                                               "the phone rang",
                                                               "hands warmed",
                                                               "anger cooled",
                                                               "time slowed"});
constexpr auto later_words = std::to_array<std::string_view>(
    {"within minutes",   "by noon",      "for an hour",       "until two",       "after a while",
     "before supper",    "by itself",    "the next day",      "at last",         "more than before",
     "for good measure", "only briefly", "as foreseen",       "to our surprise", "in the end",
     "a little",         "by evening",   "until the weekend", "step by step",    "with help"});
constexpr auto face_words =
    std::to_array<std::string_view>({"whispered",        "stared",          "smiled",   "twisted a napkin",
                                     "looked up",        "sat rigidly",     "laughed",  "waited there",
                                     "rubbed one wrist", "leaned forward",  "frowned",  "talked fast",
                                     "shivered",         "tapped a rhythm", "sighed",   "blushed",
                                     "yawned",           "held the cup",    "stood up", "unfolded a letter",
                                     "nodded",           "hummed",          "fidgeted", "wept"});
constexpr auto while_words = std::to_array<std::string_view>(
    {"past the window",   "for a minute",       "at the name",        "before each answer", "toward the door",
     "with closed eyes",  "on the sofa's edge", "like a child",       "in my direction",    "without blinking",
     "through the pause", "at the photograph",  "under a coat",       "between sentences",  "at the question",
     "over the table",    "behind a scarf",     "for the rest of it", "at odd moments",     "to the end"});
constexpr auto tool_words = std::to_array<std::string_view>(
    {"a thought chain",  "the senses exercise", "a fear ladder",     "paced breathing", "an unsent letter",
     "empty-chair work", "a blame pie",         "a week plan",       "the worry clock", "a card sort",
     "role play",        "muscle relaxation",   "a family map",      "a cost table",    "harbor imagery",
     "an experiment",    "the readiness ruler", "a timeline",        "opposite action", "defusion",
     "a sleep diary",    "assertive sentences", "a kindness letter", "the stop drill"});
constexpr auto on_words = std::to_array<std::string_view>(
    {"on the whiteboard", "with two colors",   "aloud",         "in her notebook", "step by step",
     "with a timer",      "standing up",       "by the window", "on paper",        "in pairs",
     "from memory",       "with the lamp off", "twice over",    "on a postcard",   "backward",
     "with humor",        "in slow motion",    "using coins",   "on her phone",    "in writing"});
constexpr auto q1_words = std::to_array<std::string_view>(
    {"my hands",   "the dog",    "nobody here", "my mother's voice", "that door",        "every Sunday", "the house",
     "half of me", "his chair",  "the baby",    "our street",        "the whole office", "that song",    "my phone",
     "the mirror", "a good day", "the bottle",  "my temper",         "this silence",     "the garden"});
constexpr auto q2_words = std::to_array<std::string_view>(
    {"decided",     "never asked", "knows",        "keeps waiting", "weighs more",  "laughed",  "looks away",
     "pays for it", "wants out",   "breaks first", "tells lies",    "came back",    "holds on", "stays loud",
     "forgave me",  "turned cold", "makes sense",  "won't stop",    "gets smaller", "ran"});
constexpr auto q3_words = std::to_array<std::string_view>(
    {"before I did",      "like wet sand",      "when I count",      "since the fire", "for two of us",
     "and I froze",       "even in sleep",      "without a map",     "behind my back", "after all that",
     "on an empty plate", "more than once",     "at ninety",         "for company",    "as if I owed it",
     "under the paint",   "in somebody's coat", "and that was real", "just like him",  "until I say it"});
constexpr auto q4_words = std::to_array<std::string_view>(
    {"most days",    "not always",   "and still", "I guess",         "this year",       "every winter", "when asked",
     "in that room", "since May",    "at work",   "for now",         "against my will", "even there",   "on good days",
     "at any hour",  "now and then", "as ever",   "among strangers", "before noon",     "by itself"});
constexpr auto number_words = std::to_array<std::string_view>(
    {"two",    "three",    "four",    "five",   "six",    "seven", "eight", "nine",  "ten",    "eleven",
     "twelve", "thirteen", "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "ninety", "eighty"});
constexpr auto person_words = std::to_array<std::string_view>({"{kin} {from}"});
constexpr auto place_words = std::to_array<std::string_view>({"{near} {spot}"});
constexpr auto time_words = std::to_array<std::string_view>({"{day}"});
constexpr auto trouble_words = std::to_array<std::string_view>({"{kind} {pain} {about}"});
constexpr auto deed_words = std::to_array<std::string_view>({"{did} {how}"});
constexpr auto effect_words = std::to_array<std::string_view>({"{result} {later}"});
constexpr auto look_words = std::to_array<std::string_view>({"{face} {while}"});
constexpr auto method_words = std::to_array<std::string_view>({"{tool} {on}"});
constexpr auto quote_words = std::to_array<std::string_view>({"{q1} {q2} {q3} {q4}"});

/// Sentences with places for {words}.
constexpr auto sentences = std::to_array<std::string_view>(
    {"Felt {trouble} {place} {time} and {deed}; {effect}.",
     "Reports {trouble}, worst {time} {place}, for about {number} minutes.",
     "“{quote},” she said of {person}, and {look}.",
     "After {person} had come by {place}, {trouble} grew; he {deed} and {effect}.",
     "We worked with {method} on {trouble}, because it returns {time}.",
     "Told of {person}, who {deed} {time}, and {look} meanwhile.",
     "When {trouble} came {place}, she {deed} for {number} minutes, and {effect}.",
     "Client {look} as the talk turned to {person}, and named {trouble}.",
     "{Time}, {person} and he {deed}; “{quote}.”",
     "Used {method} to look at what {person} had said {place}; {effect}.",
     "Rated {trouble} at {number} of a hundred {time}, and said “{quote}.”",
     "{Number} times this month {trouble} kept him from {person} {place}.",
     "She {deed} instead of waiting for {person}, {time}, though {trouble} was there.",
     "Between {person} and {person} stands the question of what happened {place} {time}.",
     "Tried {method} {place}, as agreed: {effect}, then {trouble} again.",
     "He {look}, put {number} fingers up for {trouble}, and {look}.",
     "What helped {time}: {person} {deed}, and {effect}.",
     "Next came {method}; with {person} in mind she {look}, and {effect}.",
     "Slept {number} hours {time}; woke with {trouble} and {deed}.",
     "At work {person} saw {trouble} {place} and {deed} with her.",
     "“{quote}.” With {method} we found where {trouble} begins: {place}, {time}.",
     "Wants to have {deed} by {time}; fears {trouble} and what {person} might say.",
     "{Person} {deed} {place}; the client watched, {look}, and {effect}.",
     "Practiced {method} for {number} minutes; “{quote},” and {effect}.",
     "No {trouble} {time}, for the first time in {number} weeks: “{quote}.”",
     "Has not been {place} since {person} {deed}; {trouble} at the thought of it.",
     "Brought notes of {number} evenings: {trouble} {time}, then {effect}.",
     "The plan with {person} held {time}: they {deed}, and {effect}.",
     "Compared {method} with what {person} does {place}; {look} and chose the former.",
     "{Trouble} again {place}, {number} out of a hundred; {deed}, “{quote}.”",
     "Grew quiet at the name of {person}, {look}, then said: “{quote}.”",
     "Linked {trouble} to {person} and to what took place {place} {time}.",
     "Agreed to repeat {method} {time} {place}, and to tell {person} before.",
     "Money was short {time}; {person} {deed}, {trouble} followed, {effect}."});

Words list_of(std::string_view name) {
  static const std::map<std::string_view, Words> lists{
      {"kin", kin_words},         {"from", from_words},     {"spot", spot_words},     {"near", near_words},
      {"day", day_words},         {"kind", kind_words},     {"pain", pain_words},     {"about", about_words},
      {"did", did_words},         {"how", how_words},       {"result", result_words}, {"later", later_words},
      {"face", face_words},       {"while", while_words},   {"tool", tool_words},     {"on", on_words},
      {"q1", q1_words},           {"q2", q2_words},         {"q3", q3_words},         {"q4", q4_words},
      {"number", number_words},   {"person", person_words}, {"place", place_words},   {"time", time_words},
      {"trouble", trouble_words}, {"deed", deed_words},     {"effect", effect_words}, {"look", look_words},
      {"method", method_words},   {"quote", quote_words}};
  return lists.at(name);
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The pattern with each {word} replaced by one of its list, which may hold others; {Word} begins with a capital.
std::string filled(std::string_view pattern, Random& random) {
  std::string out;
  while (!pattern.empty()) {
    const std::size_t open = std::min(pattern.find('{'), pattern.size());
    out += pattern.substr(0, open);
    if (open == pattern.size()) break;
    const std::size_t close = pattern.find('}', open);
    std::string name(pattern.substr(open + 1, close - open - 1));
    const bool capital = name.front() != lower(name.front());
    name.front() = lower(name.front());
    const std::size_t at = out.size();
    out += filled(any(random, list_of(name)), random);
    if (capital) out[at] = upper(out[at]);
    pattern.remove_prefix(close + 1);
  }
  return out;
}

std::string made_sentence(Random& random) {
  return filled(any(random, sentences), random);
}

template <class Sentence>
std::string passage_of(Random& random, const Sentence& sentence) {
  std::string out = sentence();
  const std::size_t more = 2 + number(random, 3);
  for (std::size_t i = 0; i != more; ++i) (out += ' ') += sentence();
  return out;
}

/// Sentences of which no ten words in a row stand in another: in many notes that would happen by chance, and be a copy
/// that nobody planted.
class Unsaid {
 public:
  std::string sentence(Random& random) {
    constexpr int most_tries = 30;  // what was said fills up after some million sentences
    std::string out = made_sentence(random);
    for (int i = 0; i != most_tries && !is_new(out); ++i) out = made_sentence(random);
    return out;
  }

 private:
  /// Of the words as they are compared: without quotation marks, persons and days.
  static std::vector<std::size_t> words_in(std::string_view sentence) {
    constexpr auto alike = std::to_array<std::string_view>(
        {"he", "she", "him", "her", "his", "they", "monday", "thursday", "sunday", "friday", "tuesday"});
    std::vector<std::size_t> out;
    std::string word;
    for (const char c : std::string(sentence) + " ") {
      if (lower(c) >= 'a' && lower(c) <= 'z') {
        word += lower(c);
      } else if (c != '\'' && !word.empty()) {
        const bool any = std::find(alike.begin(), alike.end(), word) != alike.end();
        std::size_t hash = 0xCBF29CE484222325U;
        for (const char letter : any ? std::string("#") : word)
          hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3U;
        out.push_back(hash);
        word.clear();
      }
    }
    return out;
  }

  bool is_new(std::string_view sentence) {
    constexpr std::size_t run = 10;
    const auto words = words_in(sentence);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i + run <= words.size(); ++i) {
      std::size_t hash = 0;
      for (std::size_t j = i; j != i + run; ++j) hash = (hash ^ words[j]) * 0x9E3779B97F4A7C15U;
      places.push_back((hash >> 32U) % said_.size());
    }
    if (std::any_of(places.begin(), places.end(), [&](std::size_t place) { return said_[place]; })) return false;
    for (const std::size_t place : places) said_[place] = true;
    return true;
  }

  std::vector<bool> said_ = std::vector<bool>(std::size_t{1} << 27U);  // by hash: a few are taken for said that are not
};

std::string two_digits(unsigned value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}
std::string iso(std::chrono::year_month_day date) {
  return std::to_string(static_cast<int>(date.year())) + "-" + two_digits(static_cast<unsigned>(date.month())) + "-" +
         two_digits(static_cast<unsigned>(date.day()));
}
std::string padded(std::size_t value) {
  constexpr std::size_t digits = 5;
  const std::string text = std::to_string(value);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

/// A file being written, which knows its line.
class Page {
 public:
  /// The line's number.
  std::size_t line(std::string_view text = {}) {
    (text_ += text) += '\n';
    return ++lines_;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::size_t lines_ = 0;
};

/// A passage that stands in a note already.
struct Stands {
  std::string path;
  std::size_t line = 0;
  std::string text;
  std::size_t client = 0;
  std::chrono::sys_days day;
};

/// What can be wrong with one note; the names are those of the rules that should find it.
constexpr auto faults = std::to_array<std::string_view>(
    {"goal-unknown", "goal-not-addressed", "diagnosis-differs-from-plan", "intervention-not-in-plan",
     "duplicate-session", "overlapping-sessions", "session-number-out-of-order", "signature-missing", "late-entry",
     "duration-outside-code", "signed-before-service"});

/// One session to be written.
struct Visit {
  std::string path;
  std::size_t client = 0;
  std::string id;
  std::string clinician;
  std::chrono::sys_days day;
  std::size_t hour = 0;
  std::size_t minute = 0;
  std::size_t number = 0;  // of the session
  std::size_t goal = 0;
  std::string_view fault;  // empty: none
};

class Maker {
 public:
  explicit Maker(const ChartsWanted& wanted) : wanted_(wanted), random_(wanted.seed) {}

  MadeCharts make() {
    for (std::size_t client = 1; made_ < wanted_.notes; ++client) chart(client);
    return std::move(out_);
  }

 private:
  // Nobody has two clients at one hour, so that no session overlaps another unless it is told to.
  static constexpr std::size_t clients_of_clinician = 8;
  static constexpr std::size_t first_hour = 9;

  void chart(std::size_t client) {
    using namespace std::chrono;
    const std::string folder = "mrn-" + padded(client) + "/";
    Visit visit{.client = client,
                .id = "MRN-" + padded(client),
                .clinician = "R. Example" + padded(client / clients_of_clinician),
                .hour = first_hour + client % clients_of_clinician};
    visit.day = sys_days(year(2025) / 9 / 1) + days(number(random_, 60));
    const std::size_t goals = 2 + number(random_, 2);
    const std::size_t left_out = chance(random_, wanted_.neglected) ? goals : 0;
    const std::size_t count = std::min(wanted_.notes - made_, wanted_.notes_per_client);
    plan(folder, visit.id, visit.day, goals, count < fewest_for_neglect ? 0 : left_out);
    const std::size_t gap = chance(random_, wanted_.gaps) && count > 2 ? 1 + number(random_, count - 1) : 0;
    const std::size_t burst =
        gap == 0 && chance(random_, wanted_.bursts) && count > 4 ? 2 + number(random_, count - 3) : 0;
    own_.clear();
    bool untied = false;  // one note of a chart at most is tied to no goal, so that no goal is neglected by chance
    for (std::size_t i = 0; i != count; ++i) {
      const bool long_gap = gap != 0 && i == gap;
      const bool in_burst = burst != 0 && (i == burst || i == burst - 1);
      const auto last = visit.day;
      visit.day += days(long_gap ? 35 + number(random_, 30) : (in_burst ? 2 : 7));
      visit.path = folder + iso(visit.day) + ".pnote";
      ++visit.number;
      visit.goal = 1 + i % (left_out != 0 ? goals - 1 : goals);
      visit.fault = i != 0 && !in_burst && chance(random_, wanted_.faults) ? any(random_, faults) : std::string_view{};
      if (visit.fault == "goal-not-addressed") {
        if (untied) visit.fault = {};
        untied = true;
      }
      if (long_gap) plant("gap", visit.path, date_line, "last seen " + iso(last), "frequency-differs-from-plan");
      if (burst != 0 && i == burst)
        plant("burst", visit.path, date_line, "the third in five days", "frequency-differs-from-plan");
      session(visit);
    }
    if (client % clients_of_clinician == 0 && chance(random_, wanted_.full_days)) full_day(visit);
  }

  /// Sessions of people who came once, from early to late, on a day after all others of the clinician.
  void full_day(Visit visit) {
    constexpr std::size_t opens = 6;
    constexpr std::size_t sessions = 14;  // of 53 minutes: the last is more than twelve hours hold
    const std::string folder = "day-" + padded(visit.client) + "/";
    visit.day += std::chrono::days(130);
    visit.fault = {};
    visit.number = 1;
    visit.goal = 1;
    for (std::size_t i = 0; i != sessions; ++i) {
      visit.hour = opens + i;
      visit.id = "ONE-" + padded(visit.client) + "-" + padded(i);
      visit.path = folder + padded(i) + ".pnote";
      note(visit, false);
      // No time is planted for the last: it is the one with which the day is full.
      if (i + 1 == sessions) plant("impossible-day", visit.path, time_line, "fourteen sessions", "impossible-day");
    }
  }

  /// A session, and what else its fault asks for.
  void session(Visit& visit) {
    if (visit.fault == "session-number-out-of-order") {
      visit.number += 3;  // and the count goes on from there
      plant(visit.fault, visit.path, number_line, std::to_string(visit.number), visit.fault);
    }
    note(visit, true);
    const bool doubled = visit.fault == "duplicate-session";
    if (!doubled && visit.fault != "overlapping-sessions") return;
    Visit again = visit;
    again.path.insert(again.path.size() - std::string_view(".pnote").size(), "-again");
    if (!doubled) {
      again.minute = 5;
      again.number = ++visit.number;
    }
    again.fault = {};
    plant(visit.fault, visit.path, time_line, again.path, visit.fault);
    plant(visit.fault, again.path, time_line, visit.path, visit.fault);
    note(again, false);
  }

  void plant(std::string_view kind, const std::string& path, std::size_t line, std::string detail,
             std::string_view rule) {
    out_.planted.push_back({.kind = std::string(kind),
                            .path = path,
                            .line = line,
                            .from = {},
                            .detail = std::move(detail),
                            .rule = std::string(rule)});
  }

  void plan(const std::string& folder, const std::string& id, std::chrono::sys_days day, std::size_t goals,
            std::size_t left_out) {
    Page page;
    const auto review = day + std::chrono::days(450);  // after all notes
    for (const std::string& line : {std::string("---"), std::string("kind: treatment-plan"), "client: " + id,
                                    "date: " + iso(day), "review: " + iso(review), std::string("diagnosis: F33.1"),
                                    std::string("---"), std::string(), std::string("# Treatment plan")})
      page.line(line);
    page.line("Presenting problem: " + filled("{trouble}", random_) + " and " + filled("{trouble}", random_) +
              " since spring; misses work " + filled("{number}", random_) + " days a month.");
    std::string tools;
    for (const std::string_view tool : tool_words) (tools += tools.empty() ? "" : ", ") += tool;
    for (std::size_t g = 1; g <= goals; ++g) {
      page.line();
      const std::size_t line =
          page.line("## G" + std::to_string(g) + " Live with less of " + filled("{trouble}", random_));
      page.line("- G" + std::to_string(g) + ".1 Has " + filled("{deed}", random_) + " " +
                std::to_string(2 + number(random_, 4)) + " times a week by " + iso(review) + " (now: 0)");
      page.line("Interventions: " + tools);
      page.line("Frequency: weekly, 53 minutes");
      if (g == left_out)
        plant("goal-neglected", folder + "plan.pnote", line, "G" + std::to_string(g), "goal-neglected");
    }
    out_.files.push_back({folder + "plan.pnote", page.take()});
  }

  /// A passage, or a copy of one that stands elsewhere; listed by where it stands now.
  std::string passage(bool copy, std::size_t client, std::chrono::sys_days day, Planted& planted) {
    if (!copy) return own_passage();
    const bool other = own_.empty() || chance(random_, 1.0 / 3);
    const auto& all = other ? others_ : own_;
    // Of two notes the younger one is the copy.
    std::vector<const Stands*> from;
    for (const Stands& one : all) {
      if (one.day < day && (one.client == client) != other) from.push_back(&one);
    }
    if (from.empty()) return own_passage();
    const Stands& source = *any(random_, from);
    const auto how = static_cast<Alteration>(number(random_, 6));
    constexpr std::array<std::string_view, 6> names{"none",          "day_and_name", "word_replaced",
                                                    "word_inserted", "word_deleted", "words_swapped"};
    planted = {.kind = other ? "copied-other-client" : "copied-same-client",
               .path = {},
               .from = source.path,
               .from_line = source.line,
               .detail = std::string(names.at(static_cast<std::size_t>(how))),
               .rule = "copied-narrative"};
    std::string text = altered(source.text, how, 1, random_);
    if (chance(random_, 0.3)) text = own_sentence() + " " + text + " " + own_sentence();
    return text;
  }

  // Where the fields stand, as note() writes them.
  static constexpr std::size_t date_line = 3;
  static constexpr std::size_t time_line = 4;
  static constexpr std::size_t code_line = 5;
  static constexpr std::size_t diagnosis_line = 6;
  static constexpr std::size_t number_line = 11;
  static constexpr std::size_t fewest_for_neglect = 6;  // sessions that the rule wants before it speaks

  std::string signature(const Visit& visit, std::size_t line) {
    using std::chrono::days;
    if (visit.fault == "signature-missing") {
      plant(visit.fault, visit.path, line - 2, "no signature", visit.fault);  // the note's last line
      return {};
    }
    auto day = visit.day;
    if (visit.fault == "late-entry") day += days(9);
    if (visit.fault == "signed-before-service") day -= days(2);
    if (day != visit.day) plant(visit.fault, visit.path, line, iso(day), visit.fault);
    return "signed: " + visit.clinician + ", LCSW " + iso(day) + " " +
           two_digits(static_cast<unsigned>(visit.hour + 1)) + ":20";
  }

  void note(const Visit& visit, bool counted) {
    if (counted) ++made_;
    const auto& [path, client, id, clinician, day, hour, minute, number_of_session, goal_number, fault] = visit;
    const auto clock = [&](std::size_t minutes) {
      return two_digits(static_cast<unsigned>(hour)) + ":" + two_digits(static_cast<unsigned>(minute + minutes));
    };
    const std::string goal = "@G" + std::to_string(goal_number);
    const bool untied = fault == "goal-not-addressed" || path.starts_with("day-");
    const bool brief = fault == "duration-outside-code";
    const bool other_diagnosis = fault == "diagnosis-differs-from-plan";
    constexpr std::size_t full = 53;
    constexpr std::size_t short_of = 30;
    Page page;
    for (const std::string& line :
         {std::string("---"), "client: " + id, "date: " + iso(day),
          "time: " + clock(0) + "-" + clock(brief ? short_of : full), std::string("code: 90837"),
          std::string(other_diagnosis ? "diagnosis: F41.1" : "diagnosis: F33.1"), std::string("place: office"),
          std::string("participants: client"), "clinician: " + clinician + ", LCSW",
          std::string(path.starts_with("mrn-") ? "plan: plan.pnote" : "modality: individual psychotherapy"),
          "session number: " + std::to_string(number_of_session), std::string("---"), std::string(),
          std::string("# DAP"), std::string(), std::string("## Data")})
      page.line(line);
    if (fault == "goal-not-addressed") plant(fault, path, 1, "no goal", fault);
    if (brief) plant(fault, path, code_line, "30 minutes", fault);
    if (other_diagnosis) plant(fault, path, diagnosis_line, "F41.1", fault);
    page.line("- [x] anxious");
    page.line("  - Observed: " + filled("{look}", random_) + ", then " + filled("{look}", random_) + ".");
    page.line("  - Reported: “" + filled("{q1} {q2}", random_) + ".”");
    page.line();
    const std::size_t paragraphs = 2 + number(random_, 2);
    const std::size_t copied = counted && chance(random_, wanted_.copied) ? number(random_, paragraphs) : paragraphs;
    std::vector<Stands> mine;
    for (std::size_t i = 0; i != paragraphs; ++i) {
      Planted planted;
      std::string text = passage(i == copied, client, day, planted);
      const std::size_t line = page.line(text);
      page.line();
      if (!planted.kind.empty()) {
        planted.path = path;
        planted.line = line;
        out_.planted.push_back(std::move(planted));
      } else {
        mine.push_back({path, line, std::move(text), client, day});
      }
    }
    page.line("### Interventions");
    const bool foreign = fault == "intervention-not-in-plan";
    const std::string used = foreign ? "prolonged exposure" : filled("{method}", random_);
    const std::size_t used_line = page.line("- [x] " + used + (untied ? "" : " " + goal));
    if (foreign) plant(fault, path, used_line, used, fault);
    page.line("  - Why: because " + filled("{trouble}", random_) + " keeps coming back " + filled("{time}", random_) +
              ".");
    page.line("  - How: " + own_sentence());
    page.line("  - Response: she " + filled("{deed}", random_) + " and said, “" + filled("{q1} {q2}", random_) + ".”");
    page.line();
    page.line("## Assessment");
    page.line(own_sentence() + " " + own_sentence());
    page.line("Progress: " + filled("{trouble}", random_) + " on " + filled("{number}", random_) +
              " days this month, down from " + filled("{number}", random_) + (untied ? "." : " (" + goal + ")."));
    if (fault == "goal-unknown") plant(fault, path, page.line("Told of what is left to do for @G9."), "@G9", fault);
    page.line(own_sentence());
    page.line();  // on its own it is too short to be a copy that nobody planted
    page.line("Denied thoughts of suicide and any wish to harm " + filled("{person}", random_) + ".");
    page.line();
    page.line("## Plan");
    page.line(own_sentence());
    page.line();
    page.line("Next: " + filled("{method}", random_) + " again, " + iso(day + std::chrono::days(7)) + ".");
    const std::size_t last = page.line() + 1;
    if (const std::string line = signature(visit, last); !line.empty()) page.line(line);
    out_.files.push_back({path, page.take()});
    // A note may be copied from later, by this client's notes or another's; a few of all are enough to choose from.
    constexpr std::size_t kept = 512;
    for (Stands& one : mine) {
      own_.push_back(one);
      if (others_.size() < kept) {
        others_.push_back(std::move(one));
      } else {
        others_[number(random_, kept)] = std::move(one);
      }
    }
  }

  const ChartsWanted& wanted_;
  std::string own_sentence() { return unsaid_.sentence(random_); }
  std::string own_passage() {
    return passage_of(random_, [&] { return own_sentence(); });
  }

  Random random_;
  Unsaid unsaid_;
  MadeCharts out_;
  std::size_t made_ = 0;
  std::vector<Stands> own_;
  std::vector<Stands> others_;
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

std::string made_passage(Random& random) {
  return passage_of(random, [&] { return made_sentence(random); });
}

std::string altered(std::string_view passage, Alteration alteration, std::size_t times, Random& random) {
  std::vector<std::string> words = words_of(passage);
  for (std::size_t i = 0; i != times && words.size() > 4; ++i) {
    // Each in a part of its own.
    const std::size_t part = words.size() / times;
    const std::size_t at = std::min(words.size() - 2, i * part + number(random, part));
    constexpr std::array<std::string_view, 8> strange{"rather", "meanwhile", "gladly", "perhaps",
                                                      "harbor", "lantern",   "nearly", "quietly"};
    switch (alteration) {
      case Alteration::none:
        break;
      case Alteration::day_and_name:
        for (std::string& word : words) {
          if (word == "she" || word == "he") word = word == "she" ? "he" : "she";
          if (word == "her" || word == "his") word = word == "her" ? "his" : "her";
          if (word.starts_with("Monday")) word.replace(0, 6, "Friday");
          if (word.starts_with("Thursday")) word.replace(0, 8, "Tuesday");
        }
        break;
      case Alteration::word_replaced:
        words[at] = any(random, strange);
        break;
      case Alteration::word_inserted:
        words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), std::string(any(random, strange)));
        break;
      case Alteration::word_deleted:
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case Alteration::words_swapped:
        std::swap(words[at], words[at + 1]);
        break;
    }
  }
  std::string out;
  for (const std::string& word : words) (out += out.empty() ? "" : " ") += word;
  return out;
}

MadeCharts made_charts(const ChartsWanted& wanted) {
  return Maker(wanted).make();
}

}  // namespace notewell::bench
