#include "transport/serve.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <thread>

#include <boost/asio/thread_pool.hpp>
#include <spdlog/spdlog.h>

#include "transport/conversation.hpp"
#include "transport/writer.hpp"

namespace notewell::transport {
namespace {

/// Blocks until there is something to read; false when the session has ended.
bool wait_for_input(int input, int wake) {
  std::array<pollfd, 2> wanted = {pollfd{.fd = input, .events = POLLIN, .revents = 0},
                                  pollfd{.fd = wake, .events = POLLIN, .revents = 0}};
  while (::poll(wanted.data(), wanted.size(), -1) < 0) {
    if (errno != EINTR) return false;
  }
  return wanted[1].revents == 0;
}

void read_all(Conversation& conversation, int input, int wake) {
  std::array<char, 1U << 16U> chunk{};
  while (wait_for_input(input, wake)) {
    const ssize_t count = ::read(input, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    conversation.feed({chunk.data(), static_cast<std::size_t>(count)});
  }
  conversation.finish();
}

}  // namespace

int serve(int input, int output, std::optional<std::int64_t> client_process) {
  std::array<int, 2> wake{-1, -1};  // a pipe: written to when the reader should stop
  if (::pipe(wake.data()) != 0) return 1;
  int code = 1;
  {
    boost::asio::thread_pool pool(std::max(1U, std::thread::hardware_concurrency()));
    prepare();
    Writer writer(output);
    Conversation conversation(pool, [&writer, &conversation](std::string frame) {
      if (!writer.send(std::move(frame))) conversation.abandon();
    });
    std::thread reader([&] { read_all(conversation, input, wake[0]); });
    code = conversation.run(client_process);
    const char byte = 0;
    if (::write(wake[1], &byte, 1) != 1) spdlog::warn("the reader could not be woken");
    reader.join();
  }
  ::close(wake[0]);
  ::close(wake[1]);
  return code;
}

}  // namespace notewell::transport
