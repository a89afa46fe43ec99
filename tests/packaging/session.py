"""A language server's session from initialize to exit, over standard input and output: the smallest that shows findings."""

import json
import subprocess

NOTE = "---\nclient: MRN-1\ndate: 2026-11-20\n---\n## Data\n- [x] sad\n\n## Plan\nContinue.\n"


def _packed(message: dict) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def _messages(stream: bytes) -> list[dict]:
    out = []
    while stream:
        head, _, rest = stream.partition(b"\r\n\r\n")
        size = int(next(line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")))
        out.append(json.loads(rest[:size]))
        stream = rest[size:]
    return out


def diagnostics(command: list[str]) -> list[dict]:
    """What the server that `command` starts finds in NOTE. Fails unless it ends with exit code 0."""
    capabilities = {"textDocument": {"diagnostic": {}, "publishDiagnostics": {"codeDescriptionSupport": True}}}
    uri = "file:///charts/a.pnote"
    sent = [{"id": 1, "method": "initialize",
             "params": {"processId": None, "rootUri": None, "capabilities": capabilities}},
            {"method": "initialized", "params": {}},
            {"method": "textDocument/didOpen",
             "params": {"textDocument": {"uri": uri, "languageId": "progress-note", "version": 1, "text": NOTE}}},
            {"id": 2, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": uri}}},
            {"id": 3, "method": "shutdown"}, {"method": "exit"}]
    run = subprocess.run(command, input=b"".join(map(_packed, sent)), capture_output=True, check=True, timeout=120)
    answers = {message.get("id"): message for message in _messages(run.stdout) if "result" in message}
    assert answers[1]["result"]["serverInfo"]["name"], "the server does not say its name"
    return answers[2]["result"]["items"]


def rule_links(notewell) -> list[str]:
    return sorted({one["codeDescription"]["href"] for one in diagnostics([str(notewell), "lsp", "--stdio"])})
