// kind = "element": something a good note documents, and this one doesn't.

#include <algorithm>

#include "lint/checks/checks.hpp"

namespace notewell::lint {
namespace {

using note::Note;
using note::Section;

std::uint32_t words_of_narrative(const Note& note) {
  std::uint32_t words = 0;
  for (std::uint32_t b = note.header_end_block; b < note.blocks.size(); ++b) words += note.blocks[b].facts->words;
  return words;
}

/// Whether a session of this note's service is asked.
bool is_asked(const ElementCheck& check, const Note& note) {
  using note::FileKind;
  const bool evaluation = note.kind == FileKind::intake || note.kind == FileKind::discharge;
  if (note.kind != FileKind::progress_note && !(evaluation && check.every_session)) return false;
  const auto* service = note.vocabulary->service_code(note.value("code").substr(0, 5));
  return check.every_session || service == nullptr || service->psychotherapy;
}

/// Whether the note's format has a section for the role.
bool format_asks(const Note& note, note::Role role) {
  const auto& sections = note.vocabulary->format(note.format).sections;
  return std::ranges::any_of(sections, [&](const std::string& id) {
    const note::SectionName* section = note.vocabulary->section_by_id(id);
    return section != nullptr && section->roles.has(role);
  });
}

/// Whether a section of the role holds narrative.
bool has_section(const Note& note, note::Role role) {
  for (std::uint32_t b = note.header_end_block; b < note.blocks.size(); ++b) {
    const note::Block& block = note.blocks[b];
    if (block.facts->words != 0 && block.kind != note::BlockKind::heading &&
        note.sections[block.section].roles.has(role))
      return true;
  }
  return false;
}

/// The heading of the first section where the element would stand, else where absences are marked.
text::Span mark(const Note& note, std::optional<note::Role> role) {
  for (const Section& section : note.sections) {
    if (role && section.roles.has(*role) && !section.title.empty()) return section.title;
  }
  return header_mark(note);
}

}  // namespace

Findings check_element(const Rule& rule, const ElementCheck& check, Context& context) {
  const Note& note = context.note;
  // A draft with less is a stub that other rules speak of; once signed, a stub is what is billed.
  const std::uint32_t some_narrative = note.signed_ ? 1 : 15;  // words
  if (!is_asked(check, note) || words_of_narrative(note) < some_narrative) return {};
  if (check.section && (!format_asks(note, *check.section) || has_section(note, *check.section))) return {};
  const auto& documented = context.elements();
  const auto elements = note.vocabulary->elements();
  for (std::size_t e = 0; e != elements.size(); ++e) {
    if (!documented[e].empty() && std::ranges::find(check.of, elements[e].id) != check.of.end()) return {};
  }
  return {finding_at(rule, mark(note, check.at))};
}

}  // namespace notewell::lint
