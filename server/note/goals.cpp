#include "note/goals.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "text/ascii.hpp"

namespace notewell::note {
namespace {

std::string_view without_marks(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t#*-+>\xE2\x80\xA2");  // • is three bytes
  return first == std::string_view::npos ? std::string_view{} : line.substr(first);
}

/// A number at the start of `text`, which is taken off.
std::optional<std::uint16_t> take_number(std::string_view& text) {
  std::uint16_t number = 0;
  std::size_t digits = 0;
  constexpr std::size_t most = 3;
  while (digits < std::min(most, text.size()) && text::is_digit(text[digits]))
    number = static_cast<std::uint16_t>(number * 10 + (text[digits++] - '0'));
  if (digits == 0 || (digits < text.size() && text::is_digit(text[digits]))) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

/// "G", "Goal ", "Objective ": taken off; what it was, or nothing.
std::optional<std::string_view> take_word(std::string_view& text) {
  constexpr std::array<std::string_view, 6> words = {"treatment goal", "tx goal", "objective", "goal", "obj", "g"};
  const std::string start = text::lower_case(text.substr(0, words[0].size()));
  for (const std::string_view word : words) {
    if (!start.starts_with(word)) continue;
    text.remove_prefix(word.size());
    text.remove_prefix(std::min(text.find_first_not_of(" .#"), text.size()));
    return word;
  }
  return std::nullopt;
}

/// `last` is the goal that was named before: "Objective 2" is one of it.
std::optional<Goal> goal_of(std::string_view line, std::uint16_t last) {
  std::string_view rest = without_marks(line);
  const auto word = take_word(rest);
  if (!word) return std::nullopt;
  Goal out;
  const auto goal = take_number(rest);
  if (!goal) return std::nullopt;
  out.goal = *goal;
  if (rest.size() > 1 && rest[0] == '.' && text::is_digit(rest[1])) {
    rest.remove_prefix(1);
    const auto objective = take_number(rest);
    if (!objective) return std::nullopt;
    out.objective = *objective;
  }
  if (out.objective == 0 && word->starts_with("obj")) {
    if (last == 0) return std::nullopt;
    out.objective = std::exchange(out.goal, last);
  }
  if (!rest.empty() && text::is_letter(rest.front())) return std::nullopt;
  const std::size_t first = rest.find_first_not_of(" \t:.-)*\xE2\x80\x93\x94");  // – and —
  rest = first == std::string_view::npos ? std::string_view{} : rest.substr(first);
  while (rest.ends_with(' ') || rest.ends_with('*')) rest.remove_suffix(1);
  out.text = rest;
  return out;
}

}  // namespace

std::string Goal::name() const {
  return "G" + std::to_string(goal) + (objective == 0 ? "" : "." + std::to_string(objective));
}

std::vector<Goal> read_goals(const text::Text& plan) {
  std::vector<Goal> out;
  std::set<std::pair<std::uint16_t, std::uint16_t>> there;
  std::uint16_t last = 0;
  for (std::uint32_t line = 0; line != plan.line_count(); ++line) {
    const std::string_view bytes = plan.slice(plan.line(line));
    auto goal = goal_of(bytes, last);
    if (goal) last = goal->goal;
    if (!goal || goal->text.empty() || !there.emplace(goal->goal, goal->objective).second) continue;
    const auto begin = plan.line(line).begin + static_cast<text::Offset>(bytes.rfind(goal->text));
    goal->place = {begin, begin + static_cast<text::Offset>(goal->text.size())};
    out.push_back(std::move(*goal));
  }
  return out;
}

}  // namespace notewell::note
