#pragma once
// What the index of a workspace keeps of one file: who, when, which goals, which scores. No narrative. A plan's goals
// are kept with their text, since they are what notes are held against.

#include <chrono>
#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/builtin.hpp"
#include "lint/chart_view.hpp"
#include "note/note.hpp"
#include "text/text.hpp"

namespace notewell::chart {

/// Bytes above which a file is not indexed: a long note has a few thousand.
inline constexpr std::uintmax_t largest_indexed = 1U << 20U;

using lint::GoalId;
using lint::GoalMark;

/// "G1.2", "@G1", "Goal 1", "1.2"; nothing if it is no name of a goal.
[[nodiscard]] std::optional<GoalId> goal_named(std::string_view name);

/// A goal where a plan sets it.
struct PlanGoal {
  GoalMark mark;
  std::uint32_t line_end = 0;  // column behind the whole line
  std::string text;            // "Calls one friend a week by 2026-11-30 (now: 0)"
  std::string target;          // what it says of by when or how much: "by 2026-11-30 (now: 0)"; may be empty
  friend bool operator==(const PlanGoal&, const PlanGoal&) = default;
};

/// The total of a scale or test: the first that the note gives, which is the day's own.
struct ScoreFact {
  std::string instrument;  // the vocabulary's id
  int total = 0;
  friend bool operator==(const ScoreFact&, const ScoreFact&) = default;
};

/// How far a goal has come, where a note says so beside its name: "@G1.1 (now: 2)". A number, no narrative.
struct GoalValue {
  GoalId id;
  std::string value;  // "2", "3/7", "40%"
  friend bool operator==(const GoalValue&, const GoalValue&) = default;
};
/// The value behind a "now" in the text; empty: there is none.
[[nodiscard]] std::string_view value_now(std::string_view text);

/// How a file on disk stood when it was read; of an open note, nothing.
struct FileStamp {
  std::int64_t changed = 0;
  std::uintmax_t size = 0;
  friend bool operator==(FileStamp, FileStamp) = default;
};
/// Of a file that is not there, nothing.
[[nodiscard]] FileStamp stamp_of(const std::filesystem::path& path);

struct FileFacts {
  FileStamp stamp;
  bool is_signed = false;
  std::string plan_link;                // what `plan:` says; empty: nothing that leads anywhere
  text::Range plan_place;               // of that
  std::vector<PlanGoal> goals;          // of a plan, in the order of the text, each once
  std::vector<GoalMark> plan_mentions;  // of a plan: the places of goals' names that are not in `goals`
  std::vector<GoalValue> values;        // of a note, in the order of the text
  std::vector<ScoreFact> scores;        // each instrument once
  lint::SessionFacts session;           // what rules ask of other files
  friend bool operator==(const FileFacts&, const FileFacts&) = default;

  /// Absolute.
  [[nodiscard]] const std::string& path() const { return session.path; }
  [[nodiscard]] note::FileKind kind() const { return session.kind; }
  [[nodiscard]] const std::optional<std::chrono::year_month_day>& date() const { return session.date; }
  /// As the header has it.
  [[nodiscard]] const std::string& client() const { return session.client; }
  [[nodiscard]] bool is_plan() const { return kind() == note::FileKind::treatment_plan; }
  /// The path that `plan:` leads to, absolute; empty: none.
  [[nodiscard]] std::string plan() const;
  /// Where goals are named, in the order of the text; in a plan, without the places in `goals`.
  [[nodiscard]] const std::vector<GoalMark>& references() const { return is_plan() ? plan_mentions : session.goals; }
  /// nullptr if the plan sets no such goal.
  [[nodiscard]] const PlanGoal* goal(GoalId id) const;
  /// Whether the note refers to the goal, or, of a whole goal, to one of its objectives.
  [[nodiscard]] bool addresses(GoalId id) const;
};

/// Where goals stand in a note: those that it sets (a plan alone does) and all others.
struct GoalPlaces {
  std::vector<note::Goal> goals;
  std::vector<note::GoalPlace> references;
};
[[nodiscard]] GoalPlaces goal_places(const note::Note& note);

/// The facts that the header gives: all but goals and scores.
[[nodiscard]] FileFacts header_facts(const note::Note& note, const std::filesystem::path& path,
                                     text::PositionEncoding encoding, note::DateOrder dates);

/// The facts of a note that stands at `path`; nullptr for a psychotherapy note, which nothing is kept of.
[[nodiscard]] std::shared_ptr<const FileFacts> facts_of(const note::Note& note, const std::filesystem::path& path,
                                                        text::PositionEncoding encoding, note::DateOrder dates,
                                                        FileStamp stamp = {});

/// The bytes of a file; nothing if it can't be read or is larger than largest_indexed.
[[nodiscard]] std::optional<std::string> read_indexed(const std::filesystem::path& path);

}  // namespace notewell::chart
