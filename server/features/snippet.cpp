#include "features/snippet.hpp"

#include <algorithm>

namespace notewell::features {

std::string snippet_of(lint::Template pieces, const protocol::Capabilities& client) {
  for (lint::Piece& piece : pieces) {
    if (auto* blank = std::get_if<lint::Blank>(&piece); blank != nullptr && !client.snippet_choices)
      blank->choices.clear();
  }
  std::string out = lint::to_snippet(pieces);
  std::ranges::replace(out, '`', '\'');
  return out;
}

}  // namespace notewell::features
