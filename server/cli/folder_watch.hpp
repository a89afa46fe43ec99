#pragma once
// Waits until something below some folders may have changed. Where the system tells of changes (inotify on Linux) that
// is at once; else, or where there are more folders than it takes, they are looked at every second.

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace notewell::cli {

class FolderWatch {
 public:
  /// Files, and folders with all below them that no ignore file leaves out; none: the current folder.
  FolderWatch(std::vector<std::string> paths, bool poll);
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;
  ~FolderWatch();

  /// Takes in the folders that there are now. What happens from here on ends the next wait().
  void arm();

  enum class Woken { by_change, by_end };
  /// Until something may have changed and then nothing did for a moment (an editor saves in several steps), or until
  /// the program is asked to end (Ctrl-C). Only while it waits is that request taken here; `begun()` is called once it
  /// is.
  [[nodiscard]] Woken wait(const std::function<void()>& begun);

  [[nodiscard]] bool polls() const;

 private:
  struct Waiting;
  std::unique_ptr<Waiting> waiting_;
};

}  // namespace notewell::cli
