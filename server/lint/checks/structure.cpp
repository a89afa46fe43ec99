// Boxes against narrative: sections, the whole note, and boxes that nobody touched.

#include <algorithm>
#include <charconv>

#include "lint/checks/checks.hpp"

namespace notewell::lint {
namespace {

using note::Block;
using note::BlockKind;
using note::Note;
using note::Section;

/// A number from the rule's [options].
std::uint32_t threshold(const Rule& rule, const Context& context, std::string_view name, std::uint32_t otherwise) {
  const std::string& text = context.option(rule, name).text;
  std::uint32_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// What a section holds, its deeper sections included.
struct Content {
  std::uint32_t ticks = 0;
  std::uint32_t words = 0;
};

/// By section.
const std::vector<Content>& contents(Context& context) {
  return context.shared<std::vector<Content>>([&] {
    const Note& note = context.note;
    std::vector<Content> out(note.sections.size());
    const auto& counts = counts_of_blocks(context);
    for (std::uint32_t b = 0; b != counts.size(); ++b) {
      Content& here = out[note.blocks[b].section];
      here.words += counts[b].words;
      here.ticks += counts[b].ticks;
    }
    for (std::size_t s = out.size(); s-- > 1;) {
      const std::int32_t parent = note.sections[s].parent;
      if (parent > 0) {
        out[static_cast<std::size_t>(parent)].words += out[s].words;
        out[static_cast<std::size_t>(parent)].ticks += out[s].ticks;
      }
    }
    return out;
  });
}

bool has_ticks_of_its_own(const Note& note, const Section& section) {
  for (std::uint32_t b = section.first_block; b < section.end_block; ++b) {
    if (std::ranges::any_of(note.blocks[b].facts->options, &note::Option::ticked)) return true;
  }
  return false;
}

/// A list of boxes of which none is ticked: the blocks from `begin` on, items of one box each with nothing under it.
std::uint32_t untouched_list_end(const Note& note, std::uint32_t begin) {
  std::uint32_t end = begin;
  while (end < note.blocks.size() && note.blocks[end].section == note.blocks[begin].section &&
         note.blocks[end].kind == BlockKind::item && !note.blocks[end].facts->options.empty() &&
         std::ranges::none_of(note.blocks[end].facts->options, &note::Option::ticked)) {
    ++end;
  }
  return end;
}

}  // namespace

Findings checkbox_only_section(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const auto& held = contents(context);
  Findings findings;
  for (std::size_t s = 1; s < note.sections.size(); ++s) {
    const Section& section = note.sections[s];
    if (section.title.empty() || held[s].words != 0 || held[s].ticks == 0) continue;
    // A label with its boxes on one line is a row, not a section; and the deeper section speaks for its parent.
    if (note.blocks[section.first_block].kind != BlockKind::heading || !has_ticks_of_its_own(note, section)) continue;
    if (narrative_section(note, s) != s) continue;
    // Who took part and how is a plain fact: a tick says it all.
    const std::string_view title = note.text.slice(section.title);
    const std::string_view group = note.vocabulary->group_named(title);
    if (group == "participants" || group == "modality" || note.vocabulary->field_named(title) != nullptr) continue;
    Finding finding = finding_at(rule, section.title);
    finding.arguments.emplace_back("section", std::string(note.text.slice(section.title)));
    finding.anchor = {section.title.begin, note.blocks[section.end_block - 1].span().end};
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings checkbox_only_note(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const std::uint32_t words = words_of_narrative(context);
  const auto ticked = ticked_options(context.evidence());
  const auto ticks = static_cast<std::uint32_t>(ticked.size());
  if (ticks < threshold(rule, context, "least_ticks", 3) ||
      words >= ticks * threshold(rule, context, "words_per_tick", 12))
    return {};
  const Block& block = note.blocks[ticked.front().block];
  const note::Option& first = block.facts->options[ticked.front().option];
  Finding finding = finding_at(rule, block.absolute(first.label.empty() ? first.box : first.label));
  finding.anchor = block.span();
  finding.arguments.emplace_back("ticks", std::to_string(ticks));
  finding.arguments.emplace_back("words", std::to_string(words));
  return {finding};
}

Findings untouched_template(const Rule& rule, Context& context) {
  constexpr std::size_t least_boxes = 3;
  const Note& note = context.note;
  const auto& held = contents(context);
  Findings findings;
  const auto add = [&](const Block& first, text::Span mark, text::Span all) {
    Finding finding = finding_at(rule, first.absolute(mark));
    finding.arguments.emplace_back("group", std::string(first.slice(mark)));
    finding.anchor = all;
    findings.push_back(std::move(finding));
  };
  for (std::uint32_t b = note.header_end_block; b < note.blocks.size(); ++b) {
    const Block& block = note.blocks[b];
    if (held[block.section].words != 0 || block.facts->options.empty()) continue;
    const auto& options = block.facts->options;
    if (block.kind == BlockKind::item) {
      const std::uint32_t end = untouched_list_end(note, b);
      const bool broken_off = end < note.blocks.size() && note.blocks[end].section == block.section &&
                              note.blocks[end].kind == BlockKind::item && !note.blocks[end].facts->options.empty();
      const bool continued = b > note.header_end_block && note.blocks[b - 1].section == block.section &&
                             note.blocks[b - 1].kind == BlockKind::item && !note.blocks[b - 1].facts->options.empty();
      if (end - b >= least_boxes && !broken_off && !continued) {
        add(block, options.front().label.empty() ? options.front().box : options.front().label,
            {block.begin, note.blocks[end - 1].span().end});
      }
      b = std::max(end, b + 1) - 1;
    } else if (options.size() >= least_boxes && std::ranges::none_of(options, &note::Option::ticked)) {
      const bool labelled = !block.facts->labels.empty();
      add(block,
          labelled ? block.facts->labels.front().name
                   : (options.front().label.empty() ? options.front().box : options.front().label),
          block.span());
    }
  }
  return findings;
}

}  // namespace notewell::lint
