#include "features/chart_hover.hpp"

#include <algorithm>

#include "features/workspace.hpp"
#include "lint/totals.hpp"

namespace notewell::features {
namespace {

using text::Offset;
using text::Span;

bool touches(Span span, Offset at) {
  return span.begin <= at && at <= span.end;
}

std::string iso(const std::chrono::year_month_day& date) {
  const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
         two(static_cast<unsigned>(date.day()));
}

std::string when(const chart::FileFacts& file) {
  return file.date ? iso(*file.date) : "a note without a date";
}

/// The goal's text and target, and when notes last addressed it.
std::optional<HoverText> goal_hover(Session& session, Document& document, Offset at) {
  const auto place = goal_at(*session.analysis(document).note, at);
  if (!place) return std::nullopt;
  const chart::Facts facts = facts_of(session, document);
  const chart::Facts plan = plan_of(session, *facts);
  const std::string name = place->id.name();
  if (plan == nullptr)
    return HoverText{.span = place->span,
                     .markdown = "**" + name +
                                 "**\n\nNo plan of this client is known. A header names it: `plan: "
                                 "plan.pnote`."};
  const chart::PlanGoal* goal = plan->goal(place->id);
  if (goal == nullptr)
    return HoverText{.span = place->span, .markdown = "**" + name + "**\n\nThe plan sets no such goal."};
  std::string text = "**" + name + "** " + goal->text;
  if (const chart::PlanGoal* whole = plan->goal({place->id.goal, 0}); whole != nullptr && whole != goal)
    text += "\n\nAn objective of G" + std::to_string(place->id.goal) + ": " + whole->text;
  if (!goal->target.empty()) text += "\n\nTarget: " + goal->target;
  const GoalHistory history = history_of(session, *plan, place->id);
  if (history.last == nullptr) {
    text += history.notes == 0 ? "" : "\n\nNo note has addressed it yet.";
  } else {
    text += "\n\nAddressed in " + std::to_string(history.addressed) + " of the last " + std::to_string(history.notes) +
            (history.notes == 1 ? " note" : " notes") + ", last on " + when(*history.last) + ".";
  }
  return HoverText{.span = place->span, .markdown = std::move(text)};
}

/// The total of the last note before this one that gives one.
std::optional<std::pair<chart::Facts, int>> earlier_total(Session& session, const chart::FileFacts& note,
                                                          const std::string& instrument) {
  if (!note.date) return std::nullopt;
  std::optional<std::pair<chart::Facts, int>> out;
  for (const chart::Facts& file : current_index(session).chart_of(note)) {
    if (file->path == note.path || !file->date || *file->date >= *note.date) continue;
    const auto score = std::ranges::find(file->scores, instrument, &chart::ScoreFact::instrument);
    if (score != file->scores.end()) out = {file, score->total};
  }
  return out;
}

std::optional<lint::Total> total_at(const note::Note& note, Offset at) {
  for (const note::Block& block : note.blocks) {
    if (!touches(block.span(), at)) continue;
    for (const lint::Total& total : lint::totals(note, block)) {
      if (touches(total.span, at)) return total;
    }
  }
  return std::nullopt;
}

/// The score's band, and what changed since the last one.
std::optional<HoverText> score_hover(Session& session, Document& document, Offset at) {
  const note::Note& note = *session.analysis(document).note;
  const auto total = total_at(note, at);
  if (!total) return std::nullopt;
  const note::Instrument& instrument = *total->instrument;
  std::string text = "**" + instrument.names.front() + ": " + std::to_string(total->value) + "**";
  if (const auto* band = total->band)
    text += " " + band->label + " (" + std::to_string(band->from) + "–" + std::to_string(band->to) + ")";
  const chart::Facts facts = facts_of(session, document);
  const auto before = facts == nullptr ? std::nullopt : earlier_total(session, *facts, instrument.id);
  if (before) {
    const int change = total->value - before->second;
    text += "\n\n" + std::to_string(before->second) + " on " + when(*before->first) + ": " +
            (change == 0 ? "no change"
                         : std::to_string(std::abs(change)) + (std::abs(change) == 1 ? " point " : " points ") +
                               (change < 0 ? "less" : "more"));
  }
  return HoverText{.span = total->span, .markdown = std::move(text)};
}

std::string listed(const std::vector<std::string>& words) {
  constexpr std::size_t most = 8;
  std::string out;
  for (std::size_t i = 0; i != std::min(words.size(), most); ++i) out += (i == 0 ? "" : ", ") + words[i];
  return out;
}

/// What an abbreviation can stand for, and what to write.
std::optional<HoverText> abbreviation_hover(const note::Note& note, Offset at) {
  for (const note::Block& block : note.blocks) {
    if (!touches(block.span(), at)) continue;
    const std::string_view bytes = block.facts->bytes;
    const auto found = note.vocabulary->wording().find(bytes, {0, static_cast<Offset>(bytes.size())}, {});
    for (const note::WordingMatch& match : found) {
      const Span span = block.absolute(match.span);
      if (!touches(span, at)) continue;
      const note::WordingEntry& entry = *match.entry;
      if (entry.kind != note::WordingKind::ambiguous && entry.kind != note::WordingKind::unsafe) continue;
      std::string text = "**" + std::string(note.text.slice(span)) + "**";
      if (!entry.means.empty()) text += "\n\nCan stand for: " + listed(entry.means) + ".";
      if (!entry.write.empty()) text += "\n\nClearer: " + listed(entry.write) + ".";
      return HoverText{.span = span, .markdown = std::move(text)};
    }
  }
  return std::nullopt;
}

/// What Notewell takes a header field for, and how it reads a date in it.
std::optional<HoverText> field_hover(const lint::Analysis& analysis, Offset at) {
  const note::Note& note = *analysis.note;
  const auto field = std::ranges::find_if(note.fields, [&](const note::Field& one) { return touches(one.name, at); });
  if (field == note.fields.end() || field->id.empty()) return std::nullopt;
  const note::FieldName* name = note.vocabulary->field_by_id(field->id);
  if (name == nullptr) return std::nullopt;
  std::string text = "**" + name->shows + "**";
  if (const auto date = note::parse_date(note.text.slice(field->value), analysis.profile->dates))
    text += "\n\nRead as " + iso(*date) + ".";
  text += "\n\nAlso written: " + listed(name->names) + ".";
  return HoverText{.span = field->name, .markdown = std::move(text)};
}

}  // namespace

std::optional<HoverText> chart_hover(Session& session, Document& document, Offset at) {
  auto told = goal_hover(session, document, at);
  if (!told) told = score_hover(session, document, at);
  if (!told) told = abbreviation_hover(*session.analysis(document).note, at);
  if (!told) told = field_hover(session.analysis(document), at);
  return told;
}

}  // namespace notewell::features
