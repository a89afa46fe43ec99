// The client's settings, by all the roads that they come; traces and the log.

#include "charts.hpp"

namespace {

const std::string note = "---\ndate: 2026-11-20\ncode: 90834\nduration: 45 min\n---\nShe came on time.\n";
const std::string rule = "times-missing-for-timed-code";  // not asked by optum

const json::object can_be_asked = {{"configuration", true}};

std::string told(Editor& editor) {
  return std::string(editor.next("window/showMessage").at("params").at("message").as_string());
}

void push(Editor& editor, json::value settings) {
  editor.notify("workspace/didChangeConfiguration", json::object{{"settings", {{"notewell", std::move(settings)}}}});
}

}  // namespace

TEST_CASE("the client's options can hold what a notewell.toml can") {
  Editor editor({.options = {{"rules", {{rule, "off"}}}}});
  editor.open(note);
  CHECK_FALSE(editor.shows(rule, "90834"));
}

TEST_CASE("the editor's settings override a notewell.toml, key by key") {
  const Charts charts;
  charts.write("notewell.toml", "[rules]\n" + rule + " = \"off\"\nclient-missing = \"off\"\n");
  charts.write("a.pnote", note);
  Editor editor({.options = {{"rules", {{rule, "error"}}}}});
  open_file(editor, charts, "a.pnote");
  CHECK(editor.shows(rule, "90834"));
  CHECK_FALSE(editor.shows("client-missing", "---"));
}

TEST_CASE("settings that are pushed count at once, for pulled and published findings") {
  for (const bool pull : {false, true}) {
    Editor editor({.pull = pull});
    editor.open(note);
    CHECK(editor.shows(rule, "90834"));
    push(editor, {{"profile", "optum"}});
    CHECK(editor.clears(rule, "90834"));
    push(editor, {{"profile", ""}});
    CHECK(editor.shows(rule, "90834"));
    editor.notify("workspace/didChangeConfiguration", json::object{{"settings", nullptr}});
    editor.notify("workspace/didChangeConfiguration", json::object{{"settings", {{"other", 1}}}});
    CHECK(editor.shows(rule, "90834"));
  }
}

TEST_CASE("a client that can be asked is asked, for each folder, and again when it tells of a change") {
  const Charts one;
  const Charts other;
  one.write("a.pnote", note);
  other.write("b.pnote", note);
  Editor editor({.folders = {one.path(), other.path()}, .more_workspace = can_be_asked});
  const json::object asked =
      accept(editor, "workspace/configuration", json::array{{{"profile", "optum"}}, nullptr, json::object{}});
  const json::array& items = asked.at("params").at("items").as_array();
  REQUIRE(items.size() == 3);
  CHECK(items[0].at("scopeUri") == json::value("file://" + one.path()));
  CHECK(items[2].at("section") == "notewell");
  open_file(editor, one, "a.pnote");
  CHECK(editor.clears(rule, "90834"));
  editor.close();
  open_file(editor, other, "b.pnote");
  CHECK(editor.shows(rule, "90834"));
  editor.notify("workspace/didChangeConfiguration", json::object{{"settings", nullptr}});
  (void)accept(editor, "workspace/configuration", json::array{nullptr, {{"profile", "optum"}}, nullptr});
  CHECK(editor.clears(rule, "90834"));
  editor.notify("workspace/didChangeConfiguration", json::object{{"settings", nullptr}});
  const json::object again = editor.next("workspace/configuration");
  editor.send(json::object{{"jsonrpc", "2.0"}, {"id", again.at("id")}, {"error", {{"code", 1}, {"message", "no"}}}});
  CHECK(editor.clears(rule, "90834"));  // what was told before holds
}

TEST_CASE("settings that are as before make no findings anew") {
  Editor editor({.refresh = true});
  editor.open(note);
  CHECK(editor.shows(rule, "90834"));
  push(editor, {{"profile", nullptr}, {"logLevel", "debug"}});  // a refresh now would fail the test at its end
  push(editor, {{"profile", "optum"}});
  (void)accept(editor, "workspace/diagnostic/refresh");
  CHECK(editor.clears(rule, "90834"));
}

TEST_CASE("a client that tells of changes when it is asked to is asked to") {
  Editor editor({.more_workspace = {{"didChangeConfiguration", {{"dynamicRegistration", true}}}}});
  const json::object asked = accept(editor, "client/registerCapability");
  const json::value& registration = asked.at("params").at("registrations").as_array().at(0);
  CHECK(registration.at("method") == "workspace/didChangeConfiguration");
  CHECK(registration.at("registerOptions").at("section") == "notewell");
  Editor without;  // is asked nothing, or the test fails at its end
}

TEST_CASE("what can't be is told once, with the nearest that can, and the rest counts") {
  Editor editor;
  editor.open(note);
  const json::object wrong = {{"profil", "optum"},
                              {"rules", {{rule, "off"}, {"client-mising", "off"}, {"client-missing", "loud"}}}};
  push(editor, wrong);
  CHECK(told(editor) == "Notewell has no setting “profil”. Did you mean “profile”?");
  CHECK(told(editor) == "Notewell's settings: there is no rule “client-mising”. Did you mean “client-missing”?");
  CHECK(told(editor).find("Notewell's settings: “loud” is no severity. Write \"error\"") == 0);
  CHECK(editor.clears(rule, "90834"));
  push(editor, wrong);                                                                                  // told already
  push(editor, {{"trace", {{"server", "off"}}}, {"server", {{"path", ""}}}, {"logLevel", "warning"}});  // the client's
  push(editor, {{"profile", 7}});
  CHECK(told(editor).find("Notewell has no profile “7”.") == 0);
}

TEST_CASE("traces tell methods and durations as far as the client asks, and no word of a note") {
  Editor editor({.trace = "messages"});
  CHECK(editor.next("$/logTrace").at("params").at("message") == "handled initialize");
  editor.forget("$/logTrace");
  editor.notify("$/setTrace", json::object{{"value", "verbose"}});
  editor.open(note);
  json::object trace = editor.next("$/logTrace");
  while (trace.at("params").at("message") != "handled textDocument/didOpen") trace = editor.next("$/logTrace");
  const std::string verbose(trace.at("params").at("verbose").as_string());
  CHECK(verbose.find("1 files open") != std::string::npos);
  CHECK(verbose.find("time") == std::string::npos);
  editor.notify("$/setTrace", json::object{{"value", "off"}});
  editor.forget("$/logTrace");
  CHECK_FALSE(editor.shows("nothing", "nothing"));  // a trace now would fail the test at its end
}
