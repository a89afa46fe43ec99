#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "chart/note_search.hpp"
#include "cli/find_notes.hpp"
#include "cli/read_note.hpp"

using namespace notewell::cli;
namespace fs = std::filesystem;
using Paths = std::vector<std::string>;

namespace {

/// A folder that is gone when the test is; the current folder meanwhile.
class Folder {
 public:
  Folder() : before_(fs::current_path()) {
    std::string name = (fs::temp_directory_path() / "notewell-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
    fs::current_path(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    fs::current_path(before_);
    std::error_code error;
    fs::remove_all(path_, error);
  }
  void write(const fs::path& name, const std::string& bytes = "") const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }

 private:
  fs::path before_;
  fs::path path_;
};

Paths found(const Paths& paths = {}) {
  FoundNotes notes = find_notes(paths);
  for (const Error& problem : notes.problems) notes.paths.push_back("! " + problem.where + ' ' + problem.what);
  return notes.paths;
}

std::string problem_of(const Outcome<std::string>& outcome) {
  const auto* problem = std::get_if<Error>(&outcome);
  return problem == nullptr ? "" : problem->where + ": " + problem->what;
}

}  // namespace

TEST_CASE("Notes are told by their names") {
  CHECK(notewell::chart::is_note_name("a.pnote"));
  CHECK(notewell::chart::is_note_name("A.PNOTE"));
  CHECK(notewell::chart::is_note_name("a.note.md"));
  CHECK_FALSE(notewell::chart::is_note_name("a.md"));
  CHECK_FALSE(notewell::chart::is_note_name("pnote"));
}

TEST_CASE("Folders are searched for notes, in order, each found once") {
  const Folder folder;
  folder.write("b/2.pnote");
  folder.write("b/1.note.md");
  folder.write("a.pnote");
  folder.write("readme.md");
  folder.write(".git/x.pnote");
  CHECK(found() == Paths{"a.pnote", "b/1.note.md", "b/2.pnote"});
  CHECK(found({"."}) == found());
  CHECK(found({"./b/", "b/2.pnote", "b"}) == Paths{"b/1.note.md", "b/2.pnote"});
  CHECK(found({"readme.md"}) == Paths{"readme.md"});
  CHECK(found({"none", "a.pnote"}) == Paths{"a.pnote", "! none does not exist"});
}

TEST_CASE("Ignore files hold for their folder and all below it, the deeper one wins") {
  const Folder folder;
  folder.write(".gitignore", "old/\n*.draft.pnote\n");
  folder.write(".notewellignore", "/closed\n");
  folder.write("old/1.pnote");
  folder.write("closed/1.pnote");
  folder.write("open/closed/1.pnote");
  folder.write("open/x.draft.pnote");
  folder.write("open/.gitignore", "!x.draft.pnote\n/z.pnote\n");
  folder.write("open/z.pnote");
  CHECK(found() == Paths{"open/closed/1.pnote", "open/x.draft.pnote"});
  SECTION("from the current folder down, when a folder in it is named") {
    CHECK(found({"open"}) == Paths{"open/closed/1.pnote", "open/x.draft.pnote"});
  }
  SECTION("but what is named outright is read") {
    CHECK(found({"old", "open/z.pnote"}) == Paths{"old/1.pnote", "open/z.pnote"});
  }
}

TEST_CASE("In a repository, ignore files hold from its root down") {
  const Folder folder;
  folder.write("repo/.git/HEAD");
  folder.write("repo/.gitignore", "/charts/old/\n");
  folder.write("repo/charts/old/1.pnote");
  folder.write("repo/charts/new/1.pnote");
  fs::current_path("repo/charts");
  CHECK(found() == Paths{"new/1.pnote"});
  CHECK(found({"../../repo"}) == Paths{"../../repo/charts/new/1.pnote"});
}

TEST_CASE("Links: to files followed, to folders not, to nothing or in circles told") {
  const Folder folder;
  folder.write("a/1.pnote");
  fs::create_symlink("1.pnote", "a/link.pnote");
  fs::create_directory_symlink("..", "a/up");
  fs::create_symlink("gone", "a/nothing.pnote");
  fs::create_symlink("circle.pnote", "a/circle.pnote");
  CHECK(found() == Paths{"a/1.pnote", "a/link.pnote", "! a/circle.pnote is a symbolic link that leads back to itself",
                         "! a/nothing.pnote leads to nothing"});
  CHECK(found({"a/up/a/1.pnote"}) == Paths{"a/up/a/1.pnote"});
}

TEST_CASE("A note is read whole, whatever its bytes") {
  const Folder folder;
  const std::string bytes("# Data\r\n\xFF one stray \0 byte", 26);
  folder.write("a.pnote", bytes);
  CHECK(std::get<std::string>(read_note("a.pnote")) == bytes);
  std::istringstream stream(bytes);
  CHECK(std::get<std::string>(read_note(stream, "x")) == bytes);
}

TEST_CASE("What is no note is refused with its path and the reason") {
  const Folder folder;
  fs::create_directory("folder");
  folder.write("utf16.pnote", std::string("D\0a\0t\0a\0\n\0C\0l\0i\0e\0n\0t\0", 22));
  folder.write("large.pnote");
  fs::resize_file("large.pnote", largest_note + 1);
  CHECK(problem_of(read_note("folder")) == "folder: is a folder");
  CHECK(problem_of(read_note("none.pnote")) == "none.pnote: does not exist");
  CHECK(problem_of(read_note("utf16.pnote")) == "utf16.pnote: is not text in UTF-8");
  CHECK(problem_of(read_note("large.pnote")) == "large.pnote: is larger than 16 MiB");
  std::istringstream large(std::string(largest_note + 1, 'x'));
  CHECK(problem_of(read_note(large, "-")) == "-: is larger than 16 MiB");
  fs::resize_file("large.pnote", largest_note);
  CHECK(problem_of(read_note("large.pnote")) == "large.pnote: is not text in UTF-8");  // nothing but NULs
}
