#include "transport/serve.hpp"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <spdlog/spdlog.h>

#include "features/features.hpp"
#include "protocol/framing.hpp"
#include "transport/writer.hpp"

namespace notewell::transport {
namespace {

using namespace std::chrono_literals;
using protocol::ErrorCode;

constexpr auto watch_every = 2s;  // for the client's process

/// What the reader shares with the session's thread.
struct Shared {
  boost::asio::io_context loop;
  protocol::Inbox inbox;
  protocol::Session* session = nullptr;  // touched on the loop only
  std::array<int, 2> wake{-1, -1};       // a pipe: written to when the reader should stop
};

/// Parses a body and posts it to the session.
void post_message(Shared& shared, const std::string& body) {
  boost::system::error_code error;
  protocol::json::value message = protocol::json::parse(body, error);
  if (error) {
    boost::asio::post(shared.loop, [&shared, what = error.message()] {
      shared.session->router.reject(ErrorCode::parse_error, "the message is not valid JSON: " + what);
    });
    return;
  }
  shared.inbox.arrived(message);
  boost::asio::post(shared.loop, [&shared, message = std::move(message)] { shared.session->router.handle(message); });
}

void post_frame(Shared& shared, protocol::Frame& frame) {
  if (const auto* body = std::get_if<protocol::Body>(&frame)) {
    post_message(shared, body->text);
    return;
  }
  boost::asio::post(shared.loop, [&shared, message = std::get<protocol::FramingError>(frame).message] {
    shared.session->router.reject(ErrorCode::parse_error, message);
  });
}

/// Blocks until there is something to read; false when the session has ended.
bool wait_for_input(const Shared& shared, int input) {
  std::array<pollfd, 2> wanted = {pollfd{.fd = input, .events = POLLIN, .revents = 0},
                                  pollfd{.fd = shared.wake[0], .events = POLLIN, .revents = 0}};
  while (::poll(wanted.data(), wanted.size(), -1) < 0) {
    if (errno != EINTR) return false;
  }
  return wanted[1].revents == 0;
}

void read_all(Shared& shared, int input) {
  protocol::Framer framer;
  protocol::Frame frame;
  std::array<char, 1U << 16U> chunk{};
  while (wait_for_input(shared, input)) {
    const ssize_t count = ::read(input, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    framer.feed({chunk.data(), static_cast<std::size_t>(count)});
    while (framer.next(frame)) post_frame(shared, frame);
  }
  // The end of the input without `exit`: the client is gone. What came before is handled first.
  boost::asio::post(shared.loop, [&shared] { shared.session->exit(1); });
}

/// Ends the session when the client's process is gone, which its pipe alone may not tell.
void watch(boost::asio::steady_timer& timer, std::int64_t process, protocol::Session& session) {
  timer.expires_after(watch_every);
  timer.async_wait([&timer, process, &session](const boost::system::error_code& error) {
    if (error) return;
    if (::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH) {
      session.exit(1);
    } else {
      watch(timer, process, session);
    }
  });
}

}  // namespace

int serve(int input, int output, std::optional<std::int64_t> client_process) {
  ::signal(SIGPIPE, SIG_IGN);
  Shared shared;
  if (::pipe(shared.wake.data()) != 0) return 1;
  // The rules are read while the client and the server greet each other.
  std::thread warm_up([] { (void)lint::builtin_knowledge(); });
  int code = 1;
  {
    Writer writer(output);
    boost::asio::thread_pool pool(1);
    auto stay = boost::asio::make_work_guard(shared.loop);
    boost::asio::steady_timer watcher(shared.loop);
    protocol::Session session(
        shared.loop, pool,
        [&](const std::string& body) {
          if (!writer.send(protocol::framed(body))) shared.loop.stop();  // asks and asks, and never reads
        },
        shared.inbox,
        [&](int exit_code) {
          code = exit_code;
          shared.loop.stop();
        });
    session.watch_process = [&](std::int64_t process) { watch(watcher, process, session); };
    session.router.on_problem = [](std::string_view what) { spdlog::warn("{}", what); };
    if (client_process) watch(watcher, *client_process, session);
    features::bind_all(session);
    shared.session = &session;
    std::thread reader([&shared, input] { read_all(shared, input); });
    shared.loop.run();
    for (auto& [uri, document] : session.documents) document.stop.request_stop();
    pool.join();
    const char byte = 0;
    if (::write(shared.wake[1], &byte, 1) != 1) spdlog::warn("the reader could not be woken");
    reader.join();
  }
  warm_up.join();
  ::close(shared.wake[0]);
  ::close(shared.wake[1]);
  return code;
}

}  // namespace notewell::transport
