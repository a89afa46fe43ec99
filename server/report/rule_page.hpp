#pragma once
// The parts of a rule's page that a reader of the report wants: what it finds, why somebody asks, what satisfies it.

#include <string>
#include <vector>

#include "lint/rule.hpp"

namespace notewell::report {

struct PagePart {
  std::string title;
  std::string markdown;
};

/// In the order of the page; not its examples, its options and its sources.
[[nodiscard]] std::vector<PagePart> page_parts(const lint::Rule& rule);

/// Markdown as HTML. HTML that stands in it is left out, as are links that do anything but lead somewhere.
[[nodiscard]] std::string html_of(const std::string& markdown);

}  // namespace notewell::report
