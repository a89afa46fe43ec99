// Semantic tokens: what each stretch of a note is told to be, in the words that the client knows.

#include <random>

#include <catch2/catch.hpp>

#include "text/columns.hpp"

#include "editor.hpp"
#include "samples.hpp"

namespace {

using Texts = std::vector<std::string>;
using Numbers = std::vector<std::int64_t>;

const Texts standard_types = {"namespace",     "type",      "class",    "enum",     "interface",  "struct",
                              "typeParameter", "parameter", "variable", "property", "enumMember", "event",
                              "function",      "method",    "macro",    "keyword",  "modifier",   "comment",
                              "string",        "number",    "regexp",   "operator"};
const Texts standard_modifiers = {"declaration", "definition", "readonly",     "static",        "deprecated",
                                  "abstract",    "async",      "modification", "documentation", "defaultLibrary"};
const Texts own_types = {"heading", "field",     "facet",       "tickedOption", "untickedOption",
                         "quote",   "reference", "placeholder", "code",         "statement"};
const Texts own_modifiers = {"evidence", "vague", "clientWords", "definition", "subjective", "plan"};

json::object of(const Editor& editor) {
  return {{"textDocument", {{"uri", editor.uri}}}};
}

json::object result(const json::object& answer) {
  INFO(json::serialize(answer).substr(0, 300));
  REQUIRE(answer.contains("result"));
  return answer.at("result").as_object();
}

Numbers numbers(const json::value& array) {
  Numbers out;
  for (const auto& value : array.as_array()) out.push_back(value.to_number<std::int64_t>());
  return out;
}

json::object full(Editor& editor) {
  return result(editor.request("textDocument/semanticTokens/full", of(editor)));
}

Texts legend(const Editor& editor, std::string_view which) {
  Texts out;
  for (const auto& name : editor.offered.at("semanticTokensProvider").at("legend").at(which).as_array())
    out.emplace_back(name.as_string());
  return out;
}

struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
  std::string type;
  std::string modifiers;  // "evidence clientWords"
  Numbers absolute;       // line, column, length, type, modifiers
};

notewell::text::PositionEncoding encoding_of(const Editor& editor) {
  const auto& name = editor.offered.at("positionEncoding");
  if (name == "utf-8") return notewell::text::PositionEncoding::utf8;
  return name == "utf-32" ? notewell::text::PositionEncoding::utf32 : notewell::text::PositionEncoding::utf16;
}

/// Reads tokens as an editor does, and checks that they come in order and none is over another.
std::vector<Token> read(const Editor& editor, const Numbers& data) {
  const Texts types = legend(editor, "tokenTypes");
  const Texts modifiers = legend(editor, "tokenModifiers");
  const notewell::text::Columns columns(notewell::text::Text(editor.text()), encoding_of(editor));
  REQUIRE(data.size() % 5 == 0);
  std::vector<Token> out;
  std::int64_t line = 0;
  std::int64_t column = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i != data.size(); i += 5) {
    REQUIRE(data[i] >= 0);
    REQUIRE(data[i + 1] >= 0);
    column = data[i] == 0 ? column + data[i + 1] : data[i + 1];
    line += data[i];
    Token token;
    token.begin = editor.offset({{"line", line}, {"character", column}});
    REQUIRE(token.begin >= last);
    token.end = token.begin;
    const auto from = static_cast<notewell::text::Offset>(token.begin);
    while (token.end < editor.text().size() &&
           columns.length({from, static_cast<notewell::text::Offset>(token.end)}) < data[i + 2])
      ++token.end;
    // up to the end of the character
    while (token.end < editor.text().size() && (static_cast<unsigned char>(editor.text()[token.end]) & 0xC0U) == 0x80U)
      ++token.end;
    last = token.end;
    token.text = editor.text().substr(token.begin, token.end - token.begin);
    token.type = types.at(static_cast<std::size_t>(data[i + 3]));
    for (std::size_t m = 0; m != modifiers.size(); ++m) {
      if ((data[i + 4] >> m & 1) != 0) token.modifiers += (token.modifiers.empty() ? "" : " ") + modifiers[m];
    }
    token.absolute = {line, column, data[i + 2], data[i + 3], data[i + 4]};
    out.push_back(std::move(token));
  }
  return out;
}

std::vector<Token> tokens(Editor& editor) {
  return read(editor, numbers(full(editor).at("data")));
}

/// The token that begins with the text; its type and modifiers.
std::string told(const std::vector<Token>& all, std::string_view text) {
  for (const Token& token : all) {
    if (token.text.starts_with(text)) return token.type + (token.modifiers.empty() ? "" : ": " + token.modifiers);
  }
  return "nothing";
}

Declared with_own_words() {
  return {.token_types = own_types, .token_modifiers = own_modifiers};
}

/// A change as a clinician or a program would make it, at characters' borders.
void change_at_random(Editor& editor, std::mt19937& random) {
  static const Texts pieces = {"a",         "\n",      "- [x] sad\n", "“",  "”",      "😢",    "@G1 ",
                               "## Plan\n", "‹blank›", "\"",          "  ", "F33.1 ", "\r\n", "[ ] angry  "};
  const auto border = [&](std::size_t at) {
    while (at > 0 && at < editor.text().size() && (static_cast<unsigned char>(editor.text()[at]) & 0xC0U) == 0x80U)
      --at;
    return at;
  };
  const std::size_t begin = border(random() % (editor.text().size() + 1));
  const std::size_t end = std::max(begin, border(std::min(editor.text().size(), begin + random() % 30)));
  editor.replace(begin, random() % 3 == 0 ? end - begin : 0, pieces[random() % pieces.size()]);
}

}  // namespace

TEST_CASE("every part of a note is told for what it is, in our words where the client knows them") {
  Editor editor(with_own_words());
  editor.open(sample_note);
  const auto all = tokens(editor);
  CHECK(told(all, "date") == "field");
  CHECK(told(all, "90837") == "code");
  CHECK(told(all, "F33.1") == "code");
  CHECK(told(all, "DAP, session 9") == "heading");
  CHECK(told(all, "Data") == "heading: subjective");
  CHECK(told(all, "Plan") == "heading: plan");
  CHECK(told(all, "[x] sad") == "tickedOption");
  CHECK(told(all, "[ ] anxious") == "untickedOption");
  CHECK(told(all, "Observed") == "facet");
  CHECK(told(all, "\"I feel sad") == "quote: evidence clientWords");
  CHECK(told(all, "to be around") == "quote: evidence clientWords");
  CHECK(told(all, "😢 tearful from the first minutes") != "nothing");
  CHECK(told(all, "ranked six steps") == "statement: evidence");
  CHECK(told(all, "@G1.1") == "reference: evidence");
  CHECK(told(all, "‹what she did or said›") == "placeholder");
  CHECK(told(all, "Continue to provide support") == "statement: vague");
}

TEST_CASE("goals are defined in a plan, and a plan holds no evidence") {
  Editor editor(with_own_words());
  editor.open(sample_plan);
  const auto all = tokens(editor);
  CHECK(told(all, "G1") == "reference: definition");
  CHECK(told(all, "G1.2") == "reference: definition");
  CHECK(told(all, "Goal 2") == "reference: definition");
  CHECK(told(all, "@G1.1") == "reference");
  for (const Token& token : all) CHECK(token.modifiers.find("evidence") == std::string::npos);
}

TEST_CASE("a client that knows LSP's words alone gets those that come nearest") {
  Editor editor({.token_types = standard_types, .token_modifiers = standard_modifiers});
  editor.open(sample_note);
  for (const std::string& type : legend(editor, "tokenTypes"))
    CHECK(std::find(standard_types.begin(), standard_types.end(), type) != standard_types.end());
  for (const std::string& modifier : legend(editor, "tokenModifiers"))
    CHECK(std::find(standard_modifiers.begin(), standard_modifiers.end(), modifier) != standard_modifiers.end());
  const auto all = tokens(editor);
  CHECK(told(all, "Data") == "namespace");
  CHECK(told(all, "[x] sad") == "enumMember");
  CHECK(told(all, "[ ] anxious") == "comment");
  CHECK(told(all, "Observed") == "keyword");
  CHECK(told(all, "ranked six steps") == "variable: documentation");
  CHECK(told(all, "\"I feel sad") == "string: documentation readonly");
  CHECK(told(all, "Continue to provide support") == "variable: abstract");
  CHECK(told(all, "@G1") == "type");
}

TEST_CASE("what the client has no word for is left out") {
  Editor editor({.token_types = {"string", "variable"}});
  editor.open(sample_note);
  CHECK(legend(editor, "tokenModifiers").empty());
  for (const Token& token : tokens(editor)) CHECK(token.type == "string");  // prose without modifiers tells nothing
}

TEST_CASE("a client that takes no tokens is offered none, and deltas only where it takes them") {
  CHECK_FALSE(Editor().offered.contains("semanticTokensProvider"));
  CHECK_FALSE(Editor({.token_types = {"unheardOf"}}).offered.contains("semanticTokensProvider"));
  Declared plain = with_own_words();
  plain.token_deltas = false;
  CHECK(Editor(plain).offered.at("semanticTokensProvider").at("full") == true);
  CHECK(Editor(with_own_words()).offered.at("semanticTokensProvider").at("full") == json::value{{"delta", true}});
  CHECK(Editor(with_own_words()).offered.at("semanticTokensProvider").at("range") == true);
}

TEST_CASE("tokens go over line ends only where the client takes that") {
  for (const bool multiline : {false, true}) {
    Declared declared = with_own_words();
    declared.multiline_tokens = multiline;
    Editor editor(declared);
    editor.open(sample_note);
    bool any = false;
    for (const Token& token : tokens(editor)) any = any || token.text.find('\n') != std::string::npos;
    CHECK(any == multiline);
    CHECK(told(tokens(editor), "\"I feel sad and I don't want\n    to be around any of them.\"") ==
          (multiline ? "quote: evidence clientWords" : "nothing"));
  }
}

TEST_CASE("columns of tokens count as negotiated") {
  for (const Texts& offered : {Texts{}, Texts{"utf-8"}, Texts{"utf-32"}}) {
    Declared declared = with_own_words();
    declared.encodings = offered;
    Editor editor(declared);
    editor.open("## Data\n😢 “so it 😢 goes” @G1 [x] sad  [ ] flat\n");
    const auto all = tokens(editor);
    Texts texts;
    for (const Token& token : all) texts.push_back(token.text);
    CHECK(texts == Texts{"Data", "😢", "“so it 😢 goes”", "@G1", "[x] sad", "[ ] flat"});
  }
}

TEST_CASE("a delta, applied to what the client had, is what it would get in full") {
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    std::mt19937 random(seed);
    Editor editor(with_own_words());
    Editor fresh(with_own_words());
    editor.open(sample_note);
    json::object given = full(editor);
    Numbers had = numbers(given.at("data"));
    for (int i = 0; i != 60; ++i) {
      const auto changes = random() % 3;
      for (unsigned c = 0; c != changes; ++c) change_at_random(editor, random);
      json::object params = of(editor);
      params["previousResultId"] = given.at("resultId");
      json::object now = result(editor.request("textDocument/semanticTokens/full/delta", params));
      REQUIRE(now.contains("edits"));
      if (changes == 0) {
        CHECK(now.at("edits").as_array().empty());
        CHECK(now.at("resultId") == given.at("resultId"));
      }
      for (const auto& edit : now.at("edits").as_array()) {
        const auto start = edit.at("start").to_number<std::ptrdiff_t>();
        const auto count = edit.at("deleteCount").to_number<std::ptrdiff_t>();
        REQUIRE(start + count <= static_cast<std::ptrdiff_t>(had.size()));
        had.erase(had.begin() + start, had.begin() + start + count);
        if (const auto* data = edit.as_object().if_contains("data")) {
          const Numbers put = numbers(*data);
          had.insert(had.begin() + start, put.begin(), put.end());
        }
      }
      given = now;
      fresh.open(editor.text());
      REQUIRE(had == numbers(full(fresh).at("data")));
      fresh.close();
      (void)read(editor, had);
    }
  }
}

TEST_CASE("a delta from a result that the server no longer has is everything") {
  Editor editor(with_own_words());
  editor.open(sample_note);
  const json::object first = full(editor);
  editor.after("tearful").type(" and pale");
  (void)full(editor);
  json::object params = of(editor);
  params["previousResultId"] = first.at("resultId");
  CHECK(result(editor.request("textDocument/semanticTokens/full/delta", params)).contains("data"));
  params["previousResultId"] = "unheard of";
  CHECK(result(editor.request("textDocument/semanticTokens/full/delta", params)).contains("data"));
}

TEST_CASE("a range gets those of all tokens that stand in it") {
  std::mt19937 random(7);
  Editor editor(with_own_words());
  editor.open(sample_note);
  const auto all = tokens(editor);
  for (int i = 0; i != 100; ++i) {
    const std::size_t one = random() % (sample_note.size() + 1);
    const std::size_t other = random() % (sample_note.size() + 1);
    const json::object start = editor.position(std::min(one, other));
    const json::object end = editor.position(std::max(one, other));
    json::object params = of(editor);
    params["range"] = {{"start", start}, {"end", end}};
    const auto some =
        read(editor, numbers(result(editor.request("textDocument/semanticTokens/range", params)).at("data")));
    std::vector<Numbers> got;
    std::vector<Numbers> wanted;
    for (const Token& token : some) got.push_back(token.absolute);
    for (const Token& token : all) {
      if (token.begin < editor.offset(end) && editor.offset(start) < token.end) wanted.push_back(token.absolute);
    }
    REQUIRE(got == wanted);
  }
}

TEST_CASE("tokens survive every text, and notes that are not open") {
  Editor editor(with_own_words());
  for (const std::string& text : odd_texts()) {
    INFO(text.substr(0, 80));
    editor.open(text);
    const Numbers data = numbers(full(editor).at("data"));
    CHECK(data.size() % 5 == 0);
    json::object params = of(editor);
    params["range"] = {{"start", {{"line", 0}, {"character", 1}}}, {"end", {{"line", 99'999}, {"character", 9}}}};
    CHECK(result(editor.request("textDocument/semanticTokens/range", params)).contains("data"));
    editor.close();
  }
  CHECK(editor.request("textDocument/semanticTokens/full", of(editor)).at("result").is_null());
}

TEST_CASE("a client that can ask again is told when settings change what is vague") {
  Declared declared = with_own_words();
  declared.refresh_tokens = true;
  Editor editor(declared);
  json::object note = of(editor);
  editor.open(sample_note);
  (void)full(editor);
  editor.notify("textDocument/didSave", note);  // the note names a plan, which may have changed
  const json::object asked = editor.next("workspace/semanticTokens/refresh");
  editor.send(json::object{{"jsonrpc", "2.0"}, {"id", asked.at("id")}, {"result", nullptr}});
}
