#pragma once
// Reads a list of texts out of a TOML table: what vocabulary files and rule files have most of.

#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace notewell::note {

/// The texts of `key`; none if it is not there. Calls problem(node, message) for what is no list, or no text.
template <class Problem>
std::vector<std::string> read_texts(const toml::table& table, std::string_view key, const Problem& problem) {
  std::vector<std::string> out;
  const toml::node* node = table.get(key);
  if (node == nullptr) return out;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    problem(*node, "`" + std::string(key) + "` takes a list of texts, like [\"sad\", \"down\"]");
    return out;
  }
  for (const toml::node& element : *array) {
    if (auto value = element.value<std::string>()) {
      out.push_back(std::move(*value));
    } else {
      problem(element, "`" + std::string(key) + "` holds something that is not a text in quotation marks");
    }
  }
  return out;
}

}  // namespace notewell::note
