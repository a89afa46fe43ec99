"""Whole notes put together from parts that each document one thing, so that leaving one out takes just that away.

Three clinicians' words for each part, set into several formats. Nothing may be found in a whole note, and the rule for a
part in the note without it.
"""

from collections.abc import Iterator

from changes import Change, change

HEADER = """---
client: MRN-10442
date: 2026-11-12
time: 10:00-10:45
code: 90834
diagnosis: F32.1
place: office
participants: client
clinician: A. Moreno, LCSW
---

"""
SIGNED = "Signed: A. Moreno, LCSW, 2026-11-12 12:10\n"

VOICES: tuple[dict[str, str], ...] = (
    {
        "presenting": "Referred for depression after her divorce.",
        "symptoms": "Low mood on five days, cries once a day.",
        "impairment": "Missed two shifts and left the dishes for a week.",
        "quote": '"It is like walking in wet sand."',
        "observed": "Long pauses before each answer; eyes on the floor, shoulders rounded.",
        "intervention": "Used cognitive restructuring on the thought that nothing counts, in order to weaken its hold (goal 1). "
                        "I drew two columns on the board and asked her for evidence on each side.",
        "response": "She found three facts against it and read them out; belief fell from 90 to 50 %.",
        "progress": "Goal 1 partly met: three walks, up from one.",
        "interpretation": "The pattern suggests that self-blame keeps the depression going.",
        "risk": "Denies SI and HI.",
        "plan": "Walk on Monday and Thursday and write down what she noticed. Next session 11/19 at 10:00.",
    },
    {
        "presenting": "Seen for panic since the accident in June.",
        "symptoms": "Two panic attacks this week, the longest twelve minutes.",
        "impairment": "He took the bus to work once and called in sick on Tuesday.",
        "quote": '"My chest thinks that it is June."',
        "observed": "Gripped the armrest, breathed high and fast, looked to the door at each noise.",
        "intervention": "Interoceptive exposure, because he fears the racing heart itself (objective 1.2). He ran on the spot for a minute, "
                        "three times, while I timed it and had him name what he felt.",
        "response": "Fear 8 of 10 after the first round and 3 after the third; he asked for a fourth.",
        "progress": "Objective 1.2: two of three rides taken, none last week.",
        "interpretation": "Likely the scanning of his own body is what sets the alarm off.",
        "risk": "No thoughts of suicide or of harming anyone.",
        "plan": "Runs on the spot once a day, with a log. Next appointment Thursday 11/19, 10:00: the bus, two stops.",
    },
    {
        "presenting": "Pt presents with GAD, 4th session.",
        "symptoms": "Worry 7/10 most days, muscle tension, restless.",
        "impairment": "Late w/ two deadlines, snapped at kids x3.",
        "quote": 'Pt: "I rehearse fights that never come."',
        "observed": "Fidgeted w/ sleeve, rapid speech, sighed often.",
        "intervention": "Worry time + stimulus control d/t worry all day long (tx goal #2). Set up 5 pm slot together, wrote rules on card, "
                        "practiced postponing one worry aloud.",
        "response": "Pt laughed, postponed 2 of 3, tension 6 to 3.",
        "progress": "Tx goal #2 improving: 3 calm evenings vs 1 last wk.",
        "interpretation": "Worry appears to be maintained by checking e-mail at night.",
        "risk": "SI/HI: denied.",
        "plan": "Worry slot daily at 5 pm, phone out of bedroom. RTC 11/19.",
    },
)

FORMATS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "soap": (("Subjective", ("presenting", "symptoms", "impairment", "quote")), ("Objective", ("observed", "intervention", "response")),
             ("Assessment", ("progress", "interpretation", "risk")), ("Plan", ("plan",))),
    "dap": (("Data", ("presenting", "symptoms", "impairment", "quote", "observed", "risk", "intervention", "response")),
            ("Assessment", ("progress", "interpretation")), ("Plan", ("plan",))),
    "birp": (("Behavior", ("presenting", "symptoms", "impairment", "quote", "observed", "risk")), ("Intervention", ("intervention",)),
             ("Response", ("response", "progress", "interpretation")), ("Plan", ("plan",))),
    "narrative": (("", ("presenting", "symptoms", "impairment", "quote", "observed", "risk")), ("", ("intervention", "response")),
                  ("", ("progress", "interpretation")), ("", ("plan",))),
}

# What is left out, and who must say so.
LEFT_OUT: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("impairment",), "impairment-missing", ""),
    (("symptoms",), "symptoms-missing", ""),
    (("presenting", "symptoms"), "presenting-problem-missing", "symptoms-missing"),
    (("progress",), "progress-missing", ""),
    (("progress", "response"), "effectiveness-missing progress-missing", "progress-missing effectiveness-missing response-missing "
     "intervention-without-response empty-section"),
    (("risk",), "risk-status-missing", ""),
    (("plan",), "next-step-missing plan-section-missing", "plan-section-missing next-step-missing"),
    (("intervention", "response"), "intervention-missing", "response-missing intervention-without-response"),
    (("response",), "intervention-without-response response-missing", "response-missing intervention-without-response effectiveness-missing"),
)
# … with the section that would hold it.
SECTIONS_LEFT_OUT: tuple[tuple[str, str, str], ...] = (
    ("Assessment", "assessment-missing", "progress-missing risk-status-missing effectiveness-missing"),
    ("Objective", "objective-missing", "intervention-missing response-missing intervention-without-response"),
    ("Subjective", "subjective-missing", "symptoms-missing presenting-problem-missing impairment-missing"),
    ("Response", "response-missing", "progress-missing effectiveness-missing intervention-without-response"),
    ("Plan", "plan-section-missing", "next-step-missing"),
)


def note(voice: dict[str, str], form: str, without: tuple[str, ...] = (), no_section: str = "") -> str:
    text = HEADER
    for heading, parts in FORMATS[form]:
        words = " ".join(voice[part] for part in parts if part not in without)
        if (heading and heading == no_section) or not words:
            continue
        text += (f"## {heading}\n" if heading else "") + words + "\n\n"
    return text + SIGNED


def changes() -> Iterator[tuple[str, str, Change]]:
    """The name and the text of each whole note, with what is left out of it."""
    for index, voice in enumerate(VOICES):
        for form, sections in FORMATS.items():
            name, whole = f"composed-{form}-{index}.pnote", note(voice, form)
            yield name, whole, change("whole, with blanks at its end", whole + "\n")
            for parts, rules, allowed in LEFT_OUT:
                yield name, whole, change(f"no {' or '.join(parts)}", note(voice, form, parts), rules, allowed)
            for heading, rules, allowed in SECTIONS_LEFT_OUT:
                if heading in [one for one, _ in sections]:
                    yield name, whole, change(f"no section {heading}", note(voice, form, (), heading), rules, allowed)
