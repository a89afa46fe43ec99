#include "transport/conversation.hpp"

#include <signal.h>

#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <spdlog/spdlog.h>

#include "features/features.hpp"
#include "lint/warm_up.hpp"

namespace notewell::transport {

using protocol::ErrorCode;

void prepare() {
  ::signal(SIGPIPE, SIG_IGN);
  lint::load_warm();
}

Conversation::Conversation(boost::asio::thread_pool& pool, std::function<void(std::string)> send)
    : send_(std::move(send)),
      stay_(boost::asio::make_work_guard(loop_)),
      watch_(loop_, [this] { session_.exit(1); }),
      session_(
          loop_, pool, [this](const std::string& body) { send_(protocol::framed(body)); }, inbox_,
          [this](int code) {
            code_ = code;
            loop_.stop();
          }) {
  session_.watch_process = [this](std::int64_t process) { watch_.add(process); };
  session_.router.on_problem = [](std::string_view what) { spdlog::warn("{}", what); };
  features::bind_all(session_);
}

void Conversation::post_message(const std::string& body) {
  boost::system::error_code error;
  protocol::json::value message = protocol::json::parse(body, error);
  if (error) {
    session_.post([this, what = error.message()] {
      session_.router.reject(ErrorCode::parse_error, "the message is not valid JSON: " + what);
    });
    return;
  }
  inbox_.arrived(message);
  session_.post([this, message = std::move(message)] { session_.router.handle(message); });
}

void Conversation::post_frame(protocol::Frame& frame) {
  if (const auto* body = std::get_if<protocol::Body>(&frame)) {
    post_message(body->text);
    return;
  }
  session_.post([this, message = std::get<protocol::FramingError>(frame).message] {
    session_.router.reject(ErrorCode::parse_error, message);
  });
}

void Conversation::feed(std::string_view bytes) {
  framer_.feed(bytes);
  protocol::Frame frame;
  while (framer_.next(frame)) post_frame(frame);
}

void Conversation::finish() {
  session_.post([this] { session_.exit(1); });
}

void Conversation::abandon() {
  loop_.stop();
}

int Conversation::run(std::optional<std::int64_t> client_process) {
  if (client_process) watch_.add(*client_process);
  loop_.run();
  for (auto& [uri, document] : session_.documents) document.stop.request_stop();
  // What the session still does in the background uses the session, so the end of it is waited for.
  boost::asio::post(session_.pool, boost::asio::use_future).get();
  return code_;
}

}  // namespace notewell::transport
