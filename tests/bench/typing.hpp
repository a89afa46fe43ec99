#pragma once
// Somebody who types into a note that is open in a server, one character after the other.

#include <cstddef>
#include <string>
#include <vector>

#include "bench/lsp_client.hpp"
#include "bench/percentile.hpp"

namespace notewell::bench {

/// A place between two letters of prose, where a slip of the finger lands. Columns are UTF-16 units.
struct Place {
  std::size_t line = 0;
  std::size_t column = 0;
};
[[nodiscard]] std::vector<Place> places_in(const std::string& text);

/// Of a client that pulls diagnostics, in a folder or, with an empty one, in none.
[[nodiscard]] std::string initialize_params(const std::string& folder);

/// A server with a note open in it.
class TypingSession {
 public:
  TypingSession(const std::vector<std::string>& command, const std::string& text, const std::string& folder = {},
                std::string path = "/tmp/notewell-bench/note.pnote");

  /// Puts a letter in (or takes it out again) and waits for the findings: a didChange with a textDocument/diagnostic
  /// request behind it, up to the answer.
  Milliseconds keystroke(Place at, bool insert);
  /// A request about a place of the note, up to the answer; `more` are further members of its parameters.
  Milliseconds ask(std::string_view method, Place at, const std::string& more = {});

  [[nodiscard]] LspClient& client() { return client_; }
  [[nodiscard]] std::size_t first_answer_bytes() const { return first_answer_bytes_; }

 private:
  std::string diagnostics(const std::string& before);

  std::string uri_;
  LspClient client_;
  std::size_t version_ = 0;
  std::size_t first_answer_bytes_ = 0;
};

}  // namespace notewell::bench
