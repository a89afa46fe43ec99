// Copied narrative as an editor shows it: found in what is on disk and in what is open, with a place to jump to, and
// followed wherever the other note goes.

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "cli/check.hpp"

#include "bench/charts.hpp"
#include "charts.hpp"

using namespace notewell;
using Names = std::vector<std::string>;

namespace {

const std::string radio =
    "She described how the quiet of the flat after seven makes her turn the radio on in every room, and that it "
    "helped until the news came.";
const std::string ladder =
    "Built a ladder of twelve steps together, from standing at the door of the canteen to eating soup at the middle "
    "table with two colleagues.";
const std::string lamp =
    "Slept five hours on most nights; the lamp stays on until two, and the dark is when it starts.";

constexpr std::string_view rule = "copied-narrative";

/// The finding of the note that is open, as it is now.
json::object now(Editor& editor) {
  for (const auto& one : editor.diagnostics()) {
    if (one.at("code").as_string() == rule) return one.as_object();
  }
  return {};
}

json::object in(Editor& editor, const std::string& uri) {
  editor.uri = uri;
  return now(editor);
}

/// Until the finding is there, or is not, or the test fails after a while.
bool comes_to(Editor& editor, bool shown) {
  for (int i = 0; i != 400; ++i) {
    if (now(editor).empty() != shown) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  return false;
}

Names jumps(const json::object& finding) {
  REQUIRE(finding.contains("relatedInformation"));
  json::array locations;
  for (const auto& one : finding.at("relatedInformation").as_array()) locations.push_back(one.at("location"));
  return places(locations);
}

json::object changed(const std::string& uri, int type) {
  return {{"changes", json::array{json::object{{"uri", uri}, {"type", type}}}}};
}

void wait_for_index(Editor& editor) {
  (void)symbols(editor, "");
}

}  // namespace

TEST_CASE("a passage that stands in another client's note is told as it is typed, with the place to jump to") {
  const Charts charts;
  charts.write("1/a.pnote", session_note("2026-11-06", "😀 " + lamp + "\n\n" + radio, "MRN-1"));
  charts.write("2/b.pnote", session_note("2026-11-13", "Came alone.", "MRN-2"));
  Editor editor({.folders = {charts.path()}});
  wait_for_index(editor);
  open_file(editor, charts, "2/b.pnote");
  CHECK(now(editor).empty());
  editor.after("Came alone.")
      .type("\n\nHe described how the quiet of the flat after seven makes him turn the radio on");
  CHECK(now(editor).empty());  // not yet twenty words
  editor.after("the radio on").type(" in every room, and that it helped.");
  const json::object found = now(editor);
  REQUIRE(!found.empty());
  CHECK(found.at("message").as_string().find(
            " stand in ../1/a.pnote, line 8, a note of another client of 2026-11-06. ") != std::string::npos);
  CHECK(jumps(found) == Names{"a.pnote:7:0-" + std::to_string(radio.size() - 1)});
  editor.replace(editor.text().find("turn the radio on in every room"), 31, "keep a lamp lit");
  CHECK(now(editor).empty());
}

TEST_CASE("the finding follows the other note while that is typed in, and returns to the disk when it is closed") {
  const Charts charts;
  charts.write("a.pnote", session_note("2026-11-06", lamp));
  charts.write("b.pnote", session_note("2026-11-13", radio));
  Editor editor({.folders = {charts.path()}});
  open_file(editor, charts, "a.pnote");
  open_file(editor, charts, "b.pnote");
  wait_for_index(editor);
  CHECK(now(editor).empty());
  // As if typed into a.pnote: what the editor remembers of the text is that of b.pnote.
  const auto write_a = [&](const std::string& text, int version) {
    editor.notify("textDocument/didChange",
                  json::object{{"textDocument", {{"uri", charts.uri("a.pnote")}, {"version", version}}},
                               {"contentChanges", json::array{json::object{{"text", text}}}}});
  };
  write_a(session_note("2026-11-06", radio), 100);
  CHECK(jumps(now(editor)).at(0).starts_with("a.pnote:5:0-"));
  CHECK(now(editor).at("severity") == 3);  // the same client's, in a draft
  write_a(session_note("2026-11-06", "One line more.\n\n" + radio), 101);
  CHECK(jumps(now(editor)).at(0).starts_with("a.pnote:7:0-"));
  write_a(session_note("2026-11-06", radio, "MRN-2"), 102);
  CHECK(now(editor).at("severity") == 2);
  write_a(session_note("2026-11-20", radio, "MRN-2"), 103);
  CHECK(now(editor).empty());  // of two notes the later one is the copy
  CHECK(!in(editor, charts.uri("a.pnote")).empty());
  write_a(session_note("2026-11-06", radio), 104);
  CHECK(in(editor, charts.uri("a.pnote")).empty());
  CHECK(!in(editor, charts.uri("b.pnote")).empty());
  editor.notify("textDocument/didClose", json::object{{"textDocument", {{"uri", charts.uri("a.pnote")}}}});
  CHECK(comes_to(editor, false));  // on disk there is the lamp still
}

TEST_CASE("the finding follows the disk: what was written, moved, removed or is ignored now") {
  const Charts charts;
  charts.write("b.pnote", session_note("2026-11-13", radio));
  Editor editor({.folders = {charts.path()}});
  open_file(editor, charts, "b.pnote");
  wait_for_index(editor);
  CHECK(now(editor).empty());
  charts.write("a.pnote", session_note("2026-11-06", radio));
  editor.notify("workspace/didChangeWatchedFiles", changed(charts.uri("a.pnote"), 1));
  CHECK(comes_to(editor, true));
  std::filesystem::create_directories(charts.path("old"));
  std::filesystem::rename(charts.path("a.pnote"), charts.path("old/c.pnote"));
  editor.notify("workspace/didRenameFiles",
                json::object{{"files", json::array{json::object{{"oldUri", charts.uri("a.pnote")},
                                                                {"newUri", charts.uri("old/c.pnote")}}}}});
  const auto moved = [&] {
    const json::object found = now(editor);
    return !found.empty() && jumps(found).at(0).starts_with("c.pnote:5:0-");
  };
  for (int i = 0; i != 400 && !moved(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(25));
  CHECK(moved());
  charts.write(".notewellignore", "old/\n");
  editor.notify("workspace/didChangeWatchedFiles", changed(charts.uri(".notewellignore"), 1));
  CHECK(comes_to(editor, false));
  charts.remove(".notewellignore");
  editor.notify("workspace/didChangeWatchedFiles", changed(charts.uri(".notewellignore"), 3));
  CHECK(comes_to(editor, true));
  SECTION("a note that is ignored itself is compared no more") {
    charts.write(".notewellignore", "b.pnote\n");
    editor.notify("workspace/didChangeWatchedFiles", changed(charts.uri(".notewellignore"), 1));
    CHECK(comes_to(editor, false));
  }
  SECTION("a folder that goes") {
    charts.remove("old");
    editor.notify("workspace/didDeleteFiles",
                  json::object{{"files", json::array{json::object{{"uri", charts.uri("old")}}}}});
    CHECK(comes_to(editor, false));
  }
  SECTION("a note that is another now") {
    charts.write("old/c.pnote", session_note("2026-11-06", ladder));
    editor.notify("workspace/didChangeWatchedFiles", changed(charts.uri("old/c.pnote"), 2));
    CHECK(comes_to(editor, false));
  }
}

TEST_CASE("a client that pulls is asked to pull again when the index is ready, one that does not is told again") {
  const Charts charts;
  charts.write("a.pnote", session_note("2026-11-06", radio));
  for (int n = 0; n != 300; ++n)
    charts.write("many/" + std::to_string(n) + ".pnote", session_note("2026-11-06", std::string(2000, 'x')));
  SECTION("pull") {
    Editor editor({.refresh = true, .folders = {charts.path()}});
    editor.uri = charts.uri("b.pnote");
    editor.open(session_note("2026-11-13", radio));
    if (now(editor).empty()) (void)accept(editor, "workspace/diagnostic/refresh");
    CHECK(!now(editor).empty());
    editor.forget("workspace/diagnostic/refresh");
  }
  SECTION("push") {
    Editor editor({.pull = false, .folders = {charts.path()}});
    editor.uri = charts.uri("b.pnote");
    editor.open(session_note("2026-11-13", radio));
    CHECK(editor.shows(rule, radio.substr(0, radio.size() - 1)));
    editor.forget("textDocument/publishDiagnostics");
  }
}

TEST_CASE("without a folder to index, open notes are held against each other") {
  const Charts home;
  home.write("a.pnote", session_note("2026-11-06", radio));
  const std::string before = std::getenv("HOME");
  ::setenv("HOME", home.path().c_str(), 1);
  for (const bool whole_home : {false, true}) {
    Declared declared;
    if (whole_home) declared.root = home.path();
    Editor editor(declared);
    if (whole_home) (void)editor.next("window/logMessage");  // that it is not indexed
    editor.uri = home.uri("b.pnote");
    editor.open(session_note("2026-11-13", radio));
    CHECK(now(editor).empty());  // what is on disk does not count
    open_file(editor, home, "a.pnote");
    CHECK(!in(editor, home.uri("b.pnote")).empty());
    editor.notify("textDocument/didClose", json::object{{"textDocument", {{"uri", home.uri("a.pnote")}}}});
    CHECK(comes_to(editor, false));
  }
  ::setenv("HOME", before.c_str(), 1);
}

TEST_CASE("psychotherapy notes are compared with nothing, and nothing with them") {
  const Charts charts;
  const std::string text = "---\nkind: psychotherapy-note\nclient: MRN-1\ndate: 2026-11-06\n---\n" + radio + "\n";
  charts.write("p.pnote", text);
  Editor editor({.folders = {charts.path()}});
  wait_for_index(editor);
  editor.uri = charts.uri("b.pnote");
  editor.open(session_note("2026-11-13", radio));
  CHECK(now(editor).empty());
  open_file(editor, charts, "p.pnote");
  CHECK(now(editor).empty());
  CHECK(in(editor, charts.uri("b.pnote")).empty());
}

namespace {

/// A finding with all that a person sees of it but the severity, which a draft has its own of.
using Told = std::set<std::string>;

std::string told(const std::string& file, const json::value& range, const json::string& message) {
  return file + " " + json::serialize(range) + " " + message.c_str();
}

Told checked(const std::string& folder) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  (void)cli::check({.paths = {folder}, .format = cli::CheckFormat::json, .select = {std::string(rule)}}, {},
                   {in, out, err});
  Told all;
  const json::value report = json::parse(out.str());
  for (const auto& file : report.at("files").as_array()) {
    for (const auto& one : file.at("diagnostics").as_array())
      all.insert(told(file.at("path").as_string().c_str(), one.at("range"), one.at("message").as_string()));
  }
  return all;
}

Told reported(Editor& editor, const std::string& folder) {
  const json::object answer =
      editor.request("workspace/diagnostic", json::object{{"previousResultIds", json::array()}});
  Told all;
  INFO(json::serialize(answer).substr(0, 500));
  REQUIRE(answer.contains("result"));
  for (const auto& file : answer.at("result").at("items").as_array()) {
    const std::string path(file.at("uri").as_string().subview(std::string_view("file://").size()));
    CHECK(path.starts_with(folder));
    for (const auto& one : file.at("items").as_array()) {
      if (one.at("code").as_string() == rule) all.insert(told(path, one.at("range"), one.at("message").as_string()));
    }
  }
  return all;
}

}  // namespace

TEST_CASE("an editor is told what `notewell check` tells of the same files, whether they are open or not") {
  const Charts charts;
  const auto made = bench::made_charts({.notes = 120, .seed = 9, .copied = 0.3});
  for (const auto& file : made.files) charts.write(file.path, file.text);
  charts.write(".notewellignore", "mrn-00003/\n");
  const Told expected = checked(charts.path());
  CHECK(expected.size() > 10);
  Editor editor({.folders = {charts.path()}});
  CHECK(reported(editor, charts.path()) == expected);
  for (std::size_t i = 1; i < made.files.size(); i += 9) open_file(editor, charts, made.files[i].path);
  CHECK(reported(editor, charts.path()) == expected);
}
