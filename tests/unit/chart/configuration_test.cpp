// Which notewell.toml holds for a folder, and when it is read again.

#include "chart/configuration.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>

#include "chart/editor_settings.hpp"

using namespace notewell;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for each test, gone with it.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("notewell-configuration-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "practice" / "charts" / "one");
    path_ = fs::canonical(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  [[nodiscard]] fs::path operator/(std::string_view name) const { return path_ / name; }
  void write(std::string_view name, std::string_view text) const { std::ofstream(path_ / name) << text; }

 private:
  fs::path path_;
};

chart::ConfigurationOf finder(const Folder& folder, const std::string& profile = {}, const fs::path& file = {}) {
  const auto knowledge = lint::builtin_knowledge();
  return chart::configurations(knowledge, {.profile = profile.empty() ? nullptr : knowledge->profiles.at(profile),
                                           .file = file,
                                           .top = folder / "practice"});
}

}  // namespace

TEST_CASE("without a notewell.toml the default profile holds, or the one that was chosen") {
  const Folder folder;
  CHECK(finder(folder)(folder / "practice/charts/one")->file.empty());
  CHECK(finder(folder)(folder / "practice/charts/one")->profile->id == "default");
  CHECK(finder(folder, "optum")(folder / "practice/charts/one")->profile->id == "optum");
}

TEST_CASE("the nearest notewell.toml counts, and none above the top") {
  const Folder folder;
  const auto of = finder(folder);
  folder.write("notewell.toml", "profile = \"medicare\"");
  CHECK(of(folder / "practice/charts/one")->profile->id == "default");
  folder.write("practice/notewell.toml", "profile = \"optum\"");
  CHECK(of(folder / "practice/charts/one")->profile->id == "optum");
  CHECK(of(folder / "practice/charts/one") == of(folder / "practice/charts"));
  folder.write("practice/charts/one/notewell.toml", "profile = \"private-pay\"");
  CHECK(of(folder / "practice/charts/one")->profile->id == "private-pay");
  CHECK(of(folder / "practice/charts/one")->file == folder / "practice/charts/one/notewell.toml");
  CHECK(of(folder / "practice/charts/nothing/there/yet")->profile->id == "optum");
  fs::remove(folder / "practice/charts/one/notewell.toml");
  CHECK(of(folder / "practice/charts/one")->profile->id == "optum");
}

TEST_CASE("the index is kept on disk where a notewell.toml or the editor says so") {
  const Folder folder;
  const auto of = finder(folder);
  const auto caches = [&](const chart::ConfigurationOf& known) {
    return known(folder / "practice/charts/one")->caches_index;
  };
  CHECK_FALSE(caches(of));
  CHECK(caches(chart::with_settings(of, "index = {\"cache\" = true}\n")));
  folder.write("practice/notewell.toml", "[index]\ncache = true\n");
  CHECK(caches(of));
  CHECK(of(folder / "practice/charts/one")->problems.empty());
  CHECK(caches(chart::with_settings(of, "dates = \"day first\"\n")));
  CHECK_FALSE(caches(chart::with_settings(of, "index = {\"cache\" = false}\n")));
  folder.write("practice/notewell.toml", "[index]\ncache = \"yes\"\nfolder = \"x\"\n");
  const auto wrong = of(folder / "practice/charts/one");
  CHECK_FALSE(wrong->caches_index);
  REQUIRE(wrong->problems.size() == 2);
  CHECK(wrong->problems[0].remedy == "Write true or false.");
}

TEST_CASE("a folder may be named relative to the current one, which has no name") {
  const Folder folder;
  folder.write("practice/notewell.toml", "profile = \"optum\"");
  const fs::path before = fs::current_path();
  fs::current_path(folder / "practice/charts");
  CHECK(finder(folder)({})->profile->id == "optum");
  CHECK(finder(folder)("one")->profile->id == "optum");
  CHECK(finder(folder)("../charts/./one")->profile->id == "optum");
  fs::current_path(before);
}

TEST_CASE("a folder of that name is no settings file") {
  const Folder folder;
  fs::create_directory(folder / "practice/notewell.toml");
  CHECK(finder(folder)(folder / "practice")->file.empty());
}

TEST_CASE("a chosen file counts instead of the nearest, a chosen profile instead of the one it names") {
  const Folder folder;
  folder.write("practice/notewell.toml", "profile = \"optum\"");
  folder.write("strict.toml", "profile = \"medicare\"\n[rules]\nclient-missing = \"error\"\n");
  CHECK(finder(folder, "", folder / "strict.toml")(folder / "practice")->profile->id == "medicare");
  const auto both = finder(folder, "medicaid-texas", folder / "strict.toml")(folder / "practice");
  CHECK(both->profile->id == "medicaid-texas");
  CHECK(both->profile->severities.at("client-missing").by == "strict.toml");
}

TEST_CASE("a file is read again when it changed, and only then") {
  const Folder folder;
  const auto of = finder(folder);
  folder.write("practice/notewell.toml", "profile = \"optum\"");
  const auto first = of(folder / "practice");
  CHECK(of(folder / "practice") == first);
  folder.write("practice/notewell.toml", "profile = \"medicare\"");
  const auto second = of(folder / "practice");
  CHECK(second->profile->id == "medicare");
  CHECK(first->profile->id == "optum");
}

TEST_CASE("mistakes are told with the file, and what can't be read is told as a whole") {
  const Folder folder;
  folder.write("practice/notewell.toml", "profile = \"optom\"\n[rules]\nclient-missing = \"error\"\n");
  const auto configuration = finder(folder)(folder / "practice");
  REQUIRE(configuration->problems.size() == 1);
  CHECK(configuration->problems.front().file == (folder / "practice/notewell.toml").string());
  CHECK(configuration->problems.front().line == 1);
  CHECK(configuration->profile->severities.contains("client-missing"));

  const auto absent = finder(folder, "", folder / "absent.toml")(folder / "practice");
  REQUIRE(absent->problems.size() == 1);
  CHECK(absent->problems.front().line == 0);
  CHECK(absent->profile->id == "default");

  folder.write("practice/notewell.toml", std::string((1U << 20U) + 1, '#'));
  REQUIRE(finder(folder)(folder / "practice")->problems.size() == 1);
  folder.write("practice/notewell.toml", "");
  CHECK(finder(folder)(folder / "practice")->problems.empty());
}

TEST_CASE("many threads that ask at once get one answer") {
  const Folder folder;
  folder.write("practice/notewell.toml", "profile = \"optum\"");
  const auto of = finder(folder);
  std::vector<std::shared_ptr<const chart::Configuration>> answers(8);
  {
    std::vector<std::jthread> threads;
    for (auto& answer : answers) threads.emplace_back([&] { answer = of(folder / "practice/charts"); });
  }
  for (const auto& answer : answers) CHECK(answer == answers.front());
}
