#pragma once
// A server that clients come to: many at once, each with a session of its own; they share the rules and the threads.
//
// Architecture invariant: only programs of the same user are served, on this machine alone.

#include <functional>
#include <optional>

#include "transport/address.hpp"

namespace notewell::transport {

/// Serves whoever connects to `address` until SIGINT or SIGTERM comes, or `client_process` is gone; then 0, or at once
/// why nobody can be served. `on_ready` is told the address when clients can come, with the port that was chosen.
/// The file of a Unix socket is removed at the end, and one that a server left behind when it died is replaced.
[[nodiscard]] std::variant<int, Problem> listen(const Address& address, std::optional<std::int64_t> client_process,
                                                const std::function<void(const Address&)>& on_ready);

}  // namespace notewell::transport
