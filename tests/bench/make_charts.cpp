// Writes invented charts: plans and notes with things wrong at known places, and the list of these as JSON.
//
//   make_charts DIR [--notes N] [--seed S]
//
// DIR must not exist yet. The list is DIR/planted.json.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <boost/json.hpp>

#include "bench/charts.hpp"

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace notewell;

int write(const fs::path& folder, const bench::ChartsWanted& wanted) {
  if (fs::exists(folder)) {
    std::fprintf(stderr, "%s is there already\n", folder.c_str());
    return 2;
  }
  const bench::MadeCharts charts = bench::made_charts(wanted);
  for (const bench::MadeFile& file : charts.files) {
    const fs::path path = folder / file.path;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << file.text;
  }
  std::ofstream list(folder / "planted.json", std::ios::binary);
  list << "[";
  const char* comma = "\n";
  for (const bench::Planted& one : charts.planted) {
    json::object entry = {{"kind", one.kind}, {"path", one.path}, {"line", one.line}};
    if (!one.from.empty()) {
      entry["from"] = one.from;
      entry["fromLine"] = one.from_line;
    }
    entry["detail"] = one.detail;
    entry["rule"] = one.rule;
    list << comma << json::serialize(entry);
    comma = ",\n";
  }
  list << "\n]\n";
  std::printf("%zu files, %zu planted\n", charts.files.size(), charts.planted.size());
  return list.good() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  bench::ChartsWanted wanted{.faults = 0.05, .full_days = 0.2};
  for (int i = 2; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--notes") == 0) wanted.notes = std::strtoul(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--seed") == 0) wanted.seed = std::strtoul(argv[i + 1], nullptr, 10);
  }
  if (argc < 2 || argv[1][0] == '-' || wanted.notes == 0) {
    std::fprintf(stderr, "usage: make_charts DIR [--notes N] [--seed S]\n");
    return 2;
  }
  return write(argv[1], wanted);
}
