// textDocument/inlayHint: the minutes of a time range and the code they support, the band of a score, and what a tick
// still lacks.

#include <algorithm>

#include "features/text_edits.hpp"
#include "lint/readings.hpp"
#include "lint/totals.hpp"

namespace notewell::features {
namespace {

using protocol::Outcome;
using text::Offset;
using text::Span;

struct InlayHintParams {
  protocol::TextDocumentIdentifier textDocument;
  protocol::Range range;
};
BOOST_DESCRIBE_STRUCT(InlayHintParams, (), (textDocument, range))

struct Hint {
  Offset at = 0;
  std::string label;
  std::string tooltip;
};

void add_time(const note::Note& note, std::vector<Hint>& hints) {
  const auto reading = lint::time_reading(note);
  if (!reading) return;
  const std::string minutes = std::to_string(reading->minutes) + " min";
  const note::ServiceCode* code = note.vocabulary->service_code(reading->code);
  if (code == nullptr) {
    hints.push_back({.at = reading->span.end, .label = minutes, .tooltip = "How long the session was."});
  } else {
    hints.push_back({.at = reading->span.end,
                     .label = minutes + " · " + code->code,
                     .tooltip = "How long the session was, and the code that this supports: " + code->label + "."});
  }
}

void add_scores(const note::Note& note, std::vector<Hint>& hints) {
  for (const lint::Total& total : lint::totals(note)) {
    if (total.band == nullptr || total.band_named) continue;
    hints.push_back({.at = total.span.end,
                     .label = total.band->label,
                     .tooltip = "Where this total falls in the published range of the " +
                                total.instrument->names.front() + ", " + std::to_string(total.instrument->least) + "–" +
                                std::to_string(total.instrument->most) + "."});
  }
}

/// What a check for evidence misses, in a word or two.
std::string_view lacking(const lint::EvidenceCheck& check) {
  if (check.needs == "observed") return "what you observed";
  if (check.needs == "reported") return "what the client said";
  if (check.needs == "rationale") return "why";
  if (check.needs == "delivery" || check.needs == "story") return "how";
  if (check.needs == "detail") return "detail";
  if (check.needs == "response") return "response";
  return "narrative";
}

/// Whether it is about a ticked option, not about an intervention that a sentence tells of.
bool is_option(const lint::Finding& finding) {
  return std::ranges::any_of(finding.arguments, [](const auto& argument) { return argument.first == "option"; });
}

/// One hint behind each option, whatever number of rules it lacks something for.
void add_lacking(const lint::Analysis& analysis, std::vector<Hint>& hints) {
  Span last;
  for (const lint::Finding& finding : analysis.findings) {
    const auto* check = std::get_if<lint::EvidenceCheck>(&finding.rule->check);
    if (check == nullptr || !is_option(finding)) continue;
    const std::string_view what = lacking(*check);
    if (!hints.empty() && last == finding.span) {
      Hint& hint = hints.back();
      if (hint.label.find(what) == std::string::npos) hint.label += ", " + std::string(what);
      hint.tooltip += "\n" + finding.message;
    } else {
      hints.push_back({.at = finding.span.end, .label = "lacks " + std::string(what), .tooltip = finding.message});
      last = finding.span;
    }
  }
}

Outcome inlay_hints(Session& session, const InlayHintParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  const lint::Analysis& analysis = session.analysis(*document);
  const Span asked = document->text.span(from_wire(params.range), session.client.encoding);
  std::vector<Hint> hints;
  add_lacking(analysis, hints);
  add_time(*analysis.note, hints);
  add_scores(*analysis.note, hints);
  std::erase_if(hints, [&](const Hint& hint) { return hint.at < asked.begin || hint.at > asked.end; });
  std::ranges::stable_sort(hints, {}, &Hint::at);
  json::array out;
  Ascending places(document->text, session.client.encoding);
  for (const Hint& hint : hints) {
    out.push_back(json::object{{"position", to_wire(places.position(hint.at))},
                               {"label", hint.label},
                               {"tooltip", hint.tooltip},
                               {"paddingLeft", true}});
  }
  return json::value(std::move(out));
}

}  // namespace

void bind_inlay_hint(Session& session) {
  session.router.on_request<InlayHintParams>("textDocument/inlayHint",
                                             [&session](const auto& params) { return inlay_hints(session, params); });
}

}  // namespace notewell::features
