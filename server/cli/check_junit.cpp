// The report as JUnit's XML, which build servers show as tests: a suite for each note, a test for each finding.
// Findings that make the exit code 1 are failures; the others are tests that passed and have something to say.

#include "cli/check_report.hpp"
#include "cli/unicode.hpp"

namespace notewell::cli {
namespace {

/// XML 1.0 can't hold most control characters, in any notation, nor the last two characters of its first plane.
std::string xml_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Character character = first_character(text);
    const std::string_view bytes = text.substr(0, character.size);
    text.remove_prefix(character.size);
    const char32_t value = character.value;
    if (value == '<') {
      out += "&lt;";
    } else if (value == '>') {
      out += "&gt;";
    } else if (value == '&') {
      out += "&amp;";
    } else if (value == '"') {
      out += "&quot;";
    } else if (value == '\n' || value == '\t' || value == '\r') {
      out += "&#" + std::to_string(static_cast<int>(value)) + ';';  // as they are, attributes would lose them
    } else if (value == 0xFFFE || value == 0xFFFF) {
      out += "\xEF\xBF\xBD";
    } else {
      out += printable(bytes);
    }
  }
  return out;
}

class Junit : public Report {
 public:
  explicit Junit(FailOn fail_on) : fail_on_(fail_on) {}

  Rendered render(const CheckedFile& file) const override {
    const std::string path = xml_text(file.path);
    std::string cases;
    std::size_t failures = 0;
    for (const lint::Finding* finding : file.findings) {
      const auto start = visible_range(file.analysis->text, finding->span, encoding()).start;
      const std::string where = place(file.path, start);
      cases += "    <testcase classname=\"" + path + "\" name=\"" + xml_text(finding->rule->id) + " (" +
               std::to_string(start.line + 1) + ':' + std::to_string(start.character + 1) + ")\">\n";
      const std::string said = xml_text(where + '\n' + finding->message + '\n' + finding->why);
      if (should_fail(fail_on_, finding->severity)) {
        ++failures;
        cases += "      <failure type=\"" + std::string(lint::name_of(finding->severity)) + "\" message=\"" +
                 xml_text(finding->message) + "\">" + said + "</failure>\n";
      } else {
        cases += "      <system-out>" + said + "</system-out>\n";
      }
      cases += "    </testcase>\n";
    }
    if (cases.empty()) cases = "    <testcase classname=\"" + path + "\" name=\"nothing found\"/>\n";
    return {.parts = {{.text = suite(path, std::max<std::size_t>(file.findings.size(), 1), failures, 0) + cases +
                               "  </testsuite>\n"}},
            .knowledge = nullptr};
  }
  std::string begin() override {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"notewell\">\n";
  }
  std::string failed(const Error& problem) override {
    const std::string path = xml_text(problem.where);
    return suite(path, 1, 0, 1) + "    <testcase classname=\"" + path +
           "\" name=\"can be checked\">\n      <error message=\"" + xml_text(problem.what) + "\">" +
           xml_text(problem.remedy) + "</error>\n    </testcase>\n  </testsuite>\n";
  }
  std::string end(const Summary& /*summary*/) override { return "</testsuites>\n"; }

 private:
  static std::string suite(const std::string& path, std::size_t tests, std::size_t failures, std::size_t errors) {
    return "  <testsuite name=\"" + path + "\" tests=\"" + std::to_string(tests) + "\" failures=\"" +
           std::to_string(failures) + "\" errors=\"" + std::to_string(errors) + "\" skipped=\"0\">\n";
  }
  FailOn fail_on_;
};

}  // namespace

std::unique_ptr<Report> junit_report(FailOn fail_on) {
  return std::make_unique<Junit>(fail_on);
}

}  // namespace notewell::cli
