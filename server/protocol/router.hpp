#pragma once
// JSON-RPC: which handler a message goes to, and that every request gets exactly one answer.
//
// Architecture invariant: a request is answered exactly once, whatever its handler does; a notification never is.
// Architecture invariant: one bad message is one error answer; the session goes on.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "protocol/wire.hpp"

namespace notewell::protocol {

/// Error codes of JSON-RPC 2.0 and LSP 3.17.
enum class ErrorCode : int {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  server_not_initialized = -32002,
  request_cancelled = -32800,
  content_modified = -32801,
  request_failed = -32803,
};

struct Failure {
  ErrorCode code = ErrorCode::internal_error;
  std::string message;
};

using Outcome = std::variant<json::value, Failure>;

/// Sends one JSON body; the transport frames it.
using Send = std::function<void(std::string body)>;

/// The one answer to one request: given, or, if it is dropped ungiven, an InternalError.
class Reply {
 public:
  Reply(json::value id, Send send) : id_(std::move(id)), send_(std::move(send)) {}
  Reply(Reply&& other) noexcept : id_(std::move(other.id_)), send_(std::exchange(other.send_, nullptr)) {}
  Reply& operator=(Reply&&) = delete;
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;
  ~Reply();

  [[nodiscard]] const json::value& id() const { return id_; }
  void give(Outcome outcome);
  /// As give(), for a result that is JSON text already.
  void give_text(std::string_view result);

 private:
  json::value id_;
  Send send_;
};

/// What has been read and not yet handled: so that the reader can mark a request as cancelled while others run, and the
/// session knows that a newer change is already there. Shared between reader and session; all functions lock.
class Inbox {
 public:
  /// How things stood when a message was taken out.
  struct Standing {
    bool cancelled = false;     // a request that its client no longer wants
    bool newer_change = false;  // a change of a document of which another one waits
  };
  /// Called by the reader for every message, before it is posted to the session.
  void arrived(const json::value& message);
  /// Called by the session for every message, well-formed or not, when its turn has come.
  Standing taken(const json::value& message);

 private:
  struct State;
  std::shared_ptr<State> state_ = make();
  static std::shared_ptr<State> make();
};

class Router {
 public:
  Router(Send send, Inbox inbox) : send_(std::move(send)), inbox_(std::move(inbox)) {}

  /// A request whose handler answers at once.
  template <class Params>
  void on_request(std::string method, std::function<Outcome(const Params&)> handler) {
    requests_[std::move(method)] = [handler = std::move(handler)](const json::value& params, Reply reply) {
      Params decoded{};
      Trail trail;
      if (!decode(params, decoded, trail)) {
        reply.give(Failure{ErrorCode::invalid_params, "params" + trail.text()});
        return;
      }
      reply.give(handler(decoded));
    };
  }
  /// A request whose handler writes its result as JSON text, or answers later.
  template <class Params>
  void on_request_with_reply(std::string method, std::function<void(const Params&, Reply)> handler) {
    requests_[std::move(method)] = [handler = std::move(handler)](const json::value& params, Reply reply) {
      Params decoded{};
      Trail trail;
      if (!decode(params, decoded, trail)) {
        reply.give(Failure{ErrorCode::invalid_params, "params" + trail.text()});
        return;
      }
      handler(decoded, std::move(reply));
    };
  }
  template <class Params>
  void on_notification(std::string method, std::function<void(const Params&)> handler) {
    notifications_[std::move(method)] = [this, handler = std::move(handler)](const json::value& params) {
      Params decoded{};
      Trail trail;
      if (decode(params, decoded, trail)) {
        handler(decoded);
      } else if (on_problem) {
        on_problem("params" + trail.text());
      }
    };
  }

  /// Handles one parsed message. Only called on the session's strand.
  void handle(const json::value& message);
  /// Answers what could not be parsed.
  void reject(ErrorCode code, std::string_view message);

  /// Sends a notification or request of the server's own.
  void notify(std::string_view method, json::value params);
  /// As notify(), for params that are JSON text already.
  void notify_text(std::string_view method, std::string_view params);
  /// `params` may be null where the method has none. `on_answer` is called with the client's answer, on the session's
  /// strand, once or, if the client never answers, not at all.
  void request(std::string_view method, json::value params, std::function<void(const Outcome&)> on_answer = {});

  /// While a change is being handled: whether a newer one of the same document is already there.
  [[nodiscard]] bool newer_change_waits() const { return standing_.newer_change; }

  enum class State : std::uint8_t { uninitialized, running, shut_down };
  State state = State::uninitialized;
  /// Told of mistakes that no answer can carry: a notification with wrong params. Never holds text of a note.
  std::function<void(std::string_view)> on_problem;
  /// Told of each request and notification that was handled, and how long that took.
  std::function<void(std::string_view method, std::chrono::microseconds took)> on_handled;

 private:
  void handle_answer(const json::object& message);
  void handle_request(const json::value& id, std::string_view method, const json::value& params);
  void handle_notification(std::string_view method, const json::value& params);

  Send send_;
  Inbox inbox_;
  Inbox::Standing standing_;  // of the message being handled
  std::map<std::string, std::function<void(const json::value&, Reply)>, std::less<>> requests_;
  std::map<std::string, std::function<void(const json::value&)>, std::less<>> notifications_;
  std::int64_t next_id_ = 1;
  std::map<std::int64_t, std::function<void(const Outcome&)>> waiting_;  // for answers, by the request's id
};

}  // namespace notewell::protocol
