// The outline of a note and its folds, growing selections and highlights.

#include <catch2/catch.hpp>

#include "editor.hpp"
#include "samples.hpp"

namespace {

json::value result(const json::object& answer) {
  INFO(json::serialize(answer).substr(0, 300));
  REQUIRE(answer.contains("result"));
  return answer.at("result");
}

json::object of(const Editor& editor) {
  return {{"textDocument", {{"uri", editor.uri}}}};
}

json::object at(const Editor& editor, std::size_t offset) {
  return {{"textDocument", {{"uri", editor.uri}}}, {"position", editor.position(offset)}};
}

struct Bytes {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] bool contains(Bytes inner) const { return begin <= inner.begin && inner.end <= end; }
  friend bool operator==(Bytes, Bytes) = default;
};

Bytes bytes_of(const Editor& editor, const json::value& range) {
  return {editor.offset(range.at("start").as_object()), editor.offset(range.at("end").as_object())};
}

std::string marked(const Editor& editor, const json::value& range) {
  const Bytes bytes = bytes_of(editor, range);
  return editor.text().substr(bytes.begin, bytes.end - bytes.begin);
}

/// "Header [date 2026-11-18] · Data (subjective) [sad (ticked) …]", and checks that ranges nest.
std::string outline(const Editor& editor, const json::array& symbols, Bytes outer) {
  std::string out;
  for (const auto& symbol : symbols) {
    const Bytes range = bytes_of(editor, symbol.at("range"));
    CHECK(outer.contains(range));
    CHECK(range.contains(bytes_of(editor, symbol.at("selectionRange"))));
    CHECK_FALSE(symbol.at("name").as_string().empty());
    out += (out.empty() ? "" : ", ") + std::string(symbol.at("name").as_string());
    if (const auto* detail = symbol.as_object().if_contains("detail"))
      out += " (" + std::string(detail->as_string()) + ")";
    if (const auto* children = symbol.as_object().if_contains("children"))
      out += " {" + outline(editor, children->as_array(), range) + "}";
  }
  return out;
}

std::string outline(Editor& editor) {
  const json::value symbols = result(editor.request("textDocument/documentSymbol", of(editor)));
  return outline(editor, symbols.as_array(), {0, editor.text().size()});
}

json::array folds(Editor& editor) {
  return result(editor.request("textDocument/foldingRange", of(editor))).as_array();
}

std::string first_line(const Editor& editor, const json::value& fold) {
  const std::size_t begin = editor.offset({{"line", fold.at("startLine")}, {"character", 0}});
  return editor.text().substr(begin, editor.text().find_first_of("\r\n", begin) - begin);
}

/// "Header" to the last line of it: the first and the last line of each fold.
std::vector<std::string> folded_lines(Editor& editor) {
  std::vector<std::string> out;
  for (const auto& fold : folds(editor)) out.push_back(first_line(editor, fold));
  return out;
}

std::vector<std::string> selections(Editor& editor, std::size_t offset) {
  json::object params = of(editor);
  params["positions"] = json::array{editor.position(offset)};
  const json::value answer = result(editor.request("textDocument/selectionRange", params));
  REQUIRE(answer.as_array().size() == 1);
  std::vector<std::string> out;
  for (const json::value* one = &answer.as_array()[0]; one != nullptr; one = one->as_object().if_contains("parent"))
    out.push_back(marked(editor, one->at("range")));
  return out;
}

/// What lights up with the cursor at the end of the first `text`, "=" before what sets the thing down.
std::vector<std::string> highlights(Editor& editor, std::string_view text) {
  const std::size_t found = editor.text().find(text);
  REQUIRE(found != std::string::npos);
  const json::value answer = result(editor.request("textDocument/documentHighlight", at(editor, found + text.size())));
  std::vector<std::string> out;
  if (answer.is_null()) return out;
  for (const auto& one : answer.as_array())
    out.push_back((one.at("kind") == 3 ? "=" : "") + marked(editor, one.at("range")));
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the outline of a note has its header, its sections by role and its options with their state") {
  Editor editor;
  editor.open(sample_note);
  CHECK(outline(editor) ==
        "Header {client (MRN-00731), date (2026-11-18), time (14:03-14:58), code (90837), diagnosis (F33.1), plan "
        "(plan-00731.pnote)}, DAP, session 9 {Data (subjective, objective, intervention) {sad (ticked), "
        "anxious (not ticked), flat (ticked), sad (ticked), angry (not ticked), Interventions (intervention) "
        "{Behavioral activation (ticked)}}, Plan (plan) {signed (signature)}}");
}

TEST_CASE("the outline of a plan has its goals and objectives") {
  Editor editor;
  editor.open(sample_plan);
  CHECK(outline(editor) ==
        "Header {kind (treatment-plan), client (MRN-13340), date (2026-10-06)}, Treatment plan (plan) {Presenting "
        "problem (subjective, presenting problem), G1 Ride and work without planning escapes (goal) {G1.1 Takes the "
        "ferry 4 times a week by 2026-12-18 (now: 0) (objective), G1.2 Misses no work day for 4 weeks (now: 1–2 a "
        "week) (objective), Interventions (intervention)}, Goal 2: Meet a racing heart without alarm (goal) "
        "{Objective 2.1: PDSS from 17 to 7 (objective), signed (signature)}}");
}

TEST_CASE("a header of plain lines and sections of one letter are in the outline") {
  Editor editor;
  editor.open(plain_note);
  CHECK(outline(editor) ==
        "Header {Client (J.D.), DOB (1990-02-01), Date (10/3/24)}, S (subjective), O (objective), A (assessment, "
        "progress), P "
        "(plan)");
}

TEST_CASE("a client that knows no nesting gets a list") {
  Editor editor({.hierarchical_symbols = false});
  editor.open(sample_note);
  const json::value symbols = result(editor.request("textDocument/documentSymbol", of(editor)));
  std::size_t inside = 0;
  for (const auto& symbol : symbols.as_array()) {
    CHECK(symbol.at("location").at("uri") == json::value(editor.uri));
    CHECK_FALSE(symbol.as_object().contains("children"));
    CHECK_FALSE(symbol.as_object().contains("selectionRange"));
    if (symbol.at("name") == "Behavioral activation") {
      CHECK(symbol.at("containerName") == "Interventions");
      ++inside;
    }
  }
  CHECK(symbols.as_array().size() == 18);
  CHECK(inside == 1);
}

TEST_CASE("the header, sections, items with facets and comments fold") {
  Editor editor;
  editor.open(sample_note);
  CHECK(folded_lines(editor) == Texts{"---", "# DAP, session 9", "## Data", "- [x] sad",
                                      "  - Reported: \"I feel sad and I don't want", "### Interventions",
                                      "- [x] Behavioral activation @G1", "<!-- seen with", "## Plan"});
  for (const auto& fold : folds(editor)) {
    const auto end = editor.offset({{"line", fold.at("endLine")}, {"character", fold.at("endCharacter")}});
    const std::string line = first_line(editor, fold);
    CHECK(editor.offset({{"line", fold.at("startLine")}, {"character", fold.at("startCharacter")}}) ==
          editor.text().find(line) + line.size());
    if (line == "---") CHECK(editor.text().substr(0, end).ends_with("plan-00731.pnote\n---"));
    if (line == "- [x] sad") CHECK(editor.text().substr(0, end).ends_with("the last 7 days."));
    if (line == "## Data") CHECK(editor.text().substr(0, end).ends_with("open -->"));
    if (line == "<!-- seen with") CHECK(fold.at("kind") == "comment");
    CHECK(fold.as_object().contains("kind") == (line.front() != '-' && line.front() != ' ' || line == "---"));
    CHECK_FALSE(fold.as_object().contains("collapsedText"));
  }
}

TEST_CASE("folds are of whole lines, few, and with a text, where the client says so") {
  Editor editor({.line_folding_only = true, .fold_texts = true, .most_folds = 4});
  editor.open(sample_note);
  const json::array all = folds(editor);
  Texts lines;
  for (const auto& fold : all) {
    lines.push_back(first_line(editor, fold));
    CHECK_FALSE(fold.as_object().contains("startCharacter"));
    CHECK_FALSE(fold.as_object().contains("endCharacter"));
  }
  CHECK(lines == Texts{"---", "# DAP, session 9", "## Data", "## Plan"});
  CHECK(all[0].at("collapsedText") == "--- date: 2026-11-18, code: 90837 ---");
  Editor more({.fold_texts = true});
  more.open(sample_note);
  bool told = false;
  for (const auto& fold : folds(more)) {
    const auto* text = fold.as_object().if_contains("collapsedText");
    told = told || (text != nullptr && *text == "- [x] sad (Observed, Reported)");
  }
  CHECK(told);
}

TEST_CASE("a selection grows from a word to its statement, its facet, its item, its sections and the note") {
  Editor editor;
  editor.open(sample_note);
  const Texts seen = selections(editor, sample_note.find("tearful") + 2);
  REQUIRE(seen.size() == 9);
  CHECK(seen[0] == "tearful");
  CHECK(seen[1] == "😢 tearful from the first minutes");
  CHECK(seen[2] == "😢 tearful from the first minutes; looked at her lap when she spoke of her sister.");
  CHECK(seen[3].starts_with("Observed: 😢"));
  CHECK(seen[4].starts_with("- Observed: 😢"));
  CHECK(seen[5].starts_with("- [x] sad\n"));
  CHECK(seen[6].starts_with("## Data"));
  CHECK(seen[7].starts_with("# DAP"));
  const Texts said = selections(editor, sample_note.find("around"));
  CHECK(said[0] == "around");
  CHECK(std::find(said.begin(), said.end(), "I feel sad and I don't want\n    to be around any of them.") !=
        said.end());
  CHECK(std::find(said.begin(), said.end(), "\"I feel sad and I don't want\n    to be around any of them.\"") !=
        said.end());
  CHECK(std::find_if(said.begin(), said.end(), [](const auto& s) { return s.starts_with("## Data"); }) != said.end());
  CHECK(said.back() == sample_note);
  CHECK(selections(editor, sample_note.find("don't") + 4).front() == "don't");
}

TEST_CASE("at every place of every text selections strictly grow to the whole text") {
  std::vector<std::string> texts = odd_texts();
  texts.insert(texts.end(), {sample_note, sample_plan, plain_note});
  Editor editor;
  for (const std::string& text : texts) {
    editor.open(text);
    json::object params = of(editor);
    json::array positions;
    const std::size_t step = 1 + text.size() / 700;
    for (std::size_t offset = 0; offset <= text.size(); offset += step) positions.push_back(editor.position(offset));
    positions.push_back({{"line", 1'000'000}, {"character", 1'000'000}});
    params["positions"] = positions;
    const json::value answer = result(editor.request("textDocument/selectionRange", params));
    REQUIRE(answer.as_array().size() == positions.size());
    for (std::size_t i = 0; i != positions.size(); ++i) {
      const json::value* one = &answer.as_array()[i];
      Bytes inner = bytes_of(editor, one->at("range"));
      const std::size_t offset = editor.offset(positions[i].as_object());
      bool grows = inner.contains({offset, offset});
      while ((one = one->as_object().if_contains("parent")) != nullptr) {
        const Bytes outer = bytes_of(editor, one->at("range"));
        grows = grows && outer.contains(inner) && !(outer == inner);
        inner = outer;
      }
      INFO(text.substr(0, 80) << " at " << offset);
      REQUIRE(grows);
      REQUIRE(inner == Bytes{0, text.size()});
    }
    editor.close();
  }
}

TEST_CASE("a goal lights up wherever it stands, and an objective apart from its goal") {
  Editor editor;
  editor.open(sample_note);
  CHECK(highlights(editor, "as Goal 1") == Texts{"Goal 1", "@G1", "@G1"});
  CHECK(highlights(editor, "(@G1.1") == Texts{"@G1.1"});
  editor.close();
  editor.open(sample_plan);
  CHECK(highlights(editor, "for @G1") == Texts{"=G1.1", "@G1.1"});
  CHECK(highlights(editor, "## G1") == Texts{"=G1"});
  CHECK(highlights(editor, "## Goal 2") == Texts{"=Goal 2"});
}

TEST_CASE("a code lights up wherever it stands") {
  Editor editor;
  editor.open(sample_note);
  CHECK(highlights(editor, "diagnosis: F3") == Texts{"=F33.1", "F33.1"});
  CHECK(highlights(editor, "code: 90837") == Texts{"=90837"});
}

TEST_CASE("an option lights up with its boxes and the narrative that names it, a facet with its option") {
  Editor editor;
  editor.open(sample_note);
  CHECK(highlights(editor, "- [x] sa") == Texts{"=sad", "=sad", "sad", "Sad"});
  CHECK(highlights(editor, "Obser") == Texts{"=sad", "Observed", "Reported"});
  CHECK(highlights(editor, "1. Behav") == Texts{"=Behavioral activation", "Behavioral activation"});
  CHECK(highlights(editor, "Ate supp").empty());
}

TEST_CASE("columns of outlines, folds and highlights count as negotiated") {
  const std::string text = "## Data\n😢 @G1 “so” [x] sad  [x] flat @G1\n";
  for (const Texts& offered : {Texts{}, Texts{"utf-8"}, Texts{"utf-32"}}) {
    Editor editor({.encodings = offered});
    editor.open(text);
    CHECK(highlights(editor, "😢 @G1") == Texts{"@G1", "@G1"});
    const json::value symbols = result(editor.request("textDocument/documentSymbol", of(editor)));
    const auto& sad = symbols.at(0).at("children").at(0);
    CHECK(marked(editor, sad.at("selectionRange")) == "sad");
    CHECK(marked(editor, sad.at("range")) == "[x] sad");
    CHECK(folds(editor).at(0).at("endCharacter") == editor.position(text.size() - 1).at("character"));
  }
}

TEST_CASE("outlines, folds and highlights survive every text, and notes that are not open") {
  Editor editor;
  for (const std::string& text : odd_texts()) {
    INFO(text.substr(0, 80));
    editor.open(text);
    (void)outline(editor);
    for (const auto& fold : folds(editor)) CHECK(fold.at("startLine").as_int64() < fold.at("endLine").as_int64());
    for (const std::size_t offset : {std::size_t{0}, text.size() / 2, text.size()})
      (void)result(editor.request("textDocument/documentHighlight", at(editor, offset)));
    editor.close();
  }
  const auto of_unknown = [&](std::string_view method, json::object more) {
    more["textDocument"] = {{"uri", "file:///charts/other.pnote"}};
    CHECK(result(editor.request(method, std::move(more))).is_null());
  };
  of_unknown("textDocument/documentSymbol", {});
  of_unknown("textDocument/foldingRange", {});
  of_unknown("textDocument/selectionRange", {{"positions", json::array()}});
  of_unknown("textDocument/documentHighlight", {{"position", {{"line", 0}, {"character", 0}}}});
}
