#pragma once
// Which notes lie in a folder and below it, as .gitignore and .notewellignore allow: one way for the command line and
// the server.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "chart/ignore.hpp"

namespace notewell::chart {

/// Whether a file of this name is a note: *.pnote and *.note.md, in upper or lower case.
[[nodiscard]] bool is_note_name(std::string_view name);

/// The content of an ignore file; nullopt: it could not be read, and counts as empty.
using ReadIgnoreFile = std::function<std::optional<std::string>(const std::filesystem::path& file)>;

/// The ignore files that hold for a folder, outermost first.
class Ignores {
 public:
  /// Those of `folder`, which is real and absolute, and of the folders above it up to the repository's root or, outside
  /// one, `top` if that lies above.
  static Ignores holding_for(const std::filesystem::path& folder, const std::filesystem::path& top,
                             const ReadIgnoreFile& read);
  /// The ignore files of `name`, a folder in this one, on top of those that hold here.
  [[nodiscard]] Ignores below(const std::filesystem::path& folder, const std::string& name,
                              const ReadIgnoreFile& read) const;
  /// Whether they leave out the file or folder of this name in the folder that they hold for.
  [[nodiscard]] bool leave_out(const std::string& name, bool is_folder) const;

 private:
  struct File {
    std::size_t folder_size = 0;  // bytes of `from_top_` that lead to the file's folder, the last '/' included
    std::shared_ptr<const IgnorePatterns> patterns;
  };
  void add(const std::filesystem::path& folder, const ReadIgnoreFile& read);

  std::string from_top_;  // what leads from the top to the folder, with '/' at its end
  std::vector<File> files_;
};

/// Goes through a folder step by step, so that a long search can pause. Links to files are followed, links to folders
/// are not (so no circle can catch it), and .git is never entered.
class NoteSearch {
 public:
  enum class Trouble : std::uint8_t { unreadable, leads_to_nothing, no_file };
  struct Problem {
    std::string path;
    Trouble trouble = Trouble::unreadable;
    std::error_code error;  // of what is unreadable
  };

  /// `folder` exists; `shown` is put before the paths found ("" for none, else with '/' at its end).
  NoteSearch(const std::filesystem::path& folder, std::string shown, const std::filesystem::path& top,
             ReadIgnoreFile read);

  /// Looks at up to `entries` more of what lies there. False: all has been looked at.
  bool advance(std::size_t entries);

  std::vector<std::string> paths;  // found so far; a caller may take them
  std::vector<Problem> problems;

 private:
  struct Level {
    std::filesystem::path folder;
    std::string shown;
    Ignores ignores;
    std::filesystem::directory_iterator next;
  };
  void enter(std::filesystem::path folder, std::string shown, Ignores ignores);
  void look_at(const std::filesystem::directory_entry& entry);

  ReadIgnoreFile read_;
  std::vector<Level> levels_;  // from the folder down to the one in hand
};

/// Whether a search of `root` would come upon `file`, which lies below it; both real and absolute.
[[nodiscard]] bool would_find(const std::filesystem::path& root, const std::filesystem::path& file,
                              const ReadIgnoreFile& read);

}  // namespace notewell::chart
