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

constexpr std::array<std::string_view, 28> people{
    "her sister",       "his brother",   "a neighbor",          "the new supervisor", "her oldest son",
    "his father",       "a cousin",      "the landlord",        "her roommate",       "his wife",
    "the school nurse", "an old friend", "her mother",          "his stepson",        "the bus driver",
    "her aunt",         "a colleague",   "the choir leader",    "his grandfather",    "her ex-husband",
    "the pharmacist",   "his daughter",  "the coach",           "her godmother",      "a classmate",
    "the case manager", "his uncle",     "the family next door"};
constexpr std::array<std::string_view, 28> places{
    "in the kitchen",     "at the bus stop",     "on the stairs",     "in the break room",    "at the pharmacy",
    "behind the garage",  "in the laundry room", "on the porch",      "at the playground",    "in the church hall",
    "on the ferry",       "in aisle nine",       "at the dentist's",  "in the parking lot",   "by the river",
    "at the library",     "in the stairwell",    "on the balcony",    "at the union hall",    "in the waiting room",
    "on the night shift", "at a birthday table", "in the allotment",  "at the swimming pool", "in the attic",
    "on the highway",     "at the bakery",       "in the school yard"};
constexpr std::array<std::string_view, 26> times{"on Monday",
                                                 "before dawn",
                                                 "after the evening news",
                                                 "two nights in a row",
                                                 "at lunch",
                                                 "since the storm",
                                                 "during the long weekend",
                                                 "right after work",
                                                 "on the first of the month",
                                                 "around four",
                                                 "every other day",
                                                 "the morning after",
                                                 "when the lights went out",
                                                 "on the way home",
                                                 "before breakfast",
                                                 "late on Thursday",
                                                 "during the fire drill",
                                                 "once the kids slept",
                                                 "the whole of Sunday",
                                                 "twice this week",
                                                 "between two shifts",
                                                 "after the phone rang",
                                                 "on her birthday",
                                                 "at closing time",
                                                 "for half an hour",
                                                 "until past midnight"};
constexpr std::array<std::string_view, 30> troubles{"a knot below the ribs",
                                                    "a racing heart",
                                                    "the urge to check the stove",
                                                    "a wave of shame",
                                                    "trouble falling asleep",
                                                    "tears without a reason",
                                                    "a tight jaw",
                                                    "dread of the telephone",
                                                    "pictures of the crash",
                                                    "no appetite",
                                                    "cold hands",
                                                    "the old stammer",
                                                    "a short fuse",
                                                    "numbness in the arms",
                                                    "ringing in the ears",
                                                    "a headache like a band",
                                                    "the wish to hide",
                                                    "worry about the rent",
                                                    "a dream of the cellar",
                                                    "heaviness in the legs",
                                                    "the fear of fainting",
                                                    "guilt about the dog",
                                                    "envy of the younger staff",
                                                    "restless pacing",
                                                    "doubts about the diagnosis",
                                                    "a craving for wine",
                                                    "anger at the insurance",
                                                    "dizziness in lines",
                                                    "a lump in the throat",
                                                    "grief for the garden"};
constexpr std::array<std::string_view, 30> deeds{"walked around the pond",
                                                 "wrote three lines in the diary",
                                                 "called the helpline",
                                                 "baked a loaf of bread",
                                                 "turned the radio on",
                                                 "counted the tiles",
                                                 "went back to bed",
                                                 "sorted the medicine box",
                                                 "drove past the old house",
                                                 "answered two messages",
                                                 "planted garlic",
                                                 "put the phone in a drawer",
                                                 "said no to overtime",
                                                 "ate soup standing up",
                                                 "practiced the breathing",
                                                 "left the room early",
                                                 "paid one of the bills",
                                                 "took the stairs",
                                                 "repaired the bicycle",
                                                 "asked for a day off",
                                                 "knitted half a sleeve",
                                                 "sat with the feeling",
                                                 "shouted at the television",
                                                 "skipped the meeting",
                                                 "washed the car by hand",
                                                 "read to the twins",
                                                 "met the group for coffee",
                                                 "cleared one shelf",
                                                 "canceled the appointment",
                                                 "made the list we drew up"};
constexpr std::array<std::string_view, 26> effects{"it eased within minutes",
                                                   "the rest of the day went better",
                                                   "nothing changed",
                                                   "sleep came by two",
                                                   "the shaking stopped",
                                                   "the argument began anew",
                                                   "the evening was calm",
                                                   "it felt hollow",
                                                   "breathing got slower",
                                                   "the fear dropped to a three",
                                                   "the pull was weaker",
                                                   "the mood held until noon",
                                                   "it was worth the effort",
                                                   "the tension moved to the neck",
                                                   "pride outlasted the doubt",
                                                   "the phone stayed silent",
                                                   "the children noticed",
                                                   "laughing was possible again",
                                                   "the thought lost its edge",
                                                   "tiredness won",
                                                   "a little hope came back",
                                                   "the memory stayed outside",
                                                   "it took longer than planned",
                                                   "the worry shrank",
                                                   "the night was still short",
                                                   "the old pattern showed itself"};
constexpr std::array<std::string_view, 24> looks{"spoke barely above a whisper",  "kept both feet on the chair's rung",
                                                 "smiled at the photograph",      "twisted a paper napkin",
                                                 "met my eyes only once",         "sat on the edge of the sofa",
                                                 "breathed from high up",         "laughed and then wept",
                                                 "answered after long pauses",    "rubbed one wrist red",
                                                 "leaned forward at last",        "stared past the window",
                                                 "talked without a full stop",    "wore two coats indoors",
                                                 "tapped a rhythm on the knee",   "arrived out of breath",
                                                 "blushed at the first question", "held the cup with both hands",
                                                 "yawned through the hour",       "sorted coins while talking",
                                                 "unfolded the letter slowly",    "sighed before every answer",
                                                 "let the shoulders drop",        "hummed under the breath"};
constexpr std::array<std::string_view, 24> methods{"a chain of thoughts on the whiteboard",
                                                   "the five-senses exercise",
                                                   "a ladder of twelve steps",
                                                   "paced breathing to a count",
                                                   "a letter that won't be sent",
                                                   "an empty-chair talk",
                                                   "a pie chart of blame",
                                                   "a week plan with two colors",
                                                   "the worry clock",
                                                   "a values card sort",
                                                   "role play of the phone call",
                                                   "muscle relaxation",
                                                   "a map of the family",
                                                   "the cost-benefit table",
                                                   "imagery of the safe harbor",
                                                   "a behavioral experiment",
                                                   "the ruler of readiness",
                                                   "a timeline of the year",
                                                   "opposite action",
                                                   "defusion with a song",
                                                   "a sleep diary review",
                                                   "assertive sentences",
                                                   "a compassion letter",
                                                   "the stop signal drill"};
constexpr std::array<std::string_view, 22> quotes{
    "It is like wading through wet sand",  "Nobody asked me what I wanted",    "I only trust the cat these days",
    "My hands decided before my head did", "That was the first quiet minute",  "I owe them more than I can pay",
    "You can't fire the weather",          "I heard the key and froze",        "Some days I am just furniture",
    "The list is longer than the day",     "I laughed and it was real",        "He looked right through the paint",
    "I still set the table for two",       "They clapped and I wanted to run", "It weighs less when I say it",
    "I keep the lamp on for company",      "Everyone has a map except me",     "The dog knew before I did",
    "I counted to ninety and it passed",   "There is a door in that fear",     "I don't want his apology now",
    "My mother's voice lives in the sink"};
constexpr std::array<std::string_view, 20> numbers{
    "two",    "three",    "four",    "five",   "six",    "seven", "eight", "nine",  "ten",    "eleven",
    "twelve", "thirteen", "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "ninety", "a hundred"};

/// Sentences with places for {words}. No two begin alike, and what stands between two places is short, as in notes
/// that people write.
constexpr std::array<std::string_view, 34> sentences{
    "Felt {trouble} {place} {time} and {deed}; {effect}.",
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
    "Money was short {time}; {person} {deed}, {trouble} followed, {effect}."};

Words list_of(std::string_view name) {
  static const std::map<std::string_view, Words> lists{
      {"person", people},  {"place", places}, {"time", times},     {"trouble", troubles}, {"deed", deeds},
      {"effect", effects}, {"look", looks},   {"method", methods}, {"quote", quotes},     {"number", numbers}};
  return lists.at(name);
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string made_sentence(Random& random) {
  std::string out;
  std::string_view pattern = any(random, sentences);
  while (!pattern.empty()) {
    const std::size_t open = std::min(pattern.find('{'), pattern.size());
    out += pattern.substr(0, open);
    if (open == pattern.size()) break;
    const std::size_t close = pattern.find('}', open);
    std::string name(pattern.substr(open + 1, close - open - 1));
    const bool capital = name.front() != lower(name.front());
    name.front() = lower(name.front());
    const std::size_t at = out.size();
    out += any(random, list_of(name));
    if (capital) out[at] = upper(out[at]);
    pattern.remove_prefix(close + 1);
  }
  return out;
}

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
};

class Maker {
 public:
  explicit Maker(const ChartsWanted& wanted) : wanted_(wanted), random_(wanted.seed) {}

  MadeCharts make() {
    for (std::size_t client = 1; made_ < wanted_.notes; ++client) chart(client);
    return std::move(out_);
  }

 private:
  void chart(std::size_t client) {
    using namespace std::chrono;
    const std::string folder = "mrn-" + padded(client) + "/";
    const std::string id = "MRN-" + padded(client);
    sys_days day = sys_days(year(2025) / 9 / 1) + days(number(random_, 60));
    const std::size_t goals = 2 + number(random_, 2);
    const std::size_t left_out = chance(random_, wanted_.neglected) ? goals : 0;
    plan(folder, id, day, goals, left_out);
    const std::size_t count = std::min(wanted_.notes - made_, wanted_.notes_per_client);
    const std::size_t gap = chance(random_, wanted_.gaps) && count > 2 ? 1 + number(random_, count - 1) : 0;
    own_.clear();
    for (std::size_t i = 0; i != count; ++i) {
      const bool long_gap = gap != 0 && i == gap;
      const auto last = day;
      day += days(long_gap ? 35 + number(random_, 30) : 7);
      const std::string path = folder + iso(day) + ".pnote";
      if (long_gap)
        out_.planted.push_back(
            {.kind = "gap", .path = path, .line = 3, .from = {}, .detail = "last seen " + iso(last)});
      note(path, client, id, day, 1 + number(random_, left_out != 0 ? goals - 1 : goals));
    }
  }

  void plan(const std::string& folder, const std::string& id, std::chrono::sys_days day, std::size_t goals,
            std::size_t left_out) {
    Page page;
    for (const std::string& line :
         {std::string("---"), std::string("kind: treatment-plan"), "client: " + id, "date: " + iso(day),
          "review: " + iso(day + std::chrono::days(90)), std::string("diagnosis: F33.1"), std::string("---"),
          std::string(), std::string("# Treatment plan")})
      page.line(line);
    page.line("Presenting problem: " + std::string(any(random_, troubles)) + " and " +
              std::string(any(random_, troubles)) + " since spring; misses work " + std::string(any(random_, numbers)) +
              " days a month.");
    for (std::size_t g = 1; g <= goals; ++g) {
      page.line();
      const std::size_t line =
          page.line("## G" + std::to_string(g) + " Live with less of " + std::string(any(random_, troubles)));
      page.line("- G" + std::to_string(g) + ".1 Has " + std::string(any(random_, deeds)) + " " +
                std::to_string(2 + number(random_, 4)) + " times a week by " + iso(day + std::chrono::days(85)) +
                " (now: 0)");
      page.line("Interventions: " + std::string(any(random_, methods)) + ", " + std::string(any(random_, methods)));
      page.line("Frequency: weekly, 53 minutes");
      if (g == left_out)
        out_.planted.push_back({.kind = "goal-neglected",
                                .path = folder + "plan.pnote",
                                .line = line,
                                .from = {},
                                .detail = "G" + std::to_string(g)});
    }
    out_.files.push_back({folder + "plan.pnote", page.take()});
  }

  /// A passage, or a copy of one that stands elsewhere; listed by where it stands now.
  std::string passage(bool copy, std::size_t client, Planted& planted) {
    if (!copy) return made_passage(random_);
    const bool other = !others_.empty() && (own_.empty() || chance(random_, 1.0 / 3));
    const auto& from = other ? others_ : own_;
    if (from.empty()) return made_passage(random_);
    const Stands& source = any(random_, from);
    if (other && source.client == client) return made_passage(random_);
    const auto how = static_cast<Alteration>(number(random_, 6));
    constexpr std::array<std::string_view, 6> names{"none",          "day_and_name", "word_replaced",
                                                    "word_inserted", "word_deleted", "words_swapped"};
    planted = {.kind = other ? "copied-other-client" : "copied-same-client",
               .path = {},
               .from = source.path,
               .from_line = source.line,
               .detail = std::string(names.at(static_cast<std::size_t>(how)))};
    std::string text = altered(source.text, how, 1, random_);
    if (chance(random_, 0.3)) text = made_sentence(random_) + " " + text + " " + made_sentence(random_);
    return text;
  }

  void note(const std::string& path, std::size_t client, const std::string& id, std::chrono::sys_days day,
            std::size_t goal) {
    ++made_;
    const std::size_t hour = 8 + number(random_, 9);
    const std::string clock = two_digits(static_cast<unsigned>(hour));
    Page page;
    for (const std::string& line :
         {std::string("---"), "client: " + id, "date: " + iso(day), "time: " + clock + ":00-" + clock + ":53",
          std::string("code: 90837"), std::string("diagnosis: F33.1"), std::string("place: office"),
          std::string("participants: client"), std::string("clinician: R. Example, LCSW"),
          std::string("plan: plan.pnote"), std::string("---"), std::string(), std::string("# DAP"), std::string(),
          std::string("## Data")})
      page.line(line);
    page.line("Mood/affect: [x] anxious  [ ] sad  [ ] angry  [ ] calm");
    page.line();
    const std::size_t paragraphs = 2 + number(random_, 2);
    const std::size_t copied = chance(random_, wanted_.copied) ? number(random_, paragraphs) : paragraphs;
    std::vector<Stands> mine;
    for (std::size_t i = 0; i != paragraphs; ++i) {
      Planted planted;
      std::string text = passage(i == copied, client, planted);
      const std::size_t line = page.line(text);
      page.line();
      if (!planted.kind.empty()) {
        planted.path = path;
        planted.line = line;
        out_.planted.push_back(std::move(planted));
      } else {
        mine.push_back({path, line, std::move(text), client});
      }
    }
    page.line("### Interventions");
    page.line("- [x] " + std::string(any(random_, methods)) + " @G" + std::to_string(goal));
    page.line("  - Why: " + std::string(any(random_, troubles)) + " keeps coming back " +
              std::string(any(random_, times)) + " (@G" + std::to_string(goal) + ").");
    page.line("  - How: " + made_sentence(random_));
    page.line("  - Response: " + made_sentence(random_));
    page.line();
    page.line("## Assessment");
    page.line(made_sentence(random_) + " " + made_sentence(random_));
    page.line();
    page.line("## Plan");
    page.line("Will have " + std::string(any(random_, deeds)) + " " + std::string(any(random_, times)) +
              "; next session in one week.");
    page.line();
    page.line("signed: R. Example, LCSW " + iso(day) + " " + two_digits(static_cast<unsigned>(hour + 1)) + ":10");
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
  Random random_;
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
  std::string out = made_sentence(random);
  const std::size_t more = 2 + number(random, 3);
  for (std::size_t i = 1; i != more + 1; ++i) (out += ' ') += made_sentence(random);
  return out;
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
