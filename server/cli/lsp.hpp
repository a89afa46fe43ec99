#pragma once
// `notewell lsp`: the language server on standard input and output.

#include <cstdint>
#include <optional>
#include <string>

namespace notewell::cli {

struct LspOptions {
  std::string log_file;                           // empty: standard error
  std::string log_level = "warning";              // trace, debug, info, warning, error, critical, off
  std::optional<std::int64_t> client_process_id;  // ends when that process is gone
};

/// Serves one client until it exits; the process's exit code.
[[nodiscard]] int run_lsp(const LspOptions& options);

}  // namespace notewell::cli
