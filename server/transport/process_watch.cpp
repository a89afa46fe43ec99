#include "transport/process_watch.hpp"

#include <signal.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace notewell::transport {
namespace {

using namespace std::chrono_literals;

constexpr auto look_every = 2s;

bool is_gone(std::int64_t process) {
  return ::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
}

}  // namespace

void ProcessWatch::add(std::int64_t process) {
  if (process <= 0 || !std::in_range<pid_t>(process)) return;
  processes_.push_back(process);
  if (processes_.size() == 1) look_later();
}

void ProcessWatch::stop() {
  processes_.clear();
  timer_.cancel();
}

void ProcessWatch::look_later() {
  timer_.expires_after(look_every);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error || processes_.empty()) return;
    if (std::any_of(processes_.begin(), processes_.end(), is_gone)) {
      on_gone_();
    } else {
      look_later();
    }
  });
}

}  // namespace notewell::transport
