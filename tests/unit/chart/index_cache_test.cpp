// What is kept of a workspace on disk: the same comes back, nothing of it reads as a note, and what is not the user's
// own, or damaged, is made anew.

#include "chart/index_cache.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include <catch2/catch.hpp>

#include "bench/charts.hpp"

using namespace notewell;
using namespace notewell::chart;
namespace fs = std::filesystem;

namespace {

constexpr auto utf16 = text::PositionEncoding::utf16;

/// Charts and a place for the cache; both are gone when the test is.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "notewell-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = fs::canonical(name);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    fs::remove_all(path, error);
  }
  void write(const fs::path& name, const std::string& bytes) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << bytes;
  }
  [[nodiscard]] fs::path cache() const { return path / "cache" / "notewell"; }
  /// The one file in the cache.
  [[nodiscard]] fs::path kept() const {
    const fs::directory_iterator files(cache());
    REQUIRE(files != fs::directory_iterator());
    return files->path();
  }
  fs::path path;
};

std::string bytes_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Configuration configuration() {
  Configuration out;
  out.knowledge = lint::builtin_knowledge();
  out.profile = out.knowledge->profiles.at("default");
  return out;
}

struct Start {
  std::vector<IndexedFile> files;
  std::size_t taken_over = 0;
  std::string problem;
};
/// What a start of the server reads of these files.
Start start(const Folder& folder, const std::vector<fs::path>& paths, std::size_t own_words = 0) {
  IndexCache cache(folder.cache(), {folder.path / "charts"});
  Start out;
  for (const fs::path& path : paths) out.files.push_back(cache.read(path, configuration(), own_words, utf16));
  cache.save();
  out.taken_over = cache.taken_over();
  out.problem = cache.problem();
  return out;
}

bool same(const std::vector<IndexedFile>& one, const std::vector<IndexedFile>& other) {
  return std::ranges::equal(one, other, [](const IndexedFile& a, const IndexedFile& b) {
    const bool facts = a.facts == b.facts || (a.facts && b.facts && *a.facts == *b.facts);
    return a.path == b.path && facts && a.passages == b.passages;
  });
}

const std::string psychotherapy =
    "---\nkind: psychotherapy-note\nclient: MRN-9\n---\nHer dream of the orchard, and what it stirred in me.\n";

/// Charts of a few clients, and a note with all that a header can have.
std::vector<fs::path> write_charts(const Folder& folder) {
  auto charts = bench::made_charts({.notes = 40, .seed = 4, .copied = 0.2});
  charts.files.push_back({"p.pnote", psychotherapy});
  charts.files.push_back({"legacy.note.md",
                          "Progress note\nClient: Jordan Delgado   DOB: 1990-02-01\nDate: 10/3/24\n\nS: PHQ-9: 14, "
                          "GAD-7 of 9. Came in “worn out”, and slept three hours on each of the nights since the "
                          "layoff was announced; ate standing up.\n"});
  std::vector<fs::path> out;
  for (const auto& file : charts.files) {
    folder.write(fs::path("charts") / file.path, file.text);
    out.push_back(folder.path / "charts" / file.path);
  }
  return out;
}

}  // namespace

TEST_CASE("the second start takes over what the first one read, and it is the same") {
  const Folder folder;
  const auto paths = write_charts(folder);
  const Start cold = start(folder, paths);
  CHECK(cold.taken_over == 0);
  CHECK(cold.problem.empty());
  const Start warm = start(folder, paths);
  CHECK(warm.taken_over == paths.size() - 1);  // but for the psychotherapy note
  CHECK(warm.problem.empty());
  CHECK(same(warm.files, cold.files));

  SECTION("a note that changed is read anew, and one that was only touched is not") {
    folder.write(paths[1].lexically_relative(folder.path), bytes_of(paths[1]) + "\nOne line more.\n");
    fs::last_write_time(paths[2], fs::file_time_type::clock::now());
    const Start third = start(folder, paths);
    CHECK(third.taken_over == paths.size() - 2);
    CHECK(start(folder, paths).taken_over == paths.size() - 1);
  }
  SECTION("other words of the practice's read every note anew") {
    CHECK(start(folder, paths, 7).taken_over == 0);
  }
  SECTION("what is gone is forgotten") {
    const auto size = fs::file_size(folder.kept());
    (void)start(folder, {paths.begin(), paths.begin() + 5});
    CHECK(fs::file_size(folder.kept()) < size / 4);
  }
}

TEST_CASE("the cache is the user's alone and holds no word of any note") {
  const Folder folder;
  const auto paths = write_charts(folder);
  (void)start(folder, paths);
  struct stat state {};
  REQUIRE(::stat(folder.cache().c_str(), &state) == 0);
  CHECK((state.st_mode & 0777) == 0700);
  REQUIRE(::stat(folder.kept().c_str(), &state) == 0);
  CHECK((state.st_mode & 0777) == 0600);
  // Four letters in a row can come about by chance among hashes; five or more of a word's would not.
  const std::string kept = bytes_of(folder.kept());
  REQUIRE(kept.size() > 10'000);
  std::size_t tried = 0;
  std::set<std::string> found;
  for (const fs::path& path : paths) {
    std::string word;
    for (const char c : bytes_of(path) + " " + path.lexically_relative(folder.path).string() + " ") {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
        word += c;
        continue;
      }
      if (word.size() > 4) {
        ++tried;
        if (kept.find(word) != std::string::npos) found.insert(word);
      }
      word.clear();
    }
  }
  CHECK(tried > 3000);
  CHECK(found == std::set<std::string>{});
}

TEST_CASE("a cache that is damaged, of another version, or not the user's alone is made anew, and that is told") {
  const Folder folder;
  const auto paths = write_charts(folder);
  const Start cold = start(folder, paths);
  const fs::path kept = folder.kept();
  const std::string whole = bytes_of(kept);
  const auto rewrite = [&](const std::string& bytes) { std::ofstream(kept, std::ios::binary) << bytes; };
  SECTION("any byte flipped, any length") {
    for (std::size_t i = 0; i < whole.size(); i += 1 + whole.size() / 60) {
      std::string damaged = whole;
      damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
      rewrite(damaged);
      const Start next = start(folder, paths);
      CHECK(same(next.files, cold.files));
      CHECK(next.taken_over == 0);
      CHECK(!next.problem.empty());
      rewrite(whole.substr(0, i));
      CHECK(same(start(folder, paths).files, cold.files));
    }
  }
  SECTION("others may read it") {
    fs::permissions(kept, fs::perms::others_read, fs::perm_options::add);
    CHECK(start(folder, paths).taken_over == 0);
  }
  SECTION("it is a link") {
    fs::rename(kept, folder.path / "elsewhere");
    fs::create_symlink(folder.path / "elsewhere", kept);
    const Start next = start(folder, paths);
    CHECK(next.taken_over == 0);
    CHECK(!next.problem.empty());
  }
  SECTION("the folder is open to others") {
    fs::permissions(folder.cache(), fs::perms::group_all, fs::perm_options::add);
    fs::remove(kept);
    CHECK(start(folder, paths).problem.find("not yours alone") != std::string::npos);
    CHECK(!fs::exists(kept));
  }
  // The next start but one is warm again, where the cache could be written.
  if (fs::exists(kept)) CHECK(start(folder, paths).taken_over == paths.size() - 1);
}
