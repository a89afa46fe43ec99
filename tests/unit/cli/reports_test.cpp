#include <catch2/catch.hpp>

#include "cli/baseline.hpp"
#include "cli/finding_mark.hpp"
#include "cli/git_changes.hpp"
#include "cli/progress.hpp"

using namespace notewell;

TEST_CASE("Lines that changed are read off a diff") {
  const auto changed = cli::lines_of_diff(
      "diff --git a/a.pnote b/a.pnote\n--- a/a.pnote\n+++ b/a.pnote\n"
      "@@ -3 +3,2 @@ ## Data\n-x\n+++ b/no file\n+y\n@@ -9,2 +10,0 @@\n-z\n-z\n"
      "diff --git a/b c.pnote b/b c.pnote\n--- a/b c.pnote\t\n+++ b/b c.pnote\t\n@@ -1 +1 @@\n-x\n+y\n"
      "diff --git a/gone.pnote b/gone.pnote\n--- a/gone.pnote\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
      "diff --git \"a/t\\tq\\\"\\303\\244.pnote\" \"b/t\\tq\\\"\\303\\244.pnote\"\n"
      "--- \"a/t\\tq\\\"\\303\\244.pnote\"\n+++ \"b/t\\tq\\\"\\303\\244.pnote\"\n@@ -0,0 +7 @@\n+y\n");
  REQUIRE(changed.size() == 3);
  const cli::ChangedLines& first = changed.at("a.pnote");
  CHECK(first.touches(3, 3));
  CHECK(first.touches(4, 9));
  CHECK_FALSE(first.touches(1, 2));
  CHECK_FALSE(first.touches(5, 99));
  CHECK(changed.at("b c.pnote").touches(1, 1));
  CHECK(changed.at("t\tq\"ä.pnote").touches(7, 7));
}

TEST_CASE("A finding is known again by its rule and its text, however the text is broken into lines") {
  static const lint::Rule rule{.id = "some-rule"};
  const auto mark = [](const std::string& bytes) {
    const text::Text text(bytes);
    return cli::mark_of({.rule = &rule, .span = {0, text.size()}}, text);
  };
  CHECK(mark("two  words") == "e163c31e3dba8061");  // printf 'some-rule\ntwo words\n' | sha256sum | cut -c-16
  CHECK(mark("two\r\n\twords") == mark("two words"));
  CHECK(mark("two wordz") != mark("two words"));
}

TEST_CASE("A baseline is sorted, one line for each text") {
  cli::Baseline baseline;
  baseline.files["b.pnote"][{"some-rule", "00ff"}] = 2;
  baseline.files["a \"x\".pnote"][{"some-rule", "1234"}] = 1;
  CHECK(baseline.size() == 3);
  CHECK(text_of(baseline) ==
        "{\"notewell-baseline\":1}\n"
        "{\"path\":\"a \\\"x\\\".pnote\",\"rule\":\"some-rule\",\"text\":\"1234\",\"count\":1}\n"
        "{\"path\":\"b.pnote\",\"rule\":\"some-rule\",\"text\":\"00ff\",\"count\":2}\n");
}

TEST_CASE("Progress is told in one line that fits") {
  CHECK(cli::progress_line("Reading", 5, 10, 40) == "Reading ███████████            5 of 10");
  CHECK(cli::progress_line("Reading", 1, 16, 37) == "Reading █▏                  1 of 16");
  CHECK(cli::progress_line("Reading", 99, 10, 20) == "Reading ██ 10 of 10");
  CHECK(cli::progress_line("Reading", 0, 0, 200).size() < 80);
}
