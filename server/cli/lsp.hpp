#pragma once
// `notewell lsp`: the language server, over standard input and output or a socket.

#include <cstdint>
#include <optional>
#include <string>

#include "cli/terminal.hpp"

namespace notewell::cli {

/// At most one of `pipe`, `socket` and `listen` is given; none: standard input and output.
struct LspOptions {
  std::optional<std::string> pipe;                // the client's Unix socket, to connect to
  std::optional<std::uint16_t> socket;            // the client's port on 127.0.0.1, to connect to
  std::optional<std::string> listen;              // where clients come to: "unix:PATH", "tcp:127.0.0.1:PORT"
  std::string log_file;                           // empty: standard error
  std::string log_level = "warning";              // trace, debug, info, warning, error, critical, off
  std::optional<std::int64_t> client_process_id;  // ends when that process is gone
};

/// Serves one client until it exits, or all who come until it is asked to end; the process's exit code.
[[nodiscard]] int run_lsp(const LspOptions& options, Streams streams);

}  // namespace notewell::cli
