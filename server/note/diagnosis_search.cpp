#include "note/diagnosis_search.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace notewell::note {
namespace {

bool in_word(char c) {
  return text::is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// Calls `take` with the begin and size of each word.
template <class Take>
void each_word(std::string_view text, const Take& take) {
  for (std::size_t i = 0; i < text.size();) {
    if (!in_word(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && in_word(text[end])) ++end;
    take(i, end - i);
    i = end;
  }
}

/// "f331" as "F33.1": the dot stands behind the third character.
std::string as_code(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (c == '.') continue;
    if (out.size() == 3) out += '.';
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c;
  }
  return out;
}

}  // namespace

DiagnosisSearch::DiagnosisSearch(std::shared_ptr<const Vocabulary> vocabulary) : vocabulary_(std::move(vocabulary)) {
  const auto all = vocabulary_->diagnoses();
  row_begins_.reserve(all.size() + 1);
  for (const auto& [code, diagnosis] : all) {
    row_begins_.push_back(static_cast<std::uint32_t>(text_.size()));
    text_ += text::lower_case(diagnosis.description);
    text_ += '\n';
  }
  row_begins_.push_back(static_cast<std::uint32_t>(text_.size()));
  for (std::uint32_t row = 0; row != all.size(); ++row) {
    const std::uint32_t begin = row_begins_[row];
    each_word(std::string_view(text_).substr(begin, row_begins_[row + 1] - begin),
              [&](std::size_t at, std::size_t size) {
                constexpr std::size_t longest = 0xFFFF;
                words_.push_back({.begin = begin + static_cast<std::uint32_t>(at),
                                  .size = static_cast<std::uint16_t>(std::min(size, longest)),
                                  .row = row});
              });
  }
  std::ranges::stable_sort(words_, {}, [this](const Word& word) { return slice(word); });
}

std::span<const DiagnosisSearch::Word> DiagnosisSearch::beginning_with(std::string_view prefix) const {
  const auto start = [&](const Word& word) { return slice(word).substr(0, prefix.size()); };
  const auto range = std::ranges::equal_range(words_, prefix, {}, start);
  return {range.begin(), range.end()};
}

bool DiagnosisSearch::has_word(std::uint32_t row, std::string_view prefix) const {
  const std::uint32_t begin = row_begins_[row];
  const std::string_view text = std::string_view(text_).substr(begin, row_begins_[row + 1] - begin);
  for (std::size_t at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix, at + 1)) {
    if (at == 0 || !in_word(text[at - 1])) return true;
  }
  return false;
}

DiagnosisSearch::Result DiagnosisSearch::find(std::string_view typed, std::size_t most) const {
  Result out;
  const auto all = vocabulary_->diagnoses();
  const auto add = [&](std::uint32_t row) {
    if (!all[row].second.billable || std::ranges::find(out.rows, row) != out.rows.end()) return true;
    out.more = out.rows.size() == most;
    if (!out.more) out.rows.push_back(row);
    return !out.more;
  };
  const std::string code = as_code(typed.substr(0, 16));
  auto first = std::ranges::lower_bound(all, std::string_view(code), {},
                                        [](const auto& row) { return std::string_view(row.first); });
  for (; first != all.end() && first->first.starts_with(code); ++first) {
    if (!add(static_cast<std::uint32_t>(first - all.begin()))) return out;
  }
  std::vector<std::string> asked;
  const std::string lower = text::lower_case(typed.substr(0, 200));
  each_word(lower, [&](std::size_t at, std::size_t size) { asked.push_back(lower.substr(at, size)); });
  if (asked.empty()) return out;
  // The rarest word tells which rows are looked at.
  std::span<const Word> rarest = beginning_with(asked.front());
  for (const std::string& word : asked) {
    if (const auto range = beginning_with(word); range.size() < rarest.size()) rarest = range;
  }
  std::vector<std::uint32_t> rows;
  rows.reserve(rarest.size());
  for (const Word& word : rarest) rows.push_back(word.row);
  std::ranges::sort(rows);
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  for (const std::uint32_t row : rows) {
    const bool fits = std::ranges::all_of(asked, [&](const std::string& word) { return has_word(row, word); });
    if (fits && !add(row)) break;
  }
  return out;
}

}  // namespace notewell::note
