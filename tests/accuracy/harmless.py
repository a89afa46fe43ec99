"""Changes that say the same in another way: nothing may be found that was not found before."""

import re
from collections.abc import Iterator

from changes import FACET, Change, appended, change, field_line, narrative_begin

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
