#include "features/chart_hover.hpp"

#include <algorithm>

#include "features/goal_progress.hpp"
#include "features/workspace.hpp"
#include "lint/totals.hpp"
#include "note/clock.hpp"

namespace notewell::features {
namespace {

using text::Offset;
using text::Span;

bool touches(Span span, Offset at) {
  return span.begin <= at && at <= span.end;
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
  const note::Note& note = *session.analysis(document).note;
  if (const std::string progress = goal_progress(session, *note.vocabulary, *plan, *goal); !progress.empty())
    text += "\n\n" + progress;
  return HoverText{.span = place->span, .markdown = std::move(text)};
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

/// The score's band, what changed since the last one, and the course before.
std::optional<HoverText> score_hover(Session& session, Document& document, Offset at) {
  const note::Note& note = *session.analysis(document).note;
  const auto total = total_at(note, at);
  if (!total) return std::nullopt;
  const note::Instrument& instrument = *total->instrument;
  std::string text = "**" + instrument.names.front() + ": " + std::to_string(total->value) + "**";
  if (const auto* band = total->band)
    text += " " + band->label + " (" + std::to_string(band->from) + "–" + std::to_string(band->to) + ")";
  const chart::Facts facts = facts_of(session, document);
  if (facts == nullptr) return HoverText{.span = total->span, .markdown = std::move(text)};
  const std::vector<DatedTotal> earlier = earlier_totals(session, *facts, instrument.id);
  if (!earlier.empty()) {
    const int change = total->value - earlier.back().total;
    text += "\n\n" +
            (change == 0 ? "No change"
                         : std::to_string(std::abs(change)) + (std::abs(change) == 1 ? " point " : " points ") +
                               (change < 0 ? "less" : "more")) +
            " since " + note::iso_date(*earlier.back().file->date());
    const std::string_view from = band_of(instrument, earlier.back().total);
    const std::string_view to = band_of(instrument, total->value);
    if (!from.empty() && !to.empty() && from != to) text += ", from " + std::string(from) + " to " + std::string(to);
    text += ".\n";
  }
  // The latest first; a long course is cut to what fits beside a note.
  constexpr std::size_t most = 8;
  for (std::size_t i = 0; i != std::min(most, earlier.size()); ++i) {
    const DatedTotal& one = earlier[earlier.size() - 1 - i];
    const std::string_view band = band_of(instrument, one.total);
    text += "\n- " + note::iso_date(*one.file->date()) + ": " + std::to_string(one.total) +
            (band.empty() ? "" : " " + std::string(band));
  }
  if (earlier.size() > most)
    text +=
        "\n- … first " + std::to_string(earlier.front().total) + " on " + note::iso_date(*earlier.front().file->date());
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
    text += "\n\nRead as " + note::iso_date(*date) + ".";
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
