// kind = "element": something a good note documents, and this one doesn't.

#include <algorithm>

#include "lint/checks/checks.hpp"

namespace notewell::lint {
namespace {

using note::Note;
using note::Section;

/// Whether a session of this note's service is asked.
bool is_asked(const ElementCheck& check, const Note& note) {
  using note::FileKind;
  const bool evaluation = note.kind == FileKind::intake || note.kind == FileKind::discharge;
  if (note.kind != FileKind::progress_note && !(evaluation && check.every_session)) return false;
  const std::string_view code = note.value("code").substr(0, 5);
  if (std::ranges::find(check.not_for, code) != check.not_for.end()) return false;
  const auto* service = note.vocabulary->service_code(code);
  return check.every_session || service == nullptr || service->psychotherapy;
}

/// A GIRP note whose goal is a header field looks like BIRP without a Behavior.
note::Format format_of(const Note& note) {
  return note.format == note::Format::birp && note.field("goals") != nullptr ? note::Format::girp : note.format;
}

/// Whether the headings spell the format: two of its sections stand under a name that begins with their letter. A note
/// of two headings of its own, "Session summary" and "Plan", is in nobody's format.
bool spells(const Note& note, const note::FormatName& format) {
  const auto stands = [&](const std::pair<char, std::string>& letter) {
    return std::ranges::any_of(note.sections, [&](const Section& section) {
      return section.id == letter.second && !section.title.empty() &&
             (note.text.slice(section.title).front() | 0x20) == letter.first;
    });
  };
  return std::ranges::count_if(format.letters, stands) >= 2;
}

/// Whether the note's format has a section for the role.
bool format_asks(const Note& note, note::Role role) {
  const note::FormatName& format = note.vocabulary->format(format_of(note));
  return spells(note, format) && std::ranges::any_of(format.sections, [&](const std::string& id) {
           const note::SectionName* section = note.vocabulary->section_by_id(id);
           return section != nullptr && section->roles.has(role);
         });
}

/// Whether the section, or one that it stands in, is for the role.
bool serves(const Note& note, std::uint32_t section, note::Role role) {
  for (auto s = static_cast<std::int32_t>(section); s >= 0; s = note.sections[static_cast<std::size_t>(s)].parent) {
    if (note.sections[static_cast<std::size_t>(s)].roles.has(role)) return true;
  }
  return false;
}

/// Whether a section of the role holds anything: what only boxes or blanks are worth, other rules say.
bool has_section(Context& context, note::Role role) {
  const auto& counts = counts_of_blocks(context);
  for (std::uint32_t b = 0; b != counts.size(); ++b) {
    if (counts[b].holds && serves(context.note, context.note.blocks[b].section, role)) return true;
  }
  return false;
}

bool lacks_section(Context& context, note::Role role) {
  return format_asks(context.note, role) && !has_section(context, role);
}

/// Whether a section is there for just this, with narrative: a "Progress" or "Risk" of its own says it in whatever
/// words.
bool has_own_section(Context& context, note::Role role) {
  if (role != note::Role::progress && role != note::Role::risk) return false;
  const auto& counts = counts_of_blocks(context);
  for (std::uint32_t b = 0; b != counts.size(); ++b) {
    const Section& section = context.note.sections[context.note.blocks[b].section];
    if (counts[b].words != 0 && section.roles == note::Roles{role}) return true;
  }
  return false;
}

/// At the heading of the first section where the element would stand, else where absences are marked.
Finding absence(const Rule& rule, const Note& note, std::optional<note::Role> role) {
  for (const Section& section : note.sections) {
    if (!role || !section.roles.has(*role) || section.title.empty()) continue;
    Finding finding = finding_at(rule, section.title);
    finding.arguments.emplace_back("section", note.text.slice(section.title));
    return finding;
  }
  Finding finding = finding_at(rule, header_mark(note));
  finding.arguments.emplace_back("note", note::name_of(note.format));
  return finding;
}

/// A therapy session as the client's other notes tell it.
bool is_session(const note::Vocabulary& vocabulary, const SessionFacts& file) {
  return file.kind == note::FileKind::progress_note && file.date &&
         std::ranges::any_of(file.codes, [&](const std::string& code) {
           const note::ServiceCode* known = vocabulary.service_code(code);
           return known != nullptr && known->psychotherapy;
         });
}

/// Whether the rule is content: with the option `notes` it asks that one of so many sessions in a row, up to this one,
/// documents the element, and says nothing of fewer.
bool within_notes(const Rule& rule, Context& context, std::uint64_t wanted) {
  const int notes = number_option(rule, context, "notes");
  if (notes <= 1) return false;
  const note::Field* field = given_field(context.note, "date");
  const Profile* profile = context.settings.profile.get();
  const auto date = field == nullptr
                        ? std::nullopt
                        : note::parse_date(context.note.text.slice(field->value),
                                           profile == nullptr ? note::DateOrder::month_first : profile->dates);
  if (context.chart() == nullptr || !date) return true;
  int looked_at = 1;
  const auto& chart = context.chart()->chart;
  for (auto file = chart.rbegin(); file != chart.rend() && looked_at != notes; ++file) {
    if (!is_session(*context.note.vocabulary, **file) || *(*file)->date >= *date) continue;
    if (((*file)->documented & wanted) != 0) return true;
    ++looked_at;
  }
  return looked_at != notes;
}

}  // namespace

const std::vector<Counts>& counts_of_blocks(Context& context) {
  return context.kept.values<Counts>(NoKey{}, [&](std::uint32_t b) {
    const note::Block& block = context.note.blocks[b];
    const note::BlockFacts& facts = *block.facts;
    Counts counts{.directives = !facts.directives.empty()};
    if (b < context.note.header_end_block || block.kind == note::BlockKind::heading) return counts;
    counts.words = facts.words;
    counts.ticks = static_cast<std::uint32_t>(std::ranges::count(facts.options, true, &note::Option::ticked));
    counts.holds = facts.words != 0 || !facts.options.empty() || !facts.placeholders.empty();
    return counts;
  });
}

std::uint32_t words_of_narrative(Context& context) {
  struct WordsOfNote {
    std::uint32_t count = 0;
  };
  const auto count = [&] {
    WordsOfNote words;
    for (const Counts& counts : counts_of_blocks(context)) words.count += counts.words;
    return words;
  };
  return context.shared<WordsOfNote>(count).count;
}

std::vector<bool> elements_told(Context& context) {
  const auto add = note::elements_of_block(context.note);
  const auto& of_blocks = context.kept.lists<note::ElementAt>("", NoKey{}, [&](std::uint32_t b, auto& out) {
    if (b >= context.note.header_end_block) add(b, out);
  });
  return note::documents_elements(context.note, [&](std::uint32_t b) { return of_blocks.of(b); });
}

Findings check_element(const Rule& rule, const ElementCheck& check, Context& context) {
  const Note& note = context.note;
  // A draft with less is a stub that other rules speak of; once signed, a stub is what is billed.
  const std::uint32_t some_narrative = note.signed_ ? 1 : 15;  // words
  if (!is_asked(check, note) || words_of_narrative(context) < some_narrative) return {};
  if (check.section && !lacks_section(context, *check.section)) return {};
  // Where the whole section is lacking, the rule about sections says so.
  if (!check.section && check.at && lacks_section(context, *check.at)) return {};
  if (check.at && has_own_section(context, *check.at)) return {};
  const auto is_wanted = [&](const std::string& id) { return asks(context.settings.profile.get(), id); };
  if (!check.of.empty() && std::ranges::none_of(check.of, is_wanted)) return {};  // the profile asks for none of them
  const auto& documented = context.elements();
  const auto elements = note.vocabulary->elements();
  std::uint64_t wanted = 0;
  for (std::size_t e = 0; e != elements.size(); ++e) {
    if (std::ranges::find(check.of, elements[e].id) == check.of.end()) continue;
    if (documented[e]) return {};
    if (e < 64) wanted |= std::uint64_t{1} << e;
  }
  if (within_notes(rule, context, wanted)) return {};
  return {absence(rule, note, check.at)};
}

}  // namespace notewell::lint
