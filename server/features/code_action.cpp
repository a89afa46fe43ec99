// textDocument/codeAction: every fix of every finding at the range, with its tab stops in the best form the client
// takes.

#include <algorithm>

#include "features/features.hpp"

namespace notewell::features {
namespace {

using lint::Finding;
using lint::Fix;
using protocol::CodeActionParams;
using protocol::ErrorCode;
using protocol::ExecuteCommandParams;
using protocol::Failure;
using protocol::Outcome;
using protocol::Placeholders;

constexpr std::string_view apply_fix = "notewell.applyFix";

bool has_blanks(const lint::Template& pieces) {
  return std::ranges::any_of(pieces,
                             [](const lint::Piece& piece) { return std::holds_alternative<lint::Blank>(piece); });
}

/// Editors indent a snippet's further lines like the line it goes into, so that much is left out of them.
std::string without_indentation(std::string snippet, const Document& document, text::Offset at) {
  const std::string_view line = document.text.slice(document.text.line(document.text.line_of(at)));
  const std::string indent(line.substr(0, std::min(line.find_first_not_of(" \t"), line.size())));
  if (indent.empty()) return snippet;
  const std::string from = "\n" + indent;
  for (std::size_t i = snippet.find(from); i != std::string::npos; i = snippet.find(from, i + 1))
    snippet.erase(i + 1, indent.size());
  return snippet;
}

json::object workspace_edit(json::object edit, const Document& document, const Session& session) {
  if (!session.client.document_changes) return {{"changes", {{document.uri, json::array{std::move(edit)}}}}};
  return {{"documentChanges",
           json::array{json::object{{"textDocument", {{"uri", document.uri}, {"version", document.version}}},
                                    {"edits", json::array{std::move(edit)}}}}}};
}

json::object plain_edit(const Fix& fix, const Document& document, const Session& session) {
  return workspace_edit({{"range", to_wire(document.text.range(fix.replaced, session.client.encoding))},
                         {"newText", to_plain(fix.replacement)}},
                        document, session);
}

/// Fills in `edit` or `command` of an action.
void add_edit(json::object& action, const Fix& fix, const Document& document, const Session& session) {
  const json::object range = to_wire(document.text.range(fix.replaced, session.client.encoding));
  const Placeholders form = has_blanks(fix.replacement) ? session.client.placeholders : Placeholders::plain;
  if (form == Placeholders::plain) {
    action["edit"] = plain_edit(fix, document, session);
    return;
  }
  const std::string snippet = without_indentation(to_snippet(fix.replacement), document, fix.replaced.begin);
  switch (form) {
    case Placeholders::standard:
      action["edit"] =
          workspace_edit({{"range", range}, {"snippet", {{"kind", "snippet"}, {"value", snippet}}}}, document, session);
      break;
    case Placeholders::experimental: {
      constexpr int snippet_format = 2;
      action["edit"] = workspace_edit({{"range", range}, {"newText", snippet}, {"insertTextFormat", snippet_format}},
                                      document, session);
      break;
    }
    default:
      action["command"] = {{"title", fix.title},
                           {"command", session.client.snippet_command},
                           {"arguments", json::array{document.uri, range, snippet, document.version}}};
      break;
  }
}

/// Kinds are hierarchical: "quickfix" is asked for by "quickfix" and by "".
bool wants_quick_fixes(const CodeActionParams& params) {
  if (!params.context.only) return true;
  return std::ranges::any_of(*params.context.only,
                             [](const std::string& kind) { return kind.empty() || kind == "quickfix"; });
}

/// For clients that know commands only: the server makes the edit when the command comes.
json::object command_action(const Finding& finding, std::size_t index, const Fix& fix, const Document& document) {
  return {{"title", fix.title},
          {"command", apply_fix},
          {"arguments", json::array{document.uri, document.version, finding.rule->id, finding.span.begin, index}}};
}

Outcome actions(Session& session, const CodeActionParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr || !wants_quick_fixes(params)) return json::value(json::array());
  const lint::Analysis& analysis = session.analysis(*document);
  const text::Span asked = document->text.span(from_wire(params.range), session.client.encoding);
  json::array out;
  bool preferred = false;
  // What marks the least is meant first: the tick, not the whole line that is also lacking something.
  std::vector<const Finding*> here;
  for (const Finding& finding : analysis.findings) {
    if (finding.span.begin <= asked.end && asked.begin <= finding.span.end) here.push_back(&finding);
  }
  std::ranges::stable_sort(here, {}, [](const Finding* finding) { return finding->span.size(); });
  for (const Finding* one : here) {
    const Finding& finding = *one;
    const auto offered = lint::fixes(finding, *analysis.note);
    for (std::size_t i = 0; i != offered.size(); ++i) {
      const Fix& fix = offered[i];
      if (!session.client.code_action_literals) {
        out.push_back(command_action(finding, i, fix, *document));
        continue;
      }
      json::object action = {{"title", fix.title},
                             {"kind", "quickfix"},
                             {"diagnostics", json::array{diagnostic(finding, *document, session)}}};
      if (session.client.preferred_actions && fix.preferred && !preferred) {
        action["isPreferred"] = true;
        preferred = true;
      }
      add_edit(action, fix, *document, session);
      out.push_back(std::move(action));
    }
  }
  return json::value(std::move(out));
}

Outcome execute(Session& session, const ExecuteCommandParams& params) {
  if (params.command != apply_fix)
    return Failure{ErrorCode::invalid_params, "no such command: " + params.command.substr(0, 80)};
  struct Arguments {
    std::string uri;
    std::int64_t version = 0;
    std::string rule;
    std::uint32_t begin = 0;
    std::uint32_t index = 0;
  } wanted;
  protocol::Trail trail;
  const auto given = params.arguments.value_or(std::vector<json::value>{});
  if (given.size() != 5 || !decode(given[0], wanted.uri, trail) || !decode(given[1], wanted.version, trail) ||
      !decode(given[2], wanted.rule, trail) || !decode(given[3], wanted.begin, trail) ||
      !decode(given[4], wanted.index, trail)) {
    return Failure{ErrorCode::invalid_params,
                   "params.arguments: expected a document, its version, a rule, a place and a number"};
  }
  Document* document = session.document(wanted.uri);
  if (document == nullptr || document->version != wanted.version) {
    return Failure{ErrorCode::content_modified, "the note has changed since; ask for its fixes again"};
  }
  const lint::Analysis& analysis = session.analysis(*document);
  for (const Finding& finding : analysis.findings) {
    if (finding.rule->id != wanted.rule || finding.span.begin != wanted.begin) continue;
    const auto offered = lint::fixes(finding, *analysis.note);
    if (wanted.index >= offered.size()) break;
    const Fix& fix = offered[wanted.index];
    session.router.request("workspace/applyEdit",
                           json::object{{"label", fix.title}, {"edit", plain_edit(fix, *document, session)}});
    return json::value(nullptr);
  }
  return Failure{ErrorCode::content_modified, "the finding is not there any more"};
}

}  // namespace

void bind_code_action(Session& session) {
  session.router.on_request<CodeActionParams>("textDocument/codeAction",
                                              [&session](const auto& params) { return actions(session, params); });
  session.router.on_request<ExecuteCommandParams>("workspace/executeCommand",
                                                  [&session](const auto& params) { return execute(session, params); });
}

}  // namespace notewell::features
