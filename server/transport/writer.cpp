#include "transport/writer.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include <climits>
#include <spdlog/spdlog.h>

#include "transport/limits.hpp"

namespace notewell::transport {
namespace {

constexpr int poll_step = 100;  // milliseconds between looks at whether to stop

bool writable(int descriptor, int timeout) {
  pollfd wanted{.fd = descriptor, .events = POLLOUT, .revents = 0};
  return ::poll(&wanted, 1, timeout) > 0 && (wanted.revents & POLLOUT) != 0;
}

}  // namespace

bool Writer::send(std::string frame) {
  const std::lock_guard lock(mutex_);
  if (broken_) return true;
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
  if (!queue_.empty() && waiting_ + frame.size() > most_waiting) {
    spdlog::error("the client does not read: {} MiB wait for it; the session ends", waiting_ >> 20U);
    broken_ = true;
    return false;
  }
  waiting_ += frame.size();
  queue_.push_back(std::move(frame));
  if (!thread_.joinable()) thread_ = std::thread([this] { drain(); });
  changed_.notify_all();
  return true;
}

void Writer::drain() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const std::string frame = std::move(queue_.front());
    queue_.pop_front();
    waiting_ -= frame.size();
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
