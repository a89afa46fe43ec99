// Risk in the ways clinicians write it: what the risk rules must see, and what they must leave alone. The rules' own
// pages hold whole notes; here is one sentence, or two, at a time.

#include <catch2/catch.hpp>

#include "lint/analysis.hpp"

using namespace notewell;

namespace {

bool finds(std::string_view rule, const std::string& note) {
  const lint::Settings settings = {
      .today = std::chrono::year(2026) / 11 / 23, .strictness = lint::Strictness::as_signed, .plan_of = {}};
  const auto analysis = lint::analyse(text::Text(note), "note.pnote", lint::builtin_knowledge(), settings);
  return std::ranges::any_of(analysis->findings, [&](const auto& finding) { return finding.rule->id == rule; });
}

/// The parts that risk-mention-unassessed names as missing; "" if it finds nothing.
std::string missing(const std::string& note) {
  const lint::Settings settings = {
      .today = std::chrono::year(2026) / 11 / 23, .strictness = lint::Strictness::as_signed, .plan_of = {}};
  const auto analysis = lint::analyse(text::Text(note), "note.pnote", lint::builtin_knowledge(), settings);
  for (const auto& finding : analysis->findings) {
    if (finding.rule->id != "risk-mention-unassessed") continue;
    for (const auto& [name, value] : finding.arguments) {
      if (name == "missing") return value;
    }
  }
  return "";
}

}  // namespace

TEST_CASE("a present risk of the client is seen however it is written") {
  const std::string line = GENERATE(
      as<std::string>(),  //
      "Overdosed last night on purpose. The overdose of 2019 was accidental.\n",
      "Data: Client endorses SI.\n",                                  //
      "S: Pt reports +SI this morning.\n",                            //
      "S: SI+, HI-.\n",                                               //
      "Risk: SI (+), HI (-)\n",                                       //
      "SI: passive\n",                                                //
      "- Suicidal ideation: present, daily\n",                        //
      "Client continues to endorse passive SI.\n",                    //
      "Client presents with active suicidal ideation.\n",             //
      "She disclosed suicidal thoughts for the first time today.\n",  //
      "He has been having thoughts of killing himself.\n",            //
      "\"I want to die,\" she said.\n",                               //
      "Ct said, “Everyone would be better off without me.”\n",        //
      "He stated that he wishes he wouldn't wake up.\n",              //
      "“I'm going to kill myself,” he said before he hung up.\n",     //
      "She has been thinking about ending her life.\n",               //
      "“I don't want to be alive.” Voice flat.\n",                    //
      "B: Ct feels suicidal, slept 3 hrs.\n",                         //
      "Explored her passive SI with chain analysis.\n",               //
      "Client texted her sister that she wants to die.\n",            //
      "Mother reports that he said he wants to die.\n",               //
      "Father states client told him she is suicidal.\n",             //
      "History of SI; currently endorses passive SI.\n",              //
      "Assessment: Suicidal ideation persists, as does low mood.\n",  //
      "Client attempted suicide on Saturday by overdose.\n",          //
      "She denies HI but endorses suicidal ideation.\n",              //
      "Client cut herself on Tuesday night.\n",                       //
      "Self-harm twice this week, upper thigh.\n",                    //
      "“She wishes she wasn't here, you know?” father said. Client agreed: “I wish I was dead.”\n",
      "Sudden onset of suicidal ideation after the visit, per client.\n",
      "Pt tearful; endorsing thoughts of suicide since Fri.\n",
      "Client admitted to suicidal ideation and was tearful.\n",
      "PHQ-9 19. She endorses suicidal thoughts several days a week.\n",
      "“I just want to go to sleep and never wake up.”\n", "“There's no reason to live,” he said quietly.\n",
      "She told me that she has been thinking of suicide since Thursday.\n",
      "Client reports ongoing SI w/o change from last session.\n",
      "Member shared that he overdosed on Monday and told nobody.\n", "Client with a history of MDD endorses SI.\n",
      "Pt w/ hx of trauma presents with active SI.\n", "Endorsed suicidal thoughts, unchanged from the last session.\n",
      "In group today client disclosed SI.\n", "Missed group on Monday and is suicidal.\n",
      "Worried about rent, she thinks about killing herself.\n", "Reports nightmares about the fire and passive SI.\n",
      "Humiliated by the arrest, he wants to die.\n", "Client with OCD endorses suicidal ideation.\n",
      "Suicidal ideation over the weekend, alone at home.\n", "She joked that she wants to kill herself, then cried.\n",
      "Since the divorce in March she endorses SI most nights.\n", "Ct wants to cut again after seven weeks without.\n",
      "Risk: Pt acknowledges SI, intermittent.\n", "Ct is having thoughts about suicide.\n",
      "She confided suicidal feelings to me for the first time.\n", "Suicidal ideation: Yes, passive\n",
      "Client rated suicidal urges 3/5.\n",
      "\"I don't want to live like this,\" she said, \"I want to end my life.\"\n", "Client is passively suicidal.\n",
      "Client told her mother she wanted to kill herself last night.\n", "Client told his wife that he is suicidal.\n",
      "Client's wife called before session because he said he wants to die.\n",
      "Mom reports pt has been saying he wants to kill himself.\n",
      "Per school counselor, client made a statement about wanting to kill herself.\n",
      "Client's thoughts of suicide have increased since last week.\n", "Suicidal thoughts are worse.\n",
      "He admits he has thought about driving off a bridge.\n", "She says life is not worth living.\n",
      "Reports SI x3 this week.\n", "Endorsed item 9 on PHQ-9; reports passive SI.\n",
      "- [x] Passive SI\n- [ ] Active SI\n", "SI: [ ] none  [x] passive  [ ] active\n",
      "Suicidal ideation: [ ] No [x] Yes\n\nPlan: [ ] Yes [ ] No\nIntent: [ ] Yes [ ] No\n", "Mood low - SI daily.\n",
      "B:\n- SI daily, worse at night\n- sleep 4 h\n", "SI since Sunday.\n",
      "Client states she \"can't stop thinking about ending it all.\"\n", "Pt endorses SI w/ plan to overdose.\n",
      "Reports feeling suicidal since break-up w/ bf.\n", "Cl. voiced passive death wish.\n",
      "She expressed that she would be better off dead.\n", "Client told me she was going to kill herself tonight.\n",
      "Client has been researching ways to kill herself.\n", "Ct had SI on Thursday.\n", "Passive SI.\n", "SI: yes\n",
      "SI present, no plan.\n", "Pt's mother called: pt said he wants to kill himself.\n",
      "Teacher reports that client wrote in an essay that she wants to die.\n",
      "Client reports cutting herself last night.\n", "Resumed self-harm this week after 3 months without.\n",
      "Client reports HI toward her ex.\n", "\"I want to hurt someone,\" he said, fists clenched.\n",
      "Reports command voices telling him to kill himself.\n", "Endorses thoughts of self-harm today.\n",
      "Pt shared that some mornings he hopes he won't wake up.\n",
      "Client became tearful and stated, \"I just feel like everyone would be happier if I was dead.\"\n",
      "Cl endorsing active SI c plan, no intent.\n",
      "Client disclosed she has been stockpiling pills to kill herself.\n",
      "Adolescent acknowledged ongoing suicidal thoughts.\n",
      "She noted an uptick in passive suicidal ideation following the breakup.\n",
      "Client expressed a wish to be dead.\n", "“Honestly I don't see a reason to keep living.”\n",
      "Increased SI this week per diary card.\n", "Member says he thinks about suicide every day.\n",
      "Pt reports self-injury (burning) on Wed.\n", "Client scratched herself with a pin yesterday until it bled.\n",
      "Client says he's been having violent thoughts toward his landlord and homicidal ideation.\n",
      "He stated he plans to shoot his supervisor.\n", "Chronic passive SI, at baseline.\n",
      "She texted me at noon: \"I can't go on, I want to die.\"\n",
      "Client attempted to hang himself on Sunday; wife cut the rope.\n", "Pt is having SI.\n",
      "Grandmother reports that A. said she wants to kill herself.\n", "SI, passive; no plan.\n",
      "He is +HI toward a neighbor.\n", "SI-, HI+.\n",
      "“I'd rather not be alive,” she said. “I don't see a reason to live.”\n",
      "Client presented to session reporting recent SI with thoughts of driving into traffic.\n",
      "Ct. tearful, said \"nobody would miss me\" and endorses passive SI.\n",
      "Pt states suicidal thoughts \"come and go.\"\n",
      "After the hearing he told his sponsor that he was going to end his life.\n",
      "She reported waking with thoughts of suicide on four mornings.\n",
      "Client reports self-harm by cutting on Sunday.\n", "Dad reports that she told him she wants to die.\n",
      "Client wrote \"I want to kill myself\" on the whiteboard.\n", "Reports continued passive SI with no change.\n",
      "He reports suicidal ideation when drinking, last on Saturday.\n",
      "Reports urges to cut since Sunday.\n",                     //
      "Client endorses homicidal ideation toward a coworker.\n",  //
      "He said, “I want to kill my boss,” and did not smile.\n",  //
      "Reports thoughts of hurting others this week.\n",          //
      "She said she could not stop thoughts of suicide last night.\n");
  INFO(line);
  CHECK(finds("risk-mention-unassessed", line));
}

TEST_CASE("what is denied, past, another's, feared or a figure of speech is no present risk") {
  const std::string line = GENERATE(
      as<std::string>(),                                                    //
      "Denies SI/HI.\n",                                                    //
      "SI-/HI-.\n",                                                         //
      "SI/HI: denied\n",                                                    //
      "SI - HI -\n",                                                        //
      "Risk: SI (-), HI (-), NSSI (-)\n",                                   //
      "Neg SI, neg HI.\n",                                                  //
      "SI/HI/AVH: none.\n",                                                 //
      "Zero self-harm is the first target in the treatment plan.\n",        //
      "I followed up with direct questions about wanting to die: none.\n",  //
      "Suicidal ideation was asked about and denied.\n",
      "SI/HI screened: neither, no hx.\n",                                            //
      "Here since an overdose last week. The overdose was unintentional.\n",          //
      "Suicidal ideation: No\n",                                                      //
      "- Suicidal ideation: Denied\n- Homicidal ideation: Denied\n",                  //
      "No suicidal or homicidal ideation, plan or intent.\n",                         //
      "Client denied any thoughts of suicide, self-harm or harm to others.\n",        //
      "Client denies current suicidal thoughts.\n",                                   //
      "He is not suicidal.\n",                                                        //
      "No self-harm in 40 days.\n",                                                   //
      "42 days since last self-harm.\n",                                              //
      "“I don't want to die,” she said.\n",                                           //
      "She said that she never thinks about suicide.\n",                              //
      "History of suicidal ideation in high school.\n",                               //
      "Hx of NSSI (cutting), none since 2021.\n",                                     //
      "Suicide attempt at 17 by overdose.\n",                                         //
      "Two past suicide attempts, the last in 2018.\n",                               //
      "She had suicidal thoughts when she was 15.\n",                                 //
      "He wanted to die when his wife left him in 2019.\n",                           //
      "Suicidal ideation resolved.\n",                                                //
      "Client no longer has suicidal thoughts.\n",                                    //
      "Her mother was suicidal after the birth.\n",                                   //
      "His best friend told him she wants to die.\n",                                 //
      "Client worries about her daughter, who has been cutting herself.\n",           //
      "Her brother's suicidal ideation frightens her.\n",                             //
      "Spoke of the anniversary of his father's suicide.\n",                          //
      "Call 988 if suicidal thoughts return.\n",                                      //
      "P: Continue to monitor for SI.\n",                                             //
      "Plan: assess for suicidal ideation at each visit.\n",                          //
      "Asked about suicidal thoughts.\n",                                             //
      "Discussed the boxed warning on suicidal thoughts with the new medication.\n",  //
      "Safety plan reviewed as routine; nothing to change.\n",                        //
      "Provided psychoeducation on self-harm as a way of coping.\n",                  //
      "If she became suicidal she would call her aunt.\n",                            //
      "She is afraid of becoming suicidal again.\n",                                  //
      "“My mom is going to kill me,” he laughed.\n",                                  //
      "“I'm killing it at work.” She grinned.\n",                                     //
      "“I've been killing myself at work,” she said of the audit.\n",                 //
      "“I almost died laughing.”\n",                                                  //
      "No SI, HI, or self-harm reported.\n", "Reports no suicidal ideation, intent or plan.\n",
      "Client continues to deny SI.\n", "Mood improved; without suicidal thoughts this week.\n",
      "Client has not had any suicidal thoughts since starting sertraline.\n",
      "No current or recent suicidal ideation, no self-harm.\n", "Negative for suicidal ideation.\n",
      "Suicidality: absent.\n", "S/H ideation: none. Suicidal: no.\n", "C-SSRS: negative for suicidal ideation.\n",
      "PHQ-9 item 9: 0. No thoughts of being better off dead.\n",
      "Client is in a group for families bereaved by suicide.\n",
      "Goal 1: reduce suicidal ideation to 0 days a week.\n", "Client will report no self-harm for 30 days.\n",
      "Her ex threatened to kill himself when she left.\n",
      "Husband was hospitalized for SI; client visits him daily.\n",
      "“I could kill him,” she laughed about the parking ticket.\n", "She cut her thumb on a tin; two stitches.\n",
      "He burned himself on the stove by accident.\n", "“I was dying to tell you about the interview.”\n",
      "Tired of living with roommates; looking for a studio.\n", "She wants to die her hair red.\n",
      "He doesn't want to be here anymore in this job.\n",
      "Client learned that her cousin attempted suicide on Sunday.\n",
      "Client's teenage son told her he wants to die; she took him to the ED.\n",
      "Reported that in college she had suicidal thoughts.\n", "Prior SI, prior NSSI, prior IOP.\n",
      "Suicidal ideation as a teen, none as an adult.\n", "At intake endorsed SI; none now.\n",
      "She wants to cut back on wine today.\n", "He wanted to cut class on Friday.\n",
      "Discussed past attempts to quit and his current plan.\n", "Took pills for the headache last night.\n",
      "“I wish I was dead,” he said in seventh grade.\n", "Her suicidal thoughts have stopped.\n",
      "Suicidal ideation has decreased to none.\n",
      "Client, a crisis counselor, spoke about a caller who wanted to die.\n",
      "Client agreed to call 988 for suicidal thoughts.\n", "Client to notify therapist of any SI.\n",
      "“I'd rather die than give that speech.”\n", "Panic: “I thought I was going to die.”\n",
      "When asked whether she was thinking of killing herself she said no.\n",
      "Homework: watch for the thought “I want to die” and note what sets it off.\n", "Reports no SI.\n",
      "Reports that she is not having any SI at this time.\n",
      "Client reports that he does not have thoughts of suicide.\n", "No thoughts to hurt himself or others.\n",
      "Client denies desire to harm self or others.\n", "Denied wanting to die or kill himself.\n",
      "SI/HI not reported or observed.\n", "No SI/HI/psychosis.\n", "(-) SI, (-) HI\n", "SI: N HI: N\n", "SI N/A\n",
      "SI? No.\n", "Suicidal/homicidal ideation: Not present\n",
      "Suicidal Ideation: None reported. Homicidal Ideation: None reported.\n", "Risk of suicide: low. Denies SI.\n",
      "Low risk for suicide and self-harm.\n", "Client's risk for suicide is assessed as low.\n",
      "The client presents no danger to self or others.\n",
      "Client reported he would never act on suicidal thoughts and has none today.\n",
      "She has a daughter with suicidal thoughts who is in care elsewhere.\n",
      "Mother's overdose last year is still raw.\n", "Client's partner overdosed on Sunday and survived.\n",
      "Client used ice instead of self-harm.\n", "Client went 30 days without self-harm.\n",
      "Celebrated one year self-harm free.\n", "Scars from old self-harm visible on forearm.\n",
      "Urge surfing for urges to self-harm was reviewed as a skill.\n",
      "Explored triggers for self-harm in the past.\n", "She harmed herself in her teens.\n",
      "Client expressed guilt over a miscarriage.\n", "Hopeless about the job market, laughed about it.\n",
      "He threatened to quit.\n", "Client angry at ex: “I hate him.”\n",
      "“I wanted to strangle him,” she said of the printer salesman, laughing. Denies HI.\n",
      "Client's father threatened to kill her mother when she was nine.\n",
      "Thoughts of death of her mother and who will care for the cats.\n",
      "Suicide prevention training at her school went well.\n",
      "Watched a film in which the lead is suicidal and cried.\n",
      "Client works on a suicide hotline and feels burned out.\n", "CAMS and safety plan not indicated; no SI.\n",
      "Ideation absent. Plan absent. Intent absent.\n",
      "S: Client came to process her brother's suicide attempt last week.\n",
      "She found her roommate after an overdose on Saturday.\n", "Client worried her husband might be suicidal.\n",
      "Is client suicidal? No. Homicidal? No.\n", "[ ] SI [ ] HI [x] None\n", "SI [ ] Yes [x] No\n",
      "Suicidal ideation: [x] No [ ] Yes\n", "- [ ] Suicidal ideation\n- [ ] Self-harm\n- [x] None reported\n",
      "SI: [ ] passive [ ] active [x] none\n", "SI: [x] none  [ ] passive  [ ] active\n", "- no SI\n- no HI\n",
      "- SI: N\n- HI: N\n", "Denies current SI, HI, or SIB.\n", "Pt denies SI/HI/AVH. Contracts for safety.\n",
      "No SI/HI endorsed.\n", "No evidence of suicidal ideation.\n",
      "Client reported no thoughts of suicide or wanting to die.\n", "SI/HI: Client denied.\n",
      "Risk: none reported. SI: 0, HI: 0.\n", "Denied having any suicidal thoughts since last session.\n",
      "Client has been free of SI for two months.\n", "No return of suicidal thoughts.\n",
      "Client is not currently experiencing suicidal ideation.\n", "Client does not endorse SI.\n",
      "Did not endorse SI.\n", "SI not endorsed.\n", "Neither SI nor HI reported.\n", "There is no indication of SI.\n",
      "He was asked if he wanted to die and he said no.\n", "She says that she would never kill herself.\n",
      "She has never wanted to die.\n", "\"I'm not going to kill myself or anything,\" she said.\n",
      "“I'm not suicidal, I'm just tired.”\n", "Patient not actively suicidal.\n",
      "We discussed the suicide of her coworker.\n", "Client attended the funeral of her friend who killed himself.\n",
      "Her father killed himself when she was ten.\n", "Her uncle hanged himself in 2003; she found him.\n",
      "Her client at work is suicidal and she feels responsible.\n", "Student she teaches disclosed self-harm.\n",
      "Sister cut herself as a teen.\n", "Reviewed warning signs of suicide and self-harm with parents.\n",
      "Taught parents how to respond if he says he wants to die.\n", "Parents asked what to do if she harms herself.\n",
      "Homework: watch for the thought \"I want to die\" and note what sets it off.\n",
      "If SI increases, client will go to the ED.\n", "Should SI recur, she will use the safety plan.\n",
      "Next session: check in on SI and mood.\n", "Goal: Client will have zero days of suicidal ideation.\n",
      "Objective 1.1 Decrease self-harm urges from 5 to 1 per week.\n",
      "Client completed the suicide risk screening; negative.\n", "Columbia negative for SI.\n",
      "“This job is going to kill me,” she said.\n", "“My kids are killing me,” he said, smiling.\n",
      "“If my mom finds out she'll kill me.”\n", "“I was so embarrassed I wanted to die.”\n",
      "“I'm dying here, it's so hot.”\n", "Client fears that she will die during a panic attack.\n",
      "“I felt like I was dying.” Heart rate 120.\n", "Client has fear of death and of dying alone.\n",
      "Client wishes her ex were dead, \"not literally.\"\n", "Client's dog died; she wants him back.\n",
      "He shot himself with a nail gun at work.\n", "She hurt her back lifting; pain 6/10.\n",
      "She cut her hair and likes it.\n", "“I cut myself off from everyone.”\n", "“I beat myself up over it.”\n",
      "“I want to punch a wall.”\n", "“I want to disappear under the desk when he calls on me.”\n",
      "Client played a game in which his character kills himself.\n", "No reported SI or HI.\n",
      "Client is future oriented and denies SI.\n", "Suicide risk: denies.\n",
      "No safety concerns noted. SI/HI: denies.\n", "Client denied self-injury and suicidal thinking.\n",
      "Pt denies SI, intent, plan, means.\n", "Has not experienced SI since last visit.\n", "SI remains absent.\n",
      "SI denied. HI denied.\n", "No acute SI.\n", "Client is doing well; no longer reporting suicidal thoughts.\n",
      "Client reflected on how far she has come since her suicide attempt five years ago.\n",
      "Client recalled wanting to die after the accident in 2012.\n",
      "“Back then I wanted to kill myself. Not anymore.”\n", "Processed the loss of a classmate to suicide.\n",
      "Dad has been struggling with suicidal thoughts, which worries client.\n",
      "Her girlfriend self-harms, and client does not know how to help.\n",
      "Client's best friend texted that she wanted to die; client called 911 for her.\n",
      "Client wonders whether her son could be suicidal.\n", "Assessed SI, HI and self-harm; none present.\n",
      "Completed C-SSRS; no ideation.\n", "Provided crisis line numbers in case SI emerges.\n",
      "Client knows to go to the nearest ED if she has thoughts of harming herself.\n",
      "Discussed difference between self-harm and suicidal behavior with parents.\n",
      "We talked about how cutting used to work for her.\n", "She is proud of two years without cutting.\n",
      "“That meeting made me want to jump out the window,” she joked.\n", "“I'm going to kill this presentation.”\n",
      "“The traffic kills me.”\n", "“I would die if she found out,” he giggled.\n", "“I was so hungry I could die.”\n",
      "“If I have to hear that song once more I'll kill myself,” she laughed.\n", "He burned his hand on the grill.\n",
      "Client hurt himself falling off a ladder.\n", "He's got a killer schedule.\n",
      "Client dreamed that she was being killed.\n", "Client played dead to make his sister laugh.\n",
      "Trauma: he watched his friend shoot himself.\n", "Flashbacks of the night her husband tried to kill her.\n",
      "Her husband said he would kill himself if she left.\n",
      "She is frightened since her ex said he wants to kill her.\n", "“I want him out of my life.”\n",
      "He said he felt like hitting the wall, and walked away.\n", "Client is not a danger to himself or others.\n",
      "R45.851 was removed from the problem list.\n", "Client told of her own abuse by an aunt when she was small.\n",
      "Client is worried about how the divorce hurts the kids.\n",
      "Her teenage daughter shoved her during an argument.\n", "Client is 16. Her boyfriend broke up with her.\n",
      "Client is 16. Mom took her phone and grounded her.\n",
      "She said hi to the neighbors for the first time. “Hi!”\n", "In the end all was well.\n",
      "He banged his head on a shelf today.\n", "She wishes him dead, then laughs at herself.\n",
      "He overdosed on heroin on Saturday and was revived with Narcan.\n", "Her father is dead.\n",
      "“I'd rather be dead than late.”\n", "She wants the dead plants off the porch today.\n",
      "Client denies any past or present suicidal ideation.\n",
      "Client reports an absence of suicidal thoughts this month.\n",
      "Client has two prior psychiatric hospitalizations for SI (2011, 2016).\n",
      "Suicidal thoughts were last present in her twenties.\n",
      "Client described how her grandmother's death wish upset the family.\n",
      "Client's roommate was taken to the hospital for suicidal ideation on Friday.\n",
      "Practiced what to say if the thought \"I want to die\" returns.\n",
      "Client and I agreed that she will tell her mother if urges to self-harm come back.\n",
      "No recent self-harm; last cut over a year ago.\n", "“I'd kill to see that band,” he grinned.\n",
      "“My boss is going to kill me for being late.”\n", "Client jokes that parenting is slow suicide.\n",
      "Works in the ICU; spoke of a patient who attempted suicide on Monday.\n",
      "Read a chapter on radical acceptance and suicide loss.\n", "SI/HI denied; contracts for safety.\n",
      "She is angry with her mother for threatening suicide whenever she goes out.\n",
      "Client does not have SI, a plan, or intent.\n", "Client stated her husband punched the wall last night.\n",
      "As a boy he was beaten by his grandfather.\n", "Her son's coach yelled at him; she wrote to the school.\n",
      "Client is 8. He told me that dad tickled him until he laughed.\n",
      "Client's brother, 30, hit her car while parking.\n",
      "Dead tired after the night shift.\n",             //
      "“My back is killing me.”\n",                      //
      "“I shot myself in the foot with that email.”\n",  //
      "“I'd kill for a nap.”\n",                         //
      "He cut himself shaving this morning.\n",          //
      "She cut herself some slack this week.\n",         //
      "He hurt himself at practice on Tuesday.\n",       //
      "“I want to kill time until the bus comes.”\n",    //
      "She takes life one day at a time.\n",             //
      "In the book the hero wants to die.\n",            //
      "SI joint pain keeps her up at night.\n",          //
      "Intrusive thoughts of stabbing her baby; she says she would never act on them.\n");
  INFO(line);
  CHECK(missing(line).empty());
  CHECK_FALSE(finds("risk-without-safety-plan", line));
  CHECK_FALSE(finds("risk-contradiction", line));
}

TEST_CASE("each missing part of an assessment is named") {
  CHECK(missing("Endorses SI.\n") ==
        "the kind or frequency of the thoughts, plan, intent, access to means or protective factors");
  CHECK(missing("Passive SI, no plan or intent, no means.\n") == "protective factors");
  CHECK(missing("Passive SI daily; plan/intent denied; PF: kids, wants to live for them.\n") == "access to means");
  CHECK(missing("Active SI twice this week, C-SSRS 2. Guns locked up. Protective: faith.\n").empty());
  CHECK(missing("Safety plan and treatment plan reviewed. Passive SI, no intent, pills locked, supportive wife.\n") ==
        "plan");
  CHECK(missing("Passive SI last week, none today: denies SI. No plan, no intent.\n") ==
        "access to means or protective factors");
  CHECK(missing("O: PHQ-9 14, item 9: 1.\n") == "plan, intent, access to means or protective factors");
  CHECK(missing("O: PHQ-9 14, item 9: 1. Asked about it; denies SI.\n").empty());
  CHECK(missing("HI toward his brother-in-law daily, no plan, no intent, no access to weapons.\n").empty());
}

TEST_CASE("a denial contradicts only what it denies, and only at the same time") {
  const std::string contradicts = GENERATE(
      as<std::string>(),  //
      "Client endorses SI.\n\nClient denies SI.\n", "“I want to kill myself.” Wept.\n\nDenies SI/HI at this time.\n",
      "S: +SI, poor sleep.\nO: Tearful. SI-, HI-.\n", "“I'm going to kill him.”\n\nRisk: no SI/HI.\n",
      "“Some nights I think they'd all be better off without me.”\n\nDenies SI/HI.\n",
      "He wishes he were dead.\n\nSuicidal ideation: denied\n");
  INFO(contradicts);
  CHECK(finds("risk-contradiction", contradicts));
}

TEST_CASE("a change in time, kind or person is no contradiction") {
  const std::string line = GENERATE(
      as<std::string>(),  //
      "Reported passive SI last week, denies today.\n", "Reported passive SI last week. Denies SI today.\n",
      "Endorsed SI on Saturday night; denies current SI.\n", "SI two or three times a week. Denies SI at present.\n",
      "Endorses passive SI. Denies active SI.\n", "Passive SI, denies plan/intent.\n",
      "Endorses suicidal thoughts. No suicidal intent.\n", "At the start she endorsed SI. By the end she denied SI.\n",
      "Her sister endorsed SI last night. Client denies SI.\n", "Past SI in college. Denies SI.\n",
      "Endorses SI but no HI.\n", "Endorses SI, denies HI.\n",
      "Urges to self-harm 4/5 on Sunday. No self-harm this week.\n");
  INFO(line);
  CHECK_FALSE(finds("risk-contradiction", line));
}

TEST_CASE("a safety plan, or a decision on care, is seen; an old admission or a contract is none") {
  CHECK_FALSE(finds("risk-without-safety-plan", "Active SI nightly, no intent. Crisis plan updated with her wife.\n"));
  CHECK_FALSE(finds("risk-without-safety-plan", "Endorses SI with plan. Walked with her to the ED.\n"));
  CHECK_FALSE(
      finds("risk-without-safety-plan", "Active SI. Does not meet criteria for inpatient; twice weekly now.\n"));
  CHECK(finds("risk-without-safety-plan", "Active SI nightly, no intent. Hospitalized in 2015.\n"));
  CHECK(finds("risk-without-safety-plan", "Active SI nightly, no intent. Signed a safety contract.\n"));
  CHECK(finds("risk-without-safety-plan", "Active SI nightly, no intent. She has no safety plan.\n"));
}

TEST_CASE("present abuse of a child, elder or dependent asks for a word on the report") {
  const std::string line = GENERATE(
      as<std::string>(),  //
      "Client is a 9-year-old. He said, “Dad punched me in the stomach yesterday.”\n",
      "Client (7) told me that her uncle touches her private parts.\n",
      "Client's boyfriend hits her son when she is at work.\n",
      "Ct admits that she slapped her daughter hard enough to leave a mark.\n",
      "Disclosed ongoing sexual abuse of her niece by a neighbor.\n", "Suspected elder abuse by the home aide.\n",
      "Pt, 78, says that her nephew takes her debit card and leaves her without food.\n",
      "Client is an 80-year-old man. His son hit him on Sunday.\n",
      "Her mother (79, dementia) is left alone all day by the home aide.\n",
      "Client is a 12-year-old. She said that her stepfather punched her in the face on Friday.\n",
      "Client stated that she hit her daughter with a cord and left marks.\n",
      "Ct, 83, has bruises; “my son hits me when he drinks.”\n",
      "Client, 14, said her dad grabbed her by the throat and choked her last night.\n",
      "Six-year-old client says “mommy's boyfriend hits me with a stick.”\n",
      "Client admits hitting her toddler hard enough to bruise him.\n",
      "Nephew has been stealing from client (84) and leaves her without food for days.\n",
      "Client (11) reported that his stepmother locked him out of the house overnight as punishment and slapped him.\n",
      "Client stated her husband punched their son in the chest last night.\n",
      "She leaves the kids alone overnight when she works.\n");
  INFO(line);
  CHECK(finds("mandated-report-undocumented", line));
  CHECK_FALSE(finds("mandated-report-undocumented", line + "\nCPS report filed 11/20, number on file.\n"));
  CHECK_FALSE(finds("mandated-report-undocumented", line + "\nNo report: already an open case, worker informed.\n"));
}

TEST_CASE("an adult's own childhood, a denial, play and violence between adults ask for no report") {
  const std::string line = GENERATE(
      as<std::string>(),  //
      "She was sexually abused by her uncle as a child.\n", "Hx of childhood abuse and neglect.\n",
      "His father beat him with a belt when he was 8.\n",
      "Processed the physical abuse by her stepfather in her childhood.\n",
      "Client denies abuse or neglect of the children.\n", "No signs of abuse or neglect.\n",
      "Her partner hit her in the face last night.\n", "He beat his son at checkers.\n",
      "She is afraid that she might hurt her baby (harm OCD).\n", "Her son hit a classmate at recess.\n",
      "She shook her head when her daughter left.\n",
      "Reviewed limits of confidentiality, including child abuse and elder abuse.\n",
      "Client works as a caseworker for child abuse cases.\n", "The kids hit the jackpot with the new teacher.\n",
      "Client is a 9-year-old. He hit his brother and kicked the door.\n",
      "Client is a 9-year-old. Mom hugged him when he cried.\n",
      "Client, 72, says that her son takes her to church and pays her bills.\n",
      "He hit his son's bedtime goal four nights of seven.\n", "She beat the kids to the car and they laughed.\n",
      "Son takes her money to the bank for her; client, 81, is glad of it.\n",
      "Client spanked her son once; talked about time-out.\n",
      "EMDR target: the night her stepfather raped her, age 14.\n",
      "Trauma narrative: her uncle abused her from ages 6 to 10.\n", "Her mother neglected the garden this year.\n",
      "She neglected her homework this week.\n", "Diagnosis: alcohol abuse in remission. Her son is nine.\n");
  INFO(line);
  CHECK_FALSE(finds("mandated-report-undocumented", line));
}
