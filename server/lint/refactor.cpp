#include "lint/refactor.hpp"

#include <algorithm>

#include "lint/checks/checks.hpp"
#include "lint/fix_pattern.hpp"
#include "note/facets.hpp"

namespace notewell::lint {
namespace {

using note::Block;
using note::BlockKind;
using note::Facet;
using note::Note;
using note::Option;
using text::Offset;
using text::Span;

std::string_view line_end(const Note& note) {
  const Span first = note.text.line(0);
  return note.text.slice({first.end, first.end + 2}) == "\r\n" ? "\r\n" : "\n";
}

std::string_view without(std::string_view marks, std::string_view text) {
  while (!text.empty() && marks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  while (!text.empty() && marks.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  return text;
}

/// "- Observed: ‹what you saw or heard›"
std::string facet_line(const Note& note, const Option& option, Facet facet) {
  const auto names = note.vocabulary->facet_names(facet);
  const std::string name(names.empty() ? name_of(facet) : std::string_view(names.front()));
  return "- " + name + ": " + std::string(note.vocabulary->stem(option.entry, facet));
}

/// The options that stand in a row on this line of the block, in order.
std::vector<const Option*> row_of(const Block& block, Span line) {
  std::vector<const Option*> out;
  for (const Option& option : block.facts->options) {
    if (!option.own_line && line.contains(block.absolute(option.box))) out.push_back(&option);
  }
  return out;
}

bool may_be_list(const Note& note, const Block& block, std::uint32_t line) {
  if (block.kind == BlockKind::item) return true;
  if (block.kind != BlockKind::labelled && block.kind != BlockKind::paragraph) return false;
  return note.text.line_of(block.span().end) == line;  // a text that goes on below would run into the last item
}

}  // namespace

const Block* block_at(const Note& note, Offset at) {
  const auto it = std::ranges::upper_bound(note.blocks, at, {}, &Block::begin);
  return it == note.blocks.begin() ? nullptr : &*std::prev(it);
}

bool has_blanks(const Template& pieces) {
  return std::ranges::any_of(pieces, [](const Piece& piece) { return std::holds_alternative<Blank>(piece); });
}

std::optional<Fix> row_as_items(const Note& note, Offset at) {
  const Block* block = block_at(note, at);
  const std::uint32_t number = note.text.line_of(at);
  const Span line = note.text.line(number);
  if (block == nullptr || !may_be_list(note, *block, number)) return std::nullopt;
  const auto row = row_of(*block, line);
  if (row.empty()) return std::nullopt;
  const Span first = block->absolute(row.front()->box);
  const std::string_view before = note.text.slice({line.begin, first.begin});
  const std::string indent(before.substr(0, std::min(before.find_first_not_of(" \t"), before.size())));
  std::string_view label = without(" \t", before);
  const bool item = label.starts_with("- ") || label == "-";
  if (item) label = without(" \t", label.substr(1));
  if (row.size() < 2 && label.empty()) return std::nullopt;
  if (!label.empty() && label.find(':') == std::string_view::npos) return std::nullopt;  // a sentence with a box in it

  std::string out = indent;
  std::string deeper = indent;
  bool begun = false;
  if (!label.empty()) {
    out += "- " + std::string(label);
    deeper += "  ";
    begun = true;
  }
  for (std::size_t i = 0; i != row.size(); ++i) {
    const Option& option = *row[i];
    const Offset begin = block->absolute(option.box).begin;
    const Offset end = i + 1 < row.size() ? block->absolute(row[i + 1]->box).begin : line.end;
    const std::string_view told = note.text.slice({std::min(block->absolute(option.label).end, end), end});
    if (begun) out += std::string(line_end(note)) + deeper;
    out += "- " + std::string(without(" \t|,;", note.text.slice({begin, end})));
    begun = true;
    if (!option.ticked || !without(" \t|,;", told).empty()) continue;
    for (const Facet facet : note::facets_lacking(note, *block, option))
      out += std::string(line_end(note)) + deeper + "  " + facet_line(note, option, facet);
  }
  return Fix{.title = "Turn this row of boxes into a list", .replaced = line, .replacement = parse_template(out)};
}

std::optional<Fix> story_of_option(const Note& note, Offset at) {
  const Block* block = block_at(note, at);
  if (block == nullptr) return std::nullopt;
  for (const Option& option : block->facts->options) {
    const Span name = block->absolute({option.box.begin, std::max(option.box.end, option.label.end)});
    if (!option.ticked || at < name.begin || at > name.end) continue;
    const std::string label(block->slice(option.label));
    FixPattern pattern{
        .title = "Write out “" + label + "”", .when = {}, .place = "under the option", .snippet = {}, .example = {}};
    for (const Facet facet : note::facets_lacking(note, *block, option))
      pattern.snippet.push_back(facet_line(note, option, facet));
    Finding place;
    place.span = name;
    place.anchor = block->absolute(option.item);
    place.anchor_indent = option.indent;
    place.arguments.emplace_back("option", label);
    if (!option.own_line) place.arguments.emplace_back("row", "yes");
    return made_fix(pattern, place, note);
  }
  return std::nullopt;
}

Fix allowance(const Finding& finding, const Note& note) {
  const Block* block = block_at(note, finding.span.begin);
  const bool in_header = block == nullptr || block < note.blocks.data() + note.header_end_block;
  Offset at = text_begin(note);
  if (in_header && !note.front_matter.empty()) {
    at = note.text.line(note.text.line_of(note.front_matter.end)).begin;  // above the closing ---
  } else if (!in_header) {
    at = std::max(at, note.text.line(note.text.line_of(block->begin)).begin);
  }
  return {.title = "Allow “" + finding.rule->id + "” here, with a reason",
          .replaced = {at, at},
          .replacement = parse_template("<!-- notewell: allow " + finding.rule->id + " because ‹reason› -->" +
                                        std::string(line_end(note)))};
}

}  // namespace notewell::lint
