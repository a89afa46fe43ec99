#pragma once
// What can go wrong at the program's borders, and what the program answers with. Every problem that reaches a person
// has this one form: where, what, and what would be right. No note's text ever stands in one.

#include <string>
#include <variant>

namespace notewell::cli {

struct Error {
  std::string where;   // a path, an option; may be empty
  std::string what;    // "is 20 MiB big"
  std::string remedy;  // a sentence that says what would be right; may be empty
};

/// A T, or why there is none.
template <class T>
using Outcome = std::variant<T, Error>;

/// The process's exit code.
enum class Exit : int {
  clean = 0,     // done; nothing found at or above --fail-on
  findings = 1,  // done; something found
  failed = 2,    // the command line is wrong, or something could not be read or written
};

/// "notewell: WHERE: WHAT. REMEDY" with a line end, control characters made visible.
[[nodiscard]] std::string message_of(const Error& error);

}  // namespace notewell::cli
