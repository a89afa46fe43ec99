#include "cli/check_report.hpp"

#include <algorithm>

#include "cli/unicode.hpp"

namespace notewell::cli {

// NOLINTNEXTLINE(performance-unnecessary-value-param): other forms take what they are given
std::string Report::add(Rendered rendered) {
  std::string out;
  for (const Rendered::Part& part : rendered.parts) out += part.text;
  return out;
}

std::unique_ptr<Report> report_for(const CheckOptions& options, const Terminal& terminal) {
  if (options.statistics) return statistics_report(options.format, options.wordiness, terminal);
  switch (options.format) {
    case CheckFormat::text:
      break;
    case CheckFormat::brief:
      return brief_report(options.wordiness, terminal);
    case CheckFormat::json:
      return json_report();
    case CheckFormat::ndjson:
      return ndjson_report(options.signatures);
    case CheckFormat::sarif:
      return sarif_report();
    case CheckFormat::github:
      return github_report();
    case CheckFormat::junit:
      return junit_report(options.fail_on);
  }
  return text_report(options.wordiness, terminal);
}

bool should_fail(FailOn fail_on, lint::Severity severity) {
  return fail_on != FailOn::never &&
         severity <= (fail_on == FailOn::error ? lint::Severity::error : lint::Severity::warning);
}

Style style_of(lint::Severity severity) {
  switch (severity) {
    case lint::Severity::error:
      return Style::red;
    case lint::Severity::warning:
      return Style::yellow;
    case lint::Severity::information:
      return Style::blue;
    case lint::Severity::hint:
      return Style::cyan;
  }
  return Style::plain;
}

std::string plural(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

text::Range visible_range(const text::Text& text, text::Span span, text::PositionEncoding encoding) {
  text::Range range = text.range(span, encoding);
  if (!text.bytes().starts_with("\xEF\xBB\xBF")) return range;
  const std::uint32_t mark = encoding == text::PositionEncoding::utf8 ? 3 : 1;
  for (text::Position* position : {&range.start, &range.end})
    if (position->line == 0) position->character -= std::min(position->character, mark);
  return range;
}

std::string place(const std::string& path, text::Position position) {
  return printable(path) + ':' + std::to_string(position.line + 1) + ':' + std::to_string(position.character + 1);
}

std::string text_summary(const Summary& summary, const Terminal& terminal) {
  const Counts& counts = summary.counts;
  std::string out = plural(summary.files, "note", "notes") + " checked: ";
  if (std::ranges::all_of(counts, [](std::size_t count) { return count == 0; })) {
    out += summary.files > 0 ? terminal.styled(Style::green, "nothing found") : "nothing to find";
  } else {
    bool first = true;
    const auto part = [&](lint::Severity severity, const std::string& one, const std::string& many) {
      const std::size_t count = counts[static_cast<std::size_t>(severity)];
      if (count == 0) return;
      if (!std::exchange(first, false)) out += ", ";
      out += terminal.styled(style_of(severity), plural(count, one, many));
    };
    part(lint::Severity::error, "error", "errors");
    part(lint::Severity::warning, "warning", "warnings");
    part(lint::Severity::information, "piece of information", "pieces of information");
    part(lint::Severity::hint, "hint", "hints");
  }
  if (summary.known > 0) out += "; " + plural(summary.known, "known finding", "known findings") + " let go";
  if (summary.problems > 0) out += "; " + plural(summary.problems, "path", "paths") + " could not be checked";
  out += ".\n";
  if (summary.gone > 0)
    out += plural(summary.gone, "finding of the baseline is", "findings of the baseline are") +
           " no more; --update-baseline takes " + (summary.gone == 1 ? "it" : "them") + " out.\n";
  return out;
}

}  // namespace notewell::cli
