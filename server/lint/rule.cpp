#include "lint/rule.hpp"

#include <algorithm>
#include <array>

namespace notewell::lint {
namespace {

constexpr std::array<std::string_view, 4> severity_names = {"error", "warning", "information", "hint"};

}  // namespace

OptionValue::OptionValue(std::string value) : text(std::move(value)) {
  constexpr const char* blanks = " \t\r\n";
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view part = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    const std::size_t begin = part.find_first_not_of(blanks);
    if (begin != std::string_view::npos)
      list.emplace_back(part.substr(begin, part.find_last_not_of(blanks) + 1 - begin));
  }
  sorted = list;
  std::ranges::sort(sorted);
}

std::string_view name_of(Severity severity) {
  return severity_names.at(static_cast<std::size_t>(severity));
}

std::optional<Severity> severity_named(std::string_view name) {
  const auto* const it = std::ranges::find(severity_names, name);
  return it == severity_names.end() ? std::nullopt : std::optional(static_cast<Severity>(it - severity_names.begin()));
}

const Rule* RuleSet::find(std::string_view id) const {
  const auto it = std::ranges::lower_bound(rules, id, {}, &Rule::id);
  return it == rules.end() || it->id != id ? nullptr : &*it;
}

std::string_view RuleSet::nearest(std::string_view id) const {
  std::vector<std::string_view> ids;
  ids.reserve(rules.size());
  for (const Rule& rule : rules) ids.push_back(rule.id);
  return nearest_name(id, ids);
}

}  // namespace notewell::lint
