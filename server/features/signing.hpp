#pragma once
// Signing a note and adding to a signed one: as code actions, and as commands for clients that ask the person first.

#include <string>

#include "features/features.hpp"
#include "text/edit.hpp"

namespace notewell::features {

/// What may be done to a note as it stands.
struct SigningOffer {
  std::string title;
  std::string disabled;  // why it can't be done; empty: it can
  text::Edit edit;       // with ‹blanks› for what is not known
};

/// Who signs by the settings that hold for the note; either may be empty.
[[nodiscard]] lint::Clinician clinician_of(const Document& document);

/// Signature and digest below the note; the signature alone, with blanks, if it is not known who signs. Not offered
/// while errors stand: judged as the note would be once signed, in the time of an analysis.
[[nodiscard]] SigningOffer signature_offer(const lint::Analysis& analysis, const Document& document);

/// An addendum below a signed note, to be written.
[[nodiscard]] SigningOffer addendum_offer(const lint::Analysis& analysis, const Document& document);

}  // namespace notewell::features
