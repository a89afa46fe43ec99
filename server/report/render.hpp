#pragma once
// The forms of a report. All are pure functions of it: the same report gives the same bytes.

#include <string>
#include <string_view>

#include "report/report.hpp"

namespace notewell::report {

/// One page that needs nothing else: no network, no other file.
[[nodiscard]] std::string as_html(const Report& report);
/// GitHub-flavoured Markdown.
[[nodiscard]] std::string as_markdown(const Report& report);
/// A contract with other programs: docs/report.md.
[[nodiscard]] std::string as_json(const Report& report);

/// Whether these bytes are a report, in any of its forms, that may be overwritten by another.
[[nodiscard]] bool is_report(std::string_view bytes);

}  // namespace notewell::report
