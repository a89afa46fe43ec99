#pragma once
// The files of server/report/page/, inside the program.

#include <string>
#include <string_view>

namespace notewell::report {

/// "page.css"; empty if there is no such file.
[[nodiscard]] std::string_view page_file(std::string_view name);

/// "page.html.mustache" with each line `{{> NAME}}` replaced by NAME.html.mustache. Done once and not by the engine,
/// which would read a part anew wherever it stands in a list.
[[nodiscard]] std::string whole_template(std::string_view name, std::string_view suffix);

}  // namespace notewell::report
