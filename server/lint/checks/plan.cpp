// What a treatment plan itself should hold.

#include <algorithm>
#include <array>

#include "lint/checks/checks.hpp"
#include "note/date_time.hpp"
#include "note/treatment_plan.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using note::FileKind;
using note::Goal;
using note::GoalId;
using Tokens = std::vector<std::string>;

bool is_among(const OptionValue& words, std::string_view word) {
  return std::ranges::binary_search(words.sorted, word);
}

bool is_number(std::string_view word) {
  return !word.empty() && text::is_digit(word.front());
}

/// The words of a line in lower case; a date is one word.
Tokens words_of(std::string_view line) {
  Tokens out;
  const auto joins = [](char c) { return text::is_alphanumeric(c) || c == '-' || c == '/' || c == '\''; };
  for (std::size_t at = 0; at < line.size();) {
    const auto date = note::leading_date(line.substr(at));
    std::size_t length = date ? date->length : 0;
    if (length == 0) {
      while (at + length < line.size() && joins(line[at + length])) ++length;
    }
    if (length != 0) out.push_back(text::lower_case(line.substr(at, length)));
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

bool is_date(std::string_view word) {
  return note::parse_date(word).has_value();
}

/// "by 2026-12-15", "by mid-January", "in 8 weeks", "within three months", "by discharge".
bool names_target_date(const Rule& rule, const Context& context, const Tokens& words) {
  const OptionValue& times = context.option(rule, "times");
  const OptionValue& units = context.option(rule, "units");
  const OptionValue& numbers = context.option(rule, "measures");
  constexpr std::array<std::string_view, 5> openers = {"by", "until", "before", "within", "in"};
  constexpr std::array<std::string_view, 9> between = {"the",   "end",  "of",   "mid", "early",
                                                       "about", "late", "next", "our"};
  for (std::size_t i = 0; i != words.size(); ++i) {
    if (is_date(words[i])) return true;
    if (std::ranges::find(openers, words[i]) == openers.end()) continue;
    std::size_t next = i + 1;
    while (next < words.size() && std::ranges::find(between, words[next]) != between.end()) ++next;
    if (next == words.size()) continue;
    const std::string_view word = words[next];
    const std::string_view behind_hyphen =
        word.substr(word.find('-') == std::string_view::npos ? 0 : word.find('-') + 1);
    if (is_among(times, word) || is_among(times, behind_hyphen)) return true;
    if ((is_number(word) || is_among(numbers, word)) && next + 1 < words.size() && is_among(units, words[next + 1]))
      return true;
  }
  return false;
}

/// A number that is no date, or a word that counts.
bool names_measure(const Rule& rule, const Context& context, const Tokens& words) {
  const OptionValue& counting = context.option(rule, "measures");
  return std::ranges::any_of(words, [&](const std::string& word) {
    if (is_date(word)) return false;
    const bool has_digit = std::ranges::any_of(word, text::is_digit);
    return has_digit || is_among(counting, word);
  });
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

/// The lines of an item: its own, and those below it that are indented further.
Tokens words_of_item(const text::Text& text, text::Offset at) {
  const std::uint32_t first = text.line_of(at);
  const std::size_t depth = indentation(text.slice(text.line(first)));
  Tokens out = words_of(text.slice({at, text.line(first).end}));
  for (std::uint32_t line = first + 1; line < text.line_count(); ++line) {
    const std::string_view bytes = text.slice(text.line(line));
    if (indentation(bytes) == bytes.size() || indentation(bytes) <= depth) break;
    std::ranges::move(words_of(bytes), std::back_inserter(out));
  }
  return out;
}

/// A date that stands for all objectives of a goal: in the goal's own line, or in a line of its own ("Target date: …").
bool goal_names_target_date(const Rule& rule, const Context& context, const std::vector<Goal>& goals,
                            std::uint16_t number) {
  const text::Text& text = context.note.text;
  const auto goal = std::ranges::find_if(goals, [&](const Goal& one) { return one.name.id == GoalId{number, 0}; });
  if (goal == goals.end()) return false;
  if (names_target_date(rule, context, words_of(text.slice(goal->text)))) return true;
  for (std::uint32_t line = text.line_of(goal->name.span.begin) + 1; line < text.line_count(); ++line) {
    const text::Span span = text.line(line);
    const auto here = std::ranges::find_if(goals, [&](const Goal& one) { return span.contains(one.name.span); });
    if (here != goals.end() && here->name.id.goal != number) break;
    if (here != goals.end()) continue;
    const Tokens words = words_of(text.slice(span));
    if (!words.empty() && is_among(context.option(rule, "labels"), words.front()) &&
        names_target_date(rule, context, words))
      return true;
  }
  return false;
}

/// A line that begins with one of the words, marks aside, or holds one in its heading or label.
bool any_line_speaks_of(const note::Note& plan, const std::vector<Goal>& goals, const OptionValue& words) {
  for (std::uint32_t line = plan.text.line_of(text_begin(plan)); line < plan.text.line_count(); ++line) {
    const text::Span span = plan.text.line(line);
    const bool of_goal = std::ranges::any_of(goals, [&](const Goal& one) { return span.contains(one.name.span); });
    if (of_goal) continue;
    const std::string told = text::lower_case(plan.text.slice(span));
    if (std::ranges::any_of(words.list, [&](const std::string& word) { return told.find(word) != std::string::npos; }))
      return true;
  }
  return false;
}

}  // namespace

Findings objective_not_measurable(const Rule& rule, Context& context) {
  if (context.note.kind != FileKind::treatment_plan) return {};
  Findings findings;
  const std::vector<Goal> goals = note::read_goals(context.note.text);
  for (const Goal& objective : goals) {
    const GoalId id = objective.name.id;
    if (id.objective == 0 || objective.text.empty() || holds_placeholder(context.note, objective.text)) continue;
    const Tokens words = words_of_item(context.note.text, objective.text.begin);
    const bool measure = names_measure(rule, context, words);
    const bool date = names_target_date(rule, context, words) || goal_names_target_date(rule, context, goals, id.goal);
    if (measure && date) continue;
    Finding finding = finding_at(rule, objective.text);
    finding.arguments.emplace_back("objective", std::string(context.note.text.slice(objective.text)));
    finding.arguments.emplace_back("goal", id.name());
    finding.arguments.emplace_back("missing",
                                   measure ? "target date" : (date ? "measure" : "measure and no target date"));
    finding.arguments.emplace_back(measure ? "lacks_date" : (date ? "lacks_measure" : "lacks_both"), "yes");
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings plan_incomplete(const Rule& rule, Context& context) {
  const note::Note& plan = context.note;
  if (plan.kind != FileKind::treatment_plan) return {};
  const std::vector<Goal> goals = note::read_goals(plan.text);
  const auto speaks_of = [&](std::string_view option) {
    return any_line_speaks_of(plan, goals, context.option(rule, option));
  };
  const bool objectives = std::ranges::any_of(goals, [](const Goal& goal) { return goal.name.id.objective != 0; });
  const bool review = plan.field("review") != nullptr || speaks_of("review");
  std::vector<std::string> missing;
  const auto ask = [&](bool there, std::string what) {
    if (!there) missing.push_back(std::move(what));
  };
  ask(plan.field("date") != nullptr || plan.field("review") != nullptr, "the date of the plan");
  ask(review, "a review date");
  ask(speaks_of("problem"), "the problem");
  ask(!goals.empty(), "goals");
  ask(goals.empty() || objectives, "objectives");
  ask(!note::read_plan(plan).interventions.empty() || speaks_of("interventions"), "interventions");
  ask(speaks_of("frequency"), "how often");
  if (missing.empty()) return {};
  std::string listed;
  for (const std::string& one : missing)
    listed += (listed.empty() ? "" : (&one == &missing.back() ? " and " : ", ")) + one;
  Finding finding = finding_at(rule, header_mark(plan));
  finding.arguments.emplace_back("missing", std::move(listed));
  if (!review && missing.size() == 1) finding.arguments.emplace_back("lacks_review", "yes");
  return {std::move(finding)};
}

}  // namespace notewell::lint
