#include "cli/in_order.hpp"

#include <atomic>

#include <catch2/catch.hpp>

using namespace notewell;

namespace {

/// Squares of the numbers below `count`, and how many jobs were drawn ahead of the one that was taken.
std::pair<std::vector<int>, int> squares(int count, unsigned threads) {
  std::vector<int> out;
  std::atomic<int> drawn = 0;
  int ahead = 0;
  cli::in_order<int>(
      threads, [&] { return drawn == count ? std::nullopt : std::optional(drawn++); },
      [] {
        return [](int& job) {
          if (job % 5 == 0) std::this_thread::yield();
          job *= job;
        };
      },
      [&](int job) {
        ahead = std::max(ahead, drawn - static_cast<int>(out.size()));
        out.push_back(job);
      });
  return {out, ahead};
}

}  // namespace

TEST_CASE("Results are taken in the order of the jobs, on any number of threads") {
  std::vector<int> expected;
  for (int i = 0; i < 300; ++i) expected.push_back(i * i);
  for (const unsigned threads : {1U, 2U, 7U}) CHECK(squares(300, threads).first == expected);
  CHECK(squares(0, 3).first.empty());
}

TEST_CASE("No more than four jobs a thread are ahead of what was taken") {
  CHECK(squares(1000, 2).second <= 9);  // and the one that is taken
}
