#include "chart/index_cache.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "syntax/tree.hpp"

namespace notewell::chart {
namespace {

namespace fs = std::filesystem;
using std::chrono::sys_days;

// --- Hashes
// ----------------------------------------------------------------------------------------------------------------

/// Of eight bytes at a time, each mixed in by a multiplication that reaches all bits above (Fibonacci hashing) and a
/// shift that brings them down again. Against chance alone: who can write here can write the notes.
std::uint64_t hash_of(std::string_view bytes, std::uint64_t seed = 0) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = (seed ^ bytes.size()) * odd;
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = std::min(bytes.size(), sizeof word);
    std::memcpy(&word, bytes.data(), size);
    bytes.remove_prefix(size);
    hash = (hash ^ word) * odd;
    hash ^= hash >> 32U;
  }
  return hash;
}

/// This build of the program: another one may read notes otherwise.
std::uint64_t program() {
  static const std::uint64_t known = [] {
    const FileStamp stamp = stamp_of("/proc/self/exe");
    return hash_of(std::to_string(stamp.changed) + " " + std::to_string(stamp.size));
  }();
  return known;
}

// --- Packing: numbers, seven bits a byte, the lowest first; words by where they stand
// -----------------------------------

class Writer {
 public:
  explicit Writer(std::string_view bytes) : bytes_(bytes) {}

  void number(std::uint64_t value) {
    for (; value >= 0x80U; value >>= 7U) out_ += static_cast<char>(value | 0x80U);
    out_ += static_cast<char>(value);
  }
  void any_number(std::int64_t value) {  // small ones of either sign take a byte
    number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U));
  }
  void range(const text::Range& range) {
    for (const std::uint32_t one : {range.start.line, range.start.character, range.end.line, range.end.character})
      number(one);
  }
  void date(const std::optional<std::chrono::year_month_day>& date) {
    number(date ? 1 : 0);
    if (date) any_number(sys_days(*date).time_since_epoch().count());
  }
  void words(std::string_view words) {
    number(words.size());
    if (words.empty()) return;
    const std::size_t at = bytes_.find(words);
    all_found_ = all_found_ && at != std::string_view::npos;
    number(at);
  }
  void mark(const GoalMark& mark) {
    for (const std::uint32_t one :
         {std::uint32_t{mark.id.goal}, std::uint32_t{mark.id.objective}, mark.line, mark.begin, mark.end, mark.number,
          std::uint32_t{mark.goal_digits}, std::uint32_t{mark.objective_digits}})
      number(one);
  }
  template <class List, class Put>
  void list(const List& list, const Put& put) {
    number(list.size());
    for (const auto& one : list) put(one);
  }

  /// Nothing if there were words that do not stand in the note.
  std::optional<std::string> take() && { return all_found_ ? std::optional(std::move(out_)) : std::nullopt; }

 private:
  std::string_view bytes_;
  std::string out_;
  bool all_found_ = true;
};

/// Reads what a Writer wrote; of damaged bytes, anything, within their bounds.
class Reader {
 public:
  Reader(std::string_view packed, std::string_view bytes) : left_(packed), bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7U) {
      if (left_.empty()) break;
      const auto byte = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80U) return value;
    }
    fine_ = false;
    return 0;
  }
  template <class Number>
  Number as() {
    return static_cast<Number>(number());
  }
  std::int64_t any_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>((value >> 1U) ^ (~(value & 1U) + 1));
  }
  text::Range range() {
    text::Range out;
    for (std::uint32_t* one : {&out.start.line, &out.start.character, &out.end.line, &out.end.character})
      *one = as<std::uint32_t>();
    return out;
  }
  std::optional<std::chrono::year_month_day> date() {
    if (number() == 0) return std::nullopt;
    return std::chrono::year_month_day(sys_days(std::chrono::days(any_number())));
  }
  std::string words() {
    const std::uint64_t size = number();
    if (size == 0) return {};
    const std::uint64_t at = number();
    fine_ = fine_ && at <= bytes_.size() && size <= bytes_.size() - at;
    return fine_ ? std::string(bytes_.substr(at, size)) : std::string{};
  }
  GoalMark mark() {
    GoalMark out;
    out.id = {as<std::uint16_t>(), as<std::uint16_t>()};
    for (std::uint32_t* one : {&out.line, &out.begin, &out.end, &out.number}) *one = as<std::uint32_t>();
    out.goal_digits = as<std::uint8_t>();
    out.objective_digits = as<std::uint8_t>();
    return out;
  }
  template <class Value, class Take>
  std::vector<Value> list(const Take& take) {
    std::vector<Value> out;
    const std::uint64_t count = number();
    fine_ = fine_ && count <= left_.size();  // each takes a byte or more
    if (fine_) out.reserve(count);
    for (std::uint64_t i = 0; fine_ && i != count; ++i) out.push_back(take());
    return out;
  }

  [[nodiscard]] bool fine() const { return fine_; }

 private:
  std::string_view left_;
  std::string_view bytes_;
  bool fine_ = true;
};

/// The vocabulary's names of instruments are numbers here.
std::uint32_t short_hash(std::string_view name) {
  return static_cast<std::uint32_t>(hash_of(name) >> 32U);
}

/// Passages of a longer file would take longer to unpack than to be read anew.
constexpr std::uint32_t most_passages = 256;

void pack_passages(Writer& out, const IndexedPassages& passages) {
  out.number(passages.file.size());
  std::vector<std::uint16_t> shingles;
  for (std::uint32_t i = 0; i != passages.file.size(); ++i) {
    out.range(passages.file.place(i));
    std::uint32_t before = 0;
    passages.file.shingles_of(i, shingles);
    out.list(shingles, [&](std::uint16_t shingle) {
      out.number(shingle - before);
      before = shingle;
    });
  }
  out.list(passages.prints, [&](const PassagePrint& print) {
    out.number(print.print);
    out.number(print.passage);
  });
}

IndexedPassages unpacked_passages(Reader& in) {
  IndexedPassages out;
  const std::uint64_t count = in.number();
  for (std::uint64_t i = 0; in.fine() && i != count; ++i) {
    const text::Range place = in.range();
    std::uint32_t before = 0;
    const auto shingles = in.list<std::uint16_t>([&] {
      before += in.as<std::uint32_t>();
      return static_cast<std::uint16_t>(before);
    });
    if (in.fine() && place.start.line <= place.end.line) out.file.add(place, shingles);
  }
  out.file.finish();
  out.prints = in.list<PassagePrint>([&] {
    PassagePrint print;
    print.print = in.as<std::uint32_t>();
    print.passage = in.as<std::uint32_t>();
    return print;
  });
  return out;
}

// --- The file: a heading, then entries: path, content, size and hash of what is packed, and that
// ------------------------

constexpr std::string_view heading = "notewell index 1\n";

void append(std::string& out, std::uint64_t value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
bool take(std::string_view& bytes, std::uint64_t& value) {
  if (bytes.size() < sizeof value) return false;
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes.remove_prefix(sizeof value);
  return true;
}

std::string reason() {
  return std::generic_category().message(errno);
}

bool is_private(const struct stat& state) {
  constexpr mode_t others = 077;
  return state.st_uid == ::geteuid() && (state.st_mode & others) == 0;
}

/// An open file, closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

fs::path cache_folder() {
  const char* set = std::getenv("XDG_CACHE_HOME");  // NOLINT(concurrency-mt-unsafe): nothing here changes it
  if (set != nullptr && *set == '/') return fs::path(set) / "notewell";
  const fs::path home = home_folder();
  return home.empty() ? fs::path{} : home / ".cache" / "notewell";
}

std::optional<std::string> packed(const IndexedFile& file, std::string_view bytes) {
  if (file.facts == nullptr || (file.passages && file.passages->file.size() > most_passages)) return std::nullopt;
  const FileFacts& facts = *file.facts;
  const lint::SessionFacts& session = facts.session;
  Writer out(bytes);
  out.number(static_cast<std::uint64_t>(facts.kind()));
  out.number(facts.is_signed ? 1 : 0);
  out.words(facts.plan_link);
  out.range(facts.plan_place);
  out.list(facts.goals, [&](const PlanGoal& goal) {
    out.mark(goal.mark);
    out.number(goal.line_end);
    out.words(goal.text);
    out.words(goal.target);
  });
  out.list(facts.plan_mentions, [&](const GoalMark& mark) { out.mark(mark); });
  out.list(facts.scores, [&](const ScoreFact& score) {
    out.number(short_hash(score.instrument));
    out.any_number(score.total);
  });
  out.list(facts.values, [&](const GoalValue& value) {
    out.number(value.id.goal);
    out.number(value.id.objective);
    out.words(value.value);
  });
  out.words(session.client);
  out.words(session.clinician);
  out.date(session.date);
  out.range(session.date_place);
  out.number(session.start ? 1 : 0);
  out.any_number(session.start.value_or(0));
  out.any_number(session.minutes);
  out.range(session.time_place);
  for (const auto* codes : {&session.codes, &session.diagnoses})
    out.list(*codes, [&](const std::string& code) { out.words(code); });
  out.range(session.diagnosis_place);
  out.list(session.goals, [&](const GoalMark& mark) { out.mark(mark); });
  out.number(session.number);
  out.range(session.number_place);
  out.list(session.frequencies, [&](const lint::PlannedFrequency& frequency) {
    out.number(frequency.sessions);
    out.number(frequency.days);
    out.words(frequency.told);
    out.range(frequency.place);
  });
  out.list(session.interventions, [&](note::ConceptId intervention) { out.number(intervention); });
  out.number(session.documented);
  pack_passages(out, file.passages.value_or(IndexedPassages{}));
  return std::move(out).take();
}

std::optional<IndexedFile> unpacked(std::string_view packed, const fs::path& path, FileStamp stamp,
                                    std::string_view bytes, const note::Vocabulary& vocabulary) {
  Reader in(packed, bytes);
  auto facts = std::make_shared<FileFacts>();
  lint::SessionFacts& session = facts->session;
  session.path = path.string();
  facts->stamp = stamp;
  session.kind = in.as<note::FileKind>();
  facts->is_signed = in.number() != 0;
  facts->plan_link = in.words();
  facts->plan_place = in.range();
  facts->goals = in.list<PlanGoal>([&] {
    PlanGoal goal;
    goal.mark = in.mark();
    goal.line_end = in.as<std::uint32_t>();
    goal.text = in.words();
    goal.target = in.words();
    return goal;
  });
  facts->plan_mentions = in.list<GoalMark>([&] { return in.mark(); });
  facts->scores = in.list<ScoreFact>([&] {
    ScoreFact score;
    const auto hash = in.as<std::uint32_t>();
    for (const note::Instrument& instrument : vocabulary.instruments()) {
      if (short_hash(instrument.id) == hash) score.instrument = instrument.id;
    }
    score.total = static_cast<int>(in.any_number());
    return score;
  });
  facts->values = in.list<GoalValue>([&] {
    GoalValue value;
    value.id = {in.as<std::uint16_t>(), in.as<std::uint16_t>()};
    value.value = in.words();
    return value;
  });
  session.client = in.words();
  session.clinician = in.words();
  session.date = in.date();
  session.date_place = in.range();
  const bool starts = in.number() != 0;
  const auto start = static_cast<int>(in.any_number());
  if (starts) session.start = start;
  session.minutes = static_cast<int>(in.any_number());
  session.time_place = in.range();
  for (auto* codes : {&session.codes, &session.diagnoses}) *codes = in.list<std::string>([&] { return in.words(); });
  session.diagnosis_place = in.range();
  session.goals = in.list<GoalMark>([&] { return in.mark(); });
  session.number = in.as<std::uint16_t>();
  session.number_place = in.range();
  session.frequencies = in.list<lint::PlannedFrequency>([&] {
    lint::PlannedFrequency frequency;
    frequency.sessions = in.as<std::uint16_t>();
    frequency.days = in.as<std::uint16_t>();
    frequency.told = in.words();
    frequency.place = in.range();
    return frequency;
  });
  session.interventions = in.list<note::ConceptId>([&] { return in.as<note::ConceptId>(); });
  session.documented = in.number();
  IndexedPassages passages = unpacked_passages(in);
  const bool known_kind =
      facts->kind() <= note::FileKind::no_show && facts->kind() != note::FileKind::psychotherapy_note;
  if (!in.fine() || !known_kind) return std::nullopt;
  IndexedFile out{.path = facts->path(), .facts = facts, .passages = {}};
  if (passages.file.size() != 0) {
    passages.file.path = {facts, &facts->path()};
    passages.file.chart = chart_of(session.client, path);
    passages.file.date = facts->date();
    out.passages = std::move(passages);
  }
  return out;
}

IndexCache::IndexCache(fs::path folder, const std::vector<fs::path>& of) : folder_(std::move(folder)) {
  std::uint64_t name = 0;
  for (const fs::path& one : of) name = hash_of(one.string(), name);
  file_ = folder_ / ("index-" + std::to_string(name));
  load();
}

void IndexCache::load() {
  if (folder_.empty()) {
    problem_ = "The index is not kept: there is no cache folder, since neither XDG_CACHE_HOME nor HOME is set.";
    return;
  }
  const Descriptor file(::open(file_.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) {
    if (errno != ENOENT) problem_ = file_.string() + " could not be read (" + reason() + "); the notes are read anew.";
    return;
  }
  struct stat state {};
  if (::fstat(file.number(), &state) != 0 || !S_ISREG(state.st_mode) || !is_private(state)) {
    problem_ = file_.string() + " is not yours alone, so it is not used; the notes are read anew.";
    return;
  }
  bytes_.resize(static_cast<std::size_t>(state.st_size));
  std::size_t size = 0;
  while (size != bytes_.size()) {
    const ssize_t count = ::read(file.number(), bytes_.data() + size, bytes_.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    size += static_cast<std::size_t>(count);
  }
  bytes_.resize(size);
  std::string_view left(bytes_);
  std::uint64_t of_program = 0;
  if (!left.starts_with(heading)) {
    problem_ = file_.string() + " is damaged or of another version; the notes are read anew.";
    return;
  }
  left.remove_prefix(heading.size());
  if (!take(left, of_program) || of_program != program()) {
    problem_ = file_.string() + " was written by another version of Notewell; the notes are read anew.";
    return;
  }
  bool damaged = false;
  while (!left.empty() && !damaged) {
    std::uint64_t path = 0;
    Entry entry;
    std::uint64_t length = 0;
    std::uint64_t hash = 0;
    damaged = !take(left, path) || !take(left, entry.content) || !take(left, length) || !take(left, hash) ||
              length > left.size();
    if (damaged) break;
    entry.packed = left.substr(0, length);
    left.remove_prefix(length);
    damaged = hash_of(entry.packed, path ^ entry.content) != hash;
    if (!damaged) entries_.emplace(path, entry);
  }
  if (!damaged) return;
  problem_ = file_.string() + " is damaged; the notes are read anew.";
  entries_.clear();
}

IndexedFile IndexCache::read(const fs::path& path, const Configuration& configuration, std::size_t own_words,
                             text::PositionEncoding encoding) {
  const note::DateOrder dates = configuration.profile->dates;
  const FileStamp stamp = stamp_of(path);  // before it is read: what changes meanwhile is seen as changed
  auto bytes = read_indexed(path);
  if (!bytes) return {.path = path.string(), .facts = nullptr, .passages = {}};
  const std::uint64_t of_path = hash_of(path.string());
  const std::uint64_t content =
      hash_of(*bytes, hash_of(std::to_string(static_cast<int>(encoding)) + " " +
                              std::to_string(static_cast<int>(dates)) + " " + std::to_string(own_words)));
  {
    Entry known;
    {
      const std::lock_guard lock(mutex_);
      const auto at = entries_.find(of_path);
      if (at != entries_.end() && at->second.content == content) {
        at->second.used = true;
        known = at->second;
        ++taken_;
      }
    }
    if (known.used) {
      if (auto file = unpacked(known.packed, path, stamp, *bytes, *configuration.knowledge->vocabulary))
        return std::move(*file);
    }
  }
  const text::Text text(*bytes);
  const auto note =
      note::build(text, syntax::parse(text), configuration.knowledge->vocabulary, nullptr, path.filename().string());
  IndexedFile out = indexed_file(*note, path, encoding, dates, stamp);
  auto kept = packed(out, *bytes);
  if (!kept) return out;
  const auto again = unpacked(*kept, path, stamp, *bytes, *configuration.knowledge->vocabulary);
  if (!again || !(*again->facts == *out.facts) || !(again->passages == out.passages)) return out;
  const std::lock_guard lock(mutex_);
  fresh_.push_back({.path = of_path, .content = content, .packed = std::move(*kept)});
  return out;
}

void IndexCache::save() {
  const std::lock_guard lock(mutex_);
  const bool all_used = std::ranges::all_of(entries_, [](const auto& entry) { return entry.second.used; });
  if (folder_.empty() || (fresh_.empty() && all_used)) return;
  std::error_code error;
  fs::create_directories(folder_.parent_path(), error);
  constexpr mode_t for_the_user = 0700;
  struct stat state {};
  if ((::mkdir(folder_.c_str(), for_the_user) != 0 && errno != EEXIST) || ::lstat(folder_.c_str(), &state) != 0) {
    problem_ = folder_.string() + " could not be made (" + reason() + "); the index is not kept.";
    return;
  }
  if (!S_ISDIR(state.st_mode) || !is_private(state)) {
    problem_ = folder_.string() + " is not yours alone; the index is not kept.";
    return;
  }
  const fs::path next = file_.string() + ".new";
  ::unlink(next.c_str());  // of a run that was killed
  constexpr mode_t for_reading = 0600;
  const Descriptor file(::open(next.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, for_reading));
  std::string out(heading);
  append(out, program());
  bool written = file.number() >= 0;
  const auto put = [&](std::uint64_t path, std::uint64_t content, std::string_view packed) {
    for (const std::uint64_t one : {path, content, std::uint64_t{packed.size()}, hash_of(packed, path ^ content)})
      append(out, one);
    out += packed;
    constexpr std::size_t portion = 1U << 20U;
    if (out.size() < portion) return;
    written = written && write_all(file.number(), out);
    out.clear();
  };
  for (const auto& [path, entry] : entries_) {
    if (entry.used) put(path, entry.content, entry.packed);
  }
  for (const Fresh& one : fresh_) put(one.path, one.content, one.packed);
  written = written && write_all(file.number(), out) && ::rename(next.c_str(), file_.c_str()) == 0;
  if (written) return;
  problem_ = file_.string() + " could not be written (" + reason() + "); the index is not kept.";
  ::unlink(next.c_str());
}

}  // namespace notewell::chart
