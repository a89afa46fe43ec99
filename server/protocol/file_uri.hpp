#pragma once
// Paths as file: URIs, and percent-encoded text.

#include <string>
#include <string_view>

namespace notewell::protocol {

/// The file: URI of an absolute path, as VS Code and Neovim write it: everything but letters, digits and -._~/ encoded.
[[nodiscard]] std::string file_uri(std::string_view path);

/// `text` with each %XX replaced by its byte; what is no such escape stays.
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace notewell::protocol
