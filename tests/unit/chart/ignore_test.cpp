#include "chart/ignore.hpp"

#include <string>

#include <catch2/catch.hpp>

using notewell::chart::glob_matches;
using notewell::chart::IgnorePatterns;

namespace {

bool ignores(const std::string& content, const std::string& path) {
  const bool is_folder = path.ends_with('/');
  return IgnorePatterns::parse(content).ignores(path.substr(0, path.size() - (is_folder ? 1 : 0)), is_folder) == true;
}

}  // namespace

TEST_CASE("A pattern ignores what gitignore(5) says it does") {
  const auto [pattern, path, ignored] = GENERATE(table<std::string, std::string, bool>({
      // No slash: the last part of a path, at any depth.
      {"old.pnote", "old.pnote", true},
      {"old.pnote", "a/b/old.pnote", true},
      {"*.pnote", "a/old.pnote", true},
      {"old", "older", false},
      {"a?c", "abc", true},
      {"a?c", "a/c", false},
      // A slash at the start or in the middle: from the ignore file's folder.
      {"/old.pnote", "old.pnote", true},
      {"/old.pnote", "a/old.pnote", false},
      {"a/b", "a/b", true},
      {"a/b", "x/a/b", false},
      {"a/*", "a/b", true},
      {"a/*", "a/b/c", false},
      // A slash at the end: folders only.
      {"drafts/", "drafts/", true},
      {"drafts/", "x/drafts/", true},
      {"drafts/", "drafts", false},
      {"/drafts/", "x/drafts/", false},
      // Two stars stand for any number of folders.
      {"**/old", "old", true},
      {"**/old", "a/b/old", true},
      {"a/**", "a/b/c", true},
      {"a/**", "a/", false},
      {"a/**/z", "a/z", true},
      {"a/**/z", "a/b/c/z", true},
      {"a/**/z", "b/a/z", false},
      {"a/**/m/**/z", "a/m/x/m/z", true},
      {"x**z", "xyz", true},
      {"a/x**z", "a/x/z", false},
      // Brackets.
      {"[ab].pnote", "b.pnote", true},
      {"[!ab].pnote", "b.pnote", false},
      {"[^ab].pnote", "c.pnote", true},
      {"[a-c]x", "bx", true},
      {"[]-]x", "]x", true},
      {"[[:digit:]]", "7", true},
      {"[[:digit:]]", "x", false},
      {"[[:nothing:]]", "x", false},
      {"[ab", "a", false},
      // Escapes, comments, spaces.
      {"\\#x", "#x", true},
      {"#x", "#x", false},
      {"\\!x", "!x", true},
      {"a\\*", "a*", true},
      {"a\\*", "ab", false},
      {"a\\", "a\\", false},
      {"old   ", "old", true},
      {"old\\ ", "old ", true},
      {"", "x", false},
      {"/", "x/", false},
  }));
  CAPTURE(pattern, path);
  CHECK(ignores(pattern, path) == ignored);
}

TEST_CASE("The last pattern that matches decides, and ! keeps") {
  const auto patterns = IgnorePatterns::parse("*.pnote\n!plan.pnote\r\n/plan.pnote\n");
  CHECK(patterns.ignores("a/session.pnote", false) == true);
  CHECK(patterns.ignores("a/plan.pnote", false) == false);
  CHECK(patterns.ignores("plan.pnote", false) == true);
  CHECK(patterns.ignores("readme.md", false) == std::nullopt);
}

TEST_CASE("A byte order mark is not part of the first pattern") {
  CHECK(ignores("\xEF\xBB\xBFold", "old"));
}

TEST_CASE("Many stars cost no more than the product of both lengths") {
  std::string pattern;
  for (int i = 0; i < 2000; ++i) pattern += "a*";
  CHECK_FALSE(glob_matches(pattern + "b", std::string(20000, 'a')));
  CHECK(glob_matches(pattern, std::string(20000, 'a')));
}
