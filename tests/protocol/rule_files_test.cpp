// A practice's own rules, words and notewell.toml in an editor: what is wrong in them, from the text in the editor.

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "editor.hpp"

namespace {

namespace fs = std::filesystem;

/// A practice's folder, gone with the test.
class Practice {
 public:
  Practice() : folder_(fs::temp_directory_path() / ("notewell-rule-files-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "our-rules" / "house");
    folder_ = fs::canonical(folder_);
    write("notewell.toml", "own_rules = \"our-rules\"\n");
  }
  Practice(const Practice&) = delete;
  Practice& operator=(const Practice&) = delete;
  ~Practice() { fs::remove_all(folder_); }

  void write(std::string_view name, std::string_view text) const { std::ofstream(folder_ / name) << text; }
  [[nodiscard]] std::string uri(std::string_view name) const { return "file://" + (folder_ / name).string(); }
  [[nodiscard]] std::string rule() const { return uri("our-rules/house/no-initials.md"); }
  [[nodiscard]] std::string words() const { return uri("our-rules/words.toml"); }
  [[nodiscard]] std::string settings() const { return uri("notewell.toml"); }

 private:
  fs::path folder_;
};

const std::string no_initials = R"(+++
title = "Initials"
severity = "hint"
tags = ["house"]
authority = []
[check]
kind = "phrase"
patterns = ["client [A-Z][.][A-Z][.]"]
[message]
what = "The client is named by initials."
why = "Our house rule."
do = "Write “client”."
+++
# Flagged
```pnote
## Data
⟦Client J.D.⟧ came.
```
# Accepted
```pnote
## Data
Client came.
```
)";

std::string with(std::string text, std::string_view what, std::string_view instead) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), instead);
}

json::object place(Editor& editor, std::string_view behind) {
  const std::size_t at = editor.text().find(behind);
  REQUIRE(at != std::string::npos);
  return {{"textDocument", {{"uri", editor.uri}}}, {"position", editor.position(at + behind.size())}};
}

/// The items that are offered behind a text.
json::array offered(Editor& editor, std::string_view behind) {
  const json::object answer = editor.request("textDocument/completion", place(editor, behind));
  return answer.at("result").as_object().at("items").as_array();
}

std::vector<std::string> labels(const json::array& items) {
  std::vector<std::string> out;
  for (const auto& item : items) out.emplace_back(item.as_object().at("label").as_string());
  return out;
}

bool offers(Editor& editor, std::string_view behind, std::string_view label) {
  const auto all = labels(offered(editor, behind));
  return std::find(all.begin(), all.end(), label) != all.end();
}

/// Takes an item, as an editor without snippets does.
void accept(Editor& editor, std::string_view behind, std::string_view label) {
  for (const auto& item : offered(editor, behind)) {
    if (item.as_object().at("label") != json::value(label)) continue;
    const auto& edit = item.as_object().at("textEdit").as_object();
    const auto& range = edit.at("range").as_object();
    const std::size_t begin = editor.offset(range.at("start").as_object());
    const std::size_t end = editor.offset(range.at("end").as_object());
    editor.replace(begin, end - begin, edit.at("newText").as_string());
    return;
  }
  FAIL("no item is labelled " << label << " in\n" << editor.text());
}

std::string told(Editor& editor, std::string_view behind) {
  const json::object answer = editor.request("textDocument/hover", place(editor, behind));
  const auto* hover = answer.at("result").if_object();
  return hover == nullptr ? "" : std::string(hover->at("contents").as_object().at("value").as_string());
}

std::vector<std::string> messages(const json::array& diagnostics) {
  std::vector<std::string> out;
  for (const auto& one : diagnostics) out.emplace_back(one.as_object().at("message").as_string());
  return out;
}

/// Whether these messages are shown, or come to be: a server that publishes by itself reads on another thread.
bool comes_to(Editor& editor, const std::vector<std::string>& expected) {
  for (int tries = 0; tries != 1000; ++tries) {
    if (messages(editor.diagnostics()) == expected) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

void saved(Editor& editor) {
  editor.notify("textDocument/didSave", json::object{{"textDocument", {{"uri", editor.uri}}}});
}

}  // namespace

TEST_CASE("a rule is held against its keys, kinds and the vocabulary, as it stands in the editor") {
  for (const bool pull : {true, false}) {
    const Practice practice;
    practice.write("our-rules/house/no-initials.md", no_initials);
    Editor editor({.pull = pull});
    editor.uri = practice.rule();
    editor.open(with(no_initials, "severity = \"hint\"", "severty = \"hint\""));
    CHECK(editor.shows("config-invalid", "severty"));
    editor.replace(editor.text().find("severty"), 7, "severity");
    CHECK(comes_to(editor, {}));
    editor.replace(editor.text().find("\"phrase\""), 8, "\"phrse\"");
    CHECK(editor.shows("config-invalid", "\"phrse\""));
    CHECK(comes_to(editor, {"`kind = \"phrse\"` is not known; did you mean `phrase`?"}));
    editor.close();
    if (!pull) {
      const auto gone = editor.next("textDocument/publishDiagnostics");
      CHECK(gone.at("params").as_object().at("diagnostics").as_array().empty());
    }
  }
}

TEST_CASE("names in a rule are looked up, and a pattern is tried") {
  const Practice practice;
  Editor editor;
  editor.uri = practice.rule();
  const auto marked = [&](std::string_view check) {
    editor.open(with(no_initials, "kind = \"phrase\"\npatterns = [\"client [A-Z][.][A-Z][.]\"]", check));
    const auto all = editor.diagnostics();
    REQUIRE_FALSE(all.empty());
    return std::string(all.front().as_object().at("message").as_string());
  };
  CHECK(marked("kind = \"field\"\nfield = \"particpants\"") ==
        "`particpants` is not a field of the vocabulary; did you mean `participants`?");
  CHECK(editor.shows("config-invalid", "\"particpants\""));
  CHECK(marked("kind = \"element\"\nof = [\"symptoms\", \"homwork\"]") ==
        "`homwork` is not an element of the vocabulary; did you mean `homework`?");
  CHECK(editor.shows("config-invalid", "\"homwork\""));
  CHECK(marked("kind = \"element\"\nof = [\"symptoms\"]\nnot_for = [\"9083\"]")
            .starts_with("`9083` is not a service code of"));
  CHECK(marked("kind = \"evidence\"\neach = \"intervention\"\nneeds = \"observed\"").find("`needs = \"observed\"`") ==
        0);
  CHECK(marked("kind = \"native\"\nname = \"late-entri\"").find("did you mean `late-entry`?") != std::string::npos);
  CHECK(marked("kind = \"phrase\"\npatterns = [\"(\"]").find("missing )") != std::string::npos);
  editor.open(with(no_initials, "authority = []", "authority = [\"🦉\", \"jcaho\"]"));
  CHECK(editor.shows("config-invalid", "\"jcaho\""));  // an emoji before it, in UTF-16
}

TEST_CASE("an example that does not hold is marked where it begins") {
  const Practice practice;
  Editor editor;
  editor.uri = practice.rule();
  editor.open(with(no_initials, "\nClient came.", "\nClient A.B. came."));
  CHECK(editor.shows("example-fails", "## Data"));
  const json::array all = editor.diagnostics();
  const auto& start = all.at(0).as_object().at("range").as_object().at("start").as_object();
  CHECK(start.at("line") == 20);
}

TEST_CASE("a rule that takes the name of one of Notewell's is told") {
  const Practice practice;
  Editor editor;
  editor.uri = practice.uri("our-rules/house/late-entry.md");
  editor.open(no_initials);
  CHECK(editor.shows("config-invalid", "+++"));
}

TEST_CASE("words are held against their keys and patterns, authorities against theirs") {
  const Practice practice;
  Editor editor;
  editor.uri = practice.words();
  editor.open("[[concept]]\nid = \"beige\"\ngruop = \"affect\"\nnames = [\"beige\"]\n");
  CHECK(editor.shows("config-invalid", "gruop"));
  CHECK(messages(editor.diagnostics()) ==
        std::vector<std::string>{"`gruop` is not a key of a [[concept]]; did you mean `group`?"});
  editor.open("[[element]]\nid = \"strengths\"\ncues = [\"brave(\"]\n");
  CHECK(editor.shows("config-invalid", "cues = [\"brave(\"]"));
  editor.close();
  editor.uri = practice.uri("our-rules/authorities.toml");
  editor.open("[[authority]]\nid = \"us\"\ntitel = \"Our handbook\"\n");
  CHECK(editor.shows("config-invalid", "titel"));
  editor.close();
  editor.uri = practice.uri("our-rules/codes.tsv");
  editor.open("F41.1 no tab\n");
  CHECK(editor.shows("config-invalid", "F41.1 no tab"));
}

TEST_CASE("settings are read from the editor, with the rules of the practice") {
  for (const bool pull : {true, false}) {
    const Practice practice;
    practice.write("our-rules/house/no-initials.md", no_initials);
    Editor editor({.pull = pull});
    editor.uri = practice.settings();
    editor.open(
        "profile = \"optom\"\nown_rules = \"our-rules\"\n[rules]\nno-initials = \"off\"\nno-initial = \"off\"\n");
    CHECK(editor.shows("config-invalid", "\"optom\""));
    CHECK(editor.shows("config-invalid", "no-initial"));
    editor.replace(editor.text().find("optom"), 5, "optum");
    CHECK(comes_to(editor, {"there is no rule “no-initial”. Did you mean “no-initials”?"}));
    editor.replace(editor.text().find("our-rules"), 9, "their-rules");
    CHECK(editor.shows("config-invalid", "\"their-rules\""));
    editor.replace(0, editor.text().size(), "own_rules = 3\n");
    CHECK(comes_to(editor, {"“own_rules” takes a text. Put it in quotation marks."}));
  }
}

TEST_CASE("what is saved in one file counts in the others that are open") {
  for (const bool pull : {true, false}) {
    const Practice practice;
    Editor editor({.pull = pull, .refresh = true});
    editor.uri = practice.settings();
    editor.open("own_rules = \"our-rules\"\n[rules]\nno-initials = \"off\"\n");
    CHECK(editor.shows("config-invalid", "no-initials"));
    practice.write("our-rules/house/no-initials.md", no_initials);
    saved(editor);
    if (pull) {
      const auto refresh = editor.next("workspace/diagnostic/refresh");
      editor.send(json::object{{"jsonrpc", "2.0"}, {"id", refresh.at("id")}, {"result", nullptr}});
    }
    CHECK(editor.clears("config-invalid", "no-initials"));
  }
}

TEST_CASE("an unchanged set is not sent again, and the features of notes say nothing") {
  const Practice practice;
  Editor editor;
  editor.uri = practice.rule();
  editor.open(no_initials);
  const json::object document = {{"textDocument", {{"uri", editor.uri}}}};
  const auto first = editor.request("textDocument/diagnostic", document).at("result").as_object();
  CHECK(first.at("kind") == "full");
  json::object again = document;
  again["previousResultId"] = first.at("resultId");
  CHECK(editor.request("textDocument/diagnostic", again).at("result").as_object().at("kind") == "unchanged");
  CHECK(editor.request("textDocument/codeLens", document).at("result").as_array().empty());
  CHECK(editor.actions_at("Client J.D.").empty());
}

TEST_CASE("completion in a rule: tables, keys, kinds, and the names that a value takes") {
  const Practice practice;
  Editor editor({.completion_snippets = false});
  editor.uri = practice.rule();
  editor.open("+++\ntitle = \"x\"\n\nauthority = [\"\"]\n[check]\nkind = \"\"\n\n\n\n[fix]\n+++\n");
  CHECK(offers(editor, "title = \"x\"\n", "severity"));
  CHECK_FALSE(offers(editor, "title = \"x\"\n", "title"));
  accept(editor, "title = \"x\"\n", "severity");
  CHECK(editor.text().find("\nseverity = \"\"\n") != std::string::npos);
  CHECK(labels(offered(editor, "severity = \"")) ==
        std::vector<std::string>{"error", "warning", "information", "hint"});
  CHECK(offers(editor, "authority = [\"", "tsukroff-2024"));
  CHECK(labels(offered(editor, "kind = \"")) ==
        std::vector<std::string>{"field", "evidence", "mention", "phrase", "element", "wording", "native"});
  accept(editor, "kind = \"", "element");
  CHECK(offers(editor, "kind = \"element\"\n", "of"));
  CHECK_FALSE(offers(editor, "kind = \"element\"\n", "patterns"));
  CHECK(offers(editor, "kind = \"element\"\n", "[message]"));
  CHECK_FALSE(offers(editor, "kind = \"element\"\n", "[check]"));
  accept(editor, "kind = \"element\"\n", "of");
  accept(editor, "of = [\"", "homework");
  CHECK(editor.text().find("of = [\"homework\"]\n") != std::string::npos);
  editor.after("of = [\"homework\"]\n").type("at = ");
  accept(editor, "at = ", "plan");
  CHECK(editor.text().find("at = \"plan\"\n") != std::string::npos);
  editor.after("at = \"plan\"\n").type("every_session = ");
  CHECK(labels(offered(editor, "every_session = ")) == std::vector<std::string>{"true", "false"});
  accept(editor, "[fi", "[[fix]]");
  CHECK(editor.text().find("\n[[fix]]\n") != std::string::npos);
}

TEST_CASE("completion of what an evidence check needs follows what it looks at; tab stops only where they are taken") {
  const Practice practice;
  Editor editor;
  editor.uri = practice.rule();
  editor.open("+++\n[check]\nneeds = \"\"\nkind = \"evidence\"\neach = \"intervention\"\n\n+++\n");
  CHECK(labels(offered(editor, "needs = \"")) ==
        std::vector<std::string>{"story", "rationale", "delivery", "detail", "response"});
  CHECK(labels(offered(editor, "each = \"")) == std::vector<std::string>{"ticked option", "intervention"});
  accept(editor, "\"intervention\"\n", "in");
  CHECK(editor.text().find("\nin = [\"$1\"]\n") != std::string::npos);
  CHECK(offered(editor, "+++\n[check").size() > 0);
  CHECK(offered(editor, "\n+++\n").empty());
}

TEST_CASE("completion in a notewell.toml: keys, profiles, rules with their titles, options, severities") {
  const Practice practice;
  practice.write("our-rules/house/no-initials.md", no_initials);
  Editor editor({.completion_snippets = false});
  editor.uri = practice.settings();
  editor.open("own_rules = \"our-rules\"\nprofile = \"\"\n[rules]\n\nlate-entry = \n[options.checkbox-only-note]\n");
  CHECK(offers(editor, "profile = \"", "medicare"));
  CHECK(offers(editor, "[rules]\n", "client-missing"));
  CHECK_FALSE(offers(editor, "[rules]\n", "late-entry"));
  for (const auto& item : offered(editor, "[rules]\n")) {
    if (item.as_object().at("label") == "no-initials") CHECK(item.as_object().at("detail") == "Initials");
  }
  accept(editor, "[rules]\n", "no-initials");
  CHECK(editor.text().find("\nno-initials = \"\"\n") != std::string::npos);
  accept(editor, "late-entry = ", "off");
  CHECK(editor.text().find("\nlate-entry = \"off\"\n") != std::string::npos);
  CHECK(offers(editor, "[options.checkbox-only-note]\n", "words_per_tick"));
  CHECK(offers(editor, "[options.checkbox-only-note]\n", "[options.late-entry]"));
  CHECK(offers(editor, "[options.checkbox-only-note]\n", "[elements]"));
}

TEST_CASE("completion in words: tables, keys, groups") {
  const Practice practice;
  Editor editor({.completion_snippets = false});
  editor.uri = practice.words();
  editor.open("[[concept]]\nid = \"beige\"\ngroup = \"\"\nnear = [\n  \"sa\",\n");
  CHECK(offers(editor, "group = \"", "affect"));
  CHECK(offers(editor, "  \"sa", "sad"));
  editor.open("");
  const json::object start = {{"textDocument", {{"uri", editor.uri}}}, {"position", editor.position(0)}};
  const auto items = editor.request("textDocument/completion", start).at("result").as_object().at("items").as_array();
  const auto all = labels(items);
  CHECK(std::find(all.begin(), all.end(), "[[concept]]") != all.end());
}

TEST_CASE("hover tells what a key is for, and what a name stands for") {
  const Practice practice;
  Editor editor;
  editor.uri = practice.rule();
  editor.open(with(no_initials, "authority = []", "authority = [\"tsukroff-2024\"]"));
  CHECK(told(editor, "sever").find("**severity**\n\nHow severe") == 0);
  CHECK(told(editor, "[chec").find("What to look for.") != std::string::npos);
  CHECK(told(editor, "\"phra").find("Wording, found by patterns.") != std::string::npos);
  CHECK(told(editor, "tsukroff").find("**tsukroff-2024**\n\n") == 0);
  CHECK(told(editor, "# Flag").empty());
  editor.close();
  editor.uri = practice.settings();
  editor.open("[rules]\nlate-entry = \"off\"\n");
  const std::string late = told(editor, "late-");
  CHECK(late.find("**late-entry**\n\n") == 0);
  CHECK(late.find("How severe a finding of this rule is") != std::string::npos);
}

TEST_CASE("a README among the rules is no note, a note beside them is one, and odd texts are survived") {
  const Practice practice;
  Editor editor;
  editor.uri = practice.uri("our-rules/README.md");
  editor.open("---\ndate: 2026-02-31\n---\n");
  CHECK(editor.diagnostics().empty());
  editor.close();
  editor.uri = practice.uri("note.pnote");
  editor.open("---\ndate: 2026-02-31\n---\n");
  CHECK(editor.shows("malformed-date", "2026-02-31"));
  editor.close();
  for (const std::string& uri : {practice.rule(), practice.words(), practice.settings()}) {
    editor.uri = uri;
    for (const std::string& text : {std::string(), std::string("+++"), std::string("+++\n+++"), std::string("[[["),
                                    std::string("a = [\"\"\"\n\n"), std::string("+++\nkind = [[\n["),
                                    std::string(200'000, 'x'), std::string(20'000, '['), std::string(20'000, '\n')}) {
      editor.open(text);
      (void)editor.diagnostics();
      for (const int line : {0, 1, 1'000'000}) {
        for (const char* method : {"textDocument/hover", "textDocument/completion"}) {
          const auto answer = editor.request(
              method, json::object{{"textDocument", {{"uri", uri}}}, {"position", {{"line", line}, {"character", 3}}}});
          CHECK(answer.contains("result"));
        }
      }
    }
    editor.close();
  }
}

TEST_CASE("a file that is closed while it is read is answered for; a session may end meanwhile") {
  const Practice practice;
  const auto ask = [](Editor& editor, int id) {
    editor.send(json::object{{"jsonrpc", "2.0"},
                             {"id", id},
                             {"method", "textDocument/diagnostic"},
                             {"params", {{"textDocument", {{"uri", editor.uri}}}}}});
  };
  Editor editor;
  editor.uri = practice.words();
  editor.open("[[concept]]\nid = \"beige\"\n");
  ask(editor, 1001);
  ask(editor, 1002);
  editor.close();
  for (const int id : {1001, 1002}) CHECK(editor.answer_to(id).at("result").as_object().at("items").as_array().empty());
  editor.open("[[concept]]\nid = \"beige\"\n");
  ask(editor, 1003);
  ask(editor, 1004);
  CHECK(editor.hang_up() == 1);
  for (const int id : {1003, 1004}) CHECK(editor.answer_to(id).contains("id"));
}

TEST_CASE("a client that can be asked to is asked for the practice's own rules, once") {
  const Practice practice;
  const json::object dynamic = {{"dynamicRegistration", true}};
  Editor editor({.more_document = {{"synchronization", dynamic},
                                   {"completion", {{"dynamicRegistration", true}}},
                                   {"hover", dynamic},
                                   {"diagnostic", dynamic}}});
  editor.uri = practice.uri("note.pnote");
  editor.open("---\nclient: MRN-00412\n---\n");
  const json::object asked = editor.next("client/registerCapability");
  std::vector<std::string> methods;
  for (const auto& one : asked.at("params").as_object().at("registrations").as_array()) {
    methods.emplace_back(one.as_object().at("method").as_string());
    const auto& selector = one.at("registerOptions").at("documentSelector").as_array();
    REQUIRE(selector.size() == 1);
    CHECK("file://" + std::string(selector[0].at("pattern").as_string()) ==
          practice.uri("our-rules/**/*.{md,toml,tsv}"));
  }
  CHECK(methods == std::vector<std::string>{"textDocument/didOpen", "textDocument/didChange", "textDocument/didSave",
                                            "textDocument/didClose", "textDocument/hover", "textDocument/completion",
                                            "textDocument/diagnostic"});
  editor.close();
  editor.uri = practice.settings();
  editor.open("own_rules = \"our-rules\"\n");
  (void)editor.diagnostics();  // nothing more came with it: the harness fails on what nobody asked for
}

TEST_CASE("a fix of a practice's own holds no backquotes as a snippet: yasnippet runs what stands between them") {
  const Practice practice;
  const std::string fix =
      "[[fix]]\ntitle = \"Write client\"\nplace = \"replace\"\nsnippet = [\"Client ‹name› `(delete-file x)`\"]\n"
      "example = [\"A.\"]\n+++\n# Flagged";
  practice.write("our-rules/house/no-initials.md", with(no_initials, "+++\n# Flagged", fix));
  Editor editor({.standard_snippets = true});
  editor.uri = practice.uri("note.pnote");
  editor.open("---\nclient: MRN-1\n---\n## Data\nClient J.D. came.\n");
  for (const auto& action : editor.actions_at("Client J.D.", {{"only", json::array{"quickfix"}}})) {
    if (action.as_object().at("title") != "Write client") continue;
    const std::string edit = json::serialize(action.as_object().at("edit"));
    CHECK(edit.find("‹name›") != std::string::npos);
    CHECK(edit.find("'(delete-file x)'") != std::string::npos);
    return;
  }
  FAIL("the fix is not offered");
}
