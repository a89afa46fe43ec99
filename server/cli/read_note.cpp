#include "cli/read_note.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

namespace notewell::cli {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

Error too_large(const std::string& where) {
  return {.where = where,
          .what = "is larger than " + std::to_string(largest_note >> 20U) + " MiB",
          .remedy = "Notes are kept one session a file; split this one."};
}

/// A stray NUL may stand in a note; more than one in a hundred bytes is no text in UTF-8.
bool looks_binary(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, 8192);
  if (sample.find('\0') == std::string_view::npos) return false;  // nearly always
  return std::ranges::count(sample, '\0') > static_cast<std::ptrdiff_t>(sample.size() / 100 + 1);
}

Outcome<std::string> accepted(std::string bytes, const std::string& where) {
  if (bytes.size() > largest_note) return too_large(where);
  if (looks_binary(bytes))
    return Error{.where = where,
                 .what = "is not text in UTF-8",
                 .remedy = "Save the note as plain text in UTF-8 (not UTF-16, not a word processor's format)."};
  return bytes;
}

}  // namespace

Error unreadable(const std::string& path, int code) {
  switch (code) {
    case ENOENT:
    case ENOTDIR:
      return {.where = path, .what = "does not exist", .remedy = "Name a note or a folder of notes."};
    case EACCES:
    case EPERM:
      return {.where = path, .what = "may not be read by you", .remedy = "Ask its owner for permission to read it."};
    case ELOOP:
      return {.where = path, .what = "is a symbolic link that leads back to itself", .remedy = "Point it at a note."};
    case EISDIR:
      return {.where = path, .what = "is a folder", .remedy = "Name a file here."};
    default:
      return {.where = path,
              .what = "could not be read (" + std::generic_category().message(code) + ")",
              .remedy = "Check the disk, and try again."};
  }
}

Outcome<std::string> read_note(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (file.get() < 0) return unreadable(path, errno);
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return unreadable(path, errno);
  if (S_ISREG(about.st_mode) && about.st_size > static_cast<off_t>(largest_note)) return too_large(path);

  // The size is only where to begin: the file may grow or shrink meanwhile, and a pipe has none.
  std::string bytes(S_ISREG(about.st_mode) ? static_cast<std::size_t>(about.st_size) + 1 : 65536, '\0');
  std::size_t used = 0;
  while (used <= largest_note) {
    if (used == bytes.size()) bytes.resize(bytes.size() * 2);
    const ssize_t got = ::read(file.get(), bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(path, errno);
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  bytes.resize(used);
  return accepted(std::move(bytes), path);
}

Outcome<std::string> read_note(std::istream& in, const std::string& name) {
  std::string bytes;
  std::array<char, 65536> buffer{};
  while (bytes.size() <= largest_note && in.good()) {
    in.read(buffer.data(), buffer.size());
    bytes.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return unreadable(name, EIO);
  return accepted(std::move(bytes), name);
}

}  // namespace notewell::cli
