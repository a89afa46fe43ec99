// The folders that the client works in: indexing and its progress, what is left out, how the index is kept fresh, and
// what is asked of it as a whole.

#include <algorithm>
#include <map>
#include <set>

#include "charts.hpp"

using Names = std::vector<std::string>;

namespace {

json::object changed(const std::string& uri, int type) {
  return {{"changes", json::array{json::object{{"uri", uri}, {"type", type}}}}};
}

/// Until what is told of files has been taken over: the symbols are those, or the test fails after a while.
bool comes_to(Editor& editor, const Names& wanted, std::string_view query = "note") {
  for (int i = 0; i != 400; ++i) {
    if (symbols(editor, query) == wanted) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  return false;
}

std::map<std::string, json::object> reports(const json::value& answer) {
  std::map<std::string, json::object> out;
  for (const auto& item : answer.as_object().at("items").as_array()) {
    const std::string uri(item.at("uri").as_string());
    out[uri.substr(uri.rfind('/') + 1)] = item.as_object();
  }
  return out;
}

}  // namespace

TEST_CASE("symbols are clients, notes by date and goals, nearest first, found by letters in order") {
  const Charts charts;
  write_chart(charts);
  charts.write("mrn-2/a.pnote", session_note("2026-11-21", "Late.", "MRN-2"));
  Editor editor({.folders = {charts.path()}});
  CHECK(symbols(editor, "mrn") == Names{"MRN-2", "MRN-1", "2026-11-21 MRN-2 progress-note",
                                        "2026-11-20 MRN-1 progress-note", "2026-11-13 MRN-1 progress-note",
                                        "2026-11-06 MRN-1 progress-note", "2026-10-01 MRN-1 treatment plan"});
  CHECK(symbols(editor, "g1fam") == Names{"G1 Take part in family life again",
                                          "G1.1 Eats dinner with the family 3 times a week by 2026-12-15 (now: 0)"});
  CHECK(symbols(editor, "2026-11-2") == Names{"2026-11-21 MRN-2 progress-note", "2026-11-20 MRN-1 progress-note"});
  CHECK(symbols(editor, "nobody").empty());
  const json::object rest =
      editor.request("workspace/symbol", json::object{{"query", "g2"}, {"partialResultToken", 7}});
  CHECK(rest.at("result").as_array().empty());
  const json::object part = editor.next("$/progress");
  CHECK(part.at("params").at("token") == 7);
  CHECK(places(json::array{part.at("params").at("value").as_array().at(0).at("location")}) ==
        Names{"plan.pnote:10:3-5"});
}

TEST_CASE("what is ignored, too large, a psychotherapy note or behind a link is not indexed") {
  const Charts charts;
  write_chart(charts);
  charts.write(".notewellignore", "old/\n");
  charts.write("old/1.pnote", session_note("2019-01-01", "x"));
  charts.write("p.pnote", "---\nkind: psychotherapy-note\nclient: MRN-7\n---\nAbout @G1.\n");
  charts.write("large.pnote", session_note("2018-01-01", std::string(1'100'000, 'x')));
  std::filesystem::create_directory_symlink(charts.path(), charts.path("mrn-1/loop"));
  Editor editor({.folders = {charts.path()}});
  CHECK(symbols(editor, "progress") ==
        Names{"2026-11-20 MRN-1 progress-note", "2026-11-13 MRN-1 progress-note", "2026-11-06 MRN-1 progress-note"});
  CHECK(symbols(editor, "mrn-7").empty());
  open_file(editor, charts, "p.pnote");
  CHECK(symbols(editor, "mrn-7").empty());
  editor.close();
  open_file(editor, charts, "old/1.pnote");  // open, and ignored still
  CHECK(symbols(editor, "2019").empty());
}

TEST_CASE("a home folder and the root of the disk are not indexed, and that is told") {
  const Charts home;
  home.write("a.pnote", session_note("2026-11-06", "x"));
  const std::string before = std::getenv("HOME");
  ::setenv("HOME", home.path().c_str(), 1);
  for (const std::string& root : {home.path(), std::string("/")}) {
    Editor editor({.root = root});
    const json::object logged = editor.next("window/logMessage");
    CHECK(std::string(logged.at("params").at("message").as_string()).find("is not indexed") != std::string::npos);
    CHECK(symbols(editor, "").empty());
  }
  ::setenv("HOME", before.c_str(), 1);
  Editor editor({.root = home.path()});
  CHECK(symbols(editor, "note") == Names{"2026-11-06 MRN-1 progress-note"});
}

TEST_CASE("open text counts before what is on disk, and closing returns to the disk") {
  const Charts charts;
  charts.write("a.pnote", session_note("2026-11-06", "x"));
  Editor editor({.folders = {charts.path()}});
  open_file(editor, charts, "a.pnote");
  editor.replace(editor.text().find("2026-11-06"), 10, "2026-11-07");
  CHECK(symbols(editor, "note") == Names{"2026-11-07 MRN-1 progress-note"});
  charts.write("a.pnote", session_note("2026-11-08", "x"));
  editor.notify("workspace/didChangeWatchedFiles", changed(editor.uri, 2));
  CHECK(symbols(editor, "note") == Names{"2026-11-07 MRN-1 progress-note"});
  editor.close();
  CHECK(comes_to(editor, {"2026-11-08 MRN-1 progress-note"}));
}

TEST_CASE("without a folder only open notes count") {
  const Charts charts;
  charts.write("a.pnote", session_note("2026-11-06", "x"));
  charts.write("b.pnote", session_note("2026-11-07", "x"));
  Editor editor;
  CHECK(symbols(editor, "").empty());
  open_file(editor, charts, "a.pnote");
  CHECK(symbols(editor, "note") == Names{"2026-11-06 MRN-1 progress-note"});
  editor.close();
  CHECK(comes_to(editor, {}));
}

TEST_CASE("files that come, change, go, move or are ignored anew are followed") {
  const Charts charts;
  charts.write("a.pnote", session_note("2026-11-06", "x"));
  Editor editor({.folders = {charts.path()}});
  CHECK(comes_to(editor, {"2026-11-06 MRN-1 progress-note"}));
  charts.write("b.pnote", session_note("2026-11-07", "x"));
  editor.notify("workspace/didChangeWatchedFiles", changed(charts.uri("b.pnote"), 1));
  CHECK(comes_to(editor, {"2026-11-07 MRN-1 progress-note", "2026-11-06 MRN-1 progress-note"}));
  charts.remove("a.pnote");
  editor.notify("workspace/didChangeWatchedFiles", changed(charts.uri("a.pnote"), 3));
  CHECK(comes_to(editor, {"2026-11-07 MRN-1 progress-note"}));
  charts.write("moved/c.pnote", session_note("2026-11-09", "x"));
  charts.remove("b.pnote");
  editor.notify("workspace/didRenameFiles",
                json::object{{"files", json::array{json::object{{"oldUri", charts.uri("b.pnote")},
                                                                {"newUri", charts.uri("moved/c.pnote")}}}}});
  CHECK(comes_to(editor, {"2026-11-09 MRN-1 progress-note"}));
  charts.write(".gitignore", "moved\n");
  editor.notify("workspace/didChangeWatchedFiles", changed(charts.uri(".gitignore"), 1));
  CHECK(comes_to(editor, {}));
  charts.remove(".gitignore");
  editor.notify("workspace/didChangeWatchedFiles", changed(charts.uri(".gitignore"), 3));
  CHECK(comes_to(editor, {"2026-11-09 MRN-1 progress-note"}));
  charts.remove("moved");
  editor.notify("workspace/didDeleteFiles",
                json::object{{"files", json::array{json::object{{"uri", charts.uri("moved")}}}}});
  CHECK(comes_to(editor, {}));
}

TEST_CASE("folders are added and taken away") {
  const Charts one;
  const Charts other;
  one.write("a.pnote", session_note("2026-11-06", "x"));
  other.write("b.pnote", session_note("2026-11-07", "x"));
  Editor editor({.folders = {one.path()}, .more_workspace = {{"workspaceFolders", true}}});
  const auto folder = [](const Charts& charts) {
    return json::array{json::object{{"uri", "file://" + charts.path()}, {"name", "charts"}}};
  };
  editor.notify("workspace/didChangeWorkspaceFolders",
                json::object{{"event", {{"added", folder(other)}, {"removed", json::array()}}}});
  CHECK(symbols(editor, "note") == Names{"2026-11-07 MRN-1 progress-note", "2026-11-06 MRN-1 progress-note"});
  editor.notify("workspace/didChangeWorkspaceFolders",
                json::object{{"event", {{"added", json::array()}, {"removed", folder(one)}}}});
  CHECK(symbols(editor, "note") == Names{"2026-11-07 MRN-1 progress-note"});
}

TEST_CASE("an open note of a folder that is taken away is no longer of the workspace") {
  const Charts one;
  const Charts other;
  one.write("a.pnote", session_note("2026-11-06", "x"));
  other.write("b.pnote", session_note("2026-11-07", "x"));
  Editor editor({.folders = {one.path() + "/", other.path()}, .more_workspace = {{"workspaceFolders", true}}});
  open_file(editor, one, "a.pnote");
  CHECK(symbols(editor, "note").size() == 2);
  editor.notify(
      "workspace/didChangeWorkspaceFolders",
      json::object{
          {"event",
           {{"added", json::array()},
            {"removed", json::array{json::object{{"uri", "file://" + one.path() + "/"}, {"name", "charts"}}}}}}});
  CHECK(symbols(editor, "note") == Names{"2026-11-07 MRN-1 progress-note"});
}

TEST_CASE("dates are read anew when the settings say so") {
  const Charts charts;
  charts.write("a.pnote", session_note("3/4/2026", "x"));
  Editor editor({.folders = {charts.path()}});
  CHECK(symbols(editor, "note") == Names{"2026-03-04 MRN-1 progress-note"});
  charts.write("notewell.toml", "dates = \"day first\"\n");
  editor.notify("workspace/didChangeWatchedFiles", changed(charts.uri("notewell.toml"), 1));
  CHECK(symbols(editor, "note") == Names{"2026-04-03 MRN-1 progress-note"});
  editor.notify("workspace/didChangeConfiguration",
                json::object{{"settings", {{"notewell", {{"dates", "month first"}}}}}});
  CHECK(symbols(editor, "note") == Names{"2026-03-04 MRN-1 progress-note"});
}

TEST_CASE("progress is shown where the client declares it and takes the token, and can be cancelled") {
  const Charts charts;
  write_chart(charts);
  SECTION("shown") {
    Editor editor({.folders = {charts.path()}, .more_window = {{"workDoneProgress", true}}});
    const json::object asked = editor.next("window/workDoneProgress/create");
    CHECK(symbols(editor, "goal").empty());  // answered when the index is built
    editor.send(json::object{{"jsonrpc", "2.0"}, {"id", asked.at("id")}, {"result", nullptr}});
  }
  SECTION("refused") {
    Editor editor({.folders = {charts.path()}, .more_window = {{"workDoneProgress", true}}});
    const json::object asked = editor.next("window/workDoneProgress/create");
    editor.send(
        json::object{{"jsonrpc", "2.0"}, {"id", asked.at("id")}, {"error", {{"code", -32603}, {"message", "no"}}}});
    CHECK(symbols(editor, "mrn-1").size() == 5);
  }
  SECTION("begun, cancelled, and ended once") {
    for (int n = 0; n != 3000; ++n)
      charts.write("many/" + std::to_string(n) + ".pnote", session_note("2026-11-06", std::string(2000, 'x')));
    Editor editor({.folders = {charts.path()}, .more_window = {{"workDoneProgress", true}}});
    const json::value token = accept(editor, "window/workDoneProgress/create").at("params").at("token");
    const json::object begin = editor.next("$/progress");
    CHECK(begin.at("params").at("token") == token);
    CHECK(begin.at("params").at("value").at("kind") == "begin");
    editor.notify("window/workDoneProgress/cancel", json::object{{"token", token}});
    while (true) {
      const json::object told = editor.next("$/progress");
      if (told.at("params").at("value").at("kind") == "end") break;
      CHECK(told.at("params").at("value").at("kind") == "report");
    }
    (void)symbols(editor, "");  // answered with what is there
  }
}

TEST_CASE("a session may end while it indexes") {
  const Charts charts;
  for (int n = 0; n != 500; ++n)
    charts.write(std::to_string(n) + ".pnote", session_note("2026-11-06", std::string(2000, 'x')));
  Editor shut_down({.folders = {charts.path()}});
  Editor gone({.folders = {charts.path()}});
  gone.send(json::object{{"jsonrpc", "2.0"}, {"id", 70}, {"method", "workspace/symbol"}, {"params", {{"query", "x"}}}});
  CHECK(gone.hang_up() == 1);
  CHECK(gone.answer_to(70).contains("error"));
}

TEST_CASE("an open note is answered while its folder is indexed") {
  const Charts charts;
  for (int n = 0; n != 500; ++n)
    charts.write(std::to_string(n) + ".pnote", session_note("2026-11-06", std::string(2000, 'x')));
  for (const bool pull : {false, true}) {
    Editor editor({.pull = pull, .folders = {charts.path()}});
    editor.uri = charts.uri("0.pnote");
    editor.open(session_note("2026-11-06", "- [x] sad"));
    CHECK(editor.shows("affect-without-observation", "sad"));
    (void)symbols(editor, "");
  }
}

TEST_CASE("clients that watch files are asked to watch notes, in each folder where they can") {
  const Charts charts;
  for (const bool relative : {false, true}) {
    json::object more = {{"didChangeWatchedFiles", {{"dynamicRegistration", true}}}};
    if (relative) more["didChangeWatchedFiles"].as_object()["relativePatternSupport"] = true;
    Editor editor({.folders = {charts.path()}, .more_workspace = more});
    (void)accept(editor, "client/registerCapability");  // of settings
    const json::object asked = accept(editor, "client/registerCapability");
    const json::value& pattern = asked.at("params")
                                     .at("registrations")
                                     .as_array()
                                     .at(0)
                                     .at("registerOptions")
                                     .at("watchers")
                                     .as_array()
                                     .at(0)
                                     .at("globPattern");
    if (relative) {
      CHECK(pattern.at("baseUri") == json::value("file://" + charts.path()));
      CHECK(pattern.at("pattern") == "**/*.{pnote,note.md}");
    } else {
      CHECK(pattern == "**/*.{pnote,note.md}");
    }
  }
  Editor without({.folders = {charts.path()}});  // asked nothing, or the test fails at its end
}

TEST_CASE("links follow a plan that moves, and a note that moves keeps its plan") {
  const Charts charts;
  charts.write("plan.pnote", plan);
  charts.write("notes/1.pnote", "---\nplan: ../plan.pnote\n---\nx\n");
  charts.write("notes/2.pnote", "---\nclient: MRN-1\n---\nx\n");
  Editor editor({.folders = {charts.path()},
                 .more_workspace = {{"fileOperations", {{"willRename", true}, {"didRename", true}}}}});
  const auto renamed = [&](const std::string& from, const std::string& to) {
    return editor
        .request("workspace/willRenameFiles",
                 json::object{
                     {"files", json::array{json::object{{"oldUri", charts.uri(from)}, {"newUri", charts.uri(to)}}}}})
        .at("result");
  };
  const auto text_of = [](const json::value& edit) {
    const json::value& change = edit.at("documentChanges").as_array().at(0);
    CHECK(edit.at("documentChanges").as_array().size() == 1);
    return std::string(change.at("edits").as_array().at(0).at("newText").as_string());
  };
  CHECK(text_of(renamed("plan.pnote", "plans/mrn-1.pnote")) == "../plans/mrn-1.pnote");
  CHECK(text_of(renamed("notes/1.pnote", "1.pnote")) == "plan.pnote");
  CHECK(text_of(renamed("notes", "2026/11/notes")) == "../../../plan.pnote");
  CHECK(renamed("notes/2.pnote", "2.pnote").is_null());
  CHECK(renamed("notes/1.pnote", "notes/one.pnote").is_null());
  const json::object edit = renamed("plan.pnote", "p.pnote").at("documentChanges").as_array().at(0).as_object();
  CHECK(edit.at("textDocument").at("uri") == json::value(charts.uri("notes/1.pnote")));
  CHECK(json::serialize(edit.at("edits").as_array().at(0).at("range")) ==
        R"({"start":{"line":1,"character":6},"end":{"line":1,"character":19}})");
}

TEST_CASE("the findings of all files are reported, open or not, and not again while they are the same") {
  const Charts charts;
  charts.write("a.pnote", session_note("2026-11-06", "- [x] sad"));
  charts.write("b.pnote", session_note("2026-11-07", "- [x] angry"));
  Editor editor({.folders = {charts.path()}});
  open_file(editor, charts, "b.pnote");
  const auto pull = [&](json::array previous) {
    return reports(
        editor.request("workspace/diagnostic", json::object{{"previousResultIds", std::move(previous)}}).at("result"));
  };
  const auto first = pull({});
  REQUIRE(first.size() == 2);
  CHECK(first.at("a.pnote").at("version").is_null());
  CHECK(first.at("b.pnote").at("version") == 1);
  const auto rules = [](const json::object& report) {
    std::set<std::string> out;
    for (const auto& item : report.at("items").as_array()) out.emplace(item.at("code").as_string().c_str());
    return out;
  };
  CHECK(rules(first.at("a.pnote")).contains("affect-without-observation"));
  CHECK(rules(first.at("b.pnote")).contains("affect-without-observation"));
  json::array previous;
  for (const auto& [name, report] : first)
    previous.push_back(json::object{{"uri", report.at("uri")}, {"value", report.at("resultId")}});
  editor.after("angry").type("\n  - Observed: jaw set, answered in one word for ten minutes");
  const auto second = pull(previous);
  CHECK(second.at("a.pnote").at("kind") == "unchanged");
  CHECK(second.at("b.pnote").at("kind") == "full");
  const json::object rest = editor.request(
      "workspace/diagnostic", json::object{{"previousResultIds", json::array()}, {"partialResultToken", "t"}});
  CHECK(rest.at("result").at("items").as_array().empty());
  CHECK(reports(editor.next("$/progress").at("params").at("value")).size() == 1);
  CHECK(reports(editor.next("$/progress").at("params").at("value")).size() == 1);
}

TEST_CASE("a report of the whole workspace that nobody waits for any more is stopped") {
  const Charts charts;
  for (int n = 0; n != 300; ++n) charts.write(std::to_string(n) + ".pnote", session_note("2026-11-06", "- [x] sad"));
  Editor editor({.folders = {charts.path()}});
  CHECK_FALSE(symbols(editor, "mrn").empty());
  editor.send(json::object{{"jsonrpc", "2.0"},
                           {"id", 9000},
                           {"method", "workspace/diagnostic"},
                           {"params", {{"previousResultIds", json::array()}, {"partialResultToken", "t"}}}});
  CHECK(editor.next("$/progress").at("params").at("token") == "t");
  editor.notify("$/cancelRequest", json::object{{"id", 9000}});
  CHECK(Editor::error_code(editor.answer_to(9000)) == -32800);
  editor.forget("$/progress");
}

TEST_CASE("what was not declared is not offered") {
  const Charts charts;
  Editor editor({.pull = false, .folders = {charts.path()}});
  CHECK_FALSE(editor.offered.contains("workspace"));
  CHECK_FALSE(editor.offered.contains("diagnosticProvider"));
  CHECK(editor.offered.at("renameProvider") == true);
}
