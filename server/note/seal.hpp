#pragma once
// A note that was signed together with a digest of its text: one more byte, and the signature no longer fits.

#include "note/note.hpp"

namespace notewell::note {

/// Whether the note carries a signature and, in a field or with the signature, a digest: 32 or more hexadecimal digits
/// in a row. Nothing but an addendum may change such a note; formatting and fixes leave it alone.
[[nodiscard]] bool is_sealed(const Note& note);

}  // namespace notewell::note
