#include "note/opening_line.hpp"

#include <algorithm>
#include <initializer_list>

#include "note/date_time.hpp"
#include "text/ascii.hpp"

namespace notewell::note {
namespace {

using text::Offset;
using text::Span;

/// The words of a line, as they are parted by blanks.
std::vector<Span> words_of(std::string_view line) {
  std::vector<Span> words;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = line.find_first_not_of(" \t\r\n", at);
    if (begin == std::string_view::npos) break;
    at = std::min(line.find_first_of(" \t\r\n", begin), line.size());
    words.push_back({static_cast<Offset>(begin), static_cast<Offset>(at)});
  }
  return words;
}

/// A weekday may stand before the date: "Fri 11/20/26".
bool is_weekday(std::string_view word) {
  const std::string start = text::lower_case(word.substr(0, 3));
  return start == "mon" || start == "tue" || start == "wed" || start == "thu" || start == "fri" || start == "sat" ||
         start == "sun";
}

/// The longest run of words from `first` on that is a range of times: "2:00 - 2:53 pm".
Span time_range_at(std::string_view line, std::span<const Span> words, std::size_t first) {
  constexpr std::size_t most_words = 5;
  for (std::size_t last = std::min(first + most_words, words.size()); last > first; --last) {
    Span span{words[first].begin, words[last - 1].end};
    while (span.size() > 1 && std::string_view(",;.)").find(line[span.end - 1]) != std::string_view::npos) --span.end;
    if (span.size() > 1 && line[span.begin] == '(') ++span.begin;
    if (parse_time_range(line.substr(span.begin, span.size()))) return span;
  }
  return {};
}

/// The word without what encloses it: "(90853)," is 90853.
Span bare(std::string_view line, Span word) {
  while (!word.empty() && !text::is_alphanumeric(line[word.begin])) ++word.begin;
  while (!word.empty() && !text::is_alphanumeric(line[word.end - 1])) --word.end;
  return word;
}

/// The word right behind one of `names`, in any case, if it is as asked; empty if none is.
template <class Fits>
Span word_behind(std::string_view lines, std::initializer_list<std::string_view> names, const Fits& fits) {
  const auto slice = [&](Span span) { return lines.substr(span.begin, span.size()); };
  const auto words = words_of(lines);
  for (std::size_t w = 0; w + 1 < words.size(); ++w) {
    const Span word = bare(lines, words[w + 1]);
    if (std::ranges::find(names, text::lower_case(slice(bare(lines, words[w])))) != names.end() && fits(slice(word)))
      return word;
  }
  return {};
}

/// F32.1, Z63.0, F43.
bool has_form_of_icd10(std::string_view word) {
  if (word.size() < 3 || word.size() > 8 || !text::is_upper(word[0]) || !text::is_digit(word[1])) return false;
  const bool dotted = word.size() == 3 || (word[3] == '.' && word.size() > 4);
  return dotted && std::ranges::all_of(word.substr(2), [](char c) { return c == '.' || text::is_alphanumeric(c); });
}

}  // namespace

std::vector<Field> opening_fields(std::string_view line, Offset begin, bool title, const Vocabulary& vocabulary) {
  const auto words = words_of(line);
  std::vector<Field> fields;
  const auto add = [&](std::string_view id, Span span) {
    fields.push_back({.id = id, .name = span.shifted(begin), .value = span.shifted(begin)});
  };
  std::size_t behind = 0;  // the first word behind the date
  for (std::size_t w = 0; w != words.size() && fields.empty(); ++w) {
    const auto date = leading_date(line.substr(words[w].begin));
    if (date) {
      const Span span{words[w].begin, words[w].begin + static_cast<Offset>(date->length)};
      add("date", span);
      while (behind != words.size() && words[behind].begin < span.end) ++behind;
    } else if (!title && !is_weekday(line.substr(words[w].begin, words[w].size()))) {
      break;
    }
  }
  if (fields.empty()) return {};
  bool timed = false;
  bool coded = false;
  for (std::size_t w = behind; w != words.size(); ++w) {
    if (const Span times = timed ? Span{} : time_range_at(line, words, w); !times.empty()) {
      add("time", times);
      timed = true;
    }
    const Span word = bare(line, words[w]);
    if (!coded && vocabulary.service_code(line.substr(word.begin, word.size())) != nullptr) {
      add("code", word);
      coded = true;
    }
  }
  return fields;
}

text::Span code_behind_cpt(std::string_view lines, const Vocabulary& vocabulary) {
  return word_behind(lines, {"cpt"}, [&](std::string_view word) { return vocabulary.service_code(word) != nullptr; });
}

text::Span diagnosis_behind_dx(std::string_view lines) {
  Span code = word_behind(lines, {"dx", "diagnosis", "icd-10"}, has_form_of_icd10);
  if (code.empty()) return {};
  const std::size_t line_end = std::min(lines.find_first_of("\r\n", code.end), lines.size());
  code.end = static_cast<Offset>(lines.find_last_not_of(" \t", line_end - 1) + 1);
  return code;
}

}  // namespace notewell::note
