// The queries that editors load: each compiles for the grammar, and highlights and folds fall where a reader expects
// them.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>
#include <tree_sitter/api.h>

#include "syntax/tree.hpp"

#include "support/source_folder.hpp"

extern "C" const TSLanguage* tree_sitter_pnote();

using namespace notewell;

namespace {

const std::filesystem::path folder = tests::source_folder() / "grammar" / "queries";

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

using Query = std::unique_ptr<TSQuery, decltype(&ts_query_delete)>;

Query compiled(const std::string& name) {
  const std::string source = content(folder / name);
  REQUIRE_FALSE(source.empty());
  std::uint32_t offset = 0;
  TSQueryError error = TSQueryErrorNone;
  Query query(
      ts_query_new(tree_sitter_pnote(), source.data(), static_cast<std::uint32_t>(source.size()), &offset, &error),
      &ts_query_delete);
  INFO(name << " is wrong (" << error << ") at: " << source.substr(offset, 60));
  REQUIRE(query != nullptr);
  return query;
}

/// The texts that each capture of the query takes, in order.
std::map<std::string, std::vector<std::string>> captures(const std::string& name, const std::string& note) {
  const Query query = compiled(name);
  const syntax::Tree tree = syntax::parse(text::Text(note));
  const std::unique_ptr<TSQueryCursor, decltype(&ts_query_cursor_delete)> cursor(ts_query_cursor_new(),
                                                                                 &ts_query_cursor_delete);
  ts_query_cursor_exec(cursor.get(), query.get(), ts_tree_root_node(tree.get()));
  std::map<std::string, std::vector<std::string>> out;
  TSQueryMatch match;
  std::uint32_t index = 0;
  while (ts_query_cursor_next_capture(cursor.get(), &match, &index)) {
    const TSQueryCapture& capture = match.captures[index];
    std::uint32_t length = 0;
    const char* capture_name = ts_query_capture_name_for_id(query.get(), capture.index, &length);
    const std::uint32_t begin = ts_node_start_byte(capture.node);
    out[std::string(capture_name, length)].push_back(note.substr(begin, ts_node_end_byte(capture.node) - begin));
  }
  return out;
}

const std::string note =
    "---\nclient: MRN-1\n---\n\n## Data\nMood: [x] sad  [ ] angry\n\n- [x] sad\n  - Observed: tearful, \"so tired\".\n"
    "\n> A letter.\n\n<!-- notewell: allow generic-narrative because it is quoted -->\nWork on @G1.2 with ‹skill›.\n";

}  // namespace

TEST_CASE("every query compiles for the grammar") {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"folds.scm", "highlights.scm", "indents.scm", "injections.scm", "locals.scm",
                                          "textobjects.scm"});
  for (const std::string& name : names) compiled(name);
}

TEST_CASE("highlights take each form for what it is") {
  using Texts = std::vector<std::string>;
  auto found = captures("highlights.scm", note);
  CHECK(found["property"] == Texts{"client"});
  CHECK(found["markup.heading"] == Texts{"## Data\n"});
  CHECK(found["label"] == Texts{"Mood:", "Observed:"});
  CHECK(found["markup.list.checked"] == Texts{"[x]", "[x]"});
  CHECK(found["markup.list.unchecked"] == Texts{"[ ]"});
  CHECK(found["constant"] == Texts{"sad", "angry", "sad"});
  CHECK(found["string"] == Texts{"\"so tired\""});
  CHECK(found["markup.quote"] == Texts{">"});
  CHECK(found["markup.link"] == Texts{"@G1.2"});
  CHECK(found["comment.todo"] == Texts{"‹skill›"});
  CHECK(found["keyword.directive"] == Texts{"<!-- notewell: allow generic-narrative because it is quoted -->"});
}

TEST_CASE("folds take the header, sections and items with what stands below them") {
  const auto folds = captures("folds.scm", note)["fold"];
  REQUIRE(folds.size() == 4);
  CHECK(folds[0].starts_with("---\nclient"));
  CHECK(folds[1].starts_with("## Data"));
  CHECK(folds[1].ends_with("‹skill›.\n"));
  CHECK(folds[2].starts_with("- [x] sad\n  - Observed"));
  CHECK(folds[3].starts_with("- Observed"));
}

TEST_CASE("the other queries find what editors ask of them") {
  for (const std::string name : {"indents.scm", "locals.scm", "textobjects.scm"}) {
    INFO(name);
    CHECK_FALSE(captures(name, note).empty());
  }
}
