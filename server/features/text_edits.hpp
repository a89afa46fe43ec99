#pragma once
// Edits as the protocol's TextEdit[].

#include "features/features.hpp"
#include "text/edit.hpp"

namespace notewell::features {

/// In the negotiated encoding, in the order of the text.
[[nodiscard]] inline json::array text_edits(std::span<const text::Edit> edits, const Document& document,
                                            const Session& session) {
  json::array out;
  for (const text::Edit& edit : edits) {
    out.push_back(json::object{{"range", to_wire(document.text.range(edit.replaced, session.client.encoding))},
                               {"newText", edit.inserted}});
  }
  return out;
}

}  // namespace notewell::features
