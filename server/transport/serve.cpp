#include "transport/serve.hpp"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <thread>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "transport/conversation.hpp"
#include "transport/writer.hpp"

namespace notewell::transport {
namespace {

using namespace std::chrono_literals;

/// Between looks of the stand-in at whether the session is still at the same work.
constexpr auto patience = 5ms;
/// Between looks at whether the session has ended, of a thread that reads alone.
constexpr auto step = 100ms;

bool is_pipe_or_socket(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}

/// What the client says. The session's thread reads it by itself while it has nothing else to do: handing a message to
/// another thread takes longer than handling most of them, and where there are few processors moves the session from
/// one to the other. While the session is at work a stand-in reads, so that a request can be cancelled.
///
/// Invariant: nothing that the client said waits longer than twice `patience` to be read, whatever the session does.
/// Invariant: what is read is handed on under one lock, so that messages stay in order.
class Input {
 public:
  Input(int descriptor, Conversation& conversation)
      : conversation_(conversation), descriptor_(descriptor), waiting_(conversation.loop()) {
    // Others (a terminal, a file) can't be waited for in the session's loop, or would notice that it was done.
    if (is_pipe_or_socket(descriptor)) {
      waiting_.assign(descriptor);
      wait();
    }
    stand_in_ = std::thread([this] { stand_in(); });
  }
  ~Input() {
    over_ = true;
    conversation_.turns().begin();  // for the stand-in to see that it is over
    stand_in_.join();
    if (waiting_.is_open()) waiting_.release();
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

 private:
  bool readable(std::chrono::milliseconds within) const {
    pollfd wanted{.fd = descriptor_, .events = POLLIN, .revents = 0};
    return ::poll(&wanted, 1, static_cast<int>(within.count())) > 0;
  }

  /// Hands on what is there. Where two threads read neither of them blocks: what Asio waits for does not.
  void read() {
    const std::lock_guard lock(reading_);
    if (ended_) return;
    const ssize_t count = ::read(descriptor_, chunk_.data(), chunk_.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (count > 0) return conversation_.feed({chunk_.data(), static_cast<std::size_t>(count)});
    ended_ = true;
    conversation_.finish();
  }

  /// On the session's thread: reads whenever there is something to read and the session has nothing else to do.
  void wait() {
    waiting_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                        [this](const boost::system::error_code& error) {
                          if (error) return conversation_.finish();
                          ++looks_;
                          const protocol::Turn turn(conversation_.turns());
                          read();
                          // Behind what was read, because the answer comes first.
                          if (!ended_) boost::asio::post(conversation_.loop(), [this] { wait(); });
                        });
  }

  /// On a thread of its own: reads while the session has been at work for too long, or always if it can't read.
  void stand_in() {
    while (!over_ && !ended_) {
      const bool alone = !waiting_.is_open();
      if (!alone) conversation_.turns().wait();
      const std::uint64_t looks = looks_;
      if (!alone) std::this_thread::sleep_for(patience);
      while ((alone || (conversation_.turns().taken() && looks == looks_)) && !over_ && !ended_) {
        if (readable(alone ? step : patience)) read();
      }
    }
  }

  Conversation& conversation_;
  int descriptor_;
  boost::asio::posix::stream_descriptor waiting_;
  std::mutex reading_;
  std::array<char, 1U << 16U> chunk_{};
  std::atomic<std::uint64_t> looks_ = 0;  // how often the session's thread has looked for input
  std::atomic<bool> ended_ = false;       // the client says no more
  std::atomic<bool> over_ = false;        // the session has ended
  std::thread stand_in_;
};

}  // namespace

int serve(int input, int output, std::optional<std::int64_t> client_process) {
  boost::asio::thread_pool pool(std::max(1U, std::thread::hardware_concurrency()));
  prepare();
  Writer writer(output);
  Conversation conversation(pool, [&writer, &conversation](std::string frame) {
    if (!writer.send(std::move(frame))) conversation.abandon();
  });
  const Input reading(input, conversation);
  return conversation.run(client_process);
}

}  // namespace notewell::transport
