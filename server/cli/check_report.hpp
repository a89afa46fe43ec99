#pragma once
// How findings are written: one Report for each form of output.
//
// A file's findings are rendered on any thread. What depends on the files before (commas, numbers of rules, what was
// said already) is added on one thread, in the order of the files, so that the bytes are the same on any number of
// threads.

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "cli/check.hpp"
#include "lint/analysis.hpp"

namespace notewell::cli {

/// A file with the findings that are shown.
struct CheckedFile {
  std::string path;
  std::shared_ptr<const lint::Analysis> analysis;
  std::vector<const lint::Finding*> findings;  // into `analysis`, in its order
};

/// Findings by severity; the index is lint::Severity.
using Counts = std::array<std::size_t, 4>;

struct Summary {
  std::size_t files = 0;     // that were checked
  std::size_t clean = 0;     // of these, without a finding
  std::size_t problems = 0;  // files that could not be
  std::size_t known = 0;     // findings that the baseline lets go
  std::size_t gone = 0;      // findings of the baseline that are no more
  Counts counts{};
};

/// Whether the findings make the exit code 1.
[[nodiscard]] bool should_fail(FailOn fail_on, lint::Severity severity);

/// What a Report makes of one file, to be added in order.
struct Rendered {
  struct Part {
    const lint::Rule* rule = nullptr;  // the finding's; nullptr: the part tells of the file as a whole
    lint::Severity severity = lint::Severity::hint;
    std::string text;
    std::string once;  // said of a rule the first time only
  };
  std::vector<Part> parts;
  std::shared_ptr<const lint::Knowledge> knowledge;  // that the rules stand in
};

class Report {
 public:
  Report() = default;
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;
  virtual ~Report() = default;

  /// In which it counts columns.
  [[nodiscard]] virtual text::PositionEncoding encoding() const { return text::PositionEncoding::utf32; }
  /// On any thread.
  [[nodiscard]] virtual Rendered render(const CheckedFile& file) const = 0;

  // On one thread, in order; each returns what is to be written.
  [[nodiscard]] virtual std::string begin() { return {}; }
  [[nodiscard]] virtual std::string add(Rendered rendered);  // the parts one after another
  [[nodiscard]] virtual std::string failed(const Error& /*problem*/) { return {}; }
  [[nodiscard]] virtual std::string end(const Summary& /*summary*/) { return {}; }
};

[[nodiscard]] std::unique_ptr<Report> report_for(const CheckOptions& options, const Terminal& terminal);

// The forms, one file each.
[[nodiscard]] std::unique_ptr<Report> text_report(Wordiness wordiness, const Terminal& terminal);
[[nodiscard]] std::unique_ptr<Report> brief_report(Wordiness wordiness, const Terminal& terminal);
[[nodiscard]] std::unique_ptr<Report> github_report();
[[nodiscard]] std::unique_ptr<Report> json_report();
[[nodiscard]] std::unique_ptr<Report> ndjson_report(bool signatures);
[[nodiscard]] std::unique_ptr<Report> sarif_report();
[[nodiscard]] std::unique_ptr<Report> junit_report(FailOn fail_on);
[[nodiscard]] std::unique_ptr<Report> statistics_report(CheckFormat format, Wordiness wordiness,
                                                        const Terminal& terminal);

// What several of them need.

/// "3 notes checked: 1 error, 2 warnings." with a line end.
[[nodiscard]] std::string text_summary(const Summary& summary, const Terminal& terminal);
[[nodiscard]] Style style_of(lint::Severity severity);
[[nodiscard]] std::string plural(std::size_t count, const std::string& one, const std::string& many);
/// As people and editors count: a byte order mark is no character of the first line. Zero-based.
[[nodiscard]] text::Range visible_range(const text::Text& text, text::Span span, text::PositionEncoding encoding);
/// "a.pnote:3:14", printable.
[[nodiscard]] std::string place(const std::string& path, text::Position position);

}  // namespace notewell::cli
