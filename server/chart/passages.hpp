#pragma once
// The passages of a note that are held against other notes, as hashes: what the search for copied narrative works on.
//
// A passage is the narrative of one block (a paragraph, an item with all below it, a labelled line), word by word, made
// alike where copies differ without saying anything else: case, punctuation, quotation marks; numbers, dates and days;
// he, she and they; names inside a sentence. Shingles of three words measure how much two passages share. Of the
// shingles of six words a few are chosen by winnowing (Schleimer, Wilkerson and Aiken 2003), as prints to find
// passages by: two passages with a run of twelve words in common share a print for sure.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "note/note.hpp"
#include "text/text.hpp"

namespace notewell::chart {

/// Words below which a passage says too little to be told from another.
inline constexpr std::size_t fewest_words = 15;
inline constexpr std::size_t shingle_words = 3;
inline constexpr std::size_t print_words = 6;
/// Prints are chosen from so many neighbours at a time.
inline constexpr std::size_t print_window = 7;
/// Two passages with a run of so many words in common share a print for sure.
inline constexpr std::size_t sure_run = print_words + print_window - 1;

/// A word as it is compared.
struct PassageWord {
  std::uint64_t hash = 0;
  text::Span span;
};

/// The words of a text, made alike; spans are within `bytes`. Words of several stretches follow one another.
void append_words(std::string_view bytes, text::Span stretch, std::vector<PassageWord>& words);
/// A hash for each run of `length` words, in order.
[[nodiscard]] std::vector<std::uint64_t> runs_of(const std::vector<PassageWord>& words, std::size_t length);

/// As indexes keep them.
[[nodiscard]] constexpr std::uint16_t short_shingle(std::uint64_t shingle) {
  return static_cast<std::uint16_t>(shingle >> 48U);
}
[[nodiscard]] constexpr std::uint32_t short_print(std::uint64_t print) {
  return static_cast<std::uint32_t>(print >> 32U);
}

struct PassageContent {
  std::vector<PassageWord> words;             // spans are relative to the block
  std::vector<std::uint64_t> shingles;        // of shingle_words, in order
  std::vector<std::uint16_t> short_shingles;  // sorted, each once
  std::vector<std::uint64_t> prints;          // sorted, each once
};
/// Shingles and prints of these words.
[[nodiscard]] PassageContent passage_of(std::vector<PassageWord> words);

struct Passage {
  text::Offset begin = 0;  // of the block
  std::shared_ptr<const PassageContent> content;

  /// From the first word to the last, in the text.
  [[nodiscard]] text::Span span() const {
    return text::Span{content->words.front().span.begin, content->words.back().span.end}.shifted(begin);
  }
};

/// The passages that count, in order: narrative of progress notes, intakes and discharges. Not what may well be the
/// same every time: the header, headings, options, goals, safety plans, signatures and attestations, tables and items
/// of scales, what was left to be filled in.
[[nodiscard]] std::vector<Passage> passages_of(const note::Note& note);

}  // namespace notewell::chart
