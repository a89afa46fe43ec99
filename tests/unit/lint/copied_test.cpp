// The rule copied-narrative, told by a function what stands elsewhere.

#include <catch2/catch.hpp>

#include "lint/analysis.hpp"

using namespace notewell;

namespace {

const std::string note = "---\nclient: MRN-1\n---\nS: The radio is on in every room.\n";
constexpr text::Span passage{26, 56};

std::vector<lint::Finding> findings(const lint::CopiedOf& copied_of, lint::Strictness strictness,
                                    std::shared_ptr<const lint::Profile> profile = nullptr) {
  static const auto knowledge = lint::builtin_knowledge();
  auto all = lint::analyse(text::Text(note), "a.pnote", knowledge,
                           {.today = std::chrono::year(2026) / 11 / 23,
                            .strictness = strictness,
                            .profile = std::move(profile),
                            .plan_of = {},
                            .copied_of = copied_of})
                 ->findings;
  std::erase_if(all, [](const lint::Finding& finding) { return finding.rule->id != "copied-narrative"; });
  return all;
}

lint::CopiedPassage copy(bool same_client) {
  return {.span = passage,
          .path = "/charts/2/b.pnote",
          .name = "../2/b.pnote",
          .place = {{6, 0}, {6, 30}},
          .share = 0.876,
          .words = 21,
          .same_client = same_client,
          .date = std::chrono::year(2026) / 3 / 9,
          .others = 0};
}

}  // namespace

TEST_CASE("copied-narrative: what, how much, where, whose") {
  const auto from_other = [](const note::Note&, const lint::CopyTerms&) { return std::vector{copy(false)}; };
  const auto found = findings(from_other, lint::Strictness::as_signed);
  REQUIRE(found.size() == 1);
  CHECK(found[0].span == passage);
  CHECK(found[0].severity == lint::Severity::error);
  CHECK(found[0].message ==
        "21 words (88 %) stand in ../2/b.pnote, line 7, a note of another client of 2026-03-09. Write what this "
        "session was; if the words belong to another client, take them out of this chart.");
  CHECK(findings(from_other, lint::Strictness::draft)[0].severity == lint::Severity::warning);
  REQUIRE(found[0].related.size() == 1);
  CHECK(found[0].related[0].path == "/charts/2/b.pnote");
  CHECK(found[0].related[0].range == text::Range{{6, 0}, {6, 30}});
}

TEST_CASE("copied-narrative: the same client's is told one step more gently") {
  const auto from_same = [](const note::Note&, const lint::CopyTerms&) {
    auto one = copy(true);
    one.date.reset();
    one.others = 2;
    return std::vector{one};
  };
  const auto found = findings(from_same, lint::Strictness::as_signed);
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == lint::Severity::warning);
  CHECK(found[0].message.starts_with(
      "21 words (88 %) stand in ../2/b.pnote, line 7, a note of this client and in 2 more files. "));
  CHECK(findings(from_same, lint::Strictness::draft)[0].severity == lint::Severity::information);
}

TEST_CASE("copied-narrative: terms are the profile's, and nobody to ask is nothing found") {
  lint::CopyTerms asked;
  const auto nothing = [&](const note::Note&, const lint::CopyTerms& terms) {
    asked = terms;
    return std::vector<lint::CopiedPassage>{};
  };
  CHECK(findings(nothing, lint::Strictness::as_signed).empty());
  CHECK(asked == lint::CopyTerms{.least_share = 0.5, .least_words = 20, .boilerplate = {}});
  lint::Profile profile = *lint::builtin_knowledge()->profiles.at("default");
  auto& options = profile.options["copied-narrative"];
  options["least_share"] = {lint::OptionValue("70"), "test"};
  options["boilerplate"] = {lint::OptionValue("Seen by video, as agreed|Next session"), "test"};
  CHECK(findings(nothing, lint::Strictness::as_signed, std::make_shared<lint::Profile>(profile)).empty());
  CHECK(asked == lint::CopyTerms{.least_share = 0.7,
                                 .least_words = 20,
                                 .boilerplate = {"Seen by video, as agreed", "Next session"}});
  CHECK(findings({}, lint::Strictness::as_signed).empty());
}

TEST_CASE("copied-narrative: who pays says how much is too much") {
  for (const auto& [profile, share] : {std::pair{"default", 0.5}, std::pair{"medicare", 0.4}, std::pair{"optum", 0.5},
                                       std::pair{"private-pay", 0.7}}) {
    INFO(profile);
    lint::CopyTerms asked;
    const auto nothing = [&](const note::Note&, const lint::CopyTerms& terms) {
      asked = terms;
      return std::vector<lint::CopiedPassage>{};
    };
    CHECK(findings(nothing, lint::Strictness::as_signed, lint::builtin_knowledge()->profiles.at(profile)).empty());
    CHECK(asked == lint::CopyTerms{.least_share = share, .least_words = 20, .boilerplate = {}});
  }
}
