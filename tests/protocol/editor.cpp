#include "editor.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <exception>

#include <catch2/catch.hpp>

#include "protocol/framing.hpp"
#include "text/text.hpp"
#include "transport/serve.hpp"

#include "meta_model.hpp"

namespace {

constexpr int patience = 30'000;  // milliseconds; only a server that is stuck takes them

notewell::text::PositionEncoding encoding(const Declared& declared) {
  const auto offers = [&](std::string_view name) {
    return std::find(declared.encodings.begin(), declared.encodings.end(), name) != declared.encodings.end();
  };
  if (offers("utf-8")) return notewell::text::PositionEncoding::utf8;
  return offers("utf-32") && !offers("utf-16") ? notewell::text::PositionEncoding::utf32
                                               : notewell::text::PositionEncoding::utf16;
}

json::object completion(const Declared& declared) {
  json::object item = {{"snippetSupport", declared.completion_snippets},
                       {"insertReplaceSupport", declared.insert_replace},
                       {"commitCharactersSupport", declared.commit_characters},
                       {"labelDetailsSupport", declared.label_details}};
  if (declared.resolved_items) item["resolveSupport"] = {{"properties", {"documentation"}}};
  json::object out = {{"completionItem", std::move(item)}};
  if (declared.item_defaults) out["completionList"] = {{"itemDefaults", {"editRange", "insertTextFormat"}}};
  return out;
}

json::object capabilities(const Declared& declared) {
  json::object document = {{"publishDiagnostics",
                            {{"relatedInformation", true}, {"codeDescriptionSupport", true}, {"versionSupport", true}}},
                           {"completion", completion(declared)},
                           {"hover", {{"contentFormat", {"markdown"}}}}};
  json::object action = {{"isPreferredSupport", true},
                         {"disabledSupport", declared.disabled_actions},
                         {"documentationSupport", declared.documented_actions}};
  if (declared.resolved_actions) {
    action["dataSupport"] = true;
    action["resolveSupport"] = {{"properties", {"edit"}}};
  }
  if (declared.code_action_literals)
    action["codeActionLiteralSupport"] = {{"codeActionKind", {{"valueSet", {"quickfix"}}}}};
  document["codeAction"] = std::move(action);
  if (declared.pull) document["diagnostic"] = json::object();
  if (declared.hierarchical_symbols) document["documentSymbol"] = {{"hierarchicalDocumentSymbolSupport", true}};
  json::object folding = {{"lineFoldingOnly", declared.line_folding_only},
                          {"foldingRange", {{"collapsedText", declared.fold_texts}}}};
  if (declared.most_folds) folding["rangeLimit"] = *declared.most_folds;
  document["foldingRange"] = std::move(folding);
  document["documentLink"] = {{"tooltipSupport", declared.link_tooltips}};
  if (!declared.token_types.empty()) {
    document["semanticTokens"] = {
        {"requests", {{"range", true}, {"full", {{"delta", declared.token_deltas}}}}},
        {"tokenTypes", json::array(declared.token_types.begin(), declared.token_types.end())},
        {"tokenModifiers", json::array(declared.token_modifiers.begin(), declared.token_modifiers.end())},
        {"formats", {"relative"}},
        {"multilineTokenSupport", declared.multiline_tokens}};
  }
  json::object workspace = {
      {"applyEdit", true},
      {"workspaceEdit",
       {{"documentChanges", declared.document_changes}, {"snippetEditSupport", declared.standard_snippets}}}};
  if (declared.ranges_formatting) document["rangeFormatting"] = {{"rangesSupport", true}};
  if (declared.fold_refresh) workspace["foldingRange"] = {{"refreshSupport", true}};
  if (declared.inlay_hint_refresh) workspace["inlayHint"] = {{"refreshSupport", true}};
  if (declared.create_files) workspace.at("workspaceEdit").as_object()["resourceOperations"] = json::array{"create"};
  if (declared.refresh) workspace["diagnostics"] = {{"refreshSupport", true}};
  if (declared.refresh_tokens) workspace["semanticTokens"] = {{"refreshSupport", true}};
  if (declared.watched_files) workspace["didChangeWatchedFiles"] = {{"dynamicRegistration", true}};
  for (const auto& [key, value] : declared.more_workspace) workspace[key] = value;
  for (const auto& [key, value] : declared.more_document) document[key] = value;
  json::object out = {{"textDocument", std::move(document)}, {"workspace", std::move(workspace)}};
  json::object window = declared.more_window;
  if (declared.show_document) window["showDocument"] = {{"support", true}};
  if (!window.empty()) out["window"] = std::move(window);
  if (declared.experimental_snippets) out["experimental"] = {{"snippetTextEdit", true}};
  if (!declared.encodings.empty()) {
    json::array offered;
    for (const auto& name : declared.encodings) offered.emplace_back(name);
    out["general"] = {{"positionEncodings", std::move(offered)}};
  }
  return out;
}

/// None without the meta model.
std::unique_ptr<Conversation> conversation() {
  const auto& json = downloaded_meta_model();
  if (!json) return nullptr;
  static const MetaModel model(*json);
  return std::make_unique<Conversation>(model);
}

json::object call(std::string_view method, json::value params) {
  json::object message = {{"jsonrpc", "2.0"}, {"method", method}};
  if (!params.is_null()) message["params"] = std::move(params);
  return message;
}

}  // namespace

Editor::Editor(Declared declared, bool greet) : declared_(std::move(declared)), conversation_(conversation()) {
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
  connection_ = ends[0];
  server_end_ = ends[1];
  server_ = std::thread([this] { exit_code_ = notewell::transport::serve(server_end_, server_end_); });
  if (!greet) return;
  json::object params = {{"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", capabilities(declared_)}};
  if (!declared_.folders.empty()) {
    json::array folders;
    for (const std::string& path : declared_.folders)
      folders.push_back(json::object{{"uri", "file://" + path}, {"name", path.substr(path.rfind('/') + 1)}});
    params["workspaceFolders"] = std::move(folders);
  }
  if (!declared_.root.empty()) params["rootUri"] = "file://" + declared_.root;
  if (!declared_.trace.empty()) params["trace"] = declared_.trace;
  json::object options = declared_.options;
  if (!declared_.snippet_command.empty()) options["snippetCommand"] = declared_.snippet_command;
  if (!declared_.profile.empty()) options["profile"] = declared_.profile;
  if (!options.empty()) params["initializationOptions"] = std::move(options);
  const json::object answer = request("initialize", std::move(params));
  REQUIRE(answer.contains("result"));
  offered = answer.at("result").as_object().at("capabilities").as_object();
  notify("initialized", json::object());
}

Editor::~Editor() {
  if (std::uncaught_exceptions() > 0) {  // a test has failed already; only the server's thread is to be ended
    hang_up();
    ::close(connection_);
    return;
  }
  if (!ended_) {
    const json::object answer = request("shutdown", nullptr);
    CHECK(answer.contains("result"));
    notify("exit", nullptr);
    CHECK(wait_for_exit() == 0);
  }
  for (const auto& message : messages_) {
    INFO("a message that nobody asked for: " << json::serialize(message).substr(0, 300));
    CHECK(false);
  }
  ::close(connection_);
}

void Editor::send_bytes(std::string_view bytes) {
  if (conversation_) conversation_->client_sent_anything();
  write(bytes);
}

void Editor::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(connection_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    REQUIRE(count > 0);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void Editor::send(const json::value& message) {
  if (conversation_) {
    const std::string mistake = conversation_->client_sends(message);
    INFO("the test sends what is no message of LSP's: " << json::serialize(message).substr(0, 300));
    CHECK(mistake == "");
  }
  write(notewell::protocol::framed(json::serialize(message)));
}

void Editor::send_wrong(const json::value& message) {
  send_bytes(notewell::protocol::framed(json::serialize(message)));
}

void Editor::notify(std::string_view method, json::value params) {
  send(call(method, std::move(params)));
}

json::object Editor::request(std::string_view method, json::value params) {
  const std::int64_t id = next_id_++;
  json::object message = call(method, std::move(params));
  message["id"] = id;
  send(message);
  return answer_to(id);
}

json::object Editor::wrong_request(std::string_view method, json::value params) {
  const std::int64_t id = next_id_++;
  json::object message = call(method, std::move(params));
  message["id"] = id;
  send_wrong(message);
  return answer_to(id);
}

bool Editor::receive(json::object& message, int milliseconds) {
  while (true) {
    const std::size_t header = pending_.find("\r\n\r\n");
    if (header != std::string::npos) {
      const std::size_t length = std::stoul(pending_.substr(pending_.find(':') + 1));
      if (pending_.size() >= header + 4 + length) {
        message = json::parse(pending_.substr(header + 4, length)).as_object();
        pending_.erase(0, header + 4 + length);
        if (conversation_) {
          const std::string mistake = conversation_->server_sends(message);
          INFO("the server sends what is no message of LSP's: " << json::serialize(message).substr(0, 2000));
          CHECK(mistake == "");
        }
        return true;
      }
    }
    pollfd wanted{.fd = connection_, .events = POLLIN, .revents = 0};
    if (::poll(&wanted, 1, milliseconds) <= 0) return false;
    std::array<char, 65536> chunk{};
    const ssize_t count = ::recv(connection_, chunk.data(), chunk.size(), 0);
    if (count <= 0) return false;
    pending_.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

template <class Fits>
std::optional<json::object> Editor::take(const Fits& fits) {
  if (const auto it = std::find_if(messages_.begin(), messages_.end(), fits); it != messages_.end()) {
    json::object found = std::move(*it);
    messages_.erase(it);
    return found;
  }
  json::object message;
  while (receive(message, patience)) {
    if (fits(message)) return message;
    messages_.push_back(message);
  }
  return std::nullopt;
}

json::object Editor::answer_to(const json::value& id) {
  auto found = take([&](const json::object& message) {
    return !message.contains("method") && message.contains("id") && message.at("id") == id;
  });
  if (!found) FAIL("no answer to request " << json::serialize(id));
  return std::move(*found);
}

json::object Editor::next(std::string_view method) {
  auto found = take([&](const json::object& message) {
    return message.contains("method") && message.at("method") == json::value(method);
  });
  if (!found) FAIL("no " << method);
  return std::move(*found);
}

std::deque<json::object> Editor::unasked() {
  return std::exchange(messages_, {});
}

void Editor::forget(std::string_view method) {
  (void)request("textDocument/hover", json::object{{"textDocument", {{"uri", uri}}}, {"position", position(0)}});
  std::erase_if(messages_, [&](const json::object& message) {
    return message.contains("method") && message.at("method") == json::value(method);
  });
}

int Editor::error_code(const json::object& answer) {
  return answer.contains("error") ? static_cast<int>(answer.at("error").as_object().at("code").as_int64()) : 0;
}

int Editor::hang_up() {
  ::shutdown(connection_, SHUT_WR);
  return wait_for_exit();
}

int Editor::wait_for_exit() {
  if (!ended_) {
    server_.join();
    ::close(server_end_);
    ended_ = true;
    json::object rest;
    while (receive(rest, patience)) messages_.push_back(rest);
  }
  return exit_code_;
}

json::object Editor::position(std::size_t at) const {
  const auto place = notewell::text::Text(text_).position(static_cast<notewell::text::Offset>(at), encoding(declared_));
  return {{"line", place.line}, {"character", place.character}};
}

std::size_t Editor::offset(const json::object& position) const {
  return notewell::text::Text(text_).offset(
      {position.at("line").to_number<std::uint32_t>(), position.at("character").to_number<std::uint32_t>()},
      encoding(declared_));
}

void Editor::open(std::string text) {
  text_ = std::move(text);
  version_ = 1;
  notify("textDocument/didOpen",
         json::object{{"textDocument",
                       {{"uri", uri}, {"languageId", "progress-note"}, {"version", version_}, {"text", text_}}}});
}

void Editor::replace(std::size_t begin, std::size_t length, std::string_view with) {
  const json::object range = {{"start", position(begin)}, {"end", position(begin + length)}};
  text_.replace(begin, length, with);
  notify("textDocument/didChange",
         json::object{{"textDocument", {{"uri", uri}, {"version", ++version_}}},
                      {"contentChanges", json::array{json::object{{"range", range}, {"text", with}}}}});
}

Editor::Place Editor::after(std::string_view text) {
  const std::size_t at = text_.find(text);
  REQUIRE(at != std::string::npos);
  return {*this, at + text.size()};
}

void Editor::Place::type(std::string_view text) const {
  editor.replace(at, 0, text);
}

void Editor::close() {
  notify("textDocument/didClose", json::object{{"textDocument", {{"uri", uri}}}});
}

json::array Editor::diagnostics() {
  if (declared_.pull) {
    const json::object answer = request("textDocument/diagnostic", json::object{{"textDocument", {{"uri", uri}}}});
    REQUIRE(answer.contains("result"));
    return answer.at("result").as_object().at("items").as_array();
  }
  // A request behind the last edit is answered behind what that edit published.
  (void)request("textDocument/hover", json::object{{"textDocument", {{"uri", uri}}}, {"position", position(0)}});
  for (auto it = messages_.begin(); it != messages_.end();) {
    if (it->contains("method") && it->at("method") == "textDocument/publishDiagnostics") {
      published_ = it->at("params").as_object().at("diagnostics").as_array();
      it = messages_.erase(it);
    } else {
      ++it;
    }
  }
  return published_;
}

bool Editor::shows(std::string_view rule, std::string_view marked) {
  return comes_to(true, rule, marked);
}

bool Editor::clears(std::string_view rule, std::string_view marked) {
  return comes_to(false, rule, marked);
}

bool Editor::comes_to(bool shown, std::string_view rule, std::string_view marked) {
  constexpr int step = 25;  // milliseconds
  for (int waited = 0; shows_now(rule, marked) != shown; waited += step) {
    if (declared_.pull || waited > patience) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(step));
  }
  return true;
}

bool Editor::shows_now(std::string_view rule, std::string_view marked) {
  for (const auto& item : diagnostics()) {
    const auto& diagnostic = item.as_object();
    CHECK_FALSE(diagnostic.at("message").as_string().empty());
    const auto& range = diagnostic.at("range").as_object();
    const std::size_t begin = offset(range.at("start").as_object());
    const std::size_t end = offset(range.at("end").as_object());
    if (diagnostic.at("code") == json::value(rule) && text_.substr(begin, end - begin) == marked) return true;
  }
  return false;
}

json::array Editor::actions_at(std::string_view marked, json::object context) {
  const std::size_t at = text_.find(marked);
  REQUIRE(at != std::string::npos);
  const json::object range = {{"start", position(at)}, {"end", position(at + marked.size())}};
  context["diagnostics"] = json::array();
  const json::object answer =
      request("textDocument/codeAction",
              json::object{{"textDocument", {{"uri", uri}}}, {"range", range}, {"context", std::move(context)}});
  REQUIRE(answer.contains("result"));
  return answer.at("result").as_array();
}

void Editor::apply(const json::object& edit) {
  const json::array edits = edit.contains("changes")
                                ? edit.at("changes").as_object().at(uri).as_array()
                                : edit.at("documentChanges").as_array().at(0).as_object().at("edits").as_array();
  struct Change {
    std::size_t begin;
    std::size_t end;
    std::string with;
  };
  std::vector<Change> changes;  // all in the coordinates of the text as it is
  for (const auto& item : edits) {
    const auto& one = item.as_object();
    const auto& range = one.at("range").as_object();
    changes.push_back({offset(range.at("start").as_object()), offset(range.at("end").as_object()),
                       std::string(one.contains("snippet") ? one.at("snippet").as_object().at("value").as_string()
                                                           : one.at("newText").as_string())});
  }
  std::sort(changes.begin(), changes.end(),
            [](const Change& one, const Change& other) { return one.begin > other.begin; });
  for (std::size_t i = 0; i != changes.size(); ++i) {
    if (i != 0) CHECK(changes[i].end <= changes[i - 1].begin);
    replace(changes[i].begin, changes[i].end - changes[i].begin, changes[i].with);
  }
}

json::object Editor::quick_fix(std::string_view marked, std::string_view title) {
  for (const auto& item : actions_at(marked)) {
    const auto& action = item.as_object();
    if (!std::string_view(action.at("title").as_string()).starts_with(title)) continue;
    if (action.contains("edit")) apply(action.at("edit").as_object());
    return action;
  }
  FAIL("no fix is titled " << title);
  return {};
}
