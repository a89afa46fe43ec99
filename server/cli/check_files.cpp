#include "cli/check_files.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <thread>
#include <utility>

#include "chart/linked_plan.hpp"
#include "cli/finding_mark.hpp"
#include "cli/in_order.hpp"
#include "cli/read_note.hpp"
#include "note/clock.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;

/// Bytes of text whose notes are kept from the first pass over the files to the second. A note takes some eighteen
/// times its text; the notes beyond are built again, so that a large folder takes no more memory than a middling one.
constexpr std::size_t most_kept = std::size_t{8} << 20U;

/// Files that a thread takes at a time: waking the caller for each would cost more than checking a short note.
constexpr std::size_t most_at_once = 64;

/// Nothing of what can't be read, is larger than the index takes, or is a pipe, which gives its bytes only once.
std::optional<std::string> read_first(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > chart::largest_indexed || error)
    return std::nullopt;
  auto bytes = read_note(path);
  if (auto* read = std::get_if<std::string>(&bytes); read != nullptr && read->size() <= chart::largest_indexed)
    return std::move(*read);
  return std::nullopt;
}

/// Where lines end for git: at LF alone.
class GitLines {
 public:
  explicit GitLines(std::string_view bytes) {
    for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1))
      ends_.push_back(static_cast<text::Offset>(at));
  }
  [[nodiscard]] std::uint32_t number(text::Offset at) const {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(ends_, at) - ends_.begin()) + 1;
  }

 private:
  std::vector<text::Offset> ends_;
};

}  // namespace

bool is_asked(const CheckOptions& options, const std::string& rule) {
  const auto among = [&rule](const std::vector<std::string>& ids) { return std::ranges::find(ids, rule) != ids.end(); };
  return (options.select.empty() || among(options.select)) && !among(options.ignore);
}

lint::Settings settings_for(const CheckOptions& options) {
  lint::Settings settings;
  settings.today = options.today ? *options.today : note::local_today();
  settings.strictness = options.draft ? lint::Strictness::draft : lint::Strictness::as_signed;
  return settings;
}

unsigned threads_for(const CheckOptions& options) {
  return options.jobs != 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
}

/// Some files that follow one another, with what became of them.
struct FileChecks::Chunk {
  std::size_t begin = 0;
  std::vector<std::optional<lint::BuiltNote>> built;
  std::vector<FileResult> results{};
};

/// Checks files one after another; each thread has its own. Remembers the plan and the configuration of the folder it
/// last looked into.
class FileChecks::Checker {
 public:
  explicit Checker(const FileChecks& of) : of_(of), settings_(settings_for(of.options_)) {}

  /// `built` is the note if an earlier pass made it; else the file is read, or `in` if it is given.
  void check(const std::string& path, std::optional<lint::BuiltNote> built, std::istream* in, FileResult& result) {
    const fs::path where(path);
    enter(where.parent_path());
    if (!built || built->note->vocabulary != configuration_->knowledge->vocabulary) {
      auto bytes = in != nullptr ? read_note(*in, path) : read_note(path);
      if (auto* problem = std::get_if<Error>(&bytes)) {
        result.problem = std::move(*problem);
        return;
      }
      built = lint::build_note(text::Text(std::move(std::get<std::string>(bytes))), where.filename().string(),
                               configuration_->knowledge->vocabulary);
    }
    const note::DateOrder dates = configuration_->profile->dates;
    settings_.chart_of = chart::ChartOf(of_.index_, where.lexically_normal(), configuration_->knowledge,
                                        {.encoding = of_.report_.encoding(), .dates = dates});
    settings_.copied_of = of_.copies_ == nullptr ? lint::CopiedOf{} : chart::copied_in(of_.copies_, where, dates);
    result.configuration = configuration_;
    CheckedFile file{.path = path, .analysis = nullptr, .findings = {}};
    file.analysis = lint::analyse(std::move(*built), configuration_->knowledge, settings_);
    choose(file, result);
    result.rendered = of_.report_.render(file);
  }

 private:
  void enter(const fs::path& folder) {
    if (folder_ && *folder_ == folder) return;
    folder_ = folder;
    configuration_ = of_.configuration_of_(folder);
    settings_.plan_of = chart::linked_plan(folder, configuration_->knowledge);
    settings_.profile = configuration_->profile;
  }

  /// The findings that are shown.
  void choose(CheckedFile& file, FileResult& result) const {
    const Asked& asked = of_.asked_;
    const ChangedLines* changed = nullptr;
    std::optional<GitLines> lines;
    if (asked.changed) {
      if (const auto of = asked.changed->find(file.path); of != asked.changed->end()) changed = &of->second;
      lines.emplace(file.analysis->text.bytes());
    }
    KnownFindings known;
    if (asked.baseline) {
      const auto of = asked.baseline->files.find(path_in_baseline(of_.options_.baseline, file.path));
      if (of != asked.baseline->files.end()) known = of->second;
    }
    for (const lint::Finding& finding : file.analysis->findings) {
      if (!is_asked(of_.options_, finding.rule->id)) continue;
      if (lines) {
        const std::uint32_t last = finding.span.empty() ? finding.span.end : finding.span.end - 1;
        if (changed == nullptr || !changed->touches(lines->number(finding.span.begin), lines->number(last))) continue;
      }
      if (asked.baseline) {
        const std::pair key(finding.rule->id, known_text(mark_of(finding, file.analysis->text)));
        ++result.found[key];
        const auto of = known.find(key);
        const bool is_known = of != known.end() && of->second > 0;
        if (is_known) --of->second;
        if (is_known || asked.all_known) {
          ++result.known;
          continue;
        }
      }
      file.findings.push_back(&finding);
      ++result.counts[static_cast<std::size_t>(finding.severity)];
    }
  }

  const FileChecks& of_;
  lint::Settings settings_;
  std::optional<fs::path> folder_;
  std::shared_ptr<const chart::Configuration> configuration_;
};

FileChecks::FileChecks(const CheckOptions& options, const Asked& asked, const Report& report,
                       chart::ConfigurationOf configuration_of, Progress& progress)
    : options_(options),
      asked_(asked),
      report_(report),
      configuration_of_(std::move(configuration_of)),
      progress_(progress) {}

void FileChecks::read(const std::vector<std::string>& paths) {
  progress_.begin("Reading", paths.size());
  if (copies_ == nullptr && is_asked(options_, "copied-narrative"))
    copies_ = std::make_shared<chart::LatestCopyIndex>();
  std::vector<chart::Index::Change> facts(paths.size());
  std::vector<chart::CopyIndex::Change> passages(copies_ != nullptr ? paths.size() : 0);
  std::vector<std::optional<lint::BuiltNote>> built(paths.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> kept = 0;
  const auto work = [&] {
    for (std::size_t index = next++; index < paths.size(); index = next++) {
      progress_.step();
      const fs::path where(paths[index]);
      const fs::path path = where.lexically_normal();
      facts[index].path = path.string();
      if (copies_ != nullptr) passages[index].path = paths[index];
      auto bytes = read_first(paths[index]);
      if (!bytes) continue;
      const auto configuration = configuration_of_(path.parent_path());
      const note::DateOrder dates = configuration->profile->dates;
      const std::size_t size = bytes->size();
      auto note = lint::build_note(text::Text(std::move(*bytes)), where.filename().string(),
                                   configuration->knowledge->vocabulary);
      facts[index].facts = chart::facts_of(*note.note, path, report_.encoding(), dates);
      if (copies_ != nullptr)
        passages[index].passages = chart::indexed_passages(*note.note, where, report_.encoding(), dates);
      if (kept.fetch_add(size) + size <= most_kept) built[index] = std::move(note);
    }
  };
  {
    std::vector<std::jthread> pool;
    for (unsigned thread = 0; thread < std::min<std::size_t>(threads_for(options_), paths.size()); ++thread)
      pool.emplace_back(work);
  }
  index_ = index_.with(facts);
  if (copies_ != nullptr) copies_->set(copies_->get()->with(std::move(passages)));
  built_.clear();
  for (std::size_t i = 0; i != paths.size(); ++i)
    if (built[i]) built_.insert_or_assign(paths[i], std::move(*built[i]));
}

void FileChecks::check(const std::vector<std::string>& paths, std::istream* in, const Take& take) {
  progress_.begin("Checking", paths.size());
  const auto threads = static_cast<unsigned>(std::clamp<std::size_t>(paths.size(), 1, threads_for(options_)));
  const std::size_t size = std::clamp<std::size_t>(paths.size() / (std::size_t{threads} * 8), 1, most_at_once);
  std::size_t begin = 0;
  const auto next = [&]() -> std::optional<Chunk> {
    if (begin == paths.size()) return std::nullopt;
    Chunk chunk{.begin = begin, .built = {}};
    const std::size_t end = std::min(paths.size(), begin + size);
    for (; begin != end; ++begin) {
      auto node = built_.extract(paths[begin]);
      chunk.built.push_back(node ? std::optional(std::move(node.mapped())) : std::nullopt);
    }
    return chunk;
  };
  const auto make_worker = [&] {
    return [&, checker = Checker(*this)](Chunk& chunk) mutable {
      chunk.results.resize(chunk.built.size());
      for (std::size_t i = 0; i != chunk.built.size(); ++i) {
        const std::string& path = paths[chunk.begin + i];
        try {
          checker.check(path, std::exchange(chunk.built[i], std::nullopt), in, chunk.results[i]);
        } catch (const std::exception&) {
          chunk.results[i].problem = {.where = path,
                                      .what = "could not be checked, because of a mistake in Notewell itself",
                                      .remedy = "Please report it, with a made-up note that shows it."};
        }
        progress_.step();
      }
    };
  };
  in_order<Chunk>(threads, next, make_worker, [&](Chunk& chunk) {
    for (std::size_t i = 0; i != chunk.results.size(); ++i) take(paths[chunk.begin + i], std::move(chunk.results[i]));
  });
}

}  // namespace notewell::cli
