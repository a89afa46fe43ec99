#pragma once
// TOML as it stands in an editor, half written: which table, key and value each place belongs to. Total and linear: a
// text that is no TOML gives statements as far as they can be told.

#include <string>
#include <string_view>
#include <vector>

#include "text/text.hpp"

namespace notewell::features {

/// A [header], or a key with what stands behind its =.
struct TomlStatement {
  text::Span span;    // with the end of its last line, if only blanks stand there
  std::string table;  // "check": the one that it opens, or stands in
  std::string name;   // of the key; a header's: as `table`
  text::Span at;      // the name
  bool header = false;
  bool repeated = false;          // [[…]]
  bool assigns = false;           // there is an =
  text::Span value;               // behind the =
  std::vector<text::Span> texts;  // inside the quotation marks of the value
};

/// The statements in a part of the text.
[[nodiscard]] std::vector<TomlStatement> toml_statements(std::string_view bytes, text::Span part);

}  // namespace notewell::features
