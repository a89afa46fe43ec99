#include "chart/copied.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <mutex>
#include <numeric>
#include <unordered_map>

#include "text/ascii.hpp"

namespace notewell::chart {
namespace {

namespace fs = std::filesystem;
using text::Span;

std::uint32_t short_print(std::uint64_t print) {
  return static_cast<std::uint32_t>(print >> 32U);
}
std::uint16_t short_shingle(std::uint64_t shingle) {
  return static_cast<std::uint16_t>(shingle >> 48U);
}

/// Where a file stands among others: the same on every machine, and unlike the order of paths it favours no folder.
std::uint64_t key_of(std::string_view path) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : path) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash ^ (hash >> 29U);
}

/// A set of short shingles, which tells at once how many of others are in it.
class ShingleSet {
 public:
  explicit ShingleSet(std::span<const std::uint16_t> shingles) {
    for (const std::uint16_t shingle : shingles) words_[shingle >> 6U] |= std::uint64_t{1} << (shingle & 63U);
  }
  [[nodiscard]] std::size_t count(std::span<const std::uint16_t> others) const {
    std::size_t sum = 0;
    for (const std::uint16_t shingle : others) sum += (words_[shingle >> 6U] >> (shingle & 63U)) & 1U;
    return sum;
  }

 private:
  std::array<std::uint64_t, 1024> words_{};
};

/// Of two files of one key, which hardly ever happens, the path decides.
struct FileOrder {
  std::uint64_t key = 0;
  std::string_view path;
  friend auto operator<=>(const FileOrder&, const FileOrder&) = default;
};

}  // namespace

std::vector<std::uint16_t> short_shingles(const std::vector<std::uint64_t>& shingles) {
  std::vector<std::uint16_t> out;
  out.reserve(shingles.size());
  std::ranges::transform(shingles, std::back_inserter(out), short_shingle);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::span<const std::uint16_t> FilePassages::shingles_of(std::size_t passage) const {
  const std::uint32_t begin = passage == 0 ? 0 : passages[passage - 1].shingles_end;
  return std::span(shingles).subspan(begin, passages[passage].shingles_end - begin);
}

std::uint64_t chart_of(std::string_view client, const fs::path& path) {
  return client.empty() ? key_of("folder:" + path.parent_path().string())
                        : key_of("client:" + text::lower_case(client));
}

IndexedPassages indexed_passages(const note::Note& note, const fs::path& path, text::PositionEncoding encoding,
                                 note::DateOrder dates) {
  IndexedPassages out;
  out.file.path = path.string();
  out.file.chart = chart_of(note.value("client"), path);
  out.file.date = note::parse_date(note.value("date"), dates);
  for (const Passage& passage : passages_of(note)) {
    const auto number = static_cast<std::uint32_t>(out.file.passages.size());
    const auto shingles = short_shingles(passage.content->shingles);
    out.file.shingles.insert(out.file.shingles.end(), shingles.begin(), shingles.end());
    out.file.passages.push_back({.range = note.text.range(passage.span(), encoding),
                                 .shingles_end = static_cast<std::uint32_t>(out.file.shingles.size())});
    for (const std::uint64_t print : passage.content->prints)
      out.prints.push_back({.print = short_print(print), .passage = number});
  }
  out.file.passages.shrink_to_fit();
  out.file.shingles.shrink_to_fit();
  return out;
}

// --- The index
// ---------------------------------------------------------------------------------------------------------------

struct CopyIndex::Segment {
  struct File {
    std::uint64_t key = 0;
    std::uint32_t first_passage = 0;               // number of its first passage among those of the segment
    std::shared_ptr<const FilePassages> passages;  // without any: the file is gone

    [[nodiscard]] FileOrder order() const { return {key, passages->path}; }
  };
  std::vector<File> files;                  // by order()
  std::vector<std::uint32_t> file_numbers;  // of each passage
  // Both by print, then by passage.
  std::vector<std::uint32_t> prints;
  std::vector<std::uint32_t> passages;

  [[nodiscard]] bool has(const FileOrder& file) const {
    return std::ranges::binary_search(files, file, {}, &File::order);
  }
  [[nodiscard]] const File& file_of(std::uint32_t passage) const { return files[file_numbers[passage]]; }
  /// Gives the files their numbers of passages.
  void number_passages() {
    for (std::size_t i = 0; i != files.size(); ++i) {
      files[i].first_passage = static_cast<std::uint32_t>(file_numbers.size());
      file_numbers.insert(file_numbers.end(), files[i].passages->passages.size(), static_cast<std::uint32_t>(i));
    }
    file_numbers.shrink_to_fit();
  }

  [[nodiscard]] static std::shared_ptr<const Segment> of(std::vector<Change> changes);
  [[nodiscard]] static std::shared_ptr<const Segment> merged(const Segment& older, const Segment& newer, bool lowest);
};

std::shared_ptr<const CopyIndex::Segment> CopyIndex::Segment::of(std::vector<Change> changes) {
  // The last change to a path first among its like, so that it is the one that stays.
  std::vector<std::pair<FileOrder, std::size_t>> order;
  order.reserve(changes.size());
  for (std::size_t i = 0; i != changes.size(); ++i)
    order.push_back({{key_of(changes[i].path), changes[i].path}, changes.size() - i});
  std::ranges::sort(order);
  const auto same = std::ranges::unique(order, {}, &std::pair<FileOrder, std::size_t>::first);
  order.erase(same.begin(), same.end());

  auto out = std::make_shared<Segment>();
  std::vector<std::pair<std::uint32_t, std::uint32_t>> table;
  std::uint32_t next = 0;
  for (const auto& [file, from_end] : order) {
    Change& change = changes[changes.size() - from_end];
    const std::uint64_t key = file.key;
    auto passages = std::make_shared<FilePassages>();
    if (change.passages) {
      for (const PassagePrint& print : change.passages->prints) table.emplace_back(print.print, next + print.passage);
      *passages = std::move(change.passages->file);
    }
    if (passages->path.empty()) passages->path = change.path;
    next += static_cast<std::uint32_t>(passages->passages.size());
    out->files.push_back({.key = key, .first_passage = 0, .passages = std::move(passages)});
  }
  out->number_passages();
  std::ranges::sort(table);
  out->prints.reserve(table.size());
  out->passages.reserve(table.size());
  for (const auto& [print, passage] : table) {
    out->prints.push_back(print);
    out->passages.push_back(passage);
  }
  return out;
}

std::shared_ptr<const CopyIndex::Segment> CopyIndex::Segment::merged(const Segment& older, const Segment& newer,
                                                                     bool lowest) {
  auto out = std::make_shared<Segment>();
  // Where the passages of each file begin in the merged segment; those of a file that is not taken over: nowhere.
  constexpr std::uint32_t nowhere = 0xFFFFFFFF;
  const auto taken = [&](const File& file) { return !lowest || !file.passages->passages.empty(); };
  std::vector<std::uint32_t> from_older(older.files.size(), nowhere);
  std::vector<std::uint32_t> from_newer(newer.files.size(), nowhere);
  std::uint32_t next = 0;
  const auto take = [&](const File& file, std::uint32_t& begin) {
    if (!taken(file)) return;
    begin = next;
    next += static_cast<std::uint32_t>(file.passages->passages.size());
    out->files.push_back(file);
  };
  for (std::size_t i = 0, j = 0; i != older.files.size() || j != newer.files.size();) {
    const auto which = i == older.files.size()   ? std::strong_ordering::greater
                       : j == newer.files.size() ? std::strong_ordering::less
                                                 : older.files[i].order() <=> newer.files[j].order();
    if (which < 0) {
      take(older.files[i], from_older[i]);
      ++i;
    } else {
      if (which == 0) ++i;
      take(newer.files[j], from_newer[j]);
      ++j;
    }
  }
  out->number_passages();

  // The new number of every passage, then both tables in one walk.
  const auto renumbered = [](const Segment& segment, const std::vector<std::uint32_t>& begins) {
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = 0; i != segment.files.size(); ++i) {
      for (std::uint32_t k = 0; k != segment.files[i].passages->passages.size(); ++k)
        numbers.push_back(begins[i] == nowhere ? nowhere : begins[i] + k);
    }
    return numbers;
  };
  const auto of_older = renumbered(older, from_older);
  const auto of_newer = renumbered(newer, from_newer);
  out->prints.reserve(older.prints.size() + newer.prints.size());
  out->passages.reserve(older.prints.size() + newer.prints.size());
  const auto put = [&](std::uint32_t print, std::uint32_t passage) {
    if (passage == nowhere) return;
    out->prints.push_back(print);
    out->passages.push_back(passage);
  };
  for (std::size_t i = 0, j = 0; i != older.prints.size() || j != newer.prints.size();) {
    const auto one = i == older.prints.size() ? std::pair(nowhere, nowhere)
                                              : std::pair(older.prints[i], of_older[older.passages[i]]);
    const auto other = j == newer.prints.size() ? std::pair(nowhere, nowhere)
                                                : std::pair(newer.prints[j], of_newer[newer.passages[j]]);
    const bool first = j == newer.prints.size() || (i != older.prints.size() && one <= other);
    put(first ? one.first : other.first, first ? one.second : other.second);
    (first ? i : j) += 1;
  }
  out->prints.shrink_to_fit();
  out->passages.shrink_to_fit();
  out->files.shrink_to_fit();
  return out;
}

CopyIndex CopyIndex::with(std::vector<Change> changes) const {
  CopyIndex out = *this;
  if (changes.empty()) return out;
  out.segments_.push_back(Segment::of(std::move(changes)));
  auto& segments = out.segments_;
  while (segments.size() > 1 && (*std::prev(segments.end(), 2))->files.size() < 2 * segments.back()->files.size()) {
    auto merged = Segment::merged(**std::prev(segments.end(), 2), *segments.back(), segments.size() == 2);
    segments.pop_back();
    segments.back() = std::move(merged);
  }
  return out;
}

std::vector<PassageMatch> CopyIndex::find(const PassageContent& passage, std::string_view own_path,
                                          double least_share) const {
  struct Candidate {
    std::uint64_t key = 0;      // of the file
    std::uint32_t passage = 0;  // of the file
    std::uint32_t prints = 1;   // in common
    const Segment::File* of = nullptr;

    [[nodiscard]] auto place() const { return std::tuple(key, passage, std::string_view(of->passages->path)); }
    bool operator<(const Candidate& other) const {
      return key != other.key ? key < other.key : place() < other.place();
    }
  };
  const std::uint64_t own_key = key_of(own_path);
  std::vector<Candidate> candidates;
  for (const std::uint64_t whole : passage.prints) {
    const std::uint32_t print = short_print(whole);
    const std::size_t before = candidates.size();
    for (std::size_t s = 0; s != segments_.size(); ++s) {
      const Segment& segment = *segments_[s];
      const auto first = std::ranges::lower_bound(segment.prints, print);
      std::size_t alive = 0;
      for (auto at = first; at != segment.prints.end() && *at == print && alive != most_passages; ++at) {
        const std::uint32_t number = segment.passages[static_cast<std::size_t>(at - segment.prints.begin())];
        const Segment::File& file = segment.file_of(number);
        if (file.key == own_key && file.passages->path == own_path) continue;
        const bool replaced = std::any_of(segments_.begin() + static_cast<std::ptrdiff_t>(s) + 1, segments_.end(),
                                          [&](const auto& newer) { return newer->has(file.order()); });
        if (replaced) continue;
        candidates.push_back({.key = file.key, .passage = number - file.first_passage, .of = &file});
        ++alive;
      }
    }
    if (candidates.size() - before > most_passages) {  // the first of all segments, whatever stands in which
      std::sort(candidates.begin() + static_cast<std::ptrdiff_t>(before), candidates.end());
      candidates.resize(before + most_passages);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  std::size_t kept = 0;
  for (const Candidate& one : candidates) {
    if (kept != 0 && candidates[kept - 1].of == one.of && candidates[kept - 1].passage == one.passage) {
      ++candidates[kept - 1].prints;
    } else {
      candidates[kept++] = one;
    }
  }
  candidates.resize(kept);
  // Of many that share a turn of phrase, those that share most are measured.
  if (candidates.size() > most_measured) {
    std::ranges::stable_sort(candidates, std::ranges::greater{}, &Candidate::prints);
    candidates.resize(most_measured);
  }

  std::vector<PassageMatch> out;
  const auto own = short_shingles(passage.shingles);
  const ShingleSet own_set(own);
  for (const Candidate& candidate : candidates) {
    const auto other = candidate.of->passages->shingles_of(candidate.passage);
    const std::size_t both = own_set.count(other);
    const double share = static_cast<double>(both) / static_cast<double>(std::min(own.size(), other.size()));
    if (share < least_share) continue;
    out.push_back({.file = candidate.of->passages, .passage = candidate.passage, .shared = both, .share = share});
  }
  std::ranges::sort(out, [](const PassageMatch& one, const PassageMatch& other) {
    if (one.shared != other.shared) return one.shared > other.shared;
    return std::tie(one.file->path, one.passage) < std::tie(other.file->path, other.passage);
  });
  return out;
}

std::size_t CopyIndex::size() const {
  std::size_t count = 0;
  for (std::size_t s = 0; s != segments_.size(); ++s) {
    for (const Segment::File& file : segments_[s]->files) {
      const bool replaced = std::any_of(segments_.begin() + static_cast<std::ptrdiff_t>(s) + 1, segments_.end(),
                                        [&](const auto& newer) { return newer->has(file.order()); });
      if (!replaced && !file.passages->passages.empty()) ++count;
    }
  }
  return count;
}

std::size_t CopyIndex::bytes() const {
  constexpr std::size_t counts = 16;  // of a shared_ptr, with what the allocator adds
  std::size_t sum = 0;
  for (const auto& segment : segments_) {
    sum += segment->files.capacity() * sizeof(Segment::File) +
           (segment->prints.capacity() + segment->passages.capacity() + segment->file_numbers.capacity()) *
               sizeof(std::uint32_t);
    for (const Segment::File& file : segment->files) {
      const FilePassages& one = *file.passages;
      sum += sizeof(FilePassages) + counts + one.path.capacity() +
             one.passages.capacity() * sizeof(FilePassages::Mark) + one.shingles.capacity() * sizeof(std::uint16_t);
    }
  }
  return sum;
}

// --- A note's copies
// ---------------------------------------------------------------------------------------------------------

namespace {

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
Common common_of(const PassageContent& passage, std::span<const std::uint16_t> other) {
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
  for (const PassageMatch& match : index.find(passage, asking.path, asking.terms.least_share)) {
    const FilePassages& other = *match.file;
    if (!came_before(other, asking)) continue;
    const Common common = common_of(passage, other.shingles_of(match.passage));
    if (common.words < asking.terms.least_words) continue;
    files.push_back(other.path);
    const bool same_client = other.chart == asking.chart;
    const auto rank = [](bool same, std::size_t words, const auto& date, std::string_view path) {
      return std::tuple(same, ~words, date, path);
    };
    if (best && rank(best->same_client, best->words, best->date, best->path) <=
                    rank(same_client, common.words, other.date, other.path))
      continue;
    best = {.span = common.span,
            .path = other.path,
            .name = fs::path(other.path).lexically_relative(fs::path(asking.path).parent_path()).string(),
            .place = other.passages[match.passage].range,
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

/// What was found for the note's passages when it was last asked.
struct Known {
  std::mutex mutex;
  std::shared_ptr<const CopyIndex> index;
  Asking asking;
  std::map<std::shared_ptr<const PassageContent>, std::vector<lint::CopiedPassage>> copies;  // spans in the block
};

}  // namespace

lint::CopiedOf copied_in(std::shared_ptr<const LatestCopyIndex> latest, fs::path path, note::DateOrder dates) {
  return [latest = std::move(latest), path = std::move(path), dates, known = std::make_shared<Known>()](
             const note::Note& note, const lint::CopyTerms& terms) -> std::vector<lint::CopiedPassage> {
    const auto index = latest->get();
    const Asking asking{.path = path.string(),
                        .chart = chart_of(note.value("client"), path),
                        .date = note::parse_date(note.value("date"), dates),
                        .terms = terms};
    const Boilerplate boilerplate(terms.boilerplate);
    const std::lock_guard lock(known->mutex);
    if (known->index != index || !(known->asking == asking)) {
      known->index = index;
      known->asking = asking;
      known->copies.clear();
    }
    decltype(known->copies) now;
    std::vector<lint::CopiedPassage> out;
    for (const Passage& passage : passages_of(note)) {
      auto node = known->copies.extract(passage.content);
      const auto at = node.empty()
                          ? now.emplace(passage.content, copies_of(*index, *passage.content, asking, boilerplate)).first
                          : now.insert(std::move(node)).position;
      for (lint::CopiedPassage copy : at->second) {
        copy.span = copy.span.shifted(passage.begin);
        out.push_back(std::move(copy));
      }
    }
    known->copies = std::move(now);
    return out;
  };
}

}  // namespace notewell::chart
