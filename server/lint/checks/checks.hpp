#pragma once
// The checks that rules are made of: one function for each kind, and the named native ones. A check gives findings with
// rule, span, anchor, related and arguments; severity and texts are filled in by lint().

#include <any>
#include <optional>
#include <span>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <vector>

#include "lint/chart_view.hpp"
#include "lint/evidence.hpp"
#include "lint/kept.hpp"
#include "lint/lint.hpp"

namespace notewell::lint {

/// A phrase of the vocabulary's wording, where the note's narrative has it.
struct WordingAt {
  const note::WordingEntry* entry = nullptr;
  std::uint32_t statement = 0;
  text::Span span;  // in the block
};
/// What checks remember with a block: see note::Memo. Each is a function of the block's facts and nothing else. It
/// outlives what hangs on more (lint/kept.hpp).
enum class Remembered : std::uint8_t {
  candidates,
  section_meant,
  abuse,  // one for each of four ages, so it is last
};

class Context;
/// checks/element.cpp
[[nodiscard]] std::vector<bool> elements_told(Context& context);

/// What checks count in each block; a heading holds nothing.
struct Counts {
  std::uint32_t words = 0;  // of narrative
  std::uint32_t ticks = 0;
  bool holds = false;       // anything: words, boxes, blanks to fill in
  bool directives = false;  // headings and the header may have these
};
[[nodiscard]] const std::vector<Counts>& counts_of_blocks(Context& context);
/// The words of narrative in the body.
[[nodiscard]] std::uint32_t words_of_narrative(Context& context);

/// What checks share while one note is being judged.
class Context {
 public:
  Context(Kept& keeps, const RuleSet& all_rules, const Settings& given)
      : kept(keeps), note(keeps.note()), rules(all_rules), settings(given) {}

  Kept& kept;  // what is made of each block, from version to version
  const note::Note& note;
  const RuleSet& rules;
  const Settings& settings;

  /// The value of one of the rule's [options] under the profile.
  [[nodiscard]] const OptionValue& option(const Rule& rule, std::string_view name) const {
    return option_of(rule, settings.profile.get(), name);
  }

  /// Made when the first check asks for it.
  [[nodiscard]] const Evidence& evidence() {
    if (!evidence_) evidence_.emplace(kept);
    return *evidence_;
  }
  /// Whether each of the vocabulary's elements is documented.
  [[nodiscard]] const std::vector<bool>& elements() {
    if (!elements_) elements_ = elements_told(*this);
    return *elements_;
  }

  /// What stands around the note; nullptr: nothing is known.
  [[nodiscard]] const ChartView* chart() {
    if (!chart_) chart_ = settings.chart_of ? settings.chart_of(note) : nullptr;
    return chart_->get();
  }

  /// Whatever several rules of one file share, made once for the note, by its type.
  template <class Shared, class Make>
  [[nodiscard]] const Shared& shared(const Make& make) {
    std::any& value = shared_[typeid(Shared)];
    if (!value.has_value()) value = make();
    return *std::any_cast<Shared>(&value);
  }

 private:
  std::unordered_map<std::type_index, std::any> shared_;
  std::optional<Evidence> evidence_;
  std::optional<std::vector<bool>> elements_;
  std::optional<std::shared_ptr<const ChartView>> chart_;
};

using Findings = std::vector<Finding>;

[[nodiscard]] Findings check_field(const Rule& rule, const FieldCheck& check, Context& context);
[[nodiscard]] Findings check_mention(const Rule& rule, const MentionCheck& check, Context& context);
[[nodiscard]] Findings check_phrase(const Rule& rule, const PhraseCheck& check, Context& context);
[[nodiscard]] Findings check_element(const Rule& rule, const ElementCheck& check, Context& context);

[[nodiscard]] Findings check_wording(const Rule& rule, const WordingCheck& check, Context& context);

using Native = Findings (*)(const Rule& rule, Context& context);

/// nullptr if no native check has that name.
[[nodiscard]] Native native_check(std::string_view name);
[[nodiscard]] std::span<const std::string_view> native_check_names();

// checks/options.cpp
Findings contradictory_options(const Rule& rule, Context& context);
Findings narrative_contradicts_option(const Rule& rule, Context& context);
// checks/structure.cpp
Findings checkbox_only_section(const Rule& rule, Context& context);
Findings checkbox_only_note(const Rule& rule, Context& context);
Findings untouched_template(const Rule& rule, Context& context);
// checks/times.cpp
Findings session_times_missing(const Rule& rule, Context& context);
Findings times_missing_for_timed_code(const Rule& rule, Context& context);
Findings malformed_date(const Rule& rule, Context& context);
Findings malformed_time(const Rule& rule, Context& context);
Findings time_range_reversed(const Rule& rule, Context& context);
Findings date_in_future(const Rule& rule, Context& context);
// checks/codes.cpp
Findings service_code_unknown(const Rule& rule, Context& context);
Findings duration_outside_code(const Rule& rule, Context& context);
// checks/copied.cpp
Findings copied_narrative(const Rule& rule, Context& context);
// checks/diagnosis.cpp
Findings diagnosis_malformed(const Rule& rule, Context& context);
Findings diagnosis_not_specific(const Rule& rule, Context& context);
Findings diagnosis_unknown(const Rule& rule, Context& context);
// checks/record.cpp
Findings signature_missing(const Rule& rule, Context& context);
// checks/scores.cpp
Findings score_inconsistent(const Rule& rule, Context& context);
// checks/sections.cpp
Findings empty_section(const Rule& rule, Context& context);
Findings section_unknown(const Rule& rule, Context& context);
Findings section_order(const Rule& rule, Context& context);
Findings format_mixed(const Rule& rule, Context& context);
Findings plan_unchanged(const Rule& rule, Context& context);
// checks/services.cpp
Findings addon_without_primary(const Rule& rule, Context& context);
Findings interactive_complexity_unsupported(const Rule& rule, Context& context);
Findings crisis_code_unsupported(const Rule& rule, Context& context);
Findings telehealth_details_missing(const Rule& rule, Context& context);
Findings family_session_details_missing(const Rule& rule, Context& context);
Findings group_note_not_individual(const Rule& rule, Context& context);
// checks/risk_assessment.cpp
Findings risk_mention_unassessed(const Rule& rule, Context& context);
Findings risk_without_safety_plan(const Rule& rule, Context& context);
Findings risk_contradiction(const Rule& rule, Context& context);
// checks/abuse.cpp
Findings mandated_report_undocumented(const Rule& rule, Context& context);

/// The findings of all blocks, where those of one follow from the block, its surroundings and `key` (lint/kept.hpp):
/// `of_block(b, findings)` adds them, with spans relative to the block. `part` tells two kinds of one rule apart.
template <class Key, class OfBlock>
[[nodiscard]] Findings findings_of_blocks(const Rule& rule, Context& context, const Key& key, const OfBlock& of_block,
                                          std::string_view part = {}) {
  using OfOne = std::shared_ptr<const Findings>;  // not nullptr; of blocks that have any
  const auto& kept =
      context.kept.lists<OfOne>(rule.id + std::string(part), key, [&](std::uint32_t b, std::vector<OfOne>& out) {
        Findings made;
        of_block(b, made);
        if (!made.empty()) out.push_back(std::make_shared<const Findings>(std::move(made)));
      });
  Findings findings;
  if (kept.all().empty()) return findings;
  for (std::uint32_t b = 0; b != context.note.blocks.size(); ++b) {
    for (const OfOne& one : kept.of(b)) {
      for (Finding finding : *one) {
        finding.span = context.note.blocks[b].absolute(finding.span);
        finding.anchor = context.note.blocks[b].absolute(finding.anchor);
        findings.push_back(std::move(finding));
      }
    }
  }
  return findings;
}

/// Takes out the findings that directives allow and adds what the directives themselves give rise to.
void apply_directives(Context& context, Findings& findings);

// What several checks read from the header; checks/header.cpp.

/// An entry of the rule's [options] as a number; 0 if there is none.
[[nodiscard]] int number_option(const Rule& rule, const Context& context, std::string_view name);
/// A finding that marks `span` and whose fixes apply there.
[[nodiscard]] Finding finding_at(const Rule& rule, text::Span span);
/// Where a finding about something absent from the header is marked: the front matter's first line, else the file's
/// first line that is not blank.
[[nodiscard]] text::Span header_mark(const note::Note& note);
/// Where the note's text begins: behind a byte order mark, if the file has one.
[[nodiscard]] text::Offset text_begin(const note::Note& note);
/// The value of a time field without a remark, a time zone or "hrs" behind it: "2:00-2:53 pm EST (53 min)".
[[nodiscard]] std::string_view time_value(std::string_view value);
/// Whether a placeholder stands in the span: it is another rule's to speak of.
[[nodiscard]] bool holds_placeholder(const note::Note& note, text::Span span);
/// The header field `id` with a value that is given and not left to be filled in; nullptr if there is none.
[[nodiscard]] const note::Field* given_field(const note::Note& note, std::string_view id);

/// The clock times of the session as the header has them.
struct SessionTimes {
  std::optional<note::TimeRange> range;
  std::optional<int> minutes;  // by the range, else by a stated duration
  text::Span span;             // of the range, or of the end
};
[[nodiscard]] SessionTimes session_times(const note::Note& note);

/// What the note tells of itself to be held against other files, its dates read as the profile says.
[[nodiscard]] const SessionFacts& own_facts(Context& context);

/// The diagnosis codes of the header, as written but in upper case.
[[nodiscard]] std::vector<std::string> diagnosis_codes(const note::Note& note);

/// A service code of the header, without its modifiers.
struct CodeAt {
  std::string code;
  text::Span span;
  const note::ServiceCode* known = nullptr;
};
[[nodiscard]] std::vector<CodeAt> service_codes(const note::Note& note);

// checks/language.cpp
Findings third_party_identifier(const Rule& rule, Context& context);
// checks/thread.cpp
Findings goal_unknown(const Rule& rule, Context& context);
Findings goal_not_addressed(const Rule& rule, Context& context);
Findings goal_neglected(const Rule& rule, Context& context);
Findings plan_missing(const Rule& rule, Context& context);
Findings plan_review_overdue(const Rule& rule, Context& context);
Findings intervention_not_in_plan(const Rule& rule, Context& context);
Findings diagnosis_differs_from_plan(const Rule& rule, Context& context);
Findings date_before_plan(const Rule& rule, Context& context);
// checks/plan.cpp
Findings objective_not_measurable(const Rule& rule, Context& context);
Findings plan_incomplete(const Rule& rule, Context& context);
// checks/sessions.cpp
Findings duplicate_session(const Rule& rule, Context& context);
Findings overlapping_sessions(const Rule& rule, Context& context);
Findings impossible_day(const Rule& rule, Context& context);
Findings session_number_out_of_order(const Rule& rule, Context& context);
// checks/frequency.cpp
Findings frequency_differs_from_plan(const Rule& rule, Context& context);
// checks/record_entries.cpp
Findings credentials_missing(const Rule& rule, Context& context);
Findings signed_before_service(const Rule& rule, Context& context);
Findings late_entry(const Rule& rule, Context& context);
Findings addendum_incomplete(const Rule& rule, Context& context);
Findings edited_after_signing(const Rule& rule, Context& context);
Findings privacy_mixed(const Rule& rule, Context& context);

}  // namespace notewell::lint
