#pragma once
// Holds a TOML table against the keys that it may have (note/file_keys.hpp).

#include <algorithm>
#include <string>

#include "note/file_keys.hpp"
#include "note/vocabulary.hpp"

#include "toml/value.hpp"

namespace notewell::note {

/// The part of its first line that a piece of TOML takes.
[[nodiscard]] inline Columns columns_of(const toml::Place& source) {
  return {.begin = source.column, .end = source.end_column};
}

[[nodiscard]] inline std::uint32_t line_of(const toml::Place& source) {
  return std::max<std::uint32_t>(1, source.line);
}

/// Calls problem(source, message) where the value is not what the key takes.
template <class Problem>
void check_value(const toml::Value& node, std::string_view name, const Key& key, const Problem& problem) {
  const auto quoted = [name] { return "`" + std::string(name) + "`"; };
  const auto check_choice = [&](const toml::Value& at, bool in_list) {
    if (key.choices.empty() || std::ranges::find(key.choices, at.text()) != key.choices.end()) return;
    const std::string value(at.text());
    const std::string what = in_list ? "`" + value + "`" : "`" + std::string(name) + " = \"" + value + "\"`";
    problem(at.source(), what + " is not known" + meant(value, key.choices, ": "));
  };
  const auto check_list = [&](auto fits, const char* list, const char* element_wanted) {
    const toml::Value* array = node.as_array();
    if (array == nullptr) return problem(node.source(), quoted() + " takes a list " + list);
    for (const toml::Value& element : array->elements()) {
      if (!fits(element)) {
        problem(element.source(), quoted() + " holds something that is not " + element_wanted);
      } else if (element.is_string()) {
        check_choice(element, true);
      }
    }
  };
  switch (key.holds) {
    case Holds::text:
      if (!node.is_string()) return problem(node.source(), quoted() + " takes a text in quotation marks");
      return check_choice(node, false);
    case Holds::texts:
      return check_list([](const toml::Value& element) { return element.is_string(); },
                        "of texts, like [\"sad\", \"down\"]", "a text in quotation marks");
    case Holds::numbers:
      return check_list([](const toml::Value& element) { return element.is_integer(); }, "of numbers, like [0, 27]",
                        "a whole number");
    case Holds::flag:
      if (!node.is_boolean()) problem(node.source(), quoted() + " takes true or false");
      return;
    case Holds::number:
      if (!node.is_integer()) problem(node.source(), quoted() + " takes a whole number");
      return;
    case Holds::option:
      if (!node.is_string() && !node.is_integer() && !node.is_boolean())
        problem(node.source(), quoted() + " takes a text in quotation marks, a number, true or false");
      return;
    case Holds::table:
      if (!node.is_table()) problem(node.source(), quoted() + " is written [" + std::string(name) + "]");
      return;
    case Holds::tables: {
      const toml::Value* array = node.as_array();
      if (array == nullptr ||
          !std::ranges::all_of(array->elements(), [](const toml::Value& one) { return one.is_table(); }))
        problem(node.source(), quoted() + " is written [[" + std::string(name) + "]], once for each");
      return;
    }
  }
}

/// Calls problem(source, message) for every key that the table may not have, lacks, or has with a wrong value. Whether
/// it has all that it must have.
template <class Problem>
bool check_keys(const toml::Value& table, const KeyTable& known, const Problem& problem) {
  for (const auto& [key, node] : table.entries()) {
    if (const Key* one = known.find(key.text()); one != nullptr || known.any) {
      check_value(node, key.text(), one != nullptr ? *one : *known.any, problem);
      continue;
    }
    std::vector<std::string_view> names;
    names.reserve(known.keys.size());
    for (const Key& one : known.keys) names.push_back(one.name);
    problem(key.source(), "`" + std::string(key.text()) + "` is not a key of " + std::string(known.what) +
                              meant(key.text(), names, "; it has "));
  }
  bool complete = true;
  for (const Key& key : known.keys) {
    if (!key.required || table.contains(key.name)) continue;
    complete = false;
    const std::string name(key.name);
    problem(table.source(), (key.holds == Holds::table ? "[" + name + "]" : "`" + name + "`") + " is missing");
  }
  return complete;
}

/// Calls take(text) for each text of a list; for none if it is not there or is none.
template <class Take>
void each_text_of(const toml::Value& table, std::string_view key, const Take& take) {
  if (const toml::Value* array = table[key].as_array()) {
    for (const toml::Value& element : array->elements()) {
      if (element.is_string()) take(element.text());
    }
  }
}

/// The same as a list.
[[nodiscard]] inline std::vector<std::string> texts_of(const toml::Value& table, std::string_view key) {
  std::vector<std::string> out;
  out.reserve(table[key].size());
  each_text_of(table, key, [&out](std::string_view text) { out.emplace_back(text); });
  return out;
}

}  // namespace notewell::note
