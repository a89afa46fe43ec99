#pragma once
// Who is at the other end of a socket.

#include <sys/types.h>

#include <optional>

namespace notewell::transport {

/// The user whose program is at the other end of a connected Unix socket, or of a TCP connection within this machine;
/// nothing where the kernel does not say.
[[nodiscard]] std::optional<uid_t> user_of_peer(int socket);

}  // namespace notewell::transport
