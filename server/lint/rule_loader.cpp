// Reads rule files: TOML front matter between +++ lines, then Markdown with examples. Every mistake is told with its
// place and what would be right; the rest is read all the same.

#include <algorithm>
#include <array>

#include <toml++/toml.h>

#include "lint/checks/checks.hpp"
#include "lint/rule.hpp"
#include "note/phrases.hpp"
#include "note/toml_texts.hpp"

namespace notewell::lint {
namespace {

constexpr std::string_view fence = "+++";
constexpr std::string_view open_mark = "⟦";
constexpr std::string_view close_mark = "⟧";

std::string list_of(std::span<const std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

class Loader {
 public:
  Loader(const RuleFile& file, std::vector<RuleProblem>& problems) : file_(file), problems_(problems) {}

  std::optional<Rule> load() {
    const std::size_t before = problems_.size();
    std::string_view text = file_.text;
    if (!text.starts_with(fence)) {
      problem(1, "a rule file begins with +++, then TOML, then +++");
      return std::nullopt;
    }
    const std::size_t end = text.find("\n+++", fence.size());
    if (end == std::string_view::npos) {
      problem(1, "the front matter has no closing +++");
      return std::nullopt;
    }
    const std::size_t body = std::min(text.find('\n', end + 1), text.size() - 1) + 1;
    body_line_ = 1 + static_cast<std::uint32_t>(std::ranges::count(text.substr(0, body), '\n'));
    rule_.body = text.substr(body);
    read_name();
    const toml::parse_result result = toml::parse(text.substr(fence.size(), end - fence.size()));
    if (!result) {
      problem(static_cast<std::uint32_t>(result.error().source().begin.line),
              std::string(result.error().description()));
      return std::nullopt;
    }
    read_front_matter(result.table());
    read_examples();
    return problems_.size() == before ? std::optional(std::move(rule_)) : std::nullopt;
  }

 private:
  void problem(std::uint32_t line, std::string message) { problems_.push_back({file_.name, line, std::move(message)}); }
  void problem(const toml::node& at, std::string message) {
    problem(static_cast<std::uint32_t>(at.source().begin.line), std::move(message));
  }

  void read_name() {
    std::string_view name = file_.name;
    if (name.ends_with(".md")) name.remove_suffix(3);
    const std::size_t slash = name.find_last_of('/');
    rule_.id = slash == std::string_view::npos ? name : name.substr(slash + 1);
    if (slash != std::string_view::npos) {
      const std::string_view folder = name.substr(0, slash);
      rule_.group = folder.substr(folder.find_last_of('/') + 1);  // npos + 1 is 0
    }
  }

  void known_keys(const toml::table& table, std::string_view where, std::initializer_list<std::string_view> keys) {
    const std::vector<std::string_view> names(keys);
    for (const auto& [key, node] : table) {
      if (std::ranges::find(names, key.str()) != names.end()) continue;
      const std::string_view near = nearest_name(key.str(), names);
      problem(node, "`" + std::string(key.str()) + "` is not a key of " + std::string(where) + "; " +
                        (near.empty() ? "it has " + list_of(names) : "did you mean `" + std::string(near) + "`?"));
    }
  }

  std::string text(const toml::table& table, std::string_view key, bool required = false) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
      if (required) problem(table, "`" + std::string(key) + "` is missing");
      return {};
    }
    const auto value = node->value<std::string>();
    if (!value) problem(*node, "`" + std::string(key) + "` takes a text in quotation marks");
    return value.value_or("");
  }

  bool flag(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return false;
    const auto value = node->value<bool>();
    if (!value) problem(*node, "`" + std::string(key) + "` takes true or false");
    return value.value_or(false);
  }

  std::vector<std::string> texts(const toml::table& table, std::string_view key) {
    return note::read_texts(table, key,
                            [this](const toml::node& at, std::string message) { problem(at, std::move(message)); });
  }

  Severity severity(const toml::table& table, std::string_view key, Severity otherwise) {
    const std::string name = text(table, key);
    if (name.empty()) return otherwise;
    if (const auto named = severity_named(name)) return *named;
    problem(*table.get(key), "`" + name + "` is not a severity: error, warning, information or hint");
    return otherwise;
  }

  void read_front_matter(const toml::table& root) {
    known_keys(root, "a rule",
               {"title", "severity", "draft", "tags", "authority", "check", "message", "fix", "options"});
    rule_.title = text(root, "title", true);
    rule_.severity = severity(root, "severity", Severity::warning);
    const auto gentler = static_cast<Severity>(std::min(3, static_cast<int>(rule_.severity) + 1));
    rule_.draft = severity(root, "draft", gentler);
    rule_.tags = texts(root, "tags");
    rule_.authority = texts(root, "authority");
    if (const toml::table* check = root["check"].as_table()) {
      read_check(*check);
    } else {
      problem(1, "[check] is missing");
    }
    if (const toml::table* message = root["message"].as_table()) {
      known_keys(*message, "[message]", {"what", "why", "do"});
      rule_.message = {
          .what = text(*message, "what", true), .why = text(*message, "why", true), .do_ = text(*message, "do", true)};
    } else {
      problem(1, "[message] is missing");
    }
    if (const toml::node* fixes = root.get("fix")) {
      if (const toml::array* array = fixes->as_array()) {
        for (const toml::node& fix : *array) {
          if (const toml::table* table = fix.as_table()) read_fix(*table);
        }
      } else {
        problem(*fixes, "`fix` is written [[fix]], once for each");
      }
    }
    if (const toml::table* options = root["options"].as_table()) {
      for (const auto& [key, node] : *options) {
        if (const auto number = node.value<std::int64_t>(); number && !node.is_string()) {
          rule_.options.emplace(key.str(), OptionValue(std::to_string(*number)));
        } else {
          rule_.options.emplace(key.str(), OptionValue(node.value_or(std::string{})));
        }
      }
    }
  }

  /// One of `names`, or a problem.
  void one_of(const toml::table& table, std::string_view key, const std::string& value,
              std::initializer_list<std::string_view> names) {
    if (std::ranges::find(names, value) != names.end()) return;
    const toml::node* node = table.get(key);
    const std::vector<std::string_view> list(names);
    problem(node != nullptr ? *node : table,
            "`" + std::string(key) + " = \"" + value + "\"` is not known: " + list_of(list));
  }

  /// The role that a key names, if it is there.
  std::optional<note::Role> role(const toml::table& table, std::string_view key) {
    if (!table.contains(key)) return std::nullopt;
    const auto named = note::role_named(text(table, key));
    if (!named) problem(*table.get(key), "`" + text(table, key) + "` is not a role of sections");
    return named;
  }

  void read_check(const toml::table& table) {
    const std::string kind = text(table, "kind", true);
    if (kind == "field") {
      known_keys(table, "a field check", {"kind", "field", "or_fields"});
      rule_.check = FieldCheck{.field = text(table, "field", true), .or_fields = texts(table, "or_fields")};
    } else if (kind == "evidence") {
      known_keys(table, "an evidence check", {"kind", "each", "in", "needs"});
      EvidenceCheck check{
          .each = text(table, "each", true), .in = texts(table, "in"), .needs = text(table, "needs", true)};
      one_of(table, "each", check.each, {"ticked option", "intervention"});
      if (check.each == "intervention") {
        one_of(table, "needs", check.needs, {"story", "rationale", "delivery", "detail", "response"});
      } else {
        one_of(table, "needs", check.needs, {"anything", "observed", "reported"});
      }
      rule_.check = std::move(check);
    } else if (kind == "mention") {
      known_keys(table, "a mention check", {"kind", "of"});
      MentionCheck check{.of = text(table, "of", true)};
      one_of(table, "of", check.of, {"placeholder"});
      rule_.check = std::move(check);
    } else if (kind == "phrase") {
      known_keys(table, "a phrase check", {"kind", "patterns", "except", "whole_statement", "label_repeats"});
      PhraseCheck check{.patterns = texts(table, "patterns"),
                        .except = texts(table, "except"),
                        .whole_statement = flag(table, "whole_statement"),
                        .compiled = nullptr,
                        .generic = false,
                        .label_repeats = flag(table, "label_repeats")};
      compile(table, check);
      rule_.check = std::move(check);
    } else if (kind == "element") {
      known_keys(table, "an element check", {"kind", "of", "at", "section", "every_session"});
      rule_.check = ElementCheck{.of = texts(table, "of"),
                                 .at = role(table, "at"),
                                 .section = role(table, "section"),
                                 .every_session = flag(table, "every_session")};
    } else if (kind == "wording") {
      known_keys(table, "a wording check", {"kind", "of"});
      const std::string of = text(table, "of", true);
      one_of(table, "of", of, {"vague", "judging", "stigmatizing", "process", "unsafe", "ambiguous"});
      rule_.check = WordingCheck{.of = note::wording_kind_named(of).value_or(note::WordingKind::vague)};
    } else if (kind == "native") {
      known_keys(table, "a native check", {"kind", "name"});
      NativeCheck check{.name = text(table, "name", true)};
      if (native_check(check.name) == nullptr) {
        const std::string_view near = nearest_name(check.name, native_check_names());
        problem(table, "no native check is named `" + check.name + "`" +
                           (near.empty() ? "" : "; did you mean `" + std::string(near) + "`?"));
      }
      rule_.check = std::move(check);
    } else {
      problem(table,
              "`kind = \"" + kind + "\"` is not known: field, evidence, mention, phrase, element, wording or native");
    }
  }

  /// Compiles the patterns; "@generic" stands for the vocabulary's, which statements are held against once.
  void compile(const toml::table& table, PhraseCheck& check) {
    std::vector<std::string> patterns = check.patterns;
    check.generic = std::erase(patterns, "@generic") != 0;
    if (patterns.empty()) {
      if (!check.generic && !check.label_repeats) problem(table, "a phrase check without `patterns` finds nothing");
      return;
    }
    std::string wrong;
    check.compiled = note::Phrases::compile(patterns, check.except, check.whole_statement, wrong);
    if (check.compiled == nullptr) problem(*table.get("patterns"), wrong);
  }

  void read_fix(const toml::table& table) {
    known_keys(table, "a fix", {"title", "when", "place", "snippet", "example", "safe"});
    FixPattern fix{.title = text(table, "title", true),
                   .when = text(table, "when"),
                   .place = text(table, "place", true),
                   .snippet = texts(table, "snippet"),
                   .example = texts(table, "example"),
                   .safe = flag(table, "safe")};
    one_of(table, "place", fix.place,
           {"under the option", "replace", "header field", "end of section", "end of note", "after the statement",
            "delete"});
    rule_.fixes.push_back(std::move(fix));
  }

  /// The ```pnote blocks under "# Flagged" and "# Accepted". A ```pnote plan.pnote block is the treatment plan of the
  /// examples below it, up to the next heading.
  void read_examples() {
    std::string_view rest = rule_.body;
    std::uint32_t line_number = body_line_;
    std::vector<Example>* into = nullptr;
    std::string plan;
    std::string* open = nullptr;
    for (; !rest.empty(); ++line_number) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end - (end != 0 && rest[end - 1] == '\r' ? 1 : 0));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (open != nullptr) {
        if (line == "```") {
          open = nullptr;
        } else {
          open->append(line).append("\n");
        }
      } else if (line.starts_with("# ")) {
        into = line == "# Flagged" ? &rule_.flagged : (line == "# Accepted" ? &rule_.accepted : nullptr);
        plan.clear();
      } else if (into != nullptr && line == "```pnote plan.pnote") {
        plan.clear();
        open = &plan;
      } else if (into != nullptr && line.starts_with("```pnote")) {
        into->push_back({.text = {}, .plan = plan, .marks = {}, .line = line_number + 1});
        open = &into->back().text;
      }
    }
    if (open != nullptr) problem(line_number, "an example has no closing ```");
    for (auto* examples : {&rule_.flagged, &rule_.accepted}) {
      for (Example& example : *examples) take_marks(example);
    }
  }

  void take_marks(Example& example) {
    std::string plain;
    std::optional<std::size_t> begin;
    std::string_view rest = example.text;
    while (!rest.empty()) {
      if (rest.starts_with(open_mark)) {
        if (begin) problem(example.line, "⟦ stands inside ⟦…⟧");
        begin = plain.size();
        rest.remove_prefix(open_mark.size());
      } else if (rest.starts_with(close_mark)) {
        if (!begin) problem(example.line, "⟧ has no ⟦ before it");
        example.marks.emplace_back(begin.value_or(plain.size()), plain.size());
        begin.reset();
        rest.remove_prefix(close_mark.size());
      } else {
        plain += rest.front();
        rest.remove_prefix(1);
      }
    }
    if (begin) problem(example.line, "⟦ has no ⟧ behind it");
    example.text = std::move(plain);
  }

  const RuleFile& file_;
  std::vector<RuleProblem>& problems_;
  Rule rule_;
  std::uint32_t body_line_ = 1;
};

void read_authorities(const RuleFile& file, RuleSet& set, std::vector<RuleProblem>& problems) {
  const toml::parse_result result = toml::parse(file.text, file.name);
  if (!result) {
    problems.push_back({file.name, static_cast<std::uint32_t>(result.error().source().begin.line),
                        std::string(result.error().description())});
    return;
  }
  const toml::array* list = result.table()["authority"].as_array();
  if (list == nullptr) return;
  for (const toml::node& node : *list) {
    const toml::table* table = node.as_table();
    if (table == nullptr) continue;
    const auto value = [&](std::string_view key) { return (*table)[key].value_or(std::string{}); };
    Authority authority{.id = value("id"),
                        .title = value("title"),
                        .publisher = value("publisher"),
                        .year = value("year"),
                        .place = value("place"),
                        .url = value("url")};
    set.authorities.insert_or_assign(authority.id, authority);
  }
}

}  // namespace

std::optional<Rule> load_rule(const RuleFile& file, std::vector<RuleProblem>& problems) {
  return Loader(file, problems).load();
}

std::shared_ptr<const RuleSet> load_rules(std::span<const RuleFile> files, std::span<const RuleFile> authorities,
                                          std::vector<RuleProblem>& problems) {
  auto set = std::make_shared<RuleSet>();
  for (const RuleFile& file : authorities) read_authorities(file, *set, problems);
  for (const RuleFile& file : files) {
    auto rule = load_rule(file, problems);
    if (!rule) continue;
    for (const std::string& id : rule->authority) {
      if (set->authorities.contains(id)) continue;
      std::vector<std::string_view> known;
      for (const auto& [name, authority] : set->authorities) known.push_back(name);
      const std::string_view near = nearest_name(id, known);
      const std::string_view before = file.text.substr(0, std::min(file.text.find('"' + id + '"'), file.text.size()));
      problems.push_back({file.name, 1 + static_cast<std::uint32_t>(std::ranges::count(before, '\n')),
                          "`" + id + "` is not in authorities.toml" +
                              (near.empty() ? "" : "; did you mean `" + std::string(near) + "`?")});
    }
    if (const auto same = std::ranges::find(set->rules, rule->id, &Rule::id); same != set->rules.end()) {
      problems.push_back(
          {file.name, 1, "a rule named `" + rule->id + "` is there already; give this one its own name"});
      continue;
    }
    set->rules.push_back(std::move(*rule));
  }
  std::ranges::sort(set->rules, {}, &Rule::id);
  return set;
}

}  // namespace notewell::lint
