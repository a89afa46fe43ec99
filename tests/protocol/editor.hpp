#pragma once
// An editor for tests: the real server runs in this process, on the other end of a socket. Tests read like editing.
// A message that no test asked for is a failure, and so is one that LSP's meta model does not have, from either side.

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <boost/json.hpp>

namespace json = boost::json;

class Conversation;

/// What the client declares; tests switch single features on and off.
struct Declared {
  bool pull = true;
  bool refresh = false;  // of pulled diagnostics
  bool standard_snippets = false;
  bool experimental_snippets = false;
  std::string snippet_command;
  std::string profile;  // a setting of the editor's
  bool ranges_formatting = false;
  bool fold_refresh = false;
  bool inlay_hint_refresh = false;
  bool watched_files = false;  // tells of changed files where it is asked to
  bool code_action_literals = true;
  bool completion_snippets = true;
  bool disabled_actions = false;
  bool resolved_actions = false;    // their edits, when they are taken
  bool documented_actions = false;  // 3.18
  bool create_files = false;
  bool show_document = false;
  bool document_changes = true;
  bool resolved_items = false;  // of completion: their documentation
  bool insert_replace = false;
  bool commit_characters = false;
  bool label_details = false;
  bool item_defaults = false;
  std::vector<std::string> encodings;  // empty: none offered, so UTF-16
  bool hierarchical_symbols = true;
  bool line_folding_only = false;
  bool fold_texts = false;
  std::optional<int> most_folds;
  bool link_tooltips = false;
  std::vector<std::string> token_types;  // empty: takes no semantic tokens
  std::vector<std::string> token_modifiers;
  bool token_deltas = true;
  bool multiline_tokens = false;
  bool refresh_tokens = false;
  std::vector<std::string> folders;  // of the workspace, as paths; empty: none
  std::string root;                  // instead of them, as older clients do
  json::object options;              // initializationOptions, beside those above
  json::object more_workspace;       // more of the client's `workspace` capabilities
  json::object more_document;        // … of `textDocument`
  json::object more_window;          // … of `window`
  std::string trace;
};

class Editor {
 public:
  /// Starts the server and, unless `greet` is false, initializes it.
  explicit Editor(Declared declared = {}, bool greet = true);
  Editor(const Editor&) = delete;
  Editor& operator=(const Editor&) = delete;
  /// Shuts the server down if a test has not; fails the test if it does not end well or left messages nobody asked for.
  ~Editor();

  // The wire. What is sent as bytes may be anything; all else has to be legal.
  void send_bytes(std::string_view bytes);
  void send(const json::value& message);
  void notify(std::string_view method, json::value params);
  /// The whole answer, with `result` or `error`.
  json::object request(std::string_view method, json::value params);
  /// As send() and request(), for what LSP does not allow.
  void send_wrong(const json::value& message);
  json::object wrong_request(std::string_view method, json::value params);
  /// The answer to the request with this id, as it was sent.
  json::object answer_to(const json::value& id);
  /// The next message of this method; fails the test after some seconds without one.
  json::object next(std::string_view method);
  /// What the server has sent of itself and nobody has taken yet.
  std::deque<json::object> unasked();

  /// Lets all messages of this method that have come go, up to the answer to a request that is sent now.
  void forget(std::string_view method);
  /// The error code of an answer; 0 if it has a result.
  static int error_code(const json::object& answer);
  /// Ends the server by closing the connection, or waits for it to end; its exit code.
  int hang_up();
  int wait_for_exit();

  // Editing one note.
  void open(std::string text);
  struct Place {
    Editor& editor;
    std::size_t at;
    void type(std::string_view text) const;
  };
  /// Behind the first place where `text` stands.
  Place after(std::string_view text);
  void replace(std::size_t begin, std::size_t length, std::string_view with);
  void close();
  [[nodiscard]] const std::string& text() const { return text_; }

  // What the editor shows.
  json::array diagnostics();
  /// Whether the finding is there, or comes: a server that publishes by itself may wait for a pause in typing.
  [[nodiscard]] bool shows(std::string_view rule, std::string_view marked);
  /// Whether the finding is not there, or goes.
  [[nodiscard]] bool clears(std::string_view rule, std::string_view marked);
  /// `context` besides an empty list of diagnostics: `only`, `triggerKind`.
  json::array actions_at(std::string_view marked, json::object context = {});
  /// Makes a workspace edit of this note as an editor would; snippets are put in as they are written.
  void apply(const json::object& edit);
  /// Takes the first action whose title begins so, and applies its edit; returns the action.
  json::object quick_fix(std::string_view marked, std::string_view title);
  json::object position(std::size_t at) const;
  [[nodiscard]] std::size_t offset(const json::object& position) const;

  std::string uri = "file:///charts/note.pnote";
  json::object offered;  // the server's capabilities

 private:
  bool shows_now(std::string_view rule, std::string_view marked);
  bool comes_to(bool shown, std::string_view rule, std::string_view marked);
  void write(std::string_view bytes);
  bool receive(json::object& message, int milliseconds);
  /// The first message that fits, kept or still to come; nothing after some seconds without one.
  template <class Fits>
  std::optional<json::object> take(const Fits& fits);

  Declared declared_;
  std::unique_ptr<Conversation> conversation_;  // none without the meta model
  int connection_ = -1;
  int server_end_ = -1;
  std::thread server_;
  int exit_code_ = -1;
  bool ended_ = false;
  std::string pending_;
  std::deque<json::object> messages_;
  std::int64_t next_id_ = 1;
  std::string text_;
  std::int64_t version_ = 0;
  json::array published_;
};
