// How often a plan says that sessions take place, and business days.

#include <catch2/catch.hpp>

#include "lint/analysis.hpp"
#include "lint/checks/business_days.hpp"
#include "lint/planned_frequency.hpp"

using namespace notewell;
using namespace std::chrono_literals;

namespace {

/// "2 in 7" of each frequency that a plan with these lines gives.
std::vector<std::string> read(const std::string& lines) {
  const text::Text text("---\nkind: treatment-plan\n---\n## G1 Sleep\n" + lines + "\n");
  const auto plan =
      note::build(text, syntax::parse(text), lint::builtin_knowledge()->vocabulary, nullptr, "plan.pnote");
  std::vector<std::string> out;
  for (const auto& one : lint::planned_frequencies(*plan, text::PositionEncoding::utf8))
    out.push_back(std::to_string(one.sessions) + " in " + std::to_string(one.days));
  return out;
}

using Read = std::vector<std::string>;

}  // namespace

TEST_CASE("A plan's frequency is read as people write it") {
  CHECK(read("Frequency: weekly, 53 minutes") == Read{"1 in 7"});
  CHECK(read("- **Frequency of sessions:** twice a week") == Read{"2 in 7"});
  CHECK(read("Session frequency: 1x/week") == Read{"1 in 7"});
  CHECK(read("FREQUENCY/DURATION: 2x weekly for 6 months") == Read{"2 in 7"});
  CHECK(read("Frequency: 1-2 sessions per month") == Read{"2 in 30"});
  CHECK(read("Frequency: every other week") == Read{"1 in 14"});
  CHECK(read("Frequency: every 2 to 3 weeks") == Read{"1 in 21"});
  CHECK(read("Frequency: once every two weeks") == Read{"1 in 14"});
  CHECK(read("Frequency: 60 minutes weekly") == Read{"1 in 7"});
  CHECK(read("Frequency: weekly for 8 weeks, then monthly") == Read{"1 in 7", "1 in 30"});
  CHECK(read("Frequency: weekly\n## G2 Work\nFrequency: twice a month") == Read{"1 in 7", "2 in 30"});
}

TEST_CASE("What leaves the frequency open, or is another thing's, gives none") {
  CHECK(read("Frequency: biweekly").empty());
  CHECK(read("Frequency: as needed").empty());
  CHECK(read("Frequency: weekly\n## G2 Work\nFrequency: prn").empty());
  CHECK(read("Frequency:").empty());
  CHECK(read("Frequency: with G1").empty());
  CHECK(read("- G1.1 Reduce the frequency of panic attacks: from 3 times a week to once a month").empty());
  CHECK(read("Attends weekly").empty());
}

TEST_CASE("Business days leave out weekends and the days on which federal holidays are kept") {
  using lint::business_days_between;
  CHECK(business_days_between(2026y / 11 / 20, 2026y / 11 / 23) == 1);  // Friday to Monday
  CHECK(business_days_between(2026y / 11 / 25, 2026y / 11 / 27) == 1);  // Thanksgiving between
  CHECK(business_days_between(2026y / 7 / 2, 2026y / 7 / 6) == 1);      // July 4 on a Saturday, kept on Friday
  CHECK(business_days_between(2027y / 7 / 2, 2027y / 7 / 6) == 1);      // on a Sunday, kept on Monday
  CHECK(business_days_between(2021y / 12 / 30, 2022y / 1 / 3) == 1);    // the new year's day kept in the old year
  CHECK(business_days_between(2026y / 6 / 18, 2026y / 6 / 22) == 1);    // Juneteenth
  CHECK(business_days_between(2020y / 6 / 18, 2020y / 6 / 19) == 1);    // which was none in 2020
  CHECK(business_days_between(2026y / 11 / 20, 2026y / 11 / 20) == 0);
  CHECK(business_days_between(2026y / 11 / 20, 2026y / 11 / 10) == 0);
  CHECK(business_days_between(1990y / 1 / 1, 2026y / 1 / 1) == 400);
}
