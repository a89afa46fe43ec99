#include "transport/socket_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <boost/asio/io_context.hpp>

namespace notewell::transport {
namespace {

/// Of several servers that find the same dead file at once, one gets its turn after the other: each holds its folder.
class Turn {
 public:
  explicit Turn(const std::filesystem::path& folder)
      : folder_(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (folder_ >= 0) (void)::flock(folder_, LOCK_EX);  // where a file system has no locks, there is no turn to take
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (folder_ >= 0) ::close(folder_);
  }

 private:
  int folder_;
};

/// Makes room for the file, or says why there is none.
std::optional<Problem> make_room(const Unix::endpoint& endpoint) {
  struct stat found {};
  const std::string path = endpoint.path();
  if (::lstat(path.c_str(), &found) != 0) return std::nullopt;
  if (!S_ISSOCK(found.st_mode)) return Problem{"this file is there, and no socket", "Name one that is not there yet."};
  boost::asio::io_context here;
  Unix::socket probe(here);
  boost::system::error_code error;
  probe.open(Unix(), error);
  probe.non_blocking(true, error);
  probe.connect(endpoint, error);
  if (error != boost::asio::error::connection_refused)
    return Problem{"another server listens there already", "Connect to that one, end it, or name another path."};
  if (::unlink(path.c_str()) != 0)
    return Problem{std::string("the file of a server that died can't be removed: ") + std::strerror(errno),
                   "Remove it, or name another path."};
  return std::nullopt;
}

}  // namespace

SocketFile::~SocketFile() {
  struct stat found {};
  if (::lstat(path_.c_str(), &found) == 0 && found.st_dev == device_ && found.st_ino == inode_)
    (void)::unlink(path_.c_str());
}

std::variant<std::unique_ptr<SocketFile>, Problem> listen_at(Unix::acceptor& acceptor, const Unix::endpoint& endpoint) {
  const Turn turn(std::filesystem::path(endpoint.path()).parent_path());
  if (auto problem = make_room(endpoint)) return std::move(*problem);
  boost::system::error_code error;
  acceptor.open(Unix(), error);
  const mode_t before = ::umask(S_IXUSR | S_IRWXG | S_IRWXO);  // so that the file is private from its first moment
  if (!error) acceptor.bind(endpoint, error);
  ::umask(before);
  struct stat made {};
  if (!error && ::lstat(endpoint.path().c_str(), &made) != 0)
    error = boost::system::error_code(errno, boost::system::system_category());
  if (!error) acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
  if (error) return Problem{"no socket can be made there: " + error.message(), "Name a path in a folder of your own."};
  return std::make_unique<SocketFile>(endpoint.path(), made.st_dev, made.st_ino);
}

}  // namespace notewell::transport
