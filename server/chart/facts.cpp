#include "chart/facts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <set>

#include "lint/totals.hpp"
#include "note/block.hpp"
#include "note/date_time.hpp"
#include "text/ascii.hpp"

namespace notewell::chart {
namespace {

namespace fs = std::filesystem;
using Place = GoalPlaces::Place;
using text::is_alphanumeric;
using text::is_digit;
using text::Offset;
using text::Span;

bool is_word(char c) {
  return is_alphanumeric(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// "1", "1.2": read from `text` at `at`.
struct Number {
  std::uint16_t goal = 0;
  std::uint16_t objective = 0;
  std::uint8_t goal_digits = 0;  // 0: no number stands there
  std::uint8_t objective_digits = 0;

  [[nodiscard]] std::size_t size() const { return goal_digits + (objective_digits == 0 ? 0U : 1U + objective_digits); }
};

/// At most three digits; 0 digits: none, or more.
std::uint8_t read_digits(std::string_view text, std::uint16_t& value) {
  constexpr std::size_t most = 3;
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits == 0 || digits > most) return 0;
  std::from_chars(text.data(), text.data() + digits, value);
  return value == 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(digits);
}

Number read_number(std::string_view text) {
  Number out;
  out.goal_digits = read_digits(text, out.goal);
  if (out.goal_digits == 0) return out;
  const std::string_view rest = text.substr(out.goal_digits);
  if (rest.starts_with('.')) out.objective_digits = read_digits(rest.substr(1), out.objective);
  if (out.objective_digits == 0) out.objective = 0;
  return out;
}

/// The words before a number, longest first.
struct Prefix {
  std::string_view word;
  bool objective = false;
};
constexpr auto prefixes = std::to_array<Prefix>({{"treatment goal "},
                                                 {"objective ", true},
                                                 {"tx goal "},
                                                 {"obj. ", true},
                                                 {"goal "},
                                                 {"obj ", true},
                                                 {"@g"},
                                                 {"g"}});

/// A goal's name at the very start of `text`.
struct LeadingName {
  std::size_t number_at = 0;
  Number number;
  bool objective = false;  // "Objective 2"
  [[nodiscard]] std::size_t size() const { return number_at + number.size(); }
};

std::optional<LeadingName> leading_name(std::string_view text) {
  for (const Prefix& prefix : prefixes) {
    if (text.size() <= prefix.word.size() ||
        !std::ranges::equal(text.substr(0, prefix.word.size()), prefix.word, {}, text::lower))
      continue;
    std::size_t at = prefix.word.size();
    if (prefix.word.ends_with(' ') && text[at] == '#') ++at;
    const Number number = read_number(text.substr(at));
    if (number.goal_digits == 0) return std::nullopt;
    LeadingName out{.number_at = at, .number = number, .objective = prefix.objective};
    const std::size_t end = out.size();
    if (end < text.size() && is_word(text[end])) return std::nullopt;
    return out;
  }
  return std::nullopt;
}

/// Collects places in the order of the text; "Objective 2" is one of the goal that was named last.
class Places {
 public:
  explicit Places(const note::Note& note) : bytes_(note.text.bytes()) {
    if (note.kind == note::FileKind::treatment_plan) read_goals(note);
    for (const note::Block& block : note.blocks) read_block(block);
  }
  GoalPlaces take() && { return std::move(out_); }

 private:
  std::optional<Place> placed(Offset begin, const LeadingName& name) {
    Place place{.id = {name.number.goal, name.number.objective},
                .span = {begin, begin + static_cast<Offset>(name.size())},
                .number = begin + static_cast<Offset>(name.number_at),
                .goal_digits = name.number.goal_digits,
                .objective_digits = name.number.objective_digits};
    if (name.objective && place.objective_digits == 0) {
      if (last_goal_ == 0) return std::nullopt;
      place.id = {last_goal_, name.number.goal};
      std::swap(place.goal_digits, place.objective_digits);
    }
    last_goal_ = place.id.goal;
    return place;
  }

  /// Behind any of the marks at the begin of `span`.
  template <std::size_t Size>
  [[nodiscard]] Offset behind(Span span, const std::array<std::string_view, Size>& marks) const {
    const auto first = [&] {
      return std::ranges::find_if(
          marks, [&](std::string_view mark) { return bytes_.substr(span.begin, span.size()).starts_with(mark); });
    };
    for (auto mark = first(); mark != marks.end(); mark = first()) span.begin += static_cast<Offset>(mark->size());
    return span.begin;
  }

  void read_goals(const note::Note& note) {
    std::set<GoalId> seen;
    for (std::uint32_t i = note.text.line_of(note.front_matter.end); i != note.text.line_count(); ++i) {
      const Span line = note.text.line(i);
      constexpr auto opening = std::to_array<std::string_view>({" ", "\t", "#", "*", "-", "+", ">", "•"});
      constexpr auto parting = std::to_array<std::string_view>({" ", "\t", ":", ".", "-", ")", "*", "–", "—"});
      const Offset begin = behind(line, opening);
      const auto name = leading_name(bytes_.substr(begin, line.end - begin));
      if (!name) continue;
      const auto place = placed(begin, *name);
      if (!place || !seen.insert(place->id).second) continue;
      Span said = note::trimmed(bytes_, {behind({place->span.end, line.end}, parting), line.end});
      while (!said.empty() && bytes_[said.end - 1] == '*') --said.end;
      out_.goals.push_back({.place = *place, .text = said});
    }
    last_goal_ = 0;
  }

  void read_block(const note::Block& block) {
    const note::BlockFacts& facts = *block.facts;
    const bool header = block.kind == note::BlockKind::field;  // "plan: G1.pnote" names no goal, "goals: @G1" does
    std::size_t next = 0;
    const std::string_view bytes = facts.bytes;
    // Both what the grammar knows and a bare "G1", in one walk.
    for (std::size_t at = bytes.find('G'); next < facts.references.size() || at != std::string_view::npos;) {
      if (next < facts.references.size() && (at == std::string_view::npos || facts.references[next].span.begin <= at)) {
        const Span span = facts.references[next++].span;
        add(block.begin + span.begin, leading_name(bytes.substr(span.begin, span.size())));
        if (at != std::string_view::npos && at < span.end) at = bytes.find('G', span.end);
        continue;
      }
      if (!header && is_bare(bytes, at)) add(block.begin + static_cast<Offset>(at), leading_name(bytes.substr(at)));
      at = bytes.find('G', at + 1);
    }
  }

  /// Whether "G1", "G1.2" stands at `at`, as plans and headings write it. With one digit alone: G47.00 is a diagnosis.
  static bool is_bare(std::string_view bytes, std::size_t at) {
    if (bytes[at] != 'G' || at + 1 >= bytes.size() || !is_digit(bytes[at + 1])) return false;
    if (at != 0 && (is_word(bytes[at - 1]) || std::string_view("@-/.").find(bytes[at - 1]) != std::string_view::npos))
      return false;
    return at + 2 == bytes.size() || !is_digit(bytes[at + 2]);
  }

  void add(Offset begin, const std::optional<LeadingName>& name) {
    if (!name) return;
    const auto place = placed(begin, *name);
    if (!place) return;
    while (next_goal_ < out_.goals.size() && out_.goals[next_goal_].place.number < place->number) ++next_goal_;
    const bool sets = next_goal_ < out_.goals.size() && out_.goals[next_goal_].place.number == place->number;
    if (!sets) out_.references.push_back(*place);
  }

  std::string_view bytes_;
  GoalPlaces out_;
  std::uint16_t last_goal_ = 0;
  std::size_t next_goal_ = 0;
};

GoalMark mark_of(const Place& place, const text::Text& text, text::PositionEncoding encoding) {
  const text::Position begin = text.position(place.span.begin, encoding);
  // A name is ASCII: its columns are its bytes in every encoding.
  return {.id = place.id,
          .line = begin.line,
          .begin = begin.character,
          .end = begin.character + place.span.size(),
          .number = begin.character + (place.number - place.span.begin),
          .goal_digits = place.goal_digits,
          .objective_digits = place.objective_digits};
}

/// Cut at the end of a character.
std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return std::string(text.substr(0, most)) + "…";
}

/// "by 2026-11-30 (now: 0)" of "Calls one friend a week by 2026-11-30 (now: 0)".
std::string_view target_of(std::string_view goal, note::DateOrder dates) {
  constexpr std::string_view by = "by ";
  for (std::size_t at = goal.rfind(by); at != std::string_view::npos && at != 0; at = goal.rfind(by, at - 1)) {
    if (!is_word(goal[at - 1]) && note::leading_date(goal.substr(at + by.size()), dates)) return goal.substr(at);
    if (at < by.size()) break;
  }
  const std::size_t bracket = goal.rfind("(now");
  return bracket == std::string_view::npos ? std::string_view{} : goal.substr(bracket);
}

/// Beside each reference on its line: what follows it up to the next, or what precedes the first.
std::vector<GoalValue> values_beside(const std::vector<Place>& references, const text::Text& text) {
  std::vector<GoalValue> out;
  for (std::size_t i = 0; i != references.size(); ++i) {
    const Span name = references[i].span;
    const Span line = text.line(text.line_of(name.begin));
    const bool first = i == 0 || references[i - 1].span.end < line.begin;
    const bool last = i + 1 == references.size() || references[i + 1].span.begin >= line.end;
    std::string_view value = value_now(text.slice({name.end, last ? line.end : references[i + 1].span.begin}));
    if (value.empty() && first && last) value = value_now(text.slice({line.begin, name.begin}));
    if (!value.empty()) out.push_back({.id = references[i].id, .value = std::string(value)});
  }
  return out;
}

}  // namespace

std::string_view value_now(std::string_view text) {
  constexpr std::string_view word = "now";
  for (std::size_t at = 0; at + word.size() < text.size(); ++at) {
    const bool here =
        std::ranges::equal(text.substr(at, word.size()), word, {}, text::lower) && (at == 0 || !is_word(text[at - 1]));
    if (!here) continue;
    std::string_view rest = text.substr(at + word.size());
    const std::size_t gap = rest.find_first_not_of(" :=");
    if (gap == 0 || gap == std::string_view::npos) continue;
    rest.remove_prefix(gap);
    if (rest.starts_with("at ")) rest.remove_prefix(3);
    constexpr std::size_t longest = 12;
    std::size_t end = 0;
    while (end < std::min(longest, rest.size()) && (is_digit(rest[end]) || rest[end] == '/' || rest[end] == '.')) ++end;
    while (end != 0 && !is_digit(rest[end - 1])) --end;  // the point of a sentence
    if (end != 0 && end < rest.size() && rest[end] == '%') ++end;
    if (end != 0) return rest.substr(0, end);
  }
  return {};
}

std::optional<GoalId> goal_named(std::string_view name) {
  name = note::trimmed(name);
  auto read = leading_name(name);
  if (!read) read = LeadingName{.number_at = 0, .number = read_number(name)};
  if (read->number.goal_digits == 0 || read->size() != name.size()) return std::nullopt;
  if (read->objective && read->number.objective_digits == 0) return std::nullopt;  // of which goal?
  return GoalId{read->number.goal, read->number.objective};
}

std::string FileFacts::plan() const {
  return plan_link.empty() ? std::string{}
                           : (fs::path(path()).parent_path() / fs::path(plan_link)).lexically_normal().string();
}

const PlanGoal* FileFacts::goal(GoalId id) const {
  const auto it = std::ranges::find_if(goals, [&](const PlanGoal& one) { return one.mark.id == id; });
  return it == goals.end() ? nullptr : &*it;
}

bool FileFacts::addresses(GoalId id) const {
  return std::ranges::any_of(references(), [&](const GoalMark& mark) {
    return mark.id == id || (id.objective == 0 && mark.id.goal == id.goal);
  });
}

GoalPlaces goal_places(const note::Note& note) {
  return Places(note).take();
}

FileFacts header_facts(const note::Note& note, const fs::path& path, text::PositionEncoding encoding,
                       note::DateOrder dates) {
  FileFacts out;
  out.is_signed = note.signed_;
  const std::string_view plan = note.value("plan");
  constexpr std::size_t longest_path = 4096;
  if (!plan.empty() && !path.empty() && plan.find('\0') == std::string_view::npos && plan.size() < longest_path) {
    out.plan_link = plan;
    out.plan_place = note.text.range(note.field("plan")->value, encoding);
  }
  out.session = lint::session_facts(note, encoding, dates);
  out.session.path = path.string();
  return out;
}

std::shared_ptr<const FileFacts> facts_of(const note::Note& note, const fs::path& path, text::PositionEncoding encoding,
                                          note::DateOrder dates, FileStamp stamp) {
  if (note.kind == note::FileKind::psychotherapy_note) return nullptr;
  constexpr std::size_t longest_goal = 400;
  auto out = std::make_shared<FileFacts>(header_facts(note, path, encoding, dates));
  out->stamp = stamp;
  const GoalPlaces places = goal_places(note);
  for (const GoalPlaces::Set& set : places.goals) {
    const std::string_view text = note.text.slice(set.text);
    out->goals.push_back(
        {.mark = mark_of(set.place, note.text, encoding),
         .line_end = note.text.position(std::max(set.text.end, set.place.span.end), encoding).character,
         .text = shortened(text, longest_goal),
         .target = shortened(target_of(text, dates), longest_goal)});
  }
  auto& references = out->is_plan() ? out->plan_mentions : out->session.goals;
  references.reserve(places.references.size());
  for (const Place& place : places.references) references.push_back(mark_of(place, note.text, encoding));
  if (out->is_plan()) {
    for (const PlanGoal& goal : out->goals) out->session.goals.push_back(goal.mark);
  } else {
    out->session.documented = lint::documented_bits(note);
    out->values = values_beside(places.references, note.text);
  }
  for (const lint::Total& total : lint::totals(note)) {
    if (std::ranges::find(out->scores, total.instrument->id, &ScoreFact::instrument) == out->scores.end())
      out->scores.push_back({.instrument = total.instrument->id, .total = total.value});
  }
  out->goals.shrink_to_fit();
  out->session.goals.shrink_to_fit();
  out->values.shrink_to_fit();
  out->scores.shrink_to_fit();
  return out;
}

FileStamp stamp_of(const fs::path& path) {
  std::error_code error;
  FileStamp stamp;
  const auto changed = fs::last_write_time(path, error);
  if (error) return {};
  stamp.size = fs::file_size(path, error);
  if (error) return {};
  stamp.changed = changed.time_since_epoch().count();
  return stamp;
}

std::optional<std::string> read_indexed(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  const auto size = fs::file_size(path, error);
  if (error || size > largest_indexed) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream.is_open()) return std::nullopt;
  std::string bytes(size, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(size));
  if (stream.bad()) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(stream.gcount()));  // fewer, if it was cut meanwhile
  return bytes;
}

}  // namespace notewell::chart
