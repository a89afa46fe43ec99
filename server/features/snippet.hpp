#pragma once
// Templates as snippets that every blank can be seen in, whatever the client makes of choices.

#include <string>

#include "lint/template.hpp"
#include "protocol/capabilities.hpp"

namespace notewell::features {

/// In LSP's snippet syntax. A choice is a menu only where the client said that it shows its prompt until one is taken:
/// Neovim and Helix insert nothing for it, and yasnippet knows no choices. Elsewhere it is a plain blank.
/// No backquotes: yasnippet runs what stands between them as a program, and a practice's rules may come from anywhere.
[[nodiscard]] std::string snippet_of(lint::Template pieces, const protocol::Capabilities& client);

}  // namespace notewell::features
