#pragma once
// Findings of a note under a set of rules, and the fixes they offer. Pure functions of their arguments: the same note,
// rules and settings give the same findings on any thread and at any time (the date of today is an argument).

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "lint/copied.hpp"
#include "lint/profile.hpp"
#include "lint/rule.hpp"
#include "lint/template.hpp"
#include "note/note.hpp"
#include "note/treatment_plan.hpp"
#include "text/text.hpp"

namespace notewell::lint {

struct ChartView;  // lint/chart_view.hpp
class Kept;        // lint/kept.hpp

/// What a finding leans on besides the rule: another place in the note, or in another file.
struct Related {
  text::Span span;
  std::string message;
  std::string path{};   // of the other file; empty: the note itself
  text::Range range{};  // in the other file, in the encoding that its facts were read with
};

/// One place where a note does not satisfy a rule.
struct Finding {
  const Rule* rule = nullptr;
  Severity severity = Severity::warning;
  text::Span span;      // never empty unless the note is
  std::string message;  // what, and what to do; one or two sentences, never empty
  std::string why;
  std::vector<Related> related;
  /// What the message's and the fixes' {placeholders} stand for here: option, stem, code, …
  std::vector<std::pair<std::string, std::string>> arguments;
  /// Where fixes apply: the option's item, the field's value, …; meaning depends on FixPattern::place.
  text::Span anchor;
  std::uint16_t anchor_indent = 0;  // columns, for "under the option"
  bool hint_only = false;           // nobody of weight asks for it: a hint, whatever the rule's severity
  bool gentler = false;             // one step below the rule's severity
  bool unnecessary = false;         // filler that an editor may fade
};

/// A fix ready to be offered.
struct Fix {
  std::string title;
  text::Span replaced;
  Template replacement;
  bool preferred = false;
  bool safe = false;
};

enum class Strictness { draft, as_signed };

struct Settings {
  std::chrono::year_month_day today{};
  /// nullopt: a note that carries a signature is judged as signed, another as a draft (what editors do).
  std::optional<Strictness> strictness;
  /// Who asks. nullptr: analyse() takes the default profile; lint() takes the rules as their files have them.
  std::shared_ptr<const Profile> profile;
  /// The treatment plan of a note, or nullptr; empty: plans are not looked up. Asked at most once a note.
  std::function<std::shared_ptr<const note::TreatmentPlan>(const note::Note&)> plan_of;
  /// The passages of a note that stand in other files as well; empty: other files are not looked at.
  CopiedOf copied_of;
  /// What stands around a note in its chart, or nullptr; empty: nothing is known. Asked at most once a note.
  std::function<std::shared_ptr<const ChartView>(const note::Note&)> chart_of{};
};

/// All findings, sorted by place, then rule id; each at most once. Stops early (with what it has) when asked to.
[[nodiscard]] std::vector<Finding> lint(const note::Note& note, const RuleSet& rules, const Settings& settings,
                                        const std::stop_token& stop = {});

/// The same for the note of `kept`, which hands on to the next version what was made of each block. A version that it
/// took over from was judged by the same rules and the same profile.
[[nodiscard]] std::vector<Finding> lint(Kept& kept, const RuleSet& rules, const Settings& settings,
                                        const std::stop_token& stop = {});

/// The fixes a finding offers, best first; computed only when asked for.
[[nodiscard]] std::vector<Fix> fixes(const Finding& finding, const note::Note& note);

/// `pattern` with each {name} that the arguments know replaced by what it stands for.
[[nodiscard]] std::string with_arguments(std::string_view pattern,
                                         const std::vector<std::pair<std::string, std::string>>& arguments);

}  // namespace notewell::lint
