#pragma once
// A file's entry in the JSON report, which is also a line of the NDJSON reports: a contract with other programs.
// Positions are LSP's, in UTF-16.

#include <string>

#include "cli/check_report.hpp"

namespace notewell::cli {

/// The members of the entry without braces, one line without its end: "path":…,"diagnostics":[…],"elements":[…]. With
/// `signatures`, "signatures":[…] as well: of each passage that may be held against other notes, hashes to find copies
/// by. See docs/scale.md.
[[nodiscard]] std::string json_entry(const CheckedFile& file, bool signatures);

/// "error":{"what":…,"remedy":…}: instead of findings.
[[nodiscard]] std::string json_error(const Error& problem);

}  // namespace notewell::cli
