#include "features/signing.hpp"

#include "features/commands.hpp"
#include "features/text_edits.hpp"
#include "features/workspace.hpp"
#include "lint/signable.hpp"
#include "note/clock.hpp"
#include "note/seal.hpp"

namespace notewell::features {
namespace {

using protocol::ErrorCode;
using protocol::Failure;
using protocol::Outcome;

constexpr std::size_t date_length = 10;  // of a moment: 2026-11-20

std::string listed(const std::vector<std::string>& rules) {
  std::string out;
  for (const std::string& rule : rules) out += (out.empty() ? "" : ", ") + rule;
  return out;
}

bool is_signed(const lint::Analysis& analysis) {
  return analysis.note->signed_ || !note::seals(analysis.text.bytes()).empty();
}

/// The rules whose errors would stand in the note with such a signature; who signs counts for none of them.
std::vector<std::string> open_errors(const Document& document, note::Signature signature) {
  if (signature.name.empty()) signature.name = "Signer";
  if (signature.credentials.empty()) signature.credentials = "LCSW";
  Session::Work work = Session::work_for(document);
  const text::Edit edit = note::signing(work.text.bytes(), signature);
  work.text = text::Text(text::applied(work.text.bytes(), {&edit, 1}));
  work.settings.strictness = lint::Strictness::as_signed;
  work.previous = nullptr;
  work.edits.clear();
  return lint::rules_of_open_errors(*Session::run(work));
}

constexpr const char* signed_already = "The note is signed already. What came later belongs into an addendum.";

/// The signature of whom the settings name, now.
note::Signature signature_for(const Document& document) {
  const lint::Clinician clinician = clinician_of(document);
  return {.name = clinician.name,
          .credentials = clinician.credentials,
          .moment = note::local_moment(),
          .reason = {},
          .open_rules = {}};
}

bool is_known(const note::Signature& signature) {
  return !signature.name.empty() && !signature.credentials.empty();
}

std::string title_of(const note::Signature& signature) {
  return is_known(signature) ? "Sign as " + signature.name + ", " + signature.credentials
                             : "Add a signature to fill in";
}

/// What a command's second argument says: {"name", "credentials", "reason"}, each a text that may be left out.
std::optional<Failure> read_wishes(const Arguments& arguments, note::Signature& signature) {
  if (arguments.size() < 2 || arguments[1].is_null()) return std::nullopt;
  const auto* wishes = arguments[1].if_object();
  if (wishes == nullptr)
    return Failure{ErrorCode::invalid_params, "params.arguments[1]: expected {name, credentials, reason}"};
  for (const auto& [key, value] :
       {std::pair{"name", &signature.name}, {"credentials", &signature.credentials}, {"reason", &signature.reason}}) {
    const json::value* given = wishes->if_contains(key);
    if (given == nullptr || given->is_null()) continue;
    if (!given->is_string() || !note::fits_signature(given->get_string()))
      return Failure{ErrorCode::invalid_params, std::string("params.arguments[1].") + key +
                                                    ": expected one line of text, without “--” and ‹blanks›"};
    *value = given->get_string();
  }
  return std::nullopt;
}

/// Has the client make the edit.
json::value apply(Session& session, const Document& document, const std::string& label, const text::Edit& edit) {
  WorkspaceEdit change(session);
  change.add(document.uri, text_edits({&edit, 1}, document, session), false);
  session.router.request("workspace/applyEdit", json::object{{"label", label}, {"edit", std::move(change).finish()}});
  return nullptr;
}

/// The open note that a command names first; nullptr: there is none.
Document* document_of(Session& session, const Arguments& arguments) {
  return arguments.empty() || !arguments[0].is_string() ? nullptr : session.document(arguments[0].get_string());
}

const Failure no_document{ErrorCode::invalid_params, "params.arguments: expected the URI of an open note"};

}  // namespace

lint::Clinician clinician_of(const Document& document) {
  return document.settings.profile == nullptr ? lint::Clinician{} : document.settings.profile->clinician;
}

SigningOffer signature_offer(const lint::Analysis& analysis, const Document& document) {
  const note::Signature signature = signature_for(document);
  SigningOffer out{.title = title_of(signature), .disabled = {}, .edit = {}};
  if (!note::takes_signature(*analysis.note)) {
    out.disabled = signed_already;
    return out;
  }
  const auto open = open_errors(document, signature);
  if (!open.empty()) out.disabled = "Errors stand: " + listed(open) + ". Put them right first.";
  out.edit = note::signing(analysis.text.bytes(), signature);
  return out;
}

SigningOffer addendum_offer(const lint::Analysis& analysis, const Document& document) {
  SigningOffer out{.title = "Add an addendum", .disabled = {}, .edit = {}};
  if (!is_signed(analysis)) {
    out.disabled = "The note is not signed yet: change the note itself.";
    return out;
  }
  const std::string_view bytes = analysis.text.bytes();
  const lint::Clinician clinician = clinician_of(document);
  const std::string author = (clinician.name.empty() ? "‹name›" : clinician.name) + ", " +
                             (clinician.credentials.empty() ? "‹credentials›" : clinician.credentials);
  const std::string end = bytes.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  const auto at = static_cast<text::Offset>(bytes.size());
  out.edit = {.replaced = {at, at},
              .inserted = (bytes.ends_with('\n') ? "" : end) + end + "## Addendum " +
                          note::local_moment().substr(0, date_length) + " " + author + end +
                          "‹why: new information | a clarification | something left out›: ‹what is added›" + end};
  return out;
}

Outcome sign_note(Session& session, const Arguments& arguments) {
  Document* document = document_of(session, arguments);
  if (document == nullptr) return no_document;
  note::Signature signature = signature_for(*document);
  if (auto problem = read_wishes(arguments, signature)) return *problem;
  const lint::Analysis& analysis = session.analysis(*document);
  if (!note::takes_signature(*analysis.note)) return Failure{ErrorCode::request_failed, signed_already};
  if (!is_known(signature))
    return Failure{ErrorCode::request_failed,
                   "It is not known who signs. Set clinician.name and clinician.credentials, or name both."};
  signature.open_rules = open_errors(*document, signature);
  if (!signature.open_rules.empty() && signature.reason.empty())
    return Failure{ErrorCode::request_failed,
                   "The note is not signed, because errors stand: " + listed(signature.open_rules) +
                       ". Put them right, or give a reason, which the note then keeps."};
  if (signature.open_rules.empty()) signature.reason.clear();  // nothing to give a reason for
  return apply(session, *document, title_of(signature), note::signing(analysis.text.bytes(), signature));
}

Outcome add_addendum(Session& session, const Arguments& arguments) {
  Document* document = document_of(session, arguments);
  if (document == nullptr) return no_document;
  const SigningOffer offer = addendum_offer(session.analysis(*document), *document);
  if (!offer.disabled.empty()) return Failure{ErrorCode::request_failed, offer.disabled};
  return apply(session, *document, offer.title, offer.edit);
}

}  // namespace notewell::features
