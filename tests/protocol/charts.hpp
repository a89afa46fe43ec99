#pragma once
// A folder of a client's chart for tests of what looks beyond one note, and short words for asking about it.

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "editor.hpp"

/// A folder of charts, gone with the test.
class Charts {
 public:
  Charts() {
    std::string name = (std::filesystem::temp_directory_path() / "notewell-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = std::filesystem::canonical(name);
  }
  Charts(const Charts&) = delete;
  Charts& operator=(const Charts&) = delete;
  ~Charts() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }

  void write(const std::string& name, std::string_view text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  void remove(const std::string& name) const { std::filesystem::remove_all(path_ / name); }
  [[nodiscard]] std::string path(const std::string& name = {}) const {
    return (name.empty() ? path_ : path_ / name).string();
  }
  [[nodiscard]] std::string uri(const std::string& name) const { return "file://" + path(name); }

 private:
  std::filesystem::path path_;
};

inline const std::string plan =
    "---\nkind: treatment-plan\nclient: MRN-1\ndate: 2026-10-01\n---\n# Treatment plan\n\n"
    "## G1 Take part in family life again\n"
    "- G1.1 Eats dinner with the family 3 times a week by 2026-12-15 (now: 0)\n\n"
    "## G2 Sleep through\n";

inline std::string session_note(const std::string& date, const std::string& data, const std::string& client = "MRN-1") {
  return "---\nclient: " + client + "\ndate: " + date + "\n---\n## Data\n" + data + "\n";
}

/// The client's plan and three session notes.
inline void write_chart(const Charts& charts) {
  charts.write("mrn-1/plan.pnote", plan);
  charts.write("mrn-1/1.pnote", session_note("2026-11-06", "Planned one dinner (@G1). PHQ-9: 18."));
  charts.write("mrn-1/2.pnote", session_note("2026-11-13", "Ate with them once: Obj 1.1."));
  charts.write("mrn-1/3.pnote", session_note("2026-11-20", "Slept 5 hours; 😀 goal 2."));
}

/// Asks `method` about the first place where `marked` stands in the open note.
inline json::value ask_at(Editor& editor, std::string_view method, std::string_view marked, json::object more = {}) {
  const std::size_t at = editor.text().find(marked);
  REQUIRE(at != std::string::npos);
  json::object params = std::move(more);
  params["textDocument"] = {{"uri", editor.uri}};
  params["position"] = editor.position(at + 1);
  const json::object answer = editor.request(method, std::move(params));
  return answer.contains("result") ? answer.at("result") : answer.at("error");
}

/// Opens the file as it is on disk.
inline void open_file(Editor& editor, const Charts& charts, const std::string& name) {
  std::ifstream stream(charts.path(name), std::ios::binary);
  editor.uri = charts.uri(name);
  editor.open({std::istreambuf_iterator<char>(stream), {}});
}

/// The names of what workspace/symbol finds; answered when the index is built.
inline std::vector<std::string> symbols(Editor& editor, std::string_view query) {
  const json::object answer = editor.request("workspace/symbol", json::object{{"query", query}});
  std::vector<std::string> names;
  for (const auto& symbol : answer.at("result").as_array())
    names.emplace_back(symbol.as_object().at("name").as_string().c_str());
  return names;
}

/// The text of hover; empty without.
inline std::string hover(Editor& editor, std::string_view marked) {
  const json::value told = ask_at(editor, "textDocument/hover", marked);
  return told.is_null() ? "" : std::string(told.at("contents").at("value").as_string());
}

/// Answers a request of the server's with null.
inline json::object accept(Editor& editor, std::string_view method, json::value result = nullptr) {
  json::object asked = editor.next(method);
  editor.send(json::object{{"jsonrpc", "2.0"}, {"id", asked.at("id")}, {"result", std::move(result)}});
  return asked;
}

/// "name:line:begin-end" of locations.
inline std::vector<std::string> places(const json::value& locations) {
  std::vector<std::string> out;
  for (const auto& location : locations.as_array()) {
    const std::string uri(location.at("uri").as_string());
    const auto& range = location.at("range");
    out.push_back(uri.substr(uri.rfind('/') + 1) + ":" + json::serialize(range.at("start").at("line")) + ":" +
                  json::serialize(range.at("start").at("character")) + "-" +
                  json::serialize(range.at("end").at("character")));
  }
  return out;
}
