#include "chart/copy_index.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "chart/print_table.hpp"
#include "text/ascii.hpp"

namespace notewell::chart {
namespace {

namespace fs = std::filesystem;

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

std::uint64_t chart_of(std::string_view client, const fs::path& path) {
  return client.empty() ? key_of("folder:" + path.parent_path().string())
                        : key_of("client:" + text::lower_case(client));
}

IndexedPassages indexed_passages(const note::Note& note, std::shared_ptr<const std::string> path,
                                 text::PositionEncoding encoding, note::DateOrder dates) {
  IndexedPassages out;
  out.file.chart = chart_of(note.value("client"), *path);
  out.file.date = note::parse_date(note.value("date"), dates);
  out.file.path = std::move(path);
  for (const Passage& passage : passages_of(note)) {
    for (const std::uint64_t print : passage.content->prints)
      out.prints.push_back({.print = short_print(print), .passage = out.file.size()});
    out.file.add(note.text.range(passage.span(), encoding), passage.content->short_shingles);
  }
  out.file.finish();
  return out;
}

// --- The index
// ---------------------------------------------------------------------------------------------------------------

struct CopyIndex::Segment {
  struct File {
    std::uint64_t key = 0;
    std::uint32_t first_passage = 0;               // number of its first passage among those of the segment
    std::shared_ptr<const FilePassages> passages;  // without any: the file is gone

    [[nodiscard]] FileOrder order() const { return {key, *passages->path}; }
    [[nodiscard]] Stretch stretch() const { return {first_passage, first_passage + passages->size()}; }
  };
  std::vector<File> files;        // by order()
  std::uint32_t passages = 0;     // of all files
  std::vector<std::uint32_t> at;  // number of the file of every `step`th passage
  PrintTable prints;

  static constexpr std::uint32_t step = 16;

  /// nullptr: the segment has no such file.
  [[nodiscard]] const File* file(const FileOrder& wanted) const {
    const auto found = std::ranges::lower_bound(files, wanted, {}, &File::order);
    return found != files.end() && found->order() == wanted ? &*found : nullptr;
  }
  [[nodiscard]] const File& file_of(std::uint32_t passage) const {
    std::size_t number = at[passage / step];
    while (number + 1 != files.size() && files[number + 1].first_passage <= passage) ++number;
    return files[number];
  }
  void add(std::uint64_t key, std::shared_ptr<const FilePassages> of_file) {
    const std::uint32_t end = passages + of_file->size();
    while (at.size() * step < end) at.push_back(static_cast<std::uint32_t>(files.size()));
    files.push_back({.key = key, .first_passage = passages, .passages = std::move(of_file)});
    passages = end;
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
  out->files.reserve(order.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> table;
  for (const auto& [file, from_end] : order) {
    Change& change = changes[changes.size() - from_end];
    auto passages = std::make_shared<FilePassages>();
    if (change.passages) {
      for (const PassagePrint& print : change.passages->prints)
        table.emplace_back(print.print, out->passages + print.passage);
      *passages = std::move(change.passages->file);
    }
    if (passages->path == nullptr) passages->path = std::make_shared<const std::string>(change.path);
    out->add(file.key, std::move(passages));
  }
  out->at.shrink_to_fit();
  std::ranges::sort(table);
  out->prints = PrintTable(table.size(), out->passages);
  for (const auto& [print, passage] : table) out->prints.add(print, passage);
  out->prints.finish();
  return out;
}

std::shared_ptr<const CopyIndex::Segment> CopyIndex::Segment::merged(const Segment& older, const Segment& newer,
                                                                     bool lowest) {
  auto out = std::make_shared<Segment>();
  out->files.reserve(older.files.size() + newer.files.size());
  // The new number of every passage; of a file that is not taken over: nowhere.
  constexpr std::uint32_t nowhere = 0xFFFFFFFF;
  std::vector<std::uint32_t> of_older(older.passages, nowhere);
  std::vector<std::uint32_t> of_newer(newer.passages, nowhere);
  const auto take = [&](const File& file, std::vector<std::uint32_t>& numbers) {
    const Stretch stretch = file.stretch();
    if (lowest && stretch.begin == stretch.end) return;
    for (std::uint32_t i = stretch.begin; i != stretch.end; ++i) numbers[i] = out->passages + (i - stretch.begin);
    out->add(file.key, file.passages);
  };
  for (std::size_t i = 0, j = 0; i != older.files.size() || j != newer.files.size();) {
    const auto which = i == older.files.size()   ? std::strong_ordering::greater
                       : j == newer.files.size() ? std::strong_ordering::less
                                                 : older.files[i].order() <=> newer.files[j].order();
    if (which < 0) {
      take(older.files[i], of_older);
      ++i;
    } else {
      if (which == 0) ++i;
      take(newer.files[j], of_newer);
      ++j;
    }
  }
  out->files.shrink_to_fit();
  out->at.shrink_to_fit();

  out->prints = PrintTable(older.prints.size() + newer.prints.size(), out->passages);
  const auto skip_gone = [&](PrintTable::Walk& walk, const std::vector<std::uint32_t>& numbers) {
    while (!walk.at_end() && numbers[walk.passage()] == nowhere) walk.go_on();
  };
  const auto put = [&](PrintTable::Walk& walk, const std::vector<std::uint32_t>& numbers) {
    out->prints.add(walk.print(), numbers[walk.passage()]);
    walk.go_on();
    skip_gone(walk, numbers);
  };
  PrintTable::Walk one(older.prints);
  PrintTable::Walk other(newer.prints);
  skip_gone(one, of_older);
  skip_gone(other, of_newer);
  const auto place = [](const PrintTable::Walk& walk, const std::vector<std::uint32_t>& numbers) {
    return std::pair(walk.print(), numbers[walk.passage()]);
  };
  while (!one.at_end() || !other.at_end()) {
    const bool first = other.at_end() || (!one.at_end() && place(one, of_older) <= place(other, of_newer));
    put(first ? one : other, first ? of_older : of_newer);
  }
  out->prints.finish();
  return out;
}

CopyIndex CopyIndex::with(std::vector<Change> changes) const {
  CopyIndex out = *this;
  if (changes.empty()) return out;
  auto& parts = out.parts_;
  auto newest = Segment::of(std::move(changes));
  for (Part& part : parts) {
    Stretches gone;
    for (const Segment::File& file : newest->files) {
      const Segment::File* older = part.segment->file(file.order());
      if (older != nullptr && older->passages->size() != 0) gone.push_back(older->stretch());
    }
    if (gone.empty()) continue;
    auto all = std::make_shared<Stretches>();
    if (part.replaced != nullptr) {
      std::ranges::set_union(*part.replaced, gone, std::back_inserter(*all), {}, &Stretch::begin, &Stretch::begin);
    } else {
      *all = std::move(gone);
    }
    part.replaced = std::move(all);
  }
  parts.push_back({.segment = std::move(newest), .replaced = nullptr});
  const auto files = [&](std::size_t from_end) { return parts[parts.size() - from_end].segment->files.size(); };
  while (parts.size() > 1 && files(2) < 2 * files(1)) {
    const Segment& older = *parts[parts.size() - 2].segment;
    auto merged = Segment::merged(older, *parts.back().segment, parts.size() == 2);
    parts.pop_back();
    parts.back() = {.segment = std::move(merged), .replaced = nullptr};
  }
  return out;
}

std::vector<PassageMatch> CopyIndex::find(const PassageContent& passage, std::string_view own_path,
                                          double least_share) const {
  struct Candidate {
    std::uint32_t part = 0;
    std::uint32_t passage = 0;  // of the segment
    std::uint32_t prints = 1;   // in common
  };
  const auto file_of = [&](const Candidate& one) -> const Segment::File& {
    return parts_[one.part].segment->file_of(one.passage);
  };
  // The order that a single segment would have them in.
  const auto keep_first = [&](std::vector<Candidate>& all, std::size_t begin, std::size_t most) {
    const auto from = all.begin() + static_cast<std::ptrdiff_t>(begin);
    const bool of_one = std::all_of(from, all.end(), [&](const Candidate& one) { return one.part == from->part; });
    if (!of_one) {
      std::sort(from, all.end(), [&](const Candidate& one, const Candidate& other) {
        if (one.part == other.part) return one.passage < other.passage;
        return file_of(one).order() < file_of(other).order();
      });
    }
    all.resize(begin + most);
  };

  // Nothing is its own copy, and of a file the newest segment that has it counts.
  const FileOrder own{key_of(own_path), own_path};
  std::vector<Stretch> own_stretches;
  for (const Part& part : parts_) {
    const Segment::File* file = part.segment->file(own);
    own_stretches.push_back(file == nullptr ? Stretch{} : file->stretch());
  }
  const auto counts = [&](std::size_t number, std::uint32_t at) {
    if (own_stretches[number].begin <= at && at < own_stretches[number].end) return false;
    const Stretches* replaced = parts_[number].replaced.get();
    if (replaced == nullptr) return true;
    const auto behind = std::ranges::upper_bound(*replaced, at, {}, &Stretch::begin);
    return behind == replaced->begin() || std::prev(behind)->end <= at;
  };

  std::vector<Candidate> candidates;
  constexpr std::size_t usual = 512;
  candidates.reserve(usual);  // growing step by step took longer than all else here
  for (const std::uint64_t print : passage.prints) {
    const std::size_t before = candidates.size();
    for (std::uint32_t number = 0; number != parts_.size(); ++number) {
      const PrintTable& table = parts_[number].segment->prints;
      const auto [begin, end] = table.of(short_print(print));
      std::size_t alive = 0;
      for (std::size_t entry = begin; entry != end && alive != most_passages; ++entry) {
        const std::uint32_t at = table.passage(entry);
        if (!counts(number, at)) continue;
        candidates.push_back({.part = number, .passage = at});
        ++alive;
      }
    }
    if (candidates.size() - before > most_passages) keep_first(candidates, before, most_passages);
  }
  const auto identity = [](const Candidate& one) { return std::pair(one.part, one.passage); };
  std::ranges::sort(candidates, {}, identity);
  std::size_t kept = 0;
  for (const Candidate& one : candidates) {
    if (kept != 0 && identity(candidates[kept - 1]) == identity(one)) {
      ++candidates[kept - 1].prints;
    } else {
      candidates[kept++] = one;
    }
  }
  candidates.resize(kept);
  if (candidates.size() > few) std::erase_if(candidates, [](const Candidate& one) { return one.prints == 1; });
  // Of many that share a turn of phrase, those that share most are measured.
  if (candidates.size() > most_measured) {
    std::ranges::stable_sort(candidates, std::ranges::greater{}, &Candidate::prints);
    const std::uint32_t fewest = candidates[most_measured].prints;
    const auto first = std::ranges::find(candidates, fewest, &Candidate::prints) - candidates.begin();
    std::erase_if(candidates, [&](const Candidate& one) { return one.prints < fewest; });
    keep_first(candidates, static_cast<std::size_t>(first), most_measured - static_cast<std::size_t>(first));
  }

  std::vector<PassageMatch> out;
  const ShingleSet own_shingles(passage.short_shingles);
  std::vector<std::uint16_t> shingles;
  for (const Candidate& candidate : candidates) {
    const Segment::File& file = file_of(candidate);
    const std::uint32_t number = candidate.passage - file.first_passage;
    file.passages->shingles_of(number, shingles);
    const std::size_t both = own_shingles.count(shingles);
    const double share =
        static_cast<double>(both) / static_cast<double>(std::min(passage.short_shingles.size(), shingles.size()));
    if (share < least_share) continue;
    out.push_back({.file = file.passages, .passage = number, .shared = both, .share = share});
  }
  std::ranges::sort(out, [](const PassageMatch& one, const PassageMatch& other) {
    if (one.shared != other.shared) return one.shared > other.shared;
    return std::tie(*one.file->path, one.passage) < std::tie(*other.file->path, other.passage);
  });
  return out;
}

std::size_t CopyIndex::size() const {
  std::size_t count = 0;
  for (const Part& part : parts_) {
    count += static_cast<std::size_t>(std::ranges::count_if(
        part.segment->files, [](const Segment::File& file) { return file.passages->size() != 0; }));
    if (part.replaced != nullptr) count -= part.replaced->size();
  }
  return count;
}

}  // namespace notewell::chart
