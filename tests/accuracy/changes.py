"""A changed note with what must be found in it, and what changes look for in a note."""

import dataclasses
import re
import zlib
from collections.abc import Sequence


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


PROSE = re.compile(r"^(?![-*+#>|=]|\d+[.)]|signed|electronically)[^\n]{120,}$", re.M | re.I)


def told(text: str, sentence: str) -> str | None:
    """The note with a sentence more at the end of its first long paragraph."""
    found = PROSE.search(text, narrative_begin(text))
    return None if found is None else text[: found.end()].rstrip() + " " + sentence + text[found.end():]


def some(text: str, items: Sequence[str]) -> list[str]:
    """A third of the items, another third for another note: together the notes see each of them often."""
    start = zlib.crc32(text.encode()) % 3
    return list(items[start::3])


SENTENCE_END = re.compile(r"(?<=[.!?\"”])[ \t]+(?=[A-Z\"“])")


def without_sentences(text: str, words: re.Pattern[str]) -> str:
    """The note without the sentences of its narrative that hold one of the words; list items and lines that are left
    with nothing go as well."""
    begin = narrative_begin(text)
    lines = []
    for line in text[begin:].split("\n"):
        if words.search(line):
            lead = re.match(r"[ \t]*(?:[-*+] (?:\[.\] )?|\d+[.)] |[A-Z]: )?", line)
            kept = [one for one in SENTENCE_END.split(line[lead.end():]) if not words.search(one)]
            if not kept:
                continue
            line = lead[0] + " ".join(kept)
        lines.append(line)
    return text[:begin] + "\n".join(lines)
