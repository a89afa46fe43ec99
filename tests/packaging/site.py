#!/usr/bin/env python3
"""The built site: every link leads somewhere, every rule has its page where the language server's links lead, and pages
are as a screen reader needs them.

    site.py SITE NOTEWELL
"""

import html.parser
import json
import pathlib
import posixpath
import re
import shutil
import subprocess
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import session

SITE, NOTEWELL = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
RULES = pathlib.Path(__file__).resolve().parent.parent.parent / "rules"
failures: list[str] = []


class Page(html.parser.HTMLParser):
    def __init__(self, path: pathlib.Path):
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.lang, self.title, self.without_alt, self.in_title = "", "", 0, False
        self.marks = self.remote = 0
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "html":
            self.lang = given.get("lang", "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "img" and "alt" not in given:
            self.without_alt += 1
        self.marks += tag == "mark"
        self.in_title = tag == "title"
        for name in ("href", "src"):
            if given.get(name):
                self.links.append(given[name])
                # What is loaded, and not followed by a click, has to be part of the site.
                self.remote += tag in ("link", "script", "img") and given[name].startswith(("http:", "https:", "//"))

    def handle_data(self, data):
        if self.in_title:
            self.title += data

    def handle_endtag(self, tag):
        self.in_title = False


def pages_text(name: str) -> str:
    return (SITE / name).read_text()


def check(condition: bool, message: str) -> None:
    if not condition:
        failures.append(message)


pages = {path.relative_to(SITE).as_posix(): Page(path) for path in sorted(SITE.rglob("*.html"))}
links = 0
for name, page in pages.items():
    check(page.lang == "en" and page.title != "", f"{name}: has no language or no title")
    check(page.headings[:1] == [1] and page.headings.count(1) == 1, f"{name}: headings are {page.headings[:5]}")
    check(all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:])),
          f"{name}: a level of headings is left out: {page.headings}")
    check(len(page.ids) == len(set(page.ids)), f"{name}: an id stands twice")
    check(page.without_alt == 0, f"{name}: a picture says nothing in words")
    check(page.remote == 0, f"{name}: loads something from elsewhere")
    for link in page.links:
        links += 1
        address = urllib.parse.urlsplit(link)
        if address.scheme:
            check(address.scheme in ("http", "https", "data"), f"{name}: {link}")
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), address.path)) if address.path else name
        check((SITE / target).is_file(), f"{name}: {link} leads nowhere")
        if address.fragment and target in pages:
            check(address.fragment in pages[target].ids, f"{name}: {link} leads to no place of that page")

marks = {path.stem: path.read_text().count("⟦") for path in RULES.glob("*/*.md")}
rules = sorted(marks)
for rule in rules:
    page = pages.get(f"rules/{rule}/index.html")
    check(page is not None and page.marks == marks[rule], f"{rule}: has no page, or not its {marks[rule]} marks")
    check(f"rules/{rule}/index.html" in pages["index.html"].links, f"{rule}: is not on the first page")

index = json.loads((SITE / "search-index.js").read_text().removeprefix("window.notewellIndex = ").rstrip(";\n"))
check({f"rules/{rule}/index.html" for rule in rules} <= {entry["a"] for entry in index}, "a rule can't be searched for")
check(all((SITE / entry["a"]).is_file() for entry in index), "the search leads nowhere")

# Where an editor is sent from a finding.
sent = session.rule_links(NOTEWELL)
check(len(sent) > 2, f"the server sent only {sent}")
for link in sent:
    page = urllib.parse.urlsplit(link).path.strip("/") + "/index.html"
    check(page in pages, f"the server's link {link} has no page")

# The search, in a browser that opens the page as a file.
browser = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
if browser is None:
    print("search: no Chromium is installed, left out")
else:
    trial = SITE / "search-trial.html"
    trial.write_text(pages_text("index.html").replace("</body>", "<script>const box = document.getElementById('search');"
                     "box.value = 'tick AFFECT'; box.dispatchEvent(new Event('input'));</script></body>"))
    try:
        shown = subprocess.run([browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom", trial.as_uri()],
                               capture_output=True, text=True, check=True, timeout=300).stdout
    finally:
        trial.unlink()
    results = shown.split('id="results"')[1].split("</div>")[0]
    check("rules/affect-without-observation/index.html" in results, "the search does not find “tick AFFECT”")
    check("form role=\"search\" hidden" not in shown, "the search stays hidden")
    print("search: tried in Chromium")

print("\n".join(failures) or f"{len(pages)} pages, {links} links, {len(rules)} rules, {len(sent)} links of the server: all lead somewhere")
sys.exit(1 if failures else 0)
