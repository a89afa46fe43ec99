#pragma once
// The goals and objectives that a treatment plan sets, and the names under which plans and notes refer to them.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/text.hpp"

namespace notewell::note {

/// A goal of a plan, or one of its objectives.
struct GoalId {
  std::uint16_t goal = 0;
  std::uint16_t objective = 0;  // 0: the goal itself
  friend constexpr auto operator<=>(GoalId, GoalId) = default;

  /// "G1", "G1.2", as a note writes it behind an @.
  [[nodiscard]] std::string name() const;
};

/// A name as it is written: "G1", "@G1.2", "Goal #1", "Tx goal 1", "Objective 1.2". Numbers have at most three digits.
struct GoalName {
  GoalId id;                   // of "Objective 2" the goal is 2: see goal_place()
  std::uint8_t number_at = 0;  // bytes before "1.2"
  std::uint8_t goal_digits = 0;
  std::uint8_t objective_digits = 0;  // 0: one number alone
  bool says_objective = false;

  /// Bytes of the whole.
  [[nodiscard]] std::size_t size() const;
};

/// The name at the very start of `text`, in any case, where no letter or digit follows it. "G47.33" is a diagnosis.
[[nodiscard]] std::optional<GoalName> leading_goal_name(std::string_view text);

/// The same for a number without a word before it: "1", "1.2".
[[nodiscard]] std::optional<GoalName> leading_goal_number(std::string_view text);

/// A place where a goal's name stands.
struct GoalPlace {
  GoalId id;
  text::Span span;               // "@G1.2"
  text::Offset number = 0;       // where "1.2" begins
  std::uint8_t goal_digits = 0;  // 0: only the objective is named ("Objective 2")
  std::uint8_t objective_digits = 0;
};

/// The place of a name that begins at `begin`. "Objective 2" is one of `last`, the goal that was named before it;
/// nothing if that is 0.
[[nodiscard]] std::optional<GoalPlace> goal_place(const GoalName& name, text::Offset begin, std::uint16_t last);

/// A goal or an objective where a plan sets it.
struct Goal {
  GoalPlace name;
  text::Span text;  // what the line says behind it: "Calls one friend a week by 2026-11-30 (now: 0)"; may be empty
};

/// Lines that begin with a name, as a heading, an item or by themselves; in the order of the text, each name once.
[[nodiscard]] std::vector<Goal> read_goals(const text::Text& plan);

}  // namespace notewell::note
