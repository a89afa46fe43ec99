#pragma once
// A language server as a child process, and a client that does no more than measuring needs.

#include <sys/types.h>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace notewell::bench {

class LspClient {
 public:
  /// Starts `command`; its standard error goes to ours. Ends the program with a message if it can't.
  explicit LspClient(const std::vector<std::string>& command);
  LspClient(const LspClient&) = delete;
  LspClient& operator=(const LspClient&) = delete;
  /// Asks the server to shut down and waits for it to be gone.
  ~LspClient();

  /// Sends a request (and `before`, framed messages, in the same write) and returns the answer's body.
  std::string request(std::string_view method, const std::string& params, const std::string& before = {});
  /// Sends a request without waiting; its answer is taken note of while others are waited for.
  std::uint64_t ask(std::string_view method, const std::string& params);
  [[nodiscard]] bool is_answered(std::uint64_t id) const { return answered_.contains(id); }
  void wait_for(std::uint64_t id);
  void notify(std::string_view method, const std::string& params);
  /// A notification with its header, for `before`.
  [[nodiscard]] static std::string framed_notification(std::string_view method, const std::string& params);

  /// Resident memory of the server now, in KiB.
  [[nodiscard]] std::size_t resident_kib() const;
  /// Time that the server's threads have run so far, in seconds.
  [[nodiscard]] double cpu_seconds() const;

 private:
  void write_all(std::string_view bytes) const;
  std::string read_message();
  /// The next answer: to which request, and its body.
  std::pair<std::uint64_t, std::string> read_answer();

  pid_t process_ = 0;
  int to_server_ = -1;
  int from_server_ = -1;
  std::uint64_t last_id_ = 0;
  std::set<std::uint64_t> answered_;  // of those that were asked without waiting
  std::string in_;
};

/// `text` as a JSON string, quotes included.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace notewell::bench
