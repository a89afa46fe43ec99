#pragma once
// Business days as the federal government keeps them: Monday to Friday, without the days of 5 U.S.C. § 6103(a), which
// are kept on the Friday before or the Monday after where they fall on a weekend (§ 6103(b); Executive Order 11582).
// Holidays of states and counties are not known here.

#include <chrono>

namespace notewell::lint {

[[nodiscard]] bool is_federal_holiday(std::chrono::sys_days day);
/// Those after `from` up to and with `to`; counted to 400 days, behind which more is late by any rule.
[[nodiscard]] int business_days_between(std::chrono::sys_days from, std::chrono::sys_days to);

}  // namespace notewell::lint
