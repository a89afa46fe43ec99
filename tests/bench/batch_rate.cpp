// How fast charts are checked in a batch, beside parsing alone, on the same invented notes and plans.
//
//   batch_rate NOTEWELL [--notes N]

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "lint/analysis.hpp"

#include "bench/charts.hpp"

namespace {

namespace fs = std::filesystem;
using namespace notewell;

/// The best of three runs, in MB (10^6 bytes) a second.
template <class Run>
double rate(std::size_t bytes, const Run& run) {
  double best = 1e9;
  for (int i = 0; i < 3; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    run();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return static_cast<double>(bytes) / 1e6 / best;
}

void row(const char* what, double megabytes) {
  std::printf("%-46s %8.1f MB/s\n", what, megabytes);
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t count = 10'000;
  for (int i = 2; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--notes") == 0) count = std::strtoul(argv[i + 1], nullptr, 10);
  }
  if (argc < 2 || count == 0) {
    std::fprintf(stderr, "usage: batch_rate NOTEWELL [--notes N]\n");
    return 2;
  }

  std::string folder = (fs::temp_directory_path() / "notewell-batch-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 2;
  std::vector<std::string> notes;
  std::size_t bytes = 0;
  for (bench::MadeFile& file : bench::made_charts({.notes = count, .seed = 11}).files) {
    const fs::path path = fs::path(folder) / file.path;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << file.text;
    bytes += file.text.size();
    notes.push_back(std::move(file.text));
  }
  std::printf("%zu files, %.1f MB\n", notes.size(), static_cast<double>(bytes) / 1e6);

  const auto knowledge = lint::builtin_knowledge();
  const lint::Settings settings{.today = std::chrono::year(2026) / 11 / 23, .strictness = lint::Strictness::as_signed};
  row("parse, in memory, one core", rate(bytes, [&] {
        for (const std::string& note : notes)
          if (syntax::parse(text::Text(note)).has_error()) std::abort();
      }));
  row("analyse, in memory, one core", rate(bytes, [&] {
        for (const std::string& note : notes)
          if (lint::analyse(text::Text(note), "note.pnote", knowledge, settings) == nullptr) std::abort();
      }));
  for (const char* jobs : {"1", "2"}) {
    const std::string command = std::string(argv[1]) + " check --fail-on never --now 2026-11-23 --format json --jobs " +
                                jobs + " " + folder + " > /dev/null";
    const std::string what = std::string("notewell check --format json --jobs ") + jobs;
    row(what.c_str(), rate(bytes, [&] {
          if (std::system(command.c_str()) != 0) std::exit(1);
        }));
  }
  fs::remove_all(folder);
  return 0;
}
