// kind = "field": a header field, or a clear statement of it, must be there.

#include <algorithm>

#include "lint/checks/checks.hpp"

namespace notewell::lint {
namespace {

/// A letter, a digit, a digit or letter, perhaps a dot and more: an ICD-10-CM code in running text.
bool holds_diagnosis_code(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const bool starts = i == 0 || !(upper(static_cast<char>(text[i - 1] & ~0x20)) || digit(text[i - 1]));
    if (!starts || !upper(text[i]) || !digit(text[i + 1]) || !(digit(text[i + 2]) || upper(text[i + 2]))) continue;
    if (i + 3 == text.size() || text[i + 3] == '.' || text[i + 3] == ' ' || text[i + 3] == ')' || text[i + 3] == ',')
      return true;
  }
  return false;
}

bool diagnosed(const note::Note& note) {
  return std::ranges::any_of(note.blocks, [&](const note::Block& block) {
    const note::Section& section = note.sections[block.section];
    return (section.roles.has(note::Role::assessment) || section.id == "diagnosis") &&
           holds_diagnosis_code(block.facts->bytes);
  });
}

}  // namespace

Findings check_field(const Rule& rule, const FieldCheck& check, Context& context) {
  const note::Note& note = context.note;
  const note::Field* empty = nullptr;
  const auto there = [&](const std::string& id) {
    for (const note::Field& field : note.fields) {
      if (field.id != id) continue;
      if (!field.value.empty()) return true;
      if (empty == nullptr) empty = &field;
    }
    return false;
  };
  if (there(check.field) || std::ranges::any_of(check.or_fields, there)) return {};
  if (note.states(check.field) || (check.field == "diagnosis" && diagnosed(note))) return {};
  return {finding_at(rule, empty != nullptr ? empty->name : header_mark(note))};
}

}  // namespace notewell::lint
