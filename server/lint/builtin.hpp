#pragma once
// What the binary knows by itself: the vocabulary, the rules and the profiles embedded in it.

#include <memory>

#include "lint/profile.hpp"
#include "lint/rule.hpp"
#include "note/vocabulary.hpp"

namespace notewell::lint {

/// Everything a note is judged by; immutable and shared.
struct Knowledge {
  std::shared_ptr<const note::Vocabulary> vocabulary;
  std::shared_ptr<const RuleSet> rules;
  ProfileSet profiles;  // `default` is always there
};

/// The embedded knowledge, loaded once on first use (a few milliseconds); safe to call from any thread. A mistake in an
/// embedded file is a bug and ends the program with its message; a test loads them all.
[[nodiscard]] std::shared_ptr<const Knowledge> builtin_knowledge();

}  // namespace notewell::lint
