#!/usr/bin/env python3
"""docs/protocol.md says what the server answers, and the server answers that.   protocol_page.py NOTEWELL [--update]

--update writes the column “answered” and adds rows that are missing; what Notewell does stays to be written by hand.
Where the tests have LSP's meta model (tests/protocol/meta_model), the page must have every method in it, as it stands
there; without, that part is skipped and said so.
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/protocol.md"
META_MODEL = ROOT / "build/lsp/metaModel.json"
SOURCES = [path for path in (ROOT / "server").rglob("*.cpp")]

# What clients declare that changes what the server announces. The last declares nothing but edits.
DECLARED = [
    {"textDocument": {"diagnostic": {"dynamicRegistration": True},
                      "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                                     "dataSupport": True, "resolveSupport": {"properties": ["edit", "command"]}},
                      "completion": {"completionItem": {"resolveSupport": {"properties": ["documentation"]}}},
                      "rename": {"prepareSupport": True},
                      "inlayHint": {"resolveSupport": {"properties": ["tooltip"]}},
                      "codeLens": {"resolveSupport": {"properties": ["command"]}},
                      "rangeFormatting": {"rangesSupport": True},
                      "semanticTokens": {"requests": {"full": {"delta": True}, "range": True}, "formats": ["relative"],
                                         "tokenTypes": ["keyword", "string"], "tokenModifiers": []}},
     "workspace": {"applyEdit": True, "workspaceFolders": True, "textDocumentContent": {}, "diagnostics": {"refreshSupport": True},
                   "symbol": {"resolveSupport": {"properties": ["location.range"]}},
                   "fileOperations": {"willRename": True, "didRename": True, "didCreate": True,
                                      "didDelete": True}}},
    {"workspace": {"applyEdit": True}},
]


class Server:
    def __init__(self, notewell: str, capabilities: dict) -> None:
        self.process = subprocess.Popen([notewell, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.id = 0
        params = {"processId": None, "rootUri": None, "capabilities": capabilities}
        self.capabilities = self.ask("initialize", params)["result"]["capabilities"]
        self.send({"method": "initialized", "params": {}})

    def send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def ask(self, method: str, params: dict) -> dict:
        self.id += 1
        self.send({"id": self.id, "method": method, "params": params})
        while True:
            header = self.process.stdout.readline()
            self.process.stdout.readline()
            message = json.loads(self.process.stdout.read(int(header.split(b":")[1])))
            if message.get("id") == self.id and "method" not in message:
                return message

    def knows(self, method: str) -> bool:
        """Whether there is somebody to refuse params that are wrong."""
        return self.ask(method, {}).get("error", {}).get("code") != -32601

    def end(self) -> None:
        self.ask("shutdown", {})
        self.send({"method": "exit"})
        self.process.wait(timeout=10)


def announced(capabilities: dict, path: str) -> bool:
    """Whether the path, as `codeActionProvider.resolveProvider`, stands in a server's capabilities."""
    value = capabilities
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value not in (None, False)


def in_sources(pattern: str) -> set[str]:
    return {found for path in SOURCES for found in re.findall(pattern, path.read_text(encoding="utf-8"))}


class Row:
    def __init__(self, line: str) -> None:
        self.method, self.by, self.answered, self.does = (cell.strip() for cell in line.strip("|\n").split("|"))
        self.method, self.by = self.method.strip("`"), self.by.strip("`")

    def text(self) -> str:
        return f"| `{self.method}` | {f'`{self.by}`' if self.by else ''} | {self.answered} | {self.does} |"


def section_of(message: dict, request: bool) -> int:
    if message["messageDirection"] == "serverToClient":
        return 2
    return 0 if request else 1


def main() -> int:
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    update = "--update" in sys.argv
    wrong = []

    # The page: three tables, of requests, notifications, and what Notewell sends.
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    tables, rows = [], {}
    for number, line in enumerate(lines):
        if line.startswith("| method"):
            tables.append({})
        elif line.startswith("| `"):
            row = Row(line)
            if row.method in rows:
                wrong.append(f"{row.method} has two rows")
            rows[row.method] = row
            tables[-1][row.method] = number

    # Every method that LSP has.
    if META_MODEL.exists():
        model = json.loads(META_MODEL.read_text(encoding="utf-8"))
        of_lsp = {}
        for kind in ("requests", "notifications"):
            for message in model[kind]:
                of_lsp[message["method"]] = (section_of(message, kind == "requests"), message.get("serverCapability", ""))
        for method in rows.keys() - of_lsp.keys():
            wrong.append(f"{method} is none of LSP's methods")
        for method, (section, by) in sorted(of_lsp.items()):
            if section == 2:
                by = ""
            if method not in rows and update:
                row = Row(f"| `{method}` | `{by}` | no | |")
                rows[method] = row
                place = max(tables[section].values()) + 1
                lines.insert(place, row.text())
                for table in tables:
                    table.update({name: number + 1 for name, number in table.items() if number >= place})
                tables[section][method] = place
            if method not in rows:
                wrong.append(f"{method} has no row")
            elif method not in tables[section]:
                wrong.append(f"{method} stands in another table than LSP has it")
            elif rows[method].by != by:
                wrong.append(f"{method} is announced by `{by}`, not by `{rows[method].by}`")
    else:
        print(f"SKIPPED: whether the page has every method of LSP's; there is no {META_MODEL}")

    # What is answered: requests are asked, notifications and what is sent are looked up in the code.
    servers = [Server(notewell, declared) for declared in DECLARED]
    handled = in_sources(r'on_notification<[^>]*>\(\s*"([^"]+)"') | {"$/cancelRequest"}  # the reader's
    sent = in_sources(r'(?:router\.(?:request|notify|notify_text)|send_request)\(\s*"([^"]+)"')
    for section, table in enumerate(tables):
        for method, number in table.items():
            row = rows[method]
            if section == 2:
                answers = method in sent
            elif section == 1:
                answers = method in handled
            else:
                answers = method in ("initialize", "shutdown") or any(server.knows(method) for server in servers)
            said = bool(row.by) and any(announced(server.capabilities, row.by) for server in servers)
            if said and not answers:
                wrong.append(f"{method} is announced by `{row.by}` and not answered")
            if answers and row.by and not said:
                wrong.append(f"{method} is answered and never announced by `{row.by}`")
            if update:
                row.answered = "yes" if answers else "no"
                lines[number] = row.text()
            if row.answered != ("yes" if answers else "no"):
                wrong.append(f"{method}: the page says {row.answered}, the server {'answers' if answers else 'does not'}")
            if row.answered == "yes" and not row.does:
                wrong.append(f"{method}: the page does not tell what Notewell does")
    for method in (handled | sent) - rows.keys():
        if not method.startswith("$/"):
            wrong.append(f"{method} is in the code and has no row")
    for server in servers:
        server.end()

    if update:
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if wrong:
        print("docs/protocol.md:\n  " + "\n  ".join(wrong))
        return 1
    print(f"{sum(row.answered == 'yes' for row in rows.values())} of {len(rows)} methods are answered, as the page says")
    return 0


if __name__ == "__main__":
    sys.exit(main())
