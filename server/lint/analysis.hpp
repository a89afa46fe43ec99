#pragma once
// From a text to its findings in one call: the one road that the language server and the command line both take.

#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "lint/builtin.hpp"
#include "lint/lint.hpp"
#include "note/note.hpp"
#include "syntax/tree.hpp"
#include "text/text.hpp"

namespace notewell::lint {

/// One version of one file with all that follows from it. Immutable once made; share it freely between threads.
struct Analysis {
  text::Text text;
  syntax::Tree tree;
  std::shared_ptr<const note::Note> note;
  std::vector<Finding> findings;  // point into `knowledge`
  std::shared_ptr<const Knowledge> knowledge;
  std::shared_ptr<const Profile> profile;  // that the note was judged by; never nullptr
  std::shared_ptr<const Kept> kept;        // what the next version can take over
};

/// Analyses `text`. `previous`, the analysis of an earlier version of the same file, with the `edits` that lead from
/// its text to this one, only saves work: the result is the same without it.
[[nodiscard]] std::shared_ptr<const Analysis> analyse(text::Text text, std::string_view file_name,
                                                      std::shared_ptr<const Knowledge> knowledge,
                                                      const Settings& settings, const Analysis* previous = nullptr,
                                                      std::span<const syntax::Edit> edits = {},
                                                      const std::stop_token& stop = {});

}  // namespace notewell::lint
