#pragma once
// What the checks of risk share: places that tell of suicide, self-harm and violence, how each is asserted, and the
// patterns that tell what a phrase list can't: shorthand ("SI-"), turns of speech, when it was.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <re2/re2.h>

#include "lint/checks/checks.hpp"
#include "note/phrases.hpp"

namespace notewell::lint::risk {

using text::Span;

/// A pattern without case, compiled once for the program, when a text is first held against it.
class Pattern {
 public:
  explicit Pattern(std::string_view pattern) : pattern_(std::string(pattern)) {}
  [[nodiscard]] bool in(std::string_view text) const { return re2::RE2::PartialMatch(view(text), pattern_.compiled()); }
  [[nodiscard]] std::string removed_from(std::string_view text) const {
    std::string out(text);
    re2::RE2::GlobalReplace(&out, pattern_.compiled(), " ");
    return out;
  }

 private:
  static re2::StringPiece view(std::string_view text) { return {text.data(), text.size()}; }
  note::Pattern pattern_;
};

enum class Kind : std::uint8_t { suicide, self_harm, violence };

enum class Verdict : std::uint8_t {
  affirmed,  // so now, of the client
  denied,
  other,  // past, of somebody else, asked about, a turn of speech
};

/// A place that speaks of a risk.
struct Spot {
  Kind kind = Kind::suicide;
  Verdict verdict = Verdict::other;
  bool passive = false;     // only a wish to be dead
  bool saying = false;      // told in the client's words, not by the clinician's term
  bool collateral = false;  // told by somebody else about the client
  bool ticked = false;
  bool score = false;  // item 9 of the PHQ-9, above 0
  std::uint32_t block = 0;
  std::uint32_t option = 0;  // of a ticked box
  Span mark;
  Span statement;
  std::string_view sentence;  // the statement's words
};

/// What the note tells of risk, and the words in which it tells anything.
class Told {
 public:
  Told(std::vector<Spot> places, const note::Note& note) : spots(std::move(places)), note_(&note) {}

  std::vector<Spot> spots;
  /// With the block they stand in, in order. Gathered when they are first asked for: most notes tell of no risk.
  [[nodiscard]] const std::vector<std::pair<std::string_view, std::uint32_t>>& words() const;

  [[nodiscard]] const Spot* first(Kind kind) const {
    const auto it = std::ranges::find_if(
        spots, [&](const Spot& spot) { return spot.kind == kind && spot.verdict == Verdict::affirmed; });
    return it == spots.end() ? nullptr : &*it;
  }
  [[nodiscard]] bool denies(Kind kind) const {
    return std::ranges::any_of(
        spots, [&](const Spot& spot) { return spot.kind == kind && spot.verdict == Verdict::denied && !spot.saying; });
  }
  [[nodiscard]] bool says(const Pattern& pattern) const {
    return std::ranges::any_of(words(), [&](const auto& one) { return pattern.in(one.first); });
  }

 private:
  const note::Note* note_;
  mutable std::optional<std::vector<std::pair<std::string_view, std::uint32_t>>> words_;
};

/// Made once for a note.
[[nodiscard]] const Told& told_of(Context& context);
/// The words in which a block tells anything: not what stands beside boxes that are not ticked.
[[nodiscard]] std::vector<std::string_view> words_of(const note::Note& note, std::uint32_t block);

// The words around a mention; checks/risk_words.cpp.

/// Whether what stands behind "SI" or before it denies it: "SI-", "SI: none", "(-) SI".
[[nodiscard]] bool shorthand_denies(std::string_view before, std::string_view after);
/// Asked, taught, planned for or feared in general: named, but not told to be so.
[[nodiscard]] bool only_spoken_of(std::string_view before, std::string_view after);
/// The same for the client's own words, which are seldom only spoken of.
[[nodiscard]] bool only_asked(std::string_view before);
/// A figure of speech in the client's words: what is said is not meant.
[[nodiscard]] bool figurative(std::string_view sentence, std::string_view mention, std::string_view after);
/// Unwanted, feared thoughts of doing harm.
[[nodiscard]] bool obsession(std::string_view sentence, Kind kind);
[[nodiscard]] bool tells_of_past(std::string_view sentence);
/// Whether a mention between these words is of the past: not "with a history of trauma, endorses".
/// `before` holds the mention itself: it may begin with "endorses".
[[nodiscard]] bool is_past(std::string_view before, std::string_view after);
/// Says when it was: what was so then need not be so now, and the other way round.
[[nodiscard]] bool says_then(std::string_view sentence);
[[nodiscard]] bool says_how_often(std::string_view sentence);
[[nodiscard]] bool says_now(std::string_view sentence);

}  // namespace notewell::lint::risk
