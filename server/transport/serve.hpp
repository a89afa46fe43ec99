#pragma once
// One client on a pair of file descriptors, from the first byte to the last.

#include <cstdint>
#include <optional>

namespace notewell::transport {

/// Speaks LSP on the descriptors until the client exits, is gone, or `client_process` (beside the one that `initialize`
/// names) has ended. Returns the process's exit code: 0 after `shutdown`
/// and `exit`, else 1. Nothing else may write to `output`. The descriptors stay open.
[[nodiscard]] int serve(int input, int output, std::optional<std::int64_t> client_process = {});

}  // namespace notewell::transport
