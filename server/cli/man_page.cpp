#include "cli/man_page.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "cli/terminal.hpp"

namespace notewell::cli {
namespace {

/// Text that roff takes as it is meant, in ASCII.
std::string escaped(std::string_view text) {
  constexpr auto marks = std::to_array<std::pair<std::string_view, std::string_view>>({{"\\", "\\e"},
                                                                                       {"-", "\\-"},
                                                                                       {"“", "\\(lq"},
                                                                                       {"”", "\\(rq"},
                                                                                       {"‹", "\\(fo"},
                                                                                       {"›", "\\(fc"},
                                                                                       {"…", "..."},
                                                                                       {"–", "\\(en"},
                                                                                       {"~", "\\(ti"},
                                                                                       {"^", "\\(ha"},
                                                                                       {"`", "\\(ga"},
                                                                                       {"\"", "\\(dq"},
                                                                                       {"'", "\\(aq"}});
  std::string out;
  while (!text.empty()) {
    const auto* mark = marks.begin();
    while (mark != marks.end() && !text.starts_with(mark->first)) ++mark;
    if (mark == marks.end()) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      out += mark->second;
      text.remove_prefix(mark->first.size());
    }
  }
  return out.starts_with('.') ? "\\&" + out : out;
}

/// A paragraph in lines that stay short when marks are escaped; sentences begin on lines of their own, as roff wants.
std::string prose(std::string_view text) {
  constexpr std::size_t width = 64;
  std::string out;
  std::string sentence;
  const auto end_sentence = [&] {
    for (const std::string& line : wrapped(sentence, width)) out += escaped(line) + '\n';
    sentence.clear();
  };
  for (const std::string& word : wrapped(text, 1)) {
    sentence += (sentence.empty() ? "" : " ") + word;
    if (word.ends_with('.') || word.ends_with('!') || word.ends_with('?')) end_sentence();
  }
  end_sentence();
  return out;
}

/// What stands below the options in the help: paragraphs, and indented lines, which are kept as they are. Parts divided
/// by an empty line come apart.
std::string notes(std::string_view text) {
  std::string out;
  std::string paragraph;
  std::string kept;
  const auto end = [&] {
    if (!paragraph.empty()) out += ".PP\n" + prose(paragraph);
    if (!kept.empty()) out += ".PP\n.RS 4\n.nf\n" + kept + ".fi\n.RE\n";
    paragraph.clear();
    kept.clear();
  };
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
    if (line.empty()) {
      end();
    } else if (line.starts_with("  ")) {
      if (!paragraph.empty()) end();
      kept += escaped(line.substr(2)) + '\n';
    } else {
      if (!kept.empty()) end();
      (paragraph += paragraph.empty() ? "" : " ") += line;
    }
  }
  end();
  return out;
}

std::string told(const OptionHelp& option) {
  std::string out = ".TP\n";
  std::string names;
  for (const std::string& name : option.names) names += (names.empty() ? "" : ", ") + ("\\fB" + escaped(name) + "\\fR");
  out += names + (option.value.empty() ? "" : " \\fI" + escaped(option.value) + "\\fR") + '\n';
  return out + prose(option.about);
}

std::string command(const CommandHelp& help, const std::string& above) {
  const std::string name = above + " " + help.name;
  std::string line = "\\fB" + escaped(name) + "\\fR [\\fIoptions\\fR]";
  if (!help.commands.empty()) line += " \\fIcommand\\fR";
  for (const OptionHelp& argument : help.arguments) {
    const std::string shown = "\\fI" + escaped(argument.names.front()) + "\\fR" + (argument.several ? " ..." : "");
    line += argument.required ? " " + shown : " [" + shown + "]";
  }
  std::string out = ".SS " + line + '\n' + prose(help.about + ".");
  for (const OptionHelp& argument : help.arguments) out += told(argument);
  for (const OptionHelp& option : help.options)
    if (option.names.back() != "--help") out += told(option);
  out += notes(help.notes);
  for (const CommandHelp& below : help.commands) out += command(below, name);
  return out;
}

constexpr std::string_view description =
    R"(notewell reads clinical progress notes, which are text files, and tells what somebody who audits them would miss: the
tick with no story behind it, the intervention that is only named, the time that does not fit the code, the blank that nobody filled in.
notewell check does so for files and folders, notewell lsp while a note is written, in an editor that speaks the Language Server Protocol.

Nothing leaves the machine. No word of a note stands in a log or an error message. notewell supports documentation; it gives no legal or clinical advice.
)";

constexpr auto files = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"*.pnote, *.note.md", "Notes and treatment plans."},
     {"notewell.toml",
      "Settings of a practice. The nearest one counts: in the note's folder, else in the next one above it. `notewell "
      "check --print-config` shows what holds."},
     {".notewellignore, .gitignore", "Which files and folders a search leaves out."},
     {"$XDG_CACHE_HOME/notewell/rules",
      "Pages of rules, written when an editor asks to show one; without the variable, below ~/.cache."}});

constexpr auto environment = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"NO_COLOR", "If set to anything, output has no colours unless --color always asks for them."},
     {"TERM", "The value dumb means the same."},
     {"COLUMNS", "How wide the terminal is, where it does not say so itself."}});

constexpr auto exits = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"0", "Done, and nothing found."},
     {"1", "Done, and something was found, or would be changed; each command tells above what that is."},
     {"2",
      "The command line is wrong, or something could not be read or written; standard error says what, where, and "
      "what would be right."}});

template <class List>
std::string list(std::string_view title, const List& entries) {
  std::string out = ".SH " + std::string(title) + '\n';
  for (const auto& [name, about] : entries) out += ".TP\n\\fB" + escaped(name) + "\\fR\n" + prose(about);
  return out;
}

}  // namespace

std::string man_page(const CommandHelp& program) {
  std::string out = ".TH NOTEWELL 1 " NOTEWELL_DATE " \"notewell " NOTEWELL_VERSION
                    "\" \"User Commands\"\n"
                    ".SH NAME\n"
                    "notewell \\- check clinical progress notes, on the command line and in editors\n"
                    ".SH SYNOPSIS\n"
                    ".B notewell\n"
                    "[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]\n"
                    ".SH DESCRIPTION\n";
  std::string paragraphs = notes(description);
  paragraphs.erase(0, std::string_view(".PP\n").size());  // none stands right below a title
  out += paragraphs + ".SH OPTIONS\n";
  for (const OptionHelp& option : program.options) out += told(option);
  out += ".SH COMMANDS\n";
  for (const CommandHelp& below : program.commands) out += command(below, program.name);
  out += list("EXIT STATUS", exits) + list("ENVIRONMENT", environment) + list("FILES", files);
  return out + ".SH SEE ALSO\n.BR fish (1),\n.BR git (1),\n.BR nvim (1)\n";
}

}  // namespace notewell::cli
