// textDocument/formatting, rangeFormatting and rangesFormatting: a note's one layout, as the smallest edits that lead
// to it.

#include "features/text_edits.hpp"
#include "lint/format_options.hpp"
#include "note/format.hpp"

namespace notewell::features {
namespace {

using protocol::Outcome;
using protocol::TextDocumentIdentifier;

/// What of the protocol's FormattingOptions has a say. How lists are indented is part of the layout, whatever tabSize
/// and insertSpaces are.
struct FormattingOptions {
  std::optional<bool> trimTrailingWhitespace;
  std::optional<bool> insertFinalNewline;
  std::optional<bool> trimFinalNewlines;
};
BOOST_DESCRIBE_STRUCT(FormattingOptions, (), (trimTrailingWhitespace, insertFinalNewline, trimFinalNewlines))

struct DocumentFormattingParams {
  TextDocumentIdentifier textDocument;
  FormattingOptions options;
};
BOOST_DESCRIBE_STRUCT(DocumentFormattingParams, (), (textDocument, options))

struct DocumentRangeFormattingParams {
  TextDocumentIdentifier textDocument;
  protocol::Range range;
  FormattingOptions options;
};
BOOST_DESCRIBE_STRUCT(DocumentRangeFormattingParams, (), (textDocument, range, options))

struct DocumentRangesFormattingParams {
  TextDocumentIdentifier textDocument;
  std::vector<protocol::Range> ranges;
  FormattingOptions options;
};
BOOST_DESCRIBE_STRUCT(DocumentRangesFormattingParams, (), (textDocument, ranges, options))

/// `ranges` empty: the whole note. A sealed note has no edits; a document that is not open has no answer.
Outcome formatted(Session& session, const std::string& uri, const FormattingOptions& asked,
                  const std::vector<protocol::Range>& ranges) {
  Document* document = session.document(uri);
  if (document == nullptr) return json::value(nullptr);
  const lint::Analysis& analysis = session.analysis(*document);
  note::FormatOptions options = lint::format_options(*analysis.profile);
  options.trim_trailing_whitespace = asked.trimTrailingWhitespace.value_or(true);
  options.insert_final_newline = asked.insertFinalNewline.value_or(true);
  options.trim_final_newlines = asked.trimFinalNewlines.value_or(true);
  std::vector<text::Span> within;
  within.reserve(ranges.size());
  for (const protocol::Range& range : ranges)
    within.push_back(document->text.span(from_wire(range), session.client.encoding));
  return json::value(
      text_edits(note::format(*analysis.note, analysis.tree, options, protocol::file_name_of(document->uri), within),
                 *document, session));
}

}  // namespace

void bind_formatting(Session& session) {
  session.router.on_request<DocumentFormattingParams>("textDocument/formatting", [&session](const auto& params) {
    return formatted(session, params.textDocument.uri, params.options, {});
  });
  session.router.on_request<DocumentRangeFormattingParams>(
      "textDocument/rangeFormatting", [&session](const auto& params) {
        return formatted(session, params.textDocument.uri, params.options, {params.range});
      });
  session.router.on_request<DocumentRangesFormattingParams>(
      "textDocument/rangesFormatting", [&session](const auto& params) -> Outcome {
        if (params.ranges.empty()) return json::value(json::array());
        return formatted(session, params.textDocument.uri, params.options, params.ranges);
      });
}

}  // namespace notewell::features
