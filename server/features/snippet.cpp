#include "features/snippet.hpp"

namespace notewell::features {

std::string snippet_of(lint::Template pieces, const protocol::Capabilities& client) {
  for (lint::Piece& piece : pieces) {
    if (auto* blank = std::get_if<lint::Blank>(&piece); blank != nullptr && !client.snippet_choices)
      blank->choices.clear();
  }
  return lint::to_snippet(pieces);
}

}  // namespace notewell::features
