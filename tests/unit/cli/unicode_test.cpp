#include "cli/unicode.hpp"

#include <string>

#include <catch2/catch.hpp>

using namespace notewell::cli;

TEST_CASE("What is not UTF-8 is replaced, byte by byte") {
  CHECK(valid_utf8("caf\xC3\xA9 \xF0\x9F\x98\xA2") == "café 😢");
  CHECK(valid_utf8("\xFF") == "\uFFFD");
  CHECK(valid_utf8("\xE2\x80") == "\uFFFD\uFFFD");            // cut short
  CHECK(valid_utf8("\xC0\xAF") == "\uFFFD\uFFFD");            // overlong
  CHECK(valid_utf8("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");  // a surrogate
  CHECK(valid_utf8("\xF4\x90\x80\x80x") == "\uFFFD\uFFFD\uFFFD\uFFFDx");
}

TEST_CASE("Nothing in a note can steer a terminal") {
  CHECK(printable("\x1B[2Jx") == "␛[2Jx");
  CHECK(printable("a\tb\x7F\x07") == "a b␡␇");
  CHECK(printable("\xC2\x9B"
                  "31m") == "\uFFFD31m");  // an 8-bit control sequence
  CHECK(printable("a\u202Eb\u2066") == "a\uFFFDb\uFFFD");
  CHECK(printable("“sad” 😢") == "“sad” 😢");
}

TEST_CASE("Columns are counted as a terminal shows them") {
  CHECK(columns("“sad”") == 5);
  CHECK(columns("😢") == 2);
  CHECK(columns("e\u0301") == 1);
  CHECK(columns("日本") == 4);
  CHECK(columns("a\tb") == 3);
  CHECK(columns("\xFF") == 1);
}
