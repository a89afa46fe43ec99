// Edits that are made one after another, and at once.

#include "text/edit.hpp"

#include <random>

#include <catch2/catch.hpp>

using namespace notewell::text;

namespace {

Edits random_edits(std::mt19937& random, std::size_t size) {
  Edits out;
  Offset at = 0;
  while (at <= size && random() % 4 != 0) {
    const auto begin = static_cast<Offset>(at + random() % 4);
    const auto end = static_cast<Offset>(begin + random() % 4);
    if (end > size) break;
    out.push_back(
        {.replaced = {begin, end}, .inserted = std::string(random() % 3, static_cast<char>('A' + random() % 26))});
    at = end + 1;
  }
  return out;
}

}  // namespace

TEST_CASE("edits are made at their places") {
  CHECK(applied("abcdef", Edits{}) == "abcdef");
  CHECK(applied("abcdef", Edits{{{0, 1}, ""}, {{3, 3}, "-"}, {{6, 6}, "!"}}) == "bc-def!");
}

TEST_CASE("composed edits do at once what two lists do one after the other") {
  std::mt19937 random(11);
  for (int round = 0; round != 20'000; ++round) {
    std::string text(random() % 24, ' ');
    for (char& c : text) c = static_cast<char>('a' + random() % 26);
    const Edits first = random_edits(random, text.size());
    const std::string between = applied(text, first);
    const Edits second = random_edits(random, between.size());
    const Edits both = composed(first, second);
    REQUIRE(applied(text, both) == applied(between, second));
    for (std::size_t i = 1; i < both.size(); ++i) REQUIRE(both[i - 1].replaced.end <= both[i].replaced.begin);
  }
}
