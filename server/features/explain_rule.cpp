// notewell.explainRule: what a rule asks, why, and who asks for it. The pages are inside the program, so they are there
// without a network: a client that shows documents gets the page as a file, another one a message.

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "features/commands.hpp"
#include "protocol/file_uri.hpp"
#include "text/ascii.hpp"

namespace notewell::features {
namespace {

namespace fs = std::filesystem;
using protocol::ErrorCode;
using protocol::Failure;
using protocol::Outcome;

/// The general form of what the rule says: what its {placeholders} stand for depends on the note.
std::string summary(const lint::Rule& rule, const lint::RuleSet& rules) {
  std::string out = rule.title + " (" + rule.id + "). " + rule.message.why;
  std::string sources;
  for (const std::string& id : rule.authority) {
    const auto it = rules.authorities.find(id);
    if (it != rules.authorities.end()) sources += (sources.empty() ? "" : "; ") + it->second.title;
  }
  return sources.empty() ? out : out + " Asked by: " + sources + ".";
}

std::string page(const lint::Rule& rule, const lint::RuleSet& rules) {
  return "# " + rule.title + "\n\n" + summary(rule, rules) + "\n\n" + rule.body;
}

std::string page_of_all(const lint::RuleSet& rules) {
  std::string out = "# What Notewell checks\n";
  std::vector<std::pair<std::string_view, const lint::Rule*>> sorted;
  sorted.reserve(rules.rules.size());
  for (const lint::Rule& rule : rules.rules) sorted.emplace_back(rule.group, &rule);
  std::ranges::stable_sort(sorted, {}, &std::pair<std::string_view, const lint::Rule*>::first);
  std::string_view group;
  for (const auto& [of, rule] : sorted) {
    if (of != group) out += "\n## " + std::string(of) + "\n\n";
    group = of;
    out += "- `" + rule->id + "`: " + rule->title + "\n";
  }
  return out;
}

fs::path cache_folder() {
  // Read on the session's own thread, and nothing in the program changes the environment.
  const char* cache = std::getenv("XDG_CACHE_HOME");  // NOLINT(concurrency-mt-unsafe)
  if (cache != nullptr && *cache == '/') return fs::path(cache) / "notewell" / "rules";
  const fs::path home = chart::home_folder();
  return home.empty() ? fs::path{} : home / ".cache" / "notewell" / "rules";
}

/// Writes the page where only this user reads it; empty if it can't be written.
fs::path written(const std::string& name, const std::string& content) {
  const fs::path folder = cache_folder();
  std::error_code error;
  if (folder.empty()) return {};
  fs::create_directories(folder, error);
  fs::permissions(folder, fs::perms::owner_all, error);
  if (error) return {};
  const fs::path path = folder / (name + ".md");
  const fs::path unfinished = folder / (name + "." + std::to_string(::getpid()) + ".part");
  std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  if (!file) return {};
  fs::rename(unfinished, path, error);
  return error ? fs::path{} : path;
}

void show(Session& session, const std::string& name, const std::string& content, const std::string& in_short) {
  const bool plain_name = std::ranges::all_of(name, [](char c) { return text::is_alphanumeric(c) || c == '-'; });
  if (session.client.show_document && plain_name) {
    if (const fs::path path = written(name, content); !path.empty()) {
      session.router.request("window/showDocument",
                             json::object{{"uri", protocol::file_uri(path.string())}, {"takeFocus", true}});
      return;
    }
  }
  constexpr int information = 3;
  session.router.notify("window/showMessage", json::object{{"type", information}, {"message", in_short}});
}

}  // namespace

Outcome explain_rule(Session& session, const Arguments& arguments) {
  const auto builtin = lint::builtin_knowledge();
  if (arguments.empty()) {
    show(session, "all-rules", page_of_all(*builtin->rules),
         "Notewell's rules, with reasons and examples: `notewell rules` and `notewell explain RULE` in a terminal.");
    return json::value(nullptr);
  }
  if (!arguments.front().is_string())
    return Failure{ErrorCode::invalid_params, "params.arguments: expected the id of a rule"};
  const std::string_view id = arguments.front().get_string();
  const lint::RuleSet* rules = builtin->rules.get();
  const lint::Rule* rule = rules->find(id);
  for (const auto& [uri, document] : session.documents) {  // else a practice's own
    if (rule != nullptr || document.knowledge == nullptr) continue;
    rules = document.knowledge->rules.get();
    rule = rules->find(id);
  }
  if (rule == nullptr) return Failure{ErrorCode::invalid_params, "no such rule: " + std::string(id.substr(0, 80))};
  show(session, rule->id, page(*rule, *rules), summary(*rule, *rules));
  return json::value(nullptr);
}

}  // namespace notewell::features
