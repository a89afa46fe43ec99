#include "cli/command_tree.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "lint/builtin.hpp"

namespace notewell::cli {
namespace {

std::vector<std::string> split(const std::string& listed, char between) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= listed.size();) {
    const std::size_t end = std::min(listed.find(between, begin), listed.size());
    out.push_back(listed.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::vector<std::string> rule_ids() {
  const auto& rules = lint::builtin_knowledge()->rules->rules;
  std::vector<std::string> out(rules.size());
  std::ranges::transform(rules, out.begin(), &lint::Rule::id);
  return out;
}

std::vector<std::string> profile_ids() {
  const lint::ProfileSet& profiles = lint::builtin_knowledge()->profiles;
  std::vector<std::string> out(profiles.size());
  std::ranges::transform(profiles, out.begin(), [](const auto& profile) { return profile.first; });
  return out;
}

/// By the name that the help gives the value: there is one name for each kind.
void find_kind(OptionHelp& option, const std::string& value) {
  const bool is_profile = std::ranges::find(option.names, "--profile") != option.names.end();
  if (value.find('|') != std::string::npos) {
    option.choices = split(value, '|');
  } else if (value == "RULE") {
    option.choices = rule_ids();
  } else if (is_profile) {
    option.choices = profile_ids();
  }
  option.kind = !option.choices.empty()               ? ValueKind::choice
                : value == "FILE" || value == "PATH"  ? ValueKind::file
                : value == "DIR" || value == "FOLDER" ? ValueKind::folder
                                                      : ValueKind::text;
}

OptionHelp help_of(const CLI::Option& option) {
  OptionHelp out;
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  out.about = option.get_description();
  out.several = option.get_expected_max() > 1;
  if (option.get_positional()) {
    out.names = {option.get_name(true, false)};
    out.required = option.get_required();
    find_kind(out, option.get_type_name().empty() ? out.names.front() : option.get_type_name());
  } else if (option.get_items_expected_max() > 0) {
    out.value = option.get_type_name();
    find_kind(out, out.value);
  }
  return out;
}

}  // namespace

CommandHelp command_tree(const CLI::App& app) {
  CommandHelp out{.name = app.get_name(), .about = app.get_description(), .notes = app.get_footer()};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    (option->get_positional() ? out.arguments : out.options).push_back(help_of(*option));
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!command->get_group().empty()) out.commands.push_back(command_tree(*command));
  }
  return out;
}

}  // namespace notewell::cli
