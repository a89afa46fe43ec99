// Abuse or neglect of a child, an elder or a dependent adult, against a word on the report.

#include <charconv>

#include "lint/checks/risk.hpp"
#include "note/date_time.hpp"

namespace notewell::lint {
namespace {

using namespace risk;
using note::BlockFacts;
using note::Note;

enum class Age : std::uint8_t { unknown, minor, adult, elder };
static_assert(static_cast<std::size_t>(Remembered::abuse) + static_cast<std::size_t>(Age::elder) < note::Memo::passage);

Age by_years(int years) {
  if (years < 18) return Age::minor;
  return years >= 60 ? Age::elder : Age::adult;
}

Age age_of(Context& context) {
  const Note& note = context.note;
  if (const note::Field* const given = given_field(note, "age")) {
    int years = 0;
    const std::string_view value = note.text.slice(given->value);
    if (std::from_chars(value.data(), value.data() + value.size(), years).ec == std::errc{}) return by_years(years);
  }
  const note::Field* const born = given_field(note, "dob");
  const note::Field* const date = given_field(note, "date");
  if (born != nullptr && date != nullptr) {
    const auto from = note::parse_date(note.text.slice(born->value));
    const auto to = note::parse_date(note.text.slice(date->value));
    if (from && to) {
      const int had_birthday = std::pair(to->month(), to->day()) >= std::pair(from->month(), from->day()) ? 0 : 1;
      const int years = static_cast<int>(to->year()) - static_cast<int>(from->year()) - had_birthday;
      // "58" was read as 2058
      return by_years(years < 0 ? years + 100 : years);
    }
  }
  static const Pattern minor(
      "\\b(?:client|pt|ct|patient),?(?: is)?(?: an?)? ?\\(?(?:[1-9]|1[0-7])(?:\\)|,|[- "
      "]?(?:y/?o|year|yrs))|^\\W*(?:[1-9]|"
      "1[0-7])[- ]?(?:y/?o|year[- ]old)\\b|\\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
      "fourteen|fifteen|sixteen|seventeen)-year-old client|\\bchild client|play therapy|\\b(?:client|pt|ct|he|she) "
      "(?:is|was) in "
      "(?:kinder|"
      "preschool|(?:\\w+ )?grade\\b)");
  static const Pattern elder(
      "\\b(?:client|pt|ct|patient|mr|mrs|ms)\\b[^;]{0,20}\\b(?:6\\d|7\\d|8\\d|9\\d)(?:\\)|,|[- ]?(?:y/?o|year|yrs))");
  struct Ages {
    bool minor = false;
    bool elder = false;
  };
  bool speaks_of_elder = false;
  const auto& of_blocks = context.kept.values<Ages>(NoKey{}, [&](std::uint32_t block) {
    const auto words = words_of(note, block);
    const auto any = [&](const Pattern& pattern) {
      return std::ranges::any_of(words, [&](std::string_view one) { return pattern.in(one); });
    };
    return Ages{.minor = any(minor), .elder = any(elder)};
  });
  for (const Ages ages : of_blocks) {
    if (ages.minor) return Age::minor;
    speaks_of_elder = speaks_of_elder || ages.elder;
  }
  return speaks_of_elder ? Age::elder : Age::unknown;
}

/// Whether a sentence tells of abuse or neglect that goes on now, of somebody whom the law has reported for.
bool tells_abuse(std::string_view sentence, Age age) {
  static const std::string child =
      "(?:(?:little|younger|older|foster|step|grand|\\w+-year-old|oldest|youngest|baby|infant|toddler|small|two|three|"
      "\\d|own|"
      "teenage|disabled|autistic) "
      "?)*(?:sons?|daughters?|child(?:ren)?|kids?|baby|babies|infant|toddler|boys?|girls?|grandsons?|"
      "granddaughters?|grandchild(?:ren)?|grandkids|stepsons?|stepdaughters?|stepchild(?:ren)?|nieces?|nephews?|minors?"
      "|twins|(?:(?:[1-9]|1[0-7])[- ](?:year-old|y/?o)|little|baby) (?:\\w+-)?(?:brother|sister|sibling|cousin)s?)";
  static const std::string caregiver =
      "(?:mother|mom|mommy|mama|father|dad|daddy|papa|stepfather|stepdad|stepmother|stepmom|parents?|foster "
      "\\w+|uncle|aunt|"
      "grandmother|grandma|grandfather|grandpa|caregiver|babysitter|sitter|nanny|coach|(?:mom|mother)['’]s "
      "(?:boyfriend|"
      "partner|husband)|boyfriend|girlfriend|guardian)";
  static const std::string carer =
      "(?:aide|nurse|caregiver|son|daughter|grandson|granddaughter|nephew|niece|staff|attendant)";
  static const std::string hits =
      "(?:hits?|hitting|beats?|beating|beat "
      "up|slaps?|slapped|slapping|punch(?:es|ed|ing)|kicks|kicked|kicking|whips|whipped|"
      "whooped|choked|chokes|choking|strangled|burned|burns|burnt|shook|shakes|shoves?|shoved|molest(?:s|ed|ing)|raped|"
      "rapes|"
      "bit|threw \\w+ (?:against|down|into)|backhand(?:s|ed))";
  static const std::string whom = "(?:him|her|them|me|client|the client|pt|ct|[A-Z]\\.(?:[A-Z]\\.)?)";
  static const std::string then =
      "(?:\\s*(?:$|[,.;!?\"”)])|\\s+(?:with|on|in|across|when|so|until|and|again|at|for|every|last|hard|because|by|"
      "over|twice|"
      "almost|yesterday|this|if|after|daily|often|repeatedly|leaving|to))";
  // Named as such.
  static const Pattern named(
      "\\b(?:child|elder|elderly|dependent[- ]adult|vulnerable[- ]adult) (?:physical |sexual |emotional |financial "
      ")?(?:abuse|"
      "neglect|maltreatment|exploitation)|\\b(?:abuse|neglect|maltreatment|exploitation|molestation)\\b[^.;]{0,20} of "
      "(?:a|an|her|his|their|the|my) " +
      child + "\\b");
  static const Pattern suspected(
      "\\b(?:suspected|suspicion of|suspects|reasonable "
      "(?:cause|suspicion)|disclosed|discloses|current|ongoing|possible|"
      "alleged|alleges|evidence of|signs of|indicators of|reports?|reported|being) (?:\\w+ "
      "){0,2}(?:abused?|neglect(?:ed)?|"
      "molested|maltreated)\\b");
  // A grown person and a child: "her husband beats the kids".
  static const Pattern adult_hits_child("\\b(?:husband|wife|partner|boyfriend|girlfriend|ex|client|he|she|they|i|" +
                                        caregiver +
                                        ")\\b(?:['’]s)?(?: (?:also|"
                                        "often|sometimes|regularly|still|has|had|was|is|been|reports|admitted|admits|"
                                        "disclosed|says|said|told|to|that|he|she|"
                                        "recently|then|again|repeatedly|\\w+ly)){0,5} " +
                                        hits + " (?:her|his|their|my|our|the|a) " + child +
                                        "(?:[^\\w'’]|$|['’]s (?:face|head|arm|leg|back|hand|mouth|stomach))");
  static const Pattern caregiver_hits_minor("\\b" + caregiver + "\\b(?: \\w+){0,8} " + hits + " " + whom + then);
  static const Pattern hit_by(
      "\\b(?:hit|beaten|slapped|punched|kicked|whipped|choked|strangled|burned|molested|raped|thrown|hurt|struck|"
      "abused|"
      "bruised|touched)\\b[^.;]{0,40} by (?:her|his|their|my|the|a|an|client's|client’s) (?:\\w+ )?" +
      caregiver + "\\b");
  static const Pattern carer_hits_elder("\\b" + carer + "\\b(?: \\w+){0,4} " + hits + " " + whom + then);
  static const Pattern sexual("touch(?:es|ed|ing) (?:" + whom +
                              "|my|his|her|their) (?:down there|inappropriately|sexually|private|privates|breasts?|"
                              "genitals?|butt|on (?:my|her|his) (?:privates?|breasts?|genitals?|chest|butt))|made (?:" +
                              whom + ") touch (?:him|her|his)");
  static const Pattern neglect(
      "\\bleft (?:home )?alone (?:\\w+ )?(?:overnight|for (?:\\w+ )?(?:days|hours)|all (?:day|night|weekend)|at "
      "night)|leaves? "
      "(?:him|her|them|us|me|" +
      child + "|the " + child + "|her " + child + "|his " + child +
      ") (?:home )?alone (?:\\w+ )?"
      "(?:overnight|for (?:\\w+ )?(?:days|hours)|all (?:day|night|weekend)|at night)|no food in the "
      "(?:house|home|apartment|"
      "fridge)|nothing to eat at home|lock(?:s|ed) (?:" +
      whom + "|the " + child + "|her " + child + "|his " + child +
      ") (?:in|out|up)\\b|withhold(?:s|ing) (?:food|meals|medication|insulin)|not (?:been )?(?:fed|bathed|changed) "
      "for|has not "
      "been fed");
  static const Pattern elder_money(
      "\\bsteal\\w* from|without "
      "food|\\b(?:takes?|taking|took|keeps?|keeping|cash(?:es|ed|ing)|spend(?:s|ing)|withdr\\w+) (?:\\w+ "
      "){0,3}(?:pension|social "
      "security|disability check|savings|checks?|debit card|bank card|money)\\b");
  static const Pattern child_word("\\b(?:" + child + ")\\b");
  static const Pattern elder_word(
      "\\b(?:elderly|older adult|grandmother|grandfather|grandma|grandpa|aging|resident|dependent adult|"
      "bedridden|dementia|alzheimer\\w*)\\b|\\((?:6[5-9]|[789]\\d)[),]|\\b(?:6[5-9]|[789]\\d)[- ]?(?:y/?o|year|yrs)");
  static const Pattern marks("\\b(?:bruis\\w+|welts?|belt marks?|burn marks?|black eye|handprint|hand print)\\b");
  static const Pattern told_cause(
      "\\b(?:" + caregiver +
      ")\\b[^.;]{0,40}\\b(?:did|hit|made|caused|gave|with (?:a|the) belt|got mad|whooped|whoop|spank)");
  if (named.in(sentence)) return true;
  const bool minor = age == Age::minor;
  const bool elder = age == Age::elder || elder_word.in(sentence);
  if (adult_hits_child.in(sentence)) return true;
  if (minor && (caregiver_hits_minor.in(sentence) || hit_by.in(sentence) || sexual.in(sentence) ||
                neglect.in(sentence) || suspected.in(sentence) || (marks.in(sentence) && told_cause.in(sentence))))
    return true;
  if (child_word.in(sentence) && (suspected.in(sentence) || neglect.in(sentence) || (sexual.in(sentence) && minor)))
    return true;
  return elder &&
         (carer_hits_elder.in(sentence) || suspected.in(sentence) || neglect.in(sentence) || elder_money.in(sentence));
}

/// What makes it no report of abuse that goes on: denied, feared, long past, taught, a name of something else.
bool not_told_as_so(std::string_view sentence, bool minor) {
  static const Pattern denied(
      "\\b(?:no|not|never|denie[sd]|denying|without|neither|nor|doesn['’]t|didn['’]t|isn['’]t|wasn['’]t|hasn['’]t|"
      "rules? out|"
      "ruled out|negative "
      "for|unfounded|w/o)\\b[^.;]*\\b(?:abus|neglect|maltreat|exploit|hit|beat|slap|punch|kick|hurt|touch|"
      "molest|bruis|left alone|marks)");
  static const Pattern supposed(
      "\\b(?:if|fear(?:s|ed)? (?:of|that)|afraid (?:of|that)|worr(?:y|ies|ied) "
      "(?:about|that)|might|could|would|dream\\w*|"
      "nightmares?|intrusive|obsess\\w*|thoughts? of|urges? to|screen(?:ed|ing)? for|assess(?:ed|ing)? for|ask(?:ed)? "
      "about|"
      "limits of confidentiality|mandated reporter|training|psychoeducation|pretend\\w*|puppets?|in the "
      "(?:story|game|play)|"
      "doll|impact of (?:his|her|their)|survivor|support group|book|article|movie|show|video game|prevention)\\b");
  static const Pattern games(
      "beat\\w* (?:the |her |his |my )?\\w+ to (?:the|it)\\b|to the bank for|\\bat "
      "(?:chess|cards|checkers|uno|basketball|tennis|soccer|a game|the "
      "game|games|monopoly|mario)|\\brace\\b|\\bgame of|"
      "by mistake|accidentally|by accident|(?:hit|kick|beat)\\w* (?:out|the road|the ball|puberty|cancer|the "
      "odds)|kick\\w* "
      "(?:him|her|them|me) out|shook (?:her|his|their) (?:head|hand)|emotional neglect in (?:her|his) "
      "childhood|self-neglect");
  static const Pattern grown(
      "\\b(?:when|while) (?:she|he|they|i|client|pt|ct) (?:was|were) (?:\\d+|an?|little|young|growing|small|in)|\\bas "
      "an? "
      "(?:child|kid|boy|girl|teen)|growing up|childhood|in (?:his|her|their|my) "
      "(?:childhood|youth|teens)|histor|\\bhx\\b|"
      "years ago|used to|\\badult survivor|(?:^|[^/\\d.-])(?:19|20)\\d\\d\\b|first marriage|ex-husband had|\\bpast\\b|"
      "\\bprevious|decades|once\\b[^.;]*\\bas a|own (?:father|mother|parents?|childhood)");
  static const Pattern long_past("\\b(?:previously reported|reported (?:in|at the time)|prior CPS|past CPS)\\b");
  static const Pattern lack(
      "\\b(?:no food|nothing to eat|no heat|not (?:been )?(?:fed|bathed|changed)|has not been fed|no one home)\\b");
  if (denied.in(lack.removed_from(sentence)) || supposed.in(sentence) || games.in(sentence)) return true;
  return minor ? long_past.in(sentence) || tells_of_past(sentence) : grown.in(sentence) || tells_of_past(sentence);
}

/// Whether there is any word without which nothing tells of abuse or neglect: most notes have none.
bool may_tell_abuse(std::string_view words) {
  static const Pattern any(
      "\\b(?:abus|neglect|maltreat|exploit|molest|hit|beat|slap|punch|kick|whip|whoop|chok|strangl|burn|shook|shak|"
      "shov|"
      "rape|bit\\b|threw|thrown|backhand|hurt|struck|bruis|touch|alone|food|eat|lock|withh|fed\\b|bathed|changed|steal|"
      "pension|social security|disability check|saving|checks?\\b|debit|bank|money|welt|belt|black eye|hand ?print)");
  return any.in(words);
}

/// The first statement of the block that tells of abuse or neglect now.
std::optional<std::uint32_t> first_abuse(const BlockFacts& facts, Age age) {
  for (std::uint32_t s = 0; s != facts.statements.size(); ++s) {
    const Span span = facts.statements[s].span;
    const std::string_view sentence = std::string_view(facts.bytes).substr(span.begin, span.size());
    if (may_tell_abuse(sentence) && tells_abuse(sentence, age) && !not_told_as_so(sentence, age == Age::minor))
      return s;
  }
  return std::nullopt;
}

}  // namespace

Findings mandated_report_undocumented(const Rule& rule, Context& context) {
  static const Pattern report(
      "\\bCPS\\b|\\bAPS\\b|\\bDCFS?\\b|\\bDCYF\\b|\\bDCS\\b|\\bDHS\\b|\\bDFPS\\b|\\bDSS\\b|\\bACS\\b|\\bDHR\\b|"
      "\\bCYS\\b|\\bDCFS\\b|"
      "protective services?|child(?:ren)?(?:'s)?,?(?: youth)? and famil\\w+ services|child welfare|hot ?line|mandated? "
      "?(?:\\w+ )?report|"
      "report(?:ed|ing|able)?\\b[^.;]{0,30}\\b(?:to (?:the "
      ")?(?:state|county|police|hotline|agency|authorit\\w+|sheriff|ombudsman|"
      "licens\\w+)|made|filed|number|submitted|required|completed)|(?:file[sd]?|filing|made|make|submitted|completed|"
      "called in|no) (?:\\w+ ){0,2}report\\b|\\b(?:a|the) (?:(?:child|elder|abuse|neglect|formal|oral|verbal|written|"
      "required|protective) )+report\\b|\\b(?:a|the) report (?:to|was|is|has|had)\\b|report "
      "(?:no\\b|number|#|id)|reportable|threshold (?:for|of)|ombudsman|"
      // not "the police interview" of years ago
      "(?:call|notif|contact|inform|alert|report|involv)\\w*[^.;]{0,30}\\b(?:police|sheriff|law enforcement)|"
      "(?:police|sheriff|law enforcement) (?:were|was|is|are|report|notified|called|welfare|came|involved|aware)|"
      "caseworker|case worker|(?:being|under|is|was|open) investigat|investigation|open case|case (?:is "
      ")?(?:open|closed)|duty to report|mandated");
  const Note& note = context.note;
  struct AbuseWords {
    bool may_tell = false;
  };
  const auto& words = context.kept.values<AbuseWords>(
      NoKey{}, [&](std::uint32_t b) { return AbuseWords{.may_tell = may_tell_abuse(note.blocks[b].facts->bytes)}; });
  if (std::ranges::none_of(words, &AbuseWords::may_tell)) return {};
  const Age age = age_of(context);
  std::optional<Finding> first;
  for (std::uint32_t b = note.header_end_block; b < note.blocks.size() && !first; ++b) {
    const note::Block& block = note.blocks[b];
    if (block.kind == note::BlockKind::heading || !words[b].may_tell) continue;
    const auto& statement = block.facts->memo->get<std::optional<std::uint32_t>>(
        static_cast<std::size_t>(Remembered::abuse) + static_cast<std::size_t>(age),
        [&] { return first_abuse(*block.facts, age); });
    if (!statement) continue;
    const Span span = block.facts->statements[*statement].span;
    first = finding_at(rule, block.absolute(span));
    first->arguments.emplace_back("statement", std::string(block.slice(span)));
  }
  if (!first || told_of(context).says(report)) return {};
  return {std::move(*first)};
}

}  // namespace notewell::lint
