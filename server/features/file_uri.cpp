#include "features/file_uri.hpp"

#include "text/ascii.hpp"

namespace notewell::features {

std::string file_uri(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain = "-._~/";
  std::string out = "file://";
  for (const char c : path) {
    if (text::is_alphanumeric(c) || plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
    }
  }
  return out;
}

}  // namespace notewell::features
