#include "cli/check_files.hpp"

#include <algorithm>
#include <utility>

#include "cli/finding_mark.hpp"
#include "note/clock.hpp"

namespace notewell::cli {
namespace {

/// Where lines end for git: at LF alone.
class GitLines {
 public:
  explicit GitLines(std::string_view bytes) {
    for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1))
      ends_.push_back(static_cast<text::Offset>(at));
  }
  [[nodiscard]] std::uint32_t number(text::Offset at) const {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(ends_, at) - ends_.begin()) + 1;
  }

 private:
  std::vector<text::Offset> ends_;
};

}  // namespace

bool is_asked(const CheckOptions& options, const std::string& rule) {
  const auto among = [&rule](const std::vector<std::string>& ids) { return std::ranges::find(ids, rule) != ids.end(); };
  return (options.select.empty() || among(options.select)) && !among(options.ignore);
}

lint::Settings settings_for(const CheckOptions& options) {
  lint::Settings settings;
  settings.today = options.today ? *options.today : note::local_today();
  settings.strictness = options.draft ? lint::Strictness::draft : lint::Strictness::as_signed;
  return settings;
}

unsigned threads_for(const CheckOptions& options) {
  return threads_of(options.jobs);
}

FileChecks::FileChecks(const CheckOptions& options, const Asked& asked, const Report& report,
                       chart::ConfigurationOf configuration_of, Progress& progress)
    : options_(options),
      asked_(asked),
      report_(report),
      files_({.settings = settings_for(options),
              .encoding = report.encoding(),
              .compares = is_asked(options, "copied-narrative"),
              .threads = threads_for(options)},
             std::move(configuration_of), progress) {}

/// The findings that are shown.
void FileChecks::choose(CheckedFile& file, FileResult& result) const {
  const ChangedLines* changed = nullptr;
  std::optional<GitLines> lines;
  if (asked_.changed) {
    if (const auto of = asked_.changed->find(file.path); of != asked_.changed->end()) changed = &of->second;
    lines.emplace(file.analysis->text.bytes());
  }
  KnownFindings known;
  if (asked_.baseline) {
    const auto of = asked_.baseline->files.find(path_in_baseline(options_.baseline, file.path));
    if (of != asked_.baseline->files.end()) known = of->second;
  }
  for (const lint::Finding& finding : file.analysis->findings) {
    if (!is_asked(options_, finding.rule->id)) continue;
    if (lines) {
      const std::uint32_t last = finding.span.empty() ? finding.span.end : finding.span.end - 1;
      if (changed == nullptr || !changed->touches(lines->number(finding.span.begin), lines->number(last))) continue;
    }
    if (asked_.baseline) {
      const std::pair key(finding.rule->id, known_text(mark_of(finding, file.analysis->text)));
      ++result.found[key];
      const auto of = known.find(key);
      const bool is_known = of != known.end() && of->second > 0;
      if (is_known) --of->second;
      if (is_known || asked_.all_known) {
        ++result.known;
        continue;
      }
    }
    file.findings.push_back(&finding);
    ++result.counts[static_cast<std::size_t>(finding.severity)];
  }
}

void FileChecks::check(const std::vector<std::string>& paths, std::istream* in, const Take& take) {
  const auto judge = [this](const std::string& path, AnalysedNote& note, FileResult& result) {
    result.configuration = std::move(note.configuration);
    CheckedFile file{.path = path, .analysis = std::move(note.analysis), .findings = {}};
    choose(file, result);
    result.rendered = report_.render(file);
  };
  files_.each<FileResult>(paths, in, judge, take);
}

}  // namespace notewell::cli
