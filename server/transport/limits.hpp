#pragma once
// What a client that does not read may cost.

#include <chrono>
#include <cstddef>

namespace notewell::transport {

/// Output that waits for its client; one message may be larger. A client that lets more than this wait is dropped.
inline constexpr std::size_t most_waiting = std::size_t{64} << 20U;  // bytes
/// For what still waits when the session ends.
inline constexpr std::chrono::milliseconds last_moment{500};

}  // namespace notewell::transport
