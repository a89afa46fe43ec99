#include "note/opening_line.hpp"

#include <algorithm>
#include <array>
#include <functional>
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
  constexpr std::size_t most_words = 6;  // "between 2:00 pm and 2:53 pm"
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

/// Where what goes on from `at` ends: at the line's end, a bar or a gap, which is a tab or two blanks.
Offset end_of_value(std::string_view lines, std::size_t at) {
  std::size_t end = std::min(lines.find_first_of("\r\n\t|", at), lines.size());
  for (const std::string_view parts : {"  ", " / "}) end = std::min(lines.find(parts, at), end);
  return static_cast<Offset>(lines.find_last_not_of(" \t", end - 1) + 1);
}

/// F32.1, Z63.0, F43.
bool has_form_of_icd10(std::string_view word) {
  if (word.size() < 3 || word.size() > 8 || !text::is_upper(word[0]) || !text::is_digit(word[1])) return false;
  const bool dotted = word.size() == 3 || (word[3] == '.' && word.size() > 4);
  return dotted && std::ranges::all_of(word.substr(2), [](char c) { return c == '.' || text::is_alphanumeric(c); });
}

/// The first date that is not told to be a birthday.
Span session_date_in(std::string_view line) {
  std::string before;
  for (const Span word : words_of(line)) {
    const auto date = leading_date(line.substr(word.begin));
    if (date && before != "dob" && before != "d.o.b" && before != "born" && before != "birth")
      return {word.begin, word.begin + static_cast<Offset>(date->length)};
    const Span inner = bare(line, word);
    before = text::lower_case(line.substr(inner.begin, inner.size()));
  }
  return {};
}

/// Whether the word before the code makes it another number.
bool is_record_number(std::string_view line, Span code) {
  constexpr auto names = std::to_array<std::string_view>({"mrn", "id", "no", "number", "chart", "record", "case"});
  const auto words = words_of(line.substr(0, code.begin));
  if (words.empty()) return false;
  const Span before = bare(line, words.back());
  return std::ranges::find(names, text::lower_case(line.substr(before.begin, before.size()))) != names.end();
}

/// The first word, without what encloses it, that is one.
template <class Is>
Span first_word(std::string_view line, Is is_one) {
  for (const Span word : words_of(line)) {
    const Span inner = bare(line, word);
    if (is_one(line.substr(inner.begin, inner.size()))) return inner;
  }
  return {};
}

}  // namespace

Span service_code_in(std::string_view line, const Vocabulary& vocabulary) {
  return first_word(line, [&](std::string_view word) { return vocabulary.service_code(word) != nullptr; });
}

Span diagnosis_code_in(std::string_view line, const Vocabulary& vocabulary) {
  return first_word(line, [&](std::string_view word) {
    return word.find('.') != std::string_view::npos && vocabulary.diagnosis(word) != nullptr;
  });
}

bool begins_with_icd10(std::string_view value) {
  const auto words = words_of(value);
  if (words.empty()) return false;
  const Span first = bare(value, words.front());
  return has_form_of_icd10(value.substr(first.begin, first.size()));
}

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
  bool diagnosed = false;
  for (std::size_t w = behind; w != words.size(); ++w) {
    if (const Span times = timed ? Span{} : time_range_at(line, words, w); !times.empty()) {
      add("time", times);
      timed = true;
    }
    const Span word = bare(line, words[w]);
    const std::string_view told = line.substr(word.begin, word.size());
    if (!coded && vocabulary.service_code(told) != nullptr) {
      add("code", word);
      coded = true;
    }
    constexpr std::size_t shortest = 5;  // with a dot: "B12" is a vitamin
    if (!diagnosed && told.size() >= shortest && has_form_of_icd10(told)) {
      add("diagnosis", word);
      diagnosed = true;
    }
  }
  return fields;
}

Span time_range_in(std::string_view line) {
  const auto words = words_of(line);
  for (std::size_t w = 0; w != words.size(); ++w) {
    if (const Span times = time_range_at(line, words, w); !times.empty()) return times;
  }
  return {};
}

std::vector<Field> fields_of_line(std::string_view line, Offset begin, const Vocabulary& vocabulary) {
  if (line.find_first_of("0123456789") == std::string_view::npos) return {};
  const Span code = service_code_in(line, vocabulary);
  const Span diagnosis = diagnosis_code_in(line, vocabulary);
  const Span date = session_date_in(line);
  if (code.empty() && diagnosis.empty() && date.empty()) return {};
  const Span times = time_range_in(line);
  // "CPT 90837 was explained to her" and "Client: MRN 90837" say nothing of the kind.
  const bool of_session = code.empty()
                              ? !date.empty() && !times.empty()
                              : !is_record_number(line, code) && !(date.empty() && times.empty() && diagnosis.empty());
  if (!of_session && diagnosis.empty()) return {};
  std::vector<Field> fields = fields_without_colon(line, begin, vocabulary);
  const auto add = [&](std::string_view id, Span found) {
    if (found.empty() || std::ranges::find(fields, id, &Field::id) != fields.end()) return;
    fields.push_back({.id = id, .name = found.shifted(begin), .value = found.shifted(begin)});
  };
  if (of_session) add("date", date);
  if (of_session) add("code", code);
  if (of_session) add("time", times);
  add("diagnosis", diagnosis);
  return fields;
}

std::vector<Field> fields_without_colon(std::string_view lines, Offset begin, const Vocabulary& vocabulary) {
  const auto slice = [&](Span span) { return lines.substr(span.begin, span.size()); };
  const auto words = words_of(lines);
  // What a value takes of the lines from the word `w` on; empty if it does not fit there.
  using Value = std::function<Span(std::size_t w)>;
  const auto word_if = [&](auto fits) -> Value {
    return [&, fits](std::size_t w) {
      const Span word = bare(lines, words[w]);
      return fits(slice(word)) ? word : Span{};
    };
  };
  const auto up_to_gap = [&](const Value& first) -> Value {
    return [&, first](std::size_t w) {
      Span value = first(w);
      if (!value.empty()) value.end = end_of_value(lines, value.end);
      while (!value.empty() && std::string_view(".,;").find(lines[value.end - 1]) != std::string_view::npos)
        --value.end;
      return value;
    };
  };
  const Value date = word_if([](std::string_view word) { return parse_date(word).has_value(); });
  const Value time = [&](std::size_t w) {
    if (w + 1 < words.size() && slice(words[w]) == "time") ++w;  // "Start time 8:32 am"
    const Offset at = words[w].begin;
    const auto found = leading_time(lines.substr(at));
    if (!found) return Span{};
    const std::string_view told = lines.substr(at, found->length);
    // "9:17 am." but not "9:17 a.m."
    const bool ends_sentence = told.ends_with('.') && told.size() > 2 && told[told.size() - 3] != '.';
    return Span{at, at + static_cast<Offset>(found->length - (ends_sentence ? 1 : 0))};
  };
  const Value codes = [&](std::size_t w) {
    Span value;
    for (; w != words.size(); ++w) {
      const Span word = bare(lines, words[w]);
      if (word.empty() && !value.empty()) continue;  // "90834 + 90785"
      if (vocabulary.service_code(slice(word)) == nullptr) break;
      value = value.empty() ? word : Span{value.begin, word.end};
    }
    return value;
  };
  // "MRN 10234", "Pt# 3390", "Chart no. 6612-B"
  const Value number = [&](std::size_t w) {
    constexpr std::ptrdiff_t fewest_digits = 3;
    const Span first = bare(lines, words[w]);
    const std::string word = text::lower_case(slice(first));
    if ((word == "no" || word == "number" || word == "nr") && w + 1 < words.size()) ++w;
    const Span value = bare(lines, words[w]);
    const std::string_view told = slice(value);
    const bool counts = std::ranges::count_if(told, text::is_digit) >= fewest_digits;
    return counts && vocabulary.service_code(told) == nullptr && !leading_date(told) && !parse_time_range(told)
               ? value
               : Span{};
  };
  const Value diagnosis = up_to_gap(word_if(has_form_of_icd10));
  const Value place = up_to_gap(
      word_if([](std::string_view word) { return word.size() == 2 && std::ranges::all_of(word, text::is_digit); }));

  struct Form {
    std::string_view id;
    std::initializer_list<std::string_view> names;
    const Value& value;
  };
  const std::array<Form, 8> forms = {
      Form{.id = "client",
           .names = {"mrn", "id", "chart", "case", "record", "pt", "client", "patient"},
           .value = number},
      Form{.id = "date", .names = {"dos"}, .value = date},
      Form{.id = "start-time", .names = {"start", "started", "began", "begin", "in"}, .value = time},
      Form{.id = "end-time", .names = {"end", "ended", "stop", "stopped", "out"}, .value = time},
      Form{.id = "code", .names = {"cpt", "code", "codes", "service"}, .value = codes},
      Form{.id = "diagnosis", .names = {"dx", "diagnosis", "icd-10"}, .value = diagnosis},
      Form{.id = "dob", .names = {"dob", "d.o.b"}, .value = date},
      Form{.id = "place", .names = {"pos"}, .value = place}};
  std::vector<Field> fields;
  for (const Form& form : forms) {
    for (std::size_t w = 0; w + 1 < words.size(); ++w) {
      const Span name = bare(lines, words[w]);
      if (name.empty() || std::ranges::find(form.names, text::lower_case(slice(name))) == form.names.end()) continue;
      const Span value = form.value(w + 1);
      if (value.empty() || lines.find(':', name.end) < value.begin) continue;
      fields.push_back({.id = form.id, .name = name.shifted(begin), .value = value.shifted(begin)});
      break;
    }
  }
  return fields;
}

}  // namespace notewell::note
