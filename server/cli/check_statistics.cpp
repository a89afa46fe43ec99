// Counts instead of findings: by rule and severity, and how many notes are clean.

#include <algorithm>
#include <map>
#include <set>

#include <boost/json.hpp>

#include "cli/check_report.hpp"

namespace notewell::cli {
namespace {

namespace json = boost::json;

/// Of one rule at one severity.
struct Tally {
  std::string rule;
  lint::Severity severity = lint::Severity::hint;
  std::size_t findings = 0;
  std::size_t notes = 0;
};

class Statistics : public Report {
 public:
  Statistics(CheckFormat format, Wordiness wordiness, const Terminal& terminal)
      : format_(format), wordiness_(wordiness), terminal_(terminal) {}

  Rendered render(const CheckedFile& file) const override {
    Rendered out{.parts = {}, .knowledge = file.analysis->knowledge};
    for (const lint::Finding* finding : file.findings)
      out.parts.push_back({.rule = finding->rule, .severity = finding->severity, .text = {}, .once = {}});
    return out;
  }
  std::string add(Rendered rendered) override {
    std::set<std::pair<lint::Severity, std::string>> here;
    for (const Rendered::Part& part : rendered.parts) {
      const auto key = std::pair(part.severity, part.rule->id);
      auto& [findings, notes] = counts_[key];
      ++findings;
      if (here.insert(key).second) ++notes;
    }
    return {};
  }
  std::string end(const Summary& summary) override {
    return format_ == CheckFormat::json ? as_json(summary) : as_table(summary);
  }

 private:
  /// The gravest first, then the most frequent, then by name.
  [[nodiscard]] std::vector<Tally> sorted() const {
    std::vector<Tally> out;
    out.reserve(counts_.size());
    for (const auto& [key, count] : counts_)
      out.push_back({.rule = key.second, .severity = key.first, .findings = count.first, .notes = count.second});
    std::ranges::stable_sort(out, [](const Tally& one, const Tally& other) {
      return one.severity != other.severity ? one.severity < other.severity : one.findings > other.findings;
    });
    return out;
  }

  [[nodiscard]] std::string as_json(const Summary& summary) const {
    json::array rules;
    for (const Tally& tally : sorted())
      rules.push_back({{"rule", tally.rule},
                       {"severity", lint::name_of(tally.severity)},
                       {"findings", tally.findings},
                       {"notes", tally.notes}});
    return json::serialize(json::object{{"version", 1},
                                        {"notes", summary.files},
                                        {"clean", summary.clean},
                                        {"unchecked", summary.problems},
                                        {"rules", std::move(rules)}}) +
           '\n';
  }

  [[nodiscard]] std::string as_table(const Summary& summary) const {
    const std::vector<Tally> tallies = sorted();
    std::size_t widest = 0;
    for (const Tally& tally : tallies) widest = std::max(widest, tally.rule.size());
    std::string out;
    if (!tallies.empty())
      out += terminal_.styled(Style::bold, right("findings", 9) + right("notes", 9) + "  severity     rule") + '\n';
    for (const Tally& tally : tallies) {
      const std::string severity(lint::name_of(tally.severity));
      out += right(std::to_string(tally.findings), 9) + right(std::to_string(tally.notes), 9) + "  " +
             terminal_.styled(style_of(tally.severity), severity) + std::string(13 - severity.size(), ' ') +
             tally.rule + '\n';
    }
    if (wordiness_ == Wordiness::quiet) return out;
    if (!tallies.empty()) out += '\n';
    const std::string share =
        summary.files == 0 ? "" : " (" + std::to_string(100 * summary.clean / summary.files) + " %)";
    out += plural(summary.clean, "note", "notes") + " clean" + share + ", " +
           plural(summary.files - summary.clean, "note", "notes") + " with findings.\n";
    return out + text_summary(summary, terminal_);
  }

  static std::string right(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text;
  }

  CheckFormat format_;
  Wordiness wordiness_;
  Terminal terminal_;
  std::map<std::pair<lint::Severity, std::string>, std::pair<std::size_t, std::size_t>> counts_;  // findings, notes
};

}  // namespace

std::unique_ptr<Report> statistics_report(CheckFormat format, Wordiness wordiness, const Terminal& terminal) {
  return std::make_unique<Statistics>(format, wordiness, terminal);
}

}  // namespace notewell::cli
