// New files are there whole or not at all, and never in the place of others.

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "cli/replace_file.hpp"

using namespace notewell::cli;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "notewell-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    fs::permissions(path, fs::perms::owner_all, error);
    fs::remove_all(path, error);
  }
  [[nodiscard]] std::string read(const char* name) const {
    std::ifstream in(path / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  [[nodiscard]] std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(path), fs::directory_iterator());
  }

  fs::path path;
};

std::string what(const std::optional<Error>& error) {
  return error ? error->what : "";
}

}  // namespace

TEST_CASE("A new file has its bytes and the access that the system gives new files") {
  const Folder folder;
  const mode_t masked = ::umask(027);
  const auto error = create_file((folder.path / "a.pnote").string(), "# DAP\n");
  ::umask(masked);
  CHECK(what(error).empty());
  CHECK(folder.read("a.pnote") == "# DAP\n");
  CHECK(fs::status(folder.path / "a.pnote").permissions() == fs::perms(0640));
  CHECK(folder.files() == 1);
}

TEST_CASE("What is there already stays, be it a file, a folder or a link that leads nowhere") {
  const Folder folder;
  std::ofstream(folder.path / "file") << "before";
  fs::create_directory(folder.path / "folder");
  fs::create_symlink("nothing", folder.path / "link");
  for (const char* name : {"file", "folder", "link"})
    CHECK(what(create_file((folder.path / name).string(), "after")) == "is there already");
  CHECK(folder.read("file") == "before");
  CHECK_FALSE(fs::exists(folder.path / "nothing"));
  CHECK(folder.files() == 3);
}

TEST_CASE("Without a folder to stand in a file is not made") {
  const Folder folder;
  CHECK(what(create_file((folder.path / "no" / "a.pnote").string(), "x")) == "has no folder to stand in");
  CHECK(folder.files() == 0);
}
