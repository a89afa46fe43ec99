// textDocument/completion: what the note still lacks at this place. Everything offered is a heading, a field's name, a
// code, or a stem with blanks; nothing is clinical content.

#include <algorithm>
#include <array>

#include "features/features.hpp"
#include "features/rule_files.hpp"
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

/// LSP's CompletionItemKind, those used here.
enum class ItemKind : int { field = 5, value = 12, snippet = 15, reference = 18 };

/// Where completion was asked for.
struct Place {
  const Note& note;
  Offset at = 0;
  Span line;
  std::string_view before;  // of the line, up to the place
};

class Items {
 public:
  Items(const Session& session, const Document& document, Offset at)
      : session_(session), document_(document), at_(at) {}

  /// Replaces the `typed` bytes before the place by the template.
  void add(std::string label, ItemKind kind, const lint::Template& pieces, std::size_t typed,
           const std::string& detail = {}, const std::string& filter = {}) {
    const bool snippets = session_.client.completion_snippets;
    const Span replaced{at_ - static_cast<Offset>(typed), at_};
    json::object item = {{"label", label},
                         {"kind", static_cast<int>(kind)},
                         {"sortText", sort_text()},
                         {"textEdit",
                          {{"range", to_wire(document_.text.range(replaced, session_.client.encoding))},
                           {"newText", snippets ? to_snippet(pieces) : to_plain(pieces)}}}};
    if (snippets) item["insertTextFormat"] = 2;
    if (!detail.empty()) item["detail"] = detail;
    if (!filter.empty()) item["filterText"] = filter;
    items_.push_back(std::move(item));
  }

  /// More would fit than is offered: the client asks again when more is typed.
  void cut() { cut_ = true; }
  /// A CompletionList.
  [[nodiscard]] json::object take() && { return {{"isIncomplete", cut_}, {"items", std::move(items_)}}; }

 private:
  /// Keeps the order in which items were added: what the note lacks first.
  [[nodiscard]] std::string sort_text() const {
    std::string number = std::to_string(items_.size());
    return std::string(4 - std::min<std::size_t>(4, number.size()), '0') + number;
  }

  const Session& session_;
  const Document& document_;
  Offset at_;
  json::array items_;
  bool cut_ = false;
};

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool contains_without_case(std::string_view text, std::string_view what) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  return std::search(text.begin(), text.end(), what.begin(), what.end(), same) != text.end();
}

void add_templates(const Place& place, Items& items) {
  for (const NoteTemplate& whole : note_templates()) {
    items.add(whole.name, ItemKind::snippet, whole.pieces, place.before.size(), whole.detail,
              std::string(place.before) + whole.name);
  }
}

/// The field on whose value the place stands.
const note::Field* field_at(const Place& place) {
  for (const note::Field& field : place.note.fields) {
    const bool on_line =
        field.name.begin >= place.line.begin && field.name.end < place.at && place.line.end >= field.name.end;
    if (on_line && place.note.text.slice({field.name.end, place.at}).find(':') != std::string_view::npos) return &field;
  }
  return nullptr;
}

lint::Template words(std::string text) {
  return {lint::Words{std::move(text)}};
}

/// The part of a list of codes that is being typed.
std::string_view typed_part(const Place& place, const note::Field& field) {
  std::string_view value = place.note.text.slice({field.name.end, place.at});
  value.remove_prefix(std::min(value.find(':') + 1, value.size()));
  const std::size_t comma = value.find_last_of(",;");
  if (comma != std::string_view::npos) value.remove_prefix(comma + 1);
  while (value.starts_with(' ')) value.remove_prefix(1);
  return value;
}

void add_values(const Place& place, const note::Field& field, Items& items) {
  const note::Vocabulary& vocabulary = *place.note.vocabulary;
  const std::string_view typed = typed_part(place, field);
  if (field.id == "code") {
    for (const note::ServiceCode& code : vocabulary.service_codes()) {
      if (!code.code.starts_with(typed) && !contains_without_case(code.label, typed)) continue;
      std::string detail = code.label;
      if (code.least_minutes != 0) {
        detail += ", " + std::to_string(code.least_minutes) +
                  (code.most_minutes == 0 ? "+" : "–" + std::to_string(code.most_minutes)) + " min";
      }
      items.add(code.code, ItemKind::value, words(code.code), typed.size(), detail, std::string(typed) + code.code);
    }
  } else if (field.id == "diagnosis") {
    constexpr std::size_t most = 60;  // the list is long: typing on narrows it
    std::size_t count = 0;
    for (const auto& [code, diagnosis] : vocabulary.diagnoses()) {
      const bool fits =
          std::ranges::equal(typed.substr(0, std::min(typed.size(), code.size())),
                             std::string_view(code).substr(0, std::min(typed.size(), code.size())), {}, lower, lower) ||
          (typed.size() >= 3 && contains_without_case(diagnosis.description, typed));
      if (!diagnosis.billable || !fits) continue;
      if (count++ == most) {
        items.cut();
        break;
      }
      items.add(code, ItemKind::value, words(code), typed.size(), std::string(diagnosis.description),
                std::string(typed) + code);
    }
  } else {
    for (const std::string& value : vocabulary.suggestions(field.id)) {
      items.add(value, ItemKind::value, words(value), typed.size(), {}, std::string(typed) + value);
    }
  }
}

/// Names of header fields that the note does not have yet.
void add_fields(const Place& place, Items& items) {
  constexpr std::array<std::string_view, 9> customary = {"client", "date",         "time",      "code", "diagnosis",
                                                         "place",  "participants", "clinician", "plan"};
  for (const std::string_view id : customary) {
    if (place.note.field(id) != nullptr) continue;
    items.add(std::string(id), ItemKind::field, words(std::string(id) + ": "), place.before.size());
  }
}

/// The ticked option under which the place stands: the nearest above that is indented less, with no blank line between.
const note::Option* option_above(const Place& place, const note::Block*& home) {
  const std::size_t indent = std::min(place.before.find_first_not_of(" \t"), place.before.size());
  const note::Option* found = nullptr;
  for (const note::Block& block : place.note.blocks) {
    if (block.begin > place.at) break;
    for (const note::Option& option : block.facts->options) {
      const Span box = block.absolute(option.box);
      const bool near =
          place.note.text.line_of(place.at) <= place.note.text.line_of(block.absolute(option.item).end) + 1;
      if (option.own_line && option.ticked && box.begin < place.line.begin && near && indent > option.indent) {
        found = &option;
        home = &block;
      }
    }
  }
  return found;
}

void add_facets(const Place& place, const note::Option& option, const note::Block& home, Items& items) {
  const note::Vocabulary& vocabulary = *place.note.vocabulary;
  const bool intervention = option.entry != note::no_concept
                                ? vocabulary.entry(option.entry).group == "intervention"
                                : place.note.sections[home.section].roles == note::Roles{note::Role::intervention};
  const std::vector<Facet> wanted = intervention ? std::vector{Facet::why, Facet::how, Facet::response, Facet::detail}
                                                 : std::vector{Facet::observed, Facet::reported};
  const auto index = static_cast<std::int16_t>(&option - home.facts->options.data());
  const std::size_t typed = place.before.size() - std::min(place.before.find_first_not_of(" \t"), place.before.size());
  for (const Facet facet : wanted) {
    const bool there = std::ranges::any_of(
        home.facts->labels, [&](const note::Label& label) { return label.option == index && label.facet == facet; });
    const auto names = vocabulary.facet_names(facet);
    if (there || names.empty()) continue;
    const std::string line = "- " + names.front() + ": " + std::string(vocabulary.stem(option.entry, facet));
    items.add("- " + names.front() + ": …", ItemKind::snippet, lint::parse_template(line), typed,
              "for " + std::string(home.slice(option.label)),
              std::string(place.before.substr(place.before.size() - typed)) + names.front());
  }
}

/// Headings of sections that the note's format asks for and the note lacks.
void add_sections(const Place& place, Items& items) {
  const note::Vocabulary& vocabulary = *place.note.vocabulary;
  for (const std::string& id : vocabulary.format(place.note.format).sections) {
    const bool there =
        std::ranges::any_of(place.note.sections, [&](const note::Section& section) { return section.id == id; });
    const note::SectionName* section = vocabulary.section_by_id(id);
    if (there || section == nullptr || section->names.empty()) continue;
    std::string name = section->names.front();
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    items.add("## " + name, ItemKind::reference, lint::parse_template("## " + name + "\n"), place.before.size(),
              "section", "## " + name);
  }
}

Outcome complete(Session& session, const TextDocumentPositionParams& params) {
  if (auto items = complete_rule_file(session, params)) return *std::move(items);
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(json::object{{"isIncomplete", false}, {"items", json::array()}});
  const Note& note = *session.analysis(*document).note;
  const Offset at = document->text.offset(from_wire(params.position), session.client.encoding);
  const Span line = document->text.line(document->text.line_of(at));
  const Place place{.note = note, .at = at, .line = line, .before = document->text.slice({line.begin, at})};
  Items items(session, *document, at);
  if (blank(document->text.slice({0, line.begin})) && blank(document->text.slice({line.end, document->text.size()})) &&
      place.before.find_first_of(":#-[") == std::string_view::npos) {
    add_templates(place, items);
    return json::value(std::move(items).take());
  }
  const bool in_front_matter =
      !note.front_matter.empty() && note.front_matter.begin <= at && at <= note.front_matter.end;
  if (const note::Field* field = field_at(place);
      field != nullptr && (in_front_matter || field->id == "code" || field->id == "diagnosis")) {
    add_values(place, *field, items);
  } else if (in_front_matter) {
    add_fields(place, items);
  } else {
    const note::Block* home = nullptr;
    if (const note::Option* option = option_above(place, home);
        option != nullptr && place.before.find_first_not_of(" \t-") == std::string_view::npos) {
      add_facets(place, *option, *home, items);
    } else if (blank(place.before) || place.before.starts_with('#')) {
      add_sections(place, items);
    }
  }
  return json::value(std::move(items).take());
}

}  // namespace

void bind_completion(Session& session) {
  session.router.on_request<TextDocumentPositionParams>(
      "textDocument/completion", [&session](const auto& params) { return complete(session, params); });
}

}  // namespace notewell::features
