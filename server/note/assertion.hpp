#pragma once
// What a statement asserts of something it mentions: the ConText algorithm (Harkema, Dowling, Thornblade, Chapman
// 2009), which grew out of NegEx (Chapman, Bridewell, Hanbury, Cooper, Buchanan 2001). Cues open scopes that reach
// forwards or backwards until something ends them; what stands in a scope takes the cue's meaning. Each statement is
// walked twice, once each way, however much it mentions.

#include <cstdint>

#include "note/note.hpp"
#include "note/vocabulary.hpp"

namespace notewell::note {

struct Reading;

enum class Polarity : std::uint8_t { affirmed, negated };
enum class Temporality : std::uint8_t { recent, historical, hypothetical };
enum class Experiencer : std::uint8_t { client, other };

/// ConText's three answers, which do not depend on each other.
struct Assertions {
  Polarity polarity = Polarity::affirmed;
  Temporality temporality = Temporality::recent;
  Experiencer experiencer = Experiencer::client;
  friend bool operator==(const Assertions&, const Assertions&) = default;
};

/// The three in one: the first that keeps a mention from being the client's, here and now.
[[nodiscard]] Assertion in_one(Assertions assertions);

/// Writes into the reading's tokens which scopes they stand in. Time is linear in them.
void mark_scopes(const Reading& reading);

/// What the statement asserts of the words `mention` (indices of tokens), whose scopes are marked.
[[nodiscard]] Assertions assertions_of(const Reading& reading, text::Span mention);

/// What `sentence` asserts of its bytes `mention`.
[[nodiscard]] Assertions assertions_in(const Vocabulary& vocabulary, std::string_view sentence, text::Span mention);

}  // namespace notewell::note
