#include "note/goals.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

#include "text/ascii.hpp"

namespace notewell::note {
namespace {

using text::Offset;
using text::Span;

bool is_word(char c) {
  return text::is_alphanumeric(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// At most three digits; 0: there are none, or more, or they say nought.
std::uint8_t read_digits(std::string_view text, std::uint16_t& value) {
  constexpr std::size_t most = 3;
  std::size_t digits = 0;
  while (digits < text.size() && text::is_digit(text[digits])) ++digits;
  if (digits == 0 || digits > most) return 0;
  std::from_chars(text.data(), text.data() + digits, value);
  return value == 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(digits);
}

/// The words before a number, longer ones before those that they begin with.
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

/// How many bytes of `text` are any of the marks, from its start.
template <std::size_t Size>
std::size_t leading(std::string_view text, const std::array<std::string_view, Size>& marks) {
  std::size_t at = 0;
  while (true) {
    const auto mark =
        std::ranges::find_if(marks, [&](std::string_view one) { return text.substr(at).starts_with(one); });
    if (mark == marks.end()) return at;
    at += mark->size();
  }
}

}  // namespace

std::string GoalId::name() const {
  return "G" + std::to_string(goal) + (objective == 0 ? "" : "." + std::to_string(objective));
}

std::size_t GoalName::size() const {
  return std::size_t{number_at} + goal_digits + (objective_digits == 0 ? 0U : 1U + objective_digits);
}

std::optional<GoalName> leading_goal_number(std::string_view text) {
  GoalName out;
  out.goal_digits = read_digits(text, out.id.goal);
  if (out.goal_digits == 0) return std::nullopt;
  const std::string_view rest = text.substr(out.goal_digits);
  if (rest.starts_with('.')) out.objective_digits = read_digits(rest.substr(1), out.id.objective);
  if (out.objective_digits == 0) out.id.objective = 0;
  if (out.size() < text.size() && is_word(text[out.size()])) return std::nullopt;
  return out;
}

std::optional<GoalName> leading_goal_name(std::string_view text) {
  for (const Prefix& prefix : prefixes) {
    if (text.size() <= prefix.word.size() ||
        !std::ranges::equal(text.substr(0, prefix.word.size()), prefix.word, {}, text::lower))
      continue;
    std::size_t at = prefix.word.size();
    if (prefix.word.ends_with(' ') && text[at] == '#') ++at;
    auto out = leading_goal_number(text.substr(at));
    if (!out) return std::nullopt;
    const bool decimal = out->objective_digits != 0 || text.substr(at + out->size()).starts_with(".0");
    if (prefix.word == "g" && decimal && out->goal_digits > 1) return std::nullopt;  // G47.33, a diagnosis
    out->number_at = static_cast<std::uint8_t>(at);
    out->says_objective = prefix.objective;
    return out;
  }
  return std::nullopt;
}

std::optional<GoalPlace> goal_place(const GoalName& name, Offset begin, std::uint16_t last) {
  GoalPlace place{.id = name.id,
                  .span = {begin, begin + static_cast<Offset>(name.size())},
                  .number = begin + name.number_at,
                  .goal_digits = name.goal_digits,
                  .objective_digits = name.objective_digits};
  if (name.says_objective && name.objective_digits == 0) {
    if (last == 0) return std::nullopt;
    place.id = {last, name.id.goal};
    std::swap(place.goal_digits, place.objective_digits);
  }
  return place;
}

std::vector<Goal> read_goals(const text::Text& plan) {
  constexpr auto opening = std::to_array<std::string_view>({" ", "\t", "#", "*", "-", "+", ">", "•"});
  constexpr auto parting = std::to_array<std::string_view>({" ", "\t", ":", ".", "-", ")", "*", "–", "—"});
  std::vector<Goal> out;
  std::set<GoalId> there;
  std::uint16_t last = 0;
  for (std::uint32_t line = 0; line != plan.line_count(); ++line) {
    Span rest = plan.line(line);
    rest.begin += static_cast<Offset>(leading(plan.slice(rest), opening));
    const auto name = leading_goal_name(plan.slice(rest));
    if (!name) continue;
    const auto place = goal_place(*name, rest.begin, last);
    if (!place) continue;
    last = place->id.goal;
    if (!there.insert(place->id).second) continue;
    rest.begin = place->span.end;
    rest.begin += static_cast<Offset>(leading(plan.slice(rest), parting));
    const auto ends = [&](char c) { return c == ' ' || c == '\t' || c == '*'; };
    while (!rest.empty() && ends(plan.bytes()[rest.end - 1])) --rest.end;
    out.push_back({.name = *place, .text = rest});
  }
  return out;
}

}  // namespace notewell::note
