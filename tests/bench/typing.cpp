#include "bench/typing.hpp"

#include <utility>

namespace notewell::bench {
namespace {

using Clock = std::chrono::steady_clock;

std::string position(Place at) {
  return R"({"line":)" + std::to_string(at.line) + R"(,"character":)" + std::to_string(at.column) + "}";
}

}  // namespace

std::vector<Place> places_in(const std::string& text) {
  const auto is_letter = [](char c) { return 'a' <= c && c <= 'z'; };
  std::vector<Place> places;
  std::size_t line = 0;
  std::size_t line_start = 0;
  bool ascii = true;  // so far in this line: then bytes are UTF-16 units
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at - 1] == '\n') {
      ++line;
      line_start = at;
      ascii = true;
    }
    ascii = ascii && static_cast<unsigned char>(text[at - 1]) < 0x80;
    if (ascii && at - line_start > 40 && is_letter(text[at - 1]) && is_letter(text[at]))
      places.push_back({.line = line, .column = at - line_start});
  }
  return places;
}

std::string initialize_params(const std::string& folder) {
  const std::string root = folder.empty() ? "null" : json_string("file://" + folder);
  return R"({"processId":null,"rootUri":)" + root +
         R"(,"capabilities":{"textDocument":{"diagnostic":{},"synchronization":{}}}})";
}

TypingSession::TypingSession(const std::vector<std::string>& command, const std::string& text,
                             const std::string& folder, std::string path)
    : uri_("file://" + std::move(path)), client_(command) {
  client_.request("initialize", initialize_params(folder));
  client_.notify("initialized", "{}");
  client_.notify("textDocument/didOpen", R"({"textDocument":{"uri":)" + json_string(uri_) +
                                             R"(,"languageId":"progress-note","version":0,"text":)" +
                                             json_string(text) + "}}");
  first_answer_bytes_ = diagnostics({}).size();
}

Milliseconds TypingSession::keystroke(Place at, bool insert) {
  const std::string start = position(at);
  const std::string end = insert ? start : position({.line = at.line, .column = at.column + 1});
  const std::string change = LspClient::framed_notification(
      "textDocument/didChange", R"({"textDocument":{"uri":)" + json_string(uri_) + R"(,"version":)" +
                                    std::to_string(++version_) + R"(},"contentChanges":[{"range":{"start":)" + start +
                                    R"(,"end":)" + end + R"(},"text":")" + (insert ? "e" : "") + R"("}]})");
  const auto begin = Clock::now();
  diagnostics(change);
  return Clock::now() - begin;
}

Milliseconds TypingSession::ask(std::string_view method, Place at, const std::string& more) {
  const std::string params =
      R"({"textDocument":{"uri":)" + json_string(uri_) + R"(},"position":)" + position(at) + more + "}";
  const auto begin = Clock::now();
  client_.request(method, params);
  return Clock::now() - begin;
}

std::string TypingSession::diagnostics(const std::string& before) {
  return client_.request("textDocument/diagnostic", R"({"textDocument":{"uri":)" + json_string(uri_) + "}}", before);
}

}  // namespace notewell::bench
