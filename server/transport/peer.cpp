#include "transport/peer.hpp"

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

namespace notewell::transport {
namespace {

/// An address as /proc/net/tcp writes it: each 32-bit word as a number of this machine, then the port.
std::string proc_form(const void* address, std::size_t size, in_port_t port) {
  std::string out;
  for (std::size_t at = 0; at != size; at += sizeof(std::uint32_t)) {
    std::uint32_t word = 0;
    std::memcpy(&word, static_cast<const char*>(address) + at, sizeof word);
    out += fmt::format("{:08X}", word);
  }
  return out + fmt::format(":{:04X}", ntohs(port));
}

/// The user of the connection from `local` to `remote` in one of the kernel's tables.
std::optional<uid_t> user_in(const char* table, const std::string& local, const std::string& remote) {
  std::ifstream in(table);
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream columns(line);
    std::string number;
    std::string from;
    std::string to;
    std::string skipped;
    uid_t user = 0;
    columns >> number >> from >> to;
    if (from != local || to != remote) continue;
    for (int i = 0; i != 4; ++i) columns >> skipped;  // state, queues, timer, retransmissions
    if (columns >> user) return user;
  }
  return std::nullopt;
}

/// The port of the peer and ours are swapped in the row of the peer's own socket.
std::optional<uid_t> user_of_port(const sockaddr_in& ours, const sockaddr_in& theirs) {
  const std::string from = proc_form(&theirs.sin_addr, sizeof theirs.sin_addr, theirs.sin_port);
  const std::string to = proc_form(&ours.sin_addr, sizeof ours.sin_addr, ours.sin_port);
  if (const auto user = user_in("/proc/net/tcp", from, to)) return user;
  // A client that speaks IPv4 through a socket of IPv6.
  const std::string mapped = proc_form("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12, 0).substr(0, 24);
  return user_in("/proc/net/tcp6", mapped + from, mapped + to);
}

std::optional<uid_t> user_of_port(const sockaddr_in6& ours, const sockaddr_in6& theirs) {
  return user_in("/proc/net/tcp6", proc_form(&theirs.sin6_addr, sizeof theirs.sin6_addr, theirs.sin6_port),
                 proc_form(&ours.sin6_addr, sizeof ours.sin6_addr, ours.sin6_port));
}

/// Reads one end's address; false if it is of another family or the connection is gone.
template <class SocketAddress, class Get>
bool read_address(const Get& get, int socket, SocketAddress& address) {
  socklen_t size = sizeof address;
  return get(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0 && size == sizeof address;
}

std::optional<uid_t> user_of_unix_peer(int socket) {
#ifdef __linux__
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return std::nullopt;
  return credentials.uid;
#else  // macOS and the BSDs
  uid_t user = 0;
  gid_t group = 0;
  if (::getpeereid(socket, &user, &group) != 0) return std::nullopt;
  return user;
#endif
}

}  // namespace

std::optional<uid_t> user_of_peer(int socket) {
  sockaddr_storage own{};
  socklen_t own_size = sizeof own;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&own), &own_size) != 0) return std::nullopt;
  const auto family = own.ss_family;
  if (family == AF_UNIX) return user_of_unix_peer(socket);
  if (family == AF_INET) {
    sockaddr_in ours{};
    sockaddr_in theirs{};
    if (read_address(::getsockname, socket, ours) && read_address(::getpeername, socket, theirs))
      return user_of_port(ours, theirs);
  }
  if (family == AF_INET6) {
    sockaddr_in6 ours{};
    sockaddr_in6 theirs{};
    if (read_address(::getsockname, socket, ours) && read_address(::getpeername, socket, theirs))
      return user_of_port(ours, theirs);
  }
  return std::nullopt;
}

}  // namespace notewell::transport
