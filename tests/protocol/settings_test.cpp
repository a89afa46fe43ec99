// Settings: the editor's own, and those of the notewell.toml that stands above a note.

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "editor.hpp"

namespace {

namespace fs = std::filesystem;

/// A practice's folder, gone with the test.
class Practice {
 public:
  Practice() : folder_(fs::temp_directory_path() / ("notewell-settings-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_ / "charts");
    folder_ = fs::canonical(folder_);
  }
  Practice(const Practice&) = delete;
  Practice& operator=(const Practice&) = delete;
  ~Practice() { fs::remove_all(folder_); }

  void settings(std::string_view text) const { std::ofstream(folder_ / "notewell.toml") << text; }
  [[nodiscard]] std::string settings_path() const { return (folder_ / "notewell.toml").string(); }
  [[nodiscard]] std::string note() const { return "file://" + (folder_ / "charts" / "note.pnote").string(); }

 private:
  fs::path folder_;
};

const std::string note = "---\ndate: 2026-11-20\ncode: 90834\nduration: 45 min\n---\nShe came on time.\n";
const std::string rule = "times-missing-for-timed-code";

std::string message_of(const json::object& message) {
  return std::string(message.at("params").as_object().at("message").as_string());
}

void saved(Editor& editor) {
  editor.notify("textDocument/didSave", json::object{{"textDocument", {{"uri", editor.uri}}}});
}

}  // namespace

TEST_CASE("the editor's profile counts for every note, and one that does not exist is told") {
  Editor without;
  without.open(note);
  CHECK(without.shows(rule, "90834"));
  Editor with({.profile = "optum"});
  with.open(note);
  CHECK_FALSE(with.shows(rule, "90834"));
  Editor mistaken({.profile = "optom"});
  mistaken.open(note);
  CHECK(message_of(mistaken.next("window/showMessage")) == "Notewell has no profile “optom”. Did you mean “optum”?");
  CHECK(mistaken.shows(rule, "90834"));
}

TEST_CASE("the nearest notewell.toml counts, from when a note is opened or saved") {
  for (const bool pull : {false, true}) {
    const Practice practice;
    Editor editor({.pull = pull, .refresh = true});
    editor.uri = practice.note();
    practice.settings("profile = \"optum\"\n");
    editor.open(note);
    CHECK(editor.clears(rule, "90834"));
    practice.settings("profile = \"medicaid-texas\"\n");
    saved(editor);
    if (pull) {
      const auto refresh = editor.next("workspace/diagnostic/refresh");
      editor.send(json::object{{"jsonrpc", "2.0"}, {"id", refresh.at("id")}, {"result", nullptr}});
    }
    CHECK(editor.shows(rule, "90834"));
    saved(editor);  // nothing changed: nothing is told
  }
}

TEST_CASE("the editor's profile takes the place of the one that a notewell.toml names; the rest of the file counts") {
  const Practice practice;
  practice.settings("profile = \"optum\"\n[rules]\nparticipants-missing = \"off\"\n");
  Editor editor({.profile = "medicaid-texas"});
  editor.uri = practice.note();
  editor.open(note);
  CHECK(editor.shows(rule, "90834"));
  CHECK(editor.clears("participants-missing", "---"));
  CHECK(editor.shows("client-missing", "---"));
}

TEST_CASE("mistakes in a notewell.toml are told once for each change of it") {
  const Practice practice;
  practice.settings("profile = \"optom\"\n[rules]\nclient-missing = \"off\"\n");
  Editor editor;
  editor.uri = practice.note();
  editor.open(note);
  CHECK(message_of(editor.next("window/showMessage")) ==
        practice.settings_path() + ":1: config-invalid: there is no profile “optom”. Did you mean “optum”?");
  CHECK(editor.clears("client-missing", "---"));
  saved(editor);
  editor.close();
  editor.open(note);  // the file is as it was: no further message, or the test fails at its end
  practice.settings("profile = \"optum\"\nprofiles = 2\n[rules]\nclient = \"off\"\n");
  saved(editor);
  const std::string both = message_of(editor.next("window/showMessage"));
  CHECK(both.find(":2: config-invalid: “profiles” is not a key") != std::string::npos);
  CHECK(both.find("\n" + practice.settings_path() + ":4: config-invalid: there is no rule “client”") !=
        std::string::npos);
  practice.settings("profile = \"optum\"\n");
  saved(editor);
  CHECK(editor.shows("client-missing", "---"));
}

TEST_CASE("an editor that watches files is asked to, and its word is enough") {
  const Practice practice;
  practice.settings("profile = \"optum\"\n");
  Editor editor({.watched_files = true});
  const auto asked = editor.next("client/registerCapability");
  const auto& registration = asked.at("params").as_object().at("registrations").as_array().at(0).as_object();
  CHECK(registration.at("method") == "workspace/didChangeWatchedFiles");
  CHECK(json::serialize(registration.at("registerOptions")) == R"({"watchers":[{"globPattern":"**/notewell.toml"}]})");
  editor.send(json::object{{"jsonrpc", "2.0"}, {"id", asked.at("id")}, {"result", nullptr}});
  editor.uri = practice.note();
  editor.open(note);
  CHECK(editor.clears(rule, "90834"));
  practice.settings("profile = \"medicaid-texas\"\n");
  editor.notify(
      "workspace/didChangeWatchedFiles",
      json::object{{"changes", json::array{json::object{{"uri", "file://" + practice.settings_path()}, {"type", 2}}}}});
  CHECK(editor.shows(rule, "90834"));
}
