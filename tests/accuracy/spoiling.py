"""Changes that spoil one thing, and the rules that must say so."""

import datetime
import re
from collections.abc import Iterator

from changes import (FACET, Change, appended, change, field_line, first_heading, narrative_begin, some, told, with_value,
                     without_sentences)

ANYTHING = frozenset({"*"})  # the change damages more than one thing
TIMES = "session-times-missing times-missing-for-timed-code"


def spoil_header(text: str) -> Iterator[Change]:
    missing = {"client": "client-missing", "date": "date-of-service-missing", "time": TIMES, "code": "service-code-missing",
               "diagnosis": "diagnosis-missing", "place": "place-of-service-missing", "participants": "participants-missing"}
    for name, rules in missing.items():
        found = field_line(text, name)
        if found is None:
            continue
        beside = {"time": TIMES, "place": "telehealth-details-missing"}.get(name, "")
        yield change(f"no {name}", text[: found.start()] + text[found.end():], rules, beside)
        yield change(f"empty {name}", text[: found.start(1)].rstrip(" ") + text[found.end(1):], rules, beside)
    values = [("date", "2026-13-04", "malformed-date", ""), ("date", "18.45.2026", "malformed-date", ""),
              ("date", "2027-02-11", "date-in-future", "signed-before-service"), ("date", "yesterday afternoon", "malformed-date", ""),
              ("time", "25:10-26:00", "malformed-time", TIMES), ("time", "in the afternoon", "malformed-time " + TIMES, TIMES),
              ("code", "90899X", "service-code-unknown", ""), ("code", "98765", "service-code-unknown", ""),
              ("diagnosis", "F32", "diagnosis-not-specific", ""), ("diagnosis", "F43.1", "diagnosis-not-specific", ""),
              ("diagnosis", "F99.99", "diagnosis-unknown", ""), ("diagnosis", "3F4.1", "diagnosis-malformed diagnosis-unknown", ""),
              ("diagnosis", "‹code›", "unfilled-placeholder", ""), ("client", "____", "unfilled-placeholder", ""),
              ("place", "[insert city]", "unfilled-placeholder", "place-of-service-missing telehealth-details-missing")]
    for name, value, rules, allowed in values:
        changed = with_value(text, name, value)
        if changed is not None:
            yield change(f"{name} {value}", changed, rules, allowed)


def spoil_times(text: str) -> Iterator[Change]:
    code = field_line(text, "code")
    if code is None or code[1] not in ("90832", "90834", "90837"):
        return
    minutes = {"90832": 50, "90834": 30, "90837": 40}[code[1]]
    for start in (9, 13, 16):
        end = f"{start:02}:{minutes:02}"
        changed = with_value(text, "time", f"{start:02}:00-{end}")
        if changed is not None:
            yield change(f"{minutes} minutes under {code[1]}", changed, "duration-outside-code", "signed-before-service")
    changed = with_value(text, "time", "15:20-14:20")
    if changed is not None:
        yield change("times reversed", changed, "time-range-reversed", "duration-outside-code")


def spoil_signature(text: str) -> Iterator[Change]:
    found = re.compile(r"^(?:signed|signature|electronically signed)\b.*\n?", re.I | re.M).search(text)
    if found is not None and text[: found.start()].endswith("\n\n"):  # no printed name above it
        yield change("no signature", text[: found.start()] + text[found.end():], "signature-missing", "credentials-missing")


def spoil_ticks(text: str) -> Iterator[Change]:
    affects = "affect-without-observation affect-without-self-report"
    under_boxes = FACET.search(text) is not None  # where nothing stands under any box, the paragraph beside may mean it
    for label in ("guilty", "irritable", "hopeless", "panicky"):
        if label[:5] in text.lower() or not under_boxes:
            continue
        bare = appended(text, "Data|Subjective|Behavior|Situation|Problem", f"- [x] {label}")
        if bare is not None:
            yield change(f"bare tick {label}", bare, affects, affects + " contradictory-options")
    for label in ("Grounding", "Role play", "Cognitive restructuring"):
        if label.lower() in text.lower() or not under_boxes:
            continue
        bare = appended(text, "Data|Interventions?|Objective", f"- [x] {label}")
        if bare is not None:
            yield change(f"bare intervention {label}", bare, "intervention-only-named intervention-without-delivery",
                         "intervention-without-rationale intervention-without-detail intervention-without-response")
    plan = first_heading(text, "Plan")
    if plan is not None:
        row = "## Mental status\nSleep: [ ] too little  [ ] too much  [ ] broken\n\n"
        yield change("untouched row", text[: plan.start()] + row + text[plan.start():], "untouched-template", "section-order format-mixed")
    both = appended(text, "Data|Subjective|Behavior|Situation|Problem",
                    "- [x] denies SI\n- [x] endorses SI")
    if both is not None:
        yield change("contradictory ticks", both, "contradictory-options",
                     "narrative-contradicts-option checkbox-without-narrative risk-contradiction risk-mention-unassessed "
                     "risk-without-safety-plan")


def spoil_facets(text: str) -> Iterator[Change]:
    rules = {"Observed": "affect-without-observation", "Reported": "affect-without-self-report",
             "Why": "intervention-without-rationale", "How": "intervention-without-delivery",
             "Response": "intervention-without-response"}
    for facet in FACET.finditer(text):
        name = facet["name"]
        allowed = "intervention-without-detail intervention-without-rationale progress-missing" if name == "How" else ""
        blank = text[: facet.start("body")] + "‹" + name.lower() + "›" + text[facet.end("body"):]
        yield change(f"blank {name}", blank, "unfilled-placeholder", allowed)
        if name == "How":
            for short in ("on paper.", "worksheet together.", "taught it."):
                yield change(f"How: {short}", text[: facet.start("body")] + short + text[facet.end("body"):],
                             "intervention-without-detail", "vague-phrase generic-narrative progress-missing")
        if name in ("Observed", "Reported", "Why"):
            # A goal is a reason, too.
            gone = re.sub(r"[ (]*@G[\d.]+\)?", "", text[: facet.start()]) + text[facet.end() + 1:]
            yield change(f"no {name}", gone, rules[name], allowed)


def spoil_wording(text: str) -> Iterator[Change]:
    for sentence in ("Client was receptive.", "Client participated well in session.", "Processed feelings.",
                     "Client is making progress toward goals."):
        changed = appended(text, "Data|Subjective|Behavior|Situation|Problem|Assessment|Response", sentence)
        if changed is not None:
            yield change(f"generic: {sentence}", changed, "generic-narrative vague-phrase",
                         "generic-narrative vague-phrase")
    for mark in ("***", "____", "{{mood}}", "‹what changed›"):
        changed = appended(text, "Plan|Assessment", f"Reviewed the week with her: {mark} since Tuesday.")
        if changed is not None:
            yield change(f"left over {mark}", changed, "unfilled-placeholder", "")


def spoil_directives(text: str) -> Iterator[Change]:
    for directive, rule in (("allow generic-narrative because the form asks for this sentence", "directive-unused"),
                            ("allow no-such-rule because it does not exist", "directive-unknown-rule"),
                            ("allow generic-narrative", "directive-without-reason")):
        changed = appended(text, "Plan|Assessment|Data", f"<!-- notewell: {directive} -->")
        if changed is not None:
            yield change(directive, changed, rule, "directive-unused")


def spoil_sections(text: str) -> Iterator[Change]:
    plan = first_heading(text, "Plan")
    if plan is not None:
        signature = re.compile(r"^(?:signed|signature|electronically signed)\b", re.I | re.M).search(text, plan.end())
        end = signature.start() if signature else len(text)
        yield change("no plan", text[: plan.start()] + text[end:], "plan-section-missing next-step-missing",
                     "plan-section-missing next-step-missing format-mixed section-order")
        yield change("empty plan", text[: plan.end()] + "\n" + text[end:], "empty-section next-step-missing",
                     "empty-section next-step-missing plan-section-missing")
        yield change("plan says continue", text[: plan.end()] + "Continue treatment.\n\n" + text[end:], "plan-unchanged generic-narrative",
                     "plan-unchanged generic-narrative next-step-missing vague-phrase")


# Each list: words that a reviewer strikes out, in sentences that could stand in anybody's note.
WORDS = {
    "stigmatizing-term": (
        "Client is an addict and knows it.", "His uncle is an alcoholic.", "Two clean urines since October.",
        "The client is a schizophrenic.", "Her cousin committed suicide in 2011.", "Client suffers from substance abuse.",
        "He is a junkie by now.", "Client is confined to a wheelchair.", "She was non-compliant with the sleep log."),
    "unsupported-conclusion": (
        "Client was manipulative.", "She is in denial about the bills.", "Client was attention-seeking today.",
        "He is unmotivated.", "Client was resistant.", "Client was being dramatic about the call.",
        "She does not want to get better.", "He is lying about Friday.", "Client is lazy about the log."),
    "process-note-content": (
        "I felt irritated with her for most of the hour.", "My countertransference was strong today.",
        "I wondered whether she reminds me of my own mother.", "I found myself bored and wanted the hour to end.",
        "I secretly hope that she will fire me.", "I dislike his jokes and felt drained after the session."),
    "unsafe-abbreviation": (
        "Takes sertraline 50 mg QD.", "Prescriber started trazodone .5 mg at night.", "Lithium 300.0 mg twice a day.",
        "Takes fluoxetine 20 mg q.d. in the morning.", "Insulin 10 U before supper.", "Aripiprazole 5 mg QOD."),
    "third-party-identifier": (
        "Her sister Maria Gonzalez picked her up.", "He can be reached at his brother's, (512) 555-0147.",
        "His wife, Jennifer Kowalski, called twice.", "Her friend's address is rita.moss@example.com.",
        "His neighbor Frank Deluca saw it.", "Her mother's SSN is 078-05-1120."),
    "vague-phrase": (
        "Processed feelings.", "Provided support.", "Client did well.", "Worked on coping skills.", "Had a productive session.",
        "Validated feelings."),
    "ambiguous-abbreviation": (
        "Long talk about SA.", "Hx of SA in the chart.", "Hx of AD.", "Started on MS.", "Reports AD since spring.",
        "Some PD traits."),
}


def spoil_words(text: str) -> Iterator[Change]:
    allowed = "vague-phrase generic-narrative intervention-only-named unsupported-conclusion ambiguous-abbreviation risk-mention-unassessed"
    for rule, sentences in WORDS.items():
        for sentence in some(text, sentences):
            changed = told(text, sentence)
            if changed is not None:
                yield change(f"{rule}: {sentence}", changed, rule + {"vague-phrase": " generic-narrative", "stigmatizing-term": " unsupported-conclusion"}.get(rule, ""),
                             allowed)


# --- risk

RISK = re.compile(r"suicid|\b[SH]I\b|self-harm|\bdying|\bdie\b|\bdeath|harm|\brisk|safety|violen|C-SSRS|\b988\b|ending (?:her|his)|"
                  r"end (?:her|his)|hurt|crisis|injur|bruise|lifeline|gone first|not wake up|\bfirearm|\brifle|\bpills|overdose|"
                  r"988|weapon|intent\b|abuse|\bsafe|aggress|cut down", re.I)
ASSESSED = ("She reports passive suicidal thoughts on two evenings, some minutes each. No plan, no intent, no access to "
            "firearms or stored pills; her daughter and her garden keep her going.")


def spoil_risk(text: str) -> Iterator[Change]:
    if "90839" in text or "79" in text and "die" in text:
        return
    silent = without_sentences(text, RISK)
    beside = "empty-section plan-section-missing progress-missing response-missing checkbox-without-narrative"
    yield change("no word of risk", silent, "risk-status-missing", beside)
    unassessed = "risk-mention-unassessed"
    for sentence in ("Client reports suicidal thoughts since Sunday.", "Client endorses SI.",
                     '"Most nights I want to kill myself."', "She has been cutting her forearm again this week.",
                     "Client told me that he wants to kill his supervisor."):
        changed = told(silent, sentence)
        if changed is not None:
            yield change(f"unassessed: {sentence}", changed, unassessed, "risk-without-safety-plan risk-status-missing " + beside)
    for sentence in (ASSESSED, ASSESSED.replace("passive suicidal thoughts", "thoughts of suicide").replace("She", "Client"),
                     "Client endorses active SI, daily, with a vague plan to use pills and no intent; access to means: none at "
                     "home. Protective: her children."):
        changed = told(silent, sentence)
        if changed is not None:
            yield change(f"no safety plan: {sentence[:40]}", changed, "risk-without-safety-plan", "risk-status-missing " + beside)
    for denied, endorsed in (("Client denies SI.", "Client reports active suicidal ideation."),
                             ("No suicidal ideation.", '"I want to die."'),
                             ("Denies HI.", "Client has homicidal ideation toward his boss.")):
        changed = told(silent, denied)
        changed = None if changed is None else told(changed, endorsed)
        if changed is not None:
            yield change(f"{denied} {endorsed}", changed, "risk-contradiction",
                         "risk-mention-unassessed risk-without-safety-plan " + beside)
    if re.search(r"\breport(?:s|ed)? (?:made|filed|to)|police|hotline|sheriff", text, re.I):
        return  # it may be the report
    for sentence in ("She says that her boyfriend hits her 8-year-old son with a belt when he is loud.",
                     "Client leaves her 4-year-old daughter home alone overnight when she works.",
                     "He saw the aide slap his 84-year-old grandmother, who has dementia, and take her pension check.",
                     "Client disclosed ongoing physical abuse of her 9-year-old brother by their stepfather."):
        changed = told(text, sentence)
        if changed is not None:
            yield change(f"no report: {sentence}", changed, "mandated-report-undocumented", "")


# --- services, scores, record

def spoil_services(text: str) -> Iterator[Change]:
    code = field_line(text, "code")
    if code is None or not re.fullmatch(r"9083[247]", code[1]):
        return
    beside = "duration-outside-code service-code-unknown interactive-complexity-unsupported crisis-code-unsupported"
    for value in ("90785", "90840", "90836", "90833"):
        yield change(f"only {value}", with_value(text, "code", value), "addon-without-primary", beside)
    if not re.search(r"child|play|caregiver|mother|grandmother|parent|teacher|puppet|argu|repeat|urge|talked faster", text, re.I):
        for value in (f"{code[1]}, 90785", f"{code[1]} + 90785", f"90785, {code[1]}"):
            yield change(f"code {value}", with_value(text, "code", value), "interactive-complexity-unsupported", "")
    if not re.search(r"suicid|crisis|panic|SI\b|died|death|attack|relapse|emergency|lapse", text, re.I):
        yield change("crisis without one", with_value(text, "code", "90839"), "crisis-code-unsupported",
                     "duration-outside-code")
    for value in ("90847", "90846"):
        participants = field_line(text, "participants")
        if participants is not None and participants[1] == "client":
            yield change(f"family code {value}", with_value(text, "code", value), "family-session-details-missing",
                         "duration-outside-code")
    place = field_line(text, "place")
    if place is not None and not re.search(r"video|telehealth|phone|camera|screen|audio", text, re.I):
        # "at home" in the narrative may be where the client was
        at_home = re.search(r"\b(?:at|from) (?:home|work|school)\b|his car|her car|in the car", text) is not None
        for value in ("telehealth", "telehealth; client at home in Salem OR", *(() if at_home else ("telehealth (video)",))):
            yield change(f"place {value}", with_value(text, "place", value), "telehealth-details-missing", "")
    for body in ("## Data\nThe group discussed boundaries at work and shared examples. Members gave each other feedback.\n\n## "
                 "Plan\nGroup again next week.\n",
                 "## Data\nGroup topic: coping with the holidays. Leaders explained three skills and members practiced in "
                 "pairs. Everyone completed the worksheet.\n\n## Plan\nThe group meets on Tuesday.\n",
                 "The facilitators led relapse prevention planning. Group members talked about triggers and supported one "
                 "another.\n"):
        grouped = with_value(text, "code", "90853")
        signature = SIGNED.search(grouped)
        if signature is not None:
            yield Change("group only", grouped[: narrative_begin(grouped)] + "\n" + body + "\n" + grouped[signature.start():],
                         frozenset({"group-note-not-individual"}), ANYTHING)


def spoil_scores(text: str) -> Iterator[Change]:
    for sentence in some(text, ("PHQ-9 today: 31.", "GAD-7 score of 24.", "PHQ-9 = 6 (severe).", "PCL-5 88 today.",
                                "AUDIT 44.", "GAD-7 of 4, in the severe range.", "She scored 45 on the PHQ-9.",
                                "PHQ-9 21 (mild) this week.", "GAD-7: 17 (minimal).")):
        changed = told(text, sentence)
        if changed is not None:
            yield change(sentence, changed, "score-inconsistent", "")
    for table in ("| scale | today | band |\n| --- | --- | --- |\n| GAD-7 | 19 | mild |", "| date | PHQ-9 |\n| --- | --- |\n| 11/3 | 29 |",
                  "| PCL-5 | 91 | 47 |"):
        changed = appended(text, "Data|Subjective|Behavior|Situation|Problem|Objective", table)
        if changed is not None:
            yield change(f"table: {table[:14]}", changed, "score-inconsistent", "")


SIGNED = re.compile(r"^(?:signed|signature|electronically signed)\b.*$", re.I | re.M)
CREDENTIALS = re.compile(r",? (?:(?:LCSW|LICSW|LPCC?|LMHC|LMFT|LCADC|LICDC|LPCC-S|PhD|PsyD|LCPC|RPT)(?:-\w)?(?:, )?)+\b")


def spoil_record(text: str) -> Iterator[Change]:
    signed = SIGNED.search(text)
    if signed is None:
        return
    names = CREDENTIALS.sub("", text)
    if names != text and not CREDENTIALS.search(names):
        yield change("no credentials", names, "credentials-missing", "")
    date = field_line(text, "date")
    if date is not None and (iso := re.fullmatch(r"\d{4}-\d\d-\d\d", date[1])):
        day = datetime.date.fromisoformat(iso[0])
        for days in (-21, -9, -6):
            yield change(f"signed {-days} days late", with_value(text, "date", str(day + datetime.timedelta(days))), "late-entry",
                         "")
        for days in (1, 2, 3):
            if str(day + datetime.timedelta(days)) <= "2026-11-23":
                yield change(f"signed {days} days before", with_value(text, "date", str(day + datetime.timedelta(days))),
                             "signed-before-service", "")
    for addendum in ("## Addendum\nClient called at noon and moved the appointment.", "## Addendum 11/20/26\nThe PHQ-9 total is 14.",
                     "Addendum:\nThe release for the school was signed after the session."):
        yield change(f"addendum: {addendum[12:24]!r}", text.rstrip() + "\n\n" + addendum + "\n", "addendum-incomplete", "")
    for heading in ("Process notes", "Psychotherapy notes", "Private process notes"):
        yield change(heading, text[: signed.start()] + f"## {heading}\nHe was late again and I wanted to apologize for it.\n\n"
                     + text[signed.start():], "privacy-mixed", "process-note-content section-order section-unknown")


# --- sections and boxes

def spoil_structure(text: str) -> Iterator[Change]:
    plan = first_heading(text, "Plan")
    if plan is None:
        return
    def before_plan(addition: str) -> str:
        return text[: plan.start()] + addition + "\n\n" + text[plan.start():]
    for heading in ("Asessment", "Weather report", "Misc. items"):
        yield change(f"heading {heading}", before_plan(f"## {heading}\nHe walked here and brought his own cup."),
                     "section-unknown", "section-order")
    assessment = first_heading(text, "Assessment|Response")
    if assessment is not None and assessment.end() < plan.start():
        signed = SIGNED.search(text)
        end = signed.start() if signed else len(text)
        moved = text[: assessment.start()] + text[plan.start(): end].rstrip() + "\n\n" + text[assessment.start(): plan.start()] \
            + text[end:]
        if not re.match("## Plan", text[narrative_begin(text):]):
            yield change("plan moved up", moved, "section-order", "progress-missing response-missing")
    opening = first_heading(text, "Data|Subjective|Behavior|Situation")
    if opening is not None:
        other = "Subjective" if "Subjective" not in opening[0] else "Data"
        yield change(f"{other} as well", before_plan(f"## {other}\nShe came by bus and brought the photograph."), "format-mixed",
                     "section-order")
        other = "Behavior" if "Behavior" not in opening[0] else "Situation"
        yield change(f"{other} as well", before_plan(f"## {other}\nShe came by bus and brought the photograph."), "format-mixed",
                     "section-order")
    for words in ("Continue.", "Continue current treatment plan.", "Continue weekly therapy. No changes.", "Same as last week."):
        signed = SIGNED.search(text, plan.end())
        yield change(f"plan: {words}", text[: plan.end()] + words + "\n\n" + (text[signed.start():] if signed else ""),
                     "plan-unchanged generic-narrative vague-phrase", "plan-unchanged generic-narrative vague-phrase next-step-missing")
    boxes = "checkbox-without-narrative checkbox-only-section"
    for row in ("- [x] disheveled\n- [x] evasive", "Speech: [x] pressured  [ ] soft\nThought: [x] tangential  [ ] linear",
                "- [x] poor insight"):
        heading = "## Mental status\n"
        yield change(f"only boxes: {row[:14]}", before_plan(heading + row), boxes.split()[1], boxes + " section-order")
        with_words = before_plan(heading + row + "\n\nWalked here.")
        yield change(f"unbacked: {row[:14]}", with_words, boxes.split()[0], boxes + " section-order")
    signed = SIGNED.search(text)
    for rows in ("## Data\n- [x] sad\n- [x] anxious\n- [x] tired\n- [x] CBT\n\n## Plan\n- [x] weekly\n\n",
                 "## Data\nMood: [x] sad [x] anxious\nAffect: [x] flat\n\nHard week.\n\n## Plan\n[x] continue\n\n",
                 "Interventions: [x] CBT [x] validation [x] mindfulness\n\nClient was engaged.\n\n"):
        yield Change("ticks only", text[: narrative_begin(text)] + "\n" + rows + (text[signed.start():] if signed else ""),
                     frozenset({"checkbox-only-note"}), ANYTHING)
    for tick, words in (("euthymic", 'Tearful for most of the hour, mood depressed: "I feel sad from morning to night."'),
                        ("denies SI", "Client reports suicidal thoughts on Sunday night after the call."),
                        ("euthymic", "Client was irritable throughout, swore at the lamp, and spoke through her teeth.")):
        if tick == "denies SI" and RISK.search(text[: plan.start()]) and "90839" in text:
            continue
        yield change(f"{tick}, told otherwise", before_plan(f"## Mental status\n- [x] {tick}\n\n{words}"),
                     "narrative-contradicts-option",
                     boxes + " section-order risk-contradiction risk-mention-unassessed risk-without-safety-plan contradictory-options "
                     "affect-without-observation affect-without-self-report")
