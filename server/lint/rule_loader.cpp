// Reads rule files: TOML front matter between +++ lines, then Markdown with examples. Every mistake is told with its
// place and what would be right; the rest is read all the same.

#include <algorithm>
#include <array>

#include "lint/checks/checks.hpp"
#include "lint/rule.hpp"
#include "lint/rule_keys.hpp"
#include "note/block.hpp"
#include "note/phrases.hpp"
#include "note/toml_keys.hpp"

#include "toml/front_matter.hpp"

namespace notewell::lint {
namespace {

using toml::fence;
constexpr std::string_view open_mark = "⟦";
constexpr std::string_view close_mark = "⟧";

class Loader {
 public:
  Loader(const RuleFile& file, const RuleNames& known, std::vector<RuleProblem>& problems)
      : file_(file), known_(known), problems_(problems) {}

  std::optional<Rule> load() {
    const std::size_t before = problems_.size();
    std::string_view text = file_.text;
    if (!text.starts_with(fence)) {
      problem(1, "a rule file begins with +++, then TOML, then +++");
      return std::nullopt;
    }
    const std::string_view front_matter = toml::front_matter(text);
    if (front_matter.data() == nullptr) {
      problem(1, "the front matter has no closing +++");
      return std::nullopt;
    }
    const std::size_t end = fence.size() + front_matter.size();
    const std::size_t body = std::min(text.find('\n', end + 1), text.size() - 1) + 1;
    body_line_ = 1 + static_cast<std::uint32_t>(std::ranges::count(text.substr(0, body), '\n'));
    rule_.body = text.substr(body);
    read_name();
    const toml::Document document = toml::read(file_.packed, front_matter);
    if (!document) {
      problem(document.mistake().place, document.mistake().description);
      return std::nullopt;
    }
    read_front_matter(document.root());
    read_examples();
    if (problems_.size() != before) return std::nullopt;
    check_authority(document.root());
    return std::move(rule_);
  }

 private:
  void problem(std::uint32_t line, std::string message) {
    problems_.push_back({.file = file_.name, .line = line, .message = std::move(message), .columns = {}});
  }
  void problem(const toml::Place& at, std::string message) {
    problems_.push_back({.file = file_.name,
                         .line = note::line_of(at),
                         .message = std::move(message),
                         .columns = note::columns_of(at)});
  }

  bool check_keys(const toml::Value& table, const note::KeyTable& known) {
    return note::check_keys(table, known,
                            [this](const auto& at, std::string message) { problem(at, std::move(message)); });
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

  static std::string text(const toml::Value& table, std::string_view key) { return table[key].value_or(std::string{}); }
  static bool flag(const toml::Value& table, std::string_view key) { return table[key].value_or(false); }

  /// Every text of `key`, one or a list, must be one of `names`: "is not {what}".
  void check_names(const toml::Value& table, std::string_view key, std::span<const std::string_view> names,
                   std::string_view what) {
    const auto check = [&](const toml::Value& node) {
      const auto value = node.value<std::string>();
      if (!value || std::ranges::find(names, *value) != names.end()) return;
      const std::string_view near = nearest_name(*value, names);
      problem(node.source(), "`" + *value + "` is not " + std::string(what) +
                                 (near.empty() ? "" : "; did you mean `" + std::string(near) + "`?"));
    };
    const toml::Value* node = table.get(key);
    if (node == nullptr) return;
    if (const toml::Value* array = node->as_array()) {
      for (const toml::Value& element : array->elements()) check(element);
    } else {
      check(*node);
    }
  }

  void check_authority(const toml::Value& root) {
    std::vector<std::string_view> names;
    names.reserve(known_.authorities.size());
    for (const auto& [id, authority] : known_.authorities) names.push_back(id);
    check_names(root, "authority", names, "in authorities.toml");
  }

  void read_front_matter(const toml::Value& root) {
    check_keys(root, *rule_keys().find(""));
    rule_.title = text(root, "title");
    rule_.severity = severity_named(text(root, "severity")).value_or(Severity::warning);
    const auto gentler = static_cast<Severity>(std::min(3, static_cast<int>(rule_.severity) + 1));
    rule_.draft = severity_named(text(root, "draft")).value_or(gentler);
    rule_.tags = note::texts_of(root, "tags");
    rule_.authority = note::texts_of(root, "authority");
    if (const toml::Value* check = root["check"].as_table()) read_check(*check);
    if (const toml::Value* message = root["message"].as_table()) {
      check_keys(*message, *rule_keys().find("message"));
      rule_.message = {.what = text(*message, "what"), .why = text(*message, "why"), .do_ = text(*message, "do")};
    }
    if (const toml::Value* fixes = root["fix"].as_array()) {
      for (const toml::Value& fix : fixes->elements()) {
        if (const toml::Value* table = fix.as_table()) read_fix(*table);
      }
    }
    if (const toml::Value* options = root["options"].as_table()) {
      check_keys(*options, *rule_keys().find("options"));
      for (const auto& [key, node] : options->entries()) rule_.options.emplace(key.text(), OptionValue(option(node)));
    }
  }

  /// An option's value as text, as which rules have it.
  static std::string option(const toml::Value& node) {
    if (node.is_integer()) return std::to_string(node.value_or(std::int64_t{0}));
    if (node.is_boolean()) return node.value_or(false) ? "yes" : "no";
    return node.value_or(std::string{});
  }

  /// The keys that a [check] of this kind may have; nullptr, with a problem, if there is no such kind.
  const note::KeyTable* keys_of(const toml::Value& table) {
    std::vector<const note::KeyTable*> fitting = checks_for([](auto) { return std::string_view{}; });
    for (std::size_t known = 0; known != check_deciders.size(); ++known) {
      const std::string_view decider = check_deciders.at(known);
      std::vector<std::string_view> choices;
      for (const note::KeyTable* one : fitting) {
        const note::Key* key = one->find(decider);
        if (key != nullptr && (choices.empty() || choices.back() != key->choices.front()))
          choices.push_back(key->choices.front());
      }
      const toml::Value* node = table.get(decider);
      if (known == 0 && node == nullptr) {
        problem(table.source(), "`kind` is missing: " + note::listed(choices));
        return nullptr;
      }
      fitting = checks_for([&](std::string_view key) {
        const auto* const at = std::ranges::find(check_deciders, key);
        return static_cast<std::size_t>(at - check_deciders.begin()) <= known ? table[key].value_or(std::string_view{})
                                                                              : std::string_view{};
      });
      if (fitting.empty()) {
        const std::string value = text(table, decider);
        problem(node->source(),
                "`" + std::string(decider) + " = \"" + value + "\"` is not known" + note::meant(value, choices, ": "));
        return nullptr;
      }
    }
    return fitting.front();
  }

  void read_check(const toml::Value& table) {
    const note::KeyTable* keys = keys_of(table);
    if (keys == nullptr) return;
    check_keys(table, *keys);
    check_vocabulary(table, *keys);
    const std::string kind = text(table, "kind");
    if (kind == "field") {
      rule_.check = FieldCheck{.field = text(table, "field"), .or_fields = note::texts_of(table, "or_fields")};
    } else if (kind == "evidence") {
      rule_.check =
          EvidenceCheck{.each = text(table, "each"), .in = note::texts_of(table, "in"), .needs = text(table, "needs")};
    } else if (kind == "mention") {
      rule_.check = MentionCheck{.of = text(table, "of")};
    } else if (kind == "phrase") {
      PhraseCheck check{.patterns = note::texts_of(table, "patterns"),
                        .except = note::texts_of(table, "except"),
                        .whole_statement = flag(table, "whole_statement"),
                        .compiled = nullptr,
                        .generic = false,
                        .label_repeats = flag(table, "label_repeats")};
      compile(table, check);
      rule_.check = std::move(check);
    } else if (kind == "element") {
      rule_.check = ElementCheck{.of = note::texts_of(table, "of"),
                                 .at = note::role_named(text(table, "at")),
                                 .section = note::role_named(text(table, "section")),
                                 .every_session = flag(table, "every_session"),
                                 .not_for = note::texts_of(table, "not_for")};
    } else if (kind == "wording") {
      rule_.check = WordingCheck{.of = note::wording_kind_named(text(table, "of")).value_or(note::WordingKind::vague)};
    } else if (kind == "native") {
      rule_.check = NativeCheck{.name = text(table, "name")};
    }
  }

  /// Fields, groups and elements must be there.
  void check_vocabulary(const toml::Value& table, const note::KeyTable& keys) {
    for (const note::Key& key : keys.keys) {
      if (key.names == note::Names::anything || !table.contains(key.name)) continue;
      const auto names = note::names_in(known_.vocabulary, key.names);
      const std::string_view kind = note::name_of(key.names);
      const std::string_view article = kind.starts_with('e') ? "an " : "a ";  // "an element", "an entry"
      check_names(table, key.name, names, std::string(article).append(kind) + " of the vocabulary");
    }
  }

  /// Compiles the patterns; "@generic" stands for the vocabulary's, which statements are held against once.
  void compile(const toml::Value& table, PhraseCheck& check) {
    std::vector<std::string> patterns = check.patterns;
    check.generic = std::erase(patterns, "@generic") != 0;
    if (patterns.empty()) {
      if (!check.generic && !check.label_repeats)
        problem(table.source(), "a phrase check without `patterns` finds nothing");
      return;
    }
    std::string wrong;
    const auto whose = file_.packed.empty() ? note::Patterns::of_a_practice : note::Patterns::of_the_program;
    check.compiled = note::Phrases::compile(patterns, check.except, check.whole_statement, whose, wrong);
    if (check.compiled == nullptr) problem(table.get("patterns")->source(), wrong);
  }

  void read_fix(const toml::Value& table) {
    check_keys(table, *rule_keys().find("fix"));
    FixPattern fix{.title = text(table, "title"),
                   .when = text(table, "when"),
                   .place = text(table, "place"),
                   .snippet = note::texts_of(table, "snippet"),
                   .example = note::texts_of(table, "example"),
                   .safe = flag(table, "safe")};
    rule_.fixes.push_back(std::move(fix));
  }

  /// The ```pnote blocks under "# Flagged" and "# Accepted", and ```toml blocks, which are settings. A ```pnote NAME
  /// block is a file beside the examples below it, up to the next heading or the next block of that name; plan.pnote is
  /// the treatment plan.
  void read_examples() {
    std::string_view rest = rule_.body;
    std::uint32_t line_number = body_line_;
    std::vector<Example>* into = nullptr;
    std::vector<ExampleFile> files;
    std::string* open = nullptr;
    std::uint32_t opened = 0;  // the line of the fence
    constexpr std::string_view example_fence = "```pnote";
    for (; !rest.empty(); ++line_number) {
      if (open == nullptr) opened = line_number;
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
        files.clear();
      } else if (const auto name = note::trimmed(line.substr(std::min(example_fence.size(), line.size())));
                 into != nullptr && line.starts_with(example_fence) && !name.empty()) {
        std::erase_if(files, [&](const ExampleFile& file) { return file.name == name; });
        open = &files.emplace_back(ExampleFile{.name = std::string(name), .text = {}}).text;
      } else if (into != nullptr && line.starts_with(example_fence)) {
        into->push_back({.text = {}, .files = files, .marks = {}, .line = line_number + 1});
        open = &into->back().text;
      } else if (into != nullptr && line == "```toml") {
        into->push_back({.text = {}, .files = {}, .settings = true, .marks = {}, .line = line_number + 1});
        open = &into->back().text;
      }
    }
    if (open != nullptr) problem(opened, "this example has no closing ```");
    for (auto* examples : {&rule_.flagged, &rule_.accepted}) {
      for (Example& example : *examples) take_marks(example);
    }
  }

  void take_marks(Example& example) {
    std::string plain;
    constexpr std::size_t none = std::string::npos;
    std::size_t begin = none;
    std::string_view rest = example.text;
    while (!rest.empty()) {
      if (rest.starts_with(open_mark)) {
        if (begin != none) problem(example.line, "⟦ stands inside ⟦…⟧");
        begin = plain.size();
        rest.remove_prefix(open_mark.size());
      } else if (rest.starts_with(close_mark)) {
        if (begin == none) problem(example.line, "⟧ has no ⟦ before it");
        example.marks.emplace_back(std::min(begin, plain.size()), plain.size());
        begin = none;
        rest.remove_prefix(close_mark.size());
      } else {
        const std::size_t next = std::min(rest.find(open_mark.front(), 1), rest.size());  // both begin alike
        plain += rest.substr(0, next);
        rest.remove_prefix(next);
      }
    }
    if (begin != none) problem(example.line, "⟦ has no ⟧ behind it");
    example.text = std::move(plain);
  }

  const RuleFile& file_;
  const RuleNames& known_;
  std::vector<RuleProblem>& problems_;
  Rule rule_;
  std::uint32_t body_line_ = 1;
};

void read_authorities(const RuleFile& file, RuleSet& set, std::vector<RuleProblem>& problems) {
  const auto problem = [&](const toml::Place& at, std::string message) {
    problems.push_back(
        {.file = file.name, .line = note::line_of(at), .message = std::move(message), .columns = note::columns_of(at)});
  };
  const toml::Document document = toml::read(file.packed, file.text);
  if (!document) return problem(document.mistake().place, document.mistake().description);
  note::check_keys(document.root(), *authority_keys().find(""), problem);
  const toml::Value* list = document.root()["authority"].as_array();
  if (list == nullptr) return;
  for (const toml::Value& node : list->elements()) {
    const toml::Value* table = node.as_table();
    if (table == nullptr || !note::check_keys(*table, *authority_keys().find("authority"), problem)) continue;
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

std::optional<Rule> load_rule(const RuleFile& file, const RuleNames& known, std::vector<RuleProblem>& problems) {
  return Loader(file, known, problems).load();
}

std::shared_ptr<const RuleSet> load_rules(std::span<const RuleFile> files, std::span<const RuleFile> authorities,
                                          const note::Vocabulary& vocabulary, std::vector<RuleProblem>& problems) {
  auto set = std::make_shared<RuleSet>();
  for (const RuleFile& file : authorities) read_authorities(file, *set, problems);
  const RuleNames known{.vocabulary = vocabulary, .authorities = set->authorities};
  for (const RuleFile& file : files) {
    auto rule = load_rule(file, known, problems);
    if (!rule) continue;
    if (std::ranges::find(set->rules, rule->id, &Rule::id) != set->rules.end()) {
      problems.push_back(same_id(file, *rule));
      continue;
    }
    set->rules.push_back(std::move(*rule));
  }
  std::ranges::sort(set->rules, {}, &Rule::id);
  return set;
}

RuleProblem same_id(const RuleFile& file, const Rule& rule) {
  return {.file = file.name,
          .line = 1,
          .message = "a rule named `" + rule.id + "` is there already; give this one its own name",
          .columns = {}};
}

}  // namespace notewell::lint
