#include "cli/error.hpp"

#include "cli/unicode.hpp"

namespace notewell::cli {

std::string message_of(const Error& error) {
  std::string line = "notewell: ";
  if (!error.where.empty()) line += error.where + ": ";
  line += error.what;
  line += '.';
  if (!error.remedy.empty()) line += ' ' + error.remedy;
  return printable(line) + '\n';
}

}  // namespace notewell::cli
