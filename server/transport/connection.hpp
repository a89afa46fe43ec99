#pragma once
// A client on a socket. All sockets of a server live on one loop; each client's session has a thread of its own, so
// that none waits for another's.
//
// Architecture invariant: everything here but the session runs on the sockets' loop, and nothing there blocks.

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "transport/conversation.hpp"

namespace notewell::transport {

using Socket = boost::asio::generic::stream_protocol::socket;

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  /// `name` is for the log.
  Connection(boost::asio::io_context& sockets, Socket socket, boost::asio::thread_pool& pool, std::string name);

  /// `on_end` gets the session's exit code, once, when the socket is closed and the session's thread has ended.
  void start(std::function<void(int)> on_end, std::optional<std::int64_t> client_process = {});
  /// Ends the session with the message in hand; what it has sent still gets a moment to go out.
  void abandon() { conversation_.abandon(); }

 private:
  void read();
  void take(std::string_view bytes);
  void send(std::string frame);
  void write();
  void drop();
  void ended(int code);
  void close();

  boost::asio::io_context& sockets_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stay_;
  Socket socket_;
  std::string name_;
  std::function<void(int)> on_end_;
  boost::asio::steady_timer last_;
  std::array<char, 1U << 14U> chunk_{};
  std::string opening_;            // what has come of the first line
  bool opened_ = false;            // that line is whole, and can be a message's
  std::deque<std::string> queue_;  // the first one is being written
  std::size_t waiting_ = 0;        // bytes in the queue
  bool broken_ = false;            // nothing can be written any more
  bool dropped_ = false;           // the client was given up: nothing is read or written any more
  std::optional<int> code_;        // once the session has ended
  Conversation conversation_;
  std::thread session_;
};

}  // namespace notewell::transport
