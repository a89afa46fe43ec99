#include "lint/planned_frequency.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <re2/re2.h>

#include "note/block.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

constexpr const char* count = R"((?:\d{1,2}|once|twice|one|two|three|four|five|six|seven|other|second|third))";

int number_of(std::string_view word) {
  constexpr auto words = std::to_array<std::pair<std::string_view, int>>({{"once", 1},
                                                                          {"twice", 2},
                                                                          {"one", 1},
                                                                          {"two", 2},
                                                                          {"three", 3},
                                                                          {"four", 4},
                                                                          {"five", 5},
                                                                          {"six", 6},
                                                                          {"seven", 7},
                                                                          {"other", 2},
                                                                          {"second", 2},
                                                                          {"third", 3}});
  for (const auto& [name, value] : words) {
    if (word == name) return value;
  }
  int value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value);
  return value;
}

int days_of(std::string_view unit) {
  constexpr int week = 7;
  constexpr int month = 30;
  if (unit.starts_with("da")) return 1;
  if (unit.starts_with("w")) return week;
  if (unit.starts_with("fort")) return 2 * week;
  return month;
}

/// "- **Frequency of sessions:**": up to behind it; 0: another line. "Frequency of panic attacks: …" is an objective's.
std::size_t length_of_label(const std::string& line) {
  if (line.find("frequency") == std::string::npos) return 0;
  static const re2::RE2 label(
      R"(^([\s#*+>•-]*(?:(?:sessions?|treatment|service|visit|therapy|planned|anticipated|recommended|expected) )?frequency)"
      R"((?: of (?:the )?(?:sessions?|treatment|services?|visits?|therapy|contacts?)|\s*(?:/|and|&|,)\s*(?:duration|length|amount))?)"
      R"(\s*\**\s*:\**))");
  re2::StringPiece found;
  return re2::RE2::PartialMatch(line, label, &found) ? found.size() : 0;
}

struct Rate {
  int sessions = 0;
  int days = 0;
};

/// All that a line says, in lower case; nothing if it can't be held against dates.
std::vector<Rate> rates_in(const std::string& line) {
  static const re2::RE2 open(
      R"(\bbi-?\s?(?:weekly|monthly)|\bsemi-?\s?(?:weekly|monthly)|\bas needed|\bas clinically|\bprn\b|\bvaries\b|\bvariable\b)"
      R"(|\bflexible\b|\btbd\b|\bto be determined\b)");
  if (re2::RE2::PartialMatch(line, open)) return {};
  const std::string several = std::string("(") + count + R"()(?:\s*(?:-|–|to|or)\s*()" + count + "))?";
  // "twice a week", "1-2 sessions per month"; "every other week", "twice every 3 weeks"; "weekly", "2x weekly".
  static const re2::RE2 rate(
      "(?:" + several +
      R"(\s*(?:x|×|times?)?\s*(?:individual |family |group )?(?:sessions?|visits?)?\s*(?:a|an|per|/|each|every)\s*(day|week|wk|month|mo)\b))" +
      "|(?:(?:" + several + R"(\s*(?:x|×|times?|sessions?)?\s*)?\bevery\s+(?:)" + several +
      R"([\s-]+)?(day|week|wk|month)s?\b))" + "|(?:(?:" + several +
      R"(\s*(?:x|×|times?)?\s*)?\b(daily|weekly|fortnightly|monthly)\b))");
  constexpr std::size_t groups = 12;
  std::array<re2::StringPiece, groups> part;
  std::vector<Rate> out;
  re2::StringPiece rest(line);
  while (rate.Match(rest, 0, rest.size(), re2::RE2::UNANCHORED, part.data(), groups)) {
    const auto text = [&](std::size_t group) { return std::string_view(part[group].data(), part[group].size()); };
    const auto highest = [&](std::size_t group) {
      return std::max({1, number_of(text(group)), number_of(text(group + 1))});
    };
    Rate one;
    if (!part[3].empty()) {
      one = {.sessions = highest(1), .days = days_of(text(3))};
    } else if (!part[8].empty()) {
      one = {.sessions = highest(4), .days = days_of(text(8)) * highest(6)};
    } else {
      one = {.sessions = highest(9), .days = days_of(text(11))};
    }
    out.push_back(one);
    rest.remove_prefix(static_cast<std::size_t>(part[0].data() + part[0].size() - rest.data()));
  }
  return out;
}

}  // namespace

std::vector<PlannedFrequency> planned_frequencies(const note::Note& plan, text::PositionEncoding encoding) {
  constexpr std::size_t longest_line = 400;  // bytes
  std::vector<PlannedFrequency> out;
  for (std::uint32_t i = 0; i != plan.text.line_count(); ++i) {
    const text::Span line = plan.text.line(i);
    const std::string_view bytes = plan.text.slice(line);
    if (bytes.size() > longest_line) continue;
    const std::string told = text::lower_case(bytes);
    const std::size_t labelled = length_of_label(told);
    const std::string value = told.substr(labelled);
    if (labelled == 0 || note::trimmed(value).empty()) continue;
    const std::vector<Rate> rates = rates_in(value);
    if (rates.empty()) return {};
    const auto begin = line.begin + static_cast<text::Offset>(labelled);
    const text::Span said = note::trimmed(plan.text.bytes(), {begin, line.end});
    for (const Rate rate : rates) {
      out.push_back({.sessions = static_cast<std::uint16_t>(rate.sessions),
                     .days = static_cast<std::uint16_t>(rate.days),
                     .told = std::string(plan.text.slice(said)),
                     .place = plan.text.range(said, encoding)});
    }
  }
  return out;
}

}  // namespace notewell::lint
