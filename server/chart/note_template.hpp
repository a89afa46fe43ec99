#pragma once
// Whole notes and plans to start from: headings, header fields and prompts, never a word of clinical content.

#include <string>
#include <string_view>
#include <vector>

#include "lint/template.hpp"
#include "note/roles.hpp"

namespace notewell::chart {

struct NoteTemplate {
  std::string id;    // "dap", as `notewell new --format` takes it
  std::string name;  // "DAP note"
  std::string detail;
  note::FileKind kind = note::FileKind::progress_note;
  lint::Template pieces;
};

/// In the order in which they are offered.
[[nodiscard]] const std::vector<NoteTemplate>& note_templates();

/// nullptr: there is none of that id.
[[nodiscard]] const NoteTemplate* note_template(std::string_view id);

}  // namespace notewell::chart
