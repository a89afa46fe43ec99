// How long a keystroke waits for its findings: `notewell lsp` beside the floor, in turns, in one run.
//
//   keystroke NOTEWELL FLOOR [--quick | BYTES [ROUNDS]]
//
// A keystroke is a didChange of one character with a textDocument/diagnostic request behind it; it ends when the answer
// is there. Absolute times depend on the machine: look at what stands above the floor. With a size given that one alone
// is measured, for as long as a profiler needs.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "bench/lsp_client.hpp"
#include "bench/made_note.hpp"
#include "bench/percentile.hpp"
#include "bench/typing.hpp"

namespace {

using namespace notewell::bench;
using Clock = std::chrono::steady_clock;

void measure_typing(const std::vector<std::string>& notewell, const std::vector<std::string>& floor, std::size_t bytes,
                    int rounds) {
  const std::string text = made_note(bytes, 7);
  const std::vector<Place> places = places_in(text);
  TypingSession ours(notewell, text);
  TypingSession least(floor, text);
  std::vector<Milliseconds> our_times;
  std::vector<Milliseconds> least_times;
  std::mt19937 random(1);
  for (int round = -20; round < rounds; ++round) {  // the first ones warm up
    const Place place = places[random() % places.size()];
    for (const bool insert : {true, false}) {
      // In turns, so that neither always finds the machine warm.
      TypingSession& first = round % 2 == 0 ? ours : least;
      TypingSession& second = round % 2 == 0 ? least : ours;
      const Milliseconds first_time = first.keystroke(place, insert);
      const Milliseconds second_time = second.keystroke(place, insert);
      if (round < 0) continue;
      our_times.push_back(round % 2 == 0 ? first_time : second_time);
      least_times.push_back(round % 2 == 0 ? second_time : first_time);
    }
  }
  const double floor_p50 = percentile(least_times, 0.5);
  const double floor_p99 = percentile(least_times, 0.99);
  const double p50 = percentile(our_times, 0.5);
  const double p99 = percentile(our_times, 0.99);
  std::printf("%9zu  %8.3f %8.3f  %8.3f %8.3f  %+8.3f %+8.3f  %9zu  %8zu\n", text.size(), floor_p50, floor_p99, p50,
              p99, p50 - floor_p50, p99 - floor_p99, ours.client().resident_kib(), ours.first_answer_bytes());
}

double start_time(const std::vector<std::string>& command, int rounds) {
  std::vector<Milliseconds> times;
  for (int round = 0; round < rounds; ++round) {
    const auto begin = Clock::now();
    LspClient client(command);
    client.request("initialize", initialize_params(""));
    times.push_back(Clock::now() - begin);
  }
  return percentile(times, 0.5);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: keystroke NOTEWELL FLOOR [--quick | BYTES [ROUNDS]]\n");
    return 2;
  }
  const bool quick = argc > 3 && std::strcmp(argv[3], "--quick") == 0;
  const std::vector<std::string> notewell{argv[1], "lsp", "--stdio"};
  const std::vector<std::string> floor{argv[2]};
  const std::size_t only = argc > 3 && !quick ? std::strtoull(argv[3], nullptr, 10) : 0;
  const int rounds = quick ? 20 : argc > 4 ? std::atoi(argv[4]) : 500;

  const double floor_start = start_time(floor, quick ? 5 : 50);
  const double our_start = start_time(notewell, quick ? 5 : 50);
  std::printf("start to initialize result, ms, p50: floor %.2f, notewell %.2f (%.1f x)\n\n", floor_start, our_start,
              our_start / floor_start);
  std::printf("%9s  %17s  %17s  %17s  %9s  %8s\n", "", "floor, ms", "notewell, ms", "above it, ms", "resident",
              "findings");
  std::printf("%9s  %8s %8s  %8s %8s  %8s %8s  %9s  %8s\n", "bytes", "p50", "p99", "p50", "p99", "p50", "p99", "KiB",
              "bytes");
  const std::vector<std::size_t> sizes =
      only != 0 ? std::vector{only} : std::vector<std::size_t>{2'000, 4'000, 20'000, 200'000, 1'000'000};
  for (const std::size_t bytes : sizes) measure_typing(notewell, floor, bytes, rounds);
  return 0;
}
