#pragma once
// Text with blanks to fill: what a fix inserts and a completion offers. One value, several renderings; nothing parses
// `${1:…}` once a rule is loaded, and escaping lives in one function.
//
// A blank that was not filled always stays visibly blank, as ‹name›, in every rendering and every editor: the linter
// itself flags it (unfilled-placeholder), so a prompt can't become a false statement in a record.

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace notewell::lint {

struct Words {
  std::string text;
  friend bool operator==(const Words&, const Words&) = default;
};
struct Blank {
  std::string name;                  // the prompt, without ‹›
  std::vector<std::string> choices;  // offered to pick from; may be empty
  friend bool operator==(const Blank&, const Blank&) = default;
};
using Piece = std::variant<Words, Blank>;
using Template = std::vector<Piece>;

/// Reads a template as it stands in rule and vocabulary files: text in which `‹prompt›`, `‹prompt: a | b›`,
/// `${1:prompt}` and `${1|a,b|}` are blanks.
[[nodiscard]] Template parse_template(std::string_view source);

/// LSP snippet syntax: `${1:‹prompt›}`, `${1|‹prompt›,a,b|}`, ending in `$0`.
[[nodiscard]] std::string to_snippet(const Template& pieces);
/// Plain text: each blank as ‹prompt› (with choices: ‹prompt: a | b›).
[[nodiscard]] std::string to_plain(const Template& pieces);
/// The text with the blanks filled in order by `fill`; the last value serves the rest. For tests and examples.
[[nodiscard]] std::string filled(const Template& pieces, const std::vector<std::string>& fill);

}  // namespace notewell::lint
