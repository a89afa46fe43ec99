#include "features/words.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace notewell::features {
namespace {

using text::Offset;
using text::Span;

constexpr std::string_view curly = "’";

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Bytes of the letter or digit that begins at `at`, 0 if none does. Beyond ASCII, blocks of punctuation and symbols
/// (those that begin with C2, E2, F0) are none.
Offset letter_at(std::string_view bytes, Offset at) {
  if (text::is_alphanumeric(bytes[at])) return 1;
  const auto lead = static_cast<unsigned char>(bytes[at]);
  if (lead <= 0xC2U || lead == 0xE2U || lead >= 0xF0U) return 0;
  Offset end = at + 1;
  while (end < bytes.size() && continues_character(bytes[end])) ++end;
  return end - at;
}

Offset apostrophe_at(std::string_view bytes, Offset at) {
  if (bytes[at] == '\'') return 1;
  return bytes.substr(at).starts_with(curly) ? static_cast<Offset>(curly.size()) : 0;
}

/// Bytes of the character of a word at `at`: a letter, or an apostrophe between two.
Offset word_character_at(std::string_view bytes, Offset at) {
  if (const Offset letter = letter_at(bytes, at)) return letter;
  const Offset apostrophe = apostrophe_at(bytes, at);
  if (apostrophe == 0 || at == 0 || at + apostrophe >= bytes.size()) return 0;
  Offset before = at - 1;
  while (before > 0 && continues_character(bytes[before])) --before;
  return letter_at(bytes, before) != 0 && letter_at(bytes, at + apostrophe) != 0 ? apostrophe : 0;
}

bool looks_like_service_code(std::string_view word) {
  constexpr std::size_t digits = 5;  // CPT; HCPCS has a letter in place of the first or the last
  if (word.size() != digits) return false;
  return std::ranges::all_of(word.substr(1, 3), text::is_digit) && text::is_alphanumeric(word.front()) &&
         text::is_alphanumeric(word.back());
}

bool looks_like_diagnosis(std::string_view word) {
  return word.size() >= 3 && text::is_letter(word[0]) && text::is_digit(word[1]);
}

}  // namespace

Span word_around(std::string_view bytes, Offset at) {
  Offset begin = at;
  Offset end = at;
  while (end < bytes.size()) {
    const Offset size = word_character_at(bytes, end);
    if (size == 0) break;
    end += size;
  }
  while (begin > 0) {
    Offset before = begin - 1;
    while (before > 0 && continues_character(bytes[before])) --before;
    if (word_character_at(bytes, before) == 0) break;
    begin = before;
  }
  return {begin, end};
}

std::vector<KnownCode> known_codes(const note::Note& note) {
  std::vector<KnownCode> out;
  const std::string_view bytes = note.text.bytes();
  auto field = note.fields.begin();
  for (Offset at = 0; at < bytes.size();) {
    if (!text::is_alphanumeric(bytes[at])) {
      ++at;
      continue;
    }
    Offset end = at;
    while (end < bytes.size() && (text::is_alphanumeric(bytes[end]) || bytes[end] == '.')) ++end;
    const Offset next = end;
    while (bytes[end - 1] == '.') --end;
    const std::string_view word = bytes.substr(at, end - at);
    while (field != note.fields.end() && std::max(field->name.end, field->value.end) <= at) ++field;
    const bool in_field = field != note.fields.end() && field->value.contains(at);
    const bool service = looks_like_service_code(word) && note.vocabulary->service_code(word) != nullptr;
    // "B12" in narrative is a vitamin
    const bool certain = (in_field && field->id == "diagnosis") || word.find('.') != std::string_view::npos;
    const bool diagnosis = certain && looks_like_diagnosis(word) && note.vocabulary->diagnosis(word) != nullptr;
    const bool holds = in_field && field->id == (service ? "code" : "diagnosis");
    if (service || diagnosis) out.push_back({.span = {at, end}, .in_field = holds});
    at = next;
  }
  return out;
}

}  // namespace notewell::features
