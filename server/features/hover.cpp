// textDocument/hover: what counts as evidence for an option, what a code or diagnosis stands for, what a rule asks.

#include <algorithm>

#include "features/chart_hover.hpp"
#include "features/features.hpp"
#include "features/rule_files.hpp"

namespace notewell::features {
namespace {

using protocol::Outcome;
using protocol::TextDocumentPositionParams;
using text::Offset;
using text::Span;

using Told = HoverText;

std::string listed(const std::vector<std::string>& words, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i != std::min(words.size(), most); ++i) out += (i == 0 ? "" : ", ") + words[i];
  return out;
}

std::optional<Told> option_at(const note::Note& note, Offset at) {
  constexpr std::size_t most = 8;  // examples of each kind
  for (const note::Block& block : note.blocks) {
    if (!block.span().contains(at) && block.span().end != at) continue;
    for (const note::Option& option : block.facts->options) {
      const Span span = block.absolute({option.box.begin, std::max(option.box.end, option.label.end)});
      if (at < span.begin || at > span.end || option.entry == note::no_concept) continue;
      const note::Concept& entry = note.vocabulary->entry(option.entry);
      std::string text = "**" + entry.names.front() + "**\n\n";
      if (entry.group == "intervention") {
        if (!entry.delivery.empty()) text += entry.delivery + ".\n\n";
        text += "A note tells why it was chosen, how it was done, what it dealt with, and how the client responded.";
        if (!entry.signs.empty()) text += "\n\nShows that it was done: " + listed(entry.signs, most) + ".";
      } else {
        text += "A tick needs what you observed and what the client said.";
        if (!entry.signs.empty()) text += "\n\nYou might have seen or heard: " + listed(entry.signs, most) + ".";
        if (!entry.sayings.empty()) text += "\n\nClients say: " + listed(entry.sayings, most) + ".";
      }
      return Told{.span = span, .markdown = std::move(text)};
    }
  }
  return std::nullopt;
}

/// The word of code characters around a place.
Span code_around(std::string_view bytes, Offset at) {
  const auto in_code = [&](std::size_t i) {
    const char c = bytes[i];
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.';
  };
  Offset begin = at;
  Offset end = at;
  while (begin > 0 && in_code(begin - 1)) --begin;
  while (end < bytes.size() && in_code(end)) ++end;
  return {begin, end};
}

std::string minutes_of(const note::ServiceCode& code) {
  if (code.least_minutes == 0) return code.timed ? "timed" : "no range of minutes";
  if (code.most_minutes == 0) return std::to_string(code.least_minutes) + " minutes and more";
  return std::to_string(code.least_minutes) + "–" + std::to_string(code.most_minutes) + " minutes";
}

std::optional<Told> code_at(const note::Note& note, Offset at) {
  for (const note::Field& field : note.fields) {
    if (at < field.value.begin || at > field.value.end) continue;
    const Span span = code_around(note.text.bytes(), at);
    const std::string_view word = note.text.slice(span);
    if (field.id == "code") {
      if (const auto* code = note.vocabulary->service_code(word)) {
        return Told{.span = span,
                    .markdown = "**" + code->code + "** " + code->label + "\n\n" + minutes_of(*code) +
                                (code->add_on ? ", add-on" : "")};
      }
    } else if (field.id == "diagnosis") {
      if (const auto* diagnosis = note.vocabulary->diagnosis(word)) {
        return Told{.span = span,
                    .markdown = "**" + std::string(word) + "** " + std::string(diagnosis->description) + "\n\n" +
                                (diagnosis->billable ? "valid as it stands" : "a category: it needs more characters")};
      }
    }
  }
  return std::nullopt;
}

std::optional<Told> rule_at(const lint::Analysis& analysis, Offset at) {
  for (const note::Block& block : analysis.note->blocks) {
    for (const note::Directive& directive : block.facts->directives) {
      for (const auto& [id, place] : directive.rules) {
        const Span span = block.absolute(place);
        if (at < span.begin || at > span.end) continue;
        const lint::Rule* rule = analysis.knowledge->rules->find(id);
        if (rule == nullptr) return std::nullopt;
        return Told{.span = span, .markdown = "**" + rule->title + "**\n\n" + rule->message.why};
      }
    }
  }
  return std::nullopt;
}

std::string plain(std::string markdown) {
  std::erase(markdown, '*');
  return markdown;
}

Outcome hover(Session& session, const TextDocumentPositionParams& params) {
  if (auto told = hover_rule_file(session, params)) return *std::move(told);
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  const lint::Analysis& analysis = session.analysis(*document);
  const Offset at = document->text.offset(from_wire(params.position), session.client.encoding);
  auto told = option_at(*analysis.note, at);
  if (!told) told = code_at(*analysis.note, at);
  if (!told) told = rule_at(analysis, at);
  if (!told) told = chart_hover(session, *document, at);
  if (!told) return json::value(nullptr);
  const bool markdown = session.client.hover_markdown;
  return json::value(json::object{
      {"contents",
       {{"kind", markdown ? "markdown" : "plaintext"}, {"value", markdown ? told->markdown : plain(told->markdown)}}},
      {"range", to_wire(document->text.range(told->span, session.client.encoding))}});
}

}  // namespace

void bind_hover(Session& session) {
  session.router.on_request<TextDocumentPositionParams>(
      "textDocument/hover", [&session](const auto& params) { return hover(session, params); });
}

}  // namespace notewell::features
