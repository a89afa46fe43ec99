// Links of a note: to its plan, to files beside it and to the web.

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "editor.hpp"
#include "samples.hpp"

namespace {

namespace fs = std::filesystem;

/// A chart's folder with a blank in its name, gone with the test.
class Chart {
 public:
  Chart() : folder_(fs::temp_directory_path() / ("notewell links " + std::to_string(::getpid()))) {
    fs::create_directories(folder_ / "forms");
    folder_ = fs::canonical(folder_);
    for (const auto* name : {"plan.pnote", "forms/consent.pdf", "forms/signed form.pdf"})
      std::ofstream(folder_ / name) << "x";
  }
  Chart(const Chart&) = delete;
  Chart& operator=(const Chart&) = delete;
  ~Chart() { fs::remove_all(folder_); }

  [[nodiscard]] std::string uri(std::string_view name) const {
    std::string out = "file://" + (folder_ / name).string();
    for (std::size_t at = out.find(' '); at != std::string::npos; at = out.find(' ')) out.replace(at, 1, "%20");
    return out;
  }

 private:
  fs::path folder_;
};

json::array links(Editor& editor) {
  const json::object answer =
      editor.request("textDocument/documentLink", json::object{{"textDocument", {{"uri", editor.uri}}}});
  REQUIRE(answer.contains("result"));
  return answer.at("result").as_array();
}

/// "plan.pnote -> file:///…"
std::vector<std::string> told(Editor& editor) {
  std::vector<std::string> out;
  for (const auto& link : links(editor)) {
    const std::size_t begin = editor.offset(link.at("range").at("start").as_object());
    const std::size_t end = editor.offset(link.at("range").at("end").as_object());
    out.push_back(editor.text().substr(begin, end - begin) + " -> " + std::string(link.at("target").as_string()));
  }
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a note links to its plan and to the files beside it that are there") {
  const Chart chart;
  Editor editor;
  editor.uri = chart.uri("note.pnote");
  editor.open(
      "---\nplan: plan.pnote\n---\n\n## Data\n😢 see [consent](forms/consent.pdf) and [form](<forms/signed form.pdf>),\n"
      "[again](forms/signed%20form.pdf#page=2), [gone](forms/gone.pdf), [folder](forms), [](), ](\n");
  CHECK(told(editor) == Texts{"plan.pnote -> " + chart.uri("plan.pnote"),
                              "forms/consent.pdf -> " + chart.uri("forms/consent.pdf"),
                              "forms/signed form.pdf -> " + chart.uri("forms/signed form.pdf"),
                              "forms/signed%20form.pdf#page=2 -> " + chart.uri("forms/signed form.pdf")});
}

TEST_CASE("a plan that is not there is no link until it is open") {
  const Chart chart;
  Editor editor;
  editor.uri = chart.uri("new plan.pnote");
  editor.open(sample_plan);
  editor.uri = chart.uri("note.pnote");
  editor.open("---\nplan: new plan.pnote\n---\n");
  CHECK(told(editor) == Texts{"new plan.pnote -> " + chart.uri("new plan.pnote")});
  editor.close();
  editor.open("---\nplan: no-plan.pnote\n---\n");
  CHECK(told(editor).empty());
}

TEST_CASE("web addresses are links, without the sentence around them") {
  Editor editor;
  editor.open(
      "Read https://example.org/sleep_(adults). Also (http://example.org/a?b=c), “https://example.org/d”,\n"
      "[portal](https://example.org/portal) and <https://example.org/e>. Not http:// nor xhttp nor "
      "ftp://example.org.\n");
  Texts targets;
  for (const auto& link : links(editor)) targets.emplace_back(link.at("target").as_string());
  CHECK(targets == Texts{"https://example.org/sleep_(adults)", "http://example.org/a?b=c", "https://example.org/d",
                         "https://example.org/portal", "https://example.org/e"});
}

TEST_CASE("tooltips are for clients that show them") {
  for (const bool shown : {false, true}) {
    Editor editor({.link_tooltips = shown});
    editor.open("See https://example.org/a\n");
    REQUIRE(links(editor).size() == 1);
    CHECK(links(editor)[0].as_object().contains("tooltip") == shown);
  }
}

TEST_CASE("a note that is no file has links to the web alone") {
  Editor editor;
  editor.uri = "untitled:Untitled-1";
  editor.open("---\nplan: plan.pnote\n---\n[a](b.pdf) https://example.org/a\n");
  CHECK(told(editor) == Texts{"https://example.org/a -> https://example.org/a"});
}

TEST_CASE("links survive every text, and notes that are not open") {
  Editor editor;
  std::vector<std::string> texts = odd_texts();
  std::string openings;
  for (int i = 0; i != 20'000; ++i) openings += "](";
  std::string addresses;
  for (int i = 0; i != 20'000; ++i) addresses += "http";
  texts.insert(texts.end(), {openings, addresses, "](", "](<", "http://", "https://)"});
  for (const std::string& text : texts) {
    editor.open(text);
    (void)links(editor);
    editor.close();
  }
  const json::object answer =
      editor.request("textDocument/documentLink", json::object{{"textDocument", {{"uri", editor.uri}}}});
  CHECK(answer.at("result").is_null());
}
