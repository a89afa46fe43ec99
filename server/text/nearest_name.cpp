#include "text/nearest_name.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace notewell::text {
namespace {

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

}  // namespace notewell::text
