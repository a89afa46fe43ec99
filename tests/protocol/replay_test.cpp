// A recorded session, replayed with what goes wrong on the way: cut short, a message lost, sent twice or damaged, bytes
// flipped in frames. Whatever came before, every request is answered exactly once and the session goes on.

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <thread>

#include <catch2/catch.hpp>

#include "protocol/framing.hpp"
#include "transport/serve.hpp"

#include "editor.hpp"

namespace {

using notewell::protocol::framed;

const std::string uri = "file:///charts/note.pnote";
const std::string header =
    "---\nclient: MRN-00412\ndate: 2026-11-20\ncode: 90837\ndiagnosis: F33.1\nplace: office\n---\n\n";
const std::string note = header + "## Data\nShe spoke of the move 😢.\n- [x] sad\n";

json::object call(std::string_view method, json::value params) {
  json::object message = {{"jsonrpc", "2.0"}, {"method", method}};
  if (!params.is_null()) message["params"] = std::move(params);
  return message;
}

json::object called(json::value id, std::string_view method, json::value params) {
  json::object message = call(method, std::move(params));
  message["id"] = std::move(id);
  return message;
}

json::object position(int line, int character) {
  return {{"line", line}, {"character", character}};
}

json::object range(int line, int from, int to) {
  return {{"start", position(line, from)}, {"end", position(line, to)}};
}

json::object changed(std::int64_t version, json::object change) {
  return call("textDocument/didChange", json::object{{"textDocument", {{"uri", uri}, {"version", version}}},
                                                     {"contentChanges", json::array{std::move(change)}}});
}

/// An hour of editing in forty messages: every notification that the server takes, and the requests that editors make
/// of it, those included that it may not know.
std::vector<json::object> recorded() {
  const json::object document = {{"uri", uri}};
  const json::object capabilities = {
      {"textDocument",
       {{"diagnostic", json::object()},
        {"hover", {{"contentFormat", {"markdown"}}}},
        {"codeAction", {{"codeActionLiteralSupport", {{"codeActionKind", {{"valueSet", {"quickfix"}}}}}}}}}},
      {"workspace", {{"didChangeWatchedFiles", {{"dynamicRegistration", true}}}}}};
  std::vector<json::object> out = {
      called(1, "initialize",
             json::object{{"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", capabilities}}),
      call("initialized", json::object()),
      call("$/setTrace", json::object{{"value", "off"}}),
      call("textDocument/didOpen",
           json::object{
               {"textDocument", {{"uri", uri}, {"languageId", "progress-note"}, {"version", 1}, {"text", note}}}}),
      call("workspace/didChangeConfiguration", json::object{{"settings", {{"notewell", nullptr}}}}),
      changed(2, {{"range", range(9, 10, 10)}, {"text", " on"}}),
      changed(3, {{"text", note}}),
      changed(4, {{"range", {{"start", position(10, 9)}, {"end", position(999, 999)}}},
                  {"text", "\n  - Observed: tearful\n"}}),
  };
  std::int64_t id = 100;
  const auto ask = [&](std::string_view method, json::object more) {
    more["textDocument"] = document;
    // Editors use ids of both kinds.
    const std::int64_t number = id++;
    out.push_back(called(number % 2 == 0 ? json::value(number) : json::value("r" + std::to_string(number)), method,
                         std::move(more)));
  };
  const json::object options = {{"tabSize", 2}, {"insertSpaces", true}};
  ask("textDocument/diagnostic", {});
  ask("textDocument/hover", {{"position", position(4, 12)}});
  ask("textDocument/completion", {{"position", position(11, 2)}});
  ask("textDocument/codeAction", {{"range", range(10, 6, 9)}, {"context", {{"diagnostics", json::array()}}}});
  ask("textDocument/codeLens", {});
  ask("textDocument/documentSymbol", {});
  ask("textDocument/foldingRange", {});
  ask("textDocument/selectionRange", {{"positions", json::array{position(9, 4)}}});
  ask("textDocument/documentHighlight", {{"position", position(9, 4)}});
  ask("textDocument/semanticTokens/full", {});
  ask("textDocument/documentLink", {});
  ask("textDocument/formatting", {{"options", options}});
  ask("textDocument/rangeFormatting", {{"options", options}, {"range", range(9, 0, 4)}});
  ask("textDocument/onTypeFormatting", {{"options", options}, {"position", position(11, 0)}, {"ch", "\n"}});
  ask("textDocument/inlayHint", {{"range", range(9, 0, 4)}});
  ask("textDocument/definition", {{"position", position(9, 4)}});
  ask("textDocument/references", {{"position", position(9, 4)}, {"context", {{"includeDeclaration", true}}}});
  ask("textDocument/rename", {{"position", position(9, 4)}, {"newName", "G2"}});
  out.push_back(called(id++, "workspace/symbol", json::object{{"query", "MRN"}}));
  out.push_back(called(id++, "workspace/diagnostic", json::object{{"previousResultIds", json::array()}}));
  out.push_back(called(id++, "workspace/executeCommand", json::object{{"command", "notewell.nothing"}}));
  out.push_back(call("$/cancelRequest", json::object{{"id", id - 1}}));
  out.push_back(call("textDocument/didSave", json::object{{"textDocument", document}}));
  out.push_back(
      call("workspace/didChangeWatchedFiles",
           json::object{{"changes", json::array{json::object{{"uri", "file:///charts/notewell.toml"}, {"type", 2}}}}}));
  out.push_back(call("textDocument/didClose", json::object{{"textDocument", document}}));
  ask("textDocument/hover", {{"position", position(4, 12)}});
  return out;
}

/// By id as JSON, how many answers must come; errors that belong to no request are counted under "null".
using Expected = std::map<std::string, int>;

bool is_id(const json::value& id) {
  return id.is_string() || id.is_int64() || id.is_uint64();
}

/// What must be answered to a body, as JSON-RPC says.
void expect(std::string_view body, Expected& expected) {
  boost::system::error_code error;
  const json::value message = json::parse(body, error);
  const auto* object = error ? nullptr : message.if_object();
  if (object == nullptr) {
    ++expected["null"];
    return;
  }
  const auto* method = object->if_contains("method");
  const auto* id = object->if_contains("id");
  if (method == nullptr) {
    if (!object->contains("result") && !object->contains("error")) ++expected["null"];
  } else if (id != nullptr) {
    ++expected[is_id(*id) ? json::serialize(*id) : "null"];
  } else if (!method->is_string()) {
    ++expected["null"];
  }
}

/// One session: messages as they are, or bytes in their place.
class Replay {
 public:
  void send(const json::object& message) {
    expect(json::serialize(message), expected_);
    editor_.send(message);
  }
  void send_damaged(std::string_view body) {
    expect(body, expected_);
    editor_.send_bytes(framed(body));
  }
  Editor& editor() { return editor_; }

  /// After it all: a note of its own is opened and asked about. Every request before must have been answered.
  void finish(bool count = true) {
    const std::string probe = "file:///charts/probe.pnote";
    editor_.send(
        call("textDocument/didOpen",
             json::object{{"textDocument",
                           {{"uri", probe}, {"languageId", "progress-note"}, {"version", 1}, {"text", header}}}}));
    const json::object asked = {{"textDocument", {{"uri", probe}}}, {"position", position(4, 12)}};
    editor_.send(called("the last", "textDocument/hover", asked));
    const json::object answer = editor_.answer_to("the last");
    Expected came;
    bool greeted = false;
    const auto gather = [&] {
      for (const auto& message : editor_.unasked()) {
        if (message.contains("method")) continue;  // of the server's own
        ++came[json::serialize(message.at("id"))];
        if (message.contains("result") && message.at("result").is_object() &&
            message.at("result").as_object().contains("serverInfo"))
          greeted = true;
      }
    };
    gather();
    if (count && greeted) {  // some answers wait for the index of the workspace
      for (int round = 0; came != expected_ && round != 2000; ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        const json::value id("again " + std::to_string(round));
        editor_.send(called(id, "textDocument/hover", asked));
        (void)editor_.answer_to(id);
        gather();
      }
    }
    if (count) CHECK(came == expected_);
    if (greeted) {
      CHECK(json::serialize(answer).find("recurrent") != std::string::npos);
      CHECK(editor_.request("shutdown", nullptr).contains("result"));
      editor_.notify("exit", nullptr);
      CHECK(editor_.wait_for_exit() == 0);
    } else {
      CHECK(Editor::error_code(answer) == -32002);
      CHECK(editor_.hang_up() == 1);
    }
    for (const auto& message : editor_.unasked())  // published as it ended, or late answers of a damaged session
      CHECK((!count || message.contains("method")));
  }

 private:
  Editor editor_{{}, false};
  Expected expected_;
};

/// Calls `see` with a message in which one value, at any depth, is gone or of another type.
void damaged(const json::value& whole, const std::function<void(json::value)>& see) {
  if (const auto* object = whole.if_object()) {
    for (const auto& [key, value] : *object) {
      json::object other = *object;
      other.erase(key);
      see(other);
      for (const json::value& wrong :
           {json::value(nullptr), json::value(-1), json::value("x"), json::value(json::array{1}),
            json::value(json::object{{"x", 1}}), json::value(1.5), json::value(true)}) {
        other[key] = wrong;
        see(other);
      }
      damaged(value, [&, &name = key](json::value part) {
        other[name] = std::move(part);
        see(other);
      });
    }
  } else if (const auto* array = whole.if_array()) {
    for (std::size_t i = 0; i != array->size(); ++i) {
      damaged((*array)[i], [&](json::value part) {
        json::array other = *array;
        other[i] = std::move(part);
        see(other);
      });
    }
  }
}

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::size_t>(::getpagesize());
}

}  // namespace

TEST_CASE("a session cut short anywhere goes on") {
  const auto session = recorded();
  for (std::size_t length = 0; length <= session.size(); ++length) {
    INFO("the first " << length << " messages");
    Replay replay;
    for (std::size_t i = 0; i != length; ++i) replay.send(session[i]);
    replay.finish();
  }
}

TEST_CASE("a message that is lost, or comes twice, leaves the session whole") {
  const auto session = recorded();
  for (std::size_t other = 0; other != session.size(); ++other) {
    for (const int times : {0, 2}) {
      INFO("sent " << times << " times: " << json::serialize(session[other]).substr(0, 200));
      Replay replay;
      for (std::size_t i = 0; i != session.size(); ++i) {
        for (int sent = 0; sent != (i == other ? times : 1); ++sent) replay.send(session[i]);
      }
      replay.finish();
    }
  }
}

TEST_CASE("each message, damaged in every way that keeps its frame, is answered once and harms nothing") {
  const auto session = recorded();
  std::mt19937 random(20261120);  // NOLINT(cert-msc51-cpp): the same damage every time
  int count = 0;
  for (std::size_t other = 0; other != session.size(); ++other) {
    const std::string body = json::serialize(session[other]);
    INFO("damaged: " << body.substr(0, 200));
    Replay replay;
    for (std::size_t i = 0; i != session.size(); ++i) {
      if (i == other) {
        const auto send = [&](std::string_view damage) {
          replay.send_damaged(damage);
          ++count;
        };
        for (const std::size_t length : {std::size_t{0}, std::size_t{1}, body.size() / 2, body.size() - 1})
          send(std::string_view(body).substr(0, length));
        for (int flip = 0; flip != 100; ++flip) {
          std::string flipped = body;
          char& byte = flipped[random() % flipped.size()];
          byte = static_cast<char>(byte ^ (1U << (random() % 8)));
          send(flipped);
        }
        damaged(session[i], [&](const json::value& message) { send(json::serialize(message)); });
      }
      replay.send(session[i]);
    }
    replay.finish();
  }
  std::cout << count << " damaged messages\n";
}

TEST_CASE("bytes that are flipped anywhere in the stream cost the messages they hit, not the session") {
  const auto session = recorded();
  std::string stream;
  for (std::size_t i = 2; i != session.size(); ++i) stream += framed(json::serialize(session[i]));
  // A length that became longer takes what follows for its body; behind this much, the reader has found its way back.
  std::string after;
  while (after.size() < 12'000) after += framed(R"({"jsonrpc":"2.0","method":"$/nothing"})");
  std::mt19937 random(90837);  // NOLINT(cert-msc51-cpp): the same damage every time
  for (int round = 0; round != 250; ++round) {
    std::string flipped = stream;
    for (int flip = 0; flip != 5; ++flip) {
      char& byte = flipped[random() % flipped.size()];
      byte = static_cast<char>(byte ^ (1U << (random() % 8)));
    }
    // Most of the bytes are in bodies; some damage goes where it hurts.
    const std::size_t length = flipped.find("Content-Length: ", random() % (flipped.size() / 2));
    char& digit = flipped[length + 16 + round % 3];
    if (round % 2 == 0) digit = static_cast<char>('0' + random() % 10);
    INFO("round " << round);
    Replay replay;
    replay.send(session[0]);
    replay.send(session[1]);
    replay.editor().send_bytes(flipped + after);
    replay.finish(false);
  }
}

TEST_CASE("a body that is longer or shorter than its header says is told, and the next message is read") {
  const std::string body = json::serialize(called(7, "x/unknown", nullptr));
  for (const int off : {-3, -1, 1, 5, 20}) {
    INFO("off by " << off);
    Editor editor;
    editor.send_bytes("Content-Length: " + std::to_string(static_cast<int>(body.size()) + off) + "\r\n\r\n" + body);
    for (int i = 0; i != 3; ++i) editor.send_bytes(framed(R"({"jsonrpc":"2.0","method":"$/nothing"})"));
    CHECK(editor.request("textDocument/codeLens", json::object{{"textDocument", {{"uri", uri}}}}).contains("result"));
    const auto told = editor.unasked();
    CHECK_FALSE(told.empty());
    for (const auto& message : told) CHECK(Editor::error_code(message) == -32700);
  }
}

TEST_CASE("what starts with a dollar is optional: a notification is ignored, a request is not found") {
  Editor editor;
  editor.send_wrong(call("$/unheardOf", json::object()));
  editor.send_wrong(called(70, "$/unheardOf", json::object()));
  CHECK(Editor::error_code(editor.answer_to(70)) == -32601);
}

TEST_CASE("a batch is refused once; an id that is no id is refused without one; a method that is none with its id") {
  Editor editor;
  editor.send_bytes(
      framed(R"([{"jsonrpc":"2.0","id":71,"method":"shutdown"},{"jsonrpc":"2.0","id":72,"method":"x"}])"));
  CHECK(Editor::error_code(editor.answer_to(nullptr)) == -32600);
  for (const std::string_view id : {"null", "1.5", "true", "{}", "[]"}) {
    editor.send_bytes(framed(R"({"jsonrpc":"2.0","id":)" + std::string(id) + R"(,"method":"textDocument/codeLens"})"));
    CHECK(Editor::error_code(editor.answer_to(nullptr)) == -32600);
  }
  editor.send_bytes(framed(R"({"jsonrpc":"2.0","id":73,"method":7})"));
  CHECK(Editor::error_code(editor.answer_to(73)) == -32600);
}

TEST_CASE("params that nest a hundred thousand deep are refused as they are read") {
  constexpr int depth = 100'000;
  std::string deep = R"({"jsonrpc":"2.0","id":74,"method":"textDocument/hover","params":)";
  for (int i = 0; i != depth; ++i) deep += R"({"a":)";
  deep += "1" + std::string(depth + 1, '}');
  Editor editor;
  editor.send_bytes(framed(deep));
  CHECK(Editor::error_code(editor.answer_to(nullptr)) == -32700);
}

TEST_CASE("one id for many requests: each of them is answered") {
  Editor editor;
  constexpr int times = 5;
  for (int i = 0; i != times; ++i) {
    editor.send(called("same", "textDocument/codeLens", json::object{{"textDocument", {{"uri", uri}}}}));
    if (i % 2 == 1) editor.notify("$/cancelRequest", json::object{{"id", "same"}});
  }
  for (int i = 0; i != times; ++i) {
    const int code = Editor::error_code(editor.answer_to("same"));
    CHECK((code == 0 || code == -32800));
  }
}

TEST_CASE("shutdown and exit come with whatever params") {
  for (const std::string_view params : {"[]", "null", "{}", "7"}) {
    Editor editor;
    editor.send_bytes(framed(R"({"jsonrpc":"2.0","id":75,"method":"shutdown","params":)" + std::string(params) + "}"));
    CHECK(editor.answer_to(75).contains("result"));
    editor.send_bytes(framed(R"({"jsonrpc":"2.0","method":"exit","params":)" + std::string(params) + "}"));
    CHECK(editor.wait_for_exit() == 0);
  }
}

TEST_CASE("an answer is of the text that stood when it was asked for, however fast the text changes") {
  Editor editor;
  editor.open(note);
  const std::string observed = "\n  - Observed: tearful while she spoke";
  const std::size_t behind = note.find("sad") + 3;
  std::vector<bool> there;
  constexpr int first = 1000;
  for (int i = 0; i != 100; ++i) {
    const bool has = i % 2 == 0;
    editor.replace(behind, has ? 0 : observed.size(), has ? observed : "");
    editor.send(called(first + i, "textDocument/diagnostic", json::object{{"textDocument", {{"uri", editor.uri}}}}));
    if (i % 7 == 0) editor.notify("$/cancelRequest", json::object{{"id", first + i}});
    there.push_back(has);
  }
  int answered = 0;
  for (int i = 0; i != 100; ++i) {
    const json::object answer = editor.answer_to(first + i);
    const int code = Editor::error_code(answer);
    if (code != 0) {
      CHECK(((code == -32800 && i % 7 == 0) || code == -32801));
      continue;
    }
    ++answered;
    const bool flagged = json::serialize(answer).find("affect-without-observation") != std::string::npos;
    CHECK(flagged != there[static_cast<std::size_t>(i)]);
  }
  CHECK(answered > 0);
}

TEST_CASE("versions that go back, and changes of a note that is not open, are taken as they come") {
  Editor editor;
  editor.open(note);
  editor.notify("textDocument/didChange",
                json::object{{"textDocument", {{"uri", editor.uri}, {"version", -7}}},
                             {"contentChanges", json::array{json::object{{"text", header + "She came late.\n"}}}}});
  CHECK(json::serialize(editor.diagnostics()).find("affect-without-observation") == std::string::npos);
  editor.notify("textDocument/didChange", json::object{{"textDocument", {{"uri", "file:///other"}, {"version", 1}}},
                                                       {"contentChanges", json::array{json::object{{"text", note}}}}});
  CHECK(editor.request("textDocument/codeLens", json::object{{"textDocument", {{"uri", "file:///other"}}}})
            .at("result")
            .as_array()
            .empty());
}

TEST_CASE("a client that dies in the middle of a frame ends the session") {
  for (const std::string_view part :
       {"Content-Le", "Content-Length: 50\r\n", "Content-Length: 50\r\n\r\n{\"jsonrpc\""}) {
    Editor editor;
    editor.send_bytes(part);
    CHECK(editor.hang_up() == 1);
  }
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

TEST_CASE("a client that asks and never reads is given up before its answers fill the memory") {
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
  std::atomic<int> code = -1;
  const std::size_t before = resident_bytes();
  std::thread server([&] {
    code = notewell::transport::serve(ends[1], ends[1]);
    ::close(ends[1]);  // whoever still sends is told
  });
  // The id comes back in the answer, so each request makes an answer as large as itself.
  const std::string request = framed(R"({"jsonrpc":"2.0","method":"x","id":")" + std::string(1U << 20U, 'i') + "\"}");
  constexpr int most = 400;  // MB
  std::size_t peak = 0;
  for (int i = 0; i != most && code == -1; ++i) {
    const ssize_t count = ::send(ends[0], request.data(), request.size(), MSG_NOSIGNAL);
    if (count < static_cast<ssize_t>(request.size())) break;
    peak = std::max(peak, resident_bytes());
  }
  ::shutdown(ends[0], SHUT_WR);
  server.join();
  ::close(ends[0]);
  CHECK(code == 1);
  if constexpr (sanitized) {
    WARN("memory is not measured: the sanitizer keeps what was freed, and a shadow of every byte");
  } else {
    CHECK(peak - std::min(before, peak) < std::size_t{200} << 20U);
  }
}
