// textDocument/codeAction and codeAction/resolve: fixes of the findings at a place, with their tab stops in the best
// form the client takes; rewrites of the lines there; what concerns the whole note.

#include <algorithm>

#include "chart/note_template.hpp"
#include "features/commands.hpp"
#include "features/signing.hpp"
#include "features/snippet.hpp"
#include "lint/fix_all.hpp"
#include "lint/refactor.hpp"
#include "note/convert.hpp"

namespace notewell::features {
namespace {

using lint::Finding;
using lint::Fix;
using protocol::CodeActionParams;
using protocol::ErrorCode;
using protocol::Failure;
using protocol::Outcome;
using protocol::Placeholders;
using text::Offset;
using text::Span;

constexpr std::string_view quick_fix = "quickfix";
constexpr std::string_view rewrite = "refactor.rewrite";
constexpr std::string_view fix_all = "source.fixAll.notewell";
constexpr std::string_view new_note_kind = "source.newNote.notewell";
constexpr std::string_view addendum_kind = "source.addendum.notewell";
constexpr std::string_view sign_kind = "source.sign.notewell";
constexpr std::string_view audit_view_kind = "source.auditView.notewell";

struct TemplateEdit {
  Span replaced;
  lint::Template replacement;
};
using TemplateEdits = std::vector<TemplateEdit>;

/// One entry of the menu. Its edit is made when it is asked for.
struct Action {
  std::string title;
  std::string_view kind;
  const Finding* finding = nullptr;  // that it is for
  bool preferred = false;
  std::string disabled = {};  // why it can't be done here
  std::function<TemplateEdits()> edits = {};
  json::object command = {};
};

/// Where actions are asked for.
struct Place {
  const lint::Analysis& analysis;
  const Document& document;
  Span asked;
};

TemplateEdits single(Fix fix) {
  TemplateEdits out;
  out.push_back({.replaced = fix.replaced, .replacement = std::move(fix.replacement)});
  return out;
}

lint::Template words(std::string text) {
  return {lint::Words{std::move(text)}};
}

// --- what is offered

/// The findings at the place; what marks the least is meant first: the tick, not the whole line that is lacking
/// something too.
std::vector<const Finding*> findings_at(const Place& place) {
  std::vector<const Finding*> here;
  for (const Finding& finding : place.analysis.findings) {
    if (finding.span.begin <= place.asked.end && place.asked.begin <= finding.span.end) here.push_back(&finding);
  }
  std::ranges::stable_sort(here, {}, [](const Finding* finding) { return finding->span.size(); });
  return here;
}

void add_fixes(const Place& place, const std::vector<const Finding*>& here, std::vector<Action>& out) {
  bool preferred = false;
  for (const Finding* finding : here) {
    for (Fix& fix : lint::fixes(*finding, *place.analysis.note)) {
      const bool best = fix.preferred && !preferred;
      preferred = preferred || best;
      std::string title = fix.title;
      out.push_back({.title = std::move(title),
                     .kind = quick_fix,
                     .finding = finding,
                     .preferred = best,
                     .edits = [fix = std::move(fix)] { return single(fix); }});
    }
  }
}

/// Whether some fix of the rule may need no words from the clinician.
bool may_need_no_words(const lint::Rule& rule) {
  return std::ranges::any_of(rule.fixes, [](const lint::FixPattern& fix) {
    return std::ranges::none_of(fix.snippet, [](const std::string& line) {
      return line.find("‹") != std::string::npos || line.find("${") != std::string::npos ||
             line.find("{stem_") != std::string::npos;
    });
  });
}

/// The first fix of each finding of the rule, where it needs no words from the clinician; not more than `most`.
TemplateEdits fixes_of_rule(const lint::Analysis& analysis, const lint::Rule& rule, std::size_t most) {
  TemplateEdits out;
  for (const Finding& finding : analysis.findings) {
    if (out.size() >= most) break;
    if (finding.rule != &rule) continue;
    auto offered = lint::fixes(finding, *analysis.note);
    if (offered.empty() || lint::has_blanks(offered.front().replacement)) continue;
    out.push_back({.replaced = offered.front().replaced, .replacement = std::move(offered.front().replacement)});
  }
  std::ranges::stable_sort(out, {}, &TemplateEdit::replaced);
  const auto together = [](const TemplateEdit& one, const TemplateEdit& next) {
    return next.replaced.begin < one.replaced.end || next.replaced == one.replaced;
  };
  out.erase(std::unique(out.begin(), out.end(), together), out.end());
  return out;
}

/// The rules of these findings, each once, with the first of its findings here.
std::vector<const Finding*> one_of_each_rule(const std::vector<const Finding*>& here) {
  std::vector<const Finding*> out;
  for (const Finding* finding : here) {
    if (std::ranges::find(out, finding->rule, &Finding::rule) == out.end()) out.push_back(finding);
  }
  return out;
}

void add_by_rule(const Place& place, const std::vector<const Finding*>& here, std::vector<Action>& out) {
  const auto of_rules = one_of_each_rule(here);
  for (const Finding* finding : of_rules) {
    const lint::Analysis& analysis = place.analysis;
    constexpr std::size_t several = 2;
    if (!may_need_no_words(*finding->rule) || fixes_of_rule(analysis, *finding->rule, several).size() < several)
      continue;
    out.push_back({.title = "Fix all of “" + finding->rule->id + "” in this note",
                   .kind = quick_fix,
                   .finding = finding,
                   .edits = [&analysis, rule = finding->rule] {
                     return fixes_of_rule(analysis, *rule, analysis.findings.size());
                   }});
  }
  for (const Finding* finding : of_rules) {
    if (finding->rule->group == "meta") continue;  // exceptions are not excepted
    out.push_back(
        {.title = "Allow “" + finding->rule->id + "” here, with a reason",
         .kind = quick_fix,
         .finding = finding,
         .edits = [&note = *place.analysis.note, finding] { return single(lint::allowance(*finding, note)); }});
  }
  for (const Finding* finding : of_rules) {
    const std::string title = "Explain “" + finding->rule->id + "”";
    out.push_back(
        {.title = title,
         .kind = quick_fix,
         .finding = finding,
         .command = {
             {"title", title}, {"command", explain_rule_command}, {"arguments", json::array{finding->rule->id}}}});
  }
}

constexpr std::string_view is_signed = "The note is signed. What came later belongs into an addendum.";

void add_rewrites(const Place& place, std::vector<Action>& out) {
  const note::Note& note = *place.analysis.note;
  const std::string closed(note.signed_ ? is_signed : std::string_view{});
  if (auto fix = lint::row_as_items(note, place.asked.begin)) {
    std::string title = fix->title;
    out.push_back({.title = std::move(title), .kind = rewrite, .disabled = closed, .edits = [fix = std::move(*fix)] {
                     return single(fix);
                   }});
  }
  if (auto fix = lint::story_of_option(note, place.asked.begin)) {
    std::string title = fix->title;
    const std::string complete = fix->replacement.empty() ? "Every line that it asks for is there." : "";
    out.push_back({.title = std::move(title),
                   .kind = rewrite,
                   .disabled = closed.empty() ? complete : closed,
                   .edits = [fix = std::move(*fix)] { return single(fix); }});
  }
  if (note.kind != note::FileKind::progress_note || place.analysis.text.size() == 0) return;
  for (const note::Format target : note::convertible_formats) {
    if (target == note.format) continue;
    std::string name(note.vocabulary->format(target).names.front());
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c & ~0x20) : c; });
    const std::string reason(note::why_not_converted(note, target));
    out.push_back({.title = "Convert to " + name,
                   .kind = rewrite,
                   .disabled = closed.empty() ? reason : closed,
                   .edits = [&note, target] {
                     TemplateEdits edits;
                     for (text::Edit& edit : note::converted(note, target))
                       edits.push_back({.replaced = edit.replaced, .replacement = words(std::move(edit.inserted))});
                     return edits;
                   }});
  }
}

/// Everything that can be put right without changing what the note says.
void add_fix_all(const Place& place, std::vector<Action>& out) {
  const bool any = std::ranges::any_of(place.analysis.findings, [&](const Finding& finding) {
    return std::ranges::any_of(finding.rule->fixes, &lint::FixPattern::safe) &&
           std::ranges::any_of(lint::fixes(finding, *place.analysis.note),
                               [](const Fix& fix) { return fix.safe && !lint::has_blanks(fix.replacement); });
  });
  if (!any) return;
  out.push_back({.title = "Fix all that can't change what the note says",
                 .kind = fix_all,
                 .edits = [&analysis = place.analysis, &document = place.document] {
                   const auto work = Session::work_for(document);
                   TemplateEdits edits;
                   for (text::Edit& edit : lint::safe_fixes(analysis, work.name, work.settings))
                     edits.push_back({.replaced = edit.replaced, .replacement = words(std::move(edit.inserted))});
                   return edits;
                 }});
}

void add_new_note(const Place& place, const Session& session, std::vector<Action>& out) {
  const note::Note& note = *place.analysis.note;
  const bool in_header =
      note.header_end_block > 0 && place.asked.begin <= note.blocks[note.header_end_block - 1].span().end;
  if (!in_header || !session.client.create_files || note.value("client").empty()) return;
  for (const chart::NoteTemplate& whole : chart::note_templates()) {
    if (whole.kind == note::FileKind::treatment_plan) continue;
    const std::string title = "New " + whole.name + " for this client";
    out.push_back({.title = title,
                   .kind = new_note_kind,
                   .command = {{"title", title},
                               {"command", new_note_command},
                               {"arguments", json::array{whole.name, place.document.uri}}}});
  }
}

void add_audit_view(const Place& place, const Session& session, std::vector<Action>& out) {
  if (place.analysis.note->kind != note::FileKind::progress_note || !has_audit_view(session, place.document.uri))
    return;
  const std::string title = "Show the note as an auditor would go through it";
  out.push_back(
      {.title = title,
       .kind = audit_view_kind,
       .command = {{"title", title}, {"command", audit_view_command}, {"arguments", json::array{place.document.uri}}}});
}

Action action_of(SigningOffer offer, std::string_view kind) {
  return {.title = std::move(offer.title),
          .kind = kind,
          .disabled = std::move(offer.disabled),
          .edits = [edit = std::move(offer.edit)] {
            return TemplateEdits{{.replaced = edit.replaced, .replacement = lint::parse_template(edit.inserted)}};
          }};
}

/// A signed note that was changed can only be added to; the finding stays until the signed text is back.
void add_addendum_fix(const Place& place, const std::vector<const Finding*>& here, std::vector<Action>& out) {
  const auto changed =
      std::ranges::find(here, "edited-after-signing", [](const Finding* one) { return one->rule->id; });
  if (changed == here.end()) return;
  out.push_back(action_of(addendum_offer(place.analysis, place.document), quick_fix));
  out.back().finding = *changed;
}

void add_signing(const Place& place, std::vector<Action>& out) {
  if (place.document.text.size() == 0) return;
  out.push_back(action_of(addendum_offer(place.analysis, place.document), addendum_kind));
  out.push_back(action_of(signature_offer(place.analysis, place.document), sign_kind));
}

/// Everything there is to offer at a place, in the same order whoever asks: an index into it names an action. Signing
/// comes last, and only if it is wanted: it takes another analysis.
std::vector<Action> actions_at(const Place& place, const Session& session, bool with_signing) {
  std::vector<Action> out;
  const auto here = findings_at(place);
  add_fixes(place, here, out);
  add_by_rule(place, here, out);
  add_rewrites(place, out);
  add_fix_all(place, out);
  add_new_note(place, session, out);
  add_audit_view(place, session, out);
  add_addendum_fix(place, here, out);
  if (with_signing) add_signing(place, out);
  return out;
}

// --- how it is told

/// Editors indent a snippet's further lines like the line it goes into, so that much is left out of them.
std::string without_indentation(std::string snippet, const Document& document, Offset at) {
  const std::string_view line = document.text.slice(document.text.line(document.text.line_of(at)));
  const std::string indent(line.substr(0, std::min(line.find_first_not_of(" \t"), line.size())));
  if (indent.empty()) return snippet;
  const std::string from = "\n" + indent;
  for (std::size_t i = snippet.find(from); i != std::string::npos; i = snippet.find(from, i + 1))
    snippet.erase(i + 1, indent.size());
  return snippet;
}

json::object workspace_edit(json::array edits, const Document& document, const Session& session) {
  if (!session.client.document_changes) return {{"changes", {{document.uri, std::move(edits)}}}};
  return {{"documentChanges",
           json::array{json::object{{"textDocument", {{"uri", document.uri}, {"version", document.version}}},
                                    {"edits", std::move(edits)}}}}};
}

json::object plain_edit(const TemplateEdits& edits, const Document& document, const Session& session) {
  json::array out;
  for (const TemplateEdit& edit : edits) {
    out.push_back({{"range", to_wire(document.text.range(edit.replaced, session.client.encoding))},
                   {"newText", to_plain(edit.replacement)}});
  }
  return workspace_edit(std::move(out), document, session);
}

json::object snippet_edit(const TemplateEdit& edit, Placeholders form, const Document& document,
                          const Session& session) {
  const json::object range = to_wire(document.text.range(edit.replaced, session.client.encoding));
  const std::string snippet =
      without_indentation(snippet_of(edit.replacement, session.client), document, edit.replaced.begin);
  constexpr int snippet_format = 2;
  if (form == Placeholders::standard) return {{"range", range}, {"snippet", {{"kind", "snippet"}, {"value", snippet}}}};
  return {{"range", range}, {"newText", snippet}, {"insertTextFormat", snippet_format}};
}

/// Fills in `edit` or `command` of an action.
void add_edit(json::object& out, const TemplateEdits& edits, const Document& document, const Session& session) {
  const bool one_with_blanks = edits.size() == 1 && lint::has_blanks(edits.front().replacement);
  const Placeholders form = one_with_blanks ? session.client.placeholders : Placeholders::plain;
  if (form == Placeholders::plain) {
    out["edit"] = plain_edit(edits, document, session);
  } else if (form == Placeholders::command) {
    const TemplateEdit& edit = edits.front();
    const json::value title = out.at("title");  // a copy: what is added moves what stands in `out`
    out["command"] = {
        {"title", title},
        {"command", session.client.snippet_command},
        {"arguments",
         json::array{document.uri, to_wire(document.text.range(edit.replaced, session.client.encoding)),
                     without_indentation(snippet_of(edit.replacement, session.client), document, edit.replaced.begin),
                     document.version}}};
  } else {
    out["edit"] = workspace_edit(json::array{snippet_edit(edits.front(), form, document, session)}, document, session);
  }
}

/// Kinds are hierarchical: "refactor.rewrite" is asked for by itself, by "refactor" and by "".
bool within(std::string_view kind, std::string_view asked) {
  return asked.empty() || kind == asked || (kind.starts_with(asked) && kind[asked.size()] == '.');
}

/// The editor's light bulb: nobody asked for a menu.
bool by_itself(const CodeActionParams& params) {
  constexpr int automatic = 2;
  return params.context.triggerKind == automatic;
}

bool wanted(std::string_view kind, const CodeActionParams& params) {
  const auto& only = params.context.only;
  if (!only) return kind == quick_fix || !by_itself(params);
  return std::ranges::any_of(*only, [&](const std::string& asked) { return within(kind, asked); });
}

bool wanted(const Action& action, const CodeActionParams& params, const protocol::Capabilities& client) {
  if (!action.disabled.empty() && (by_itself(params) || !client.disabled_actions)) return false;
  return wanted(action.kind, params);
}

/// How a client names an action of a list it was given: resolve and the command find it again by this.
struct ActionName {
  std::string uri;
  std::int64_t version = 0;
  Offset begin = 0;
  Offset end = 0;
  std::uint32_t index = 0;
};
BOOST_DESCRIBE_STRUCT(ActionName, (), (uri, version, begin, end, index))

json::object told(const Action& action, const ActionName& name, const Document& document, const Session& session) {
  json::object out = {{"title", action.title}, {"kind", action.kind}};
  if (action.finding != nullptr) out["diagnostics"] = json::array{diagnostic(*action.finding, document, session)};
  if (action.preferred && session.client.preferred_actions) out["isPreferred"] = true;
  if (!action.disabled.empty()) {
    out["disabled"] = {{"reason", action.disabled}};
  } else if (!action.command.empty()) {
    out["command"] = action.command;
  } else if (session.client.resolves_action_edits && session.client.placeholders != Placeholders::command) {
    out["data"] = json::value_from(name);
  } else {
    add_edit(out, action.edits(), document, session);
  }
  return out;
}

Outcome actions(Session& session, const CodeActionParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(json::array());
  const Span asked = document->text.span(from_wire(params.range), session.client.encoding);
  const bool with_signing = wanted(sign_kind, params) || wanted(addendum_kind, params);
  const auto all = actions_at({.analysis = session.analysis(*document), .document = *document, .asked = asked}, session,
                              with_signing);
  ActionName name{.uri = document->uri, .version = document->version, .begin = asked.begin, .end = asked.end};
  json::array out;
  for (const Action& action : all) {
    name.index = static_cast<std::uint32_t>(&action - all.data());
    if (!wanted(action, params, session.client)) continue;
    if (session.client.code_action_literals) {
      out.push_back(told(action, name, *document, session));
    } else if (!action.command.empty()) {
      out.push_back(action.command);
    } else {
      out.push_back({{"title", action.title},
                     {"command", apply_fix_command},
                     {"arguments", json::array{json::value_from(name)}}});
    }
  }
  return json::value(std::move(out));
}

/// What `use` makes of the action of that name, with the note it is for; a failure if there is none any more.
Outcome with_action(Session& session, const json::value& named,
                    const std::function<json::value(const Action&, const Document&)>& use) {
  ActionName name;
  protocol::Trail trail;
  if (!decode(named, name, trail))
    return Failure{ErrorCode::invalid_params, "expected the name of an action, as it was sent" + trail.text()};
  Document* document = session.document(name.uri);
  if (document == nullptr || document->version != name.version)
    return Failure{ErrorCode::content_modified, "the note has changed since; ask for its actions again"};
  const Offset size = document->text.size();
  const Span asked{std::min(name.begin, size), std::min(name.end, size)};
  const auto all =
      actions_at({.analysis = session.analysis(*document), .document = *document, .asked = asked}, session, true);
  if (name.index >= all.size() || !all[name.index].edits || !all[name.index].disabled.empty())
    return Failure{ErrorCode::content_modified, "the action is not there any more"};
  return use(all[name.index], *document);
}

Outcome resolve(Session& session, const json::value& params) {
  if (!params.is_object()) return Failure{ErrorCode::invalid_params, "params: expected an action"};
  json::object out = params.get_object();
  const json::value* data = out.if_contains("data");
  if (data == nullptr) return json::value(std::move(out));  // it was sent with all there is
  return with_action(session, *data, [&](const Action& action, const Document& document) {
    add_edit(out, action.edits(), document, session);
    return json::value(std::move(out));
  });
}

}  // namespace

Outcome apply_fix(Session& session, const Arguments& arguments) {
  if (arguments.size() != 1) return Failure{ErrorCode::invalid_params, "params.arguments: expected one action's name"};
  return with_action(session, arguments.front(), [&](const Action& action, const Document& document) {
    session.router.request(
        "workspace/applyEdit",
        json::object{{"label", action.title}, {"edit", plain_edit(action.edits(), document, session)}});
    return json::value(nullptr);
  });
}

json::object code_action_options(const protocol::Capabilities& client) {
  json::object out = {{"codeActionKinds", {quick_fix, rewrite, fix_all, sign_kind, addendum_kind}}};
  if (client.create_files) out["codeActionKinds"].as_array().emplace_back(new_note_kind);
  if (client.document_content && client.show_document) out["codeActionKinds"].as_array().emplace_back(audit_view_kind);
  if (client.resolves_action_edits) out["resolveProvider"] = true;
  if (client.documented_actions) {
    out["documentation"] = json::array{json::object{
        {"kind", quick_fix}, {"command", {{"title", "What Notewell checks"}, {"command", explain_rule_command}}}}};
  }
  return out;
}

void bind_code_action(Session& session) {
  session.router.on_request<CodeActionParams>("textDocument/codeAction",
                                              [&session](const auto& params) { return actions(session, params); });
  session.router.on_request<json::value>("codeAction/resolve",
                                         [&session](const auto& params) { return resolve(session, params); });
}

}  // namespace notewell::features
