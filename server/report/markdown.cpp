#include "report/escape.hpp"
#include "report/page_files.hpp"
#include "report/render.hpp"
#include "report/view.hpp"

namespace notewell::report {

namespace {

/// What a template leaves where it has nothing to say: at most one empty line at a time.
std::string without_gaps(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at != text.size(); ++at)
    if (text[at] != '\n' || !out.ends_with("\n\n")) out += text[at];
  return out;
}

}  // namespace

std::string as_markdown(const Report& report) {
  kainjow::mustache::mustache page(whole_template("page", ".md.mustache"));
  page.set_custom_escape([](const std::string& text) { return escaped_markdown(text); });
  return without_gaps(page.render(view(report, Form::markdown)));
}

}  // namespace notewell::report
