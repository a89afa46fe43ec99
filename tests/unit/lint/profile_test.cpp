// Profiles: what the shipped ones say, how they build on one another, what a practice adds, and mistakes in them.

#include <algorithm>

#include <catch2/catch.hpp>

#include "lint/analysis.hpp"
#include "lint/chart_view.hpp"

using namespace notewell;
using lint::Severity;

namespace {

struct Loaded {
  lint::ProfileSet profiles;
  std::vector<lint::ProfileProblem> problems;
};

/// Profiles by id and text.
Loaded loaded(const std::vector<std::pair<std::string, std::string>>& texts) {
  std::vector<lint::ProfileFile> files;
  for (const auto& [id, text] : texts) files.push_back({.name = "profiles/" + id + ".toml", .text = text});
  Loaded out;
  out.profiles = lint::load_profiles(files, lint::builtin_knowledge()->nameable(), out.problems);
  return out;
}

struct Settings {
  std::shared_ptr<const lint::Profile> profile;
  std::vector<lint::ProfileProblem> problems;
};

/// A practice's notewell.toml.
Settings settings(std::string_view text, const std::string& instead = {}) {
  const auto knowledge = lint::builtin_knowledge();
  Settings out;
  const auto base = instead.empty() ? nullptr : knowledge->profiles.at(instead);
  out.profile = lint::load_settings({.name = "notewell.toml", .text = text}, knowledge->nameable(), knowledge->profiles,
                                    base, out.problems);
  return out;
}

/// "LINE: WHAT. REMEDY" of each problem.
std::vector<std::string> told(const std::vector<lint::ProfileProblem>& problems) {
  std::vector<std::string> out;
  for (const auto& problem : problems)
    out.push_back(std::to_string(problem.line) + ": " + problem.what + ". " + problem.remedy);
  return out;
}

using Told = std::vector<std::string>;

/// The severities, by rule, of what is found under the profile.
std::map<std::string, Severity> found(const std::string& note, std::shared_ptr<const lint::Profile> profile,
                                      lint::Strictness strictness = lint::Strictness::as_signed) {
  const lint::Settings given = {.today = std::chrono::year(2026) / 11 / 23,
                                .strictness = strictness,
                                .profile = std::move(profile),
                                .plan_of = {}};
  const auto analysis = lint::analyse(text::Text(note), "note.pnote", lint::builtin_knowledge(), given);
  std::map<std::string, Severity> out;
  for (const auto& finding : analysis->findings) out.emplace(finding.rule->id, finding.severity);
  return out;
}

std::shared_ptr<const lint::Profile> shipped(const std::string& id) {
  return lint::builtin_knowledge()->profiles.at(id);
}

const lint::Rule& rule(std::string_view id) {
  return *lint::builtin_knowledge()->rules->find(id);
}

const std::string total_time_only = "date: 2026-11-20\ncode: 90834\nduration: 45 min\n\n## Data\nShe came on time.\n";

}  // namespace

TEST_CASE("the default profile is the rules as their files have them") {
  const auto profile = shipped("default");
  CHECK(profile->severities.empty());
  CHECK(profile->options.empty());
  for (const auto& one : lint::builtin_knowledge()->rules->rules) {
    CHECK(lint::severity_of(one, profile.get(), true) == one.severity);
    CHECK(lint::severity_of(one, profile.get(), false) == one.draft);
  }
}

TEST_CASE("an analysis tells by which profile it judged") {
  const auto judged_by = [](const std::shared_ptr<const lint::Profile>& profile) {
    const lint::Settings given = {
        .today = std::chrono::year(2026) / 11 / 23, .strictness = {}, .profile = profile, .plan_of = {}};
    return lint::analyse(text::Text("## Data\n"), "note.pnote", lint::builtin_knowledge(), given)->profile->id;
  };
  CHECK(judged_by(nullptr) == "default");
  CHECK(judged_by(shipped("optum")) == "optum");
}

TEST_CASE("every shipped profile has a title, cites its sources, and differs from the default only where it means to") {
  for (const auto& [id, profile] : lint::builtin_knowledge()->profiles) {
    INFO(id);
    CHECK(profile->id == id);
    CHECK_FALSE(profile->title.empty());
    CHECK_FALSE(profile->sources.empty());
    CHECK(lint::asks(profile.get(), "intervention"));
    for (const auto& [name, set] : profile->severities) {
      INFO(name);
      CHECK(set.value != rule(name).severity);
      CHECK(set.by == id);
    }
  }
}

TEST_CASE("a total time is enough for Optum and Medicare, not for Texas") {
  CHECK_FALSE(found(total_time_only, shipped("optum")).contains("times-missing-for-timed-code"));
  CHECK_FALSE(found(total_time_only, shipped("medicare")).contains("times-missing-for-timed-code"));
  CHECK(found(total_time_only, shipped("medicaid-texas")).at("times-missing-for-timed-code") == Severity::error);
  CHECK(found(total_time_only, nullptr).at("times-missing-for-timed-code") == Severity::error);
  CHECK(found("date: 2026-11-20\ncode: 90834\n", shipped("optum")).contains("times-missing-for-timed-code"));
}

TEST_CASE("what Texas names is an error there, and a hint where nobody pays for it") {
  const std::string note = "date: 2026-11-20\n\n## Data\nShe came on time.\n";
  CHECK(found(note, shipped("medicaid-texas")).at("place-of-service-missing") == Severity::error);
  CHECK(found(note, shipped("private-pay")).at("place-of-service-missing") == Severity::hint);
}

TEST_CASE("Texas and Medi-Cal count business days to the signature, the others hours") {
  const auto signed_on = [](const std::string& date) {  // 2026-11-13 is a Friday
    return "date: 2026-11-13\ntime: 14:00-14:53\n\n## Data\nShe came on time.\n\nsigned: D. Reyes, LCSW " + date + "\n";
  };
  const auto is_late = [&](const std::string& date, const std::string& profile) {
    return found(signed_on(date), shipped(profile)).contains("late-entry");
  };
  CHECK_FALSE(is_late("2026-11-17 18:00", "medicaid-texas"));  // the second business day, 100 hours later
  CHECK(is_late("2026-11-18 09:00", "medicaid-texas"));
  CHECK_FALSE(is_late("2026-11-18 09:00", "medi-cal"));
  CHECK(is_late("2026-11-19 09:00", "medi-cal"));
  CHECK(is_late("2026-11-17 18:00", "default"));
}

TEST_CASE("a goal is neglected by sessions or, where a practice asks so, by days") {
  const std::string plan =
      "---\nkind: treatment-plan\nclient: MRN-1\ndate: 2026-08-01\n---\n## G1 Eats with others\n## G2 Sleeps\n";
  const auto neglected = [&](const std::vector<std::chrono::sys_days>& served, std::string_view practice) {
    auto files = std::make_shared<std::vector<lint::SessionFacts>>();
    for (const auto day : served) {  // all serve the first goal, the earliest the second as well
      lint::SessionFacts session;
      session.path = "note.pnote";
      session.client = "MRN-1";
      session.date = std::chrono::year_month_day(day);
      session.codes = {"90834"};
      session.goals.push_back({.id = {1, 0}});
      if (files->empty()) session.goals.push_back({.id = {2, 0}});
      files->push_back(std::move(session));
    }
    const auto around = [&](const note::Note&) {
      auto view = std::make_shared<lint::ChartView>();
      view->keeps = files;
      for (const auto& file : *files) view->chart.push_back(&file);
      return view;
    };
    const auto analysis = lint::analyse(text::Text(plan), "plan.pnote", lint::builtin_knowledge(),
                                        {.today = std::chrono::year(2026) / 11 / 23,
                                         .strictness = lint::Strictness::as_signed,
                                         .profile = settings(practice).profile,
                                         .plan_of = {},
                                         .chart_of = around});
    return std::ranges::count(analysis->findings, "goal-neglected",
                              [](const lint::Finding& finding) -> std::string_view { return finding.rule->id; });
  };
  using std::chrono::sys_days;
  const sys_days first = std::chrono::year(2026) / 8 / 10;
  const std::vector<sys_days> monthly{first, first + std::chrono::days(35), first + std::chrono::days(63)};
  CHECK(neglected(monthly, "") == 0);
  CHECK(neglected(monthly, "[options.goal-neglected]\ndays = 60\n") == 1);
  CHECK(neglected(monthly, "[options.goal-neglected]\ndays = 64\n") == 0);  // the first session is among them
  CHECK(neglected(monthly, "[options.goal-neglected]\ndays = 90\n") == 0);  // the plan is younger than that
  CHECK(neglected({first, first + std::chrono::days(70)}, "[options.goal-neglected]\ndays = 60\n") == 0);
  CHECK(neglected(monthly, "[options.goal-neglected]\nsessions = 2\n") == 1);
}

TEST_CASE("a profile adds to what it extends, and its own word counts") {
  const auto [profiles, problems] = loaded({
      {"default", "title = \"D\"\n[elements]\nasked = [\"symptoms\", \"response\"]\n"},
      {"state",
       "extends = \"default\"\n[rules]\nclient-missing = \"error\"\nuntouched-template = \"off\"\n"
       "[elements]\nalso = [\"activity\"]\nwithout = [\"symptoms\"]\n"},
      {"county", "extends = \"state\"\n[rules]\nclient-missing = \"hint\"\n[elements]\nasked = [\"homework\"]\n"},
  });
  CHECK(told(problems) == Told{});
  CHECK(profiles.at("state")->asked == Told{"activity", "response"});
  CHECK(profiles.at("county")->asked == Told{"homework"});
  CHECK(lint::severity_of(rule("client-missing"), profiles.at("state").get(), true) == Severity::error);
  CHECK(lint::severity_of(rule("client-missing"), profiles.at("county").get(), true) == Severity::hint);
  CHECK(lint::severity_of(rule("untouched-template"), profiles.at("county").get(), true) == std::nullopt);
  CHECK(profiles.at("county")->severities.at("untouched-template").by == "state");
}

TEST_CASE("profiles that build on one another in a circle, or on nothing, are told") {
  const auto circle = loaded({{"default", ""}, {"one", "extends = \"two\""}, {"two", "extends = \"one\""}});
  CHECK(told(circle.problems) == Told{"1: “one” builds on this one. Profiles can't build on one another in a circle."});
  const auto nothing = loaded({{"default", ""}, {"one", "title = \"One\"\nextends = \"defualt\""}});
  CHECK(told(nothing.problems) == Told{"2: there is no profile “defualt”. Did you mean “default”?"});
}

TEST_CASE("a draft is as much gentler as in the rule's file") {
  const auto [profile, problems] =
      settings("[rules]\nunfilled-placeholder = \"warning\"\nsignature-missing = \"warning\"\n");
  CHECK(told(problems) == Told{});
  // error, warning in a draft: one step
  CHECK(lint::severity_of(rule("unfilled-placeholder"), profile.get(), false) == Severity::information);
  // error, hint in a draft: as gentle as can be
  CHECK(lint::severity_of(rule("signature-missing"), profile.get(), false) == Severity::hint);
  CHECK(found("## Data\nCalled ***.\n", profile).at("unfilled-placeholder") == Severity::warning);
  CHECK(found("## Data\nCalled ***.\n", profile, lint::Strictness::draft).at("unfilled-placeholder") ==
        Severity::information);
}

TEST_CASE("a rule that is off finds nothing, and an exception for it is not called unused") {
  const std::string note =
      "## Data\n<!-- notewell: allow unfilled-placeholder because the form prints stars -->\nCalled ***.\n\n"
      "<!-- notewell: allow client-missing because the chart names her -->\nShe came on time.\n";
  const auto off = settings("[rules]\nunfilled-placeholder = \"off\"\nclient-missing = \"off\"\n").profile;
  const auto findings = found(note, off);
  CHECK_FALSE(findings.contains("unfilled-placeholder"));
  CHECK_FALSE(findings.contains("client-missing"));
  CHECK_FALSE(findings.contains("directive-unused"));
  CHECK(found(note, nullptr).contains("directive-unused"));
  const auto silent = settings("[rules]\ndirective-unused = \"off\"\n").profile;
  CHECK_FALSE(found(note, silent).contains("directive-unused"));
}

TEST_CASE("a threshold of the practice's takes the place of the rule's own") {
  const std::string note =
      "## Data\n- [x] sad\n- [x] anxious\n- [x] tired\nShe wept at the sink, shook, and yawned through the whole "
      "hour.\n";
  CHECK(found(note, nullptr).contains("checkbox-only-note"));
  CHECK_FALSE(found(note, settings("[options.checkbox-only-note]\nwords_per_tick = 1\n").profile)
                  .contains("checkbox-only-note"));
  CHECK_FALSE(found(note, settings("[options.checkbox-only-note]\nleast_ticks = \"4\"\n").profile)
                  .contains("checkbox-only-note"));
}

TEST_CASE("dates are read in the practice's order") {
  const std::string note = "date: 05/12/2026\n\n## Data\nShe came on time.\n";
  CHECK_FALSE(found(note, settings("dates = \"month first\"").profile).contains("date-in-future"));
  CHECK(found(note, settings("dates = \"day first\"").profile).contains("date-in-future"));
  CHECK(told(settings("dates = \"year first\"").problems) ==
        Told{"1: “year first” is no order of dates. Write “month first” or “day first”."});
}

TEST_CASE("a practice builds on the profile it names, or on the one that is asked for instead") {
  const std::string_view text = "profile = \"optum\"\n[rules]\nclient-missing = \"warning\"\n";
  CHECK(lint::option_of(rule("session-times-missing"), settings(text).profile.get(), "start_and_stop").text == "no");
  const auto instead = settings(text, "medicaid-texas").profile;
  CHECK(lint::option_of(rule("session-times-missing"), instead.get(), "start_and_stop").text == "yes");
  CHECK(lint::severity_of(rule("place-of-service-missing"), instead.get(), true) == Severity::error);
  CHECK(lint::severity_of(rule("client-missing"), instead.get(), true) == Severity::warning);
}

TEST_CASE("mistakes are told with their line and what would be right, and the rest counts") {
  const auto [profile, problems] = settings(R"(profile = "optom"
colour = "blue"
[rules]
affect-without-self-raport = "error"
client-missing = "fatal"
participants-missing = 3
untouched-template = "error"
[options.checkbox-only-note]
word_per_tick = 3
least_ticks = "many"
[options.client-missing]
least = 1
[options.session-times-missing]
start_and_stop = 1
[elements]
also = ["homework", "clientquote", 4]
wanted = []
)");
  const Told expected = {
      "1: there is no profile “optom”. Did you mean “optum”?",
      "2: “colour” is not a key of a notewell.toml. These are known: profile, rules, options, elements, dates, "
      "clinician, index, own_rules.",
      "4: there is no rule “affect-without-self-raport”. Did you mean “affect-without-self-report”?",
      "5: “fatal” is no severity. Write \"error\", \"warning\", \"information\", \"hint\" or \"off\".",
      "6: this is no severity. Write \"error\", \"warning\", \"information\", \"hint\" or \"off\".",
      "9: the rule checkbox-only-note has no option “word_per_tick”. Did you mean “words_per_tick”?",
      "10: this is no value for “least_ticks”. Write a number from 0.",
      "12: the rule client-missing has no option “least”. It has no options.",
      "14: this is no value for “start_and_stop”. Write true or false.",
      "16: there is no element “clientquote”. Did you mean “client-quote”?",
      "16: “also” holds something that is no text. Put each in quotation marks.",
      "17: “wanted” is not a key of [elements]. Did you mean “asked”?",
  };
  CHECK(told(problems) == expected);
  CHECK(lint::severity_of(rule("untouched-template"), profile.get(), true) == Severity::error);
  CHECK(lint::asks(profile.get(), "homework"));
}

TEST_CASE("what is no TOML is told with its line, and the default holds") {
  const auto [profile, problems] = settings("profile = \"optum\"\n[rules\n");
  REQUIRE(problems.size() == 1);
  CHECK(problems.front().line == 2);
  CHECK(problems.front().what.starts_with("this is not TOML: "));
  CHECK(profile->severities.empty());
  CHECK(settings("rules = 7\n").problems.size() == 1);
  CHECK(settings("[options]\nclient-missing = 7\n").problems.size() == 1);
  CHECK(settings("elements = []\nprofile = 7\n").problems.size() == 2);
}
