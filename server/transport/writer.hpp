#pragma once
// Writes frames to a file descriptor without ever holding up the session: at once if the descriptor takes the whole
// frame now, else from a thread of its own, in order.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

namespace notewell::transport {

class Writer {
 public:
  explicit Writer(int descriptor) : descriptor_(descriptor) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  /// Gives what is queued a moment to go out, then gives up: a client that does not read must not keep the process.
  ~Writer();

  /// False once there is more to write than a client that reads would leave; frames are dropped from then on.
  bool send(std::string frame);
  /// True once the other side is gone; frames are dropped from then on.
  [[nodiscard]] bool broken();

 private:
  void drain();

  int descriptor_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> queue_;
  std::size_t queued_ = 0;  // bytes in the queue
  std::thread thread_;
  bool busy_ = false;
  bool stopping_ = false;
  bool broken_ = false;
  bool overfull_ = false;
};

}  // namespace notewell::transport
