// The words around a mention of risk: whether they deny it, only speak of it, or put it into the past.

#include "lint/checks/risk.hpp"

namespace notewell::lint::risk {

bool shorthand_denies(std::string_view before, std::string_view after) {
  static const Pattern behind(
      "^(?:\\s*[/,&]\\s*(?:HI|VI|AVH|AH|VH|NSSI|SIB|SI|self-harm|homicidal "
      "ideation))*(?:\\s*(?:was |were )?(?:screened|asked|checked|assessed)(?: for| about)?(?: "
      "and)?)?\\s*(?:[:=]|is|was|were|\\?)?\\s*"
      "(?:-(?:\\s*$|[,;./)]|\\s+(?:HI|AVH|NSSI|no\\b|none|neg|den))|\\(\\s*[-–−]\\s*\\)|[–−](?:\\s*$|[,;/)])|"
      "\\(?\\s*(?:no\\b|none\\b|neither\\b|neg\\b|negative|denie[sd]|absent|not "
      "(?:present|reported|endorsed)|0\\b|nil\\b|n/a)|(?:[:=]|^\\s)\\s*N(?:/A)?(?:\\s|$|[,;]))");
  static const Pattern ahead("(?:\\(\\s*[-–−]\\s*\\)|Ø|\\bneg(?:ative)?(?: for)?|\\bno)\\s*$|[\\s(/][-–−]$");
  return behind.in(after) || ahead.in(before);
}

bool only_spoken_of(std::string_view before, std::string_view after) {
  static const Pattern compound(
      "^[-\\s]+(?:joint|prevention|hotline|crisis line|lifeline|screen|screening|risk assessment|assessment|inventory|"
      "scale|questionnaire|watch|severity rating|protocol|if\\b|when(?:ever)? (?:it|they|thoughts)|should\\b|worsen|"
      "return|recur|goal|is (?:the|a|her|his|their) (?:first |main |primary )?(?:target|goal)|contract|(?:was|were) "
      "(?:reviewed|discussed|taught|covered))|^\\s*:?\\s*(?:\\[[ "
      "x]?\\]|☐|☑|☒)");
  // A list may stand between: "assessed for depression, anxiety and SI".
  static const Pattern asked(
      "\\b(?:assess\\w*|screen\\w*|ask(?:s|ed|ing)?|monitor\\w*|inquir\\w*|evaluat\\w*|check\\w*|question\\w*|in case "
      "of|"
      "event of|days? since|weeks? since|months? since|fears? of)\\b[^.;:]{0,60}$");
  static const Pattern answered(
      "\\b(?:endors\\w*|report\\w*|disclos\\w*|admit\\w*|acknowledg\\w*|said|says|positive|has|had|his|her|their|is|"
      "feels)\\b"
      "[^.;]*$");
  static const Pattern named(
      "\\b(?:discuss\\w*|review\\w*|psychoeducat\\w*|educat\\w*|watch\\w*|warning|boxed|side effects?|signs? of|risk "
      "(?:of|"
      "for|factors?)|prevent\\w*|reduc\\w*|decreas\\w*|eliminat\\w*|manag\\w*|treatment "
      "(?:of|for)|explor\\w*|address\\w*|"
      "target\\w*|protocol|handout|training|group|plan for|since (?:his|her|their|the)? ?last|talk\\w* about|stigma|"
      "worr(?:y|ies|ied)\\w*|goal|definition|difference between|distinguish\\w*|cop(?:e|ing) with|respond\\w* to)\\b"
      "[^.;:,]{0,40}$");
  static const Pattern owned(
      "\\b(?:his|her|their|client's|client’s|pt's|ct's|these|this|ongoing|current(?:ly)?|persistent|continu\\w+|recent|"
      "endors\\w*|report\\w*|disclos\\w*|admit\\w*|express\\w*|acknowledg\\w*|stat(?:es|ed|ing)|said|says|has|had|is|"
      "was|"
      "feels|felt|having|experienc\\w*|positive for|affirm\\w*|yes)\\s+(?:\\w+[-\\s]+){0,4}$");
  static const Pattern means_against(
      "\\b(?:skills?|surfing|tools?|strateg\\w+|ways|alternatives?|instead) "
      "(?:for|to|against|of)\\b[^.;,]{0,20}$|\\b(?:film|movie|"
      "book|novel|series|show|song|play|game) (?:in which|about|where|whose)\\b[^.;]*$");
  static const Pattern gone(
      "^\\s*(?:(?:have|has|had|is|are)\\s+)?(?:(?:now|since|all)\\s+)?(?:stopped|ceased|subsided|remitted|resolved|"
      "ended|gone|"
      "faded|(?:decreased|dropped|went|down|fell|fallen|gone) to (?:none|zero|0))\\b");
  static const Pattern in_case(
      "\\b(?:call|text|contact|988|reach(?:es)? "
      "out|lifeline)\\b[^.;]{0,40}\\bfor\\s+(?:any\\s+)?$|\\b(?:notify|inform|tell|alert|"
      "report)\\b[^.;]{0,40}\\bany\\s+(?:\\w+\\s+)?$");
  if (gone.in(after) || in_case.in(before) || means_against.in(before)) return true;
  if (compound.in(after)) return true;
  if (asked.in(before)) return !answered.in(before);
  return named.in(before) && !owned.in(before);
}

bool only_asked(std::string_view before) {
  static const Pattern words(
      "\\b(?:asked (?:\\w+ )?(?:if|whether|about)|questions? about|screen\\w*|fear(?:s|ed)? (?:of|that)|afraid "
      "(?:of|that)|worr(?:y|ies|ied) "
      "(?:that|about)|discuss\\w* (?:what|how)|warning signs?|watch\\w* for|note when|if (?:the|a|that) "
      "thought)\\b[^.;,]{0,50}$");
  return words.in(before);
}

bool figurative(std::string_view sentence, std::string_view mention, std::string_view after) {
  static const Pattern idiom(
      "laugh(?:ing|ed)? so hard|die laughing|died laughing|of (?:embarrassment|boredom|shame)|so "
      "embarrass|mortif|cringe|"
      "figure of speech|figurative|\\bfiction|(?:was|were|as a|only|just) jok|\\bshe laughed about|\\bhe laughed "
      "about|\\b(?:song|"
      "lyrics?)\\b|character in|a game\\b|video game|(?:nightmares?|dream(?:s|ed|t)?) (?:of|about|that|in which)|in "
      "(?:the|her|his|a) "
      "(?:book|game|dream|movie|film|novel|story|show|play)\\b");
  static const Pattern effort(
      "^\\s*(?:working|trying|studying|over\\b|at work|at the gym|at practice|to "
      "(?:finish|get|make|meet|please|keep|pay)|"
      "for (?:this|that|the|a) (?:job|company|boss|grade|deadline|test|team|project)|with (?:work|overtime))");
  static const Pattern accident(
      "^\\s*(?:a |some )?(?:shaving|cooking|slack|off\\b|on (?:the|a|an|my|her|his) (?:can|glass|tin|knife by|fence|"
      "broken|paper|mower|oven|stove|pan|iron)|by accident|accidentally|in the "
      "(?:kitchen|foot|garden)|chopping|slicing|"
      "while (?:cooking|shaving|chopping|slicing|gardening|working|cutting)|at (?:work|practice|the "
      "gym)|lifting|playing|"
      "with (?:the|a) (?:pan|oven|iron)|out\\b|down\\b|some slack|a break)|^[^.;]*\\b(?:accident|by mistake)");
  // tired of living with her in-laws; die her hair; not here, but elsewhere
  static const Pattern of_something(
      "^\\s+(?:with|alone|in (?:this|the|that|her|his|their|an?) (?:\\w+ "
      ")?(?:job|marriage|house|city|town|apartment|school|"
      "class|group|relationship|team|company|program|room|meeting|dorm|unit|facility)|at (?:this|the) (?:job|school|"
      "company|office)|than|out of|under|paycheck|(?:her|his|my|their|it) (?:hair|own))\\b");
  static const Pattern cut("\\bcut$");
  static const Pattern cut_what(  // not back, down, class, ties
      "^\\s*(?:$|[.,;:!?\"”’)]|(?:again|and|or|when|after|because|since|last|this|at|on|every|most|today|tonight|now|"
      "so|but|"
      "daily|until|\\d|myself|herself|himself|themselves)\\b|(?:my|her|his|their) (?:\\w+ "
      ")?(?:skin|arms?|forearms?|wrists?|"
      "legs?|thighs?|stomach|hips?)\\b)");
  // one day at a time; all is well in the end; another's death
  static const Pattern life_in_general(
      "^(?:tak|end)\\w*\\s+(?:life|all)$|^wish\\w*\\s+(?:him|her|them)\\s+dead|^want\\w*\\s+(?:the\\s+)?dead$");
  static const Pattern wish("\\b(?:living|die|here anymore)$");
  return idiom.in(sentence) || effort.in(after) || accident.in(after) || (wish.in(mention) && of_something.in(after)) ||
         (cut.in(mention) && !cut_what.in(after)) || life_in_general.in(mention);
}

// Their treatment is their assessment. Thoughts of suicide are asked about even where they are unwanted.
bool obsession(std::string_view sentence, Kind kind) {
  static const Pattern of_harm("intrusive|ego-?dystonic|obsess|\\bOCD\\b|unwanted|compuls|\\bERP\\b|\\bY-?BOCS");
  static const Pattern of_suicide("suicidal OCD|suicide OCD|harm OCD|ego-?dystonic|obsessi(?:on|ve)");
  return kind == Kind::suicide ? of_suicide.in(sentence) : of_harm.in(sentence);
}

namespace {

// "in 2019", "as a teen"; and what else is said of old conditions: "history of".
constexpr std::string_view long_ago =
    "(?:^|[^/\\d.-])(?:19|20)\\d\\d\\b|\\b(?:years?|months?|yrs?|decades?) (?:ago|earlier)|\\blast "
    "(?:year|month|summer|"
    "spring|fall|winter|semester)|\\bin (?:high school|college|middle school|grade "
    "school|elementary school|(?:\\w+ )?grade\\b|childhood|adolescence|(?:his|her|"
    "their|my) (?:early |late |mid-?)?(?:teens|twenties|thirties|forties|20s|30s|40s|youth|past)|the past|the "
    "(?:military|"
    "army|service)|january|february|march|april|may|june|july|august|september|october|november|december)|\\bas an? "
    "(?:child|teen|teenager|kid|adolescent|young)|\\bwhen (?:she|he|they|i|client|pt|ct) (?:was|were) "
    "(?:\\d+|in|an?|young|"
    "little|younger|first|using|drinking|married|pregnant|still|about)|\\b(?:at|age|aged) (?:age "
    ")?\\d{1,2}\\b(?:$|[^:/%\\d]"
    "\\s*[^ap\\d])|lifetime|\\bused to\\b|childhood|no longer|resolved|in (?:full |partial )?remission|stopped "
    "having|not "
    "since|haven't since|\\bbefore (?:treatment|starting|therapy|coming|the (?:move|divorce|hospital))|back then|at "
    "that "
    "time|at intake|during (?:his|her|their) (?:divorce|deployment|first|last|separation)|once had|had once";
constexpr std::string_view of_old =
    "histor|\\bhx\\b|\\bh/o\\b|\\bprevious|\\bprior\\b|\\bpast\\b|\\bformer|\\bremote\\b";

/// Without what sounds past and is not: "the past week", "unchanged from the last session".
std::string without_recent(std::string_view words) {
  static const Pattern recent(
      "\\b(?:past|last|previous) (?:few |couple of |\\d+ |two |three |four |five |several "
      ")?(?:hours?|days?|nights?|weeks?|"
      "weekend|mon|tue|wed|thu|fri|sat|sun)|(?:from|since|than|vs\\.?|versus|compared (?:to|with)|at) (?:the "
      "|her |his "
      "|our )?(?:last|prior|previous) (?:session|visit|week|appointment|note|contact)|(?:from|since|than) intake");
  return recent.removed_from(words);
}

}  // namespace

bool tells_of_past(std::string_view sentence) {
  static const Pattern cues(std::string(long_ago) + "|" + std::string(of_old));
  return cues.in(without_recent(sentence));
}

bool is_past(std::string_view before, std::string_view after) {
  static const std::string now =
      "\\b(?:endorses|endorsing|reports\\b|reporting|presents?|presenting|has been|have "
      "been|continues|currently|current|"
      "ongoing|still|today|now|this (?:week|morning|weekend)|yesterday|last "
      "night|recently|returned|again|states|admits|"
      "expresses|experiencing|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)";
  static const Pattern time_before("^(?s:.*)(?:" + std::string(long_ago) + ")");
  static const Pattern since_time("(?:" + std::string(long_ago) + ")(?s:.*)" + now);
  static const Pattern old_before(std::string("(?:") + std::string(of_old) + ")");
  static const Pattern since_old("(?:" + std::string(of_old) + ")(?s:.*)(?:" + now +
                                 "|\\b(?:endorsed|reported|presented|disclosed|admitted|expressed|stated|said)\\b)");
  static const Pattern time_after("^[^.;]{0,60}?(?:" + std::string(long_ago) + ")");
  static const Pattern old_after("^[^.;,]{0,25}(?:histor|\\bhx\\b|in the past|previously)");
  const std::string told_before = without_recent(before);
  const std::string told_after = without_recent(after);
  if (time_before.in(told_before) && !since_time.in(told_before)) return true;
  if (old_before.in(told_before) && !since_old.in(told_before)) return true;
  return time_after.in(told_after) || old_after.in(told_after);
}

bool says_then(std::string_view sentence) {
  static const Pattern words(
      "\\b(?:yesterday|last (?:night|week|weekend|few|mon|tue|wed|thu|fri|sat|sun)|this "
      "(?:morning|week|weekend|"
      "past)|earlier|initially|at first|at (?:the )?(?:start|beginning|outset)|on arrival|at arrival|at check-in|when "
      "(?:she|"
      "he|they) (?:arrived|came|called)|(?:on|since|until|over|during) (?:the "
      ")?(?:mon|tue|wed|thu|fri|sat|sun|week|"
      "past|last|night|call|argument|crisis)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|ago|between sessions|came and "
      "went|"
      "passed|text(?:ed)?|voicemail|wrote|letter|journal|diary card|had been|before)\\b");
  return words.in(sentence);
}

bool says_how_often(std::string_view sentence) {
  static const Pattern words(
      "\\b(?:times? (?:a|per|this|in)|twice|once|x/|daily|nightly|(?:most|some|many|bad) (?:days|nights|mornings)|at "
      "(?:"
      "times|night)|sometimes|occasional(?:ly)?|fleeting|intermittent(?:ly)?|brief(?:ly)?|since|past)\\b");
  return words.in(sentence);
}

bool says_now(std::string_view sentence) {
  static const Pattern words(
      "\\b(?:today|tonight|now|current(?:ly)?|present(?:ly)?|at (?:this|the present|the) (?:time|moment)|at present|in "
      "session|this (?:session|visit|morning|afternoon)|by (?:the )?end|at (?:the )?end|end of session|on "
      "leaving|before "
      "leaving|since (?:then|that)|no longer|anymore|any more|any longer|resolved|since)\\b");
  return words.in(sentence);
}

}  // namespace notewell::lint::risk
