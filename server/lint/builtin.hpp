#pragma once
// What the binary knows by itself: the vocabulary, the rules and the profiles embedded in it.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lint/profile.hpp"
#include "lint/rule.hpp"
#include "note/vocabulary.hpp"

namespace notewell::lint {

/// Everything a note is judged by; immutable and shared.
struct Knowledge {
  std::shared_ptr<const note::Vocabulary> vocabulary;
  std::shared_ptr<const RuleSet> rules;
  ProfileSet profiles;  // `default` is always there

  /// What profiles and settings may name.
  [[nodiscard]] Nameable nameable() const { return {.rules = *rules, .elements = vocabulary->elements()}; }
};

/// The embedded knowledge, loaded once on first use; safe to call from any thread. A mistake in an
/// embedded file is a bug and ends the program with its message; a test loads them all.
[[nodiscard]] std::shared_ptr<const Knowledge> builtin_knowledge();

/// A file of a practice's own: "house/no-initials.md", "words.toml".
struct OwnFile {
  std::string name;  // from its folder; a rule's says GROUP/ID.md
  std::string path;  // for messages
  std::string text;
};

/// The embedded knowledge with a practice's own rules, words and authorities on top. Words add to or override those of
/// the same id; a rule needs an id of its own. What is wrong is left out and told in `problems`.
[[nodiscard]] std::shared_ptr<const Knowledge> extended_knowledge(std::span<const OwnFile> own,
                                                                  std::vector<ProfileProblem>& problems);

/// Tells what extended_knowledge() would of the words among the files, and loads nothing else.
void check_words(std::span<const OwnFile> own, std::vector<ProfileProblem>& problems);

}  // namespace notewell::lint
