#include "cli/replace_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "cli/read_note.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;

Error unwritable(const std::string& path, int code) {
  switch (code) {
    case ENOSPC:
    case EDQUOT:
      return {.where = path,
              .what = "could not be written, because the disk is full",
              .remedy = "It is as it was; make room, and try again."};
    case EACCES:
    case EPERM:
    case EROFS:
      return {.where = path,
              .what = "may not be changed by you",
              .remedy = "It is as it was; ask its owner for permission to change it."};
    default:
      return {.where = path,
              .what = "could not be written (" + std::generic_category().message(code) + ")",
              .remedy = "It is as it was; check the disk, and try again."};
  }
}

/// 0, or the errno of the write that failed.
int write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

/// A new file beside another one, gone again unless it takes that one's name.
class Temporary {
 public:
  explicit Temporary(const fs::path& beside) : name_((beside.parent_path() / ".notewell-XXXXXX").string()) {
    file_ = ::mkostemp(name_.data(), O_CLOEXEC);
    if (file_ < 0) problem_ = errno;
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    if (file_ < 0) return;
    ::close(file_);
    if (!renamed_) ::unlink(name_.c_str());
  }

  void write(std::string_view bytes) {
    if (problem_ == 0) problem_ = write_all(file_, bytes);
  }

  /// As accessible as `like` is. A file that belongs to somebody else may be kept from them by the system; what may be
  /// read by whom is not widened by that.
  void take_access(const struct stat& like) {
    if (problem_ != 0) return;
    constexpr mode_t permissions = 07777;
    if (::fchown(file_, like.st_uid, like.st_gid) != 0 && errno != EPERM) problem_ = errno;
    if (problem_ == 0 && ::fchmod(file_, like.st_mode & permissions) != 0) problem_ = errno;
  }

  /// As accessible as the system makes new files; until then its owner's alone (mkostemp(3)).
  void take_usual_access() {
    const mode_t masked = ::umask(0);  // reading it is setting it; no other thread of the program makes files
    ::umask(masked);
    constexpr mode_t all = 0666;
    if (problem_ == 0 && ::fchmod(file_, all & ~masked) != 0) problem_ = errno;
  }

  void sync() {
    if (problem_ == 0 && ::fsync(file_) != 0) problem_ = errno;
  }

  void rename_to(const fs::path& name) {
    if (problem_ == 0 && ::rename(name_.c_str(), name.c_str()) != 0) problem_ = errno;
    renamed_ = problem_ == 0;
  }

  /// Takes a name that nothing has, in one step; EEXIST if something has it.
  void link_to(const fs::path& name) {
    if (problem_ == 0 && ::link(name_.c_str(), name.c_str()) != 0) problem_ = errno;
  }

  /// errno of the first call that failed; 0: none did.
  [[nodiscard]] int problem() const { return problem_; }

 private:
  std::string name_;
  int file_ = -1;
  int problem_ = 0;
  bool renamed_ = false;
};

/// The new name is on the disk, too. A file system that can't do this has done what it can.
void sync_folder(const fs::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  (void)::fsync(file);
  ::close(file);
}

}  // namespace

std::optional<Error> not_rewritable(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return unreadable(path, errno);
  if (S_ISDIR(about.st_mode)) return unreadable(path, EISDIR);
  if (!S_ISREG(about.st_mode))
    return Error{.where = path, .what = "is not a plain file", .remedy = "Only notes in plain files can be rewritten."};
  return std::nullopt;
}

std::optional<Error> replace_file(const std::string& path, std::string_view before, std::string_view after) {
  if (auto problem = not_rewritable(path)) return problem;
  std::error_code error;
  const fs::path file = fs::canonical(path, error);
  if (error) return unreadable(path, error.value());
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0) return unreadable(path, errno);
  if (::access(file.c_str(), W_OK) != 0) return unwritable(path, errno);

  Temporary fresh(file);
  fresh.write(after);
  fresh.take_access(about);
  fresh.sync();
  if (fresh.problem() != 0) return unwritable(path, fresh.problem());
  const auto now = read_note(file.string());
  if (const auto* bytes = std::get_if<std::string>(&now); bytes == nullptr || *bytes != before)
    return Error{
        .where = path, .what = "was changed by somebody else meanwhile", .remedy = "It was left as it is now."};
  fresh.rename_to(file);
  if (fresh.problem() != 0) return unwritable(path, fresh.problem());
  sync_folder(file.parent_path());
  return std::nullopt;
}

namespace {

/// For file systems without links: the name is taken first, and given up again if the bytes do not fit.
int create_without_link(const fs::path& path, std::string_view bytes, Access access) {
  const mode_t mode = access == Access::usual ? 0666 : 0600;
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return errno;
  int problem = write_all(file, bytes);
  if (problem == 0 && ::fsync(file) != 0) problem = errno;
  ::close(file);
  if (problem != 0) ::unlink(path.c_str());
  return problem;
}

Error uncreatable(const std::string& path, int code) {
  switch (code) {
    case EEXIST:
      return {.where = path, .what = "is there already", .remedy = "It was left as it is; choose another name."};
    case ENOENT:
    case ENOTDIR:
      return {.where = path, .what = "has no folder to stand in", .remedy = "Make the folder first."};
    case ENOSPC:
    case EDQUOT:
      return {.where = path, .what = "could not be written, because the disk is full", .remedy = "Make room."};
    case EACCES:
    case EPERM:
    case EROFS:
      return {.where = path, .what = "may not be made by you", .remedy = "Ask for permission to write to its folder."};
    default:
      return {.where = path,
              .what = "could not be written (" + std::generic_category().message(code) + ")",
              .remedy = "Check the name and the disk."};
  }
}

}  // namespace

std::optional<Error> create_file(const std::string& path, std::string_view bytes, Access access) {
  const fs::path file(path);
  struct stat about {};
  if (::lstat(file.c_str(), &about) == 0) return uncreatable(path, EEXIST);
  int problem = 0;
  {
    Temporary fresh(file);
    fresh.write(bytes);
    if (access == Access::usual) fresh.take_usual_access();
    fresh.sync();
    fresh.link_to(file);
    problem = fresh.problem();
  }
  const bool no_links = problem == EPERM || problem == EOPNOTSUPP || problem == ENOSYS || problem == EMLINK;
  if (no_links) problem = create_without_link(file, bytes, access);
  if (problem != 0) return uncreatable(path, problem);
  sync_folder(file.parent_path().empty() ? fs::path(".") : file.parent_path());
  return std::nullopt;
}

}  // namespace notewell::cli
