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
        "presenting": "Referred by her doctor because of what followed the divorce.",
        "symptoms": "She reports feeling hopeless on five days and little appetite.",
        "impairment": "She says she missed two shifts and left the dishes for a week.",
        "quote": '"It is like walking in wet sand."',
        "observed": "Long pauses before each answer; eyes on the floor, shoulders rounded.",
        "intervention": "Used cognitive restructuring on the thought that nothing counts, in order to weaken its hold (goal 1). "
                        "I drew two columns on the board and asked her for evidence on each side.",
        "response": "She found three facts against it and read them out; she put the pen down and smiled.",
        "progress": "Goal 1 partly met: three walks, up from one.",
        "interpretation": "The pattern suggests that this rule of hers keeps the illness going.",
        "risk": "Denies SI and HI.",
        "plan": "She will walk on Monday and Thursday and write down what she notices. Next session 11/19 at 10:00.",
    },
    {
        "presenting": "Seen for what has followed the accident in June.",
        "symptoms": "He reports two panic attacks this week, the longest twelve minutes.",
        "impairment": "He states that he took the bus to work once and called in sick on Tuesday.",
        "quote": '"My chest thinks that it is June."',
        "observed": "Gripped the armrest, breathed high and fast, looked to the door at each noise.",
        "intervention": "Used interoceptive exposure to test what he predicts of his heartbeat (objective 1.2). I timed three rounds of running on the "
                        "spot, a minute each, and after each one I asked what he noticed.",
        "response": "He laughed after the third round and asked for a fourth.",
        "progress": "Objective 1.2: two of three rides taken, none last week.",
        "interpretation": "Likely the scanning of his own body is what starts it.",
        "risk": "No thoughts of suicide or of harming anyone.",
        "plan": "He will run on the spot once a day and keep a log. Next appointment Thursday 11/19, 10:00.",
    },
    {
        "presenting": "Pt referred by PCP for GAD, 4th session.",
        "symptoms": "Pt reports worry most days, muscle tension.",
        "impairment": "Pt states he was late w/ two deadlines, snapped at kids x3.",
        "quote": 'Pt: "I rehearse disasters that never come."',
        "observed": "Picked at sleeve, spoke fast, sighed often.",
        "intervention": "Stimulus control d/t planning ahead at all hours (tx goal #2). Therapist set up 5 pm slot, wrote rules on card, "
                        "walked through one example aloud.",
        "response": "Pt laughed, tried it w/ 2 of 3 items, sat back.",
        "progress": "Tx goal #2 improving: 3 evenings w/o it vs 1 last wk.",
        "interpretation": "It appears to be maintained by checking e-mail.",
        "risk": "SI/HI: denied.",
        "plan": "Pt will keep the slot daily at 5 pm, log it. RTC 11/19.",
    },
)

FORMATS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "soap": (("Subjective", ("presenting", "symptoms", "impairment", "quote")), ("Objective", ("observed", "intervention", "response")),
             ("Assessment", ("progress", "interpretation", "risk")), ("Plan", ("plan",))),
    "dap": (("Data", ("presenting", "symptoms", "impairment", "quote", "observed", "risk", "intervention", "response")),
            ("Assessment", ("progress", "interpretation")), ("Plan", ("plan",))),
    "birp": (("Behavior", ("presenting", "symptoms", "impairment", "quote", "observed", "risk", "progress", "interpretation")),
             ("Intervention", ("intervention",)), ("Response", ("response",)), ("Plan", ("plan",))),
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
    (("intervention", "response"), "intervention-missing", "response-missing intervention-without-response empty-section"),
    (("response",), "intervention-without-response response-missing", "response-missing intervention-without-response effectiveness-missing"),
)
# … with the section that would hold it.
SECTIONS_LEFT_OUT: tuple[tuple[str, str, str], ...] = (
    ("Assessment", "assessment-missing", "progress-missing risk-status-missing effectiveness-missing"),
    ("Objective", "objective-missing", "intervention-missing response-missing intervention-without-response"),
    ("Subjective", "subjective-missing", "symptoms-missing presenting-problem-missing impairment-missing"),
    ("Response", "response-missing", "intervention-without-response"),
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
            if form == "soap":  # where "reports feeling …" stands apart from what was done, it is no response
                yield name, whole, change("nothing on any effect", note(voice, form, ("progress", "response", "intervention")),
                                          "effectiveness-missing", "progress-missing intervention-missing")
            for heading, rules, allowed in SECTIONS_LEFT_OUT:
                if heading in [one for one, _ in sections]:
                    yield name, whole, change(f"no section {heading}", note(voice, form, (), heading), rules, allowed)
