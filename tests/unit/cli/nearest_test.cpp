#include "cli/nearest.hpp"

#include <array>

#include <catch2/catch.hpp>

using notewell::cli::nearest;

TEST_CASE("The nearest name is the one with the fewest slips, and none is better than a far one") {
  const std::array<std::string_view, 5> commands{"check", "rules", "explain", "debug", "lsp"};
  CHECK(nearest("chekc", commands) == "check");
  CHECK(nearest("rule", commands) == "rules");
  CHECK(nearest("explian", commands) == "explain");
  CHECK(nearest("lps", commands) == "lsp");
  CHECK(nearest("banana", commands).empty());
  CHECK(nearest("", commands).empty());
}
