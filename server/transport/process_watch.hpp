#pragma once
// Tells when a process is gone, which its end of a pipe or socket alone may not: a child of it can hold that open.

#include <cstdint>
#include <functional>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace notewell::transport {

class ProcessWatch {
 public:
  /// `on_gone` is called on the loop, once, when the first of the processes is gone.
  ProcessWatch(boost::asio::io_context& loop, std::function<void()> on_gone)
      : timer_(loop), on_gone_(std::move(on_gone)) {}

  /// On the loop, or before it runs. A number that no process can have is ignored.
  void add(std::int64_t process);
  /// Looks no more.
  void stop();

 private:
  void look_later();

  boost::asio::steady_timer timer_;
  std::function<void()> on_gone_;
  std::vector<std::int64_t> processes_;
};

}  // namespace notewell::transport
