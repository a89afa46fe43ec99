// What a program that has just started pays before it can judge a note, beside floors that do nothing with the same
// bytes. Each round is a process of its own, so nothing is warm but the page cache.
//
//   loading [--rounds N]

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

#include "lint/analysis.hpp"
#include "lint/warm_up.hpp"

#include "bench/made_note.hpp"
#include "embedded/embedded.hpp"

namespace {

using namespace notewell;

/// Milliseconds of processor time: other programs on the machine don't count.
double spent() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <class Run>
double cost(const Run& run) {
  const double begin = spent();
  run();
  return spent() - begin;
}

constexpr std::array<const char*, 7> rows = {
    "floor: read the bytes of all rules once",
    "floor: parse one note of 2 KB",
    "load rules and words",
    "first analysis of the note",
    "an analysis afterwards, of 20 the mean",
    "warm up, as the server does in the background",
    "first analysis of the note after that",
};
using Costs = std::array<double, rows.size()>;

/// The last two rows need a process of their own.
Costs measured(const std::string& note, bool warm) {
  Costs costs{};
  unsigned sum = 0;
  costs[0] = cost([&] {
    for (const embedded::File& file : embedded::files())
      for (const std::string_view bytes : {file.text, file.packed})
        for (const char c : bytes) sum += static_cast<unsigned char>(c);
  });
  costs[1] = cost([&] {
    if (sum == 0 || syntax::parse(text::Text(note)).has_error()) std::abort();
  });
  std::shared_ptr<const lint::Knowledge> knowledge;
  costs[2] = cost([&] { knowledge = lint::builtin_knowledge(); });
  const lint::Settings settings{.today = std::chrono::year(2026) / 11 / 23, .strictness = lint::Strictness::as_signed};
  const auto analyse = [&] {
    if (lint::analyse(text::Text(note), "note.pnote", knowledge, settings) == nullptr) std::abort();
  };
  if (warm) {
    costs[5] = cost([&] { lint::warm_up(knowledge); });
    costs[6] = cost(analyse);
    return costs;
  }
  costs[3] = cost(analyse);
  constexpr int times = 20;
  costs[4] = cost([&] {
               for (int i = 0; i != times; ++i) analyse();
             }) /
             times;
  return costs;
}

/// What a new process measures.
Costs measured_apart(const std::string& note, bool warm) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) std::exit(2);
  const pid_t child = ::fork();
  if (child == 0) {
    const Costs costs = measured(note, warm);
    ::_exit(::write(ends[1], costs.data(), sizeof costs) == sizeof costs ? 0 : 1);
  }
  ::close(ends[1]);
  Costs costs{};
  const bool told = child > 0 && ::read(ends[0], costs.data(), sizeof costs) == sizeof costs;
  ::close(ends[0]);
  int status = 0;
  if (!told || ::waitpid(child, &status, 0) != child || status != 0) std::exit(1);
  return costs;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t rounds = 30;
  if (argc == 3 && std::strcmp(argv[1], "--rounds") == 0) rounds = std::strtoul(argv[2], nullptr, 10);
  const std::string note = bench::made_note(2'000, 1);
  std::array<std::vector<double>, rows.size()> all;
  for (std::size_t round = 0; round != std::max<std::size_t>(rounds, 1); ++round) {
    const Costs cold = measured_apart(note, false);
    const Costs warm = measured_apart(note, true);
    for (std::size_t row = 0; row != rows.size(); ++row) all[row].push_back(row < 5 ? cold[row] : warm[row]);
  }
  std::printf("%-46s %9s %9s   ms of processor time, %zu processes\n", "", "best", "median", all[0].size());
  for (std::size_t row = 0; row != rows.size(); ++row) {
    std::ranges::sort(all[row]);
    std::printf("%-46s %9.3f %9.3f\n", rows[row], all[row].front(), all[row][all[row].size() / 2]);
  }
  return 0;
}
