#pragma once
// The second half of lint::analyse, for whoever needs a note's model before it is known what to judge it by: `notewell
// check` reads a chart's notes first, and then holds each against the others.

#include <memory>
#include <stop_token>
#include <string_view>

#include "lint/analysis.hpp"

namespace notewell::lint {

/// A text with its model, not judged yet.
struct BuiltNote {
  text::Text text;
  syntax::Tree tree;  // findings do without: whoever wants nothing else may drop it
  std::shared_ptr<const note::Note> note;
};

[[nodiscard]] BuiltNote build_note(text::Text text, std::string_view file_name,
                                   const std::shared_ptr<const note::Vocabulary>& vocabulary);

/// The built note's findings. It was built with the vocabulary of `knowledge`.
[[nodiscard]] std::shared_ptr<const Analysis> analyse(BuiltNote built, std::shared_ptr<const Knowledge> knowledge,
                                                      const Settings& settings, const std::stop_token& stop = {});

}  // namespace notewell::lint
