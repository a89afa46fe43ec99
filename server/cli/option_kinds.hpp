#pragma once
// Kinds of options that several commands have.

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/error.hpp"

namespace notewell::cli {

template <class Value>
using Choices = std::vector<std::pair<std::string, Value>>;

/// An option that takes one of a few words.
template <class Value>
void add_choice(CLI::App& command, const std::string& name, Value& chosen, const Choices<Value>& choices,
                const std::string& description) {
  std::string listed;
  for (const auto& choice : choices) listed += (listed.empty() ? "" : "|") + choice.first;
  const auto choose = [&chosen, name, choices, listed](const std::string& word) {
    const auto choice = std::find_if(choices.begin(), choices.end(), [&](const auto& c) { return c.first == word; });
    if (choice == choices.end()) throw CLI::ValidationError(name, "“" + word + "” is none of " + listed);
    chosen = choice->second;
  };
  command.add_option_function<std::string>(name, choose, description)->type_name(listed);
}

/// An option that takes a whole number between two.
template <class Number, class Value>
CLI::Option* add_number(CLI::App& command, const std::string& name, Value& chosen, std::pair<Number, Number> range,
                        const std::string& description) {
  const auto read = [&chosen, name, range](const std::string& word) {
    Number number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size() || number < range.first || number > range.second)
      throw CLI::ValidationError(name, "“" + word + "” is no number from " + std::to_string(range.first) + " to " +
                                           std::to_string(range.second));
    chosen = number;
  };
  return command.add_option_function<std::string>(name, read, description)->type_name("N");
}

/// Reads the date that an option gives, if it gives one; only the one form that can't be misread.
[[nodiscard]] std::optional<Error> take_date(const std::string& option, const std::string& text,
                                             std::optional<std::chrono::year_month_day>& date);

}  // namespace notewell::cli
