#pragma once
// A new note or plan, begun with what its client's chart knows and what holds for the next session, too: who, which
// plan with which goals, and facts that stayed the same. What happened in a session is never copied; the plan of the
// last note stands in a comment, as a reminder. One way for `notewell new` and the language server.

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "chart/index.hpp"
#include "chart/note_template.hpp"
#include "lint/profile.hpp"
#include "note/note.hpp"

namespace notewell::chart {

struct NewNote {
  std::string client;                // as a header has it; empty: it is not known, nor is there a chart
  std::chrono::year_month_day date;  // of the session
  std::filesystem::path folder;      // absolute, where the note will stand: links lead from there
  lint::Clinician clinician;         // by the settings; without a name: as in the last note
};

/// The model of a file of the index as it is now; nullptr: it can't be read.
using ReadNote = std::function<std::shared_ptr<const note::Note>(const FileFacts& file)>;

struct BegunNote {
  lint::Template pieces;
  Facts last;  // the session before this one; nullptr: none is known
  Facts plan;  // whose goals are named; nullptr: none is known
};

/// The template with what is known filled in; all else stays a blank. Only sessions before the note's date are looked
/// at.
[[nodiscard]] BegunNote begun_note(const NoteTemplate& whole, const NewNote& about, const Index& index,
                                   const ReadNote& read);

/// The template that the client's last note before the date was made of, by its format; a DAP note if there is none.
[[nodiscard]] const NoteTemplate& usual_template(const NewNote& about, const Index& index, const ReadNote& read);

/// "dap-note-2026-11-23.pnote" in that folder, with a number where such a file is there already.
[[nodiscard]] std::filesystem::path free_path(const std::filesystem::path& folder, const NoteTemplate& whole,
                                              std::chrono::year_month_day date);

}  // namespace notewell::chart
