// The session itself: greeting, errors, ids, cancellation, framing, exit codes.

#include <catch2/catch.hpp>

#include "protocol/framing.hpp"

#include "editor.hpp"

TEST_CASE("a request before initialize is refused, an unknown one is not found, one after shutdown is invalid") {
  Editor editor({}, false);
  CHECK(Editor::error_code(editor.wrong_request("textDocument/hover", json::object())) == -32002);
  CHECK(editor.wrong_request("initialize", json::object{{"capabilities", json::object()}}).contains("result"));
  CHECK(Editor::error_code(editor.wrong_request("initialize", json::object{{"capabilities", json::object()}})) ==
        -32600);
  CHECK(Editor::error_code(editor.wrong_request("textDocument/unheardOf", json::object())) == -32601);
  CHECK(editor.request("shutdown", nullptr).contains("result"));
  CHECK(Editor::error_code(editor.wrong_request("textDocument/hover", json::object())) == -32600);
  editor.notify("exit", nullptr);
  CHECK(editor.wait_for_exit() == 0);
}

TEST_CASE("exit without shutdown, and a client that is gone, end with 1") {
  Editor one;
  one.notify("exit", nullptr);
  CHECK(one.wait_for_exit() == 1);
  Editor other;
  CHECK(other.hang_up() == 1);
}

TEST_CASE("wrong params are told with their place") {
  Editor editor;
  const auto answer = editor.wrong_request(
      "textDocument/hover",
      json::object{{"textDocument", {{"uri", "file:///a"}}}, {"position", {{"line", "one"}, {"character", 0}}}});
  CHECK(Editor::error_code(answer) == -32602);
  CHECK(answer.at("error").as_object().at("message") == "params.position.line: expected a whole number");
}

TEST_CASE("ids of both kinds come back as they were") {
  Editor editor;
  editor.send_wrong(json::object{{"jsonrpc", "2.0"}, {"id", "7"}, {"method", "textDocument/unheardOf"}});
  editor.send_wrong(json::object{{"jsonrpc", "2.0"}, {"id", 7000}, {"method", "textDocument/unheardOf"}});
  CHECK(Editor::error_code(editor.answer_to("7")) == -32601);
  CHECK(Editor::error_code(editor.answer_to(7000)) == -32601);
}

TEST_CASE("what is no message is told, and the session goes on") {
  Editor editor;
  editor.send_bytes(notewell::protocol::framed("{not json"));
  CHECK(Editor::error_code(editor.answer_to(nullptr)) == -32700);
  editor.send_bytes(notewell::protocol::framed("[]"));
  CHECK(Editor::error_code(editor.answer_to(nullptr)) == -32600);
  editor.send_bytes(notewell::protocol::framed(R"({"jsonrpc":"2.0","id":[1],"method":"shutdown"})"));
  CHECK(Editor::error_code(editor.answer_to(nullptr)) == -32600);
  editor.send_bytes("Content-Length: nonsense\r\n\r\n");
  CHECK(Editor::error_code(editor.answer_to(nullptr)) == -32700);
  editor.send_bytes(notewell::protocol::framed(std::string(200'000, '[')));
  CHECK(Editor::error_code(editor.answer_to(nullptr)) == -32700);
  const std::string body = R"({"jsonrpc":"2.0","id":99,"method":"x/unknown"})";
  editor.send_bytes("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:  " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
  CHECK(Editor::error_code(editor.answer_to(99)) == -32601);
}

TEST_CASE("a gigabyte that is promised is neither stored nor waited for") {
  notewell::protocol::Framer framer;
  notewell::protocol::Frame frame;
  framer.feed("Content-Length: 1073741824\r\n\r\n");
  REQUIRE(framer.next(frame));
  CHECK(std::holds_alternative<notewell::protocol::FramingError>(frame));
  const std::string part(1U << 20U, 'x');
  for (int i = 0; i != 1024; ++i) framer.feed(part);
  CHECK_FALSE(framer.next(frame));
  framer.feed(notewell::protocol::framed("{}"));
  REQUIRE(framer.next(frame));
  CHECK(std::get<notewell::protocol::Body>(frame).text == "{}");
}

TEST_CASE("a cancelled request is answered once, as cancelled or with its result") {
  Editor editor;
  std::string note = "## Data\n";
  for (int i = 0; i != 4000; ++i)
    note += "- [x] sad\n  - Observed: tearful when she spoke of line " + std::to_string(i) + ".\n";
  editor.open(note);
  for (int id = 5000; id != 5020; ++id) {
    editor.send(json::object{{"jsonrpc", "2.0"},
                             {"id", id},
                             {"method", "textDocument/diagnostic"},
                             {"params", {{"textDocument", {{"uri", editor.uri}}}}}});
  }
  for (int id = 5000; id != 5020; ++id) editor.notify("$/cancelRequest", json::object{{"id", id}});
  int cancelled = 0;
  for (int id = 5000; id != 5020; ++id) {
    const int code = Editor::error_code(editor.answer_to(id));
    CHECK((code == 0 || code == -32800));
    cancelled += code != 0 ? 1 : 0;
  }
  CHECK(cancelled > 0);  // the reader sees a cancellation while an earlier request is being worked on
}

TEST_CASE("a request that was read can be cancelled while an earlier one is worked on") {
  Editor editor;
  std::string note = "## Data\n";
  for (int i = 0; i != 20'000; ++i)
    note += "- [x] sad\n  - Observed: tearful when she spoke of line " + std::to_string(i) + ".\n";
  editor.open(note);
  const auto asks = [&](std::string_view method, int id) {
    const json::object params = {{"textDocument", {{"uri", editor.uri}}}};
    return notewell::protocol::framed(
        json::serialize(json::object{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}));
  };
  editor.send_bytes(asks("textDocument/diagnostic", 5000) + asks("textDocument/documentSymbol", 5001));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));  // so that both have been read, and one is being answered
  editor.notify("$/cancelRequest", json::object{{"id", 5001}});
  CHECK(Editor::error_code(editor.answer_to(5000)) == 0);
  CHECK(Editor::error_code(editor.answer_to(5001)) == -32800);
}

TEST_CASE("notifications that mean nothing here change nothing") {
  Editor editor;
  editor.notify("textDocument/didChange",
                json::object{{"textDocument", {{"uri", "file:///never/opened"}, {"version", 2}}},
                             {"contentChanges", json::array()}});
  editor.notify("textDocument/didClose", json::object{{"textDocument", {{"uri", "file:///never/opened"}}}});
  editor.notify("$/setTrace", json::object{{"value", "off"}});
  editor.send_wrong(
      json::object{{"jsonrpc", "2.0"}, {"method", "textDocument/didOpen"}, {"params", {{"textDocument", 7}}}});
  const json::object logged = editor.next("window/logMessage");
  CHECK(logged.at("params").as_object().at("message") == "params.textDocument: expected an object");
  CHECK(editor
            .request("textDocument/hover", json::object{{"textDocument", {{"uri", "file:///never/opened"}}},
                                                        {"position", {{"line", 0}, {"character", 0}}}})
            .at("result")
            .is_null());
}
