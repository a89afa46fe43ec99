#!/usr/bin/env python3
"""Builds the documentation as a web site that needs no server and no network.

    site.py FOLDER

A page for each rule, made from the rule's own file, an index by group, and the project's other pages. Every page is an
index.html in a folder of its own, rules/RULE/ among them: where the language server's links to rules lead. Needs
markdown-it-py (Debian: python3-markdown-it) and Python 3.11.
"""

import html
import json
import pathlib
import posixpath
import re
import shutil
import sys
import tomllib

from markdown_it import MarkdownIt

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOOKS = pathlib.Path(__file__).resolve().parent / "site"

# What each group of rules is about, in the order of a note's life.
GROUPS = {
    "session": "The session: who, when, how long, which code",
    "structure": "How the note is built",
    "narrative": "The story behind the ticks",
    "intervention": "Interventions: why, how, and how the client answered",
    "diagnosis": "Diagnosis and what supports it",
    "risk": "Risk and safety",
    "thread": "The thread from plan to note",
    "language": "Wording",
    "record": "Signature, changes and the record as a whole",
    "meta": "Settings and exceptions",
}
SEVERITIES = {"error": "error", "warning": "warning", "information": "information", "hint": "hint", "off": "off"}
# Pages of the project: where they stand in the repository, and in the site.
PAGES = {
    "README.md": "about",
    "CHANGELOG.md": "changelog",
    "CONTRIBUTING.md": "contributing",
    "ARCHITECTURE.md": "architecture",
    "SECURITY.md": "security",
    "rules/README.md": "docs/writing-rules",
    "editors/neovim/README.md": "docs/neovim",
    "editors/vscode/README.md": "docs/vscode",
    "editors/helix/README.md": "docs/helix",
    "editors/emacs/README.md": "docs/emacs",
    "editors/kate/README.md": "docs/kate",
    "editors/zed/README.md": "docs/zed",
    "tests/accuracy/README.md": "docs/accuracy",
}


class Rule:
    def __init__(self, path: pathlib.Path):
        text = path.read_text()
        front, self.body = text.removeprefix("+++\n").split("\n+++\n", 1)
        self.id, self.group = path.stem, path.parent.name
        data = tomllib.loads(front)
        self.title, self.severity = data["title"], data["severity"]
        self.draft = data.get("draft", self.severity)
        self.tags, self.authority = data.get("tags", []), data.get("authority", [])
        self.message, self.options = data["message"], data.get("options", {})
        self.fixes = [fix["title"] for fix in data.get("fix", [])]
        self.address = f"rules/{self.id}"


def slug(text: str) -> str:
    """As GitHub names a heading."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def marked(text: str) -> str:
    """An example, with what is flagged marked."""
    escaped = html.escape(text.rstrip("\n"), quote=False)
    return re.sub(r"⟦(.*?)⟧", r"<mark>\1</mark>", escaped, flags=re.S)


class Site:
    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.rules = {path.stem: Rule(path) for path in sorted((ROOT / "rules").glob("*/*.md"))}
        self.authorities = {one["id"]: one for one in
                            tomllib.loads((ROOT / "rules/authorities.toml").read_text())["authority"]}
        self.pages = {source: place for source, place in PAGES.items() if (ROOT / source).is_file()}
        for path in sorted((ROOT / "docs").glob("*.md")):
            self.pages[f"docs/{path.name}"] = f"docs/{path.stem}"
        self.index: list[dict[str, str]] = []
        unknown = {rule.group for rule in self.rules.values()} - set(GROUPS)
        if unknown:
            sys.exit(f"site.py: say in GROUPS what {', '.join(sorted(unknown))} is about")

    # --- Markdown

    def rendered(self, markdown: str, source: str, address: str, deeper: int = 0) -> str:
        """HTML of a page of the repository (`source`) that stands at `address`; headings `deeper` levels down."""
        reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
        tokens = reader.parse(markdown)
        seen: dict[str, int] = {}
        for at, token in enumerate(tokens):
            if token.type == "heading_open":
                name = slug(tokens[at + 1].content)
                seen[name] = seen.get(name, 0) + 1
                token.attrSet("id", name if seen[name] == 1 else f"{name}-{seen[name] - 1}")
            if token.type in ("heading_open", "heading_close"):
                token.tag = f"h{min(6, int(token.tag[1]) + deeper)}"
            for inner in token.children or []:
                if inner.type == "link_open":
                    inner.attrSet("href", self.target(inner.attrGet("href"), source, address))
                if inner.type == "image":
                    inner.attrSet("src", self.copied(inner.attrGet("src"), source, address))
            if token.type == "inline" and not self.in_heading(tokens, at):
                self.link_rules(token, address)
        reader.add_render_rule("fence", self.fence)
        out = reader.renderer.render(tokens, reader.options, {})
        return out.replace("<table>", '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>').replace(
            "</table>", "</table></div>")

    @staticmethod
    def in_heading(tokens, at: int) -> bool:
        return at > 0 and tokens[at - 1].type == "heading_open"

    @staticmethod
    def fence(_renderer, tokens, at, _options, _environment) -> str:
        kind = tokens[at].info.strip()
        label = "Example note" if kind == "pnote" else "Code"
        return (f'<pre class="{"note" if kind == "pnote" else "code"}" tabindex="0" role="region" '
                f'aria-label="{label}"><code>{marked(tokens[at].content)}</code></pre>\n')

    def link_rules(self, token, address: str) -> None:
        """`rule-id` leads to the rule's page."""
        children, depth = [], 0
        for inner in token.children:
            depth += {"link_open": 1, "link_close": -1}.get(inner.type, 0)
            rule = self.rules.get(inner.content) if inner.type == "code_inline" and depth == 0 else None
            if rule is None or rule.address == address:
                children.append(inner)
                continue
            opening, closing = (type(inner)(f"link_{what}", "a", nesting) for what, nesting in (("open", 1), ("close", -1)))
            opening.attrSet("href", self.link(address, rule.address))
            children += [opening, inner, closing]
        token.children = children

    def link(self, address: str, other: str) -> str:
        return posixpath.relpath(posixpath.join(other, "index.html"), address or ".")

    def target(self, href: str, source: str, address: str) -> str:
        if re.match(r"[a-z]+:", href) or href.startswith("#"):
            return href
        path, _, fragment = href.partition("#")
        named = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        place = self.pages.get(named)
        if place is None and named.startswith("rules/") and pathlib.PurePath(named).stem in self.rules:
            place = self.rules[pathlib.PurePath(named).stem].address
        if place is None and (ROOT / named).is_file() and named.endswith((".svg", ".schema.json")):
            return self.copied(href, source, address)
        if place is None:
            sys.exit(f"site.py: {source}: the link to {href} leads to no page of the site")
        return self.link(address, place) + ("#" + fragment if fragment else "")

    def copied(self, src: str, source: str, address: str) -> str:
        """A file that is shown or linked as it is, beside the pages."""
        named = posixpath.normpath(posixpath.join(posixpath.dirname(source), src))
        place = self.folder / "files" / posixpath.basename(named)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / named, place)
        return posixpath.relpath(f"files/{place.name}", address or ".")

    # --- Pages

    def write(self, address: str, title: str, content: str, here: str = "") -> None:
        top = posixpath.relpath(".", address or ".")
        way = [("Rules", ""), ("Documentation", "docs"), ("About", "about")]
        menu = "".join(
            f'<li><a href="{self.link(address, place)}"{" aria-current=page" if name == here else ""}>{name}</a></li>'
            for name, place in way)
        page = (LOOKS / "page.html").read_text()
        for name, value in {"title": html.escape(title), "top": top, "menu": menu, "content": content}.items():
            page = page.replace("{{" + name + "}}", value)
        file = self.folder / address / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page)

    def add_to_index(self, address: str, title: str, kind: str, words: str) -> None:
        plain = re.sub(r"\s+", " ", re.sub(r"[`*#⟦⟧|<>]", " ", words)).strip()
        self.index.append({"a": posixpath.join(address, "index.html"), "t": title, "k": kind, "w": plain})

    def rule_page(self, rule: Rule, before: Rule | None, after: Rule | None) -> None:
        facts = [f'<span class="severity {rule.severity}">{SEVERITIES[rule.severity]}</span> in a signed note',
                 f'<span class="severity {rule.draft}">{SEVERITIES[rule.draft]}</span> in a draft']
        out = [f'<p class="above"><a href="{self.link(rule.address, "")}#{rule.group}">{html.escape(GROUPS[rule.group])}'
               f"</a></p><h1>{html.escape(rule.title)}</h1>",
               f'<p class="facts"><code>{rule.id}</code> · {" · ".join(facts)}</p>',
               f'<p class="why">{html.escape(rule.message["why"])}</p>' if "{" not in rule.message["why"] else "",
               self.rendered(rule.body, f"rules/{rule.group}/{rule.id}.md", rule.address, deeper=1)]
        if rule.fixes:
            out.append('<h2 id="quick-fixes">Quick fixes</h2><ul>' +
                       "".join(f"<li>{html.escape(title)}</li>" for title in dict.fromkeys(rule.fixes)) + "</ul>")
        if rule.options:
            out.append('<h2 id="default-values">Default values</h2><p>Set below <code>[rules.' + rule.id + "]</code> in "
                       f'<a href="{self.link(rule.address, "docs/configuration")}">notewell.toml</a>.</p><dl class="options">')
            out += [f"<dt><code>{html.escape(name)}</code></dt><dd>{html.escape(str(value)) or '(empty)'}</dd>"
                    for name, value in rule.options.items()]
            out.append("</dl>")
        if rule.authority:
            out.append('<h2 id="who-asks">Who asks for it</h2><ul>' +
                       "".join(f"<li>{self.authority(self.authorities[one])}</li>" for one in rule.authority) + "</ul>")
        out.append('<h2 id="an-exception">An exception</h2><p>Where the rule is wrong about a passage, say so above it, with '
                   f"the reason:</p><pre class=\"code\" tabindex=\"0\" role=\"region\" aria-label=\"Code\"><code>&lt;!-- "
                   f"notewell: allow {rule.id} because … --&gt;</code></pre>")
        neighbours = [(name, one) for name, one in (("Before", before), ("Next", after)) if one is not None]
        out.append('<nav class="neighbours" aria-label="Rules of this group">' + "".join(
            f'<a href="{self.link(rule.address, one.address)}"><span>{name}</span> {html.escape(one.title)}</a>'
            for name, one in neighbours) + "</nav>")
        self.write(rule.address, f"{rule.title} ({rule.id})", "\n".join(out))
        self.add_to_index(rule.address, rule.title, rule.id, " ".join([rule.id, *rule.tags, *rule.message.values(),
                                                                      rule.body.split("# Flagged")[0]]))

    def authority(self, one: dict) -> str:
        named = ", ".join(html.escape(part) for part in
                          (one["title"], one["publisher"], str(one["year"]), one["place"]) if part)
        return f'{named}<br><a href="{html.escape(one["url"])}">{html.escape(one["url"])}</a>' if one["url"] else named

    def first_page(self) -> None:
        out = [(LOOKS / "first.html").read_text().replace("{{rules}}", str(len(self.rules)))
               .replace("{{groups}}", str(len(GROUPS))).replace("{{configuration}}", self.link("", "docs/configuration"))]
        for group, about in GROUPS.items():
            rules = [rule for rule in self.rules.values() if rule.group == group]
            out.append(f'<section aria-labelledby="{group}"><h2 id="{group}">{html.escape(about)}</h2><ul class="rules">')
            out += [f'<li><a href="{self.link("", rule.address)}">{html.escape(rule.title)}</a> '
                    f'<code>{rule.id}</code> <span class="severity {rule.severity}">{rule.severity}</span></li>'
                    for rule in rules]
            out.append("</ul></section>")
        self.write("", "Notewell: what it checks", "\n".join(out), "Rules")

    def documentation(self) -> None:
        titles = {}
        for source, place in self.pages.items():
            markdown = (ROOT / source).read_text()
            title = re.search(r"^# (.+)$", markdown, re.M)
            titles[place] = title.group(1) if title else place
            self.write(place, f"{titles[place]} · Notewell", self.rendered(markdown, source, place),
                       "About" if place == "about" else "Documentation")
            self.add_to_index(place, titles[place], "documentation", markdown)
        out = ["<h1>Documentation</h1><ul class=\"rules\">"]
        out += [f'<li><a href="{self.link("docs", place)}">{html.escape(title)}</a></li>'
                for place, title in sorted(titles.items(), key=lambda entry: entry[1].lower())]
        self.write("docs", "Documentation · Notewell", "\n".join([*out, "</ul>"]), "Documentation")

    def build(self) -> None:
        if self.folder.exists() and any(self.folder.iterdir()) and not (self.folder / "search-index.js").exists():
            sys.exit(f"site.py: {self.folder} holds something else; name a new or empty folder")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        for group in GROUPS:
            rules = [rule for rule in self.rules.values() if rule.group == group]
            for at, rule in enumerate(rules):
                self.rule_page(rule, rules[at - 1] if at else None, rules[at + 1] if at + 1 < len(rules) else None)
        self.first_page()
        self.documentation()
        for name in ("look.css", "search.js"):
            shutil.copyfile(LOOKS / name, self.folder / name)
        (self.folder / "search-index.js").write_text(
            "window.notewellIndex = " + json.dumps(self.index, ensure_ascii=False, separators=(",", ":")) + ";\n")
        print(f"{len(self.rules)} rules and {len(self.pages)} other pages: {self.folder / 'index.html'}")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    Site(pathlib.Path(sys.argv[1])).build()
