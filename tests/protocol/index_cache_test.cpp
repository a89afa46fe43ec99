// The index on disk, for who asks for it: where it is, when it is there, and that nothing else changes by it.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "charts.hpp"

namespace {

/// A cache folder of the test's own.
class Cache {
 public:
  Cache() {
    if (const char* set = std::getenv("XDG_CACHE_HOME")) before_ = set;
    ::setenv("XDG_CACHE_HOME", folder_.path("cache").c_str(), 1);
  }
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;
  ~Cache() {
    if (before_.empty()) {
      ::unsetenv("XDG_CACHE_HOME");
    } else {
      ::setenv("XDG_CACHE_HOME", before_.c_str(), 1);
    }
  }
  [[nodiscard]] std::string path() const { return folder_.path("cache/notewell"); }
  /// Empty: nothing is kept.
  [[nodiscard]] std::string file() const {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(path(), error)) {
      if (entry.path().extension() != ".new") return entry.path().string();
    }
    return {};
  }
  /// Waits for the file, which is written behind the answers; false after some seconds without one.
  [[nodiscard]] bool is_written() const {
    using namespace std::chrono_literals;
    for (int i = 0; i != 1000 && file().empty(); ++i) std::this_thread::sleep_for(10ms);
    return !file().empty();
  }

 private:
  Charts folder_;
  std::string before_;
};

}  // namespace

TEST_CASE("the index is kept on disk where the settings say so, and nowhere else") {
  const Cache cache;
  const Charts charts;
  write_chart(charts);
  std::vector<std::string> cold;
  {
    Editor editor({.folders = {charts.path()}});
    cold = symbols(editor, "");
  }
  CHECK(!std::filesystem::exists(cache.path()));
  charts.write("notewell.toml", "[index]\ncache = true\n");
  for (int i = 0; i != 3; ++i) {
    Editor editor({.folders = {charts.path()}});
    CHECK(symbols(editor, "") == cold);
    CHECK(cache.is_written());  // an editor that leaves sooner keeps nothing
  }

  SECTION("what was damaged is made anew, and the log says so") {
    std::filesystem::resize_file(cache.file(), std::filesystem::file_size(cache.file()) - 1);
    Editor editor({.folders = {charts.path()}});
    CHECK(symbols(editor, "") == cold);
    const json::object logged = editor.next("window/logMessage");
    CHECK(logged.at("params").at("message").as_string().find("damaged") != std::string::npos);
  }
}

TEST_CASE("an editor's settings can ask for the index on disk") {
  const Cache cache;
  const Charts charts;
  write_chart(charts);
  {
    Editor editor({.folders = {charts.path()}, .options = {{"index", {{"cache", true}}}}});
    CHECK(symbols(editor, "mrn").size() == 5);
  }
  CHECK(!cache.file().empty());
}
