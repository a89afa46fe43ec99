#include "cli/check_json.hpp"

#include <array>
#include <charconv>
#include <utility>

#include <boost/json.hpp>

#include "chart/copied.hpp"
#include "cli/json_text.hpp"

namespace notewell::cli {
namespace {

namespace json = boost::json;

void add_span(std::string& out, text::Span span, const lint::Analysis& analysis) {
  add_range(out, analysis.text.range(span, text::PositionEncoding::utf16));
}

/// Places in other files.
void add_related(std::string& out, const lint::Finding& finding) {
  std::string related;
  for (const lint::Related& place : finding.related) {
    if (place.path.empty()) continue;
    related += (related.empty() ? "{\"path\":" : ",{\"path\":") + json_text(place.path) +
               ",\"message\":" + json_text(place.message) + ",";
    add_range(related, place.range);
    related += '}';
  }
  if (!related.empty()) out += ",\"related\":[" + related + "]";
}

void add_diagnostic(std::string& out, const lint::Finding& finding, const lint::Analysis& analysis) {
  out += "{\"rule\":" + json_text(finding.rule->id) + ",\"severity\":" + json_text(lint::name_of(finding.severity)) +
         ",\"message\":" + json_text(finding.message) + ",";
  add_span(out, finding.span, analysis);
  out += lint::fixes(finding, *analysis.note).empty() ? ",\"fixable\":false" : ",\"fixable\":true";
  add_related(out, finding);
  out += '}';
}

void add_elements(std::string& out, const lint::Analysis& analysis) {
  const note::Note& note = *analysis.note;
  const auto documented = note::documented_elements(note);
  for (std::size_t e = 0; e != documented.size(); ++e) {
    const std::string& id = note.vocabulary->elements()[e].id;
    out += (e == 0 ? "{\"id\":" : ",{\"id\":") + json_text(id) + ",\"asked\":";
    out += lint::asks(analysis.profile.get(), id) ? "true" : "false";
    out += ",\"found\":[";
    for (const text::Span place : documented[e]) {
      out += out.back() == '[' ? "{" : ",{";
      add_span(out, place, analysis);
      out += '}';
    }
    out += "]}";
  }
}

/// Whole: among hundreds of millions of notes, shorter ones would meet by chance.
std::string print_name(std::uint64_t print) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), print, 16).ptr;
  const std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
  return std::string(digits.size() - text.size(), '0') + std::string(text);
}

void add_signatures(std::string& out, const lint::Analysis& analysis) {
  for (const chart::Passage& passage : chart::passages_of(*analysis.note)) {
    out += out.back() == '[' ? "{" : ",{";
    add_span(out, passage.span(), analysis);
    out += ",\"words\":" + std::to_string(passage.content->words.size()) + ",\"prints\":[";
    for (const std::uint64_t print : passage.content->prints)
      out += (out.back() == '[' ? "\"" : ",\"") + print_name(print) + '"';
    out += "],\"shingles\":[";
    for (const std::uint16_t shingle : passage.content->short_shingles)
      out += (out.back() == '[' ? "" : ",") + std::to_string(shingle);
    out += "]}";
  }
}

class Json : public Report {
 public:
  text::PositionEncoding encoding() const override { return text::PositionEncoding::utf16; }
  Rendered render(const CheckedFile& file) const override {
    return {.parts = {{.text = "{" + json_entry(file, false) + "}"}}, .knowledge = nullptr};
  }
  std::string begin() override { return "{\"version\":1,\"files\":[\n"; }
  std::string add(Rendered rendered) override {
    return std::exchange(separator_, ",\n") + Report::add(std::move(rendered));
  }
  std::string end(const Summary& summary) override {
    json::object counts{{"files", summary.files}};
    for (std::size_t severity = 0; severity < summary.counts.size(); ++severity)
      counts[lint::name_of(static_cast<lint::Severity>(severity))] = summary.counts[severity];
    return "\n],\"summary\":" + json::serialize(counts) + "}\n";
  }

 private:
  std::string separator_;
};

class Ndjson : public Report {
 public:
  explicit Ndjson(bool signatures) : signatures_(signatures) {}
  text::PositionEncoding encoding() const override { return text::PositionEncoding::utf16; }
  Rendered render(const CheckedFile& file) const override {
    return {.parts = {{.text = "{" + json_entry(file, signatures_) + "}\n"}}, .knowledge = nullptr};
  }
  std::string failed(const Error& problem) override {
    return "{\"path\":" + json_text(problem.where) + ',' + json_error(problem) + "}\n";
  }

 private:
  bool signatures_;
};

}  // namespace

std::string json_entry(const CheckedFile& file, bool signatures) {
  std::string out = "\"path\":" + json_text(file.path) + ",\"diagnostics\":[";
  for (const lint::Finding* finding : file.findings) {
    if (out.back() != '[') out += ',';
    add_diagnostic(out, *finding, *file.analysis);
  }
  out += "],\"elements\":[";
  add_elements(out, *file.analysis);
  out += ']';
  if (!signatures) return out;
  out += ",\"signatures\":[";
  add_signatures(out, *file.analysis);
  return out += ']';
}

std::string json_error(const Error& problem) {
  return "\"error\":{\"what\":" + json_text(problem.what) + ",\"remedy\":" + json_text(problem.remedy) + "}";
}

std::unique_ptr<Report> json_report() {
  return std::make_unique<Json>();
}

std::unique_ptr<Report> ndjson_report(bool signatures) {
  return std::make_unique<Ndjson>(signatures);
}

}  // namespace notewell::cli
