// Reports of one line a finding: for editors' lists and `grep`, and for the log of a GitHub workflow.

#include "cli/check_report.hpp"
#include "cli/unicode.hpp"

namespace notewell::cli {
namespace {

class Brief : public Report {
 public:
  Brief(Wordiness wordiness, const Terminal& terminal) : wordiness_(wordiness), terminal_(terminal) {}

  Rendered render(const CheckedFile& file) const override {
    std::string out;
    for (const lint::Finding* finding : file.findings) {
      const auto range = visible_range(file.analysis->text, finding->span, encoding());
      out += terminal_.styled(Style::bold, place(file.path, range.start)) + ": " +
             terminal_.styled(style_of(finding->severity), lint::name_of(finding->severity)) + ' ' +
             terminal_.styled(Style::dim, finding->rule->id) + ' ' + printable(finding->message) + '\n';
    }
    return {.parts = {{.text = std::move(out)}}, .knowledge = nullptr};
  }
  std::string end(const Summary& summary) override {
    return wordiness_ == Wordiness::quiet ? "" : text_summary(summary, terminal_);
  }

 private:
  Wordiness wordiness_;
  Terminal terminal_;
};

/// As the runner unescapes it: https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : valid_utf8(text)) {
    switch (c) {
      case '%':
        out += "%25";
        break;
      case '\r':
        out += "%0D";
        break;
      case '\n':
        out += "%0A";
        break;
      case ':':
        out += property ? "%3A" : ":";
        break;
      case ',':
        out += property ? "%2C" : ",";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string_view command_of(lint::Severity severity) {
  switch (severity) {
    case lint::Severity::error:
      return "::error";
    case lint::Severity::warning:
      return "::warning";
    default:
      return "::notice";
  }
}

class Github : public Report {
 public:
  Rendered render(const CheckedFile& file) const override {
    std::string out;
    for (const lint::Finding* finding : file.findings) {
      const auto [start, end] = visible_range(file.analysis->text, finding->span, encoding());
      out += command_of(finding->severity);
      out += " title=" + escaped("notewell: " + finding->rule->id, true) + ",file=" + escaped(file.path, true) +
             ",line=" + std::to_string(start.line + 1);
      // GitHub marks columns within one line alone.
      if (start.line == end.line) {
        out += ",col=" + std::to_string(start.character + 1) + ",endColumn=" + std::to_string(end.character + 1);
      } else {
        out += ",endLine=" + std::to_string(end.line + 1);
      }
      out += "::" + escaped(finding->message + '\n' + finding->why, false) + '\n';
    }
    return {.parts = {{.text = std::move(out)}}, .knowledge = nullptr};
  }
  std::string failed(const Error& problem) override {
    return "::error title=notewell,file=" + escaped(problem.where, true) +
           "::" + escaped(problem.where + ": " + problem.what + ". " + problem.remedy, false) + '\n';
  }
};

}  // namespace

std::unique_ptr<Report> brief_report(Wordiness wordiness, const Terminal& terminal) {
  return std::make_unique<Brief>(wordiness, terminal);
}

std::unique_ptr<Report> github_report() {
  return std::make_unique<Github>();
}

}  // namespace notewell::cli
