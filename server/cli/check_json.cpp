// The JSON report: a contract with other programs. Positions are LSP's, in UTF-16.

#include <boost/json.hpp>

#include "cli/check.hpp"
#include "cli/unicode.hpp"

namespace notewell::cli {
namespace {

namespace json = boost::json;

/// A text as JSON.
std::string quoted(std::string_view text) {
  return json::serialize(json::value(text));
}

// Nearly all of a report is ranges, so they are written, not built as values first.

void add_position(std::string& out, text::Position position) {
  out += "{\"line\":" + std::to_string(position.line) + ",\"character\":" + std::to_string(position.character) + "}";
}

void add_range(std::string& out, text::Range range) {
  out += "\"range\":{\"start\":";
  add_position(out, range.start);
  out += ",\"end\":";
  add_position(out, range.end);
  out += '}';
}

void add_range(std::string& out, text::Span span, const lint::Analysis& analysis) {
  add_range(out, analysis.text.range(span, text::PositionEncoding::utf16));
}

/// Places in other files.
void add_related(std::string& out, const lint::Finding& finding) {
  std::string related;
  for (const lint::Related& place : finding.related) {
    if (place.path.empty()) continue;
    related += (related.empty() ? "{\"path\":" : ",{\"path\":") + quoted(valid_utf8(place.path)) +
               ",\"message\":" + quoted(valid_utf8(place.message)) + ",";
    add_range(related, place.range);
    related += '}';
  }
  if (!related.empty()) out += ",\"related\":[" + related + "]";
}

void add_diagnostic(std::string& out, const lint::Finding& finding, const lint::Analysis& analysis) {
  out += "{\"rule\":" + quoted(finding.rule->id) + ",\"severity\":" + quoted(lint::name_of(finding.severity)) +
         ",\"message\":" + quoted(valid_utf8(finding.message)) + ",";
  add_range(out, finding.span, analysis);
  out += lint::fixes(finding, *analysis.note).empty() ? ",\"fixable\":false" : ",\"fixable\":true";
  add_related(out, finding);
  out += '}';
}

void add_elements(std::string& out, const lint::Analysis& analysis) {
  const note::Note& note = *analysis.note;
  const auto documented = note::documented_elements(note);
  for (std::size_t e = 0; e != documented.size(); ++e) {
    const std::string& id = note.vocabulary->elements()[e].id;
    out += (e == 0 ? "{\"id\":" : ",{\"id\":") + quoted(id) + ",\"asked\":";
    out += lint::asks(analysis.profile.get(), id) ? "true" : "false";
    out += ",\"found\":[";
    for (const text::Span place : documented[e]) {
      out += out.back() == '[' ? "{" : ",{";
      add_range(out, place, analysis);
      out += '}';
    }
    out += "]}";
  }
}

}  // namespace

std::string json_report(const CheckedFile& file) {
  std::string out = "{\"path\":" + quoted(valid_utf8(file.path)) + ",\"diagnostics\":[";
  for (const lint::Finding* finding : file.findings) {
    if (out.back() != '[') out += ',';
    add_diagnostic(out, *finding, *file.analysis);
  }
  out += "],\"elements\":[";
  add_elements(out, *file.analysis);
  return out + "]}";
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
