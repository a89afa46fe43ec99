#pragma once
// A rule: one Markdown file under rules/, with TOML front matter, its documentation and its examples. See
// rules/README.md.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lint/template.hpp"
#include "note/vocabulary.hpp"
#include "text/nearest_name.hpp"

namespace notewell::lint {

/// LSP's numbering is this plus one.
enum class Severity : std::uint8_t { error, warning, information, hint };
[[nodiscard]] std::string_view name_of(Severity severity);
[[nodiscard]] std::optional<Severity> severity_named(std::string_view name);

/// kind = "field": a header field, or a clear statement of it, must be there.
struct FieldCheck {
  std::string field;                   // the vocabulary's field id
  std::vector<std::string> or_fields;  // any of these serves as well
};
/// kind = "evidence": each ticked option (or told intervention) of the groups needs something that backs it.
struct EvidenceCheck {
  std::string each;             // "ticked option" | "intervention"
  std::vector<std::string> in;  // groups; empty: all
  std::string needs;  // "anything" | "observed" | "reported" | "rationale" | "delivery" | "detail" | "response"
};
/// kind = "mention": a mark in the text that must not stay.
struct MentionCheck {
  std::string of;  // "placeholder"
};
/// kind = "phrase": wording that is flagged where a statement consists of it; RE2 patterns, matched without case.
struct PhraseCheck {
  std::vector<std::string> patterns;
  std::vector<std::string> except;                // a statement that matches one of these is fine
  bool whole_statement = false;                   // the pattern must cover the statement
  std::shared_ptr<const note::Phrases> compiled;  // of the patterns but "@generic"; nullptr if there are no others
  bool generic = false;                           // "@generic" is among the patterns
  bool label_repeats = false;  // a statement that says no more than an option's label is flagged as well
};
/// kind = "element": none of these elements is documented in the note of a therapy session.
struct ElementCheck {
  std::vector<std::string> of;        // ids of the vocabulary's elements
  std::optional<note::Role> at;       // the section whose heading is marked
  std::optional<note::Role> section;  // asked only where the note's format has a section for it, and none is there
  bool every_session = false;         // evaluations and services that are no psychotherapy are asked as well
  std::vector<std::string> not_for;   // codes of services that are not asked
};
/// kind = "wording": phrases and abbreviations that the vocabulary lists under one kind.
struct WordingCheck {
  note::WordingKind of = note::WordingKind::vague;
};
/// kind = "native": a named check in C++.
struct NativeCheck {
  std::string name;  // one of native_check_names()
};
using Check =
    std::variant<FieldCheck, EvidenceCheck, MentionCheck, PhraseCheck, ElementCheck, WordingCheck, NativeCheck>;

/// What to say; each may hold {placeholders} that the check fills.
struct Message {
  std::string what;
  std::string why;
  std::string do_;
};

/// One [[fix]]: where its lines go and what they say.
struct FixPattern {
  std::string title;  // may hold {placeholders}
  std::string when;   // offered only if the finding has an argument of this name; empty: always
  std::string
      place;  // "under the option" | "replace" | "header field" | "end of section" | "end of note" | "delete" | …
  std::vector<std::string> snippet;  // lines; {placeholders} first, then parse_template
  std::vector<std::string> example;  // values that fill the blanks in tests and in the documentation
  bool safe = false;                 // can't change meaning: `notewell fix` may apply it
};

/// Another file of an example's chart.
struct ExampleFile {
  std::string name;
  std::string text;
};

/// An example from the body. ⟦ and ⟧ (removed from `text`) marked the places of findings.
struct Example {
  std::string text;
  std::vector<ExampleFile> files;                          // beside it: plan.pnote is the client's treatment plan
  bool settings = false;                                   // `text` is a notewell.toml, not a note
  std::vector<std::pair<std::size_t, std::size_t>> marks;  // byte ranges
  std::uint32_t line = 0;                                  // 1-based, in the rule file
};

/// The value of one of a rule's [options]: a threshold, a word, or a list of them with commas between.
struct OptionValue {
  OptionValue() = default;
  explicit OptionValue(std::string value);

  std::string text;
  std::vector<std::string> list;    // its parts, in the order given; cut once, because every note is asked
  std::vector<std::string> sorted;  // the same
};

struct Rule {
  std::string id;
  std::string group;  // the folder: "narrative"
  std::string title;
  Severity severity = Severity::warning;   // in a signed note and in batch checks
  Severity draft = Severity::information;  // while the note is not signed
  std::vector<std::string> tags;
  std::vector<std::string> authority;  // ids of authorities.toml
  Check check;
  Message message;
  std::vector<FixPattern> fixes;
  std::map<std::string, OptionValue, std::less<>> options;
  std::string body;  // the Markdown below the front matter
  std::vector<Example> flagged;
  std::vector<Example> accepted;
};

using text::nearest_name;

/// Who asks for something: authorities.toml.
struct Authority {
  std::string id;
  std::string title;
  std::string publisher;
  std::string year;
  std::string place;  // where in the text
  std::string url;
};

/// A mistake in a rule file.
struct RuleProblem {
  std::string file;
  std::uint32_t line = 0;  // 1-based
  std::string message;     // what is wrong and what would be right
  note::Columns columns;
};

/// One rule file: "narrative/checkbox-only-note.md" and its text.
struct RuleFile {
  std::string name;
  std::string_view text;
  std::string_view packed = {};  // its TOML for toml::Document::packed; empty: the text counts
};

/// What a rule may name: the words of the vocabulary, and who asks.
struct RuleNames {
  const note::Vocabulary& vocabulary;
  const std::map<std::string, Authority, std::less<>>& authorities;
};

/// Reads one file; on a mistake adds to `problems` and returns nothing. An authority that is not known is a mistake,
/// but the rule is returned.
[[nodiscard]] std::optional<Rule> load_rule(const RuleFile& file, const RuleNames& known,
                                            std::vector<RuleProblem>& problems);

/// The mistake of a rule whose id another has.
[[nodiscard]] RuleProblem same_id(const RuleFile& file, const Rule& rule);

struct RuleSet {
  std::vector<Rule> rules;  // sorted by id
  std::map<std::string, Authority, std::less<>> authorities;

  [[nodiscard]] const Rule* find(std::string_view id) const;
  /// The id most like `id`, for "did you mean"; empty if none is near.
  [[nodiscard]] std::string_view nearest(std::string_view id) const;
};

/// Reads the files, whose names end in "GROUP/ID.md". Of two rules of one id the first counts, and the second is a
/// problem. Problems never stop the rest.
[[nodiscard]] std::shared_ptr<const RuleSet> load_rules(std::span<const RuleFile> files,
                                                        std::span<const RuleFile> authorities,
                                                        const note::Vocabulary& vocabulary,
                                                        std::vector<RuleProblem>& problems);

}  // namespace notewell::lint
