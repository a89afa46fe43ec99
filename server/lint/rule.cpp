#include "lint/rule.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace notewell::lint {
namespace {

constexpr std::array<std::string_view, 4> severity_names = {"error", "warning", "information", "hint"};

/// Levenshtein's edit distance.
std::size_t distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i != one.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j != other.size(); ++j) {
      const std::size_t changed = diagonal + (one[i] == other[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

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

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> names) {
  std::string_view best;
  std::size_t least = name.size() / 3 + 2;  // farther ones are no slip of the pen
  for (const std::string_view candidate : names) {
    // As many edits at least as the lengths differ by: a name of a megabyte costs nothing.
    if (std::max(name.size(), candidate.size()) - std::min(name.size(), candidate.size()) >= least) continue;
    const std::size_t apart = distance(name, candidate);
    if (apart < least) {
      least = apart;
      best = candidate;
    }
  }
  return best;
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
