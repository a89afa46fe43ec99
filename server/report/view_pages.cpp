#include "report/rule_page.hpp"
#include "report/view.hpp"
#include "report/wording.hpp"

namespace notewell::report {

Data pages_view(const Report& report, Form form) {
  List out;
  for (const RuleFound& found : report.rules) {
    const lint::Rule* rule = report.rule(found.id);
    if (rule == nullptr) continue;
    List parts;
    for (const PagePart& part : page_parts(*rule))
      parts.push_back(
          Object{{"title", part.title}, {"body_html", form == Form::html ? html_of(part.markdown) : part.markdown}});
    List authorities;
    for (const Entry& entry : report.files) {
      const auto& rules = *entry.knowledge->rules;
      if (rules.find(found.id) != rule) continue;
      for (const std::string& id : rule->authority) {
        const auto authority = rules.authorities.find(id);
        if (authority == rules.authorities.end()) continue;
        const std::string& url = authority->second.url;
        authorities.push_back(Object{{"name", named(authority->second)},
                                     {"has_url", Data(url.starts_with("https://") || url.starts_with("http://"))},
                                     {"url", url}});
      }
      break;
    }
    out.push_back(Object{{"id", found.id},
                         {"title", found.title},
                         {"parts", Data(parts)},
                         {"has_authorities", Data(!authorities.empty())},
                         {"authorities", Data(authorities)}});
  }
  return out;
}

}  // namespace notewell::report
