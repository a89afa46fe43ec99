#include "protocol/router.hpp"

#include <mutex>
#include <set>
#include <unordered_map>

namespace notewell::protocol {
namespace {

bool is_id(const json::value& id) {
  return id.is_string() || id.is_int64() || id.is_uint64();
}

std::string error_text(const json::value& id, ErrorCode code, std::string_view message) {
  const json::object error = {{"code", static_cast<int>(code)}, {"message", message}};
  return json::serialize(json::object{{"jsonrpc", "2.0"}, {"id", id}, {"error", error}});
}

}  // namespace

struct Inbox::State {
  std::mutex mutex;
  std::unordered_map<std::string, bool> requests;  // cancelled? by the id as JSON, so that 1 and "1" differ
  std::unordered_map<std::string, int> changes;    // waiting, by document
};

std::shared_ptr<Inbox::State> Inbox::make() {
  return std::make_shared<State>();
}

namespace {

/// What the inbox needs to know of a message; nullptr where it has no such part.
struct Envelope {
  const json::value* id = nullptr;        // of a request
  const json::value* cancels = nullptr;   // the id of the request that this message cancels
  const json::string* changes = nullptr;  // the URI of the document that this message changes
};

Envelope envelope_of(const json::value& message) {
  const auto at = [](const json::value* from, std::string_view key) -> const json::value* {
    const auto* object = from == nullptr ? nullptr : from->if_object();
    return object == nullptr ? nullptr : object->if_contains(key);
  };
  const json::value* method = at(&message, "method");
  if (method == nullptr || !method->is_string()) return {};
  if (const json::value* id = at(&message, "id")) return {.id = id};
  const json::value* params = at(&message, "params");
  if (method->get_string() == "$/cancelRequest") return {.cancels = at(params, "id")};
  if (method->get_string() != "textDocument/didChange") return {};
  const json::value* uri = at(at(params, "textDocument"), "uri");
  return {.changes = uri == nullptr ? nullptr : uri->if_string()};
}

}  // namespace

void Inbox::arrived(const json::value& message) {
  const Envelope envelope = envelope_of(message);
  const std::lock_guard lock(state_->mutex);
  if (envelope.id != nullptr) {
    state_->requests.emplace(json::serialize(*envelope.id), false);
  } else if (envelope.cancels != nullptr) {
    if (const auto it = state_->requests.find(json::serialize(*envelope.cancels)); it != state_->requests.end())
      it->second = true;
  } else if (envelope.changes != nullptr) {
    ++state_->changes[std::string(*envelope.changes)];
  }
}

Inbox::Standing Inbox::taken(const json::value& message) {
  const Envelope envelope = envelope_of(message);
  const std::lock_guard lock(state_->mutex);
  Standing standing;
  if (envelope.id != nullptr) {
    if (const auto it = state_->requests.find(json::serialize(*envelope.id)); it != state_->requests.end()) {
      standing.cancelled = it->second;
      state_->requests.erase(it);
    }
  } else if (envelope.changes != nullptr) {
    const auto it = state_->changes.find(std::string(*envelope.changes));
    if (it == state_->changes.end()) return standing;
    standing.newer_change = --it->second > 0;
    if (!standing.newer_change) state_->changes.erase(it);
  }
  return standing;
}

Reply::~Reply() {
  if (send_) send_(error_text(id_, ErrorCode::internal_error, "the server gave no answer"));
}

void Reply::give(Outcome outcome) {
  const Send send = std::exchange(send_, nullptr);
  if (!send) return;
  if (const auto* failure = std::get_if<Failure>(&outcome)) {
    send(error_text(id_, failure->code, failure->message));
  } else {
    send(json::serialize(
        json::object{{"jsonrpc", "2.0"}, {"id", id_}, {"result", std::move(std::get<json::value>(outcome))}}));
  }
}

void Reply::give_text(std::string_view result) {
  const Send send = std::exchange(send_, nullptr);
  if (!send) return;
  std::string body = R"({"jsonrpc":"2.0","id":)" + json::serialize(id_) + R"(,"result":)";
  body += result;
  send(body += '}');
}

void Router::reject(ErrorCode code, std::string_view message) {
  send_(error_text(nullptr, code, message));
}

void Router::notify(std::string_view method, json::value params) {
  send_(json::serialize(json::object{{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}));
}

void Router::notify_text(std::string_view method, std::string_view params) {
  std::string body = R"({"jsonrpc":"2.0","method":")";
  body.append(method).append(R"(","params":)").append(params);
  send_(body += '}');
}

void Router::request(std::string_view method, json::value params, std::function<void(const Outcome&)> on_answer) {
  if (on_answer) waiting_.emplace(next_id_, std::move(on_answer));
  json::object message = {{"jsonrpc", "2.0"}, {"id", next_id_++}, {"method", method}};
  if (!params.is_null()) message["params"] = std::move(params);
  send_(json::serialize(message));
}

void Router::handle(const json::value& message) {
  standing_ = inbox_.taken(message);
  const auto* object = message.if_object();
  if (object == nullptr) {
    reject(ErrorCode::invalid_request,
           message.is_array() ? "LSP has no batches: send one message at a time" : "a message is an object");
    return;
  }
  const json::value* id = object->if_contains("id");
  const json::value* method = object->if_contains("method");
  if (method == nullptr) {
    // An answer to a request of ours; what is neither is a mistake.
    if (!object->contains("result") && !object->contains("error"))
      return reject(ErrorCode::invalid_request, "a message has a method, a result or an error");
    return handle_answer(*object);
  }
  if (!method->is_string()) {
    const bool asked = id != nullptr && is_id(*id);
    return send_(error_text(asked ? *id : json::value(nullptr), ErrorCode::invalid_request, "`method` is a string"));
  }
  const json::value* given = object->if_contains("params");
  const json::value params = given == nullptr || given->is_null() ? json::value(json::object{}) : *given;
  if (id != nullptr && !is_id(*id)) return reject(ErrorCode::invalid_request, "`id` is a string or a whole number");
  const auto start = std::chrono::steady_clock::now();
  if (id == nullptr) {
    handle_notification(method->get_string(), params);
  } else {
    handle_request(*id, method->get_string(), params);
  }
  if (on_handled)
    on_handled(method->get_string(),
               std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start));
}

void Router::handle_answer(const json::object& message) {
  const json::value* id = message.if_contains("id");
  const auto waiting = id != nullptr && id->is_int64() ? waiting_.find(id->get_int64()) : waiting_.end();
  if (waiting == waiting_.end() || state != State::running) return;
  const auto on_answer = std::move(waiting->second);
  waiting_.erase(waiting);
  Outcome outcome = json::value(nullptr);
  if (const json::value* error = message.if_contains("error")) {
    const json::object* told = error->if_object();
    const json::value* text = told == nullptr ? nullptr : told->if_contains("message");
    outcome = Failure{ErrorCode::request_failed,
                      text != nullptr && text->is_string() ? std::string(text->get_string()) : std::string{}};
  } else if (const json::value* result = message.if_contains("result")) {
    outcome = *result;
  }
  try {
    on_answer(outcome);
  } catch (const std::exception&) {
    if (on_problem) on_problem("what takes the client's answer threw");
  }
}

void Router::handle_request(const json::value& id, std::string_view method, const json::value& params) {
  Reply reply(id, send_);
  if (standing_.cancelled) return reply.give(Failure{ErrorCode::request_cancelled, "cancelled"});
  if (state == State::uninitialized && method != "initialize") {
    return reply.give(Failure{ErrorCode::server_not_initialized, "the first request is `initialize`"});
  }
  if (state == State::shut_down)
    return reply.give(Failure{ErrorCode::invalid_request, "the server is shut down; only `exit` may follow"});
  if (state == State::running && method == "initialize")
    return reply.give(Failure{ErrorCode::invalid_request, "`initialize` comes once"});
  const auto it = requests_.find(method);
  if (it == requests_.end())
    return reply.give(Failure{ErrorCode::method_not_found, "no such request: " + std::string(method.substr(0, 80))});
  try {
    it->second(params, std::move(reply));
  } catch (const std::exception&) {
    // The reply, dropped on the way here, has answered InternalError. What the exception says might hold text of a
    // note.
    if (on_problem) on_problem("a handler of " + it->first + " threw");
  }
}

void Router::handle_notification(std::string_view method, const json::value& params) {
  if (method != "exit" && state != State::running) return;
  const auto it = notifications_.find(method);
  if (it == notifications_.end()) return;
  try {
    it->second(params);
  } catch (const std::exception&) {
    if (on_problem) on_problem("a handler of " + it->first + " threw");
  }
}

}  // namespace notewell::protocol
