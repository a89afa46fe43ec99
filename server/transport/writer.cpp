#include "transport/writer.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

#include <climits>

namespace notewell::transport {
namespace {

using namespace std::chrono_literals;

constexpr auto last_moment = 500ms;                          // for what is queued when the session ends
constexpr std::size_t most_queued = std::size_t{64} << 20U;  // bytes; one frame more may be larger
constexpr int poll_step = 100;                               // milliseconds between looks at whether to stop

bool writable(int descriptor, int timeout) {
  pollfd wanted{.fd = descriptor, .events = POLLOUT, .revents = 0};
  return ::poll(&wanted, 1, timeout) > 0 && (wanted.revents & POLLOUT) != 0;
}

}  // namespace

bool Writer::send(std::string frame) {
  std::unique_lock lock(mutex_);
  if (broken_) return !overfull_;
  // A pipe that is writable takes PIPE_BUF bytes without blocking (pipe(7)).
  if (queue_.empty() && !busy_ && frame.size() <= PIPE_BUF && writable(descriptor_, 0)) {
    const ssize_t written = ::write(descriptor_, frame.data(), frame.size());
    if (written == static_cast<ssize_t>(frame.size())) return true;
    if (written < 0 && errno != EINTR && errno != EAGAIN) {
      broken_ = true;
      return true;
    }
    if (written > 0) frame.erase(0, static_cast<std::size_t>(written));
  }
  if (queued_ > most_queued) {
    overfull_ = broken_ = true;
    queue_.clear();
    return false;
  }
  queued_ += frame.size();
  queue_.push_back(std::move(frame));
  if (!thread_.joinable()) thread_ = std::thread([this] { drain(); });
  changed_.notify_all();
  return true;
}

bool Writer::broken() {
  const std::lock_guard lock(mutex_);
  return broken_;
}

void Writer::drain() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const std::string frame = std::move(queue_.front());
    queue_.pop_front();
    queued_ -= frame.size();
    busy_ = true;
    for (std::size_t at = 0; at < frame.size() && !broken_;) {
      lock.unlock();
      ssize_t written = 0;
      int error = 0;
      if (writable(descriptor_, poll_step)) {
        written = ::write(descriptor_, frame.data() + at, std::min<std::size_t>(frame.size() - at, PIPE_BUF));
        error = errno;
      }
      lock.lock();
      if (written > 0) at += static_cast<std::size_t>(written);
      if (written < 0 && error != EINTR && error != EAGAIN) broken_ = true;
      if (written == 0 && stopping_) broken_ = true;  // asked to stop, and nobody reads
    }
    busy_ = false;
    changed_.notify_all();
  }
}

Writer::~Writer() {
  {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, last_moment, [this] { return broken_ || (queue_.empty() && !busy_); });
    if (!queue_.empty() || busy_) {
      broken_ = true;
      queue_.clear();
    }
    stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

}  // namespace notewell::transport
