#pragma once
// A report on one note, a chart or a whole practice, as plain values: what html.cpp, markdown.cpp and json.cpp write.
// A pure function of the entries and the terms: the same ones give the same report.

#include <array>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "text/text.hpp"

#include "report/entry.hpp"

namespace notewell::report {

/// How a report is wanted.
struct Terms {
  std::string title;                                  // empty: it is made from what is reported on
  std::chrono::year_month_day today{};                // that the notes were judged by
  lint::Severity fails_at = lint::Severity::warning;  // a note with such a finding, or a graver one, would fail
  bool narrative = true;                              // false: no word of a note stands in the report
  std::string version;                                // of the program
  std::vector<std::string> unread{};                  // files that could not be read, and stand nowhere else
  std::filesystem::path here;                         // that the files' paths count from
  std::filesystem::path links_from;                   // the folder that the report will lie in
  /// The text of another file, for passages that stand in both; empty: it can't be read.
  std::function<std::optional<std::string>(const std::string& path)> text_of{};
  /// The plan that a note links to and that is none of the files; nullptr: there is none.
  std::function<chart::Facts(const Entry& note)> plan_of{};
};

/// Findings by severity; the index is lint::Severity.
using Counts = std::array<std::size_t, 4>;

/// A rule that found something.
struct RuleFound {
  std::string id;
  std::string group;
  std::string title;
  lint::Severity gravest = lint::Severity::hint;  // of its findings
  Counts counts{};
  std::size_t findings = 0;
  std::vector<std::size_t> files;    // with its findings: indices into Report::files
  std::size_t failing_findings = 0;  // that make a note fail
};

/// One thing to put right everywhere. Steps are in the order in which they clear most; what stands of one holds once
/// it and all before it are done.
struct Step {
  std::size_t rule = 0;  // index into Report::rules
  std::string what_to_do;
  std::size_t clears = 0;         // findings that make a note fail
  std::size_t files = 0;          // in which they stand
  std::size_t failing_after = 0;  // files that fail still
};

/// An element over all session notes.
struct ElementCount {
  std::string id;
  std::string title;
  std::string asks;            // what would satisfy it
  std::size_t asked = 0;       // notes whose profile asks for it
  std::size_t documented = 0;  // of these, with a place that documents it
  std::size_t found = 0;       // notes that document it, asked or not
};

/// A goal of the plan that a chart's notes are held against, and which sessions took it up.
struct GoalRow {
  chart::GoalId id;
  std::string text;             // empty: the report holds no narrative
  std::vector<bool> addressed;  // by Chart::sessions
};

struct ScorePoint {
  std::size_t file = 0;
  std::chrono::year_month_day date{};
  int total = 0;
};

/// A scale's totals over time.
struct ScoreSeries {
  note::Instrument instrument;
  std::vector<ScorePoint> points;  // by date; at least one
  /// The band of a total; nullptr: the scale has none.
  [[nodiscard]] const note::Instrument::Band* band_of(int total) const;
};

/// All files of one client, or, without a client, of one folder.
struct Chart {
  std::string client;                 // as the headers have it; empty: none is named
  std::string folder;                 // of its first file
  std::vector<std::size_t> files;     // by date, then path
  std::vector<std::size_t> sessions;  // those that tell of a session
  std::size_t failing = 0;            // files
  Counts counts{};
  std::string plan;  // the path of the plan that `goals` are of; empty: none is known
  std::vector<GoalRow> goals;
  std::vector<ScoreSeries> scores;
  std::size_t elements_asked = 0;  // summed over the sessions
  std::size_t elements_documented = 0;
  std::vector<std::pair<std::size_t, std::size_t>> elements;  // by element: sessions that are asked, that document it
};

/// A stretch of a passage.
struct Stretch {
  std::string words;
  bool shared = false;  // stands in both passages
};

/// A passage that stands in two files; each two stand here once.
struct CopyPair {
  std::size_t file = 0;
  text::Range here;
  std::string other;  // the path of the file where it stood before
  text::Range there;
  double share = 0;       // of the shorter passage, 0–1
  std::size_t words = 0;  // in both
  bool same_client = false;
  lint::Severity severity = lint::Severity::error;
  std::optional<std::chrono::year_month_day> other_date;
  std::size_t more = 0;  // further files in which it stands
  std::vector<Stretch> here_words;
  std::vector<Stretch> there_words;
};

struct MonthCount {
  std::size_t notes = 0;
  std::size_t failing = 0;
};
struct ClinicianTrend {
  std::string name;                // empty: the notes name none
  std::vector<MonthCount> months;  // by Trend::months
  MonthCount total;
};
/// Notes by month of service, of the last most_months months that have any.
struct Trend {
  static constexpr std::size_t most_months = 12;
  std::vector<std::chrono::year_month> months;  // without gaps
  std::vector<ClinicianTrend> clinicians;       // by name
  ClinicianTrend all;
};

struct ProfileUse {
  std::string id;
  std::string title;
  std::size_t files = 0;
  std::size_t rules_on = 0;
  std::vector<std::string> asked;    // titles of elements
  std::vector<std::string> sources;  // who it follows
};

struct Report {
  Terms terms;
  std::string title;
  std::string folder;                 // that all files lie in, with its last slash; their paths are shown from here
  std::vector<Entry> files;           // by path
  std::vector<bool> failing;          // by file
  std::vector<std::size_t> in_chart;  // by file
  std::size_t notes = 0;              // files that are no plans
  std::size_t failing_notes = 0;
  std::size_t plans = 0;
  std::size_t failing_plans = 0;
  std::array<std::size_t, 5> worst{};  // notes by their gravest finding; the last: without any
  Counts counts{};
  std::vector<RuleFound> rules;  // those that make notes fail first, then by number of findings
  std::vector<Step> first;
  std::vector<ElementCount> elements;
  std::vector<Chart> charts;     // those with the largest number of failing files first
  std::vector<CopyPair> copies;  // those of other clients first, then by share
  Trend trend;
  std::vector<ProfileUse> profiles;

  /// nullptr: none of the files was held against a rule of that name.
  [[nodiscard]] const lint::Rule* rule(const std::string& id) const;
  /// The file's path as it is shown.
  [[nodiscard]] std::string label(std::size_t file) const { return files[file].path.substr(folder.size()); }
};

/// The report on these files.
[[nodiscard]] Report assembled(std::vector<Entry> entries, Terms terms);

// Its parts, each in a file of its own; they are filled in this order.
void count_rules(Report& report);
void choose_first_steps(Report& report);
void gather_charts(Report& report);
void gather_copies(Report& report);
void gather_trend(Report& report);

}  // namespace notewell::report
