#include "features/completion_items.hpp"

#include <algorithm>

#include "features/snippet.hpp"
#include "lint/refactor.hpp"

namespace notewell::features {
namespace {

constexpr int snippet_format = 2;

/// Sorts as the numbers do.
std::string sort_text(std::size_t index) {
  const std::string number = std::to_string(index);
  return std::string(4 - std::min<std::size_t>(4, number.size()), '0') + number;
}

std::string listed(const std::vector<std::string>& words) {
  constexpr std::size_t most = 8;
  std::string out;
  for (std::size_t i = 0; i != std::min(words.size(), most); ++i) out += (i == 0 ? "" : ", ") + words[i];
  return out;
}

std::string of_concept(const note::Concept& entry) {
  std::string out;
  if (!entry.delivery.empty()) out += entry.delivery + ".\n\n";
  if (!entry.signs.empty()) out += "Shows it: " + listed(entry.signs) + ".\n\n";
  if (!entry.sayings.empty()) out += "Clients say: " + listed(entry.sayings) + ".";
  return out;
}

}  // namespace

CompletionItems::CompletionItems(const Session& session, const Document& document, text::Span typed, text::Offset end)
    : session_(session), document_(document), typed_(typed), end_(std::max(typed.end, end)) {}

json::value CompletionItems::range() const {
  const auto wire = [&](text::Span span) { return to_wire(document_.text.range(span, session_.client.encoding)); };
  if (!session_.client.completion_insert_replace) return wire(typed_);
  return json::object{{"insert", wire(typed_)}, {"replace", wire({typed_.begin, end_})}};
}

void CompletionItems::add(Item item) {
  const protocol::Capabilities& client = session_.client;
  const bool snippet = client.completion_snippets && lint::has_blanks(item.pieces);
  const std::string text = snippet ? snippet_of(item.pieces, client) : to_plain(item.pieces);
  json::object out = {
      {"label", item.label}, {"kind", static_cast<int>(item.kind)}, {"sortText", sort_text(items_.size())}};
  if (client.completion_default_range) {
    if (text != item.label) out["textEditText"] = text;
  } else {
    json::object edit = {{"newText", text}};
    json::value place = range();
    if (client.completion_insert_replace) {
      edit.insert(place.get_object().begin(), place.get_object().end());
    } else {
      edit["range"] = std::move(place);
    }
    out["textEdit"] = std::move(edit);
  }
  if (snippet) {
    ++snippets_;
    out["insertTextFormat"] = snippet_format;
  }
  if (!item.detail.empty()) {
    if (client.completion_label_details) {
      out["labelDetails"] = {{"description", item.detail}};
    } else {
      out["detail"] = item.detail;
    }
  }
  if (!item.filter.empty() && item.filter != item.label) out["filterText"] = item.filter;
  if (client.completion_commit_characters && !item.commits.empty()) {
    json::array commits;
    for (const char c : item.commits) commits.emplace_back(std::string(1, c));
    out["commitCharacters"] = std::move(commits);
  }
  if (!item.told.empty()) {
    out["documentation"] = documentation_value(std::move(item.told), session_);
  } else if (!item.topic.empty()) {
    if (client.completion_resolve_documentation) {
      out["data"] = {{"uri", document_.uri}, {"topic", item.topic}, {"of", item.of}};
    } else {
      const auto knowledge = document_.knowledge != nullptr ? document_.knowledge : lint::builtin_knowledge();
      std::string told = documentation(*knowledge, item.topic, item.of);
      if (!told.empty()) out["documentation"] = documentation_value(std::move(told), session_);
    }
  }
  items_.push_back(std::move(out));
}

json::object CompletionItems::take() && {
  json::object out = {{"isIncomplete", ask_again_}};
  json::object defaults;
  if (session_.client.completion_default_range && !items_.empty()) defaults["editRange"] = range();
  if (session_.client.completion_default_format && snippets_ != 0 && snippets_ == items_.size()) {
    defaults["insertTextFormat"] = snippet_format;
    for (json::value& item : items_) item.get_object().erase("insertTextFormat");
  }
  if (!defaults.empty()) out["itemDefaults"] = std::move(defaults);
  out["items"] = std::move(items_);
  return out;
}

std::string minutes_of(const note::ServiceCode& code) {
  if (code.least_minutes == 0) return {};
  if (code.most_minutes == 0) return std::to_string(code.least_minutes) + " minutes and more";
  return std::to_string(code.least_minutes) + "–" + std::to_string(code.most_minutes) + " minutes";
}

std::string documentation(const lint::Knowledge& knowledge, std::string_view topic, std::string_view of) {
  const note::Vocabulary& vocabulary = *knowledge.vocabulary;
  if (topic == "code") {
    const note::ServiceCode* code = vocabulary.service_code(of);
    if (code == nullptr) return {};
    std::string out = "**" + code->code + "** " + code->label;
    if (const std::string minutes = minutes_of(*code); !minutes.empty()) out += "\n\n" + minutes + " face to face";
    if (code->timed) out += "\n\nAsks for the start and end of the session.";
    if (code->add_on) out += "\n\nAn add-on: it needs a primary code beside it.";
    return out;
  }
  if (topic == "diagnosis") {
    const note::Diagnosis* diagnosis = vocabulary.diagnosis(of);
    return diagnosis == nullptr ? "" : "**" + std::string(of) + "** " + std::string(diagnosis->description);
  }
  if (topic == "concept") {
    const auto id = vocabulary.concept_by_id(of);
    return id ? of_concept(vocabulary.entry(*id)) : "";
  }
  if (topic == "rule") {
    const lint::Rule* rule = knowledge.rules->find(of);
    return rule == nullptr ? "" : "**" + rule->title + "**\n\n" + rule->message.why;
  }
  return {};
}

json::object documentation_value(std::string markdown, const Session& session) {
  if (session.client.completion_markdown) return {{"kind", "markdown"}, {"value", std::move(markdown)}};
  std::erase(markdown, '*');
  return {{"kind", "plaintext"}, {"value", std::move(markdown)}};
}

}  // namespace notewell::features
