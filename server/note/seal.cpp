#include "note/seal.hpp"

#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <cstdint>

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

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view digest_label = "digest: sha256:";
constexpr std::size_t digest_digits = std::size_t{2} * SHA256_DIGEST_SIZE;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

/// Calls take(line, span) for each line without its end and without the byte order mark.
template <class Take>
void for_each_line(std::string_view text, const Take& take) {
  std::size_t begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    take(text.substr(begin, end - begin), text::Span{static_cast<text::Offset>(begin), static_cast<text::Offset>(end)});
    begin = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
}

std::string_view without_blanks_at_end(std::string_view line) {
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

/// Takes lines, and gives their normalized text to `put` as soon as no more can be cut off its end.
template <class Put>
class Normalizer {
 public:
  explicit Normalizer(Put put) : put_(std::move(put)) {}

  void line(std::string_view line) {
    line = without_blanks_at_end(line);
    if (line.empty()) {
      ++empty_lines_;
      return;
    }
    for (; empty_lines_ > 0; --empty_lines_) put_("\n");
    put_(line);
    put_("\n");
  }

 private:
  Put put_;
  std::size_t empty_lines_ = 0;  // that count only if something follows
};

void update(sha256_ctx& state, std::string_view bytes) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  sha256_update(&state, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

/// Of what went in so far; more may follow.
std::string digits(sha256_ctx state) {
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> bytes{};
  sha256_digest(&state, bytes.size(), bytes.data());
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out += hexadecimal[byte >> 4U];
    out += hexadecimal[byte & 15U];
  }
  return out;
}

/// The digits of a digest line; "" for any other line.
std::string_view stated_digest(std::string_view line) {
  line = without_blanks_at_end(line);
  if (!line.starts_with(digest_label)) return {};
  line.remove_prefix(digest_label.size());
  const auto is_digit = [](char c) { return text::is_digit(c) || (c >= 'a' && c <= 'f'); };
  return line.size() == digest_digits && std::ranges::all_of(line, is_digit) ? line : std::string_view{};
}

/// Where the signature goes: after the last line with something on it, or at that line if it is a signature yet to be
/// filled in.
text::Offset place_of_signature(std::string_view text) {
  text::Span last{0, 0};
  std::string_view words;
  for_each_line(text, [&](std::string_view line, text::Span span) {
    line = without_blanks_at_end(line);
    if (line.empty()) return;
    last = {span.begin, span.begin + static_cast<text::Offset>(line.size())};
    words = line;
  });
  constexpr std::string_view label = "signed:";
  const bool labelled = words.size() >= label.size() && std::equal(label.begin(), label.end(), words.begin(),
                                                                   [](char a, char b) { return a == text::lower(b); });
  const bool unfilled = words.size() == label.size() || words.find("‹") != std::string_view::npos;
  return labelled && unfilled ? last.begin : last.end;
}

}  // namespace

std::string normalized(std::string_view text) {
  std::string out;
  Normalizer lines([&out](std::string_view part) { out += part; });
  for_each_line(text, [&](std::string_view line, text::Span) { lines.line(line); });
  return out;
}

std::string digest(std::string_view text) {
  sha256_ctx state;
  sha256_init(&state);
  update(state, normalized(text));
  return digits(state);
}

std::vector<Seal> seals(std::string_view text) {
  std::vector<Seal> out;
  if (text.find(digest_label) == std::string_view::npos) return out;  // most notes: no need to read them by lines
  sha256_ctx state;
  sha256_init(&state);
  Normalizer lines([&state](std::string_view part) { update(state, part); });
  for_each_line(text, [&](std::string_view line, text::Span span) {
    if (const auto stated = stated_digest(line); !stated.empty())
      out.push_back({.line = span, .fits = digits(state) == stated});
    lines.line(line);
  });
  return out;
}

bool takes_signature(const Note& note) {
  const auto all = seals(note.text.bytes());
  if (all.empty()) return !note.signed_;
  bool addenda = false;
  for (const Block& block : note.blocks) {
    if (block.span().end <= all.back().line.end) continue;
    if (block.begin < all.back().line.end || !note.sections[block.section].addendum) return false;
    addenda = true;
  }
  return addenda;
}

bool fits_signature(std::string_view text) {
  return text.find_first_not_of(' ') != std::string_view::npos && text.find("--") == std::string_view::npos &&
         text.find("‹") == std::string_view::npos && text.find("›") == std::string_view::npos &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
}

text::Edit signing(std::string_view text, const Signature& signature) {
  const text::Offset at = place_of_signature(text);
  const std::string_view kept = text.substr(0, at);
  const std::string_view end = text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  const bool blanks = signature.name.empty() || signature.credentials.empty();
  std::string lines;
  const auto add = [&](std::string_view line) { lines.append(line).append(end); };
  if (!without_blanks_at_end(kept).empty() && kept != byte_order_mark && !kept.ends_with('\n')) {
    add("");
    add("");
  }
  if (!signature.reason.empty()) {
    std::string rules;
    for (const std::string& rule : signature.open_rules) rules += (rules.empty() ? "" : ", ") + rule;
    add("<!-- signed with open findings: " + rules + " because " + signature.reason + " -->");
  }
  add("signed: " + (signature.name.empty() ? "‹name›" : signature.name) + ", " +
      (signature.credentials.empty() ? "‹credentials›" : signature.credentials) + " " + signature.moment);
  if (!blanks) add(std::string(digest_label) + digest(std::string(kept) + lines));
  return {.replaced = {at, static_cast<text::Offset>(text.size())}, .inserted = std::move(lines)};
}

bool is_sealed(const Note& note) {
  if (!note.signed_) return false;
  if (!seals(note.text.bytes()).empty()) return true;
  if (std::ranges::any_of(note.fields, [&](const Field& field) { return holds_digest(note.text.slice(field.value)); }))
    return true;
  constexpr std::size_t closing = 4;  // blocks at the end among which a signature is looked for, too
  const std::size_t from = note.blocks.size() - std::min(note.blocks.size(), closing);
  return std::any_of(note.blocks.begin() + static_cast<std::ptrdiff_t>(from), note.blocks.end(),
                     [](const Block& block) { return holds_digest(block.facts->bytes); });
}

}  // namespace notewell::note
