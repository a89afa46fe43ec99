#pragma once
// A line at the foot of a terminal that tells how far long work has come. It is drawn on standard error, only if that
// is a terminal, only after the work took a moment, and is gone at the end.

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <iosfwd>
#include <mutex>
#include <string>
#include <thread>

namespace notewell::cli {

class Progress {
 public:
  /// `width` in columns; 0: nothing is ever drawn.
  Progress(std::ostream& err, std::size_t width);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// "Reading", and how many steps there will be. Not while another thread calls step().
  void begin(std::string what, std::size_t total);
  void step() { done_.fetch_add(1, std::memory_order_relaxed); }
  /// Writes something else to the terminal, with the line out of the way.
  template <class Write>
  void aside(const Write& write) {
    const std::lock_guard lock(mutex_);
    erase();
    write();
  }

 private:
  void draw();
  void erase();

  std::ostream& err_;
  std::size_t width_;
  std::mutex mutex_;  // of all but done_
  std::string what_;
  std::size_t total_ = 0;
  std::atomic<std::size_t> done_ = 0;
  bool drawn_ = false;
  std::condition_variable_any stopped_;
  std::jthread drawing_;
};

/// "Checking ███████▌       512 of 1024", at most `width` columns.
[[nodiscard]] std::string progress_line(const std::string& what, std::size_t done, std::size_t total,
                                        std::size_t width);

}  // namespace notewell::cli
