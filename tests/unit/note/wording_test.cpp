// Wording: phrases with alternatives, places where they count, and what makes them fine.

#include <catch2/catch.hpp>

#include "note/vocabulary.hpp"

using namespace notewell;

namespace {

constexpr std::string_view lists = R"(
[alternatives]
is = "is/was/appears_to_be"

[[wording]]
kind = "judging"
phrases = ["{is} (very) stubborn/rude", "drama-queen"]
fine = ["was rude awakening"]

[[wording]]
kind = "dose"
phrases = ["mg"]

[[abbreviation]]
kind = "unsafe"
forms = ["q.d.", "U"]
where = "with a dose"

[[abbreviation]]
kind = "unsafe"
forms = ["MS"]
where = "before a dose"

[[abbreviation]]
kind = "unsafe"
forms = ["cc"]
where = "after a number"

[[abbreviation]]
kind = "ambiguous"
forms = ["SA", "PA"]
)";

/// The phrases found, one behind the other.
std::string found(std::string_view text, std::vector<text::Span> holes = {}, std::string_view more = {}) {
  const std::string all = std::string(lists) + std::string(more);
  std::vector<note::VocabularyProblem> problems;
  const std::vector<note::VocabularyFile> files = {{.name = "lists.toml", .text = all}};
  const auto vocabulary = note::load_vocabulary(files, problems);
  REQUIRE(problems.empty());
  std::string out;
  for (const auto& match : vocabulary->wording().find(text, {0, static_cast<text::Offset>(text.size())}, holes)) {
    out += "[" + std::string(text.substr(match.span.begin, match.span.size())) + "]";
  }
  return out;
}

}  // namespace

TEST_CASE("a phrase is found in any case, with its alternatives and without its optional words") {
  CHECK(found("He WAS rude, and appears to be very stubborn.") == "[WAS rude][appears to be very stubborn]");
  CHECK(found("a drama queen") == "[drama queen]");
  CHECK(found("was, rude") == "");
  CHECK(found("was very") == "");
}

TEST_CASE("what stands in a hole or in a fine phrase is passed over") {
  CHECK(found("said \"was rude\" twice", {{5, 15}}) == "");
  CHECK(found("It was rude awakening.") == "");
}

TEST_CASE("abbreviations count as written, alone, and where they are asked for") {
  CHECK(found("50 mg q.d. today") == "[q.d.]");
  CHECK(found("q.d. today") == "");
  CHECK(found("MS 4 mg") == "[MS]");
  CHECK(found("MS: alert, 4 mg") == "");
  CHECK(found("10cc and 5 cc, cc to PCP") == "[cc][cc]");
  CHECK(found("PA-C, pa, PAs, SA/PA") == "[SA][PA]");
}

TEST_CASE("a practice settles an abbreviation, and mistakes are told") {
  CHECK(found("SA and PA", {}, "[[abbreviation]]\nkind = \"known\"\nforms = [\"SA\"]\n") == "[PA]");
  std::vector<note::VocabularyProblem> problems;
  const std::vector<note::VocabularyFile> files = {
      {.name = "a.toml", .text = "[[wording]]\nkind = \"rude\"\nphrases = [\"x\"]\n"},
      {.name = "b.toml", .text = "[[wording]]\nkind = \"vague\"\nphrases = [\"{nobody} x\"]\n"}};
  const auto vocabulary = note::load_vocabulary(files, problems);
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].message ==
        "`kind = \"rude\"` is not known: vague, judging, stigmatizing, process, unsafe, ambiguous, told, dose, fine");
  CHECK(problems[1].message == "`{nobody}` is not among the [alternatives]");
}
