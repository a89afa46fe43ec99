#include "cli/print_config.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <ostream>

#include "cli/read_note.hpp"
#include "cli/rules.hpp"
#include "cli/unicode.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;

/// The path as a person would type it here.
std::string shown(const fs::path& path) {
  std::error_code error;
  const fs::path here = fs::canonical(fs::current_path(error), error);
  const std::string whole = path.string();
  const std::string near = error ? whole : path.lexically_proximate(here).string();
  return near.size() < whole.size() ? near : whole;
}

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) (out += c == '"' || c == '\\' ? "\\" : "") += c;
  return out += '"';
}

/// "name  = value  # by", lined up.
struct Line {
  std::string name;
  std::string value;
  std::string by;  // empty: the rule's own file
};

std::string lined_up(const std::vector<Line>& lines) {
  std::size_t name = 0;
  std::size_t value = 0;
  for (const Line& line : lines) {
    name = std::max(name, line.name.size());
    value = std::max(value, line.value.size());
  }
  std::string out;
  for (const Line& line : lines) {
    out += line.name + std::string(name - line.name.size(), ' ') + " = " + line.value;
    if (!line.by.empty()) out += std::string(value - line.value.size(), ' ') + "  # " + line.by;
    out += '\n';
  }
  return out;
}

std::string rules_table(const lint::RuleSet& rules, const lint::Profile& profile) {
  std::vector<Line> lines;
  for (const lint::Rule& rule : rules.rules) {
    if (rule.id == lint::config_invalid) continue;
    const auto severity = lint::severity_of(rule, &profile, true);
    const auto set = profile.severities.find(rule.id);
    lines.push_back({.name = rule.id,
                     .value = toml_text(severity ? lint::name_of(*severity) : "off"),
                     .by = set == profile.severities.end() ? "" : set->second.by});
  }
  return "\n[rules]\n" + lined_up(lines);
}

/// As TOML writes what stands as text in the rule's [options].
std::string option_value(std::string_view text) {
  if (text == "yes" || text == "no") return text == "yes" ? "true" : "false";
  const bool number = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  return number ? std::string(text) : toml_text(text);
}

std::string options_tables(const lint::RuleSet& rules, const lint::Profile& profile) {
  std::string out;
  for (const lint::Rule& rule : rules.rules) {
    if (rule.options.empty()) continue;
    std::vector<Line> lines;
    const auto of = profile.options.find(rule.id);
    for (const auto& [name, own] : rule.options) {
      lines.push_back({.name = name, .value = option_value(lint::option_of(rule, &profile, name).text), .by = ""});
      if (of == profile.options.end()) continue;
      if (const auto set = of->second.find(name); set != of->second.end()) lines.back().by = set->second.by;
    }
    out += "\n[options." + rule.id + "]\n" + lined_up(lines);
  }
  return out;
}

std::string elements_table(const lint::Profile& profile) {
  std::string out = "\n[elements]\nasked = [\n";
  for (const std::string& id : profile.asked) out += "  " + toml_text(id) + ",\n";
  return out + "]\n";
}

std::string clinician_table(const lint::Clinician& clinician) {
  if (clinician.name.empty() && clinician.credentials.empty()) return {};
  return "\n[clinician]\nname        = " + toml_text(clinician.name) +
         "\ncredentials = " + toml_text(clinician.credentials) + '\n';
}

std::string as_toml(const chart::Configuration& configuration) {
  const lint::RuleSet& rules = *configuration.knowledge->rules;
  const lint::Profile& profile = *configuration.profile;
  const std::string whose = "the profile " + profile.id + " (" + profile.title + ")";
  const std::string from = configuration.file.empty()
                               ? "There is no notewell.toml: " + whose + "."
                               : printable(shown(configuration.file)) + ", on top of " + whose + ".";
  std::error_code error;
  const std::string own =
      configuration.own_rules.empty()
          ? ""
          : "own_rules = " + toml_text(fs::absolute(configuration.own_rules, error).lexically_normal().string()) + '\n';
  const bool day_first = profile.dates == note::DateOrder::day_first;
  return "# " + from + "\nprofile = " + toml_text(profile.id) +
         "\ndates   = " + (day_first ? "\"day first\"" : "\"month first\"") + '\n' + own +
         clinician_table(profile.clinician) + rules_table(rules, profile) + options_tables(rules, profile) +
         elements_table(profile);
}

/// The folder of the notes that are asked about.
Outcome<fs::path> folder_asked(const CheckOptions& options) {
  if (options.standard_input) return fs::path(options.standard_input_name).parent_path();
  if (options.paths.empty()) return fs::path();
  if (options.paths.size() > 1)
    return Error{.where = "--print-config", .what = "there is more than one path", .remedy = "Name one at a time."};
  const fs::path path(options.paths.front());
  std::error_code error;
  if (!fs::exists(path, error)) return unreadable(options.paths.front(), ENOENT);
  return fs::is_directory(path, error) ? path : path.parent_path();
}

}  // namespace

Outcome<chart::Choice> choice(const std::string& profile, const std::string& config) {
  auto named = profile_named(profile);
  if (auto* problem = std::get_if<Error>(&named)) return std::move(*problem);
  std::error_code error;
  if (!config.empty() && !fs::is_regular_file(config, error))
    return Error{.where = "--config", .what = "there is no file “" + config + "”", .remedy = "Name a notewell.toml."};
  return chart::Choice{.profile = std::get<std::shared_ptr<const lint::Profile>>(std::move(named)),
                       .file = config,
                       .top = chart::home_folder()};
}

std::string messages_of(const chart::Configuration& configuration) {
  std::string out;
  for (const lint::ProfileProblem& problem : configuration.problems) {
    std::string where = shown(problem.file);
    if (problem.line != 0) where += ':' + std::to_string(problem.line);
    out += message_of({.where = where, .what = "config-invalid: " + problem.what, .remedy = problem.remedy});
  }
  return out;
}

Exit print_config(const CheckOptions& options, Streams streams) {
  const auto fail = [&](const Error& problem) {
    streams.err << message_of(problem);
    return Exit::failed;
  };
  auto chosen = choice(options.profile, options.config);
  if (const auto* problem = std::get_if<Error>(&chosen)) return fail(*problem);
  const auto folder = folder_asked(options);
  if (const auto* problem = std::get_if<Error>(&folder)) return fail(*problem);
  const auto of = chart::configurations(lint::builtin_knowledge(), std::get<chart::Choice>(std::move(chosen)));
  const auto configuration = of(std::get<fs::path>(folder));
  streams.out << as_toml(*configuration);
  streams.err << messages_of(*configuration);
  return configuration->problems.empty() ? Exit::clean : Exit::failed;
}

}  // namespace notewell::cli
