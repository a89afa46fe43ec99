#pragma once
// A server that goes to its client: one client on a socket that the client listens on.

#include <optional>

#include "transport/address.hpp"

namespace notewell::transport {

/// As serve(), over a connection to `address`; or why there is none.
[[nodiscard]] std::variant<int, Problem> serve_at(const Address& address, std::optional<std::int64_t> client_process);

}  // namespace notewell::transport
