#include "chart/indexed_file.hpp"

#include <utility>

#include "syntax/tree.hpp"

namespace notewell::chart {

namespace fs = std::filesystem;

namespace {

/// nullptr if it can't be read or is larger than largest_indexed.
std::shared_ptr<const note::Note> read_note(const fs::path& path, const lint::Knowledge& knowledge) {
  auto bytes = read_indexed(path);
  if (!bytes) return nullptr;
  const text::Text text(std::move(*bytes));
  return note::build(text, syntax::parse(text), knowledge.vocabulary, nullptr, path.filename().string());
}

}  // namespace

IndexedFile indexed_file(const note::Note& note, const fs::path& path, text::PositionEncoding encoding,
                         note::DateOrder dates, FileStamp stamp) {
  IndexedFile out{.path = path.string(), .facts = facts_of(note, path, encoding, dates, stamp), .passages = {}};
  if (out.facts == nullptr) return out;
  // One string serves both indexes.
  auto passages = indexed_passages(note, {out.facts, &out.facts->path()}, encoding, dates);
  if (passages.file.size() != 0) out.passages = std::move(passages);
  return out;
}

IndexedFile read_file(const fs::path& path, const lint::Knowledge& knowledge, text::PositionEncoding encoding,
                      note::DateOrder dates) {
  const FileStamp stamp = stamp_of(path);  // before it is read: what changes meanwhile is seen as changed
  const auto note = read_note(path, knowledge);
  if (note == nullptr) return {.path = path.string(), .facts = nullptr, .passages = {}};
  return indexed_file(*note, path, encoding, dates, stamp);
}

std::shared_ptr<const note::Note> read_model(const fs::path& path, const lint::Knowledge& knowledge) {
  auto note = read_note(path, knowledge);
  return note == nullptr || note->kind == note::FileKind::psychotherapy_note ? nullptr : note;
}

Indexes Indexes::with(std::vector<IndexedFile> files) const {
  std::vector<Index::Change> facts_changes;
  std::vector<CopyIndex::Change> passage_changes;
  facts_changes.reserve(files.size());
  passage_changes.reserve(files.size());
  for (IndexedFile& file : files) {
    facts_changes.push_back({.path = file.path, .facts = std::move(file.facts)});
    passage_changes.push_back({.path = std::move(file.path), .passages = std::move(file.passages)});
  }
  return {.facts = facts.with(facts_changes), .copies = copies.with(std::move(passage_changes))};
}

}  // namespace notewell::chart
