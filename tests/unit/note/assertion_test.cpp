// What sentences assert of what they mention: ConText's three answers, each row a sentence as therapists write them.

#include "note/assertion.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "knowledge.hpp"

using namespace notewell;
using note::Assertions;
using note::Experiencer;
using note::Polarity;
using note::Temporality;

namespace {

/// What the sentence asserts of the words that stand in «…».
Assertions asserted(std::string sentence) {
  const std::size_t open = sentence.find("«");
  REQUIRE(open != std::string::npos);
  sentence.erase(open, std::string("«").size());
  const std::size_t close = sentence.find("»");
  REQUIRE(close != std::string::npos);
  sentence.erase(close, std::string("»").size());
  return note::assertions_in(*source_vocabulary(), sentence,
                             {static_cast<text::Offset>(open), static_cast<text::Offset>(close)});
}

void check_all(const std::vector<std::string>& sentences, Polarity expected) {
  for (const std::string& sentence : sentences) {
    INFO(sentence);
    CHECK((asserted(sentence).polarity == expected));
  }
}

void check_all(const std::vector<std::string>& sentences, Temporality expected) {
  for (const std::string& sentence : sentences) {
    INFO(sentence);
    CHECK((asserted(sentence).temporality == expected));
  }
}

void check_all(const std::vector<std::string>& sentences, Experiencer expected) {
  for (const std::string& sentence : sentences) {
    INFO(sentence);
    CHECK((asserted(sentence).experiencer == expected));
  }
}

}  // namespace

TEST_CASE("a negation reaches what follows it, up to where it ends") {
  check_all(
      {
          "No «tears» today.",
          "Client was not «tearful» or withdrawn.",
          "Sleeps through without «nightmares».",
          "Ct. no longer «avoids» the highway.",
          "Never had «panic attacks» at work.",
          "Shows no signs of «mania».",
          "Screen was negative for «psychosis».",
          "Client did not endorse «hopelessness».",
          "Client does not «endorse SI».",
          "w/o «dissociation» during exposure",
          "Neither «sad» nor angry.",
          "Couldn't find any «anger» in the memory.",
      },
      Polarity::negated);
  check_all(
      {
          "No eye contact at first, «tearful» later.",
          "Not sleeping, but «hopeful».",
          "Denied anger but was visibly «anxious».",
          "Client was not angry and she felt «sad».",
          "No plan for the weekend because she is «exhausted».",
          "Nothing helped; «hopeless» by noon.",
          "No SI — «tearful» when asked about it.",
          "Screen was negative for mania and positive for «depression».",
      },
      Polarity::affirmed);
}

TEST_CASE("a negation reaches through a list") {
  check_all(
      {
          "Denies «SI», HI, or AVH; reports low mood.",
          "Denies SI, «HI», or AVH; reports low mood.",
          "Denies SI, HI, or «AVH»; reports low mood.",
          "No SI, HI, or «self-harm».",
          "No SI, HI, «AVH».",
          "No SI, «HI», AVH.",
          "Denies nightmares, flashbacks, startle, hypervigilance, and «dissociation».",
          "No headaches, chest tightness, shortness of breath, dizziness, or «nausea» during the exposure.",
          "Denied suicidal ideation, «intent», or plan.",
      },
      Polarity::negated);
  check_all(
      {
          "Denies SI, HI, or AVH; reports «low mood».",
          "Denies SI, reports «hopelessness».",
          "Denies SI, appeared «tearful».",
          "Denies SI, HI, AVH, she is «tired».",
          "No SI, «tearful».",
          "1) No SI 2) «insomnia» 3) conflict at work",
          "Declined the worksheet as she felt «tired».",
          "No tears, voice «flat», gaze down.",
          "Denies SI and reports «insomnia».",
      },
      Polarity::affirmed);
}

TEST_CASE("a negation can stand behind what it negates") {
  check_all(
      {
          "«SI»: denied.",
          "«SI»/HI: denied.",
          "SI: denied, «HI»: none.",
          "«SI» - no, plan - no.",
          "«SI»/HI: neg.",
          "«Panic» on the bridge in June, although that has resolved.",
          "Some «SI» on Sunday, but this resolved.",
          "«Bipolar disorder» was ruled out.",
          "«Suicidal ideation» not reported this week.",
          "Her «panic» has resolved.",
          "«Hallucinations» absent.",
          "«Self-harm urges» were denied.",
      },
      Polarity::negated);
  check_all(
      {
          "Reported «insomnia» and denied SI.",
          "«Tearful» at first, SI denied.",
          "«Anxiety» about negative feedback.",
          "«SI»: no plan or intent.",
          "Her «panic» has not resolved.",
          "«Sadness» was named and there were no tears.",
          "«Guilt», negative beliefs and shame came up.",
      },
      Polarity::affirmed);
}

TEST_CASE("what only looks like a negation negates nothing") {
  check_all(
      {
          "Not only «sad» but angry.",
          "Not only sad but «angry».",
          "No change in «anxiety» since the last visit.",
          "She can't stop «crying».",
          "Client does not deny «drinking».",
          "Therapist could not rule out «dissociation».",
          "Not without «fear», she drove to the store.",
          "There was no doubt about his «grief».",
          "R/O «PTSD».",
          "Rule out «bipolar II».",
          "She stopped «crying» and breathed.",
          "Aims for no more than two «drinks» a week.",
          "They tried to quit «smoking».",
      },
      Polarity::affirmed);
}

TEST_CASE("what is over is historical, what is here today is not") {
  check_all(
      {
          "Ct. w/ «SI» hx, denies current.",
          "History of «self-harm» in high school.",
          "Client has a trauma history of «neglect» and abuse.",
          "Her past psychiatric history is significant for «depression» and panic.",
          "Hx of SI, «panic», and insomnia.",
          "Past psychiatric history: «depression», one hospitalization.",
          "PMH: «hypothyroidism», migraine.",
          "Allergies: «penicillin».",
          "Social history: former «smoker», lives alone.",
          "She was «anxious» about school as a child.",
          "He «binged» in college.",
          "Two years ago she attempted suicide; s/p «hospitalization».",
          "Previously «hopeless», now planning a trip.",
          "«Trauma history» was reviewed.",
          "Denies history of «mania».",
          "Processed guilt about a past «suicide attempt».",
          "At age nine he was «bullied».",
          "In high school, she was «bullied».",
          "MDD, «recurrent», in full remission.",
          "She «cut» when she was young.",
          "First «panic attack» at age 19.",
          "He drank «daily» while deployed.",
          "In middle school she was «bullied».",
          "Known history of «self-harm», reviewed today.",
          "A hospital stay in the past, which showed «mania».",
      },
      Temporality::historical);
  check_all(
      {
          "Ct. w/ SI hx, denies current «intent».",
          "Previously hopeless, now «hopeful».",
          "«Anxious» since childhood.",
          "«Worry» began at age nine and goes on.",
          "Past psychiatric history: none. Mental status: «tearful», oriented.",
          "Past psychiatric history: MDD  Mental Status: «tearful», oriented.",
          "History of trauma, which now shows as «insomnia».",
          "History of present illness: «low mood» for six weeks.",
          "Six-week history of «low mood».",
          "History of trauma, presents with «insomnia».",
          "Was depressed in college but «anxious» today.",
          "«Tearful» when asked about childhood.",
          "No self-harm now or in the past, «sober» for a year.",
          "Over the past 2 weeks, «insomnia» most nights.",
          "«Insomnia» in the past 10 days.",
          "Over the past few months more «irritable».",
          "Cited past good experiences with exercise and a wish to feel «calm».",
          "Weighed a past attempt and «recent losses».",
          "Prior to session «anxious» in the waiting room.",
          "Her previous therapist called it «anxiety».",
          "«Panic attacks» in the past week: two.",
          "1) s/p hospitalization 2) «insomnia»",
          "Reviewed the history, and she became «tearful».",
          "Client is a 34-year-old woman with «panic disorder» who presents for weekly therapy.",
      },
      Temporality::recent);
}

TEST_CASE("what may come is hypothetical") {
  check_all(
      {
          "Agreed that she would call 988 if «thoughts» return.",
          "Will call if «hopeless».",
          "In case «panic» comes up, use box breathing.",
          "Knows to watch for «early waking».",
          "R/O «PTSD».",
      },
      Temporality::hypothetical);
}

TEST_CASE("what is told of another person is not the client's") {
  check_all(
      {
          "Her mother was «depressed».",
          "Mother is «hopeless» about the housing search.",
          "Client reports that her father has «PTSD».",
          "Family history: a sister with «bipolar disorder».",
          "Family hx of «suicide».",
          "Ct. spoke of her mother's «depression».",
          "He says his mother «cries» in the car most mornings.",
          "Reports that her brother «wept» at the table.",
      },
      Experiencer::other);
  check_all(
      {
          "Client argued with her mother and felt «hopeless».",
          "When talking of his mother «cried» for a minute.",
          "Client cried when describing her mother's illness and felt «hopeless».",
          "She told her partner that she was «anxious».",
          "Her voice broke when her mother came up, and she was «tearful».",
          "Client is «anxious» around her supervisor.",
          "Named her supports, a neighbor with the spare key, the «crisis line».",
      },
      Experiencer::client);
}

TEST_CASE("the three answers do not depend on each other") {
  CHECK((asserted("Denies history of «mania».") ==
         Assertions{.polarity = Polarity::negated, .temporality = Temporality::historical}));
  CHECK((asserted("Her mother has no history of «mania».") == Assertions{.polarity = Polarity::negated,
                                                                         .temporality = Temporality::historical,
                                                                         .experiencer = Experiencer::other}));
  CHECK((note::in_one({.polarity = Polarity::negated, .temporality = Temporality::historical}) ==
         note::Assertion::negated));
  CHECK((note::in_one({.temporality = Temporality::hypothetical, .experiencer = Experiencer::other}) ==
         note::Assertion::hypothetical));
  CHECK((note::in_one({.experiencer = Experiencer::other}) == note::Assertion::other_person));
  CHECK((note::in_one({}) == note::Assertion::affirmed));
}
