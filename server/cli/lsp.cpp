#include "cli/lsp.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <ostream>

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "cli/error.hpp"
#include "transport/connect.hpp"
#include "transport/listen.hpp"
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

using Served = std::variant<int, transport::Problem>;

template <class Serve>
Served serve_over(const std::variant<transport::Address, transport::Problem>& address, const Serve& serve) {
  if (const auto* problem = std::get_if<transport::Problem>(&address)) return *problem;
  return serve(std::get<transport::Address>(address));
}

Served serve(const LspOptions& options, Streams streams) {
  const auto go_to = [&](const transport::Address& address) {
    return transport::serve_at(address, options.client_process_id);
  };
  const auto be_at = [&](const transport::Address& address) {
    return transport::listen(address, options.client_process_id, [&](const transport::Address& got) {
      // One write: whoever started the server may wait for this line, and standard error has no buffer.
      streams.err << "notewell: listening on " + transport::text_of(got) + '\n' << std::flush;
    });
  };
  if (options.pipe) return serve_over(transport::unix_address(*options.pipe), go_to);
  if (options.socket) return go_to(transport::local_port(*options.socket));
  if (options.listen) return serve_over(transport::listening_address(*options.listen), be_at);
  return transport::serve(STDIN_FILENO, STDOUT_FILENO, options.client_process_id);
}

/// The option that says over what, as it was given.
std::string asked(const LspOptions& options) {
  if (options.pipe) return "--pipe=" + *options.pipe;
  if (options.socket) return "--socket=" + std::to_string(*options.socket);
  return "--listen " + options.listen.value_or("");
}

int fail(const Error& error, Streams streams) {
  streams.err << message_of(error);
  return static_cast<int>(Exit::failed);
}

}  // namespace

int run_lsp(const LspOptions& options, Streams streams) {
  // Standard output belongs to the protocol, so the log goes to standard error or to a file.
  if (options.log_file.empty()) {
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("notewell", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
  } else if (make_private(options.log_file)) {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "notewell", std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.log_file)));
    spdlog::flush_on(spdlog::level::info);
  } else {
    return fail({.where = options.log_file,
                 .what = std::string("the log can't be written: ") + std::strerror(errno),
                 .remedy = "Name a file in a folder of your own."},
                streams);
  }
  spdlog::set_level(spdlog::level::from_str(options.log_level));
  spdlog::info("notewell starts");
  const Served served = serve(options, streams);
  if (const auto* problem = std::get_if<transport::Problem>(&served))
    return fail({.where = asked(options), .what = problem->what, .remedy = problem->remedy}, streams);
  const int code = std::get<int>(served);
  spdlog::info("notewell ends with {}", code);
  return code;
}

}  // namespace notewell::cli
