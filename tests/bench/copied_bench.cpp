// The search for copied narrative on invented charts: what it finds, what it costs, and how both grow.
//
//   bench_copied [--notes N] [--part memory|recall|alarms|growth]     the largest index, 100,000 unless told
//
// Times are of the thread itself, medians of one run. "Keystroke" is what lint::Settings::copied_of costs after a
// letter was typed into a note: the passages of the changed block read anew and looked up, all others known.

#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "chart/copied.hpp"
#include "chart/indexed_file.hpp"
#include "lint/builtin.hpp"
#include "syntax/tree.hpp"

#include "bench/charts.hpp"

namespace {

using namespace notewell;

constexpr auto utf16 = text::PositionEncoding::utf16;
constexpr auto us = note::DateOrder::month_first;

/// Of this thread's own work, in microseconds: others on the machine don't count.
double thread_time() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  constexpr double million = 1e6;
  constexpr double thousandth = 1e-3;
  return static_cast<double>(now.tv_sec) * million + static_cast<double>(now.tv_nsec) * thousandth;
}
double microseconds_since(double begin) {
  return thread_time() - begin;
}
/// In bytes, with what the allocator adds.
std::size_t heap_in_use() {
  const auto info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}
double last_percent(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() * 99 / 100];
}

std::shared_ptr<const note::Note> note_of(const text::Text& text, const note::Note* previous = nullptr) {
  static const auto vocabulary = lint::builtin_knowledge()->vocabulary;
  return note::build(text, syntax::parse(text), vocabulary, previous, "a.pnote");
}

chart::CopyIndex::Change change(const bench::MadeFile& file) {
  return {.path = "/charts/" + file.path,
          .passages = chart::indexed_passages(*note_of(text::Text(file.text)),
                                              std::make_shared<const std::string>("/charts/" + file.path), utf16, us)};
}

/// Charts in portions, since 100,000 notes with all their trees would not fit a small machine.
template <class Take>
void each_portion(std::size_t notes, std::uint64_t seed, double copied, const Take& take) {
  constexpr std::size_t portion = 2000;
  for (std::size_t done = 0, i = 0; done < notes; done += portion, ++i) {
    auto charts =
        bench::made_charts({.notes = std::min(portion, notes - done), .seed = seed * 1000 + i, .copied = copied});
    for (auto& file : charts.files) file.path = std::to_string(i) + "/" + file.path;
    for (auto& one : charts.planted) {
      one.path = std::to_string(i) + "/" + one.path;
      one.from = std::to_string(i) + "/" + one.from;
    }
    take(charts);
  }
}

std::vector<std::uint64_t> each_once(std::vector<std::uint64_t> all) {
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

/// Passages and altered copies, every pair compared exactly.
void recall() {
  std::mt19937_64 random(17);
  struct One {
    chart::PassageContent content;
    std::vector<std::uint64_t> shingles;
  };
  std::vector<One> all;
  std::vector<chart::CopyIndex::Change> changes;
  std::vector<std::string> made;
  constexpr std::size_t passages = 6000;
  for (std::size_t i = 0; i != passages; ++i) {
    made.push_back(i % 2 == 0 ? bench::made_passage(random)
                              : bench::altered(made[i - 1], static_cast<bench::Alteration>(random() % 6),
                                               1 + random() % 8, random));
    const auto note = note_of(text::Text("## Data\n" + made.back() + "\n"));
    const auto found = chart::passages_of(*note);
    all.push_back({*found.front().content, each_once(found.front().content->shingles)});
    changes.push_back({.path = std::to_string(i),
                       .passages = chart::indexed_passages(
                           *note, std::make_shared<const std::string>(std::to_string(i)), utf16, us)});
  }
  const auto index = chart::CopyIndex().with(std::move(changes));
  constexpr std::array<double, 5> levels{0.5, 0.6, 0.7, 0.8, 0.9};
  std::array<std::size_t, levels.size()> pairs{};
  std::array<std::size_t, levels.size()> hits{};
  std::size_t below = 0;
  for (std::size_t i = 0; i != passages; ++i) {
    std::set<std::size_t> found;
    for (const auto& match : index.find(all[i].content, std::to_string(i), 0.5))
      found.insert(std::stoul(*match.file->path));
    for (std::size_t j = 0; j != passages; ++j) {
      if (i == j) continue;
      std::size_t common = 0;
      const auto& one = all[i].shingles;
      const auto& other = all[j].shingles;
      for (auto a = one.begin(), b = other.begin(); a != one.end() && b != other.end();) {
        common += *a == *b ? 1 : 0;
        const bool step = *a <= *b;
        if (*b <= *a) ++b;
        if (step) ++a;
      }
      const auto shared = static_cast<double>(common);
      const double jaccard = shared / (static_cast<double>(one.size() + other.size()) - shared);
      const double overlap = shared / static_cast<double>(std::min(one.size(), other.size()));
      for (std::size_t level = 0; level != levels.size(); ++level) {
        if (jaccard < levels[level]) continue;
        ++pairs[level];
        hits[level] += found.contains(j) ? 1 : 0;
      }
      if (found.contains(j) && overlap < 0.49) ++below;
    }
  }
  std::printf("recall against every pair of %zu passages, half of them altered copies\n", passages);
  for (std::size_t level = 0; level != levels.size(); ++level)
    std::printf("  Jaccard >= %.1f: %zu of %zu found, %.4f\n", levels[level], hits[level], pairs[level],
                pairs[level] == 0 ? 1.0 : static_cast<double>(hits[level]) / static_cast<double>(pairs[level]));
  std::printf("  told below the threshold: %zu\n", below);
}

/// Findings of all notes with the rule's own terms, by file and line: what is marked, and where else it stands.
std::multimap<std::string, std::pair<std::string, std::string>> told(const chart::CopyIndex& index,
                                                                     const std::vector<bench::MadeFile>& files) {
  std::multimap<std::string, std::pair<std::string, std::string>> out;
  for (const auto& file : files) {
    const text::Text text(file.text);
    for (const auto& copy : chart::CopiedIn(index, "/charts/" + file.path, us)(*note_of(text), {}))
      out.emplace(
          file.path + ":" + std::to_string(text.line_of(copy.span.begin) + 1),
          std::pair(std::string(text.slice(copy.span)), copy.path + ":" + std::to_string(copy.place.start.line + 1)));
  }
  return out;
}

void alarms() {
  for (const double copied : {0.0, 0.05}) {
    std::set<std::string> planted;
    std::vector<chart::CopyIndex::Change> changes;
    // At once: what seeds have in common by chance nobody planted.
    const bench::MadeCharts charts = bench::made_charts({.notes = 10'000, .seed = 23, .copied = copied});
    for (const auto& file : charts.files) changes.push_back(change(file));
    const auto& files = charts.files;
    for (const auto& one : charts.planted) {
      if (one.kind.starts_with("copied")) planted.insert(one.path + ":" + std::to_string(one.line));
    }
    const auto index = chart::CopyIndex().with(std::move(changes));
    const auto found = told(index, files);
    std::size_t hits = 0;
    for (const auto& one : planted) hits += found.contains(one) ? 1U : 0U;
    std::printf("10,000 notes, %zu copies planted: %zu found, %zu false alarms\n", planted.size(), hits,
                found.size() - hits);
    if (copied == 0.0) {
      for (const auto& [one, copy] : found)
        std::printf("  false alarm: %s and %s: %s\n", one.c_str(), copy.second.c_str(), copy.first.c_str());
    }
  }
}

struct Row {
  double notes = 0;
  double find = 0;
};

/// What both indexes take together.
void memory(std::size_t notes) {
  std::mt19937_64 random(1);  // what the program loads at the first note is not the index's
  for (int i = 0; i != 20; ++i) (void)note_of(text::Text("## Data\n" + bench::made_passage(random) + "\n"));
  const std::size_t before = heap_in_use();
  chart::Indexes indexes;
  std::vector<chart::IndexedFile> files;
  std::size_t text = 0;
  each_portion(notes, 37, 0.05, [&](bench::MadeCharts& charts) {
    for (const auto& file : charts.files) {
      files.push_back(
          chart::indexed_file(*note_of(text::Text(file.text)), "/home/someone/charts/" + file.path, utf16, us));
      text += file.text.size();
    }
  });
  const std::size_t count = files.size();
  indexes = indexes.with(std::move(files));
  files = std::vector<chart::IndexedFile>();
  const std::size_t both = heap_in_use() - before;
  indexes.copies = {};
  const std::size_t facts_alone = heap_in_use() - before;
  std::printf("memory for %zu files of %.0f bytes: %.0f bytes a file, of these facts %.0f\n", count,
              static_cast<double>(text) / static_cast<double>(count),
              static_cast<double>(both) / static_cast<double>(count),
              static_cast<double>(facts_alone) / static_cast<double>(count));
}

void growth(std::size_t most) {
  std::vector<Row> rows;
  std::printf("%9s %12s %12s %12s %14s %14s %14s\n", "notes", "find p50 us", "find p99 us", "note p50 us", "key p50 us",
              "key p99 us", "update p50 us");
  for (std::size_t notes : {most / 100, most / 33, most / 10, most / 3, most}) {
    chart::CopyIndex index;
    std::vector<bench::MadeFile> sample;
    each_portion(notes, 31, 0.05, [&](bench::MadeCharts& charts) {
      std::vector<chart::CopyIndex::Change> changes;
      for (const auto& file : charts.files) changes.push_back(change(file));
      index = index.with(std::move(changes));
      for (std::size_t i = 1; i < charts.files.size() && sample.size() < 400; i += 17)
        sample.push_back(charts.files[i]);
    });
    std::vector<double> find;
    std::vector<double> whole;
    std::vector<double> keys;
    std::vector<double> updates;
    for (const auto& file : sample) {
      const std::string path = "/charts/" + file.path;
      const text::Text text(file.text);
      const auto note = note_of(text);
      for (const auto& passage : chart::passages_of(*note)) {
        const auto begin = thread_time();
        (void)index.find(*passage.content, path, 0.5);
        find.push_back(microseconds_since(begin));
      }
      const chart::CopiedIn ask(index, path, us);
      auto begin = thread_time();
      (void)ask(*note, {});
      whole.push_back(microseconds_since(begin));
      const std::size_t at = file.text.find("## Assessment\n") + 20;
      const auto typed =
          note_of(text.edited({static_cast<text::Offset>(at), static_cast<text::Offset>(at)}, "x"), note.get());
      begin = thread_time();
      (void)ask(*typed, {});
      keys.push_back(microseconds_since(begin));
      std::vector<chart::CopyIndex::Change> one;
      one.push_back(change(file));
      begin = thread_time();
      index = index.with(std::move(one));
      updates.push_back(microseconds_since(begin));
    }
    rows.push_back({static_cast<double>(notes), median(find)});
    std::printf("%9zu %12.1f %12.1f %12.1f %14.1f %14.1f %14.1f\n", notes, median(find), last_percent(find),
                median(whole), median(keys), last_percent(keys), median(updates));
  }
  // Least squares over logarithms: time grows as notes to the power of the slope.
  double sx = 0;
  double sy = 0;
  double sxx = 0;
  double sxy = 0;
  for (const Row& row : rows) {
    const double x = std::log(row.notes);
    const double y = std::log(row.find);
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
  }
  const auto n = static_cast<double>(rows.size());
  std::printf("find grows as notes to the power of %.2f\n", (n * sxy - sx * sy) / (n * sxx - sx * sx));
}

/// What a copy of one passage in very many notes costs.
void widespread() {
  std::mt19937_64 random(41);
  const std::string stock = bench::made_passage(random);
  std::vector<chart::CopyIndex::Change> changes;
  constexpr std::size_t notes = 20'000;
  for (std::size_t i = 0; i != notes; ++i) {
    const std::string path = "mrn-" + std::to_string(i) + "/a.pnote";
    changes.push_back(
        change({path, "---\nclient: " + std::to_string(i) + "\ndate: 2026-01-02\n---\n## Data\n" + stock + "\n"}));
  }
  const auto index = chart::CopyIndex().with(std::move(changes));
  const auto note = note_of(text::Text("## Data\n" + stock + "\n"));
  const auto content = chart::passages_of(*note).front().content;
  std::vector<double> times;
  std::size_t found = 0;
  for (int i = 0; i != 200; ++i) {
    const auto begin = thread_time();
    found = index.find(*content, "", 0.5).size();
    times.push_back(microseconds_since(begin));
  }
  std::printf("one passage in %zu notes: find p50 %.1f us, %zu told\n", notes, median(times), found);
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t most = 100'000;
  std::string_view part;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--notes") == 0) most = std::strtoul(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--part") == 0) part = argv[i + 1];
  }
  if (most < 1000) {
    std::fprintf(stderr,
                 "usage: bench_copied [--notes N] [--part memory|recall|alarms|growth]   (1000 notes or more)\n");
    return 2;
  }
  const auto wanted = [part](std::string_view name) { return part.empty() || part == name; };
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  if (wanted("memory")) memory(most);
  if (wanted("recall")) recall();
  if (wanted("alarms")) alarms();
  if (wanted("growth")) {
    widespread();
    growth(most);
  }
  return 0;
}
