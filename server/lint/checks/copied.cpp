// Narrative that stands in another file as well: the rule copied-narrative. Which does, others know (lint/copied.hpp).

#include <cmath>

#include "lint/checks/checks.hpp"

namespace notewell::lint {
namespace {

/// The practice's own wording: phrases with | between, since they may hold commas.
std::vector<std::string> phrases_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('|'), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// 2026-11-20.
std::string date_text(std::chrono::year_month_day date) {
  const auto two_digits = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return std::to_string(static_cast<int>(date.year())) + "-" + two_digits(static_cast<unsigned>(date.month())) + "-" +
         two_digits(static_cast<unsigned>(date.day()));
}

std::string whose(const CopiedPassage& copy) {
  const std::string date = copy.date ? " of " + date_text(*copy.date) : "";
  return (copy.same_client ? "a note of this client" : "a note of another client") + date;
}

std::string elsewhere(std::size_t others) {
  if (others == 0) return "";
  return " and in " + std::to_string(others) + (others == 1 ? " more file" : " more files");
}

}  // namespace

Findings copied_narrative(const Rule& rule, Context& context) {
  if (!context.settings.copied_of) return {};
  constexpr double percent = 100;
  const CopyTerms terms{
      .least_share = number_option(rule, context, "least_share") / percent,
      .least_words = static_cast<std::size_t>(std::max(0, number_option(rule, context, "least_words"))),
      .boilerplate = phrases_of(context.option(rule, "boilerplate").text)};
  Findings findings;
  for (const CopiedPassage& copy : context.settings.copied_of(context.note, terms)) {
    Finding finding = finding_at(rule, copy.span);
    finding.gentler = copy.same_client;
    finding.related.push_back(
        {.span = {}, .message = "The same words stand here.", .path = copy.path, .range = copy.place});
    finding.arguments = {{"words", std::to_string(copy.words)},
                         {"share", std::to_string(std::lround(copy.share * percent))},
                         {"file", copy.name},
                         {"line", std::to_string(copy.place.start.line + 1)},
                         {"whose", whose(copy)},
                         {"elsewhere", elsewhere(copy.others)}};
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace notewell::lint
