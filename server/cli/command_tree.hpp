#pragma once
// The commands and options as data, read off the parser itself: what completions and the manual page are written from,
// so that they can not tell of an option that is not there.

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace notewell::cli {

/// What a person may put behind an option, or in the place of an argument.
enum class ValueKind { none, text, choice, file, folder };

struct OptionHelp {
  std::vector<std::string> names;    // "-o", "--output"; of an argument its one name, "PATH"
  std::string value;                 // how the help calls it: "FILE", "text|json"; empty: it takes none
  ValueKind kind = ValueKind::none;  // of that
  std::vector<std::string> choices;  // words that fit; of ValueKind::choice
  std::string about;
  bool several = false;   // may be given more than once
  bool required = false;  // an argument that must be given
};

struct CommandHelp {
  std::string name;  // "check"
  std::string about;
  std::string notes;  // examples, exit codes: what stands below the options in the help
  std::vector<OptionHelp> options;
  std::vector<OptionHelp> arguments;
  std::vector<CommandHelp> commands;  // below it; hidden ones are not among them
};

/// The whole program's; rules and profiles that the program knows stand among the choices.
[[nodiscard]] CommandHelp command_tree(const CLI::App& app);

}  // namespace notewell::cli
