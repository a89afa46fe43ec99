#pragma once
// A note that was signed together with a digest of its text: one more byte, and the signature no longer fits.

#include <string>
#include <string_view>
#include <vector>

#include "note/note.hpp"
#include "text/edit.hpp"

namespace notewell::note {

/// Whether the note carries a signature and, in a field or with the signature, a digest: 32 or more hexadecimal digits
/// in a row. Nothing but an addendum may change such a note; formatting and fixes leave it alone.
[[nodiscard]] bool is_sealed(const Note& note);

/// What a digest is made of: without a byte order mark, LF as line ends, no blanks at the end of a line, no blank lines
/// at the end, and one LF after the last line; "" for a text of blanks.
[[nodiscard]] std::string normalized(std::string_view text);

/// SHA-256 of the normalized text: 64 lower-case hexadecimal digits.
[[nodiscard]] std::string digest(std::string_view text);

/// A line `digest: sha256:…` of a text.
struct Seal {
  text::Span line;  // without its end
  bool fits;        // it is the digest of all that stands before the line
};

/// Every digest line, in order. What follows the last one (addenda) is under no digest. Linear in the text.
[[nodiscard]] std::vector<Seal> seals(std::string_view text);

/// Whether a signature may go to the end of the note: it carries none yet, or all that stands below its last digest are
/// addenda, one at least, which have none of their own.
[[nodiscard]] bool takes_signature(const Note& note);

struct Signature {
  std::string name;                     // "" leaves blanks to fill in, and no digest
  std::string credentials;              // likewise
  std::string moment;                   // "2026-11-20 16:10"
  std::string reason;                   // why it is signed with errors open; "": none are
  std::vector<std::string> open_rules;  // those errors' rules
};

/// Whether it can stand in the lines of a signature: one line, not blank, without prompts and ends of comments.
[[nodiscard]] bool fits_signature(std::string_view text);

/// The edit that signs the note: lines at its end, in place of an empty or half-filled signature line there.
[[nodiscard]] text::Edit signing(std::string_view text, const Signature& signature);

}  // namespace notewell::note
