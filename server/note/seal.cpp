#include "note/seal.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace notewell::note {
namespace {

bool holds_digest(std::string_view text) {
  constexpr std::size_t shortest = 32;  // digits of a digest of 128 bits
  std::size_t run = 0;
  for (const char c : text) {
    const char low = text::lower(c);
    run = text::is_digit(c) || (low >= 'a' && low <= 'f') ? run + 1 : 0;
    if (run == shortest) return true;
  }
  return false;
}

}  // namespace

bool is_sealed(const Note& note) {
  if (!note.signed_) return false;
  if (std::ranges::any_of(note.fields, [&](const Field& field) { return holds_digest(note.text.slice(field.value)); }))
    return true;
  constexpr std::size_t closing = 4;  // blocks at the end among which a signature is looked for, too
  const std::size_t from = note.blocks.size() - std::min(note.blocks.size(), closing);
  return std::any_of(note.blocks.begin() + static_cast<std::ptrdiff_t>(from), note.blocks.end(),
                     [](const Block& block) { return holds_digest(block.facts->bytes); });
}

}  // namespace notewell::note
