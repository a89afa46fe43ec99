#pragma once
// What hover tells beyond the vocabulary: goals and scores across a client's notes, abbreviations, header fields.

#include <optional>
#include <string>

#include "features/features.hpp"

namespace notewell::features {

struct HoverText {
  text::Span span;
  std::string markdown;
};

[[nodiscard]] std::optional<HoverText> chart_hover(Session& session, Document& document, text::Offset at);

}  // namespace notewell::features
