#pragma once
// The report as what the templates name: page.html.mustache and page.md.mustache fill in these values and decide
// nothing. Values are bare text; the template's engine escapes them, but for those whose names end in _html.

#include <kainjow/mustache.hpp>

#include "report/report.hpp"

namespace notewell::report {

using Data = kainjow::mustache::data;
using Object = kainjow::mustache::object;
using List = kainjow::mustache::list;

enum class Form { html, markdown };

/// From so many files on, messages are left to `notewell check`, so that the page stays small.
inline constexpr std::size_t most_with_messages = 300;
[[nodiscard]] inline bool is_compact(const Report& report) {
  return report.files.size() > most_with_messages;
}
/// So much of a long list is open; the rest is folded away.
inline constexpr std::size_t most_open = 40;

[[nodiscard]] Data view(const Report& report, Form form);

// Its parts.
[[nodiscard]] Data summary_view(const Report& report, Form form);
[[nodiscard]] Data steps_view(const Report& report, Form form);
[[nodiscard]] Data rules_view(const Report& report, Form form);
[[nodiscard]] Data charts_view(const Report& report, Form form);
[[nodiscard]] Data elements_view(const Report& report, Form form);
[[nodiscard]] Data copies_view(const Report& report, Form form);
[[nodiscard]] Data trend_view(const Report& report, Form form);
[[nodiscard]] Data profiles_view(const Report& report);
[[nodiscard]] Data pages_view(const Report& report, Form form);

/// The file at a line (1-based), as a link from where the report lies.
[[nodiscard]] std::string link_to(const Report& report, const std::string& path, std::uint32_t line);
/// "error", for the class and the word of a badge; "none" where nothing was found.
[[nodiscard]] std::string gravest(const Report& report, std::size_t file);
/// One element's number in a session note: which elements a report has columns for, in which order.
[[nodiscard]] std::vector<std::size_t> element_columns(const Report& report);

/// A list as what is open of it and what is folded away.
template <class Items>
[[nodiscard]] Data folded(Items items, std::size_t most = most_open) {
  List open;
  List rest;
  for (auto& item : items) (open.size() < most ? open : rest).push_back(std::move(item));
  const std::string count = std::to_string(rest.size());
  const bool more = !rest.empty();
  return Object{{"open", Data(open)}, {"more", Data(more)}, {"rest", Data(rest)}, {"rest_count", Data(count)}};
}

}  // namespace notewell::report
