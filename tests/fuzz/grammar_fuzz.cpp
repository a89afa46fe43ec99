// Bytes as a note and edits of it: every tree is whole, and one kept through edits of valid text equals a fresh one.

#include <array>
#include <cstdlib>
#include <string>

#include "syntax/tree.hpp"

using namespace notewell;

namespace {

/// Keeps what an editor can hold: ASCII and the marks that notes use, chosen by the bytes above it.
std::string valid(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<std::string_view, 8> marks = {"“", "”", "’", "☑", "☐", "‹", "›", "😢"};
  std::string out;
  for (std::size_t i = 0; i != size; ++i) {
    if (data[i] < 0x80) {
      out += static_cast<char>(data[i]);
    } else {
      out += marks[data[i] % marks.size()];
    }
  }
  return out;
}

text::Offset boundary(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80U) ++at;
  return static_cast<text::Offset>(std::min(at, bytes.size()));
}

void require(bool good) {
  if (!good) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  require(!syntax::parse(text::Text(std::string(reinterpret_cast<const char*>(data), size))).has_error());
  if (size < 4) return 0;
  const std::string inserted = valid(data + 2, std::min<std::size_t>(data[1] % 8, size - 2));
  const text::Text before(valid(data + 2, size - 2));
  const text::Offset begin = boundary(before.bytes(), data[0] * before.size() / 256U);
  const text::Offset end = boundary(before.bytes(), std::min<std::size_t>(begin + data[1] / 16U, before.size()));
  const text::Text after = before.edited({begin, end}, inserted);
  const syntax::Edit edit{.removed = {begin, end}, .inserted = static_cast<text::Offset>(inserted.size())};
  const syntax::Tree kept = syntax::reparse(syntax::parse(before), std::span(&edit, 1), after);
  const syntax::Tree fresh = syntax::parse(after);
  require(!kept.has_error() && kept.s_expression() == fresh.s_expression());
  return 0;
}
