// Passages that stand in two files, side by side, with the words that both have.

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_set>

#include "chart/passages.hpp"
#include "text/utf8.hpp"

#include "report/report.hpp"

namespace notewell::report {
namespace {

std::vector<chart::PassageWord> words_of(std::string_view passage) {
  std::vector<chart::PassageWord> words;
  chart::append_words(passage, {0, static_cast<text::Offset>(passage.size())}, words);
  return words;
}

/// The passage cut where it begins or ends to be the same: in runs of as many words as the search compares.
std::vector<Stretch> stretches(std::string_view passage, const std::vector<chart::PassageWord>& words,
                               const std::vector<std::uint64_t>& others) {
  const std::unordered_set<std::uint64_t> known(others.begin(), others.end());
  const auto runs = chart::runs_of(words, chart::shingle_words);
  std::vector<bool> shared(words.size());
  for (std::size_t run = 0; run != runs.size(); ++run)
    if (known.contains(runs[run]))
      std::fill_n(shared.begin() + static_cast<std::ptrdiff_t>(run), chart::shingle_words, true);
  std::vector<Stretch> out;
  const auto add = [&out](std::string_view text, bool is_shared) {
    if (text.empty()) return;
    if (out.empty() || out.back().shared != is_shared) out.push_back({.words = {}, .shared = is_shared});
    out.back().words += text;
  };
  std::size_t at = 0;
  for (std::size_t word = 0; word != words.size(); ++word) {
    const text::Span span = words[word].span;
    // What stands between two words is shared if both are.
    add(passage.substr(at, span.begin - at), word != 0 && shared[word - 1] && shared[word]);
    add(passage.substr(span.begin, span.size()), shared[word]);
    at = span.end;
  }
  add(passage.substr(at), false);
  return out;
}

/// The texts of other files, each read once.
class OtherTexts {
 public:
  explicit OtherTexts(const Terms& terms) : terms_(terms) {}
  const std::optional<text::Text>& of(const std::string& path) {
    const auto [known, is_new] = texts_.try_emplace(path);
    if (is_new && terms_.text_of) {
      if (auto bytes = terms_.text_of(path)) known->second = text::Text(std::move(*bytes));
    }
    return known->second;
  }

 private:
  const Terms& terms_;
  std::map<std::string, std::optional<text::Text>> texts_;
};

bool overlap(text::Range one, text::Range other) {
  return one.start < other.end && other.start < one.end;
}

/// Whether the two passages stand here already, the other way round: two notes of one day are each told of the other.
bool is_told(const Report& report, const CopyPair& pair) {
  return std::ranges::any_of(report.copies, [&](const CopyPair& told) {
    return told.other == report.files[pair.file].path && report.files[told.file].path == pair.other &&
           overlap(told.there, pair.here) && overlap(told.here, pair.there);
  });
}

}  // namespace

void gather_copies(Report& report) {
  OtherTexts texts(report.terms);
  for (std::size_t file = 0; file != report.files.size(); ++file) {
    for (const CopiedFrom& copy : report.files[file].copies) {
      CopyPair pair{.file = file,
                    .here = copy.here,
                    .other = copy.passage.path,
                    .there = copy.passage.place,
                    .share = copy.passage.share,
                    .words = copy.passage.words,
                    .same_client = copy.passage.same_client,
                    .severity = copy.severity,
                    .other_date = copy.passage.date,
                    .more = copy.passage.others,
                    .here_words = {},
                    .there_words = {}};
      if (is_told(report, pair)) continue;
      if (report.terms.narrative) {
        const auto& text = texts.of(pair.other);
        const std::string there(text ? text->slice(text->span(pair.there, encoding)) : "");
        const auto here_words = words_of(copy.words);
        const auto there_words = words_of(there);
        pair.here_words = stretches(copy.words, here_words, chart::runs_of(there_words, chart::shingle_words));
        pair.there_words = stretches(there, there_words, chart::runs_of(here_words, chart::shingle_words));
      }
      report.copies.push_back(std::move(pair));
    }
  }
  std::ranges::stable_sort(report.copies, [](const CopyPair& one, const CopyPair& other) {
    return std::tuple(one.same_client, -one.share) < std::tuple(other.same_client, -other.share);
  });
}

}  // namespace notewell::report
