#pragma once
// Where a rule's page stands on the web: what diagnostics and reports link to. Nothing is ever fetched from there.

#include <string>

#include "lint/rule.hpp"

namespace notewell::lint {

inline std::string rule_page(const Rule& rule) {
  return "https://notewell.dev/rules/" + rule.id;
}

}  // namespace notewell::lint
