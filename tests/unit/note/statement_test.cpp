// Statements: where they end, whose word they are, what they assert. Each row is a sentence as clinicians write them.

#include <catch2/catch.hpp>

#include "note/note.hpp"
#include "note/passage.hpp"
#include "syntax/tree.hpp"

#include "knowledge.hpp"

using namespace notewell;
using note::Assertion;
using note::Speaker;

namespace {

std::shared_ptr<const note::Note> note_of(const std::string& text) {
  const text::Text subject(text);
  return note::build(subject, syntax::parse(subject), source_vocabulary(), nullptr);
}

struct Told {
  note::Statement statement;
  std::string text;
};

std::vector<Told> statements(const std::string& text) {
  std::vector<Told> out;
  const auto subject = note_of(text);
  for (const auto& block : subject->blocks) {
    for (const auto& statement : block.facts->statements)
      out.push_back({statement, std::string(block.slice(statement.span))});
  }
  return out;
}

/// The assertion of the entry's first mention; fails the test if there is none.
Assertion assertion(const std::string& text, const std::string& entry) {
  const auto subject = note_of(text);
  for (const auto& block : subject->blocks) {
    for (const auto& mention : block.facts->mentions) {
      if (subject->vocabulary->entry(mention.entry).id == entry) return mention.assertion;
    }
  }
  FAIL("no mention of " << entry << " in: " << text);
  return Assertion::affirmed;
}

}  // namespace

TEST_CASE("statements end where a reader would end them") {
  const std::vector<std::pair<std::string, std::size_t>> rows = {
      {"Tearful at first. Calmer by the end.", 2},
      {"Saw Dr. Reyes on Monday.", 1},
      {"Rated distress 6.5 of 10.", 1},
      {"Ct. arrived on time; sat by the door.", 2},
      {"She said \"I can't. I just can't.\" and looked away.", 1},
      {"She said \"I can't go back.\" Then she cried.", 2},
      {"Uses e.g. breathing before bed.", 1},
      {"What helped? Walking.", 2},
      {"Practiced w/ J. B. for ten minutes.", 1},
      {"Worked w/ J.B. Client stayed with the feeling.", 2},
      {"Low mood d/t job loss. Sleeps four hrs. She plans to see her PCP.", 3},
      {"Met at 9:30 a.m. Client arrived alone.", 2},
      {"Arrived at 9 a.m. and stayed for the hour.", 1},
      {"Hx. of panic attacks, tx. with CBT.", 1},
      {"Ct. Reyes and Pt. Okafor led the group w/ Ms. Lind.", 1},
      {"PHQ-9: 14 (was 17). GAD-7 = 9.", 2},
      {"Rated distress 8. Then practiced.", 2},
      {"SUDS 80 → 35 after 20 min. of exposure.", 1},
      {"SUDS 80 -> 35; belief 7/10.", 2},
      {"1. Reviewed the thought log.", 1},
      {"Goal 1.2 reviewed, goal 2. Client chose goal 2.", 2},
      {"Took sertraline 0.5 tab. as prescribed.", 1},
      {"Slept 4 hrs. Denies naps.", 2},
      {"Seen by Dr. Walker at St. Marks.", 1},
      {"“What if I fail?” he asked.", 1},
      {"Cried (“it's over.”) and then smiled.", 1},
      {"Used skills (e.g. TIPP, i.e. cold water) vs. cutting.", 1},
      {"Waited... then spoke.", 1},
      {"• Denies SI • Reports low mood", 1},
  };
  for (const auto& [text, count] : rows) {
    INFO(text);
    CHECK(statements(text).size() == count);
  }
}

TEST_CASE("a statement is the word of whoever it tells of") {
  const std::vector<std::pair<std::string, Speaker>> rows = {
      {"\"I feel like a burden to everybody.\"", Speaker::client_quote},
      {"Client stated, \"My chest goes tight on the bus.\"", Speaker::client_quote},
      {"Client reports waking at 3 most nights.", Speaker::client_reported},
      {"Denies use of alcohol since the last visit.", Speaker::client_reported},
      {"Ct. endorsed low energy and poor appetite.", Speaker::client_reported},
      {"Client was tearful and spoke in a whisper.", Speaker::clinician_observation},
      {"Appeared tense, shoulders raised.", Speaker::clinician_observation},
      {"Therapist guided the client through box breathing.", Speaker::clinician_action},
      {"Taught diaphragmatic breathing.", Speaker::clinician_action},
      {"Mother reported that he slept in her room.", Speaker::other_person},
  };
  for (const auto& [text, speaker] : rows) {
    INFO(text);
    const auto told = statements(text);
    REQUIRE(told.size() == 1);
    CHECK(static_cast<int>(told[0].statement.speaker) == static_cast<int>(speaker));
  }
}

TEST_CASE("a mention is asserted as ConText would have it") {
  const std::vector<std::tuple<std::string, std::string, Assertion>> rows = {
      {"Client was tearful.", "tearful", Assertion::affirmed},
      {"Client was not tearful today.", "tearful", Assertion::negated},
      {"Denies feeling hopeless.", "hopeless", Assertion::negated},
      {"Denies feeling anxious, sad, or hopeless.", "hopeless", Assertion::negated},
      {"Not only sad but withdrawn.", "sad", Assertion::affirmed},
      {"No eye contact at first, tearful later.", "tearful", Assertion::affirmed},
      {"Denied anger but was visibly anxious.", "anxious", Assertion::affirmed},
      {"History of hopeless moods in college.", "hopeless", Assertion::historical},
      {"Will call if hopeless.", "hopeless", Assertion::hypothetical},
      {"Mother is hopeless about the housing search.", "hopeless", Assertion::other_person},
      {"Client cried when describing her mother's illness and felt hopeless.", "hopeless", Assertion::affirmed},
  };
  for (const auto& [text, entry, expected] : rows) {
    INFO(text);
    CHECK(static_cast<int>(assertion(text, entry)) == static_cast<int>(expected));
  }
}

TEST_CASE("what somebody is told to have said was not seen by the clinician") {
  const auto reported = [](const std::string& text) {
    const auto subject = note_of(text);
    for (const auto& block : subject->blocks) {
      for (const auto& mention : block.facts->mentions) {
        if (subject->vocabulary->entry(mention.entry).id == "tearful") return mention.reported;
      }
    }
    FAIL("no mention in: " << text);
    return false;
  };
  CHECK(reported("Client reported being tearful at work."));
  CHECK(reported("\"I was tearful all weekend.\""));
  CHECK_FALSE(reported("Client was tearful when she described work."));
  CHECK_FALSE(reported("Client reported low mood and became tearful."));
}

TEST_CASE("a long statement is read in linear time: no cue is looked for farther than a sentence reaches") {
  std::string text;
  for (int i = 0; i != 20'000; ++i) text += "sad and anxious ";
  CHECK(statements(text).size() == 1);
  text = "He has";
  for (int i = 0; i != 20'000; ++i) text += " the the box breathing";
  CHECK(statements(text).size() == 1);
}

TEST_CASE("a rating that moved is a response, a verb of movement alone is none") {
  const auto responds = [](const std::string& text) { return statements(text).front().statement.signals.response; };
  CHECK(responds("Her belief in it fell from 90 to 50 of 100."));
  CHECK(responds("The urge dropped to a 3."));
  CHECK(responds("Distress came down from 8."));
  CHECK(responds("Belief in it 80 to 45."));
  CHECK_FALSE(responds("Slept 5 to 6 hours."));
  CHECK_FALSE(responds("The tree fell to the ground behind the house."));
  CHECK_FALSE(responds("The rent went from bad to worse."));
}

TEST_CASE("an intervention's name that tells of the client was not done here") {
  const auto done_here = [](const std::string& text, const std::string& entry) {
    return assertion(text, entry) == Assertion::affirmed;
  };
  // what is lacking or looked for
  CHECK_FALSE(done_here("Difficulty with time management keeps her at work.", "time-management"));
  CHECK_FALSE(done_here("Poor emotional regulation, with two outbursts.", "emotion-regulation"));
  CHECK_FALSE(done_here("She seeks validation from her sister.", "validation"));
  CHECK_FALSE(done_here("He relies on deep breathing when the phone rings.", "diaphragmatic-breathing"));
  // what the client has or did
  CHECK_FALSE(done_here("Her coping skills are sleep and scrolling.", "coping-skills"));
  CHECK_FALSE(done_here("She validated her daughter's anger.", "validation"));
  // what goes on at other times
  CHECK_FALSE(done_here("He has good coping skills at work.", "coping-skills"));
  CHECK_FALSE(done_here("She reads to the kids and does deep breathing in bed.", "diaphragmatic-breathing"));
  CHECK_FALSE(done_here("Mother suggested deep breathing.", "diaphragmatic-breathing"));
  CHECK(done_here("Client practiced deep breathing.", "diaphragmatic-breathing"));
  CHECK(done_here("She has practiced deep breathing with me.", "diaphragmatic-breathing"));
  CHECK(done_here("He has a thought record that we reviewed line by line.", "thought-record"));
  CHECK(done_here("Client presents with panic and tolerates deep breathing.", "diaphragmatic-breathing"));
  CHECK(done_here("He has panic in stores, so we practiced deep breathing.", "diaphragmatic-breathing"));
  CHECK(done_here("Client was guided through deep breathing.", "diaphragmatic-breathing"));
  // the same words for what was done
  CHECK(done_here("Used deep breathing for the tight chest.", "diaphragmatic-breathing"));
  CHECK(done_here("For poor sleep: sleep hygiene.", "sleep-hygiene"));
  CHECK(done_here("Addressed difficulty sleeping with sleep hygiene.", "sleep-hygiene"));
  CHECK(done_here("Her thought record was reviewed line by line.", "thought-record"));
  CHECK(done_here("Therapist validated her anger.", "validation"));
  CHECK(done_here("Taught time management, a struggle since spring.", "time-management"));
}
