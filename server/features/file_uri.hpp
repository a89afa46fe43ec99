#pragma once
// file: URIs of paths; the way back is protocol::path_of.

#include <string>
#include <string_view>

namespace notewell::features {

/// "file:///charts/k%20r.pnote" for "/charts/k r.pnote".
[[nodiscard]] std::string file_uri(std::string_view path);

}  // namespace notewell::features
