#pragma once
// What initialize tells of semantic tokens.

#include <optional>

#include "features/features.hpp"

namespace notewell::features {

/// The server's options; nothing for a client that takes no tokens of ours.
[[nodiscard]] std::optional<json::object> semantic_tokens_options(const protocol::Capabilities& client);

}  // namespace notewell::features
