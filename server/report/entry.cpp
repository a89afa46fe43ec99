#include "report/entry.hpp"

#include <algorithm>

#include "note/elements.hpp"

namespace notewell::report {
namespace {

constexpr std::string_view copied_narrative = "copied-narrative";

std::vector<ElementFound> elements_of(const lint::Analysis& analysis) {
  const note::Note& note = *analysis.note;
  const auto documented = note::documented_elements(note);
  std::vector<ElementFound> out(documented.size());
  for (std::size_t e = 0; e != documented.size(); ++e) {
    out[e].asked = lint::asks(analysis.profile.get(), note.vocabulary->elements()[e].id);
    for (const text::Span span : documented[e]) out[e].places.push_back(analysis.text.range(span, encoding));
  }
  return out;
}

std::vector<CopiedFrom> copies_of(const lint::Analysis& analysis, const std::vector<lint::CopiedPassage>& copies) {
  std::vector<CopiedFrom> out;
  for (const lint::CopiedPassage& copy : copies) {
    const auto told = std::ranges::find_if(analysis.findings, [&copy](const lint::Finding& finding) {
      return finding.span == copy.span && finding.rule->id == copied_narrative;
    });
    if (told == analysis.findings.end()) continue;
    out.push_back({.passage = copy,
                   .here = analysis.text.range(copy.span, encoding),
                   .severity = told->severity,
                   .words = std::string(analysis.text.slice(copy.span))});
  }
  return out;
}

}  // namespace

Entry entry_of(const lint::Analysis& analysis, std::string path, const std::vector<lint::CopiedPassage>& copies) {
  Entry out{.path = std::move(path),
            .facts = nullptr,
            .kind = analysis.note->kind,
            .findings = {},
            .elements = {},
            .copies = copies_of(analysis, copies),
            .profile = analysis.profile,
            .knowledge = analysis.knowledge};
  const auto normal = std::filesystem::path(out.path).lexically_normal();
  out.facts = chart::facts_of(*analysis.note, normal, encoding, analysis.profile->dates);
  for (const lint::Finding& finding : analysis.findings)
    out.findings.push_back({.rule = finding.rule->id,
                            .severity = finding.severity,
                            .range = analysis.text.range(finding.span, encoding),
                            .message = finding.message,
                            .fixable = !lint::fixes(finding, *analysis.note).empty()});
  if (out.is_session()) out.elements = elements_of(analysis);
  return out;
}

}  // namespace notewell::report
