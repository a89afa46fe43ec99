// The note model as JSON.

#include <boost/json.hpp>

#include "cli/debug.hpp"
#include "cli/unicode.hpp"

namespace notewell::cli {
namespace {

namespace json = boost::json;

std::string_view name_of(note::Speaker speaker) {
  switch (speaker) {
    case note::Speaker::client_quote:
      return "client-quote";
    case note::Speaker::client_reported:
      return "client-reported";
    case note::Speaker::clinician_observation:
      return "clinician-observation";
    case note::Speaker::clinician_action:
      return "clinician-action";
    case note::Speaker::other_person:
      return "other-person";
    case note::Speaker::unknown:
      return "unknown";
  }
  return "unknown";
}

std::string_view name_of(note::Assertion assertion) {
  switch (assertion) {
    case note::Assertion::affirmed:
      return "affirmed";
    case note::Assertion::negated:
      return "negated";
    case note::Assertion::historical:
      return "historical";
    case note::Assertion::hypothetical:
      return "hypothetical";
    case note::Assertion::other_person:
      return "other-person";
  }
  return "affirmed";
}

std::string_view name_of(note::BlockKind kind) {
  switch (kind) {
    case note::BlockKind::field:
      return "field";
    case note::BlockKind::header_line:
      return "header-line";
    case note::BlockKind::heading:
      return "heading";
    case note::BlockKind::labelled:
      return "labelled";
    case note::BlockKind::paragraph:
      return "paragraph";
    case note::BlockKind::item:
      return "item";
    case note::BlockKind::block_quote:
      return "block-quote";
    case note::BlockKind::table:
      return "table";
    case note::BlockKind::directive:
      return "directive";
    case note::BlockKind::other:
      return "other";
  }
  return "other";
}

std::string_view name_of(note::Sense sense) {
  switch (sense) {
    case note::Sense::name:
      return "name";
    case note::Sense::sign:
      return "sign";
    case note::Sense::saying:
      return "saying";
  }
  return "name";
}

json::array names_of(note::Roles roles) {
  json::array names;
  for (std::size_t role = 0; role < note::role_count; ++role)
    if (roles.has(static_cast<note::Role>(role))) names.emplace_back(note::name_of(static_cast<note::Role>(role)));
  return names;
}

json::array names_of(note::Signals signals) {
  json::array names;
  const auto add = [&names](bool set, const char* name) {
    if (set) names.emplace_back(name);
  };
  add(signals.rationale, "rationale");
  add(signals.delivery, "delivery");
  add(signals.response, "response");
  add(signals.future, "future");
  add(signals.observes, "observes");
  add(signals.reports, "reports");
  add(signals.quote, "quote");
  add(signals.number, "number");
  return names;
}

/// Describes one block; spans inside it are turned into places in the text.
class BlockView {
 public:
  BlockView(const note::Note& note, const note::Block& block) : note_(note), block_(block) {}

  [[nodiscard]] json::object describe() const {
    const note::BlockFacts& facts = *block_.facts;
    json::object out{{"kind", name_of(block_.kind)},
                     {"form", syntax::kind_name(block_.form)},
                     {"range", describe_range(block_.span(), note_.text)},
                     {"section", block_.section},
                     {"words", facts.words}};
    if (!facts.title.empty()) out["title"] = text(facts.title);
    add(out, "labels", facts.labels, [this](const note::Label& label) { return describe(label); });
    add(out, "options", facts.options, [this](const note::Option& option) { return describe(option); });
    add(out, "statements", facts.statements, [this](const note::Statement& statement) { return describe(statement); });
    add(out, "quotes", facts.quotes, [this](text::Span span) { return range(span); });
    add(out, "placeholders", facts.placeholders, [this](text::Span span) { return range(span); });
    add(out, "references", facts.references, [this](const note::Reference& reference) {
      return json::object{
          {"range", range(reference.span)}, {"goal", reference.goal}, {"objective", reference.objective}};
    });
    add(out, "directives", facts.directives, [this](const note::Directive& directive) {
      json::array rules;
      for (const auto& [id, span] : directive.rules) rules.emplace_back(valid_utf8(id));
      return json::object{{"range", range(directive.span)},
                          {"rules", std::move(rules)},
                          {"reason", text(directive.reason)},
                          {"understood", directive.understood}};
    });
    return out;
  }

 private:
  template <class T, class Describe>
  static void add(json::object& out, const char* name, const std::vector<T>& things, const Describe& describe_one) {
    if (things.empty()) return;
    json::array list;
    for (const T& thing : things) list.emplace_back(describe_one(thing));
    out[name] = std::move(list);
  }

  [[nodiscard]] json::string range(text::Span span) const {
    return json::string(describe_range(block_.absolute(span), note_.text));
  }
  [[nodiscard]] json::string text(text::Span span) const { return json::string(valid_utf8(block_.slice(span))); }
  [[nodiscard]] json::value concept_id(note::ConceptId entry) const {
    if (entry == note::no_concept) return nullptr;
    return json::string(note_.vocabulary->entry(entry).id);
  }

  [[nodiscard]] json::object describe(const note::Label& label) const {
    json::object out{{"range", range(label.name)}, {"name", text(label.name)}};
    if (label.facet != note::Facet::none) out["facet"] = note::name_of(label.facet);
    if (label.section != nullptr) out["section"] = label.section->id;
    if (label.field != nullptr) out["field"] = label.field->id;
    if (!label.group.empty()) out["group"] = label.group;
    if (label.option >= 0) out["under_option"] = label.option;
    return out;
  }

  [[nodiscard]] json::object describe(const note::Option& option) const {
    return {{"range", range(option.label)},
            {"label", text(option.label)},
            {"ticked", option.ticked},
            {"concept", concept_id(option.entry)},
            {"own_line", option.own_line}};
  }

  [[nodiscard]] json::object describe(const note::Statement& statement) const {
    json::object out{{"range", range(statement.span)},
                     {"speaker", name_of(statement.speaker)},
                     {"signals", names_of(statement.signals)},
                     {"content_words", statement.content_words}};
    if (statement.facet != note::Facet::none) out["facet"] = note::name_of(statement.facet);
    if (statement.option >= 0) out["under_option"] = statement.option;
    json::array mentions;
    for (std::uint32_t index = 0; index < statement.mention_count; ++index) {
      const note::Mention& mention = block_.facts->mentions[statement.first_mention + index];
      mentions.push_back({{"range", range(mention.span)},
                          {"concept", concept_id(mention.entry)},
                          {"sense", name_of(mention.sense)},
                          {"assertion", name_of(mention.assertion)},
                          {"reported", mention.reported}});
    }
    if (!mentions.empty()) out["mentions"] = std::move(mentions);
    return out;
  }

  const note::Note& note_;
  const note::Block& block_;
};

std::string lines_of(const char* name, const json::array& values) {
  std::string out = ",\n\"" + std::string(name) + "\":[";
  for (const json::value& value : values) out += (out.ends_with('[') ? "\n  " : ",\n  ") + json::serialize(value);
  return out + ']';
}

}  // namespace

std::string describe_note(const note::Note& note) {
  json::array fields;
  for (const note::Field& field : note.fields)
    fields.push_back({{"id", field.id},
                      {"name", valid_utf8(note.text.slice(field.name))},
                      {"value", valid_utf8(note.text.slice(field.value))},
                      {"range", describe_range(field.value, note.text)}});
  json::array sections;
  for (const note::Section& section : note.sections)
    sections.push_back({{"id", section.id},
                        {"title", valid_utf8(note.text.slice(section.title))},
                        {"roles", names_of(section.roles)},
                        {"level", section.level},
                        {"parent", section.parent},
                        {"blocks", json::array{section.first_block, section.end_block}},
                        {"addendum", section.addendum}});
  json::array blocks;
  for (const note::Block& block : note.blocks) blocks.emplace_back(BlockView(note, block).describe());

  const json::object head{
      {"kind", note::name_of(note.kind)}, {"format", note::name_of(note.format)}, {"signed", note.signed_}};
  std::string out = json::serialize(head);
  out.pop_back();  // the closing brace: more follows
  return out + lines_of("fields", fields) + lines_of("sections", sections) + lines_of("blocks", blocks) + "}\n";
}

}  // namespace notewell::cli
