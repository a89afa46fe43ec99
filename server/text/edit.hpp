#pragma once
// Edits of a text as values: what a formatter or a fix gives, and an editor or the command line applies.

#include <span>
#include <string>
#include <vector>

#include "text/text.hpp"

namespace notewell::text {

/// `replaced` gives way to `inserted`.
struct Edit {
  Span replaced;
  std::string inserted;
  friend bool operator==(const Edit&, const Edit&) = default;
};

/// Sorted by place, none overlapping another, all in the coordinates of the one text that they change.
using Edits = std::vector<Edit>;

/// The text with all edits made.
[[nodiscard]] std::string applied(std::string_view bytes, std::span<const Edit> edits);

/// The edits that do at once what `first` and then `second` do; `second` is in the coordinates that `first` leaves.
[[nodiscard]] Edits composed(std::span<const Edit> first, std::span<const Edit> second);

}  // namespace notewell::text
