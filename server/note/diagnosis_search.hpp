#pragma once
// Diagnoses by code or by words of their description, among tens of thousands, as fast as somebody types.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "note/vocabulary.hpp"

namespace notewell::note {

class DiagnosisSearch {
 public:
  /// Reads all descriptions once.
  explicit DiagnosisSearch(std::shared_ptr<const Vocabulary> vocabulary);

  struct Result {
    std::vector<std::uint32_t> rows;  // indices in Vocabulary::diagnoses(), billable ones alone
    bool more = false;                // others would fit, too
  };
  /// Codes that begin with what is typed, with or without the dot; then those whose description has a word that begins
  /// with each word typed, in any order. At most `most`.
  [[nodiscard]] Result find(std::string_view typed, std::size_t most) const;

  [[nodiscard]] const Vocabulary* vocabulary() const { return vocabulary_.get(); }

 private:
  struct Word {
    std::uint32_t begin = 0;  // in text_
    std::uint16_t size = 0;
    std::uint32_t row = 0;
  };
  [[nodiscard]] std::string_view slice(const Word& word) const {
    return std::string_view(text_).substr(word.begin, word.size);
  }
  [[nodiscard]] std::span<const Word> beginning_with(std::string_view prefix) const;
  [[nodiscard]] bool has_word(std::uint32_t row, std::string_view prefix) const;

  std::shared_ptr<const Vocabulary> vocabulary_;
  std::string text_;                       // all descriptions in lower case, a line each
  std::vector<std::uint32_t> row_begins_;  // in text_; one more than there are rows
  std::vector<Word> words_;                // sorted
};

}  // namespace notewell::note
