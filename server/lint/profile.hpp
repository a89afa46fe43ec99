#pragma once
// Whose eyes a note is read with: a payer's, a state's, a practice's own. A profile says how severe each rule is, which
// thresholds it has, and which elements a note should document. See docs/configuration.md.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule.hpp"
#include "note/date_time.hpp"

namespace notewell::lint {

/// What profiles and settings may name: rules, and things that a note may document.
struct Nameable {
  const RuleSet& rules;
  std::span<const note::Element> elements;
};

/// A value, and the profile or file that set it.
template <class Value>
struct SetBy {
  Value value;
  std::string by;
};

/// Who signs; either may be empty.
struct Clinician {
  std::string name;         // "D. Reyes"
  std::string credentials;  // "LCSW"
};

/// A profile with all it inherits. What it does not name is as the rule's file has it.
struct Profile {
  std::string id;  // "medicare"; of a practice's own settings: the profile they build on
  std::string title;
  std::vector<std::string> sources;  // ids of authorities.toml
  /// In a signed note; none: the rule is off.
  std::map<std::string, SetBy<std::optional<Severity>>, std::less<>> severities;
  /// By rule, then by option.
  std::map<std::string, std::map<std::string, SetBy<OptionValue>, std::less<>>, std::less<>> options;
  std::vector<std::string> asked;  // elements, in the order of the vocabulary
  note::DateOrder dates = note::DateOrder::month_first;
  bool dates_chosen = false;  // a file says so: 10/3/2024 has one meaning here, and may be rewritten by it
  Clinician clinician;        // of a practice's own settings alone
};

// In these `profile` may be nullptr: all is as the rules' files have it, and every element is asked.

/// How severe a finding of the rule is; none: the rule is off. A draft is told as much more gently as in the rule's
/// file.
[[nodiscard]] std::optional<Severity> severity_of(const Rule& rule, const Profile* profile, bool as_signed);
/// The value of one of the rule's [options]; empty if the rule has none of that name.
[[nodiscard]] const OptionValue& option_of(const Rule& rule, const Profile* profile, std::string_view name);
/// Whether the element should be documented.
[[nodiscard]] bool asks(const Profile* profile, std::string_view element);

/// The rule that tells of mistakes in settings; no settings can set it.
inline constexpr std::string_view config_invalid = "config-invalid";

/// A mistake in a profile or a notewell.toml. The rest of the file still counts.
struct ProfileProblem {
  std::string file;
  std::uint32_t line = 0;  // 1-based; 0: the file as a whole
  std::string what;        // "there is no rule “affect-without-self-raport”"
  std::string remedy;      // a sentence that says what would be right
  note::Columns columns;   // in that line
};

/// One file: "profiles/medicare.toml" or "notewell.toml", and its text.
struct ProfileFile {
  std::string name;
  std::string_view text;
  std::string_view packed = {};  // the same for toml::Document::packed; empty: the text counts
};

using ProfileSet = std::map<std::string, std::shared_ptr<const Profile>, std::less<>>;

/// Reads the profiles, each with what it extends; without `extends` that is `default`. The id is the file's name.
[[nodiscard]] ProfileSet load_profiles(std::span<const ProfileFile> files, const Nameable& known,
                                       std::vector<ProfileProblem>& problems);

/// Reads a practice's own settings, a notewell.toml: what it says on top of the profile it names. If `base` is not
/// nullptr, that profile takes the place of the one it names.
[[nodiscard]] std::shared_ptr<const Profile> load_settings(const ProfileFile& file, const Nameable& known,
                                                           const ProfileSet& profiles,
                                                           const std::shared_ptr<const Profile>& base,
                                                           std::vector<ProfileProblem>& problems);

/// The folder that a notewell.toml names with `own_rules`, as it is written there, and where; empty if it names none.
struct OwnRules {
  std::string folder;
  std::uint32_t line = 0;
  note::Columns columns;
};
[[nodiscard]] OwnRules own_rules_of(const ProfileFile& file);

/// What would be right where `name` is the name of no profile.
[[nodiscard]] std::string profile_meant(const ProfileSet& profiles, std::string_view name);

}  // namespace notewell::lint
