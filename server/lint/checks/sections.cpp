// How a note is built: sections that are empty, unknown, out of order or of two formats, and a plan that only goes on.

#include <algorithm>
#include <array>

#include "lint/checks/checks.hpp"
#include "note/phrases.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using note::Block;
using note::BlockKind;
using note::FormatName;
using note::label_level;
using note::Note;
using note::Role;
using note::Section;
using note::SectionName;
using note::Statement;
using text::lower_case;

/// By section: whether others stand under it.
std::vector<bool> with_sections_below(const Note& note) {
  std::vector<bool> out(note.sections.size());
  for (const Section& section : note.sections) {
    // "Signed: …" ends the note, not the section above it.
    if (section.parent > 0 && !section.roles.has(Role::signature)) out[static_cast<std::size_t>(section.parent)] = true;
  }
  return out;
}

/// A slip of the pen: letters swapped, one left out, doubled or mistaken ("Asessment").
bool is_slip(std::string title, std::string name) {
  constexpr std::size_t shortest = 5;
  constexpr std::size_t most_letters_apart = 2;
  if (title.size() < shortest || title.empty() || name.empty() || title.front() != name.front()) return false;
  std::ranges::sort(title);
  std::ranges::sort(name);
  std::string apart;
  std::ranges::set_symmetric_difference(title, name, std::back_inserter(apart));
  return apart.size() <= most_letters_apart;
}

/// Whether a section stands inside one that the vocabulary knows.
bool inside_known(const Note& note, const Section& section) {
  for (std::int32_t parent = section.parent; parent > 0;) {
    const Section& above = note.sections[static_cast<std::size_t>(parent)];
    if (!above.id.empty()) return true;
    parent = above.parent;
  }
  return false;
}

bool is_main(const Note& note, std::string_view id) {
  const auto holds = [&](const FormatName& format) {
    return std::ranges::find(format.sections, id) != format.sections.end();
  };
  const FormatName& format = note.vocabulary->format(note.format);
  return format.sections.empty() ? std::ranges::any_of(note.vocabulary->formats(), holds) : holds(format);
}

bool holds_anything(const Note& note, const Section& section) {
  const Block& first = note.blocks[section.first_block];
  if (first.kind == BlockKind::labelled && !first.facts->labels.empty() && !first.facts->labels.front().body.empty())
    return true;
  for (std::uint32_t b = section.first_block + 1; b < section.end_block; ++b) {
    if (note.blocks[b].kind != BlockKind::other && note.blocks[b].kind != BlockKind::directive) return true;
    if (note.blocks[b].form == syntax::Kind::fence) return true;
  }
  return false;
}

/// "Objective:" and below it "Mental status: …": label headings have no levels, so the second belongs to the first.
bool goes_on_under_labels(const Note& note, std::size_t s) {
  if (s + 1 >= note.sections.size()) return false;
  const Section& section = note.sections[s];
  const Section& next = note.sections[s + 1];
  return section.level == label_level && next.level == label_level &&
         (next.id == section.id || !is_main(note, next.id));
}

/// Whether the heading is the section's own customary name or its letter: "Presentation" stands for the objective part
/// wherever a clinic puts it, "Objective" is the O of SOAP.
bool customary(const Note& note, const Section& section) {
  const SectionName* const name = note.vocabulary->section_by_id(section.id);
  if (name == nullptr) return false;
  const std::string title = lower_case(note.text.slice(section.title));
  return title.size() == 1 || title == name->names.front() || title == name->names.front() + "s";
}

/// The headings that a format goes by, at the top, each once, in the note's order.
std::vector<const Section*> format_sections(const Note& note) {
  std::vector<const Section*> out;
  for (const Section& section : note.sections) {
    if (section.id.empty() || section.addendum || inside_known(note, section) || !customary(note, section)) continue;
    if (std::ranges::find(out, section.id, &Section::id) == out.end()) out.push_back(&section);
  }
  return out;
}

bool tells(const Note& note, std::string_view id, std::string_view statement) {
  return std::ranges::any_of(note.vocabulary->tellings(), [&](const note::Telling& telling) {
    return telling.of == "plan-unchanged" && telling.id == id && telling.told != nullptr &&
           telling.told->find(statement);
  });
}

/// The section whose name a slip of the pen made into `title`; empty if there is none.
std::string section_meant(const note::Vocabulary& vocabulary, const std::string& title) {
  constexpr std::size_t shortest = 4;  // bytes; any two short names are like each other
  std::vector<std::string_view> names;
  for (const SectionName& section : vocabulary.sections()) {
    std::ranges::copy_if(section.names, std::back_inserter(names),
                         [](std::string_view name) { return name.size() >= shortest; });
  }
  const std::string_view nearest = nearest_name(title, names);
  return is_slip(title, std::string(nearest)) ? std::string(nearest) : std::string();
}

}  // namespace

Findings empty_section(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const auto parents = with_sections_below(note);
  Findings findings;
  for (std::size_t s = 1; s < note.sections.size(); ++s) {
    const Section& section = note.sections[s];
    if (section.id.empty() || section.title.empty() || section.roles.has(Role::signature)) continue;
    if (holds_anything(note, section) || parents[s] || goes_on_under_labels(note, s)) continue;
    Finding finding = finding_at(rule, section.title);
    finding.arguments.emplace_back("section", std::string(note.text.slice(section.title)));
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings section_unknown(const Rule& rule, Context& context) {
  const Note& note = context.note;
  // An evaluation goes through a life, under headings of its own.
  if (note.kind != note::FileKind::progress_note) return {};
  constexpr std::ptrdiff_t least_known = 2;
  const auto known = [](const Section& section) { return !section.id.empty(); };
  if (std::ranges::count_if(note.sections, known) < least_known) return {};
  Findings findings;
  constexpr std::size_t most = 20;  // findings; the look-up of near names is not cheap
  const auto parents = with_sections_below(note);
  const auto first = std::ranges::find_if(note.sections, known);
  for (auto it = first; it != note.sections.end() && findings.size() < most; ++it) {
    const Section& section = *it;
    const auto index = static_cast<std::size_t>(it - note.sections.begin());
    const Block& block = note.blocks[section.first_block];
    if (known(section) || section.addendum || section.title.empty() || block.kind != BlockKind::heading ||
        block.facts->format != nullptr || inside_known(note, section) || parents[index])
      continue;
    const std::string title = lower_case(note.text.slice(section.title));
    const auto& words = *note.vocabulary;
    if (words.field_named(title) != nullptr || words.facet_named(title) || !words.group_named(title).empty()) continue;
    std::string nearest = block.facts->memo->get<std::string>(static_cast<std::size_t>(Remembered::section_meant),
                                                              [&] { return section_meant(words, title); });
    // A line of its own with a colon is often no more than a lead-in ("For Tuesday:").
    if (nearest.empty() && section.level == label_level) continue;
    Finding finding = finding_at(rule, section.title);
    finding.arguments.emplace_back("section", std::string(note.text.slice(section.title)));
    if (!nearest.empty()) {
      if (nearest.front() >= 'a' && nearest.front() <= 'z')
        nearest.front() = static_cast<char>(nearest.front() & ~0x20);
      finding.arguments.emplace_back("nearest", std::move(nearest));
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings section_order(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const auto& order = note.vocabulary->format(note.format).sections;
  std::vector<const Section*> sections = format_sections(note);
  const auto rank = [&](const Section* section) { return std::ranges::find(order, section->id) - order.begin(); };
  std::erase_if(sections, [&](const Section* section) { return std::ranges::find(order, section->id) == order.end(); });
  const auto broken = std::ranges::is_sorted_until(sections, {}, rank);
  if (broken == sections.end()) return {};
  // Assessment and plan first, what they rest on below: APSO.
  if (sections.front()->id == "assessment" && std::ranges::is_sorted(broken, sections.end(), {}, rank) &&
      rank(sections.back()) < rank(sections.front()))
    return {};
  const auto later = std::ranges::find_if(sections, [&](const Section* one) { return rank(one) > rank(*broken); });
  Finding finding = finding_at(rule, (*broken)->title);
  finding.arguments.emplace_back("section", std::string(note.text.slice((*broken)->title)));
  finding.arguments.emplace_back("later", std::string(note.text.slice((*later)->title)));
  finding.arguments.emplace_back("format", note.vocabulary->format(note.format).names.front());
  finding.related.push_back({.span = (*later)->title, .message = "comes after it in this format"});
  return {finding};
}

Findings format_mixed(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const std::string openings = " " + context.option(rule, "openings").text + " ";
  const Section* first = nullptr;
  for (const Section* const section : format_sections(note)) {
    if (openings.find(" " + std::string(section->id) + " ") == std::string::npos) continue;
    if (first == nullptr) {
      first = section;
      continue;
    }
    Finding finding = finding_at(rule, section->title);
    finding.arguments.emplace_back("section", std::string(note.text.slice(section->title)));
    finding.arguments.emplace_back("other", std::string(note.text.slice(first->title)));
    finding.related.push_back({.span = first->title, .message = "opens another format"});
    return {finding};
  }
  return {};
}

Findings plan_unchanged(const Rule& rule, Context& context) {
  const Note& note = context.note;
  std::optional<Finding> found;
  for (std::uint32_t b = note.header_end_block; b < note.blocks.size(); ++b) {
    const Block& block = note.blocks[b];
    if (note.sections[block.section].roles != note::Roles{Role::plan} || block.kind == BlockKind::heading) continue;
    if (!block.facts->options.empty() || !block.facts->references.empty() || !block.facts->placeholders.empty())
      return {};
    for (const Statement& told : block.facts->statements) {
      std::string_view text = block.slice(told.span);
      while (!text.empty() && std::string_view(".!;, ").find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
      if (tells(note, "continue", text)) {
        if (!found) found = finding_at(rule, block.absolute(told.span));
      } else if (!tells(note, "appointment", text)) {
        return {};
      }
    }
  }
  if (!found) return {};
  found->arguments.emplace_back("statement", std::string(note.text.slice(found->span)));
  return {*found};
}

}  // namespace notewell::lint
