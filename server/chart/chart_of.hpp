#pragma once
// What rules may ask of the files around a note: see lint/chart_view.hpp.

#include <filesystem>
#include <memory>

#include "chart/index.hpp"
#include "lint/builtin.hpp"
#include "lint/chart_view.hpp"

namespace notewell::chart {

/// For lint::Settings::chart_of: looks around the note that stands at `path` in an index, which it keeps, by client, by
/// plan and by clinician alone. A linked plan that the index lacks is read from disk if it may be, again only when it
/// changed. Copies may be called from any thread.
class ChartOf {
 public:
  struct Reading {
    text::PositionEncoding encoding = text::PositionEncoding::utf8;
    note::DateOrder dates = note::DateOrder::month_first;
    bool disk = true;  // whether a plan may be read from there
  };
  ChartOf(Index index, std::filesystem::path path, std::shared_ptr<const lint::Knowledge> knowledge, Reading reading);

  /// nullptr for a psychotherapy note.
  [[nodiscard]] std::shared_ptr<const lint::ChartView> operator()(const note::Note& note) const;
  /// The same in an index that changed.
  [[nodiscard]] ChartOf in(Index index) const;

 private:
  struct OutsidePlan;
  [[nodiscard]] Facts plan_of(const FileFacts& own) const;

  Index index_;
  std::filesystem::path path_;
  std::shared_ptr<const lint::Knowledge> knowledge_;
  Reading reading_;
  std::shared_ptr<OutsidePlan> outside_;
};

/// Whether rules would see the same around the note.
[[nodiscard]] bool same_chart(const lint::ChartView* one, const lint::ChartView* other);

}  // namespace notewell::chart
