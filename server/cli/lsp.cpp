#include "cli/lsp.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "transport/serve.hpp"

namespace notewell::cli {
namespace {

/// Makes sure that the file is the user's alone before anything is written to it.
bool make_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return false;
  const bool good = ::fchmod(file, S_IRUSR | S_IWUSR) == 0;
  ::close(file);
  return good;
}

}  // namespace

int run_lsp(const LspOptions& options) {
  // Standard output belongs to the protocol, so the log goes to standard error or to a file.
  if (options.log_file.empty()) {
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("notewell", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
  } else if (make_private(options.log_file)) {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "notewell", std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.log_file)));
    spdlog::flush_on(spdlog::level::info);
  } else {
    std::fprintf(stderr, "notewell: %s: the log can't be written: %s; name a file in a folder of your own\n",
                 options.log_file.c_str(), std::strerror(errno));
    return 2;
  }
  spdlog::set_level(spdlog::level::from_str(options.log_level));
  spdlog::info("notewell starts");
  const int code = transport::serve(STDIN_FILENO, STDOUT_FILENO, options.client_process_id);
  spdlog::info("notewell ends with {}", code);
  return code;
}

}  // namespace notewell::cli
