// textDocument/completion and completionItem/resolve: what the note still lacks at this place. Everything offered is a
// heading, a field's name, a code, an option's name, or a stem with blanks; nothing is clinical content.

#include <algorithm>
#include <array>
#include <map>

#include "chart/note_template.hpp"
#include "features/completion_items.hpp"
#include "features/features.hpp"
#include "features/goal_progress.hpp"
#include "features/rule_files.hpp"
#include "features/workspace.hpp"
#include "lint/refactor.hpp"
#include "note/date_time.hpp"
#include "note/diagnosis_search.hpp"
#include "note/facets.hpp"
#include "note/goals.hpp"
#include "text/ascii.hpp"

namespace notewell::features {
namespace {

using note::Facet;
using note::Note;
using protocol::Outcome;
using protocol::TextDocumentPositionParams;
using text::lower;
using text::Offset;
using text::Span;

/// Diagnoses are read when they are first asked for, once for all notes that share their words.
using Search = std::shared_ptr<const note::DiagnosisSearch>;

/// Where completion was asked for.
struct Place {
  Session& session;
  const Document& document;
  const lint::Analysis& analysis;
  const Note& note;
  Search& search;
  Offset at = 0;
  Span line;
  std::string_view before;  // of the line, up to the place
  std::string_view after;   // … from the place on

  /// Items that replace the last `typed` bytes before the place, or up to `more` bytes behind it too.
  [[nodiscard]] CompletionItems items(std::size_t typed, std::size_t more = 0) const {
    return {session, document, {at - static_cast<Offset>(typed), at}, at + static_cast<Offset>(more)};
  }
};

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool contains_without_case(std::string_view text, std::string_view what) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  return std::search(text.begin(), text.end(), what.begin(), what.end(), same) != text.end();
}

bool starts_without_case(std::string_view text, std::string_view start) {
  return std::ranges::equal(text.substr(0, start.size()), start, {}, lower, lower);
}

std::string capitalized(std::string name) {
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] & ~0x20);
  return name;
}

lint::Template words(std::string text) {
  return {lint::Words{std::move(text)}};
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

// --- whole notes

json::object whole_notes(const Place& place) {
  CompletionItems items = place.items(place.before.size(), place.after.size());
  for (const chart::NoteTemplate& whole : chart::note_templates()) {
    items.add({.label = whole.name,
               .kind = ItemKind::snippet,
               .pieces = whole.pieces,
               .detail = whole.detail,
               .filter = std::string(place.before) + whole.name});
  }
  return std::move(items).take();
}

// --- the header

/// The field on whose value the place stands.
const note::Field* field_at(const Place& place) {
  for (const note::Field& field : place.note.fields) {
    const bool on_line =
        field.name.begin >= place.line.begin && field.name.end < place.at && place.line.end >= field.name.end;
    if (!on_line) continue;
    // Several fields may share a line: the place belongs to the last that begins before it.
    const note::Field* next = &field + 1;
    const bool last = next == place.note.fields.data() + place.note.fields.size() || next->name.begin > place.at;
    if (last && place.note.text.slice({field.name.end, place.at}).find(':') != std::string_view::npos) return &field;
  }
  return nullptr;
}

/// The part of a list of values that is being typed.
std::string_view typed_part(const Place& place, const note::Field& field) {
  std::string_view value = place.note.text.slice({field.name.end, place.at});
  value.remove_prefix(std::min(value.find(':') + 1, value.size()));
  const bool list = field.id == "code" || field.id == "diagnosis" || field.id == "modifier";
  const std::size_t comma = list ? value.find_last_of(",;") : std::string_view::npos;
  if (comma != std::string_view::npos) value.remove_prefix(comma + 1);
  while (value.starts_with(' ') || value.starts_with('*') || value.starts_with('\t')) value.remove_prefix(1);
  return value;
}

/// How much of what follows belongs to the value that is being typed.
std::size_t rest_of_value(const Place& place) {
  const std::size_t end = std::min(place.after.find_first_of(",;\t"), place.after.size());
  return std::min(end, place.after.find("  "));
}

/// The minutes between the start and the end that the header gives; 0 if it gives none.
int minutes_of_session(const Note& note) {
  const auto range = note::parse_time_range(note.value("time"));
  return range ? range->minutes() : 0;
}

json::object service_codes(const Place& place, std::string_view typed) {
  CompletionItems items = place.items(typed.size(), rest_of_value(place));
  const int minutes = minutes_of_session(place.note);
  std::vector<const note::ServiceCode*> fitting;
  for (const note::ServiceCode& code : place.note.vocabulary->service_codes()) {
    if (code.code.starts_with(typed) || contains_without_case(code.label, typed)) fitting.push_back(&code);
  }
  // Codes that the session's minutes support come first.
  std::ranges::stable_partition(fitting, [&](const note::ServiceCode* code) {
    return minutes > 0 && code->timed && code->least_minutes != 0 && minutes >= code->least_minutes &&
           (code->most_minutes == 0 || minutes <= code->most_minutes);
  });
  for (const note::ServiceCode* code : fitting) {
    const std::string minutes_told = minutes_of(*code);
    items.add({.label = code->code,
               .kind = ItemKind::value,
               .pieces = words(code->code),
               .detail = code->label + (minutes_told.empty() ? "" : ", " + minutes_told),
               .filter = std::string(typed) + code->code,
               .commits = ",;",
               .topic = "code",
               .of = code->code});
  }
  return std::move(items).take();
}

json::object diagnoses(const Place& place, std::string_view typed) {
  const note::Vocabulary* vocabulary = place.note.vocabulary.get();
  if (place.search == nullptr || place.search->vocabulary() != vocabulary)
    place.search = std::make_shared<const note::DiagnosisSearch>(place.note.vocabulary);
  CompletionItems items = place.items(typed.size(), rest_of_value(place));
  constexpr std::size_t most = 60;  // the list is long: typing on narrows it
  const auto found = place.search->find(typed, most);
  const auto all = vocabulary->diagnoses();
  for (const std::uint32_t row : found.rows) {
    const auto& [code, diagnosis] = all[row];
    items.add({.label = code,
               .kind = ItemKind::value,
               .pieces = words(code),
               .detail = std::string(diagnosis.description),
               .filter = std::string(typed) + " " + code,
               .commits = ",;",
               .topic = "diagnosis",
               .of = code});
  }
  // What fits is found here, by words in any order; a client that narrows the list by itself would lose some.
  items.ask_again();
  return std::move(items).take();
}

/// The clients of the workspace: whoever was seen in the note's own folder first, then by the newest of their notes.
json::object clients(const Place& place, std::string_view typed) {
  struct Known {
    std::string name;
    bool near = false;  // a file of theirs stands in the note's folder
    std::optional<std::chrono::year_month_day> latest;
  };
  const std::string own = protocol::path_of(place.document.uri);
  const std::string_view folder = std::string_view(own).substr(0, own.find_last_of('/') + 1);
  std::map<std::string, Known> known;  // by the name in lower case
  current_index(place.session).each([&](const chart::Facts& file) {
    if (file->client().empty() || file->path() == own) return;
    Known& one = known[text::lower_case(file->client())];
    if (one.name.empty() || file->date() > one.latest) one.name = file->client();
    one.near = one.near || std::string_view(file->path()).substr(0, file->path().find_last_of('/') + 1) == folder;
    one.latest = std::max(one.latest, file->date());
  });
  std::vector<Known> all;
  all.reserve(known.size());
  for (auto& [key, one] : known) {
    if (contains_without_case(key, typed)) all.push_back(std::move(one));
  }
  std::ranges::stable_sort(all, [](const Known& one, const Known& other) {
    return std::pair(one.near, one.latest) > std::pair(other.near, other.latest);
  });
  constexpr std::size_t most = 60;  // typing on narrows the list
  CompletionItems items = place.items(typed.size(), rest_of_value(place));
  if (all.size() > most) items.ask_again();
  for (const Known& one : std::span(all).first(std::min(most, all.size()))) {
    items.add({.label = one.name,
               .kind = ItemKind::value,
               .pieces = words(one.name),
               .filter = std::string(typed) + one.name});
  }
  return std::move(items).take();
}

json::object field_values(const Place& place, const note::Field& field) {
  const std::string_view typed = typed_part(place, field);
  if (field.id == "client") return clients(place, typed);
  if (field.id == "code") return service_codes(place, typed);
  if (field.id == "diagnosis") return diagnoses(place, typed);
  CompletionItems items = place.items(typed.size(), rest_of_value(place));
  for (const std::string& value : place.note.vocabulary->suggestions(field.id)) {
    items.add({.label = value, .kind = ItemKind::value, .pieces = words(value), .filter = std::string(typed) + value});
  }
  return std::move(items).take();
}

/// Names of header fields that the note does not have yet.
json::object field_names(const Place& place) {
  constexpr std::array<std::string_view, 9> of_note = {"client", "date",         "time",      "code", "diagnosis",
                                                       "place",  "participants", "clinician", "plan"};
  constexpr std::array<std::string_view, 6> of_plan = {"kind", "client", "date", "review", "diagnosis", "clinician"};
  const bool plan = place.note.kind == note::FileKind::treatment_plan;
  CompletionItems items = place.items(place.before.size());
  for (const std::string_view id : plan ? std::span<const std::string_view>(of_plan) : std::span(of_note)) {
    if (place.note.field(id) != nullptr) continue;
    const note::FieldName* field = place.note.vocabulary->field_by_id(id);
    items.add({.label = std::string(id),
               .kind = ItemKind::field,
               .pieces = words(std::string(id) + ": "),
               .detail = field == nullptr ? "" : field->shows});
  }
  return std::move(items).take();
}

// --- options and what is told of them

/// The ticked option under which the place stands: the last above that is indented less, with no blank line between.
const note::Option* option_above(const Place& place, const note::Block*& home) {
  const std::size_t indent = indentation(place.before);
  const note::Block* block = lint::block_at(place.note, place.line.begin == 0 ? 0 : place.line.begin - 1);
  const note::Option* found = nullptr;
  if (block == nullptr) return nullptr;
  const std::uint32_t line = place.note.text.line_of(place.at);
  for (const note::Option& option : block->facts->options) {
    const Span box = block->absolute(option.box);
    const bool near = line <= place.note.text.line_of(block->absolute(option.item).end) + 1;
    if (option.own_line && option.ticked && box.begin < place.line.begin && near && indent > option.indent) {
      found = &option;
      home = block;
    }
  }
  return found;
}

/// "- Obs" as far as it may begin a facet's line; npos where something else stands before the place.
std::size_t facet_start(std::string_view before) {
  std::string_view rest = before.substr(indentation(before));
  if (rest.starts_with("- ") || rest == "-") rest.remove_prefix(std::min<std::size_t>(2, rest.size()));
  const bool letters = std::ranges::all_of(rest, text::is_letter);
  return letters ? before.size() - indentation(before) : std::string_view::npos;
}

json::object facets(const Place& place, const note::Option& option, const note::Block& home, std::size_t typed) {
  CompletionItems items = place.items(typed, blank(place.after) ? place.after.size() : 0);
  const std::string_view start = place.before.substr(place.before.size() - typed);
  const bool dash = start.starts_with('-');
  for (const Facet facet : note::facets_lacking(place.note, home, option)) {
    const auto names = place.note.vocabulary->facet_names(facet);
    if (names.empty()) continue;
    const std::string line =
        "- " + names.front() + ": " + std::string(place.note.vocabulary->stem(option.entry, facet));
    Item item{.label = "- " + names.front() + ": …",
              .kind = ItemKind::snippet,
              .pieces = lint::parse_template(line),
              .detail = "for " + std::string(home.slice(option.label)),
              .filter = dash ? "- " + names.front() : names.front()};
    if (start == "-") item.filter = "-" + names.front();
    if (option.entry != note::no_concept) {
      item.topic = "concept";
      item.of = place.note.vocabulary->entry(option.entry).id;
    }
    items.add(std::move(item));
  }
  return std::move(items).take();
}

/// The facet behind whose colon the place stands, with nothing told yet, and the option that it is of.
struct FacetPlace {
  Facet facet = Facet::none;
  note::ConceptId entry = note::no_concept;
};
std::optional<FacetPlace> facet_at(const Place& place) {
  const std::size_t colon = place.before.find_last_of(':');
  if (colon == std::string_view::npos || !blank(place.before.substr(colon + 1)) || !blank(place.after))
    return std::nullopt;
  const note::Block* block = lint::block_at(place.note, place.at);
  if (block == nullptr) return std::nullopt;
  for (const note::Label& label : block->facts->labels) {
    if (label.facet == Facet::none ||
        place.note.text.line_of(block->absolute(label.name).begin) != place.note.text.line_of(place.at))
      continue;
    FacetPlace out{.facet = label.facet};
    if (label.option >= 0) {
      out.entry = block->facts->options[static_cast<std::size_t>(label.option)].entry;
    } else if (const std::string_view name = block->slice(label.name); name.ends_with(')')) {
      // "Observed (sad):" below a row names its box.
      const std::size_t open = name.find('(');
      for (const note::Concept& entry : place.note.vocabulary->concepts()) {
        if (open == std::string_view::npos || entry.names.front() != name.substr(open + 1, name.size() - open - 2))
          continue;
        out.entry = static_cast<note::ConceptId>(&entry - place.note.vocabulary->concepts().data());
        break;
      }
    }
    return out;
  }
  return std::nullopt;
}

json::object stems(const Place& place, FacetPlace facet) {
  CompletionItems items = place.items(0);
  const std::string space = place.before.ends_with(':') ? " " : "";
  const note::Vocabulary& vocabulary = *place.note.vocabulary;
  const auto add = [&](std::string_view stem, const std::string& detail) {
    const lint::Template pieces = lint::parse_template(space + std::string(stem));
    if (stem.empty()) return;
    std::string label = lint::to_plain(lint::parse_template(stem));
    items.add({.label = std::move(label), .kind = ItemKind::snippet, .pieces = pieces, .detail = detail});
  };
  const std::string_view own = vocabulary.stem(facet.entry, facet.facet);
  if (facet.entry != note::no_concept) add(own, vocabulary.entry(facet.entry).names.front());
  if (const std::string_view general = vocabulary.stem(note::no_concept, facet.facet);
      facet.entry == note::no_concept || general != own)
    add(general, "");
  return std::move(items).take();
}

/// What stands behind the last box of the line, if the place does and no more than a name has been typed.
std::optional<std::string_view> behind_box(const Place& place) {
  const std::size_t close = place.before.find_last_of("])");
  constexpr std::array<std::string_view, 3> signs = {"☐", "☑", "☒"};
  std::size_t begin = std::string_view::npos;
  if (close != std::string_view::npos && close >= 2) {
    const std::string_view box = place.before.substr(close - 2, 3);
    const bool marked = std::string_view(" xX").find(box[1]) != std::string_view::npos;
    if (marked && (box[0] == '[' || box[0] == '(')) begin = close + 1;
  }
  for (const std::string_view sign : signs) {
    if (const std::size_t at = place.before.rfind(sign); at != std::string_view::npos)
      begin = std::max(begin == std::string_view::npos ? 0 : begin, at + sign.size());
  }
  if (begin == std::string_view::npos) return std::nullopt;
  std::string_view typed = place.before.substr(begin);
  if (typed.find_first_of(",;:.|@") != std::string_view::npos) return std::nullopt;  // a sentence has begun
  typed.remove_prefix(indentation(typed));
  constexpr std::size_t longest = 40;
  if (typed.size() > longest || typed.find("  ") != std::string_view::npos) return std::nullopt;
  return typed;
}

/// The blocks of the section that the place stands in.
std::span<const note::Block> section_blocks(const Place& place) {
  const note::Block* block = lint::block_at(place.note, place.at);
  if (block == nullptr) return {};
  const note::Section& section = place.note.sections[block->section];
  return std::span(place.note.blocks).subspan(section.first_block, section.end_block - section.first_block);
}

/// The group of the row or list that the place stands in: by its label, its other options, or its section.
std::string_view group_at(const Place& place) {
  const note::Vocabulary& vocabulary = *place.note.vocabulary;
  const note::Block* block = lint::block_at(place.note, place.at);
  if (block == nullptr) return {};
  std::string_view group;
  for (const note::Label& label : block->facts->labels) {
    if (block->absolute(label.name).begin < place.at && !label.group.empty()) group = label.group;
  }
  if (!group.empty()) return group;
  // The nearest option above, in this list or one before it in the section.
  for (const note::Block& one : section_blocks(place)) {
    for (const note::Option& option : one.facts->options) {
      if (option.entry != note::no_concept && one.absolute(option.box).end < place.line.begin)
        group = vocabulary.entry(option.entry).group;
    }
  }
  if (!group.empty()) return group;
  const note::Section& section = place.note.sections[block->section];
  return section.roles.has(note::Role::intervention) && !section.roles.has(note::Role::subjective) ? "intervention"
                                                                                                   : "affect";
}

json::object options(const Place& place, std::string_view typed) {
  CompletionItems items = place.items(typed.size());
  const std::string_view group = group_at(place);
  const bool space = !place.before.substr(0, place.before.size() - typed.size()).ends_with(' ');
  // What the section has already is not offered again.
  const auto concepts = place.note.vocabulary->concepts();
  std::vector<bool> there(concepts.size());
  for (const note::Block& block : section_blocks(place)) {
    for (const note::Option& option : block.facts->options) {
      if (option.entry != note::no_concept && block.absolute(option.label).end < place.at - typed.size())
        there[option.entry] = true;
    }
  }
  for (const note::Concept& entry : concepts) {
    if (entry.group != group || entry.names.empty() || there[static_cast<std::size_t>(&entry - concepts.data())])
      continue;
    items.add({.label = entry.names.front(),
               .kind = ItemKind::value,
               .pieces = words((space ? " " : "") + entry.names.front()),
               .detail = entry.modality,
               .topic = "concept",
               .of = entry.id});
  }
  return std::move(items).take();
}

// --- goals, sections, exceptions

/// What is typed from an @ on, if the place stands right behind it.
std::optional<std::string_view> reference_typed(const Place& place) {
  const std::size_t sign = place.before.find_last_of('@');
  if (sign == std::string_view::npos) return std::nullopt;
  const std::string_view typed = place.before.substr(sign);
  const bool name = std::ranges::all_of(typed.substr(1), [](char c) { return text::is_alphanumeric(c) || c == '.'; });
  const bool word = sign > 0 && text::is_alphanumeric(place.before[sign - 1]);  // an e-mail address
  return name && !word ? std::optional(typed) : std::nullopt;
}

/// The plan that the place's note is held against; nullptr: none is known.
chart::Facts plan_of_note(const Place& place) {
  Document* document = place.session.document(place.document.uri);
  const chart::Facts own = document == nullptr ? nullptr : facts_of(place.session, *document);
  return own == nullptr ? nullptr : plan_of(place.session, *own);
}

/// A goal's text, target, and its course in the notes that are held against the plan.
std::string told_of(const Place& place, const chart::FileFacts& plan, const chart::PlanGoal& goal) {
  std::string out = "**" + goal.mark.id.name() + "** " + goal.text;
  if (!goal.target.empty()) out += "\n\nTarget: " + goal.target;
  const std::string progress = goal_progress(place.session, *place.note.vocabulary, plan, goal);
  return progress.empty() ? out : out + "\n\n" + progress;
}

json::object goals(const Place& place, std::string_view typed) {
  std::size_t rest = 0;
  while (rest < place.after.size() && (text::is_alphanumeric(place.after[rest]) || place.after[rest] == '.')) ++rest;
  CompletionItems items = place.items(typed.size(), rest);
  const chart::Facts plan = plan_of_note(place);
  if (plan == nullptr) return std::move(items).take();
  const auto referred = [&](const chart::PlanGoal& goal) {
    return std::ranges::any_of(place.note.blocks, [&](const note::Block& block) {
      return std::ranges::any_of(block.facts->references, [&](const note::Reference& reference) {
        return reference.goal == goal.mark.id.goal && reference.objective == goal.mark.id.objective &&
               !block.absolute(reference.span).contains(place.at - 1);
      });
    });
  };
  // Goals that the note has not spoken of come first.
  std::vector<const chart::PlanGoal*> all;
  for (const chart::PlanGoal& goal : plan->goals) all.push_back(&goal);
  std::ranges::stable_partition(all, [&](const chart::PlanGoal* goal) { return !referred(*goal); });
  for (const chart::PlanGoal* goal : all) {
    const std::string name = "@" + goal->mark.id.name();
    items.add({.label = name,
               .kind = ItemKind::reference,
               .pieces = words(name),
               .detail = goal->text,
               .filter = name + " " + goal->text,
               .commits = ",)",
               .told = told_of(place, *plan, *goal)});
  }
  return std::move(items).take();
}

/// The #s of the note's own sections; two where it has none.
std::string heading_marks(const Note& note) {
  for (const note::Section& section : note.sections) {
    if (!section.id.empty() && section.level >= 1 && section.level <= 6) return std::string(section.level, '#');
  }
  return "##";
}

/// Headings of sections that the note's format asks for and the note lacks.
json::object sections(const Place& place) {
  CompletionItems items = place.items(place.before.size(), blank(place.after) ? place.after.size() : 0);
  const note::Vocabulary& vocabulary = *place.note.vocabulary;
  const std::string marks = heading_marks(place.note);
  for (const std::string& id : vocabulary.format(place.note.format).sections) {
    const bool there =
        std::ranges::any_of(place.note.sections, [&](const note::Section& section) { return section.id == id; });
    const note::SectionName* section = vocabulary.section_by_id(id);
    if (there || section == nullptr || section->names.empty()) continue;
    const std::string heading = marks + " " + capitalized(section->names.front());
    items.add({.label = heading,
               .kind = ItemKind::reference,
               .pieces = words(heading + "\n"),
               .detail = "section",
               .filter = place.before.starts_with('#') ? std::string(place.before) + heading : heading});
  }
  return std::move(items).take();
}

/// In a treatment plan: the next goal, and the next objective of the goal above.
json::object plan_lines(const Place& place) {
  CompletionItems items = place.items(place.before.size(), blank(place.after) ? place.after.size() : 0);
  std::uint16_t most = 0;
  std::uint16_t here = 0;
  std::uint16_t objectives = 0;
  const auto all = note::read_goals(place.note.text);
  const auto above = note::read_goals(text::Text(std::string(place.note.text.slice({0, place.line.begin}))));
  for (const note::Goal& goal : all) most = std::max(most, goal.name.id.goal);
  if (!above.empty()) here = above.back().name.id.goal;
  for (const note::Goal& goal : all) {
    if (goal.name.id.goal == here) objectives = std::max(objectives, goal.name.id.objective);
  }
  const auto add = [&](const std::string& name, const std::string& line, const std::string& detail) {
    items.add({.label = name,
               .kind = ItemKind::snippet,
               .pieces = lint::parse_template(line),
               .detail = detail,
               .filter = place.before.empty() ? "" : std::string(place.before) + name});
  };
  constexpr std::string_view objective = "‹what the client will do, how often› by ‹date› (now: ‹baseline›)";
  if (here != 0) {
    const std::string name = "G" + std::to_string(here) + "." + std::to_string(objectives + 1);
    add(name, "- " + name + " " + std::string(objective), "objective");
  }
  const std::string goal = "G" + std::to_string(most + 1);
  add(goal,
      "## " + goal + " ‹goal, in the client's words›\n- " + goal + ".1 " + std::string(objective) +
          "\n\nInterventions: ‹interventions›\nFrequency: ‹how often, how long›\n",
      "goal");
  return std::move(items).take();
}

/// Inside `<!-- notewell: allow … -->`, or where a comment begins; nothing elsewhere.
std::optional<json::object> directive(const Place& place) {
  const std::size_t open = place.before.rfind("<!--");
  if (open == std::string_view::npos || place.before.find("-->", open) != std::string_view::npos) return std::nullopt;
  std::string_view inside = place.before.substr(open + 4);
  inside.remove_prefix(indentation(inside));
  constexpr std::string_view head = "notewell:";
  constexpr std::string_view verb = "allow";
  const std::size_t close = place.after.find("-->");
  if (!inside.starts_with(head)) {
    CompletionItems items = place.items(place.before.size() - open, close == std::string_view::npos ? 0 : close + 3);
    if (head.starts_with(inside)) {
      items.add({.label = "<!-- notewell: allow … -->",
                 .kind = ItemKind::snippet,
                 .pieces = lint::parse_template("<!-- notewell: allow ‹rule› because ‹reason› -->"),
                 .detail = "sets a rule aside for what follows",
                 .filter = std::string(place.before.substr(open)) + "notewell: allow"});
    }
    return std::move(items).take();
  }
  inside.remove_prefix(head.size());
  inside.remove_prefix(indentation(inside));
  if (!inside.starts_with(verb) || inside.size() == verb.size()) {
    CompletionItems items = place.items(inside.size());
    if (verb.starts_with(inside))
      items.add({.label = std::string(verb), .kind = ItemKind::keyword, .pieces = words("allow ")});
    return std::move(items).take();
  }
  inside.remove_prefix(verb.size());
  const std::size_t comma = inside.find_last_of(',');
  std::string_view typed = inside.substr(comma == std::string_view::npos ? 0 : comma + 1);
  typed.remove_prefix(indentation(typed));
  std::size_t rest = 0;
  const auto in_id = [](char c) { return text::is_alphanumeric(c) || c == '-'; };
  while (rest < place.after.size() && in_id(place.after[rest]) && !place.after.substr(rest).starts_with("-->")) ++rest;
  CompletionItems items = place.items(typed.size(), rest);
  if (typed.find(' ') != std::string_view::npos) return std::move(items).take();  // the reason is the clinician's
  // Rules that found something in this note come first.
  std::vector<const lint::Rule*> rules;
  for (const lint::Rule& rule : place.analysis.knowledge->rules->rules) {
    if (rule.group != "meta") rules.push_back(&rule);
  }
  std::ranges::stable_partition(rules, [&](const lint::Rule* rule) {
    return std::ranges::find(place.analysis.findings, rule, &lint::Finding::rule) != place.analysis.findings.end();
  });
  for (const lint::Rule* rule : rules) {
    items.add({.label = rule->id,
               .kind = ItemKind::reference,
               .pieces = words(rule->id),
               .detail = rule->title,
               .commits = ", ",
               .topic = "rule",
               .of = rule->id});
  }
  return std::move(items).take();
}

// --- which of these

/// Whether the place stands in the client's own words, which nobody completes.
bool in_quote(const Place& place) {
  const note::Block* block = lint::block_at(place.note, place.at);
  return block != nullptr && std::ranges::any_of(block->facts->quotes, [&](Span quote) {
           const Span span = block->absolute(quote);
           const std::string_view text = block->slice(quote);
           const bool closed = text.size() > 1 && (text.ends_with('"') || text.ends_with("”") || text.ends_with("’"));
           return span.begin < place.at && (place.at < span.end || (!closed && place.at == span.end));
         });
}

json::object nothing() {
  return {{"isIncomplete", false}, {"items", json::array()}};
}

json::object items_at(const Place& place) {
  const Note& note = place.note;
  const bool alone = blank(place.document.text.slice({0, place.line.begin})) &&
                     blank(place.document.text.slice({place.line.end, place.document.text.size()}));
  const std::string_view name = place.before.substr(indentation(place.before));
  const bool template_name = std::ranges::any_of(
      chart::note_templates(), [&](const chart::NoteTemplate& whole) { return starts_without_case(whole.name, name); });
  if (alone && blank(place.after) && template_name) return whole_notes(place);
  if (auto items = directive(place)) return *std::move(items);
  const bool front = !note.front_matter.empty() && note.front_matter.begin <= place.at &&
                     place.at <= note.front_matter.end && place.line.begin != note.front_matter.begin;
  const note::Block* block = lint::block_at(note, place.at);
  const bool header_line = block != nullptr && block->kind == note::BlockKind::header_line &&
                           note.text.line_of(block->span().end) == note.text.line_of(place.at);
  if (const note::Field* field = field_at(place);
      field != nullptr && (front || header_line || field->id == "code" || field->id == "diagnosis"))
    return field_values(place, *field);
  if (front) return place.before.find_first_of(":-") == std::string_view::npos ? field_names(place) : nothing();
  if (in_quote(place)) return nothing();
  if (const auto typed = reference_typed(place)) return goals(place, *typed);
  if (const auto facet = facet_at(place)) return stems(place, *facet);
  if (const auto typed = behind_box(place)) return options(place, *typed);
  const note::Block* home = nullptr;
  if (const std::size_t typed = facet_start(place.before); typed != std::string_view::npos && blank(place.after)) {
    if (const note::Option* option = option_above(place, home)) return facets(place, *option, *home, typed);
  }
  const bool new_line = blank(place.before) || (place.before.starts_with('#') && blank(place.after));
  if (!new_line || !blank(place.after)) return nothing();
  return note.kind == note::FileKind::treatment_plan ? plan_lines(place) : sections(place);
}

Outcome complete(Session& session, Search& search, const TextDocumentPositionParams& params) {
  if (auto items = complete_rule_file(session, params)) return *std::move(items);
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nothing());
  const lint::Analysis& analysis = session.analysis(*document);
  const Note& note = *analysis.note;
  const Offset at = document->text.offset(from_wire(params.position), session.client.encoding);
  const Span line = document->text.line(document->text.line_of(at));
  const Place place{.session = session,
                    .document = *document,
                    .analysis = analysis,
                    .note = note,
                    .search = search,
                    .at = at,
                    .line = line,
                    .before = document->text.slice({line.begin, at}),
                    .after = document->text.slice({at, line.end})};
  return json::value(items_at(place));
}

Outcome resolve(Session& session, const json::value& params) {
  if (!params.is_object()) return protocol::Failure{protocol::ErrorCode::invalid_params, "params: expected an item"};
  json::object out = params.get_object();
  const auto text = [&](std::string_view key) -> std::string_view {
    const json::value* data = out.if_contains("data");
    const json::value* value = data == nullptr || !data->is_object() ? nullptr : data->get_object().if_contains(key);
    return value == nullptr || !value->is_string() ? std::string_view{} : std::string_view(value->get_string());
  };
  const Document* document = session.document(text("uri"));
  const auto knowledge =
      document != nullptr && document->knowledge != nullptr ? document->knowledge : lint::builtin_knowledge();
  std::string told = documentation(*knowledge, text("topic"), text("of"));
  if (!told.empty()) out["documentation"] = documentation_value(std::move(told), session);
  return json::value(std::move(out));
}

}  // namespace

json::object completion_options(const protocol::Capabilities& client) {
  json::object out = {{"triggerCharacters", {"-", ":", "#", "[", "]", "@", "<"}}};
  if (client.completion_resolve_documentation) out["resolveProvider"] = true;
  if (client.completion_label_details) out["completionItem"] = {{"labelDetailsSupport", true}};
  return out;
}

void bind_completion(Session& session) {
  session.router.on_request<TextDocumentPositionParams>(
      "textDocument/completion",
      [&session, search = Search{}](const auto& params) mutable { return complete(session, search, params); });
  session.router.on_request<json::value>("completionItem/resolve",
                                         [&session](const auto& params) { return resolve(session, params); });
}

}  // namespace notewell::features
