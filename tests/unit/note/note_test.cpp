// The note model: header, format, sections and roles, options with what stands under them, and that an earlier version
// never changes the result.

#include "note/note.hpp"

#include <random>

#include <catch2/catch.hpp>

#include "note/date_time.hpp"
#include "syntax/tree.hpp"

#include "knowledge.hpp"

using namespace notewell;
using note::Format;
using note::Role;

namespace {

std::shared_ptr<const note::Note> note_of(const std::string& text, const note::Note* previous = nullptr) {
  const text::Text subject(text);
  return note::build(subject, syntax::parse(subject), source_vocabulary(), previous);
}

const note::Section* section(const note::Note& note, std::string_view id) {
  for (const auto& section : note.sections) {
    if (section.id == id) return &section;
  }
  return nullptr;
}

/// Everything the model says, as text, so that two models can be compared.
std::string told(const note::Note& note) {
  std::string out;
  const auto add = [&](auto... values) { ((out += std::to_string(values) + ' '), ...); };
  add(static_cast<int>(note.kind), static_cast<int>(note.format), note.header_end_block, note.signed_);
  for (const auto& field : note.fields)
    out += std::string(field.id) + '=' + std::string(note.text.slice(field.value)) + '\n';
  for (const auto& section : note.sections) {
    out += std::string(section.id);
    add(section.title.begin, section.title.end, section.level, section.parent, section.first_block, section.end_block);
  }
  for (const auto& block : note.blocks) {
    out += '\n';
    add(static_cast<int>(block.kind), block.begin, block.section, block.facts->words);
    for (const auto& option : block.facts->options) {
      add(option.box.begin, option.label.begin, option.label.end, option.ticked, option.entry, option.own_line,
          option.item.begin, option.item.end);
    }
    for (const auto& statement : block.facts->statements) {
      add(statement.span.begin, statement.span.end, static_cast<int>(statement.speaker),
          static_cast<int>(statement.facet), statement.option, statement.content_words, statement.mention_count);
    }
    for (const auto& mention : block.facts->mentions)
      add(mention.entry, mention.span.begin, static_cast<int>(mention.assertion));
    for (const auto& placeholder : block.facts->placeholders) add(placeholder.begin, placeholder.end);
  }
  return out;
}

}  // namespace

TEST_CASE("a time of day is read off the front of a text") {
  struct Case {
    const char* text;
    int minute;
    bool either_half;
    std::size_t length;
  };
  for (const Case& one :
       {Case{"16:10, late", 970, false, 5}, Case{"3:02p.", 902, false, 5}, Case{"2:30 in the room", 150, true, 4},
        Case{"1610 hrs", 970, false, 4}, Case{"12:05 a.m. today", 5, false, 10}, Case{"16:10:22", 970, false, 5}}) {
    CAPTURE(one.text);
    const auto time = note::leading_time(one.text);
    REQUIRE(time);
    CHECK(time->minute == one.minute);
    CHECK(time->either_half == one.either_half);
    CHECK(time->length == one.length);
  }
  for (const char* text : {"", "late", "5 sessions", "25:10", "16:75"}) CHECK_FALSE(note::leading_time(text));
}

TEST_CASE("front matter gives fields") {
  const auto note = note_of("---\nclient: MRN-1\ndate: 2026-11-20\ncode: 90837\n---\n\n# DAP\n\n## Data\nTearful.\n");
  CHECK(note->value("client") == "MRN-1");
  CHECK(note->value("date") == "2026-11-20");
  CHECK(note->value("code") == "90837");
  CHECK(note->field("diagnosis") == nullptr);
  CHECK(note->format == Format::dap);
}

TEST_CASE("without front matter, labelled lines at the top are the header, several on a line") {
  const auto note = note_of(
      "Client: J.D.   DOB: 1/2/90   Date: 10/3/24\nTime: 2:00-2:53 pm\n\nS: Tired.\nO: Slow speech.\nA: Low mood.\nP: "
      "Weekly.\n");
  CHECK(note->value("client") == "J.D.");
  CHECK(note->value("dob") == "1/2/90");
  CHECK(note->value("date") == "10/3/24");
  CHECK(note->value("time") == "2:00-2:53 pm");
  CHECK(note->format == Format::soap);
  REQUIRE(section(*note, "objective") != nullptr);
}

TEST_CASE("narrative right below the header is no part of its last value") {
  const auto note = note_of(
      "Client: J.D.   Date: 10/3/24\nDiagnosis: F33.1   Place: office\nClient came on time and cried about her job for "
      "ten "
      "minutes.\nShe slept four hours.\n");
  CHECK(note->value("place") == "office");
  CHECK(note->value("diagnosis") == "F33.1");
  CHECK(note->header_end_block == 1);
  CHECK(note->sections.size() == 1);
  const auto wrapped = note_of(
      "Client: J.D.   Date: 10/3/24\nPlace: telehealth by video, the client at home with the door closed, in\nReno, "
      "and the "
      "clinician in the office on Main Street.\n\nShe came.\n");
  CHECK(wrapped->value("place").ends_with("Main Street."));
  CHECK(wrapped->header_end_block == 2);
}

TEST_CASE("sections take their roles from the vocabulary, whatever form their heading has") {
  const std::vector<std::string> notes = {
      "## Data\nx\n\n## Assessment\ny\n\n## Plan\nz\n", "**Data:**\nx\n\n**Assessment**\ny\n\n**Plan:**\nz\n",
      "DATA\nx\n\nASSESSMENT\ny\n\nPLAN\nz\n",          "Data\n====\nx\n\nAssessment\n----------\ny\n\nPlan\n----\nz\n",
      "Data: x\n\nAssessment: y\n\nPlan: z\n",          "D: x\n\nA: y\n\nP: z\n",
  };
  for (const auto& text : notes) {
    INFO(text);
    const auto note = note_of(text);
    CHECK(note->format == Format::dap);
    REQUIRE(section(*note, "data") != nullptr);
    CHECK(section(*note, "data")->roles.has(Role::subjective));
    REQUIRE(section(*note, "assessment") != nullptr);
    REQUIRE(section(*note, "plan") != nullptr);
    CHECK(section(*note, "plan")->roles.has(Role::plan));
  }
}

TEST_CASE("one letter means what the format says it means") {
  const auto birp = note_of("B: Sat hunched.\nI: Taught breathing.\nR: Tried it twice.\nP: Weekly.\n");
  CHECK(birp->format == Format::birp);
  CHECK(section(*birp, "response") != nullptr);
  const auto soap = note_of("S: Tired.\nO: Hunched.\nA: Low.\nP: Weekly.\n");
  CHECK(section(*soap, "subjective") != nullptr);
}

TEST_CASE("what stands under an option belongs to it") {
  const auto note =
      note_of("## Data\n- [x] sad\n  - Observed: tearful throughout.\n  - Reported: \"I feel empty.\"\n- [ ] angry\n");
  const note::Block* item = nullptr;
  for (const auto& block : note->blocks) {
    if (!block.facts->options.empty() && block.facts->options[0].ticked) item = &block;
  }
  REQUIRE(item != nullptr);
  const auto& facts = *item->facts;
  CHECK(item->slice(facts.options[0].label) == "sad");
  CHECK(note->vocabulary->entry(facts.options[0].entry).id == "sad");
  REQUIRE(facts.statements.size() == 2);
  CHECK(facts.statements[0].option == 0);
  CHECK(facts.statements[0].facet == note::Facet::observed);
  CHECK(facts.statements[1].facet == note::Facet::reported);
  CHECK(facts.statements[1].signals.quote);
}

TEST_CASE("narrative after an option's name on its line is told from the name") {
  for (const std::string line :
       {"- [x] sad: tearful while speaking of work", "- [x] sad - tearful while speaking of work",
        "- [x] sad (tearful while speaking of work)", "- [x] sad, tearful while speaking of work"}) {
    INFO(line);
    const auto note = note_of(line + "\n");
    REQUIRE(note->blocks.size() == 1);
    const auto& block = note->blocks[0];
    REQUIRE(block.facts->options.size() == 1);
    CHECK(block.slice(block.facts->options[0].label) == "sad");
    REQUIRE(block.facts->statements.size() == 1);
    CHECK(block.facts->statements[0].option == 0);
  }
}

TEST_CASE("a row of options after a label") {
  const auto note = note_of("Mood/affect: [x] sad  [ ] anxious  [x] flat\n");
  REQUIRE(note->blocks.size() == 1);
  const auto& facts = *note->blocks[0].facts;
  REQUIRE(facts.options.size() == 3);
  CHECK_FALSE(facts.options[0].own_line);
  CHECK(facts.options[2].ticked);
  CHECK(facts.labels.at(0).group == "affect");
}

TEST_CASE("directives") {
  const auto note = note_of(
      "<!-- notewell: allow checkbox-only-note, generic-narrative because the intake form asks for ticks "
      "-->\n\nText.\n");
  REQUIRE(note->blocks[0].facts->directives.size() == 1);
  const auto& directive = note->blocks[0].facts->directives[0];
  REQUIRE(directive.rules.size() == 2);
  CHECK(directive.rules[1].first == "generic-narrative");
  CHECK(note->blocks[0].slice(directive.reason) == "the intake form asks for ticks");
}

TEST_CASE("signatures are seen in the forms people sign in") {
  for (const std::string text :
       {"---\nsigned: D. Reyes, LCSW 2026-11-20 16:10\n---\n", "Text.\n\nsigned: D. Reyes, LCSW 2026-11-20 16:10\n",
        "Text.\n\nElectronically signed by D. Reyes, LCSW\n", "Text.\n\nD. Reyes LCSW 11/20/26\n",
        "## Plan\nx\n\n## Signature\nD. Reyes, LCSW\n",
        "Text.\n\nSigned electronically by Dana Reyes, clinic director and supervisor of record, on November 20, 2026 "
        "at 4:10 pm\n",
        "Text.\n\nDana Reyes   Signed 11/20/2026 4:10 pm\n", "Text.\n\nDana Reyes\nSigned 20 November 2026\n",
        "Fifty minutes, all in person.\nSigned electronically by D. Reyes 11/20/26\n"}) {
    INFO(text);
    CHECK(note_of(text)->signed_);
  }
  for (const std::string text : {"Text.\n", "Text.\n\nCalled her LCSW on Friday.\n",
                                 "Client signed the release 11/20/26.\n", "She and her mother signed 11/20/26.\n",
                                 "signed: \n", "signed: ‹name, credentials› ‹date›\n", "Signature: ______________\n"}) {
    INFO(text);
    CHECK_FALSE(note_of(text)->signed_);
  }
}

TEST_CASE("an earlier version only saves work: the model of edited text is that of fresh text") {
  const std::string seed =
      "---\nclient: MRN-1\ndate: 2026-11-20\n---\n\n# DAP\n\n## Data\nMood/affect: [x] sad  [ ] anxious\n\n- [x] sad\n "
      " - Observed: tearful.\n"
      "  - Reported: \"I feel empty.\"\n\nClient reported poor sleep. Used CBT.\n\n### Interventions\n- [x] Behavioral "
      "activation @G1\n  - Why: low mood.\n\n"
      "## Assessment\nGoal 1 partly met ‹how›.\n\n## Plan\nWeekly.\n\nsigned: D. Reyes, LCSW\n";
  const std::vector<std::string> bits = {"\n",        "- [x] sad\n",
                                         "## Plan\n", " ",
                                         "a",         "\"",
                                         "“",         "😢",
                                         "  - Why: ", "***",
                                         "@G1",       "[",
                                         "]",         ":",
                                         "---\n",     "D: x\n",
                                         "\r\n",      "\t",
                                         "Plan\n",    "\nSubjective\n",
                                         "S - x\n",   "y.\nResponse\nz.\n"};
  std::mt19937 random(7);
  for (int round = 0; round != 60; ++round) {
    std::string text = seed;
    auto model = note_of(text);
    for (int step = 0; step != 12; ++step) {
      const std::size_t at = random() % (text.size() + 1);
      const std::size_t removed = std::min<std::size_t>(random() % 6, text.size() - at);
      text.replace(at, removed, bits[random() % bits.size()]);
      model = note_of(text, model.get());
      REQUIRE(told(*model) == told(*note_of(text)));
    }
  }
}

TEST_CASE("the first line says when the session was where no label does") {
  const auto shorthand = note_of("11/20/26 0900-0950 grp tx (90853), 7 members\n\nPt sat near the door.\n");
  CHECK(shorthand->value("date") == "11/20/26");
  CHECK(shorthand->value("time") == "0900-0950");
  CHECK(shorthand->value("code") == "90853");
  const auto title = note_of("# DAP note, Fri Nov 20, 2026 (2:00 - 2:53 pm)\n\n## Data\nClient cried.\n");
  CHECK(title->value("date") == "Nov 20, 2026");
  CHECK(title->value("time") == "2:00 - 2:53 pm");
  CHECK(title->value("code").empty());
  // Narrative names many days, and a label says it better.
  CHECK(note_of("Client fell on 11/12/26 and was seen at the clinic.\n")->value("date").empty());
  CHECK(note_of("# Note 11/19/26\nDate: 11/20/26\n")->value("date") == "11/20/26");
  CHECK(note_of("3 times this week she slept badly.\n")->fields.empty());
}

TEST_CASE("a header's short values end with their line, and a code may follow its name without a colon") {
  const auto note = note_of(
      "Client: Ana B.    Session: 4:00 PM – 4:53 PM (53 min)\nCPT 90837   Dx: F40.10   Present: Ana;\n  her aunt\n\n"
      "Data: Ana arrived early.\n");
  CHECK(note->value("time") == "4:00 PM – 4:53 PM (53 min)");
  CHECK(note->value("session-number").empty());
  CHECK(note->value("code") == "90837");
  CHECK(note->value("diagnosis") == "F40.10");
  CHECK(note->value("participants") == "Ana;\n  her aunt");
  CHECK(note_of("Client: Ana B.\nSession: 12\n\nData: early.\n")->value("session-number") == "12");
}

TEST_CASE("one P is the problem or the plan, not both; letters of another format are sections as well") {
  const auto sections_of = [](const std::string& text) {
    const auto note = note_of(text);
    std::string out;
    for (const auto& section : note->sections) {
      if (!section.id.empty()) out += std::string(section.id) + " ";
    }
    return out;
  };
  CHECK(sections_of("S: Low.\nO: Slow.\nI: Asked.\nR: Nodded.\nP: Friday.\n") ==
        "situation objective intervention response plan ");  // SIRP with an O of SOAP
  CHECK(sections_of("P: Panic.\nI: Asked.\nR: Nodded.\nP: Friday.\n") == "problem intervention response plan ");
  CHECK(sections_of("D: Low.\nA: Sad.\nP: Friday.\n") == "data assessment plan ");
}

TEST_CASE("a line of fields between bars may stand at the foot of a note") {
  const auto note =
      note_of("# PIRP\n\n**Problem:** Panic.\n\nPt: 4471-B | DOS 11/20/26 | 10:00-10:50 | 90834 | F40.240\n");
  CHECK(note->value("client") == "4471-B");
  CHECK(note->value("date") == "11/20/26");
  CHECK(note->value("time") == "10:00-10:50");
  CHECK(note->value("code") == "90834");
  CHECK(note->value("diagnosis") == "F40.240");
}

TEST_CASE("the diagnosis may stand in parentheses behind the client") {
  const auto note = note_of(
      "CASE: L-22 (couple)      DATE: 11/14/2026     5:00-6:15 PM     CPT 90847\nIP: Renata (F33.1). In "
      "person.\n\nThey came in.\n");
  CHECK(note->value("client") == "L-22 (couple)");
  CHECK(note->value("date") == "11/14/2026");
  CHECK(note->value("code") == "90847");
  CHECK(note->value("diagnosis") == "F33.1");
  CHECK(note_of("Client: Ana (B12.9)\n\nThey came in.\n")->field("diagnosis") == nullptr);
}

TEST_CASE("a value tells its field where the name says something else, or nothing") {
  const auto typed = note_of("Name: L.M.   Session type: Individual (90837)\n\nData: early.\n");
  CHECK(typed->value("code") == "90837");
  CHECK(typed->value("modality") == "Individual (90837)");
  CHECK(note_of("Client: MRN 90837   Date: 11/10/26\n\nData: early.\n")->field("code") == nullptr);
  CHECK(note_of("---\nclient: A\nLOC: Office, alone\n---\n")->value("place") == "Office, alone");
  CHECK(note_of("client: A.B.\ndate: 11/10/26\nloc: office\n\nMr. B came early.\n")->value("place") == "office");
  CHECK(note_of("---\nclient: A\nLOC: outpatient\n---\n")->field("place") == nullptr);
  CHECK(note_of("---\nclient: A\nsession: telehealth\n---\n")->value("place") == "telehealth");
  CHECK(note_of("---\nclient: A\nsession: 12\n---\n")->value("session-number") == "12");
}

TEST_CASE("a service code and a diagnosis need no colon at the top of a note") {
  const auto among =
      note_of("Client: Ana B.\nCPT 90837  Dx F40.10 Social phobia\nStart: 9:00  Stop: 9:53\n\nData: early.\n");
  CHECK(among->value("client") == "Ana B.");
  CHECK(among->value("code") == "90837");
  CHECK(among->value("diagnosis") == "F40.10 Social phobia");
  CHECK(among->value("end-time") == "9:53");
  const auto behind = note_of("Client: Ana B.\nStart: 9:00  Stop: 9:53\nCPT 90837\nDx F40.10\n\nData: early.\n");
  CHECK(behind->value("end-time") == "9:53");
  CHECK(behind->value("code") == "90837");
  CHECK(behind->value("diagnosis") == "F40.10");
  const auto alone = note_of("AB 11/20/26 0900-0950\nCPT 90834\nDx F32.1\n\nD: Sad.\n");
  CHECK(alone->value("date") == "11/20/26");
  CHECK(alone->value("time") == "0900-0950");
  CHECK(alone->value("diagnosis") == "F32.1");
  const auto behind_gap = note_of("Client: Ana B.   DOB 3/2/2011   Date: 11/10/26\nPOS 10, video\n\nData: early.\n");
  CHECK(behind_gap->value("client") == "Ana B.");
  CHECK(behind_gap->value("dob") == "3/2/2011");
  CHECK(behind_gap->value("date") == "11/10/26");
  CHECK(behind_gap->value("place") == "10, video");
  const auto bars =
      note_of("Client: Ana B. | DOS: 11/10/26 | 1:05p-1:58p | 90837 | Office\nDx: F40.10\n\nData: early.\n");
  CHECK(bars->value("client") == "Ana B.");
  CHECK(bars->value("date") == "11/10/26");
  CHECK(bars->value("time") == "1:05p-1:58p");
  CHECK(bars->value("code") == "90837");
  CHECK(bars->value("diagnosis") == "F40.10");
  CHECK(bars->value("place") == "Office");
  const auto all =
      note_of("Pt: K.T. | 11/20/2026 | 8:00-8:45a | 90834 | F41.0 panic | Office\n---\nI: Read the log.\n");
  CHECK(all->value("client") == "K.T.");
  CHECK(all->value("date") == "11/20/2026");
  CHECK(all->value("time") == "8:00-8:45a");
  CHECK(all->value("code") == "90834");
  CHECK(all->value("diagnosis") == "F41.0 panic");
  CHECK(all->value("place") == "Office");
  const auto gap = note_of("Client: Dana W.   CPT 90837   Dx: F33.1   Office   Present: client\n\nS: Tired.\n");
  CHECK(gap->value("diagnosis") == "F33.1");
  CHECK(gap->value("place") == "Office");
  const auto listed =
      note_of("## Note\n- Client: 4471\n- DOS: 11/10/26 4:00-4:55pm\n- Dx: F40.10\n\n### Data\n- Client: calm.\n");
  CHECK(listed->value("client") == "4471");
  CHECK(listed->value("date") == "11/10/26");
  CHECK(listed->value("time") == "4:00-4:55pm");
  CHECK(listed->value("diagnosis") == "F40.10");
  const auto couple = note_of("CLIENTS: Amina and Jorge\nDATE: 11/10/26\nTIME: 11:00 AM TO 11:53 AM\n\nDATA\nCalm.\n");
  CHECK(couple->value("participants") == "Amina and Jorge");
  REQUIRE(note::parse_time_range(couple->value("time")));
  CHECK(note::parse_time_range(couple->value("time"))->minutes() == 53);
  const auto unlabelled =
      note_of("Name: T.W.   Date: 11/18/2026  Start 4:05 pm End 4:50 pm  Code 90834 + 90785\n\nCalm.\n");
  CHECK(unlabelled->value("start-time") == "4:05 pm");
  CHECK(unlabelled->value("end-time") == "4:50 pm");
  CHECK(unlabelled->value("code") == "90834 + 90785");
  const auto wordy =
      note_of("Pt: K.A.  |  11/12/26  |  Telehealth, video; pt at home  |  45 min, 2:00–2:45 PM\n\nCalm.\n");
  CHECK(wordy->value("place") == "Telehealth, video; pt at home");
  CHECK(wordy->value("time") == "2:00–2:45 PM");
  CHECK(note_of("Client: Ana B.\n\nCPT 90837 was explained to her.\n")->value("code").empty());
  CHECK(note_of("Client: Ana B.\nPresent: Ana,\n  her aunt\n\nData: Dx F40.10 stays.\n")->value("diagnosis").empty());
}

TEST_CASE("the times of a session may stand in the value of another field of the header") {
  const auto date = note_of("Client: Ana B.\nDOS 11/24/2026   3:00p-3:53p  (53 min)   CPT: 90837\n\nData: calm.\n");
  CHECK(date->value("date") == "11/24/2026");
  CHECK(date->value("time") == "3:00p-3:53p");
  const auto both = note_of("Client: Ana B.\nDate/Time: 11-19-2026, 6:00-6:53pm via Zoom\n\nData: calm.\n");
  CHECK(both->value("date") == "11-19-2026");
  CHECK(both->value("time") == "6:00-6:53pm");
  CHECK(both->states("place"));
  const auto service = note_of("Client: Ana B.\nService: couples, 90847, 50 min (1:00 pm – 1:50 pm)\n\nData: calm.\n");
  CHECK(service->value("time") == "1:00 pm – 1:50 pm");
  const auto type = note_of("Client: Ana B.   Age: 8\nType: play therapy (90834)    Dx: F43.10\n\nData: calm.\n");
  CHECK(type->value("code") == "90834");
  CHECK(type->value("diagnosis") == "F43.10");
  const auto opening =
      note_of("11/25/2026\nA. and his aunt, family session, 4:00 to 4:50 pm, 90847. Dx F91.3.\n\nShe asked.\n");
  CHECK(opening->value("date") == "11/25/2026");
  CHECK(opening->value("time") == "4:00 to 4:50 pm");
  CHECK(opening->value("code") == "90847");
  CHECK(opening->value("diagnosis") == "F91.3");
}

TEST_CASE("a line at the top with a service code says the rest without labels") {
  const auto bars =
      note_of("Pt# 5510 | DOS 11/12/26 | 4:01-4:50 pm | CPT 90834 | Dx F43.81 grief | Present: pt\n\nCalm.\n");
  CHECK(bars->value("client") == "5510");
  CHECK(bars->value("date") == "11/12/26");
  CHECK(bars->value("time") == "4:01-4:50 pm");
  CHECK(bars->value("code") == "90834");
  CHECK(bars->value("diagnosis") == "F43.81 grief");
  CHECK(bars->value("participants") == "pt");
  const auto slashes = note_of("Pt: B-2210 / DOS: 10/20/26 / 7:45-8:15 am / 90832 / F51.01 / video\n\nDATA: calm.\n");
  CHECK(slashes->value("client") == "B-2210");
  CHECK(slashes->value("date") == "10/20/26");
  CHECK(slashes->value("time") == "7:45-8:15 am");
  CHECK(slashes->value("code") == "90832");
  const auto bare = note_of("Student ID 61544   DOB 3/2/2008   10/08/26   2:30-3:00 pm   90832   F43.22\n\nS: calm.\n");
  CHECK(bare->value("client") == "61544");
  CHECK(bare->value("date") == "10/08/26");
  CHECK(bare->value("dob") == "3/2/2008");
  const auto prose = note_of(
      "Client: ID 41-2299. Date of service: May 4, 2026, 5:30 pm to 6:16 pm, individual therapy 90834, my office, "
      "client "
      "the only participant. Diagnosis F34.1, dysthymia.\n\nHe spoke.\n");
  CHECK(prose->value("client") == "ID 41-2299");
  CHECK(prose->value("date") == "May 4, 2026");
  CHECK(prose->value("time") == "5:30 pm to 6:16 pm");
  CHECK(prose->states("participants"));
  const auto above = note_of("Chart no. 6619-B\nDate: Nov 10, 2026   Service: 90834\n\nCalm.\n");
  CHECK(above->value("client") == "6619-B");
  const auto dated =
      note_of("Record: HC-2090\nSession date: 3 May 2026. 1:00 pm - 1:55 pm. Individual 90837.\n\nCalm.\n");
  CHECK(dated->value("client") == "HC-2090");
  CHECK(dated->value("code") == "90837");
  CHECK(dated->value("time") == "1:00 pm - 1:55 pm");
}

TEST_CASE("bold labels stand anywhere on a line of the header, and a dash may stand for their colon") {
  const auto note = note_of(
      "**Client:** CMH 2-0699   **Date:** 11/04/26 **Time:** 11:00 - 11:31   **Svc:** 90832\n"
      "**Dx:** F20.9 schizophrenia   **Place:** clinic   **With:** client\n\n"
      "**Data** - He kept his coat on.\n\n**Plan –** Humming at dish time.\n");
  CHECK(note->value("client") == "CMH 2-0699");
  CHECK(note->value("date") == "11/04/26");
  CHECK(note->value("time") == "11:00 - 11:31");
  CHECK(note->value("code") == "90832");
  CHECK(note->value("diagnosis") == "F20.9 schizophrenia");
  CHECK(note->value("participants") == "client");
  REQUIRE(section(*note, "data") != nullptr);
  REQUIRE(section(*note, "plan") != nullptr);
}

TEST_CASE("fields above the narrative may stand apart from their names") {
  const auto below = note_of(
      "Psychotherapy Progress Note\n\nClinician:\nPriya V., LMFT\n\nPatient:\nClient 558-2\n\nDate and "
      "Time:\n9/29/2026 6:01 PM - "
      "6:55 PM\n\nService Code:\n90837\n\nSubjective:\nPatient:\nSlept badly.\n");
  CHECK(below->value("client") == "Client 558-2");
  CHECK(below->value("date") == "9/29/2026");
  CHECK(below->value("time") == "6:01 PM - 6:55 PM");
  CHECK(below->value("code") == "90837");
  const auto cells = note_of(
      "# Note\n\n| Field | Entry |\n| --- | --- |\n| Consumer ID | 40-11 |\n| Date of Service | 10/21/2026 |\n"
      "| Start Time | 9:10 AM | End Time | 9:42 AM |\n\n## Data\n\n| Location | kitchen |\n");
  CHECK(cells->value("client") == "40-11");
  CHECK(cells->value("date") == "10/21/2026");
  CHECK(cells->value("end-time") == "9:42 AM");
  CHECK(cells->value("place").empty());
  const auto unknown =
      note_of("LOCAL TITLE: PSYCHOTHERAPY NOTE\nDATE OF NOTE: NOV 05, 2026\nVISIT TIME: 1330-1426\n\nCalm.\n");
  CHECK(unknown->value("date") == "NOV 05, 2026");
  CHECK(unknown->value("time") == "1330-1426");
  CHECK(unknown->header_end_block == 3);
  const auto languages =
      note_of("Cliente / Client: 14-77   Fecha / Date: 11/09/2026\nHora / Time: 11:00 am - 11:46 am\n\nBien.\n");
  CHECK(languages->value("client") == "14-77");
  CHECK(languages->value("date") == "11/09/2026");
  CHECK(languages->value("time") == "11:00 am - 11:46 am");
  const auto told = note_of(
      "Client ID 8806. Date of service 10/08/2026. Start time 8:32 am, stop time 9:17 am. Code 90834. Diagnosis "
      "F31.81.\n\nHe "
      "spoke fast.\n");
  CHECK(told->value("start-time") == "8:32 am");
  CHECK(told->value("end-time") == "9:17 am");
  CHECK(told->value("diagnosis") == "F31.81");
}

TEST_CASE("what a session was may be told in sentences above the narrative") {
  const auto visit = note_of(
      "Home visit with Ida L. (record 4479, born 3 May 1944) on 12 March 2026, from 11:00 to 11:48 am, at her flat. No "
      "one else "
      "was present. Billed as 90834 for F43.21, prolonged grief.\n\nShe met me at the door.\n");
  CHECK(visit->value("client") == "4479");
  CHECK(visit->value("date") == "12 March 2026");
  CHECK(visit->value("time") == "11:00 to 11:48 am");
  CHECK(visit->value("code") == "90834");
  CHECK(visit->value("diagnosis") == "F43.21");
  CHECK(visit->states("participants"));
  const auto between = note_of(
      "A conjoint session on Thursday, February 5, 2026, between 5:30 pm and 6:22 pm. Service: 90847.\n\nThey "
      "argued.\n");
  CHECK(between->value("time") == "between 5:30 pm and 6:22 pm");
  CHECK(between->value("date") == "February 5, 2026");
  const auto about = note_of(
      "CRISIS VISIT\n\nRe: M. Cole. May 6, 2026. Walk-in. Start 2:20 PM, stop 3:31 PM. 90839. F33.2.\n\nHe shook.\n");
  CHECK(about->value("client") == "M. Cole");
  CHECK(about->value("end-time") == "3:31 PM");
  CHECK(about->value("code") == "90839");
  const auto numbered = note_of(
      "1. Client: Jay R., age 13\n2. Date: 2025-12-09   3. Time in: 17:15   Time out: 18:08   4. Service: 90846\n\nShe "
      "sat.\n");
  CHECK(numbered->value("date") == "2025-12-09");
  CHECK(numbered->value("start-time") == "17:15");
  CHECK(numbered->value("end-time") == "18:08");
  CHECK(numbered->value("code") == "90846");
  const auto clock =
      note_of("Date seen: March 30, 2026\nClock in 4:00 PM, clock out 4:45 PM\nBilling: 90834 + 90785\n\nShe dug.\n");
  CHECK(clock->value("date") == "March 30, 2026");
  CHECK(clock->value("start-time") == "4:00 PM");
  CHECK(clock->value("end-time") == "4:45 PM");
  CHECK(clock->value("code") == "90834 + 90785");
  const auto apart = note_of(
      "Patient: B.O.   MRN: 880\nCodes: 99214, 90833\nE/M: 2:00 PM to 2:18 PM.  Psychotherapy (separate from E/M): "
      "2:18 PM to 2:42 "
      "PM, 24 minutes\nDiagnoses: F33.0\n\nHe limped.\n");
  CHECK(apart->value("time").starts_with("2:18 PM to 2:42 PM"));
  // Narrative that names a code, or a date, says neither which was billed nor when the session was.
  CHECK(note_of("He asked what 90837 means.\n")->field("code") == nullptr);
  CHECK(note_of("Since 10/12/2026 he has slept.\n")->field("date") == nullptr);
}

TEST_CASE("narrative right below the diagnosis of the header does not belong to it") {
  const auto note = note_of(
      "Client: A.B.\nDx: F33.1 Major depressive disorder, moderate\nIn person, at the private practice office. No one "
      "else "
      "present.\n\nShe came in with her coat on.\n");
  CHECK(note->value("diagnosis") == "F33.1 Major depressive disorder, moderate");
  CHECK(section(*note, "diagnosis") == nullptr);
}

TEST_CASE("a title that names the service makes no psychotherapy note") {
  CHECK(note_of("# In-home psychotherapy note\nDate: 11/20/26   CPT: 90834\n\n## Data\nX.\n\n## Assessment\nX.\n\n## "
                "Plan\nX.\n")
            ->kind == note::FileKind::progress_note);
  CHECK(note_of("# Psychotherapy note\nDate: 11/20/26   CPT: 90834\n\nI felt scolded.\n")->kind ==
        note::FileKind::psychotherapy_note);
}

TEST_CASE("a line that is a section's name alone is its heading") {
  const auto copied =
      note_of("Client: Ana B.\n\nSubjective\nAna slept badly.\nObjective\nShe sat still.\n\nPlan\n1. Walk.\n");
  CHECK(copied->format == note::Format::soap);
  for (const char* id : {"subjective", "objective", "plan"}) {
    CAPTURE(id);
    const note::Section* part = section(*copied, id);
    REQUIRE(part != nullptr);
    CHECK(part->end_block == part->first_block + 2);
  }
  // A line of a sentence that goes on, words within a quote, and a name in lower case are none.
  for (const char* text :
       {"We looked at the\nPlan\nfor the week.\n", "\"I know.\nPlan\nB.\"\n", "She has a goal.\nplan\nnone.\n"}) {
    CAPTURE(text);
    CHECK(section(*note_of(text), "plan") == nullptr);
  }
}

TEST_CASE("behind a letter or capitals a dash does what a colon does") {
  const auto dashes = note_of("B - Mother brought him.\nI – Play therapy.\nR - He waved.\nPLAN - 11/25.\n");
  CHECK(dashes->format == note::Format::birp);
  for (const char* id : {"behavior", "intervention", "response", "plan"}) {
    CAPTURE(id);
    CHECK(section(*dashes, id) != nullptr);
  }
  CHECK(dashes->text.slice(section(*dashes, "plan")->title) == "PLAN");
}

TEST_CASE("a row of a checklist opens no section, whatever else its label may open") {
  const auto rows =
      note_of("# DAP\n## Data\nAffect: [x] sad [ ] flat\nBehavior: [x] restless\nSI/HI: [x] denied\n\nShe cried.\n");
  REQUIRE(section(*rows, "data") != nullptr);
  for (const char* id : {"behavior", "risk"}) CHECK(section(*rows, id) == nullptr);
  CHECK(section(*rows, "data")->end_block == rows->blocks.size());
  // By itself, or with something told, it is the section that its name says.
  const auto alone = note_of("Behavior: [x] sad [x] restless\nShe cried.\nIntervention: [x] CBT\nResponse: “Yes.”\n");
  CHECK(section(*alone, "behavior") != nullptr);
  CHECK(section(*alone, "intervention") != nullptr);
}
