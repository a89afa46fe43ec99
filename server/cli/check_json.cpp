// The JSON report: a contract with other programs. Positions are LSP's, in UTF-16.

#include <boost/json.hpp>

#include "cli/check.hpp"
#include "cli/unicode.hpp"

namespace notewell::cli {
namespace {

namespace json = boost::json;

json::object position(text::Position position) {
  return {{"line", position.line}, {"character", position.character}};
}

json::object range(text::Span span, const lint::Analysis& analysis) {
  const text::Range range = analysis.text.range(span, text::PositionEncoding::utf16);
  return {{"start", position(range.start)}, {"end", position(range.end)}};
}

json::object diagnostic(const lint::Finding& finding, const lint::Analysis& analysis) {
  return {{"rule", finding.rule->id},
          {"severity", lint::name_of(finding.severity)},
          {"message", valid_utf8(finding.message)},
          {"range", range(finding.span, analysis)},
          {"fixable", !lint::fixes(finding, *analysis.note).empty()}};
}

json::array elements(const lint::Analysis& analysis) {
  const note::Note& note = *analysis.note;
  const auto documented = note::documented_elements(note);
  json::array out;
  for (std::size_t e = 0; e != documented.size(); ++e) {
    const std::string& id = note.vocabulary->elements()[e].id;
    json::array found;
    for (const text::Span place : documented[e]) found.push_back(json::object{{"range", range(place, analysis)}});
    out.push_back(
        json::object{{"id", id}, {"asked", lint::asks(analysis.profile.get(), id)}, {"found", std::move(found)}});
  }
  return out;
}

}  // namespace

std::string json_report(const CheckedFile& file) {
  json::array diagnostics;
  for (const lint::Finding* finding : file.findings) diagnostics.push_back(diagnostic(*finding, *file.analysis));
  const json::object entry{
      {"path", valid_utf8(file.path)}, {"diagnostics", std::move(diagnostics)}, {"elements", elements(*file.analysis)}};
  return json::serialize(entry);
}

std::string json_start() {
  return "{\"version\":1,\"files\":[\n";
}

std::string json_end(const Summary& summary) {
  json::object counts{{"files", summary.files}};
  for (std::size_t severity = 0; severity < summary.counts.size(); ++severity)
    counts[lint::name_of(static_cast<lint::Severity>(severity))] = summary.counts[severity];
  return "\n],\"summary\":" + json::serialize(counts) + "}\n";
}

}  // namespace notewell::cli
