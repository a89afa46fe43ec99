#include "chart/copied.hpp"

#include <algorithm>
#include <map>
#include <mutex>

namespace notewell::chart {
namespace {

namespace fs = std::filesystem;
using text::Span;

/// Whose words the practice uses everywhere, taken out of a passage.
class Boilerplate {
 public:
  explicit Boilerplate(const std::vector<std::string>& phrases) {
    for (const std::string& phrase : phrases) {
      std::vector<PassageWord> words;
      append_words(phrase, {0, static_cast<text::Offset>(phrase.size())}, words);
      if (!words.empty()) phrases_.push_back(std::move(words));
    }
  }

  [[nodiscard]] bool empty() const { return phrases_.empty(); }

  /// What is left of the passage, in pieces that are long enough to count.
  [[nodiscard]] std::vector<PassageContent> without(const PassageContent& passage) const {
    std::vector<bool> taken(passage.words.size());
    for (const auto& phrase : phrases_) {
      auto at = passage.words.begin();
      while ((at = std::search(at, passage.words.end(), phrase.begin(), phrase.end(), same)) != passage.words.end()) {
        std::fill_n(taken.begin() + (at - passage.words.begin()), phrase.size(), true);
        at += static_cast<std::ptrdiff_t>(phrase.size());
      }
    }
    std::vector<PassageContent> out;
    for (std::size_t i = 0; i != taken.size();) {
      const std::size_t begin = i;
      while (i != taken.size() && taken[i] == taken[begin]) ++i;
      if (taken[begin] || i - begin < fewest_words) continue;
      out.push_back(passage_of({passage.words.begin() + static_cast<std::ptrdiff_t>(begin),
                                passage.words.begin() + static_cast<std::ptrdiff_t>(i)}));
    }
    return out;
  }

 private:
  static bool same(const PassageWord& one, const PassageWord& other) { return one.hash == other.hash; }
  std::vector<std::vector<PassageWord>> phrases_;
};

/// Who asks, and by which terms.
struct Asking {
  std::string path;
  std::uint64_t chart = 0;
  std::optional<std::chrono::year_month_day> date;
  lint::CopyTerms terms;
  friend bool operator==(const Asking&, const Asking&) = default;
};

/// What of `passage` stands in the other one: the longest stretch of shared runs, by words.
struct Common {
  Span span;              // in the passage's block
  std::size_t words = 0;  // within it that are shared
};
Common common_of(const PassageContent& passage, const std::vector<std::uint16_t>& other) {
  std::vector<bool> in_both(passage.words.size());
  std::size_t run = 0;
  for (std::size_t i = 0; i != passage.shingles.size(); ++i) {
    const bool there = std::ranges::binary_search(other, short_shingle(passage.shingles[i]));
    run = there ? run + 1 : 0;
    // Fewer than ten words in a row are turns of phrase (Steinkamp et al. 2022 count ten as copied).
    constexpr std::size_t copied_words = 10;
    constexpr std::size_t least_run = copied_words - shingle_words + 1;
    if (run < least_run) continue;
    const std::size_t from = run == least_run ? i + 1 - least_run : i;
    std::fill(in_both.begin() + static_cast<std::ptrdiff_t>(from),
              in_both.begin() + static_cast<std::ptrdiff_t>(i + shingle_words), true);
  }
  const auto first = std::ranges::find(in_both, true);
  if (first == in_both.end()) return {};
  const auto last = std::find(in_both.rbegin(), in_both.rend(), true);
  return {.span = {passage.words[static_cast<std::size_t>(first - in_both.begin())].span.begin,
                   passage.words[static_cast<std::size_t>(in_both.rend() - last) - 1].span.end},
          .words = static_cast<std::size_t>(std::ranges::count(in_both, true))};
}

/// A note of that date is told of this one: not of what was written later, which is a copy of its own words.
bool came_before(const FilePassages& other, const Asking& asking) {
  return !asking.date || !other.date || *other.date <= *asking.date;
}

/// The gravest match: another client's before the same client's, then the longest, the oldest, the first by path. The
/// span is relative to the block.
std::optional<lint::CopiedPassage> gravest(const CopyIndex& index, const PassageContent& passage,
                                           const Asking& asking) {
  std::optional<lint::CopiedPassage> best;
  std::vector<std::string_view> files;
  std::vector<std::uint16_t> shingles;
  for (const PassageMatch& match : index.find(passage, asking.path, asking.terms.least_share)) {
    const FilePassages& other = *match.file;
    if (!came_before(other, asking)) continue;
    other.shingles_of(match.passage, shingles);
    const Common common = common_of(passage, shingles);
    if (common.words < asking.terms.least_words) continue;
    files.push_back(*other.path);
    const bool same_client = other.chart == asking.chart;
    const auto rank = [](bool same, std::size_t words, const auto& date, std::string_view path) {
      return std::tuple(same, ~words, date, path);
    };
    if (best && rank(best->same_client, best->words, best->date, best->path) <=
                    rank(same_client, common.words, other.date, *other.path))
      continue;
    best = {.span = common.span,
            .path = *other.path,
            .name = fs::path(*other.path).lexically_relative(fs::path(asking.path).parent_path()).string(),
            .place = other.place(match.passage),
            .share = match.share,
            .words = common.words,
            .same_client = same_client,
            .date = other.date};
  }
  if (best) {
    std::ranges::sort(files);
    const auto same = std::ranges::unique(files);
    best->others = files.size() - same.size() - 1;
  }
  return best;
}

std::vector<lint::CopiedPassage> copies_of(const CopyIndex& index, const PassageContent& passage, const Asking& asking,
                                           const Boilerplate& boilerplate) {
  std::vector<lint::CopiedPassage> out;
  const auto look = [&](const PassageContent& piece) {
    if (auto found = gravest(index, piece, asking)) out.push_back(std::move(*found));
  };
  if (boilerplate.empty()) {
    look(passage);
  } else {
    for (const PassageContent& piece : boilerplate.without(passage)) look(piece);
  }
  return out;
}

/// By passage; spans are in the block.
using Copies = std::map<std::shared_ptr<const PassageContent>, std::vector<lint::CopiedPassage>>;

}  // namespace

/// What was found for the note's passages when it was last asked about.
struct CopiedIn::Known {
  std::mutex mutex;
  Asking asking;
  Copies copies;
};

CopiedIn::CopiedIn(CopyIndex index, fs::path path, note::DateOrder dates)
    : index_(std::move(index)), path_(std::move(path)), dates_(dates), known_(std::make_shared<Known>()) {}

std::vector<lint::CopiedPassage> CopiedIn::operator()(const note::Note& note, const lint::CopyTerms& terms) const {
  if (index_.is_new()) return {};
  Asking asking{.path = path_.string(),
                .chart = chart_of(note.value("client"), path_),
                .date = note::parse_date(note.value("date"), dates_),
                .terms = terms};
  const Boilerplate boilerplate(terms.boilerplate);
  const std::lock_guard lock(known_->mutex);
  if (!(known_->asking == asking)) {
    known_->asking = std::move(asking);
    known_->copies.clear();
  }
  Copies now;
  std::vector<lint::CopiedPassage> out;
  for (const Passage& passage : passages_of(note)) {
    auto node = known_->copies.extract(passage.content);
    auto at = now.find(passage.content);  // a block that stands twice in the note shares what it holds
    if (!node.empty()) at = now.insert(std::move(node)).position;
    if (at == now.end())
      at = now.emplace(passage.content, copies_of(index_, *passage.content, known_->asking, boilerplate)).first;
    for (lint::CopiedPassage copy : at->second) {
      copy.span = copy.span.shifted(passage.begin);
      out.push_back(std::move(copy));
    }
  }
  known_->copies = std::move(now);
  return out;
}

CopiedIn::Moved CopiedIn::in(CopyIndex index, const Touched& touched) const {
  // In a new index nothing was looked up, so what would be found now is not known.
  const bool differs = index_.is_new() && !index.is_new();
  Moved out{.now = CopiedIn(std::move(index), path_, dates_), .differs = differs};
  Known& now = *out.now.known_;
  {
    const std::lock_guard lock(known_->mutex);
    now.asking = known_->asking;
    now.copies = known_->copies;
  }
  const Boilerplate boilerplate(now.asking.terms.boilerplate);
  const auto is_touched = [&](std::uint64_t print) { return std::ranges::binary_search(*touched, short_print(print)); };
  const auto may_differ = [&](const PassageContent& passage) {
    if (!touched) return true;
    // Without its boilerplate a passage has other prints, all of them among its runs.
    return boilerplate.empty() ? std::ranges::any_of(passage.prints, is_touched)
                               : std::ranges::any_of(runs_of(passage.words, print_words), is_touched);
  };
  for (auto& [passage, copies] : now.copies) {
    if (!may_differ(*passage)) continue;
    auto found = copies_of(out.now.index_, *passage, now.asking, boilerplate);
    if (found == copies) continue;
    copies = std::move(found);
    out.differs = true;
  }
  return out;
}

}  // namespace notewell::chart
