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
using text::is_alphanumeric;
using text::is_digit;
using text::Offset;
using text::Span;

bool is_word(char c) {
  return is_alphanumeric(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// Collects places in the order of the text; "Objective 2" is one of the goal that was named last.
class Places {
 public:
  explicit Places(const note::Note& note) {
    if (note.kind == note::FileKind::treatment_plan) out_.goals = note::read_goals(note.text);
    for (const note::Block& block : note.blocks) read_block(block);
  }
  GoalPlaces take() && { return std::move(out_); }

 private:
  void read_block(const note::Block& block) {
    const note::BlockFacts& facts = *block.facts;
    const bool header = block.kind == note::BlockKind::field;  // "plan: G1.pnote" names no goal, "goals: @G1" does
    std::size_t next = 0;
    const std::string_view bytes = facts.bytes;
    // Both what the grammar knows and a bare "G1", in one walk.
    for (std::size_t at = bytes.find('G'); next < facts.references.size() || at != std::string_view::npos;) {
      if (next < facts.references.size() && (at == std::string_view::npos || facts.references[next].span.begin <= at)) {
        const Span span = facts.references[next++].span;
        add(block.begin + span.begin, note::leading_goal_name(bytes.substr(span.begin, span.size())));
        if (at != std::string_view::npos && at < span.end) at = bytes.find('G', span.end);
        continue;
      }
      if (!header && is_bare(bytes, at))
        add(block.begin + static_cast<Offset>(at), note::leading_goal_name(bytes.substr(at)));
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

  void add(Offset begin, const std::optional<note::GoalName>& name) {
    const auto place = name ? note::goal_place(*name, begin, last_goal_) : std::nullopt;
    if (!place) return;
    last_goal_ = place->id.goal;
    while (next_goal_ < out_.goals.size() && out_.goals[next_goal_].name.number < place->number) ++next_goal_;
    const bool sets = next_goal_ < out_.goals.size() && out_.goals[next_goal_].name.number == place->number;
    if (!sets) out_.references.push_back(*place);
  }

  GoalPlaces out_;
  std::uint16_t last_goal_ = 0;
  std::size_t next_goal_ = 0;
};

GoalMark mark_of(const note::GoalPlace& place, const text::Text& text, text::PositionEncoding encoding) {
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
std::vector<GoalValue> values_beside(const std::vector<note::GoalPlace>& references, const text::Text& text) {
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
  auto read = note::leading_goal_name(name);
  if (!read) read = note::leading_goal_number(name);
  if (!read || read->size() != name.size()) return std::nullopt;
  if (read->says_objective && read->objective_digits == 0) return std::nullopt;  // of which goal?
  return read->id;
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
  for (const note::Goal& set : places.goals) {
    const std::string_view text = note.text.slice(set.text);
    out->goals.push_back({.mark = mark_of(set.name, note.text, encoding),
                          .line_end = note.text.position(std::max(set.text.end, set.name.span.end), encoding).character,
                          .text = shortened(text, longest_goal),
                          .target = shortened(target_of(text, dates), longest_goal)});
  }
  auto& references = out->is_plan() ? out->plan_mentions : out->session.goals;
  references.reserve(places.references.size());
  for (const note::GoalPlace& place : places.references) references.push_back(mark_of(place, note.text, encoding));
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
