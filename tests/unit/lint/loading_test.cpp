// What the program knows is read while it is built and made ready on first use: neither may change what it knows.

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include <catch2/catch.hpp>

#include "lint/analysis.hpp"
#include "lint/warm_up.hpp"

#include "embedded/embedded.hpp"
#include "support/source_folder.hpp"
#include "toml/front_matter.hpp"
#include "toml/value.hpp"

using namespace notewell;

namespace {

std::string source(std::string_view name) {
  std::ifstream stream(tests::source_folder() / "rules" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

bool same_place(const toml::Place& a, const toml::Place& b) {
  return a.line == b.line && a.column == b.column && a.end_column == b.end_column;
}

bool same(const toml::Value& a, const toml::Value& b) {
  if (!same_place(a.source(), b.source()) || a.text() != b.text() || a.size() != b.size() ||
      a.value<std::int64_t>() != b.value<std::int64_t>() || a.is_table() != b.is_table() ||
      a.is_string() != b.is_string() || a.is_integer() != b.is_integer() || a.is_boolean() != b.is_boolean())
    return false;
  for (std::size_t i = 0; i != (a.is_table() ? 2 : 1) * a.size(); ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}

std::vector<std::pair<std::string, text::Span>> places(const lint::Analysis& analysis) {
  std::vector<std::pair<std::string, text::Span>> out;
  for (const lint::Finding& finding : analysis.findings) out.emplace_back(finding.rule->id, finding.span);
  return out;
}

std::shared_ptr<const lint::Analysis> analysed(const std::shared_ptr<const lint::Knowledge>& knowledge) {
  const lint::Settings settings{.today = std::chrono::year(2026) / 11 / 23, .strictness = lint::Strictness::as_signed};
  return lint::analyse(text::Text("# Data\n- [x] Anxious\nClient was receptive. Her husband slapped her son.\n"),
                       "note.pnote", knowledge, settings);
}

}  // namespace

TEST_CASE("what is packed is what stands in rules/") {
  std::size_t packed = 0;
  for (const embedded::File& file : embedded::files()) {
    const std::string text = source(file.name);
    const std::string_view found = file.name.ends_with(".toml")    ? std::string_view(text)
                                   : text.starts_with(toml::fence) ? toml::front_matter(text)
                                                                   : std::string_view{};
    INFO(file.name);
    CHECK(file.packed.empty() == found.empty());
    if (found.empty()) continue;
    ++packed;
    const toml::Document parsed = toml::parse(found);
    const toml::Document unpacked = toml::Document::packed(file.packed);
    REQUIRE(parsed);
    CHECK(same(parsed.root(), unpacked.root()));
  }
  CHECK(packed > 80);
}

TEST_CASE("a letter that stands where a blank could is a letter, or told as a mistake") {
  for (char32_t c = 0xA1; c != 0xFB00; ++c) {
    const bool blank = c == 0x1680 || c == 0x180E || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 ||
                       c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000;
    if (blank || (c >= 0xD800 && c <= 0xDFFF)) continue;
    std::string letter;
    if (c < 0x800) {
      letter = {static_cast<char>(0xC0 | c >> 6U), static_cast<char>(0x80 | (c & 0x3FU))};
    } else {
      letter = {static_cast<char>(0xE0 | c >> 12U), static_cast<char>(0x80 | (c >> 6U & 0x3FU)),
                static_cast<char>(0x80 | (c & 0x3FU))};
    }
    CAPTURE(static_cast<std::uint32_t>(c));
    const toml::Document text = toml::parse("s = \"\"\"\\\n" + letter + "\"\"\"\n");
    REQUIRE(text);
    CHECK(text.root()["s"].text() == letter);
    CHECK_FALSE(toml::parse("1" + letter + "on]\n"));
  }
}

TEST_CASE("the program's own patterns are right, though they are compiled late") {
  // The same files as a practice's would be read: every pattern is compiled at once, every mistake told.
  std::vector<std::string> texts;
  texts.reserve(embedded::files().size());
  std::vector<note::VocabularyFile> words;
  std::vector<lint::RuleFile> rules;
  std::vector<lint::RuleFile> authorities;
  for (const embedded::File& file : embedded::files()) {
    const std::string name(file.name);
    texts.push_back(source(name));
    if (name == "authorities.toml") authorities.push_back({.name = name, .text = texts.back()});
    if (name.starts_with("vocabulary/") && !name.ends_with("excludes1.tsv"))
      words.push_back({.name = name, .text = texts.back()});
    if (name.ends_with(".md") && name.find('/') != std::string::npos)
      rules.push_back({.name = name, .text = texts.back()});
  }
  std::vector<note::VocabularyProblem> wrong_words;
  const auto vocabulary = note::load_vocabulary(words, wrong_words);
  CHECK(wrong_words.empty());
  std::vector<lint::RuleProblem> wrong_rules;
  const auto set = lint::load_rules(rules, authorities, *vocabulary, wrong_rules);
  CHECK(wrong_rules.empty());
  CHECK(set->rules.size() == lint::builtin_knowledge()->rules->rules.size());
}

TEST_CASE("a practice's wrong patterns are told at once, with their places") {
  const std::vector<lint::OwnFile> own = {
      {.name = "words.toml",
       .path = "words.toml",
       .text = "[[element]]\nid = \"client-quote\"\ncues = [\"said (\"]\n[[telling]]\nof = \"telehealth\"\npatterns = "
               "[\"fine\", \"a)b\"]\n[generic]\nstatements = [\"x[\"]\n"},
      {.name = "own/one.md",
       .path = "own/one.md",
       .text = "+++\ntitle = \"One\"\nseverity = \"hint\"\n[check]\nkind = \"phrase\"\npatterns = [\"ok\", "
               "\"(no\"]\n[message]\nwhat = \"a\"\nwhy = \"b\"\ndo = \"c\"\n+++\n"},
  };
  std::vector<lint::ProfileProblem> problems;
  (void)lint::extended_knowledge(own, problems);
  std::vector<std::string> told;
  for (const auto& problem : problems)
    told.push_back(problem.file + ":" + std::to_string(problem.line) + ": " + problem.what);
  INFO(told.size());
  const auto tells = [&](std::string_view start, std::string_view part) {
    return std::ranges::any_of(
        told, [&](const std::string& one) { return one.starts_with(start) && one.find(part) != std::string::npos; });
  };
  CHECK(tells("words.toml:3: ", "said ("));
  CHECK(tells("words.toml:4: ", "`a)b` is wrong"));
  CHECK(tells("generic:0: ", "`x[` is wrong"));
  CHECK(tells("own/one.md:6: ", "`(no` is wrong"));
}

TEST_CASE("many threads may come first to what is made ready on first use") {
  std::vector<lint::ProfileProblem> problems;
  const auto fresh = lint::extended_knowledge({}, problems);
  CHECK(problems.empty());
  std::array<std::vector<std::pair<std::string, text::Span>>, 4> found;
  {
    std::vector<std::jthread> threads;
    for (auto& into : found) threads.emplace_back([&fresh, &into] { into = places(*analysed(fresh)); });
    threads.emplace_back([&fresh] { lint::warm_up(fresh); });
  }
  const auto expected = places(*analysed(lint::builtin_knowledge()));
  CHECK(!expected.empty());
  for (const auto& one : found) CHECK((one == expected));
}
