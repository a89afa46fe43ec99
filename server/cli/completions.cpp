#include "cli/completions.hpp"

#include <algorithm>
#include <vector>

namespace notewell::cli {
namespace {

/// A command where it stands: "debug tree", with the options that it takes besides its own.
struct Placed {
  std::string path;  // "" for the program itself
  const CommandHelp* command = nullptr;
  std::vector<OptionHelp> options;
};

void place(const CommandHelp& command, const std::string& path, const std::vector<OptionHelp>& above,
           std::vector<Placed>& out) {
  Placed placed{.path = path, .command = &command, .options = command.options};
  for (const OptionHelp& option : above) {
    const bool own = std::ranges::any_of(command.options, [&](const OptionHelp& o) { return o.names == option.names; });
    if (!own) placed.options.push_back(option);
  }
  const std::vector<OptionHelp> options = placed.options;
  out.push_back(std::move(placed));
  for (const CommandHelp& below : command.commands)
    place(below, path.empty() ? below.name : path + " " + below.name, options, out);
}

std::vector<Placed> all_of(const CommandHelp& program) {
  std::vector<Placed> out;
  place(program, "", {}, out);
  return out;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : std::string(between)) + word;
  return out;
}

std::vector<std::string> names_of(const std::vector<CommandHelp>& commands) {
  std::vector<std::string> out(commands.size());
  std::ranges::transform(commands, out.begin(), &CommandHelp::name);
  return out;
}

std::string replaced(std::string_view text, std::string_view marks, std::string_view before) {
  std::string out;
  for (const char c : text) {
    if (marks.find(c) != std::string_view::npos) out += before;
    out += c;
  }
  return out;
}

// --- bash

std::string bash_words(const std::vector<std::string>& words) {
  return "COMPREPLY=($(compgen -W '" + joined(words, " ") + "' -- \"$current\"))";
}

/// Nothing for files: with no answer, bash completes them itself.
std::string bash_values(const OptionHelp& option) {
  switch (option.kind) {
    case ValueKind::choice:
      return bash_words(option.choices);
    case ValueKind::folder:
      return "_notewell_folders";
    default:
      return ":";
  }
}

std::string bash(const CommandHelp& program) {
  const auto commands = all_of(program);
  std::string values_skipped;
  std::string values;
  std::string below;
  std::string words;
  for (const Placed& placed : commands) {
    std::vector<std::string> names;
    for (const OptionHelp& option : placed.options) {
      names.insert(names.end(), option.names.begin(), option.names.end());
      if (option.kind == ValueKind::none) continue;
      std::string pattern;
      for (const std::string& name : option.names)
        pattern += (pattern.empty() ? "\"" : " | \"") + placed.path + " " + name + "\"";
      values_skipped += (values_skipped.empty() ? "" : " | ") + pattern;
      values += "    " + pattern + ") " + bash_values(option) + "; return ;;\n";
    }
    for (const CommandHelp& command : placed.command->commands) {
      const std::string path = placed.path.empty() ? command.name : placed.path + " " + command.name;
      below += "      \"" + placed.path + " " + command.name + "\") command=\"" + path + "\" ;;\n";
    }
    std::string bare = ":";
    if (!placed.command->commands.empty())
      bare = bash_words(names_of(placed.command->commands));
    else if (!placed.command->arguments.empty())
      bare = bash_values(placed.command->arguments.front());
    words += "    \"" + placed.path + " \"-*) " + bash_words(names) + " ;;\n";
    words += "    \"" + placed.path + " \"*) " + bare + " ;;\n";
  }
  return "# Completion of notewell for bash, written by `notewell completions bash`.\n\n"
         "_notewell_folders() {\n"
         "  local IFS=$'\\n'\n"
         "  COMPREPLY=($(compgen -d -- \"$current\"))\n"
         "  compopt -o filenames 2>/dev/null\n"
         "}\n\n"
         "_notewell() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= index\n"
         "  COMPREPLY=()\n"
         "  # \"--format=json\" is three words to bash.\n"
         "  if [ \"$current\" = = ]; then current=; fi\n"
         "  if [ \"$previous\" = = ]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
         "  for ((index = 1; index < COMP_CWORD; index++)); do\n"
         "    case \"$command ${COMP_WORDS[index]}\" in\n" +
         below + "      " + values_skipped +
         ")\n"
         "        if [ \"${COMP_WORDS[index + 1]}\" = = ]; then index=$((index + 1)); fi\n"
         "        index=$((index + 1)) ;;\n"
         "    esac\n"
         "  done\n"
         "  case \"$command $previous\" in\n" +
         values +
         "  esac\n"
         "  case \"$command $current\" in\n" +
         words +
         "  esac\n"
         "}\n"
         "complete -o bashdefault -o default -F _notewell notewell\n";
}

// --- zsh

std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

std::string zsh_told(std::string_view text) {
  return replaced(text, "[]:\\", "\\");
}

std::string zsh_values(const OptionHelp& option) {
  const std::string name = zsh_told(
      option.value.find('|') != std::string::npos || option.value.empty() ? option.names.back() : option.value);
  switch (option.kind) {
    case ValueKind::none:
      return {};
    case ValueKind::choice:
      return ":" + name + ":(" + joined(option.choices, " ") + ")";
    case ValueKind::file:
      return ":" + name + ":_files";
    case ValueKind::folder:
      return ":" + name + ":_files -/";
    case ValueKind::text:
      return ":" + name + ": ";
  }
  return {};
}

std::string zsh_name(const std::string& path) {
  std::string out = "_notewell";
  if (!path.empty()) out += "_" + path;
  std::ranges::replace(out, ' ', '_');
  return out;
}

std::string zsh(const CommandHelp& program) {
  std::string out = "#compdef notewell\n# Completion of notewell for zsh, written by `notewell completions zsh`.\n\n";
  for (const Placed& placed : all_of(program)) {
    std::string arguments;
    for (const OptionHelp& option : placed.options) {
      for (const std::string& name : option.names) {
        const bool takes_sign = option.kind != ValueKind::none && name.starts_with("--");
        arguments += " \\\n    " + single_quoted((option.several ? "*" : "") + name + (takes_sign ? "=" : "") + "[" +
                                                 zsh_told(option.about) + "]" + zsh_values(option));
      }
    }
    const auto& below = placed.command->commands;
    if (below.empty()) {
      for (const OptionHelp& argument : placed.command->arguments)
        arguments += " \\\n    " + single_quoted((argument.several ? "*" : "") + zsh_values(argument));
      out += zsh_name(placed.path) + "() {\n  _arguments" + arguments + "\n}\n\n";
      continue;
    }
    out += zsh_name(placed.path) +
           "() {\n"
           "  local curcontext=\"$curcontext\" state line result=1\n"
           "  typeset -A opt_args\n"
           "  _arguments -C" +
           arguments +
           " \\\n    '1: :->command' \\\n    '*:: :->argument' && result=0\n"
           "  case $state in\n"
           "    command)\n"
           "      local -a commands=(\n";
    for (const CommandHelp& command : below)
      out += "        " + single_quoted(zsh_told(command.name) + ":" + zsh_told(command.about)) + "\n";
    out +=
        "      )\n"
        "      _describe -t commands command commands && result=0 ;;\n"
        "    argument)\n"
        "      case $line[1] in\n";
    for (const CommandHelp& command : below)
      out += "        " + command.name + ") " +
             zsh_name(placed.path.empty() ? command.name : placed.path + " " + command.name) + " && result=0 ;;\n";
    out +=
        "      esac ;;\n"
        "  esac\n"
        "  return result\n"
        "}\n\n";
  }
  // Read as a file of $fpath the script is the function's body; sourced, it says what it completes.
  return out + "if [ \"$funcstack[1]\" = _notewell ]; then _notewell \"$@\"; else compdef _notewell notewell; fi\n";
}

// --- fish

std::string fish_quoted(std::string_view text) {
  return "'" + replaced(text, "'\\", "\\") + "'";
}

/// When the command of this path was typed, and none below it.
std::string fish_condition(const Placed& placed) {
  std::string out;
  const auto add = [&](const std::string& condition) { out += (out.empty() ? "" : "; and ") + condition; };
  std::string_view rest = placed.path;
  while (!rest.empty()) {
    const std::size_t size = std::min(rest.find(' '), rest.size());
    add("__fish_seen_subcommand_from " + std::string(rest.substr(0, size)));
    rest.remove_prefix(std::min(size + 1, rest.size()));
  }
  const auto& below = placed.command->commands;
  if (!below.empty()) add("not __fish_seen_subcommand_from " + joined(names_of(below), " "));
  return out;
}

std::string fish_values(const OptionHelp& option) {
  switch (option.kind) {
    case ValueKind::none:
      return {};
    case ValueKind::choice:
      return " -x -a " + fish_quoted(joined(option.choices, " "));
    case ValueKind::file:
      return " -r -F";
    case ValueKind::folder:
      return " -x -a '(__fish_complete_directories)'";
    case ValueKind::text:
      return " -x";
  }
  return {};
}

std::string fish(const CommandHelp& program) {
  std::string out =
      "# Completion of notewell for fish, written by `notewell completions fish`.\n\n"
      "complete -c notewell -f\n";
  for (const Placed& placed : all_of(program)) {
    const std::string start = "complete -c notewell -n " + fish_quoted(fish_condition(placed));
    for (const CommandHelp& command : placed.command->commands)
      out += start + " -a " + command.name + " -d " + fish_quoted(command.about) + "\n";
    for (const OptionHelp& option : placed.options) {
      out += start;
      for (const std::string& name : option.names)
        out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      out += fish_values(option) + " -d " + fish_quoted(option.about) + "\n";
    }
    if (placed.command->arguments.empty() || !placed.command->commands.empty()) continue;
    const OptionHelp& argument = placed.command->arguments.front();
    if (argument.kind == ValueKind::file) out += start + " -F\n";
    if (argument.kind == ValueKind::folder) out += start + " -a '(__fish_complete_directories)'\n";
    if (argument.kind == ValueKind::choice) out += start + " -a " + fish_quoted(joined(argument.choices, " ")) + "\n";
  }
  return out;
}

}  // namespace

std::optional<Shell> shell_named(std::string_view name) {
  if (name == "bash") return Shell::bash;
  if (name == "zsh") return Shell::zsh;
  if (name == "fish") return Shell::fish;
  return std::nullopt;
}

std::string completions(Shell shell, const CommandHelp& program) {
  return shell == Shell::bash ? bash(program) : shell == Shell::zsh ? zsh(program) : fish(program);
}

}  // namespace notewell::cli
