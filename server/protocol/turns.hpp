#pragma once
// Whether a session's thread is at work, for whoever else could read the client's messages meanwhile.

#include <atomic>

namespace notewell::protocol {

/// Begun and ended by the session's thread alone, looked at by any other.
class Turns {
 public:
  void begin() {
    taken_ = true;
    taken_.notify_all();
  }
  void end() { taken_ = false; }
  [[nodiscard]] bool taken() const { return taken_; }
  /// Until a turn is taken.
  void wait() const { taken_.wait(false); }

 private:
  std::atomic<bool> taken_ = false;
};

/// One turn, as long as it lives.
class Turn {
 public:
  explicit Turn(Turns& turns) : turns_(turns) { turns_.begin(); }
  ~Turn() { turns_.end(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Turns& turns_;
};

}  // namespace notewell::protocol
