#include "report/rule_page.hpp"

#include <cmark.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

namespace notewell::report {

std::vector<PagePart> page_parts(const lint::Rule& rule) {
  constexpr std::array<std::string_view, 5> left_out{"Flagged", "Accepted", "Options", "Sources", "Source"};
  std::vector<PagePart> out;
  std::string_view rest = rule.body;
  bool fenced = false;
  bool kept = false;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.starts_with("```")) fenced = !fenced;
    if (!fenced && line.starts_with("# ")) {
      const std::string_view title = line.substr(2);
      kept = std::ranges::find(left_out, title) == left_out.end();
      if (kept) out.push_back({.title = std::string(title), .markdown = {}});
    } else if (kept) {
      (out.back().markdown += line) += '\n';
    }
  }
  return out;
}

std::string html_of(const std::string& markdown) {
  const std::unique_ptr<char, decltype(&std::free)> html(
      cmark_markdown_to_html(markdown.data(), markdown.size(), CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8),
      &std::free);
  return html == nullptr ? std::string() : std::string(html.get());
}

}  // namespace notewell::report
