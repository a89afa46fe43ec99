#pragma once
// The LSP types that Notewell reads, with the specification's own names, and small builders for those it writes.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "protocol/wire.hpp"
#include "text/text.hpp"

namespace notewell::protocol {

struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
};
BOOST_DESCRIBE_STRUCT(Position, (), (line, character))

struct Range {
  Position start;
  Position end;
};
BOOST_DESCRIBE_STRUCT(Range, (), (start, end))

struct TextDocumentIdentifier {
  std::string uri;
};
BOOST_DESCRIBE_STRUCT(TextDocumentIdentifier, (), (uri))

struct VersionedTextDocumentIdentifier {
  std::string uri;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(VersionedTextDocumentIdentifier, (), (uri, version))

struct TextDocumentItem {
  std::string uri;
  std::optional<std::string> languageId;
  std::int64_t version = 0;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(TextDocumentItem, (), (uri, languageId, version, text))

struct DidOpenTextDocumentParams {
  TextDocumentItem textDocument;
};
BOOST_DESCRIBE_STRUCT(DidOpenTextDocumentParams, (), (textDocument))

struct TextDocumentContentChangeEvent {
  std::optional<Range> range;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(TextDocumentContentChangeEvent, (), (range, text))

struct DidChangeTextDocumentParams {
  VersionedTextDocumentIdentifier textDocument;
  std::vector<TextDocumentContentChangeEvent> contentChanges;
};
BOOST_DESCRIBE_STRUCT(DidChangeTextDocumentParams, (), (textDocument, contentChanges))

struct DidCloseTextDocumentParams {
  TextDocumentIdentifier textDocument;
};
BOOST_DESCRIBE_STRUCT(DidCloseTextDocumentParams, (), (textDocument))

struct TextDocumentParams {
  TextDocumentIdentifier textDocument;
};
BOOST_DESCRIBE_STRUCT(TextDocumentParams, (), (textDocument))

struct TextDocumentPositionParams {
  TextDocumentIdentifier textDocument;
  Position position;
};
BOOST_DESCRIBE_STRUCT(TextDocumentPositionParams, (), (textDocument, position))

struct DocumentDiagnosticParams {
  TextDocumentIdentifier textDocument;
  std::optional<std::string> previousResultId;
};
BOOST_DESCRIBE_STRUCT(DocumentDiagnosticParams, (), (textDocument, previousResultId))

struct SelectionRangeParams {
  TextDocumentIdentifier textDocument;
  std::vector<Position> positions;
};
BOOST_DESCRIBE_STRUCT(SelectionRangeParams, (), (textDocument, positions))

struct SemanticTokensDeltaParams {
  TextDocumentIdentifier textDocument;
  std::string previousResultId;
};
BOOST_DESCRIBE_STRUCT(SemanticTokensDeltaParams, (), (textDocument, previousResultId))

struct SemanticTokensRangeParams {
  TextDocumentIdentifier textDocument;
  Range range;
};
BOOST_DESCRIBE_STRUCT(SemanticTokensRangeParams, (), (textDocument, range))

struct CodeActionContext {
  std::optional<std::vector<std::string>> only;
  std::optional<int> triggerKind;
};
BOOST_DESCRIBE_STRUCT(CodeActionContext, (), (only, triggerKind))

struct CodeActionParams {
  TextDocumentIdentifier textDocument;
  Range range;
  CodeActionContext context;
};
BOOST_DESCRIBE_STRUCT(CodeActionParams, (), (textDocument, range, context))

struct ExecuteCommandParams {
  std::string command;
  std::optional<std::vector<json::value>> arguments;
};
BOOST_DESCRIBE_STRUCT(ExecuteCommandParams, (), (command, arguments))

struct InitializeParams {
  std::optional<std::int64_t> processId;
  std::optional<json::value> initializationOptions;
  json::value capabilities;
};
BOOST_DESCRIBE_STRUCT(InitializeParams, (), (processId, initializationOptions, capabilities))

struct NoParams {};
BOOST_DESCRIBE_STRUCT(NoParams, (), ())

[[nodiscard]] inline text::Position from_wire(Position position) {
  return {position.line, position.character};
}
[[nodiscard]] inline text::Range from_wire(Range range) {
  return {from_wire(range.start), from_wire(range.end)};
}

[[nodiscard]] inline json::object to_wire(text::Position position) {
  return {{"line", position.line}, {"character", position.character}};
}
[[nodiscard]] inline json::object to_wire(text::Range range) {
  return {{"start", to_wire(range.start)}, {"end", to_wire(range.end)}};
}

}  // namespace notewell::protocol
