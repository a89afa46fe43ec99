#pragma once
// Cuts narrative into words and statements, and finds in each statement its phrases, its cues and its subjects: what
// everything else that is told of a statement is read from. Private to server/note/.

#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "note/note.hpp"
#include "note/vocabulary.hpp"

namespace notewell::note {

/// A word of a passage.
struct Token {
  text::Span span;
  Word word;
  Cues cues = 0;               // of the word and of the phrases that begin here
  std::uint8_t cue_words = 1;  // how many words the longest assertion cue that begins here has
  std::uint8_t before = 0;     // scopes of cues that stand before it (assertion.cpp)
  std::uint8_t behind = 0;     // scopes of cues that stand behind it
  bool in_quote = false;
  bool number = false;
  bool comma_before = false;
  bool item = false;            // the number of a list's item: "2)"
  bool mark_before = false;     // a colon, a spaced dash or an equals sign: "SI: denied"
  bool mark_behind = false;     // the same
  bool ends_statement = false;  // the statement ends behind this word
  bool reported = false;        // inside what somebody is told to have said

  [[nodiscard]] bool has(Cue cue) const { return (cues & bit(cue)) != 0; }
};

/// A phrase of the vocabulary in a statement: which words it spans, and what it stands for.
using FoundPhrase = std::pair<text::Span, PhraseMeaning>;

/// One statement while it is being read.
struct Reading {
  std::span<Token> tokens;
  std::string_view bytes;                                              // that the tokens' spans are of
  std::size_t first_report = std::numeric_limits<std::size_t>::max();  // the client's or another's report verb
  bool client_reports = false;
  bool other_reports = false;
  bool clinician_first = false;
  bool client_first = false;
  bool other_first = false;

  [[nodiscard]] std::string_view text(const Token& token) const {
    return bytes.substr(token.span.begin, token.span.size());
  }
};

/// Length of the word character at `at`, 0 if it is none; `inside`: a word has begun before it.
[[nodiscard]] std::size_t word_character(std::string_view bytes, std::size_t at, bool inside);

/// Where the word that begins at `at` ends.
[[nodiscard]] std::size_t word_end(std::string_view bytes, std::size_t at);

/// Cuts the passage of `facts.bytes` into words, marking where statements end. Needs its quotes and placeholders.
void tokenize(const Vocabulary& vocabulary, text::Span passage, const BlockFacts& facts, std::vector<Token>& tokens);

/// How many of the tokens, of which there is at least one, are the first statement.
[[nodiscard]] std::size_t statement_length(std::span<const Token> tokens);

/// Reads one statement: marks cues and scopes on its tokens, puts its phrases into `found` in place of what was there,
/// and adds the header fields that it states to `stated`.
[[nodiscard]] Reading read_statement(const Vocabulary& vocabulary, std::string_view bytes, std::span<Token> tokens,
                                     std::vector<FoundPhrase>& found, std::uint64_t& stated);

}  // namespace notewell::note
