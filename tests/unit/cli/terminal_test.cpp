#include "cli/terminal.hpp"

#include <catch2/catch.hpp>

using namespace notewell::cli;
using Lines = std::vector<std::string>;

TEST_CASE("Text is wrapped between words, by columns") {
  CHECK(wrapped("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrapped("one two three", 0) == Lines{"one two three"});
  CHECK(wrapped("  one\n two ", 80) == Lines{"one two"});
  CHECK(wrapped("a 😢😢 b", 5) == Lines{"a", "😢😢", "b"});
  CHECK(wrapped("unbreakable x", 4) == Lines{"unbreakable", "x"});
  CHECK(wrapped("", 10).empty());
}

TEST_CASE("Colours appear only where they are on") {
  CHECK(Terminal{.colour = false}.styled(Style::red, "x") == "x");
  CHECK(Terminal{.colour = true}.styled(Style::red, "x") == "\x1B[1;31mx\x1B[0m");
}
