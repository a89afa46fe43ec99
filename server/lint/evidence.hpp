#pragma once
// Whether narrative backs a tick, and whether an intervention has its story. One index over a note's statements serves
// all rules of kind "evidence"; see rules/README.md for what each `needs` asks.

#include <memory>
#include <span>
#include <vector>

#include "lint/lint.hpp"
#include "note/note.hpp"

namespace notewell::lint {

class Kept;  // lint/kept.hpp

/// A statement with where it stands; `block` and `statement` index Note::blocks and BlockFacts::statements.
struct StatementAt {
  std::uint32_t block = 0;
  std::uint32_t statement = 0;
  friend auto operator<=>(const StatementAt&, const StatementAt&) = default;
};

/// A box with where it stands.
struct OptionAt {
  std::uint32_t block = 0;
  std::uint32_t option = 0;
};

/// Everything the evidence checks look up, made once for a note. It must not outlive the note, or `kept`.
class Evidence {
 public:
  explicit Evidence(const note::Note& note);
  explicit Evidence(Kept& kept);
  ~Evidence();
  Evidence(Evidence&&) noexcept;
  Evidence& operator=(Evidence&&) noexcept;

  struct Index;
  [[nodiscard]] const Index& index() const { return *index_; }

 private:
  std::unique_ptr<Kept> own_;  // where none was given
  std::unique_ptr<const Index> index_;
};

/// Findings with rule, span, anchor, anchor_indent, related and arguments filled; severity and texts are the caller's.
[[nodiscard]] std::vector<Finding> check_evidence(const Rule& rule, const EvidenceCheck& check, const note::Note& note,
                                                  const Evidence& evidence);

/// In a form whose sections of boxes come first, what tells of them all: the section of narrative right behind them,
/// "Summary of this session: …". Otherwise `section` itself.
[[nodiscard]] std::size_t narrative_section(const note::Note& note, std::size_t section);

/// Whether a statement says no more than the labels of ticked options ("Client was sad and anxious").
[[nodiscard]] bool repeats_labels(const Evidence& evidence, StatementAt at);

/// All ticked boxes of the note's body, in order.
[[nodiscard]] std::span<const OptionAt> ticked_options(const Evidence& evidence);

/// The vocabulary's entries that are ticked, ascending, each once.
[[nodiscard]] const std::vector<note::ConceptId>& ticked_entries(const Evidence& evidence);

/// Whether a statement speaks of what is to come: a plan, not this session.
[[nodiscard]] bool is_plan(const Evidence& evidence, StatementAt at);

/// Every affirmed mention of an entry, with its statement, in order; as long as the evidence lives.
struct MentionAt {
  StatementAt at;
  std::uint32_t mention = 0;  // counted from the statement's first
};
[[nodiscard]] std::span<const MentionAt> affirmed_mentions(const Evidence& evidence, note::ConceptId entry);

/// The native check "intervention-missing": a therapy session that tells of no intervention.
[[nodiscard]] std::vector<Finding> check_intervention_missing(const Rule& rule, const note::Note& note,
                                                              const Evidence& evidence);

/// The native check "intervention-not-in-plan": what was done is not among the plan's interventions. A school covers
/// its techniques and the other way round (CBT in the plan, a thought record in the note).
[[nodiscard]] std::vector<Finding> check_intervention_not_in_plan(const Rule& rule, const note::Note& note,
                                                                  const Evidence& evidence,
                                                                  const note::TreatmentPlan& plan);

}  // namespace notewell::lint
