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

/// A goal of a plan, or one of its objectives.
struct GoalId {
  std::uint16_t goal = 0;
  std::uint16_t objective = 0;  // 0: the goal itself
  friend constexpr auto operator<=>(GoalId, GoalId) = default;

  /// "G1", "G1.2".
  [[nodiscard]] std::string name() const;
};

/// "G1.2", "@G1", "Goal 1", "1.2"; nothing if it is no name of a goal.
[[nodiscard]] std::optional<GoalId> goal_named(std::string_view name);

/// A place where a goal's name stands. Columns count in the index's position encoding.
struct GoalMark {
  GoalId id;
  std::uint32_t line = 0;
  std::uint32_t begin = 0;  // "@G1.2", "Goal 1"
  std::uint32_t end = 0;
  std::uint32_t number = 0;      // where "1.2" begins
  std::uint8_t goal_digits = 0;  // 0: only the objective is named ("Objective 2")
  std::uint8_t objective_digits = 0;
  friend constexpr auto operator<=>(const GoalMark&, const GoalMark&) = default;

  [[nodiscard]] text::Range range() const { return {{line, begin}, {line, end}}; }
  /// The part of the name that a new name replaces: "1" of "Goal 1", "2" of "G1.2".
  [[nodiscard]] text::Range last_number() const;
};

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

/// How a file on disk stood when it was read; of an open note, nothing.
struct FileStamp {
  std::int64_t changed = 0;
  std::uintmax_t size = 0;
  friend bool operator==(FileStamp, FileStamp) = default;
};
/// Of a file that is not there, nothing.
[[nodiscard]] FileStamp stamp_of(const std::filesystem::path& path);

struct FileFacts {
  std::string path;  // absolute
  FileStamp stamp;
  note::FileKind kind = note::FileKind::progress_note;
  bool is_signed = false;
  std::optional<std::chrono::year_month_day> date;
  std::string client;                // as the header has it
  std::string plan;                  // the path that `plan:` leads to, absolute; empty: none
  text::Range plan_place;            // of what `plan:` says
  std::vector<PlanGoal> goals;       // of a plan, in the order of the text, each once
  std::vector<GoalMark> references;  // in the order of the text; in a plan, without the places in `goals`
  std::vector<ScoreFact> scores;     // each instrument once
  lint::SessionFacts session;        // what rules ask of other files
  friend bool operator==(const FileFacts&, const FileFacts&) = default;

  [[nodiscard]] bool is_plan() const { return kind == note::FileKind::treatment_plan; }
  /// nullptr if the plan sets no such goal.
  [[nodiscard]] const PlanGoal* goal(GoalId id) const;
  /// Whether the note refers to the goal, or, of a whole goal, to one of its objectives.
  [[nodiscard]] bool addresses(GoalId id) const;
};

/// Where goals stand in a note: those that it sets (a plan alone does) and all others.
struct GoalPlaces {
  struct Place {
    GoalId id;
    text::Span span;  // "@G1.2"
    text::Offset number = 0;
    std::uint8_t goal_digits = 0;
    std::uint8_t objective_digits = 0;
  };
  struct Set {
    Place place;
    text::Span text;  // what the line says behind the name
  };
  std::vector<Set> goals;
  std::vector<Place> references;
};
[[nodiscard]] GoalPlaces goal_places(const note::Note& note);

/// The facts that the header gives: all but goals and scores.
[[nodiscard]] FileFacts header_facts(const note::Note& note, const std::filesystem::path& path,
                                     text::PositionEncoding encoding, note::DateOrder dates);

/// The facts of a note that stands at `path`; nullptr for a psychotherapy note, which nothing is kept of.
[[nodiscard]] std::shared_ptr<const FileFacts> facts_of(const note::Note& note, const std::filesystem::path& path,
                                                        text::PositionEncoding encoding, note::DateOrder dates);

/// The same for a file on disk; nullptr as well if it can't be read, is larger than largest_indexed or is no text.
[[nodiscard]] std::shared_ptr<const FileFacts> read_facts(const std::filesystem::path& path,
                                                          const lint::Knowledge& knowledge,
                                                          text::PositionEncoding encoding, note::DateOrder dates);

/// The model of such a file; nullptr as for read_facts(), and for a psychotherapy note.
[[nodiscard]] std::shared_ptr<const note::Note> read_model(const std::filesystem::path& path,
                                                           const lint::Knowledge& knowledge);

/// The bytes of such a file.
[[nodiscard]] std::optional<std::string> read_indexed(const std::filesystem::path& path);

}  // namespace notewell::chart
