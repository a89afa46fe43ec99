// What is told of suicide, self-harm and violence against what was assessed, planned and denied.

#include "lint/checks/risk.hpp"

namespace notewell::lint {
namespace {

using namespace risk;
using note::Note;

// --- what an assessment covers

struct Part {
  std::string_view id;     // of the stem in the rule's options
  std::string_view shown;  // in messages
};
constexpr Part ideation{.id = "ideation", .shown = "the kind or frequency of the thoughts"};
constexpr Part plan{.id = "plan", .shown = "plan"};
constexpr Part intent{.id = "intent", .shown = "intent"};
constexpr Part means{.id = "means", .shown = "access to means"};
constexpr Part protective{.id = "protective", .shown = "protective factors"};
constexpr Part suicide_asked{.id = "suicide", .shown = "whether there are thoughts of suicide"};

bool columbia(const Told& told) {
  static const Pattern words("\\bC-?SSRS\\b|\\bcolumbia\\b");
  return told.says(words);
}

bool tells_ideation(const Told& told, Kind kind) {
  static const Pattern words(
      "passive|active|fleeting|intermittent|daily|nightly|frequen|occasional|chronic|transient|constant|brief|vague|"
      "times? (?:a|per|this|in|an)|\\dx|x ?/|every|most|once|twice|several|minutes|hours|often|at times|sometimes|wish|"
      "intens|control|\\d ?/ ?10|\\d of 10|toward|yesterday|last night|since|began|started|comes? and "
      "goes?|came|thoughts?\\s*[:(]");
  for (const Spot& spot : told.spots) {
    if (spot.kind != kind || spot.verdict != Verdict::affirmed) continue;
    if (spot.saying || spot.passive || words.in(spot.sentence)) return true;
    // what goes on in the same paragraph
    for (const auto& [line, block] : told.words()) {
      if (block == spot.block && line.data() > spot.sentence.data() && words.in(line)) return true;
    }
  }
  return false;
}

bool tells_plan(const Told& told) {
  static const Pattern other_plans(
      "\\b(?:safety|treatment|tx|care|crisis|coping|response|meal|parenting|service|discharge|aftercare|action|"
      "exposure|"
      "lesson|wellness|relapse|prevention|behavior|behaviour|support|payment|504|education)[- ]plan\\w*|plan of "
      "care|\\bplan "
      "to (?:meet|call|see|return|continue|attend|use (?:\\w+ "
      "){0,2}(?:skill|tool|strateg|grounding|breath|coping|journal|"
      "card|log)\\w*|visit|go|review)");
  static const Pattern words(
      "\\b(?:no|den\\w+|without|not|nor|any|neither|never|w/o)\\b[^.;]{0,70}\\bplan(?:s|ned|ning)?\\b|\\b(?:suicid\\w+|"
      "specific|concrete|active|clear|vague|detailed|current) "
      "plans?\\b|\\bplans?\\s*(?:/|,|or\\b|and\\b|&|\\+)\\s*(?:\\w+ "
      ")?(?:intent|means|method|timeline|prepar)|(?:intent\\w*|means|ideation|si|method\\w*)\\s*(?:/|,|&)?\\s*(?:or "
      "|and "
      "|nor )?\\bplans?\\b|\\bplans?\\s*[:=(]?\\s*(?:-|no\\b|none|den\\w+|neg|vague|present|absent)|\\bha[sd] (?:a|no) "
      "plan\\b|\\bwith a (?:\\w+ )?plan\\b|\\bmethods?\\b|thought (?:about|of|out) how|(?:know|think|thought)\\w* how "
      "(?:she|"
      "he|they|i)|how she would|how he would|overdos|looked up|stockpil|prepar(?:ation|atory)|rehears|wrote (?:a "
      ")?(?:note|"
      "letter)|steps taken|taken (?:any )?steps|\\bplan is to\\b|\\bthere is no plan\\b");
  return std::ranges::any_of(told.words(),
                             [&](const auto& one) { return words.in(other_plans.removed_from(one.first)); });
}

bool tells_intent(const Told& told) {
  static const Pattern other_uses(
      "implementation intention\\w*|paradoxical intention\\w*|intentional\\w*|intent of the");
  static const Pattern words(
      "\\bintent(?:s|ion|ions|ded)?\\b|\\bintends?\\b|\\b(?:would|will|could|can)(?: not|not|n['’]t| never) (?:ever "
      ")?(?:act|do "
      "(?:it|that|this|anything|something)|go through|follow through|hurt|kill|end|take)|\\bwon['’]t (?:act|do)|not "
      "going to "
      "(?:do|act|hurt|kill|end)|no (?:desire|wish|urge|plans?) to (?:act|die|end|kill)|\\bnever (?:act|do (?:it|that|"
      "anything))|would never|wants? to live|does not want to die|doesn['’]t want to die|don['’]t want to die");
  return std::ranges::any_of(told.words(),
                             [&](const auto& one) { return words.in(other_uses.removed_from(one.first)); });
}

bool tells_means(const Told& told) {
  static const Pattern other_uses(
      "\\bby (?:any|all|no|the|some) means|by means of|(?:this|which|it|that|what|she|he|they) means|means (?:that|a "
      "lot|the "
      "world|so much|he|she|they|i\\b|nothing|something|everything)|no means\\b[^.;]*\\bfee|financial means|means of "
      "support");
  static const Pattern words(
      "\\bmeans\\b|\\baccess\\b|firearm|\\bguns?\\b|weapon|\\bpills?\\b|tablets|stockpil|medications? (?:\\S+ "
      "){0,5}(?:lock|"
      "secur|held|hold|kept|dispens|admin|remov|safe)|lock(?:ed|box|ing)|\\bkni(?:fe|ves)|\\brazor|\\bblades?\\b|"
      "\\bropes?\\b|"
      "lethal|ammunition|rifles?|\\bbridge|poison|drop box|safe storage|gun safe");
  return std::ranges::any_of(told.words(),
                             [&](const auto& one) { return words.in(other_uses.removed_from(one.first)); });
}

bool tells_protective(const Told& told) {
  static const Pattern words(
      "protective|\\b(?:speaks|holds|counts) (?:\\w+ )?against (?:it|this)\\b|^against (?:it|this)\\b|reasons? "
      "(?:for|to) "
      "(?:liv|stay|be alive|go on)|\\bke(?:eps?|pt|eping) (?:\\w+ "
      ")?(?:going|alive|safe|here|"
      "from (?:acting|doing|it))|\\b(?:keeps?|kept) "
      "(?:her|him|them|me|client|pt|ct)\\b|deterr|(?:would|could|can|wo|will)"
      "(?:n['’]t| not|not| never) (?:ever )?(?:do (?:that|this|it) to|leave|abandon)|\\bdo (?:that|this|it) to "
      "(?:my|her|his|"
      "their|them|him)|supports?\\b[^.;]{0,50}(?:famil|friend|spouse|partner|network|system|wife|husband|sister|"
      "brother|"
      "mother|mom|father|dad)|(?:famil\\w*|friends?|spous\\w+|partner|social|strong|good|peer) support|supportive|"
      "\\bfaith\\b|religio|spiritual|church|mosque|synagogue|temple|future[- ]\\w*|look(?:s|ing|ed)? "
      "forward|\\bhope(?:s|ful)? "
      "(?:to|for|about|that)|wants? to (?:live|see|be there|get better|watch|raise)|wish(?:es)? to (?:live|see)|means "
      "to "
      "(?:meet|see)|(?:stay|staying|stays|living|lives|alive) (?:alive )?for|because of (?:her|his|their|my|the) "
      "(?:kids|"
      "child|dog|cat|son|daughter|famil|wife|husband|mother|mom|sister|brother|baby|grand)|\\blove(?:s)? "
      "for|responsib\\w+ "
      "(?:to|for|toward)|help-seeking|asked for help|engaged in (?:treatment|therapy|care)|commit(?:ted|ment) to "
      "(?:safety|"
      "treatment|recovery|stay|liv)|\\bstrengths?\\b|connected to|sobriety|willing to (?:use|call|seek)|agreed to "
      "(?:call|"
      "stay|use|reach)");
  return told.says(words);
}

std::vector<Part> missing_parts(const Told& told, const Spot& spot) {
  std::vector<Part> out;
  if (spot.kind == Kind::self_harm) {
    static const Pattern asked(
        "suicid|\\bSI\\b|want(?:s|ed|ing)? to die|die by|end (?:her|his|their|my) life|non-?suicidal|\\bNSSI\\b");
    if (!told.says(asked) && !tells_intent(told) && !columbia(told)) out.push_back(suicide_asked);
    return out;
  }
  const bool scale = columbia(told);
  if (!scale && !tells_ideation(told, spot.kind)) out.push_back(ideation);
  if (!scale && !tells_plan(told)) out.push_back(plan);
  if (!scale && !tells_intent(told)) out.push_back(intent);
  if (!tells_means(told)) out.push_back(means);
  if (spot.kind == Kind::suicide && !tells_protective(told)) out.push_back(protective);
  return out;
}

Finding spot_finding(const Rule& rule, const Note& note, const Spot& spot) {
  Finding finding = finding_at(rule, spot.mark);
  finding.arguments.emplace_back("mention", std::string(note.text.slice(spot.mark)));
  if (spot.ticked) {
    const note::Option& option = note.blocks[spot.block].facts->options[spot.option];
    finding.anchor = spot.statement;
    finding.anchor_indent = option.indent;
    finding.arguments.emplace_back("option", std::string(note.text.slice(spot.mark)));
    if (!option.own_line) finding.arguments.emplace_back("row", "");
  } else {
    finding.arguments.emplace_back("prose", "");
  }
  return finding;
}

/// "plan, intent and access to means"
std::string listed(const std::vector<Part>& parts) {
  std::string out;
  for (std::size_t i = 0; i != parts.size(); ++i) {
    if (i != 0) out += i + 1 == parts.size() ? " or " : ", ";
    out += parts[i].shown;
  }
  return out;
}

// --- safety plan and level of care

/// What the clinician did about it: a safety plan, a decision on the level of care.
bool tells_safety_plan(const Told& told, const Spot& spot) {
  static const Pattern no_plan(
      "\\b(?:no|without a?|not have a?|lacks a?|never (?:made|had|did) a|did not (?:complete|make|write|do|develop) "
      "a?|not "
      "(?:yet )?(?:completed|made|written|done|developed) a?)(?: \\w+)? (?:safety|crisis)(?: response)? "
      "plan\\w*|safety contract\\w*|contract(?:ed|s)? for safety");
  static const Pattern words(
      "safety[- ]plan|crisis (?:response )?(?:plan|card)|\\b(?:right|appropriate) level\\b|stanley|plan for "
      "safety|safety steps|hospitali[sz]|inpatient|emergency "
      "(?:"
      "department|room|evaluation|services|psychiatr)|\\bED\\b|\\bER\\b|\\b911\\b|mobile crisis|level of care|crisis "
      "(?:"
      "evaluation|stabili|unit|team|center|residential|assessment|clinician)|\\b5150\\b|baker act|involuntar|welfare "
      "check|"
      "\\bPHP\\b|\\bIOP\\b|partial hospital|intensive outpatient|outpatient (?:\\w+ "
      "){0,3}(?:appropriate|sufficient|remains|"
      "adequate|safe)|imminent|(?:call|notif|contact|inform|alert)\\w* (?:the )?police|police "
      "(?:welfare|were|was)|duty to (?:warn|protect)|tarasoff|admitted to|admission|means "
      "(?:safety|restriction|"
      "counsel)|(?:removed|locked|secured|handed|gave|hold|holds|took) "
      "[^.;]{0,40}(?:pills|medication|firearm|gun|means|rifle|blade|razor)");
  static const Pattern named("safety[- ]plan|crisis (?:response )?plan|level of care");
  static const Pattern milder(
      "\\b988\\b|crisis (?:line|number|text|contacts?|resources)|lifeline|low(?:er)? (?:acute |imminent |suicide "
      ")?risk|risk\\W+"
      "(?:\\w+\\W+){0,5}(?:low|minimal|mild)\\b|\\brisk is low|ask (?:again |about it )?(?:at|each|every|next)|coping "
      "(?:plan|"
      "card)|skills plan|phone coaching|alternatives|distress tolerance|\\bTIPP?\\b|wound care|reassess|check-?in "
      "call");
  const bool mild = spot.passive || spot.kind == Kind::self_harm;
  return std::ranges::any_of(told.words(), [&](const auto& one) {
    if (tells_of_past(one.first) && !named.in(one.first)) return false;  // an admission of years ago
    const std::string rest = no_plan.removed_from(one.first);
    return words.in(rest) || (mild && milder.in(rest));
  });
}

}  // namespace

Findings risk_mention_unassessed(const Rule& rule, Context& context) {
  const Told& told = told_of(context);
  Findings findings;
  for (const Kind kind : {Kind::suicide, Kind::self_harm, Kind::violence}) {
    const Spot* const spot = told.first(kind);
    if (spot == nullptr) continue;
    if (kind == Kind::self_harm && told.first(Kind::suicide) != nullptr) continue;
    // What was said and then denied: whether the two agree is risk-contradiction's to ask. What was so some days ago is
    // to be assessed all the same.
    const bool answered = told.denies(kind) && std::ranges::all_of(told.spots, [&](const Spot& one) {
                            return one.kind != kind || one.verdict != Verdict::affirmed ||
                                   (one.saying && !says_then(one.sentence)) || one.score;
                          });
    if (answered) continue;
    const std::vector<Part> parts = missing_parts(told, *spot);
    if (parts.empty()) continue;
    Finding finding = spot_finding(rule, context.note, *spot);
    finding.arguments.emplace_back("missing", listed(parts));
    std::string stems;
    for (const Part& part : parts) {
      if (!stems.empty()) stems += " ";
      stems += context.option(rule, part.id).text;
      finding.arguments.emplace_back("missing_" + std::string(part.id), std::string(part.shown));
    }
    finding.arguments.emplace_back("stems", stems);
    if (!spot->ticked) {
      finding.arguments.emplace_back(parts.size() == 1 ? "only_" + std::string(parts.front().id) : "several", "");
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings risk_without_safety_plan(const Rule& rule, Context& context) {
  const Told& told = told_of(context);
  for (const Kind kind : {Kind::suicide, Kind::violence, Kind::self_harm}) {
    const Spot* spot = told.first(kind);
    if (spot == nullptr) continue;
    // An active thought asks for more than a passive one.
    for (const Spot& one : told.spots) {
      if (one.kind == kind && one.verdict == Verdict::affirmed && spot->passive && !one.passive) spot = &one;
    }
    if (spot->score || told.denies(kind)) continue;  // said in the past or in anger: see risk-contradiction
    if (tells_safety_plan(told, *spot)) return {};
    return {spot_finding(rule, context.note, *spot)};
  }
  return {};
}

Findings risk_contradiction(const Rule& rule, Context& context) {
  static const Pattern in_part(
      "\\b(?:active|outside|otherwise|other than|beyond|further|additional|new\\b|other "
      "(?:than|thoughts)|worsening|increase|"
      "except|apart from|current plan|urges?|plan to)\\b");
  static const Pattern past_tense("^wanted|^wished|^hoped|^thought\\b");
  static const Pattern contrast(
      "\\b(?:but|however|though|although|then|later|after|while|yet|clarif\\w+|explain\\w+)\\b");
  // A sentence that fits the two together.
  static const Pattern fitting(
      "\\b(?:at first|initially|earlier|later|by the end|asked (?:again|about it|what (?:she|he|they) "
      "meant)|clarif\\w+|"
      "on reflection|said (?:it |this |that )?in (?:anger|frustration)|what (?:she|he|they) meant|meant "
      "(?:that|it|by)|figure "
      "of speech|changed|no longer|discrepan\\w+|inconsisten\\w+|took (?:it|that) back)\\b");
  const Told& told = told_of(context);
  const auto fitted = [&](const Spot& one, const Spot& other) {
    return std::ranges::any_of(told.words(), [&](const auto& line) {
      return (line.second == one.block || line.second == other.block) && fitting.in(line.first);
    });
  };
  Findings findings;
  for (const Kind kind : {Kind::suicide, Kind::violence}) {
    std::vector<Spot> affirmed;
    std::ranges::copy_if(told.spots, std::back_inserter(affirmed), [&](const Spot& one) {
      return one.kind == kind && one.verdict == Verdict::affirmed && !one.ticked && !one.collateral && !one.score;
    });
    if (affirmed.empty()) continue;
    for (const Spot& denial : told.spots) {
      if (denial.kind != kind || denial.verdict != Verdict::denied || denial.saying || denial.ticked ||
          in_part.in(denial.sentence) || tells_of_past(denial.sentence))
        continue;
      const auto against = std::ranges::find_if(affirmed, [&](const Spot& one) {
        if (fitted(one, denial)) return false;
        const bool same_sentence = one.statement == denial.statement;
        if (same_sentence && (one.passive || contrast.in(one.sentence))) return false;
        if (past_tense.in(context.note.text.slice(one.mark)) || contrast.in(denial.sentence)) return false;
        if (says_then(one.sentence) || says_then(denial.sentence)) return false;
        return !(says_how_often(one.sentence) && says_now(denial.sentence));
      });
      if (against == affirmed.end()) continue;
      Finding finding = finding_at(rule, denial.statement);
      finding.arguments.emplace_back("denial", std::string(context.note.text.slice(denial.mark)));
      finding.arguments.emplace_back("mention", std::string(context.note.text.slice(against->mark)));
      finding.related.push_back({.span = against->mark, .message = "told here"});
      findings.push_back(std::move(finding));
      break;
    }
  }
  return findings;
}

}  // namespace notewell::lint
