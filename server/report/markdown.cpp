#include "report/escape.hpp"
#include "report/page_files.hpp"
#include "report/render.hpp"
#include "report/view.hpp"

namespace notewell::report {

std::string as_markdown(const Report& report) {
  kainjow::mustache::mustache page(whole_template("page", ".md.mustache"));
  page.set_custom_escape([](const std::string& text) { return escaped_markdown(text); });
  return page.render(view(report, Form::markdown));
}

}  // namespace notewell::report
