#include "features/goal_progress.hpp"

#include <algorithm>

#include "note/clock.hpp"
#include "text/ascii.hpp"

namespace notewell::features {
namespace {

constexpr std::size_t most_values = 6;  // the latest; with more a line says nothing at a glance

std::string listed(const std::vector<std::string>& values) {
  const std::size_t first = values.size() > most_values ? values.size() - most_values : 0;
  std::string out;
  for (std::size_t i = first; i != values.size(); ++i) out += (i == first ? "" : ", ") + values[i];
  return out;
}

bool names(std::string_view text, const note::Instrument& instrument) {
  const std::string told = text::lower_case(text);
  return std::ranges::any_of(instrument.names, [&](const std::string& name) {
    const std::string lower = text::lower_case(name);
    const std::size_t at = told.find(lower);
    const std::size_t end = at + lower.size();
    return at != std::string::npos && (at == 0 || !text::is_alphanumeric(told[at - 1])) &&
           (end == told.size() || !text::is_alphanumeric(told[end]));
  });
}

}  // namespace

std::string goal_progress(Session& session, const note::Vocabulary& vocabulary, const chart::FileFacts& plan,
                          const chart::PlanGoal& goal) {
  const GoalHistory history = history_of(session, plan, goal.mark.id);
  if (history.notes == 0) return {};
  std::string out;
  if (history.last == nullptr) {
    out = "No note has addressed it yet.";
  } else {
    out = "Addressed in " + std::to_string(history.addressed) + " of the last " + std::to_string(history.notes) +
          (history.notes == 1 ? " note" : " notes") + ", last on " +
          (history.last->date() ? note::iso_date(*history.last->date()) : "a note without a date") + ".";
  }
  std::vector<std::string> values;
  if (const std::string_view baseline = chart::value_now(goal.text); !baseline.empty())
    values.push_back(std::string(baseline) + (plan.date() ? " on " + note::iso_date(*plan.date()) : " in the plan"));
  const std::size_t in_plan = values.size();
  const std::vector<chart::Facts> notes = current_index(session).notes_of(plan);
  for (const chart::Facts& note : notes) {
    for (const chart::GoalValue& value : note->values) {
      if (value.id == goal.mark.id && note->date())
        values.push_back(value.value + " on " + note::iso_date(*note->date()));
    }
  }
  if (values.size() > in_plan) out += "\n\nNow: " + listed(values) + ".";
  for (const note::Instrument& instrument : vocabulary.instruments()) {
    if (!names(goal.text, instrument)) continue;
    std::vector<std::string> totals;
    for (const chart::Facts& note : notes) {
      const auto score = std::ranges::find(note->scores, instrument.id, &chart::ScoreFact::instrument);
      if (score != note->scores.end() && note->date())
        totals.push_back(std::to_string(score->total) + " on " + note::iso_date(*note->date()));
    }
    if (!totals.empty()) out += "\n\n" + instrument.names.front() + ": " + listed(totals) + ".";
  }
  return out;
}

std::string_view band_of(const note::Instrument& instrument, int total) {
  const auto band = std::ranges::find_if(
      instrument.bands, [&](const note::Instrument::Band& one) { return one.from <= total && total <= one.to; });
  return band == instrument.bands.end() ? std::string_view{} : std::string_view(band->label);
}

std::vector<DatedTotal> earlier_totals(Session& session, const chart::FileFacts& note, std::string_view instrument) {
  std::vector<DatedTotal> out;
  if (!note.date()) return out;
  for (const chart::Facts& file : current_index(session).chart_of(note)) {
    if (file->path() == note.path() || !file->date() || *file->date() >= *note.date()) continue;
    const auto score = std::ranges::find(file->scores, instrument, &chart::ScoreFact::instrument);
    if (score != file->scores.end()) out.push_back({.file = file, .total = score->total});
  }
  return out;
}

}  // namespace notewell::features
