#include "lint/profile.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "lint/rule_keys.hpp"
#include "note/seal.hpp"
#include "note/toml_keys.hpp"

namespace notewell::lint {
namespace {

using Names = std::vector<std::string_view>;

std::string in_quotes(std::string_view name) {
  return "“" + std::string(name) + "”";
}

/// "Did you mean …?", or the whole list where nothing is near.
std::string meant(std::string_view name, std::span<const std::string_view> names) {
  if (const auto near = nearest_name(name, names); !near.empty()) return "Did you mean " + in_quotes(near) + "?";
  std::string listed;
  for (const std::string_view one : names) listed += (listed.empty() ? "" : ", ") + std::string(one);
  return "These are known: " + listed + ".";
}

/// What a text of [options] stands for, told from the value that the rule's file gives.
enum class OptionKind { number, yes_or_no, text };

OptionKind kind_of(std::string_view value) {
  if (value == "yes" || value == "no") return OptionKind::yes_or_no;
  const bool digits = !value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? OptionKind::number : OptionKind::text;
}

/// Reads the tables that profiles and a practice's own settings share.
class Reader {
 public:
  Reader(std::string file, std::string by, const Nameable& known, std::vector<ProfileProblem>& problems)
      : file_(std::move(file)), by_(std::move(by)), rules_(known.rules), problems_(problems) {
    for (const note::Element& element : known.elements) elements_.push_back(element.id);
  }

  /// nullopt, with a problem, where the text is no TOML.
  std::optional<toml::Document> parse(const ProfileFile& file) {
    toml::Document document = toml::read(file.packed, file.text);
    if (document) return document;
    problem_at(document.mistake().place, "this is not TOML: " + document.mistake().description,
               "A line is key = \"value\" or [table].");
    return std::nullopt;
  }

  void known_keys(const toml::Value& table, const note::KeyTable& known) {
    Names names;
    for (const note::Key& key : known.keys) names.push_back(key.name);
    known_keys(table, known.what, names);
  }

  void known_keys(const toml::Value& table, std::string_view where, const Names& names) {
    for (const auto& [key, node] : table.entries()) {
      if (std::ranges::find(names, key.text()) != names.end()) continue;
      problem(key, in_quotes(key.text()) + " is not a key of " + std::string(where), meant(key.text(), names));
    }
  }

  std::string text(const toml::Value& table, std::string_view key) {
    const toml::Value* node = table.get(key);
    if (node == nullptr) return {};
    if (const auto value = node->value<std::string>()) return *value;
    problem(*node, in_quotes(key) + " takes a text", "Put it in quotation marks.");
    return {};
  }

  std::vector<std::string> texts(const toml::Value& table, std::string_view key) {
    std::vector<std::string> out;
    each_text(table, key, [&](const toml::Value&, std::string value) { out.push_back(std::move(value)); });
    return out;
  }

  /// What [rules], [options.RULE] and [elements] say, on top of what `profile` says.
  void read_tables(const toml::Value& root, Profile& profile) {
    if (const auto* table = table_of(root, "rules")) read_rules(*table, profile);
    if (const auto* table = table_of(root, "options")) read_options(*table, profile);
    if (const auto* table = table_of(root, "elements")) read_elements(*table, profile);
  }

  void read_dates(const toml::Value& root, Profile& profile) {
    const std::string order = text(root, "dates");
    if (order == "day first" || order == "month first") profile.dates_chosen = true;
    if (order == "day first") {
      profile.dates = note::DateOrder::day_first;
    } else if (order == "month first") {
      profile.dates = note::DateOrder::month_first;
    } else if (!order.empty()) {
      problem(*root.get("dates"), in_quotes(order) + " is no order of dates", "Write “month first” or “day first”.");
    }
  }

  void read_clinician(const toml::Value& root, Profile& profile) {
    const toml::Value* table = table_of(root, "clinician");
    if (table == nullptr) return;
    known_keys(*table, *settings_keys().find("clinician"));
    for (const auto& [key, value] :
         {std::pair{"name", &profile.clinician.name}, {"credentials", &profile.clinician.credentials}}) {
      std::string words = text(*table, key);
      if (words.empty()) continue;
      if (note::fits_signature(words))
        *value = std::move(words);
      else
        problem(*table->get(key), in_quotes(words) + " can't stand in a signature",
                "Write it as one line, without “--” and ‹blanks›.");
    }
  }

  /// Who builds the index reads it; here only its mistakes are told.
  void check_index(const toml::Value& root) {
    const toml::Value* table = table_of(root, "index");
    if (table == nullptr) return;
    known_keys(*table, *settings_keys().find("index"));
    const toml::Value* cache = table->get("cache");
    if (cache != nullptr && !cache->is_boolean())
      problem(*cache, in_quotes("cache") + " is on or off", "Write true or false.");
  }

  template <class At>  // NOLINTNEXTLINE(performance-unnecessary-value-param): both are moved on
  void problem(const At& at, std::string what, std::string remedy) {
    problem_at(at.source(), std::move(what), std::move(remedy));
  }

 private:
  void problem_at(const toml::Place& at, std::string what, std::string remedy) {
    problems_.push_back({.file = file_,
                         .line = note::line_of(at),
                         .what = std::move(what),
                         .remedy = std::move(remedy),
                         .columns = note::columns_of(at)});
  }

  const toml::Value* table_of(const toml::Value& root, std::string_view key) {
    const toml::Value* node = root.get(key);
    if (node == nullptr) return nullptr;
    if (!node->is_table()) problem(*node, in_quotes(key) + " is a table", "Write [" + std::string(key) + "] above it.");
    return node->as_table();
  }

  template <class Function>
  void each_text(const toml::Value& table, std::string_view key, Function take) {
    const toml::Value* node = table.get(key);
    if (node == nullptr) return;
    const toml::Value* array = node->as_array();
    if (array == nullptr) return problem(*node, in_quotes(key) + " takes a list", "Write [\"one\", \"two\"].");
    for (const toml::Value& element : array->elements()) {
      if (auto value = element.value<std::string>()) {
        take(element, std::move(*value));
      } else {
        problem(element, in_quotes(key) + " holds something that is no text", "Put each in quotation marks.");
      }
    }
  }

  const Rule* rule(const toml::Value& key) {
    const Rule* found = rules_.find(key.text());
    if (found == nullptr) {
      const auto near = rules_.nearest(key.text());
      problem(key, "there is no rule " + in_quotes(key.text()),
              near.empty() ? "`notewell rules` lists them all." : "Did you mean " + in_quotes(near) + "?");
    }
    return found;
  }

  void read_rules(const toml::Value& table, Profile& profile) {
    for (const auto& [key, node] : table.entries()) {
      if (rule(key) == nullptr) continue;
      if (key.text() == config_invalid) {
        problem(key, in_quotes(config_invalid) + " can't be set: it tells of mistakes in files like this one",
                "Take the line out, and put the mistakes right.");
        continue;
      }
      const std::string name = node.value_or(std::string{});
      const auto severity = severity_named(name);
      if (!severity && name != "off") {
        problem(node, (node.is_string() ? in_quotes(name) : "this") + " is no severity",
                "Write \"error\", \"warning\", \"information\", \"hint\" or \"off\".");
        continue;
      }
      profile.severities.insert_or_assign(std::string(key.text()),
                                          SetBy<std::optional<Severity>>{.value = severity, .by = by_});
    }
  }

  void read_options(const toml::Value& table, Profile& profile) {
    for (const auto& [key, node] : table.entries()) {
      const Rule* of = rule(key);
      if (of == nullptr) continue;
      const toml::Value* options = node.as_table();
      if (options == nullptr) {
        problem(node, in_quotes(key.text()) + " is a table",
                "Write [options." + std::string(key.text()) + "] above it.");
        continue;
      }
      for (const auto& [name, value] : options->entries()) read_option(*of, name, value, profile);
    }
  }

  void read_option(const Rule& of, const toml::Value& name, const toml::Value& node, Profile& profile) {
    const auto known = of.options.find(std::string(name.text()));
    if (known == of.options.end()) {
      Names names;
      for (const auto& [option, value] : of.options) names.push_back(option);
      return problem(name, "the rule " + of.id + " has no option " + in_quotes(name.text()),
                     names.empty() ? "It has no options." : meant(name.text(), names));
    }
    auto value = option_value(node, kind_of(known->second.text));
    if (!value) {
      constexpr std::array<std::string_view, 3> wanted = {"Write a number from 0.", "Write true or false.",
                                                          "Write a text in quotation marks."};
      return problem(node, "this is no value for " + in_quotes(name.text()),
                     std::string(wanted.at(static_cast<std::size_t>(kind_of(known->second.text)))));
    }
    profile.options[of.id].insert_or_assign(std::string(name.text()),
                                            SetBy<OptionValue>{.value = OptionValue(std::move(*value)), .by = by_});
  }

  /// The value as rules have it; none if it is not of the kind. What is right without quotation marks is right in them.
  static std::optional<std::string> option_value(const toml::Value& node, OptionKind kind) {
    std::string written = node.value_or(std::string{});
    if (node.is_integer()) written = std::to_string(node.value_or(std::int64_t{0}));
    if (node.is_boolean()) written = node.value_or(false) ? "yes" : "no";
    const bool fits = kind == OptionKind::text ? node.is_string() : kind_of(written) == kind;
    return fits ? std::optional(std::move(written)) : std::nullopt;
  }

  std::set<std::string_view> elements(const toml::Value& table, std::string_view key) {
    std::set<std::string_view> out;
    each_text(table, key, [&](const toml::Value& node, const std::string& id) {
      if (const auto it = std::ranges::find(elements_, id); it != elements_.end()) {
        out.insert(*it);
      } else {
        problem(node, "there is no element " + in_quotes(id), meant(id, elements_));
      }
    });
    return out;
  }

  void read_elements(const toml::Value& table, Profile& profile) {
    known_keys(table, *settings_keys().find("elements"));
    std::set<std::string_view> asked(profile.asked.begin(), profile.asked.end());
    if (table.contains("asked")) asked = elements(table, "asked");
    asked.merge(elements(table, "also"));
    for (const std::string_view id : elements(table, "without")) asked.erase(id);
    std::vector<std::string> listed;
    for (const std::string_view id : elements_) {
      if (asked.contains(id)) listed.emplace_back(id);
    }
    profile.asked = std::move(listed);
  }

  std::string file_;
  std::string by_;
  const RuleSet& rules_;
  Names elements_;
  std::vector<ProfileProblem>& problems_;
};

/// Reads profiles in the order in which they build on one another.
class ProfileLoader {
 public:
  ProfileLoader(const Nameable& known, std::vector<ProfileProblem>& problems) : known_(known), problems_(problems) {}

  ProfileSet load(std::span<const ProfileFile> files) {
    for (const ProfileFile& file : files) {
      const std::string id = id_of(file.name);
      Reader reader(file.name, id, known_, problems_);
      if (auto document = reader.parse(file))
        parsed_.emplace(id, Parsed{.document = std::move(*document), .reader = reader});
    }
    for (auto& [id, parsed] : parsed_) (void)profile(id);
    return std::move(done_);
  }

 private:
  struct Parsed {
    toml::Document document;
    Reader reader;
    bool begun = false;
  };

  static std::string id_of(std::string_view name) {
    name.remove_prefix(name.find_last_of('/') + 1);  // npos + 1 is 0
    return std::string(name.substr(0, name.find_last_of('.')));
  }

  // NOLINTNEXTLINE(misc-no-recursion): as deep as profiles build on one another; `begun` stops a circle
  std::shared_ptr<const Profile> profile(const std::string& id) {
    if (const auto it = done_.find(id); it != done_.end()) return it->second;
    Parsed& parsed = parsed_.at(id);
    parsed.begun = true;
    const toml::Value& root = parsed.document.root();
    Reader& reader = parsed.reader;
    reader.known_keys(root, "a profile", {"title", "extends", "sources", "rules", "options", "elements"});
    auto made = std::make_shared<Profile>(inherited(id, root, reader));
    made->id = id;
    made->title = reader.text(root, "title");
    made->sources = reader.texts(root, "sources");
    for (const std::string& source : made->sources) {
      if (known_.rules.authorities.contains(source)) continue;
      Names known;
      for (const auto& [name, authority] : known_.rules.authorities) known.push_back(name);
      const auto near = nearest_name(source, known);
      reader.problem(*root.get("sources"), in_quotes(source) + " is not in authorities.toml",
                     near.empty() ? "Add it there." : "Did you mean " + in_quotes(near) + "?");
    }
    reader.read_tables(root, *made);
    return done_[id] = made;
  }

  // NOLINTNEXTLINE(misc-no-recursion): see profile()
  Profile inherited(const std::string& id, const toml::Value& root, Reader& reader) {
    std::string base = reader.text(root, "extends");
    if (base.empty() && id != "default") base = "default";
    const auto it = parsed_.find(base);
    if (it != parsed_.end() && (done_.contains(base) || !it->second.begun)) return *profile(base);
    if (root.contains("extends")) {
      Names known;
      for (const auto& [name, parsed] : parsed_) known.push_back(name);
      reader.problem(
          *root.get("extends"),
          it == parsed_.end() ? "there is no profile " + in_quotes(base) : in_quotes(base) + " builds on this one",
          it == parsed_.end() ? meant(base, known) : "Profiles can't build on one another in a circle.");
    }
    return {};
  }

  Nameable known_;
  std::vector<ProfileProblem>& problems_;
  std::map<std::string, Parsed, std::less<>> parsed_;
  ProfileSet done_;
};

}  // namespace

std::optional<Severity> severity_of(const Rule& rule, const Profile* profile, bool as_signed) {
  Severity severity = rule.severity;
  if (profile != nullptr) {
    if (const auto set = profile->severities.find(rule.id); set != profile->severities.end()) {
      const auto& given = set->second.value;
      if (!given) return std::nullopt;
      severity = *given;
    }
  }
  if (as_signed) return severity;
  const int step = static_cast<int>(rule.draft) - static_cast<int>(rule.severity);
  return static_cast<Severity>(std::clamp(static_cast<int>(severity) + step, 0, static_cast<int>(Severity::hint)));
}

const OptionValue& option_of(const Rule& rule, const Profile* profile, std::string_view name) {
  if (profile != nullptr) {
    if (const auto of = profile->options.find(rule.id); of != profile->options.end()) {
      if (const auto set = of->second.find(name); set != of->second.end()) return set->second.value;
    }
  }
  static const OptionValue none;
  const auto own = rule.options.find(name);
  return own == rule.options.end() ? none : own->second;
}

bool asks(const Profile* profile, std::string_view element) {
  return profile == nullptr || std::ranges::find(profile->asked, element) != profile->asked.end();
}

ProfileSet load_profiles(std::span<const ProfileFile> files, const Nameable& known,
                         std::vector<ProfileProblem>& problems) {
  return ProfileLoader(known, problems).load(files);
}

std::shared_ptr<const Profile> load_settings(const ProfileFile& file, const Nameable& known, const ProfileSet& profiles,
                                             const std::shared_ptr<const Profile>& base,
                                             std::vector<ProfileProblem>& problems) {
  std::vector<ProfileProblem> found;
  Reader reader(file.name, file.name.substr(file.name.find_last_of('/') + 1), known, found);
  static const toml::Document nothing = toml::parse("");
  const auto document = reader.parse(file);
  const toml::Value& root = document ? document->root() : nothing.root();
  reader.known_keys(root, *settings_keys().find(""));
  auto named = profiles.find("default");
  if (const std::string name = reader.text(root, "profile"); !name.empty()) {
    if (const auto it = profiles.find(name); it != profiles.end()) {
      named = it;
    } else {
      reader.problem(*root.get("profile"), "there is no profile " + in_quotes(name), profile_meant(profiles, name));
    }
  }
  auto made = std::make_shared<Profile>(base != nullptr ? *base : named == profiles.end() ? Profile{} : *named->second);
  reader.read_tables(root, *made);
  reader.read_dates(root, *made);
  reader.read_clinician(root, *made);
  reader.check_index(root);
  (void)reader.text(root, "own_rules");                        // read before; here only its mistakes are told
  std::ranges::stable_sort(found, {}, &ProfileProblem::line);  // TOML's tables are sorted by key
  std::ranges::move(found, std::back_inserter(problems));
  return made;
}

OwnRules own_rules_of(const ProfileFile& file) {
  const toml::Document document = toml::read(file.packed, file.text);
  if (!document) return {};
  const toml::Value& node = document.root()["own_rules"];
  if (!node.is_string()) return {};
  return {.folder = node.value_or(std::string{}),
          .line = note::line_of(node.source()),
          .columns = note::columns_of(node.source())};
}

std::string profile_meant(const ProfileSet& profiles, std::string_view name) {
  Names known;
  for (const auto& [id, profile] : profiles) known.push_back(id);
  return meant(name, known);
}

}  // namespace notewell::lint
