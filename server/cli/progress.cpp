#include "cli/progress.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ostream>
#include <string_view>

namespace notewell::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 500ms;  // work that takes less shows nothing
constexpr auto pause = 100ms;

/// Eighths of a column, from one to seven.
constexpr std::array<std::string_view, 7> eighths{"▏", "▎", "▍", "▌", "▋", "▊", "▉"};

}  // namespace

std::string progress_line(const std::string& what, std::size_t done, std::size_t total, std::size_t width) {
  done = std::min(done, total);
  const std::string numbers = std::to_string(done) + " of " + std::to_string(total);
  const std::size_t words = what.size() + 1 + std::to_string(total).size() * 2 + 5;
  constexpr std::size_t longest = 40;
  const std::size_t room = width > words + 1 ? std::min(width - words - 1, longest) : 0;
  const std::size_t filled = total == 0 ? 0 : room * 8 * done / total;
  std::string bar;
  for (std::size_t i = 0; i != filled / 8; ++i) bar += "█";
  if (filled % 8 != 0) bar += eighths[filled % 8 - 1];
  const std::size_t columns = (filled + 7) / 8;
  return what + ' ' + bar + std::string(room - columns, ' ') + ' ' + numbers;
}

Progress::Progress(std::ostream& err, std::size_t width) : err_(err), width_(width) {
  if (width_ == 0) return;
  drawing_ = std::jthread([this](const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const auto wait = [&](auto time) { stopped_.wait_for(lock, stop, time, [] { return false; }); };
    for (wait(patience); !stop.stop_requested(); wait(pause)) draw();
  });
}

Progress::~Progress() {
  if (width_ == 0) return;
  drawing_.request_stop();
  drawing_.join();
  const std::lock_guard lock(mutex_);
  erase();
}

void Progress::begin(std::string what, std::size_t total) {
  const std::lock_guard lock(mutex_);
  what_ = std::move(what);
  total_ = total;
  done_ = 0;
}

void Progress::draw() {
  if (total_ == 0) return;
  err_ << "\r\x1B[K" << progress_line(what_, done_, total_, width_ - 1) << std::flush;
  drawn_ = true;
}

void Progress::erase() {
  if (!drawn_) return;
  err_ << "\r\x1B[K" << std::flush;
  drawn_ = false;
}

}  // namespace notewell::cli
