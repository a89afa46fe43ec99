// What a workspace costs as it grows: indexing it, typing in it meanwhile and after, looking across it, checking it.
// And of what the charts' maker made wrong at known places, how much `check` finds, and what it finds where nothing is
// wrong.
//
//   bench_scale NOTEWELL FLOOR [--quick] [--notes N]…
//
// Sizes are 1,000, 10,000 and 100,000 notes; with --quick 1,000 and 4,000. Beside each cost stands its budget; absolute
// times depend on the machine and on who else uses it, slopes and what stands above the floor less so. A slope of 1 is
// linear in the number of notes.

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "bench/charts.hpp"
#include "bench/percentile.hpp"
#include "bench/typing.hpp"

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace notewell::bench;
using Clock = std::chrono::steady_clock;

constexpr const char* today = "2026-11-23";  // after all that is made

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Charts on disk, gone with it.
class Workspace {
 public:
  explicit Workspace(std::size_t notes) {
    std::string name = (fs::temp_directory_path() / "notewell-scale-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::exit(2);
    folder_ = fs::canonical(name);
    MadeCharts charts = made_charts({.notes = notes, .seed = 11, .faults = 0.05, .full_days = 0.2});
    for (const MadeFile& file : charts.files) {
      const fs::path path = folder_ / file.path;
      fs::create_directories(path.parent_path());
      std::ofstream(path, std::ios::binary) << file.text;
      bytes_ += file.text.size();
      if (first_note_.empty() && !file.path.ends_with("plan.pnote")) {
        first_note_ = path.string();
        first_text_ = file.text;
      }
    }
    files_ = charts.files.size();
    planted_ = std::move(charts.planted);
  }
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  ~Workspace() {
    std::error_code error;
    fs::remove_all(folder_, error);
  }

  [[nodiscard]] std::string folder() const { return folder_.string(); }
  [[nodiscard]] std::size_t files() const { return files_; }
  [[nodiscard]] double megabytes() const { return static_cast<double>(bytes_) / 1e6; }
  [[nodiscard]] const std::string& first_note() const { return first_note_; }
  [[nodiscard]] const std::string& first_text() const { return first_text_; }
  [[nodiscard]] const std::vector<Planted>& planted() const { return planted_; }

 private:
  fs::path folder_;
  std::string first_note_;
  std::string first_text_;
  std::size_t files_ = 0;
  std::size_t bytes_ = 0;
  std::vector<Planted> planted_;
};

/// What was measured at one size.
struct Costs {
  double files = 0;
  double megabytes = 0;
  double index_seconds = 0;
  double index_cpu = 0;
  double bytes_a_file = 0;                 // of memory
  std::vector<double> while_indexing;      // p50, p99 in ms: ours, then the floor's
  std::vector<double> after;               // the same
  std::map<std::string, double> look_ups;  // p50 in ms
  double check_seconds = 0;
  double check_cpu = 0;
};

/// Where `what` stands first.
Place place_of(const std::string& text, std::string_view what) {
  const std::size_t at = std::min(text.find(what), text.size());
  const std::size_t line_start = text.rfind('\n', at) + 1;
  return {
      .line = static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')),
      .column = at - line_start + 1};
}

/// Letters typed into both servers in turns; p50 and p99 of ours, then of the floor.
class Typing {
 public:
  Typing(TypingSession& ours, TypingSession& least, const std::string& text)
      : ours_(ours), least_(least), places_(places_in(text)) {}

  void type() {
    const Place place = places_[random_() % places_.size()];
    for (const bool insert : {true, false}) {
      our_times_.push_back(ours_.keystroke(place, insert));
      least_times_.push_back(least_.keystroke(place, insert));
    }
  }
  std::vector<double> take() {
    std::vector<double> out;
    for (auto* times : {&our_times_, &least_times_}) {
      out.push_back(percentile(*times, 0.5));
      out.push_back(percentile(*times, 0.99));
      times->clear();
    }
    return out;
  }

 private:
  TypingSession& ours_;
  TypingSession& least_;
  std::vector<Place> places_;
  std::mt19937 random_{1};
  std::vector<Milliseconds> our_times_;
  std::vector<Milliseconds> least_times_;
};

constexpr const char* all_symbols = R"({"query":"no client has this name"})";  // is answered when the index is built

/// The server alone with the folder: how fast, and what it holds then.
void measure_index(const std::vector<std::string>& server, const Workspace& workspace, Costs& costs) {
  const auto resident = [](LspClient& client) { return static_cast<double>(client.resident_kib()) * 1024; };
  double empty = 0;
  {
    TypingSession alone(server, workspace.first_text());
    empty = resident(alone.client());
  }
  LspClient client(server);
  client.request("initialize", initialize_params(workspace.folder()));
  const double cpu = client.cpu_seconds();
  const auto begin = Clock::now();
  client.notify("initialized", "{}");
  client.request("workspace/symbol", all_symbols);
  costs.index_seconds = seconds_since(begin);
  costs.index_cpu = client.cpu_seconds() - cpu;
  costs.bytes_a_file = std::max(0.0, resident(client) - empty) / costs.files;
}

void measure_editing(const std::vector<std::string>& server, const std::vector<std::string>& floor,
                     const Workspace& workspace, int rounds, Costs& costs) {
  TypingSession least(floor, workspace.first_text());
  TypingSession ours(server, workspace.first_text(), workspace.folder(), workspace.first_note());
  Typing typing(ours, least, workspace.first_text());
  const std::uint64_t indexed = ours.client().ask("workspace/symbol", all_symbols);
  do {
    typing.type();
  } while (!ours.client().is_answered(indexed));
  costs.while_indexing = typing.take();
  for (int i = 0; i != rounds; ++i) typing.type();
  costs.after = typing.take();
  const Place goal = place_of(workspace.first_text(), "@G");
  for (const auto& [name, method, more] : std::vector<std::array<const char*, 3>>{
           {"definition of a goal", "textDocument/definition", ""},
           {"references to a goal", "textDocument/references", R"(,"context":{"includeDeclaration":true})"},
           {"hover on a goal", "textDocument/hover", ""},
           {"completion of goals", "textDocument/completion", ""}}) {
    std::vector<Milliseconds> times;
    for (int i = 0; i != rounds; ++i) times.push_back(ours.ask(method, goal, more));
    costs.look_ups[name] = percentile(times, 0.5);
  }
  std::vector<Milliseconds> times;
  for (int i = 0; i != std::max(5, rounds / 10); ++i) {
    const auto begin = Clock::now();
    ours.client().request("workspace/symbol", R"({"query":"MRN-00001"})");
    times.push_back(Clock::now() - begin);
  }
  costs.look_ups["workspace symbols by name"] = percentile(times, 0.5);
}

std::string check_command(const std::string& notewell, const Workspace& workspace, const std::string& more) {
  return notewell + " check --fail-on never --now " + today + " " + more + " " + workspace.folder();
}

/// Throws if it fails: then nothing that follows is worth measuring.
void run(const std::string& command) {
  if (const int status = std::system(command.c_str()); status != 0)
    throw std::runtime_error("status " + std::to_string(status) + " of: " + command);
}

void measure_check(const std::string& notewell, const Workspace& workspace, Costs& costs) {
  const auto used = [] {
    rusage children{};
    ::getrusage(RUSAGE_CHILDREN, &children);
    const auto seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(children.ru_utime) + seconds(children.ru_stime);
  };
  const double before = used();
  const auto begin = Clock::now();
  run(check_command(notewell, workspace, "--format json") + " > /dev/null");
  costs.check_seconds = seconds_since(begin);
  costs.check_cpu = used() - before;
}

/// How a rule did against what was planted for it.
struct Tally {
  std::size_t planted = 0;
  std::size_t found = 0;     // in the file
  std::size_t at_place = 0;  // of these, on the very line
  std::size_t others = 0;    // findings of the rule in files where nothing was planted for it
};

void measure_planted(const std::string& notewell, const Workspace& workspace) {
  const std::string list = workspace.folder() + "/findings.json";
  run(check_command(notewell, workspace, "--format json") + " > " + list);
  std::ifstream stream(list, std::ios::binary);
  const json::value checked = json::parse(std::string{std::istreambuf_iterator<char>(stream), {}});
  using Where = std::pair<std::string, std::string>;  // file and rule
  std::map<Where, std::set<std::int64_t>> findings;   // lines, 1-based
  std::map<std::string, std::size_t> unplanned;       // of rules for which nothing was planted
  std::set<std::string> rules;
  for (const Planted& one : workspace.planted()) rules.insert(one.rule);
  for (const json::value& file : checked.at("files").as_array()) {
    std::string path(file.at("path").as_string());
    path.erase(0, workspace.folder().size() + 1);
    for (const json::value& one : file.at("diagnostics").as_array()) {
      std::string rule(one.at("rule").as_string());
      if (!rules.contains(rule)) {
        ++unplanned[rule];
        continue;
      }
      findings[{path, std::move(rule)}].insert(one.at("range").at("start").at("line").as_int64() + 1);
    }
  }
  std::map<Where, Tally> tallies;  // by kind and rule
  std::map<std::string, Tally> by_rule;
  std::set<Where> planted_at;
  for (const Planted& one : workspace.planted()) {
    Tally& tally = tallies[{one.kind, one.rule}];
    ++tally.planted;
    planted_at.insert({one.path, one.rule});
    const auto found = findings.find({one.path, one.rule});
    if (found == findings.end()) continue;
    ++tally.found;
    tally.at_place += found->second.contains(static_cast<std::int64_t>(one.line)) ? 1 : 0;
  }
  std::map<std::string, std::size_t> others;
  std::map<std::string, std::string> example;
  for (const auto& [where, lines] : findings) {
    if (planted_at.contains(where)) continue;
    others[where.second] += lines.size();
    example.try_emplace(where.second, where.first);
  }
  std::printf("\nWhat was planted in %zu files, and what check finds\n", workspace.files());
  std::printf("%-30s %-30s %8s %7s %9s\n", "kind", "rule", "planted", "found", "its line");
  std::size_t planted = 0;
  std::size_t found = 0;
  for (const auto& [kind, tally] : tallies) {
    std::printf("%-30s %-30s %8zu %7zu %9zu\n", kind.first.c_str(), kind.second.c_str(), tally.planted, tally.found,
                tally.at_place);
    planted += tally.planted;
    found += tally.found;
  }
  std::printf("%-30s %-30s %8zu %7zu\n", "all", "", planted, found);
  std::size_t false_alarms = 0;
  for (const auto& [rule, count] : others) {
    std::printf("not planted: %-30s %8zu, as in %s\n", rule.c_str(), count, example.at(rule).c_str());
    false_alarms += count;
  }
  std::printf("findings of these rules where nothing was planted: %zu\n", false_alarms);
  std::printf("other rules, which judge the made-up narrative itself:");
  for (const auto& [rule, count] : unplanned) std::printf(" %s %zu", rule.c_str(), count);
  std::printf("\n");
}

/// The slope of log cost over log notes, by least squares.
double slope(const std::vector<Costs>& all, double (*cost)(const Costs&)) {
  double n = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double xy = 0;
  for (const Costs& one : all) {
    const double a = std::log(one.files);
    const double b = std::log(std::max(1e-9, cost(one)));
    n += 1;
    x += a;
    y += b;
    xx += a * a;
    xy += a * b;
  }
  return (n * xy - x * y) / (n * xx - x * x);
}

void row(const std::vector<Costs>& all, const char* what, const char* unit, double budget, bool at_least,
         double (*cost)(const Costs&), bool sloped = true) {
  std::printf("%-46s %-8s", what, unit);
  for (const Costs& one : all) std::printf(" %10.3f", cost(one));
  if (budget != 0) {
    const double last = cost(all.back());
    std::printf("  %s%g: %.2f x", at_least ? "≥ " : "≤ ", budget, last / budget);
  } else {
    std::printf("  %12s", "");
  }
  if (sloped && all.size() > 1) std::printf("  slope %.2f", slope(all, cost));
  std::printf("\n");
}

void print(const std::vector<Costs>& all) {
  std::printf("%-46s %-8s", "", "");
  for (const Costs& one : all) std::printf(" %10.0f", one.files);
  std::printf("  files; budget and ratio at the largest\n");
  row(
      all, "size", "MB", 0, false, [](const Costs& one) { return one.megabytes; }, false);
  row(all, "index", "s", 0, false, [](const Costs& one) { return one.index_seconds; });
  row(all, "index, time of all threads", "s", 0, false, [](const Costs& one) { return one.index_cpu; });
  row(
      all, "index rate", "MB/s", 20, true, [](const Costs& one) { return one.megabytes / one.index_seconds; }, false);
  row(
      all, "index rate, of one core's time", "MB/s", 0, true,
      [](const Costs& one) { return one.megabytes / std::max(0.01, one.index_cpu); }, false);
  row(
      all, "index rate", "files/s", 0, true, [](const Costs& one) { return one.files / one.index_seconds; }, false);
  row(
      all, "memory of the index", "B/file", 2048, false, [](const Costs& one) { return one.bytes_a_file; }, false);
  row(
      all, "keystroke while indexing, p50", "ms", 0, false, [](const Costs& one) { return one.while_indexing[0]; },
      false);
  row(
      all, "  above the floor", "ms", 0.2, false,
      [](const Costs& one) { return one.while_indexing[0] - one.while_indexing[2]; }, false);
  row(
      all, "keystroke while indexing, p99", "ms", 0, false, [](const Costs& one) { return one.while_indexing[1]; },
      false);
  row(
      all, "  above the floor", "ms", 1, false,
      [](const Costs& one) { return one.while_indexing[1] - one.while_indexing[3]; }, false);
  row(all, "keystroke after, p50", "ms", 0, false, [](const Costs& one) { return one.after[0]; });
  row(
      all, "  above the floor", "ms", 0.2, false, [](const Costs& one) { return one.after[0] - one.after[2]; }, false);
  row(all, "keystroke after, p99", "ms", 0, false, [](const Costs& one) { return one.after[1]; });
  row(
      all, "  above the floor", "ms", 1, false, [](const Costs& one) { return one.after[1] - one.after[3]; }, false);
  for (const auto& [name, unused] : all.front().look_ups) {
    static std::string which;
    which = name;
    row(all, (name + ", p50").c_str(), "ms", 0, false, [](const Costs& one) { return one.look_ups.at(which); });
  }
  row(all, "check, cold", "s", 0, false, [](const Costs& one) { return one.check_seconds; });
  row(all, "check, time of all threads", "s", 0, false, [](const Costs& one) { return one.check_cpu; });
  row(
      all, "check rate", "MB/s", 40, true, [](const Costs& one) { return one.megabytes / one.check_seconds; }, false);
}

int measure(int argc, char** argv) {
  std::vector<std::size_t> sizes;
  bool quick = false;
  for (int i = 3; i < argc; ++i) {
    if (std::strcmp(argv[i], "--quick") == 0) quick = true;
    if (std::strcmp(argv[i], "--notes") == 0 && i + 1 < argc) sizes.push_back(std::strtoul(argv[++i], nullptr, 10));
  }
  if (argc < 3 || std::ranges::find(sizes, 0U) != sizes.end()) {
    std::fprintf(stderr, "usage: bench_scale NOTEWELL FLOOR [--quick] [--notes N]...\n");
    return 2;
  }
  if (sizes.empty())
    sizes = quick ? std::vector<std::size_t>{1'000, 4'000} : std::vector<std::size_t>{1'000, 10'000, 100'000};
  const std::string notewell = argv[1];
  const std::vector<std::string> server{notewell, "lsp", "--stdio"};
  const std::vector<std::string> floor{argv[2]};
  std::vector<Costs> all;
  for (const std::size_t notes : sizes) {
    const Workspace workspace(notes);
    Costs costs{.files = static_cast<double>(workspace.files()), .megabytes = workspace.megabytes()};
    measure_index(server, workspace, costs);
    measure_editing(server, floor, workspace, quick ? 30 : 300, costs);
    measure_check(notewell, workspace, costs);
    all.push_back(std::move(costs));
    if (notes == sizes.front()) measure_planted(notewell, workspace);
  }
  std::printf("\n");
  print(all);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return measure(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_scale: %s\n", error.what());
    return 1;
  }
}
