#pragma once
// Numbers, dates and names as every form of the report writes them.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "lint/rule.hpp"
#include "note/clock.hpp"

namespace notewell::report {

/// "Nov 2026".
[[nodiscard]] std::string named(std::chrono::year_month month);
/// 12,345.
[[nodiscard]] std::string grouped(std::size_t number);
/// "1 note", "2,000 notes".
[[nodiscard]] std::string counted(std::size_t number, std::string_view one);
/// The whole percent; 0 only if there is nothing, 100 only if it is all.
[[nodiscard]] int percent(std::size_t part, std::size_t whole);
/// Title, publisher, year, place in the text.
[[nodiscard]] std::string named(const lint::Authority& authority);

}  // namespace notewell::report
