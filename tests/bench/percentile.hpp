#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace notewell::bench {

using Milliseconds = std::chrono::duration<double, std::milli>;

/// The time that `part` of them (0 to 1) stay below; sorts them. There is at least one.
inline double percentile(std::vector<Milliseconds>& times, double part) {
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(part * static_cast<double>(times.size())))].count();
}

}  // namespace notewell::bench
