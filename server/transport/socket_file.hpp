#pragma once
// The file by which clients find a Unix socket.

#include <sys/types.h>

#include <memory>
#include <optional>

#include "transport/address.hpp"

namespace notewell::transport {

/// A listening socket's file, removed with this value if it still is the same file.
class SocketFile {
 public:
  SocketFile(std::string path, dev_t device, ino_t inode) : path_(std::move(path)), device_(device), inode_(inode) {}
  SocketFile(const SocketFile&) = delete;
  SocketFile& operator=(const SocketFile&) = delete;
  ~SocketFile();

 private:
  std::string path_;
  dev_t device_;
  ino_t inode_;
};

/// Binds `acceptor` to a new file that only this user can open, and listens. A file that a dead server left is
/// replaced; one whose server lives, or that is no socket, is a problem.
[[nodiscard]] std::variant<std::unique_ptr<SocketFile>, Problem> listen_at(Unix::acceptor& acceptor,
                                                                           const Unix::endpoint& endpoint);

}  // namespace notewell::transport
