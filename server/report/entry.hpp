#pragma once
// What a report keeps of one file: how it was judged, what it documents, what it tells of the chart. Plain values, so
// that the analyses of a whole practice need not lie in memory together.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "chart/index.hpp"
#include "lint/analysis.hpp"
#include "lint/copied.hpp"

namespace notewell::report {

/// Places count in UTF-16, as in `notewell check --format json`.
inline constexpr text::PositionEncoding encoding = text::PositionEncoding::utf16;

struct Finding {
  std::string rule;  // its id
  lint::Severity severity = lint::Severity::warning;
  text::Range range;
  std::string message;  // may quote the note
  bool fixable = false;
};

/// One of the vocabulary's elements, in its order.
struct ElementFound {
  bool asked = false;
  std::vector<text::Range> places;  // that document it
};

/// A passage that stands in another file as well.
struct CopiedFrom {
  lint::CopiedPassage passage;
  text::Range here;
  lint::Severity severity = lint::Severity::error;
  std::string words;  // the passage itself
};

struct Entry {
  std::string path;    // as it is shown and opened
  chart::Facts facts;  // nullptr: a psychotherapy note, of which nothing is told but its findings
  note::FileKind kind = note::FileKind::progress_note;
  std::vector<Finding> findings;       // by place
  std::vector<ElementFound> elements;  // empty: not asked of a file of this kind
  std::vector<CopiedFrom> copies;
  std::shared_ptr<const lint::Profile> profile;
  std::shared_ptr<const lint::Knowledge> knowledge;

  /// Whether it tells of a session: neither a plan nor a psychotherapy note.
  [[nodiscard]] bool is_session() const {
    return kind != note::FileKind::treatment_plan && kind != note::FileKind::psychotherapy_note;
  }
};

/// `copies`: the note's passages that stand in other files, of which those are kept that a finding tells of.
[[nodiscard]] Entry entry_of(const lint::Analysis& analysis, std::string path,
                             const std::vector<lint::CopiedPassage>& copies);

}  // namespace notewell::report
