#pragma once
// What stands around a note in its client's chart, as far as rules ask: the plan that holds for it and the other
// sessions. Values alone; who gives them (an index, the files of a command, a rule's examples) is not known here.

#include <chrono>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lint/planned_frequency.hpp"
#include "note/goals.hpp"
#include "note/note.hpp"
#include "text/text.hpp"

namespace notewell::lint {

using note::GoalId;

/// A place where a goal's name stands. Columns count in the encoding that the file was read with.
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

/// What one file tells of itself. Places count in the encoding that it was read with.
struct SessionFacts {
  std::string path;
  note::FileKind kind = note::FileKind::progress_note;
  std::string client;     // as the header has it
  std::string clinician;  // without credentials
  std::optional<std::chrono::year_month_day> date;
  text::Range date_place;
  std::optional<int> start;  // minutes after midnight
  int minutes = 0;           // by start and stop; without them, as the header tells the duration
  text::Range time_place;
  std::vector<std::string> codes;
  std::vector<std::string> diagnoses;  // codes
  text::Range diagnosis_place;
  std::vector<GoalMark> goals;  // a plan: that it sets; a note: that it refers to
  std::uint16_t number = 0;     // "Session number: 7"; 0: none is given
  text::Range number_place;
  std::vector<PlannedFrequency> frequencies;   // of a plan
  std::vector<note::ConceptId> interventions;  // of a plan: the vocabulary's entries that it names
  /// Of a progress note: a bit for each of the vocabulary's elements, in its order, that it documents.
  std::uint64_t documented = 0;
  friend bool operator==(const SessionFacts&, const SessionFacts&) = default;
};

/// The facts that stand in the header, and a plan's frequencies and interventions: all but the path, the goals and what
/// is documented.
[[nodiscard]] SessionFacts session_facts(const note::Note& note, text::PositionEncoding encoding,
                                         note::DateOrder dates);

/// `documented` of a note.
[[nodiscard]] std::uint64_t documented_bits(const note::Note& note);

/// Where the note itself refers to a goal.
struct GoalReference {
  std::uint16_t goal = 0;
  std::uint16_t objective = 0;
  text::Span span;
};

/// The chart around one note, which is not among the files. Pointers hold as long as `keeps`.
struct ChartView {
  std::shared_ptr<const void> keeps;
  std::vector<GoalReference> references;   // in the order of the text
  const SessionFacts* plan = nullptr;      // that the note is held against
  std::vector<const SessionFacts*> chart;  // the client's other files, by date; of a plan, the notes held against it
  std::vector<const SessionFacts*> of_clinician;  // the clinician's other sessions of the same day, by path
};

}  // namespace notewell::lint
