#include "cli/note_files.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "chart/chart_of.hpp"
#include "chart/linked_plan.hpp"
#include "cli/read_note.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;

/// Bytes of text whose notes are kept from the first pass over the files to the second: those of a practice with 10,000
/// notes. A note takes some thirteen times its text; those beyond are built again, which takes half as long again, so
/// that a very large folder takes no more memory than a large one.
constexpr std::size_t most_kept = std::size_t{32} << 20U;

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

}  // namespace

unsigned threads_of(unsigned jobs) {
  return jobs != 0 ? jobs : std::max(1U, std::thread::hardware_concurrency());
}

NoteFiles::NoteFiles(AnalysisTerms terms, chart::ConfigurationOf configuration_of, Progress& progress)
    : terms_(std::move(terms)), configuration_of_(std::move(configuration_of)), progress_(progress) {}

void NoteFiles::read(const std::vector<std::string>& paths) {
  progress_.begin("Reading", paths.size());
  if (!copies_ && terms_.compares) copies_.emplace();
  std::vector<chart::Index::Change> facts(paths.size());
  std::vector<chart::CopyIndex::Change> passages(copies_ ? paths.size() : 0);
  std::vector<std::optional<lint::BuiltNote>> built(paths.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> kept = 0;
  const auto work = [&] {
    for (std::size_t index = next++; index < paths.size(); index = next++) {
      progress_.step();
      const fs::path where(paths[index]);
      const fs::path path = where.lexically_normal();
      facts[index].path = path.string();
      if (copies_) passages[index].path = paths[index];
      auto bytes = read_first(paths[index]);
      if (!bytes) continue;
      const auto configuration = configuration_of_(path.parent_path());
      const note::DateOrder dates = configuration->profile->dates;
      const std::size_t size = bytes->size();
      auto note = lint::build_note(text::Text(std::move(*bytes)), where.filename().string(),
                                   configuration->knowledge->vocabulary);
      facts[index].facts = chart::facts_of(*note.note, path, terms_.encoding, dates);
      if (copies_) {
        passages[index].passages = chart::indexed_passages(
            *note.note, std::make_shared<const std::string>(where.string()), terms_.encoding, dates);
      }
      note.tree = {};  // the model has all that findings need
      if (kept.fetch_add(size) + size <= most_kept) built[index] = std::move(note);
    }
  };
  {
    std::vector<std::jthread> pool;
    for (unsigned thread = 0; thread < std::min<std::size_t>(terms_.threads, paths.size()); ++thread)
      pool.emplace_back(work);
  }
  index_ = index_.with(facts);
  if (copies_) copies_ = copies_->with(std::move(passages));
  built_.clear();
  for (std::size_t i = 0; i != paths.size(); ++i)
    if (built[i]) built_.insert_or_assign(paths[i], std::move(*built[i]));
}

Outcome<AnalysedNote> NoteFiles::Analyser::analyse(const std::string& path, std::optional<lint::BuiltNote> built,
                                                   std::istream* in) {
  const fs::path where(path);
  if (!folder_ || *folder_ != where.parent_path()) {
    folder_ = where.parent_path();
    configuration_ = of_.configuration_of_(*folder_);
    settings_.plan_of = chart::linked_plan(*folder_, configuration_->knowledge);
    settings_.profile = configuration_->profile;
  }
  if (!built || built->note->vocabulary != configuration_->knowledge->vocabulary) {
    auto bytes = in != nullptr ? read_note(*in, path) : read_note(path);
    if (auto* problem = std::get_if<Error>(&bytes)) return std::move(*problem);
    built = lint::build_note(text::Text(std::move(std::get<std::string>(bytes))), where.filename().string(),
                             configuration_->knowledge->vocabulary);
  }
  settings_.chart_of = chart::ChartOf(of_.index_, where.lexically_normal(), configuration_->knowledge,
                                      {.encoding = of_.terms_.encoding, .dates = configuration_->profile->dates});
  AnalysedNote out{.analysis = nullptr, .configuration = configuration_, .copies = {}};
  if (of_.copies_) {
    settings_.copied_of = [&out, find = chart::CopiedIn(*of_.copies_, where, configuration_->profile->dates)](
                              const note::Note& note, const lint::CopyTerms& copy_terms) {
      out.copies = find(note, copy_terms);
      return out.copies;
    };
  }
  out.analysis = lint::analyse(std::move(*built), configuration_->knowledge, settings_);
  settings_.copied_of = {};  // it writes into `out`
  return out;
}

}  // namespace notewell::cli
