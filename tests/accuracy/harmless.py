"""Changes that say the same in another way: nothing may be found that was not found before."""

import re
import textwrap
from collections.abc import Iterator

from changes import FACET, Change, appended, change, field_line, narrative_begin, some, told

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


SYNONYMS = {"Client": ("Patient", "Pt.", "Ct.", "Cl."), "client": ("patient", "pt", "ct.", "cl.")}
PRONOUNS = (("She", "He"), ("she", "he"), ("Her ", "His "), (" her ", " his "), ("herself", "himself"))


def harmless_words(text: str) -> Iterator[Change]:
    begin = narrative_begin(text)
    head, body = text[:begin], text[begin:]
    for index in range(4):
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
                 "| day | mood |\n| --- | --- |\n| Mon | 4 |\n| Tue | 6 |",
                 "| session | PHQ-9 | minutes |\n| --- | --- | --- |\n| 41 | 14 (moderate) | 50 |\n| 42 | 12 | 45 |",
                 "| scale | 10/29 | today |\n| --- | --- | --- |\n| GAD-7 | 12 | 9 (mild) |\n| PCL-5 | 41 | 38 |"]
    for addition in additions:
        changed = appended(text, "Data|Subjective|Behavior|Situation|Problem", addition)
        if changed is not None:
            yield change(f"more: {addition[:30]}", changed)


# --- other forms of the same note

def wrapped(line: str) -> str:
    """The line over several, as an editor that breaks lines would leave it."""
    indent = re.match(r"[ \t]*(?:[-*+] |\d+[.)] )?", line)[0]
    return "\n".join(textwrap.wrap(line, 88, subsequent_indent=" " * len(indent), break_long_words=False,
                                   break_on_hyphens=False)) if len(line) > 100 else line


def harmless_layout(text: str) -> Iterator[Change]:
    begin = narrative_begin(text)
    head, body = text[:begin], text[begin:]
    yield change("wrapped lines", head + "\n".join(wrapped(line) for line in body.split("\n")))
    if re.search(r"(?m)^- ", body):
        for bullet in ("+", "•"):
            yield change(f"bullet {bullet}", head + re.sub(r"(?m)^([ \t]*)- ", rf"\1{bullet} ", body))
        yield change("items four deep", head + re.sub(r"(?m)^  - ", "    - ", body))
    letters = re.findall(r"(?m)^## (\w)\w+$", body)
    if letters and len(set(letters)) == len(letters) == body.count("\n## ") + body.startswith("## ") and "GOAL" not in body.upper():
        if "".join(letters) in ("SOAP", "DAP", "BIRP", "SIRP", "GIRP"):
            yield change("letters as headings", head + re.sub(r"(?m)^## (\w)\w+$", r"## \1", body))
            yield change("letters and names", head + re.sub(r"(?m)^## (\w)(\w+)$", r"## \1 - \1\2", body))
            yield change("letters with a colon", head + re.sub(r"(?m)^## (\w)\w+\n+", r"\1:\n", body))
            yield change("headings in capitals alone", head + re.sub(r"(?m)^## (\w+)$", lambda m: m[1].upper(), body))
            yield change("headings with a colon", head + re.sub(r"(?m)^## (\w+)$", r"\1:", body))
    yield change("dashes", text.replace(" - ", " – ") if "- [" not in text else text)
    yield change("ellipsis and typographic apostrophes", head + body.replace("...", "…").replace("'", "’"))
    yield change("straight apostrophes in the quote", head + re.sub(r'"([^"\n]*)’([^"\n]*)"', r'"\1\'\2"', body))


def harmless_signature(text: str) -> Iterator[Change]:
    signed = re.search(r"(?m)^[Ss]igned: (.+?),? +((?:\d{4}-\d\d-\d\d|\d+/\d+/\d+).*)$", text)
    if signed is None:
        return
    who, when = signed.groups()
    for form in (f"Electronically signed by {who} on {when}", f"Signed electronically by {who} {when}", f"/s/ {who} {when}",
                 f"{who}\nSigned {when}", f"Signature: {who}, {when}", f"Signed electronically by {who} on {when} in the clinic's "
                 "record system, after review of the session and of the plan."):
        yield change(f"signature {form[:20]}", text[: signed.start()] + form + text[signed.end():])


def harmless_header_end(text: str) -> Iterator[Change]:
    """A header right above the narrative, as it is often typed."""
    begin = narrative_begin(text)
    paragraph = re.match(r"\s*(?:#[^\n]*\s+)*(?=[A-Z\"][^\n]{60,}[.!?])", text[begin:])
    if not text.startswith("---\n") and paragraph is not None and "#" not in paragraph[0]:
        yield change("header without a blank line behind it", text[:begin].rstrip() + "\n" + text[begin:].lstrip())


def harmless_boxes(text: str) -> Iterator[Change]:
    items = re.compile(r"(?m)^- \[x\] (?P<label>[^\n@:]+)\n(?P<facets>(?:  - [^\n]+\n)+)")
    if not items.search(text):
        return
    def reversed_facets(item: re.Match[str]) -> str:
        facets = item["facets"].rstrip("\n").split("\n")
        return f"- [x] {item['label']}\n" + "\n".join(reversed(facets)) + "\n"
    yield change("facets the other way round", items.sub(reversed_facets, text))
    def on_the_line(item: re.Match[str]) -> str:
        first, *rest = item["facets"].rstrip("\n").split("\n")
        observed = re.match(r"  - Observed: (.+)", first)
        return item[0] if observed is None else "\n".join([f"- [x] {item['label']}: {observed[1]}", *rest]) + "\n"
    yield change("observed behind the label", items.sub(on_the_line, text))
    def without_bullets(item: re.Match[str]) -> str:
        return f"- [x] {item['label']}\n" + re.sub(r"(?m)^  - ", "  ", item["facets"])
    yield change("facets without bullets", items.sub(without_bullets, text))
    def said_otherwise(facet: re.Match[str]) -> str:
        lead = {"Observed": "Seen: ", "Reported": "Client reports: "}.get(facet["name"])
        return facet[0] if lead is None else f"{facet['indent']}- {lead}{facet['body']}"
    yield change("facets by other names", FACET.sub(said_otherwise, text))
    yield change("a box that is not ticked beside", text.replace("- [x] ", "- [ ] elated\n- [x] ", 1))
    yield change("other marks of a tick", text.replace("- [x] ", "- ☑ "))
    def as_row(item: re.Match[str]) -> str:
        label = item["label"].strip()
        facets = re.sub(r"(?m)^  - (Observed|Reported): ", rf"- \1 ({label}): ", item["facets"])
        return item[0] if facets == item["facets"] or "Why:" in facets else f"Affect: [x] {label}  [ ] elated\n{facets}"
    rows = items.sub(as_row, text, count=1)
    yield change("a row in place of an item", rows)


VERBS = ((" reports ", " states "), (" reports ", " describes "), (" denies ", " denied "), ("Denies ", "Denied "), (" said ", " stated "),
         (" says ", " tells me "), (" asked ", " invited "), (" reported ", " shared "), (" rated ", " scored "))


def harmless_verbs(text: str) -> Iterator[Change]:
    begin = narrative_begin(text)
    for one, other in VERBS:
        # What the client quotes stays as it was.
        parts = re.split(r'("[^"\n]*"|“[^”\n]*”)', text[begin:])
        changed = "".join(part if index % 2 else part.replace(one, other) for index, part in enumerate(parts))
        yield change(f"{one.strip()} as {other.strip()}", text[:begin] + changed)


NEAR_MISSES = (
    "Client called herself lazy and a drama queen.", 'He wrote on the card: "I am an addict, I was manipulative, and I lied."',
    '"Processed my feelings, whatever that means," she said and smiled.', "Her mother had depression; her uncle drank.",
    "He beat his brother at chess on Sunday and hit the gym twice.", "The film was about a soldier who wants to die.",
    "She laughed so hard at the dog that she thought she would die.", "Takes sertraline 50 mg daily, started in 2024.",
    "Her sister Ana called, and so did the school.", "He killed time in the waiting room with a crossword puzzle.",
    "She was hospitalized for depression in 2012 and has not been since.", "As a child he was left alone often; that is long over.",
    "We read the clinic's handout on safety in relationships and she asked for a second copy.", "GAD-7 today 9 (mild).",
    "Her training as a mandated reporter is on Tuesday.", "He scored 12 points in the game on Friday.",
    "Client clarified that her boss, not she, is resistant to the new schedule.", "I was moved to a smaller room because of the heating.",
    "Dr. Alvarez called about the lab results, which are normal.", "The police interview from March came up and was put aside for now.",
)


def harmless_near_misses(text: str) -> Iterator[Change]:
    for sentence in some(text, NEAR_MISSES):
        changed = told(text, sentence)
        if changed is not None:
            yield change(f"near miss: {sentence}", changed)
