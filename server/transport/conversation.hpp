#pragma once
// One client and its session: bytes in at one end, framed messages out at the other, whatever carries them.
//
// Architecture invariant: whoever feeds bytes frames, parses and posts; none of it waits for the session.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "protocol/framing.hpp"
#include "protocol/session.hpp"
#include "transport/process_watch.hpp"

namespace notewell::transport {

/// What every server does first: a client that is gone is no signal but an error where it is written to, and rules are
/// tried on an example as soon as they are read.
void prepare();

class Conversation {
 public:
  /// `send` takes framed messages on the session's thread, and must not hold it up.
  Conversation(boost::asio::thread_pool& pool, std::function<void(std::string)> send);
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  /// Bytes from the client; on one thread at a time, any one.
  void feed(std::string_view bytes);
  /// The client says no more: the session ends with 1 when what came before has been handled.
  void finish();
  /// Ends the session with the message in hand; what waits is not handled. On any thread.
  void abandon();

  /// The session, on the calling thread and until it ends: when the client exits, when it or `client_process` is gone,
  /// or when it is abandoned. Returns the exit code: 0 after `shutdown` and `exit`, else 1.
  int run(std::optional<std::int64_t> client_process = {});

  /// What the session's thread runs, for more that should run on it.
  boost::asio::io_context& loop() { return loop_; }
  /// The session's thread, as seen from others.
  protocol::Turns& turns() { return session_.turns; }

 private:
  void post_frame(protocol::Frame& frame);
  void post_message(const std::string& body);

  std::function<void(std::string)> send_;  // first, to be there for answers that the end of the loop still gives
  boost::asio::io_context loop_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stay_;
  protocol::Framer framer_;
  protocol::Inbox inbox_;
  ProcessWatch watch_;
  int code_ = 1;
  protocol::Session session_;  // touched on the loop only
};

}  // namespace notewell::transport
