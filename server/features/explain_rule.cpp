// notewell.explainRule: what a rule asks, why, and who asks for it.

#include "features/commands.hpp"

namespace notewell::features {
namespace {

using protocol::ErrorCode;
using protocol::Failure;
using protocol::Outcome;

constexpr int information = 3;  // LSP's MessageType

std::string told(const lint::Rule& rule, const lint::RuleSet& rules) {
  // The general form of the message: what its {placeholders} stand for depends on the note.
  std::string out = rule.title + " (" + rule.id + "). " + rule.message.why;
  std::string sources;
  for (const std::string& id : rule.authority) {
    const auto it = rules.authorities.find(id);
    if (it != rules.authorities.end()) sources += (sources.empty() ? "" : "; ") + it->second.title;
  }
  return sources.empty() ? out : out + " Asked by: " + sources + ".";
}

void show_page(Session& session, const std::string& uri) {
  session.router.request("window/showDocument", json::object{{"uri", uri}, {"external", true}});
}

void show_message(Session& session, const std::string& text) {
  session.router.notify("window/showMessage", json::object{{"type", information}, {"message", text}});
}

}  // namespace

Outcome explain_rule(Session& session, const Arguments& arguments) {
  if (arguments.empty()) {
    if (session.client.show_document) {
      show_page(session, rules_page());
    } else {
      show_message(session, "What Notewell checks, and why: " + rules_page());
    }
    return json::value(nullptr);
  }
  if (!arguments.front().is_string())
    return Failure{ErrorCode::invalid_params, "params.arguments: expected the id of a rule"};
  const std::string_view id = arguments.front().get_string();
  const auto builtin = lint::builtin_knowledge();
  if (const lint::Rule* rule = builtin->rules->find(id)) {
    if (session.client.show_document) {
      show_page(session, rule_page(*rule));
    } else {
      show_message(session, told(*rule, *builtin->rules));
    }
    return json::value(nullptr);
  }
  // A practice's own rule has no page.
  for (const auto& [uri, document] : session.documents) {
    if (document.knowledge == nullptr) continue;
    if (const lint::Rule* rule = document.knowledge->rules->find(id)) {
      show_message(session, told(*rule, *document.knowledge->rules));
      return json::value(nullptr);
    }
  }
  return Failure{ErrorCode::invalid_params, "no such rule: " + std::string(id.substr(0, 80))};
}

}  // namespace notewell::features
