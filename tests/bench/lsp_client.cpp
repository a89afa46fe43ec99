#include "bench/lsp_client.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>

namespace notewell::bench {
namespace {

[[noreturn]] void give_up(const char* what) {
  std::fprintf(stderr, "bench: %s\n", what);
  std::exit(2);
}

std::string framed(const std::string& body) {
  return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string message(std::string_view method, const std::string& params, const std::string& id) {
  return R"({"jsonrpc":"2.0",)" + (id.empty() ? "" : R"("id":)" + id + ",") + R"("method":")" + std::string(method) +
         R"(")" + (params.empty() ? "" : R"(,"params":)" + params) + "}";
}

}  // namespace

std::string json_string(std::string_view text) {
  return boost::json::serialize(boost::json::string(text));
}

LspClient::LspClient(const std::vector<std::string>& command) {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) give_up("no pipe to be had");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  if (::posix_spawn(&process_, arguments[0], &actions, nullptr, arguments.data(), environ) != 0)
    give_up("the server does not start");
  posix_spawn_file_actions_destroy(&actions);
  ::close(in[0]);
  ::close(out[1]);
  to_server_ = in[1];
  from_server_ = out[0];
}

LspClient::~LspClient() {
  request("shutdown", "");
  notify("exit", "");
  ::close(to_server_);
  int status = 0;
  ::waitpid(process_, &status, 0);
  ::close(from_server_);
}

std::string LspClient::framed_notification(std::string_view method, const std::string& params) {
  return framed(message(method, params, ""));
}

std::string LspClient::request(std::string_view method, const std::string& params, const std::string& before) {
  const std::uint64_t id = ++last_id_;
  write_all(before + framed(message(method, params, std::to_string(id))));
  while (true) {
    auto [answered, body] = read_answer();
    if (answered == id) return std::move(body);
    answered_.insert(answered);
  }
}

std::uint64_t LspClient::ask(std::string_view method, const std::string& params) {
  const std::uint64_t id = ++last_id_;
  write_all(framed(message(method, params, std::to_string(id))));
  return id;
}

void LspClient::wait_for(std::uint64_t id) {
  while (!is_answered(id)) answered_.insert(read_answer().first);
}

std::pair<std::uint64_t, std::string> LspClient::read_answer() {
  while (true) {
    std::string body = read_message();
    std::uint64_t id = 0;
    // A look at the start is enough when it says yes: parsing a long answer would be measured too.
    constexpr std::string_view answer = R"({"jsonrpc":"2.0","id":)";
    if (body.starts_with(answer)) {
      const auto [end, error] = std::from_chars(body.data() + answer.size(), body.data() + body.size(), id);
      if (std::string_view(end).starts_with(R"(,"method")"))
        give_up("the server asks something; the client can't answer");
    } else {
      const boost::json::value whole = boost::json::parse(body);
      const auto& members = whole.as_object();
      if (!members.contains("id")) continue;  // a notification
      if (members.contains("method")) give_up("the server asks something; the client can't answer");
      id = members.at("id").to_number<std::uint64_t>();
    }
    if (body.find(R"("error":{)") != std::string::npos) give_up("the server answered with an error");
    return {id, std::move(body)};
  }
}

void LspClient::notify(std::string_view method, const std::string& params) {
  write_all(framed_notification(method, params));
}

std::size_t LspClient::resident_kib() const {
  std::ifstream status("/proc/" + std::to_string(process_) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::strtoul(line.c_str() + std::strlen("VmRSS:"), nullptr, 10);
  return 0;
}

double LspClient::cpu_seconds() const {
  std::ifstream stat("/proc/" + std::to_string(process_) + "/stat");
  std::string line;
  std::getline(stat, line);
  // Behind the name, which may hold blanks: user and system time are the 12th and 13th values.
  std::istringstream values(line.substr(std::min(line.rfind(')') + 1, line.size())));
  std::string skipped;
  for (int i = 0; i != 11; ++i) values >> skipped;
  double user = 0;
  double system = 0;
  values >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void LspClient::write_all(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(to_server_, bytes.data(), bytes.size());
    if (written <= 0) give_up("the server no longer reads");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string LspClient::read_message() {
  std::array<char, 65536> buffer{};
  const auto fill = [&] {
    const ssize_t got = ::read(from_server_, buffer.data(), buffer.size());
    if (got <= 0) give_up("the server went away");
    in_.append(buffer.data(), static_cast<std::size_t>(got));
  };
  std::size_t header_end = 0;
  while ((header_end = in_.find("\r\n\r\n")) == std::string::npos) fill();
  std::size_t length = 0;
  const std::size_t digits = in_.find("Content-Length: ") + std::strlen("Content-Length: ");
  std::from_chars(in_.data() + digits, in_.data() + header_end, length);
  while (in_.size() < header_end + 4 + length) fill();
  std::string body = in_.substr(header_end + 4, length);
  in_.erase(0, header_end + 4 + length);
  return body;
}

}  // namespace notewell::bench
