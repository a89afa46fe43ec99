#include "report/page_files.hpp"

namespace notewell::report {

std::string whole_template(std::string_view name, std::string_view suffix) {
  constexpr std::string_view opening = "{{> ";
  constexpr std::string_view closing = "}}\n";
  std::string out;
  std::string_view rest = page_file(std::string(name) + std::string(suffix));
  for (std::size_t at = rest.find(opening); at != std::string_view::npos; at = rest.find(opening)) {
    out += rest.substr(0, at);
    rest.remove_prefix(at + opening.size());
    const std::size_t end = rest.find(closing);
    out += whole_template(rest.substr(0, end), suffix);
    rest.remove_prefix(end + closing.size());
  }
  out += rest;
  return out;
}

}  // namespace notewell::report
