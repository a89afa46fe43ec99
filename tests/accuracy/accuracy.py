#!/usr/bin/env python3
"""Measures how right Notewell is by changing good notes in ways whose effect is known.

    accuracy.py NOTEWELL [--misses] [--floor]

Every good sample note is changed in two ways. A spoiling change drops or damages one thing and must raise the finding
for it (a change may name several rules: any of them will do, and those that say the same in other words are allowed
beside it). A harmless change says the same in another way and must raise nothing. Prints, for each rule, how many
findings were right, missed and false, then precision and recall of all.

    --misses   prints each missed and each false finding with its change
    --floor    fails if precision falls below 0.97 or recall below 0.93
"""

import argparse
import collections
import dataclasses
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator

ROOT = pathlib.Path(__file__).resolve().parent.parent
TODAY = "2026-11-23"  # the day the samples are judged on
LEAST_PRECISION, LEAST_RECALL = 0.97, 0.93


@dataclasses.dataclass(frozen=True)
class Change:
    """A changed note, and what must be found in it that was not before."""

    name: str
    text: str
    expected: frozenset[str] = frozenset()  # any one of these; empty: nothing
    allowed: frozenset[str] = frozenset()   # may be found beside it


def change(name: str, text: str, expected: str = "", allowed: str = "") -> Change:
    return Change(name, text, frozenset(expected.split()), frozenset(allowed.split()))


# --- what the changes look for in a note ------------------------------------------------------------------------------

FACET = re.compile(r"^(?P<indent>[ \t]+)- (?P<name>Observed|Reported|Why|How|Response): (?P<body>.+)$", re.M)
TICK = re.compile(r"^- \[[xX]\] (?P<label>.+)$", re.M)


def field_line(text: str, name: str) -> re.Match[str] | None:
    """A field of the front matter with its value."""
    if not text.startswith("---\n"):
        return None
    end = text.index("\n---", 4)
    return re.compile(rf"^{name}: (.+)\n", re.M).search(text, 0, end + 1)


def with_value(text: str, name: str, value: str) -> str | None:
    found = field_line(text, name)
    return None if found is None else text[: found.start(1)] + value + text[found.end(1):]


def narrative_begin(text: str) -> int:
    """Where the first heading or paragraph behind the header begins."""
    if text.startswith("---\n"):
        return text.index("\n---\n", 4) + 5
    return text.index("\n\n") + 2


def first_heading(text: str, names: str) -> re.Match[str] | None:
    return re.compile(rf"^## (?:{names})[^\n]*\n", re.M).search(text, narrative_begin(text))


def appended(text: str, heading: str, addition: str) -> str | None:
    """The note with a paragraph more right below a heading."""
    found = first_heading(text, heading)
    return None if found is None else text[: found.end()] + addition + "\n\n" + text[found.end():]


# --- changes that spoil one thing ---------------------------------------------------------------------------------------

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
    for label in ("guilty", "irritable", "hopeless", "panicky"):
        if label[:5] in text.lower():
            continue
        bare = appended(text, "Data|Subjective|Behavior|Situation|Problem", f"- [x] {label}")
        if bare is not None:
            yield change(f"bare tick {label}", bare, affects, affects + " contradictory-options")
    for label in ("Grounding", "Role play", "Cognitive restructuring"):
        if label.lower() in text.lower():
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


# --- changes that mean the same ------------------------------------------------------------------------------------------

def harmless_form(text: str) -> Iterator[Change]:
    yield change("CRLF", text.replace("\n", "\r\n"))
    yield change("byte order mark", "\ufeff" + text)
    yield change("no last line end", text.rstrip("\n"))
    yield change("blanks at line ends", re.sub(r"(?m)(?<=\S)$", " ", text))
    yield change("more blank lines", text[: narrative_begin(text)] + text[narrative_begin(text):].replace("\n\n", "\n\n\n"))
    yield change("curly quotes", re.sub(r'"([^"\n]+)"', r"“\1”", text))
    yield change("straight quotes", text.replace("“", '"').replace("”", '"').replace("’", "'"))
    if re.search(r"(?m)^- ", text):
        yield change("other bullets", re.sub(r"(?m)^(\s*)- (?!\d)", r"\1* ", text[: 0]) + text[: narrative_begin(text)]
                     + re.sub(r"(?m)^(\s*)- ", r"\1* ", text[narrative_begin(text):]))
    if "- [x]" in text:
        yield change("upper-case ticks", text.replace("- [x]", "- [X]"))
        yield change("tabs below items", re.sub(r"(?m)^  - ", "\t- ", text))
    if "\n## " in text:
        yield change("heading levels", text.replace("\n## ", "\n### ") if "\n### " not in text else text)
        yield change("closed headings", re.sub(r"(?m)^(## [^\n#]+)$", r"\1 ##", text))
        yield change("bold headings", text if "\n### " in text else re.sub(r"(?m)^## ([^\n#]+)$", r"**\1:**", text))
        yield change("upper-case headings", re.sub(r"(?m)^## ([^\n#]+)$", lambda m: "## " + m[1].upper(), text))


def harmless_header(text: str) -> Iterator[Change]:
    date = field_line(text, "date")
    if date is not None and (iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", date[1])):
        year, month, day = iso.groups()
        names = ("January February March April May June July August September October November December").split()
        for form in (f"{int(month)}/{int(day)}/{year}", f"{int(month)}/{int(day)}/{year[2:]}", f"{names[int(month) - 1]} {int(day)}, {year}",
                     f"{int(day)} {names[int(month) - 1]} {year}", f"{names[int(month) - 1][:3]} {int(day)}, {year}"):
            yield change(f"date {form}", text[: date.start(1)] + form + text[date.end(1):])
    time = field_line(text, "time")
    if time is not None and (clock := re.fullmatch(r"(\d\d):(\d\d)-(\d\d):(\d\d)", time[1])):
        start_hour, start, end_hour, end = clock.groups()
        def half(hour: str) -> tuple[int, str]:
            return ((int(hour) + 11) % 12 + 1, "am" if int(hour) < 12 else "pm")
        (h1, m1), (h2, m2) = half(start_hour), half(end_hour)
        for form in (f"{h1}:{start} {m1} - {h2}:{end} {m2}", f"{h1}:{start}{m1}-{h2}:{end}{m2}", f"{start_hour}{start}-{end_hour}{end}",
                     f"{start_hour}:{start} to {end_hour}:{end}", f"{start_hour}:{start} – {end_hour}:{end}"):
            yield change(f"time {form}", text[: time.start(1)] + form + text[time.end(1):])
    if text.startswith("---\n"):
        end = text.index("\n---\n", 4)
        lines = text[4:end].split("\n")
        yield change("header reversed", "---\n" + "\n".join(reversed(lines)) + text[end:])
        yield change("upper-case field names", "---\n" + "\n".join(line[:1].upper() + line[1:] for line in lines) + text[end:])
        yield change("other field names", "---\n" + "\n".join(
            re.sub(r"^code:", "CPT:", re.sub(r"^diagnosis:", "Dx:", re.sub(r"^place:", "location:", line))) for line in lines) + text[end:])
        if all(re.match(r"[a-z]+: ", line) for line in lines):
            yield change("header without fences", "\n".join(line[:1].upper() + line[1:] for line in lines) + "\n" + text[end + 4:])


SYNONYMS = {"Client": ("Patient", "Pt.", "Ct."), "client": ("patient", "pt", "ct.")}
PRONOUNS = (("She", "He"), ("she", "he"), ("Her ", "His "), (" her ", " his "), ("herself", "himself"))


def harmless_words(text: str) -> Iterator[Change]:
    begin = narrative_begin(text)
    head, body = text[:begin], text[begin:]
    for index in range(3):
        changed = body
        for word, others in SYNONYMS.items():
            changed = re.sub(rf"\b{word}\b(?!['’]s)", others[index], changed)
        if changed != body:
            yield change(f"client as {SYNONYMS['client'][index]}", head + changed)
    swapped = body
    for one, other in PRONOUNS:
        swapped = swapped.replace(one, other)
    if swapped != body:
        yield change("other pronouns", head + swapped)
    shorthand = body
    for long, short in ((" with ", " w/ "), (" because of ", " d/t "), (" session", " sess."), (" without ", " w/o "), (" history", " hx")):
        shorthand = shorthand.replace(long, short)
    if shorthand != body:
        yield change("shorthand", head + shorthand)
    names = re.sub(r"\bTuesday\b", "Wednesday", body)
    if names != body:
        yield change("another weekday", head + names)


def harmless_facets(text: str) -> Iterator[Change]:
    def as_prose(facet: re.Match[str]) -> str:
        body = facet["body"]
        lead = {"Observed": "I observed: ", "Reported": "Client said: ", "Why": "This was chosen because ", "How": "In session: ",
                "Response": "In response, "}[facet["name"]]
        return facet["indent"] + "- " + lead + body
    if FACET.search(text):
        yield change("facets as sentences", FACET.sub(as_prose, text))
        yield change("facets in lower case", FACET.sub(lambda f: f"{f['indent']}- {f['name'].lower()}: {f['body']}", text))
        yield change("bold facets", FACET.sub(lambda f: f"{f['indent']}- **{f['name']}:** {f['body']}", text))
        yield change("facets on continued lines", re.sub(r"(?m)^(\s+)- (Observed|Reported): ([^\n]{40,}?[a-z]) ", r"\1- \2: \3\n\1  ", text))


def harmless_additions(text: str) -> Iterator[Change]:
    additions = ['She laughed: "My old boss said I was crazy, and honestly I was just lazy that day."',
                 "Her sister called twice this week; on Sunday they cooked her mother's soup and ate it on the porch.",
                 "He slept 6 hours on five of seven nights (4 last week) and walked to the corner store on Monday.",
                 "<!-- reviewed with the supervisor on 2026-11-19 -->",
                 "| day | mood |\n| --- | --- |\n| Mon | 4 |\n| Tue | 6 |"]
    for addition in additions:
        changed = appended(text, "Data|Subjective|Behavior|Situation|Problem", addition)
        if changed is not None:
            yield change(f"more: {addition[:30]}", changed)


CHANGES: tuple[Callable[[str], Iterator[Change]], ...] = (
    spoil_header, spoil_times, spoil_signature, spoil_ticks, spoil_facets, spoil_wording, spoil_directives, spoil_sections,
    harmless_form, harmless_header, harmless_words, harmless_facets, harmless_additions)


# --- measuring -------------------------------------------------------------------------------------------------------------

def rules_found(notewell: str, notes: dict[str, str]) -> dict[str, collections.Counter[str]]:
    """For each file name, how often each rule was found in it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in notes.items():
            (pathlib.Path(folder) / name).write_bytes(text.encode())
        run = subprocess.run([notewell, "check", "--format", "json", "--fail-on", "never", "--now", TODAY, folder],
                             capture_output=True, check=False)
    if run.returncode != 0:
        sys.exit(f"notewell check ended with {run.returncode}:\n{run.stderr.decode()}")
    return {pathlib.Path(file["path"]).name: collections.Counter(d["rule"] for d in file["diagnostics"])
            for file in json.loads(run.stdout)["files"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notewell")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--floor", action="store_true")
    arguments = parser.parse_args()

    seeds = {path.name: path.read_text(encoding="utf-8")
             for folder in (ROOT / "data" / "notes", ROOT / "accuracy" / "notes") if folder.is_dir()
             for path in sorted(folder.iterdir())
             if path.name.startswith("good-") and path.name.endswith((".pnote", ".note.md"))
             and not any(kind in path.name for kind in ("plan", "psychotherapy", "no-show", "intake"))}
    changed: dict[str, tuple[str, Change]] = {}
    for seed, text in seeds.items():
        for make in CHANGES:
            for one in make(text):
                if one.text != text:
                    changed[f"{len(changed):04}-{seed}"] = (seed, one)
    found = rules_found(arguments.notewell, seeds | {name: one.text for name, (_, one) in changed.items()})
    known = {rule["id"] for rule in json.loads(subprocess.run(
        [arguments.notewell, "rules", "--format", "json"], capture_output=True, check=True).stdout)["rules"]}

    right, missed, false = collections.Counter(), collections.Counter(), collections.Counter()
    spoiled = 0
    for name, (seed, one) in changed.items():
        new = set((found[name] - found[seed]).keys())
        if one.expected:
            if not one.expected & known:
                continue  # of a rule that is not there
            spoiled += 1
            hit = sorted(new & one.expected)
            if hit:
                right[hit[0]] += 1
            else:
                missed[sorted(one.expected & known)[0]] += 1
                if arguments.misses:
                    print(f"missed {'|'.join(sorted(one.expected))} in {seed}: {one.name}")
        for rule in sorted(new - one.expected - one.allowed):
            false[rule] += 1
            if arguments.misses:
                print(f"false  {rule} in {seed}: {one.name}")

    print(f"{'rule':34s} right missed false")
    for rule in sorted(right.keys() | missed.keys() | false.keys()):
        print(f"{rule:34s} {right[rule]:5} {missed[rule]:6} {false[rule]:5}")
    hits, misses, alarms = right.total(), missed.total(), false.total()
    precision, recall = hits / max(1, hits + alarms), hits / max(1, hits + misses)
    print(f"{len(seeds)} good notes, {spoiled} spoiled and {len(changed) - spoiled} harmless changes: "
          f"precision {precision:.3f}, recall {recall:.3f}")
    for seed in seeds:
        if found[seed]:
            print(f"finding in a good note: {seed}: {dict(found[seed])}")
    return 1 if arguments.floor and (precision < LEAST_PRECISION or recall < LEAST_RECALL) else 0


if __name__ == "__main__":
    sys.exit(main())
