#!/usr/bin/env python3
"""The language server over every way to reach it: the real program, real pipes and sockets, and clients that misbehave.

    transports.py NOTEWELL [--only WORD]   # only the tests with WORD in their name
"""

from __future__ import annotations

import collections
import contextlib
import json
import os
import pathlib
import pty
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import tty
from collections.abc import Callable, Iterator

PATIENCE = 60  # seconds; only a server that is stuck takes them
NOTE = "## Data\n- [x] sad\n"
OBSERVED = "affect-without-observation"

notewell = ""
folder = pathlib.Path()  # where sockets and logs go


class Skipped(Exception):
    """Why a test could not be run."""


def expect(condition: bool, what: str, shown: object = "") -> None:
    if not condition:
        raise AssertionError(f"{what}: {shown!r}"[:2000])


class Client:
    """An editor's end of a connection: `receive` and `send` carry bytes."""

    def __init__(self, receive: Callable[[], bytes], send: Callable[[bytes], object], hang_up: Callable[[], object]):
        self.receive, self.send, self.hang_up = receive, send, hang_up
        self.pending = b""
        self.last_id = 0

    @staticmethod
    def on(connection: socket.socket) -> Client:
        connection.settimeout(PATIENCE)
        return Client(lambda: connection.recv(1 << 16), connection.sendall, connection.close)

    def post(self, method: str, params: object, **more: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.send(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def next(self) -> dict | None:
        """The next message; None at the end."""
        while True:
            header, gap, rest = self.pending.partition(b"\r\n\r\n")
            length = int(header.split(b":")[1]) if gap else 0
            if gap and len(rest) >= length:
                self.pending = rest[length:]
                return json.loads(rest[:length])
            try:
                bytes_in = self.receive()
            except ConnectionError:
                return None
            if not bytes_in:
                return None
            self.pending += bytes_in

    def request(self, method: str, params: object) -> object:
        self.last_id += 1
        self.post(method, params, id=self.last_id)
        while (message := self.next()) is not None:
            if message.get("id") == self.last_id and "method" not in message:
                expect("result" in message, method, message)
                return message["result"]
        raise AssertionError(f"{method}: the connection ended")

    def initialize(self, **more: object) -> None:
        capabilities = {"textDocument": {"diagnostic": {},
                                         "codeAction": {"codeActionLiteralSupport":
                                                        {"codeActionKind": {"valueSet": ["quickfix"]}}}},
                        "general": {"positionEncodings": ["utf-8"]}}
        result = self.request("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities, **more})
        expect("diagnosticProvider" in result["capabilities"], "the server offers its findings", result)
        self.post("initialized", {})

    def findings(self, uri: str) -> list[dict]:
        return self.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]

    def open(self, uri: str, text: str) -> None:
        self.post("textDocument/didOpen",
                  {"textDocument": {"uri": uri, "languageId": "progress-note", "version": 1, "text": text}})


def lines_before(text: str, position: dict) -> int:
    lines = text.encode().split(b"\n")
    return sum(len(line) + 1 for line in lines[:position["line"]]) + position["character"]


def session(client: Client, name: str = "note", exit: bool = True) -> None:
    """What an editor does: a tick is flagged, its fix taken, the blank filled in, and the finding is gone."""
    uri = f"file:///charts/{name}.pnote"
    client.initialize()
    client.open(uri, NOTE)
    flagged = [found for found in client.findings(uri) if found["code"] == OBSERVED]
    expect(len(flagged) == 1 and flagged[0]["range"]["start"] == {"line": 1, "character": 6}, "the tick is flagged", flagged)
    actions = client.request("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": flagged[0]["range"],
                                                         "context": {"diagnostics": flagged}})
    edits = [edit for action in actions if "Observed" in json.dumps(action.get("edit", {}))
             for change in action["edit"].get("documentChanges", [{"edits": action["edit"].get("changes", {}).get(uri)}])
             for edit in change["edits"]]
    expect(bool(edits), "a fix is offered", actions)
    text = NOTE.encode()
    begin, end = (lines_before(NOTE, edits[0]["range"][side]) for side in ("start", "end"))
    text = (text[:begin] + edits[0]["newText"].encode() + text[end:]).decode()
    before, blank, rest = text.partition("‹")
    expect(blank != "", "the fix leaves a blank", text)
    text = before + "tearful when she named the move" + rest.partition("›")[2]
    client.post("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": text}]})
    left = [found["code"] for found in client.findings(uri)]
    expect(left and OBSERVED not in left, "what was typed clears the finding", (text, left))
    client.request("shutdown", None)
    if exit:
        client.post("exit", None)


class Server:
    """The program with these arguments; ended and looked at when the block is left."""

    def __init__(self, *arguments: str, code: int | None = 0, prefix: tuple[str, ...] = (), **how: object):
        self.arguments, self.code, self.prefix, self.how = arguments, code, prefix, how
        self.said: list[str] = []

    def __enter__(self) -> Server:
        self.process = subprocess.Popen([*self.prefix, notewell, "lsp", *self.arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, **self.how)
        self.listening = threading.Event()
        self.reader = threading.Thread(target=self.read_errors)
        self.reader.start()
        return self

    def read_errors(self) -> None:
        for line in self.process.stderr:
            self.said.append(line.decode())
            self.listening.set()
        self.listening.set()

    def address(self) -> str:
        expect(self.listening.wait(PATIENCE) and self.said, "the server says where it listens", self.said)
        return self.said[0].removeprefix("notewell: listening on ").strip()

    def connect(self) -> socket.socket:
        scheme, _, rest = self.address().partition(":")
        if scheme == "unix":
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(rest)
            return connection
        host, _, port = rest.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), PATIENCE)

    def stdio(self) -> Client:
        def send(data: bytes) -> None:
            while data:
                data = data[self.process.stdin.write(data):]
        return Client(lambda: self.process.stdout.read(1 << 16), send, self.process.stdin.close)

    def wait(self) -> int:
        return self.process.wait(PATIENCE)

    def memory(self) -> int:
        """The most that it ever had, in MiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) >> 10

    def threads(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if "--listen" in self.arguments and self.process.poll() is None and kind is None:
                self.process.send_signal(signal.SIGTERM)
            if kind is None:
                code = self.wait()
                expect(self.code is None or code == self.code, f"exit code {self.code}", (code, self.said))
                expect(self.process.stdout.read() in (b"", None), "nothing stray on standard output")
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdin.close()
            self.reader.join()
            self.process.stdout.close()
            self.process.stderr.close()


def until(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        expect(time.monotonic() < end, what)
        time.sleep(0.02)


def refused(*arguments: str) -> str:
    run = subprocess.run([notewell, "lsp", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                         check=False, timeout=PATIENCE)
    expect(run.returncode == 2 and run.stdout == "", f"{arguments} is refused", run)
    return run.stderr


# The way of each kind of client.


def test_stdio() -> None:
    for arguments in ((), ("--stdio",), ("--stdio", f"--clientProcessId={os.getpid()}")):
        with Server(*arguments) as server:
            session(server.stdio())
    with Server(code=1) as server:
        client = server.stdio()
        client.initialize()
        client.hang_up()


def test_stdin_that_is_a_file_or_a_terminal() -> None:
    """Neither can be waited for as a pipe can, and a terminal is shared with whoever else uses it."""
    said: list[bytes] = []
    client = Client(lambda: b"", said.append, lambda: None)
    client.post("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, id=1)
    client.post("shutdown", None, id=2)
    client.post("exit", None)
    script = folder / "script"
    script.write_bytes(b"".join(said))
    with script.open("rb") as messages:
        run = subprocess.run([notewell, "lsp"], stdin=messages, capture_output=True, check=False, timeout=PATIENCE)
    expect(run.returncode == 0 and b'"id":2' in run.stdout, "a session from a file is answered to its end", run)
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    with subprocess.Popen([notewell, "lsp"], stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        os.write(ours, script.read_bytes())
        out, err = server.communicate(timeout=PATIENCE)
    expect(server.returncode == 0 and b'"id":2' in out, "so is one from a terminal", (out, err))
    expect(os.get_blocking(theirs), "and the terminal is left as it was")
    os.close(ours)
    os.close(theirs)


@contextlib.contextmanager
def waiting_client(family: int) -> Iterator[tuple[socket.socket, str]]:
    """An editor that waits for its server, and the option that tells the server where."""
    with socket.socket(family) as listening:
        if family == socket.AF_UNIX:
            path = tempfile.mktemp(dir=folder)
            listening.bind(path)
            option = f"--pipe={path}"
        else:
            listening.bind(("127.0.0.1", 0))
            option = f"--socket={listening.getsockname()[1]}"
        listening.listen()
        listening.settimeout(PATIENCE)
        yield listening, option


def test_pipe_and_socket() -> None:
    for family in (socket.AF_UNIX, socket.AF_INET):
        for polite in (True, False):
            with waiting_client(family) as (listening, option), Server(option, code=0 if polite else 1) as server:
                connection, _ = listening.accept()
                with connection:
                    client = Client.on(connection)
                    if polite:
                        session(client)
                        expect(client.next() is None, "the server hangs up")
                    else:
                        client.initialize()
                expect(server.wait() == server.code, "the server ends with its client")


def test_listening() -> None:
    for address in (f"unix:{folder}/many", "tcp:127.0.0.1:0", "tcp:[::1]:0"):
        if "::1" in address and not pathlib.Path("/proc/net/if_inet6").exists():
            continue  # a machine without IPv6
        with Server("--listen", address) as server:
            expect(not server.address().endswith(":0"), "the port that was chosen is told", server.address())
            for number in range(3):
                with server.connect() as connection:
                    client = Client.on(connection)
                    session(client, f"note{number}")
                    expect(client.next() is None, "the session ends, and the server stays")


def test_clients_side_by_side() -> None:
    with Server("--listen", f"unix:{folder}/pair") as server:
        with server.connect() as one, server.connect() as other:
            first, second = Client.on(one), Client.on(other)
            uri = "file:///charts/same.pnote"
            for client, text in ((first, NOTE), (second, "## Data\nShe came on time and told of her week.\n")):
                client.initialize()
                client.open(uri, text)
            expect(OBSERVED in [found["code"] for found in first.findings(uri)], "each has its own notes")
            expect(OBSERVED not in [found["code"] for found in second.findings(uri)], "and sees no other's")
        failures: list[BaseException] = []

        def work(number: int) -> None:
            try:
                with server.connect() as connection:
                    session(Client.on(connection), f"note{number}")
            except BaseException as failure:
                failures.append(failure)

        before = server.threads()
        threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        expect(not failures, "twelve at once", failures)
        until(lambda: server.threads() <= before, "no thread is left behind")


# Clients that misbehave.


def test_client_that_dies() -> None:
    with Server("--listen", f"unix:{folder}/dies") as server:
        with server.connect() as steady:
            client = Client.on(steady)
            client.initialize()
            threads = server.threads()
            body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}).encode()
            message = b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
            for length in (0, 5, len(message) // 2, len(message) - 1, len(message)):
                with server.connect() as connection:
                    connection.sendall(message[:length])
            for _ in range(3):  # the answer has nobody to go to
                with server.connect() as connection:
                    connection.sendall(message * 50)
                    connection.shutdown(socket.SHUT_RD)
            until(lambda: server.threads() <= threads, "no thread is left behind")
            client.open("file:///charts/steady.pnote", NOTE)
            expect(bool(client.findings("file:///charts/steady.pnote")), "the other client is served")
            steady.sendall(b"Content-Length: 400\r\n\r\n{")


def test_client_that_never_reads() -> None:
    """More is asked for than the server keeps; it must neither grow without bound nor let others wait."""
    uri = "file:///charts/long.pnote"
    long_note = "## Data\n" + "- [x] sad\n- [x] anxious\n" * 100
    ask = json.dumps({"jsonrpc": "2.0", "id": 7, "method": "textDocument/diagnostic",
                      "params": {"textDocument": {"uri": uri}}}).encode()

    def flood(client: Client) -> None:
        client.initialize()
        client.open(uri, long_note)
        answer = client.findings(uri)
        expect(len(json.dumps(answer)) * 2000 > 70 << 20, "enough is asked for", len(json.dumps(answer)))
        with contextlib.suppress(ConnectionError, BrokenPipeError):
            client.send((b"Content-Length: %d\r\n\r\n%s" % (len(ask), ask)) * 2000)

    with Server("--listen", f"unix:{folder}/reads") as server:
        with server.connect() as deaf, server.connect() as keen:
            flood(Client.on(deaf))
            started = time.monotonic()
            session(Client.on(keen))
            expect(time.monotonic() - started < PATIENCE / 2, "another client does not wait")
            until(lambda: any("does not read" in line for line in server.said), "the client is dropped, and the log tells")
            deaf.settimeout(PATIENCE)
            with contextlib.suppress(ConnectionError):
                while deaf.recv(1 << 16):
                    pass
        with server.connect() as connection:
            session(Client.on(connection))
        if not any(name in pathlib.Path(notewell).read_bytes() for name in (b"__asan_init", b"__tsan_init")):
            expect(server.memory() < 400, "the output is bounded", server.memory())

    with Server(code=1) as server:
        flood(server.stdio())
        expect(server.wait() == 1, "over standard output too")
        expect(any("does not read" in line for line in server.said), "and the log tells", server.said)
        while server.process.stdout.read(1 << 16):
            pass


def test_slow_client_loses_nothing() -> None:
    """A client that reads late gets everything, in order."""
    with Server("--listen", f"unix:{folder}/slow") as server, server.connect() as connection:
        client = Client.on(connection)
        client.initialize()
        for number in range(1000, 1500):
            client.post("textDocument/unheardOf", {"padding": "x" * 2000}, id=number)
        time.sleep(0.2)
        ids = [client.next()["id"] for _ in range(500)]
        expect(ids == list(range(1000, 1500)), "all answers, in order", ids)


def test_bad_framing_and_web_pages() -> None:
    for address in (f"unix:{folder}/framing", "tcp:127.0.0.1:0"):
        with Server("--listen", address) as server:
            with server.connect() as connection:
                client = Client.on(connection)
                client.send(b"Content-Length: many\r\n\r\n")
                expect(client.next()["error"]["code"] == -32700, "bad framing is told")
                session(client)
            with server.connect() as connection:
                body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}})
                request = f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
                connection.sendall(request[:10])
                time.sleep(0.05)
                connection.sendall(request[10:])
                expect(Client.on(connection).next() is None, "a web page is not answered")
            until(lambda: any("HTTP" in line for line in server.said), "and the log tells")


# The address.


def test_socket_file() -> None:
    path = folder / "file"
    with Server("--listen", f"unix:{path}") as server:
        server.address()
        mode = os.lstat(path).st_mode
        expect(stat.S_ISSOCK(mode) and stat.S_IMODE(mode) == 0o600, "nobody else can open it", oct(mode))
        error = refused("--listen", f"unix:{path}")
        expect("another server listens there" in error and str(path) in error, "a second listener is told why", error)
        with server.connect() as connection:
            session(Client.on(connection))  # the first one is none the worse
        server.process.kill()
        server.wait()
        server.code = None
    expect(path.exists(), "a server that was killed leaves its file")
    for ending in (signal.SIGTERM, signal.SIGINT):
        with Server("--listen", f"unix:{path}") as server:
            with server.connect() as connection:
                Client.on(connection).initialize()
                server.process.send_signal(ending)
                expect(server.wait() == 0, "a listener ends in order, with a client or without", server.said)
        expect(not path.exists(), "its file goes with it")

    path.write_text("my notes")
    expect("no socket" in refused("--listen", f"unix:{path}"), "a file that is no socket is left alone")
    expect(path.read_text() == "my notes", "as it was")
    path.unlink()
    expect("107" in refused("--listen", f"unix:{folder}/{'x' * 120}"), "a path that is too long is told")
    expect("folder of your own" in refused("--listen", f"unix:{folder}/nowhere/file"), "a folder that is not there is told")

    with Server("--listen", f"unix:{path}") as server:
        server.address()
        path.unlink()
        path.write_text("another's")
    expect(path.read_text() == "another's", "a file that is another's now is not removed")
    path.unlink()


def test_servers_that_start_together() -> None:
    """Of ten that find the same dead file one gets the address, and keeps it."""
    path = folder / "race"
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as dead:
        dead.bind(str(path))
    racers = [subprocess.Popen([notewell, "lsp", "--listen", f"unix:{path}"], stdin=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True) for _ in range(10)]
    try:
        first = [racer.stderr.readline() for racer in racers]
        winners = [racer for racer, line in zip(racers, first) if "listening on" in line]
        expect(len(winners) == 1, "one wins", first)
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            session(Client.on(connection))
    finally:
        for racer in racers:
            racer.terminate()
        codes = collections.Counter(racer.wait(PATIENCE) for racer in racers)
        for racer in racers:
            racer.stderr.close()
    expect(codes == {0: 1, 2: 9}, "the others are refused", codes)
    expect(not path.exists(), "the file is removed")


def test_refused_addresses() -> None:
    for address, what in {"tcp:0.0.0.0:4000": "other machines", "tcp:192.0.2.1:4000": "other machines",
                          "tcp:[::]:4000": "other machines", "tcp:[::ffff:127.0.0.1]:4000": "other machines",
                          "tcp:localhost:4000": "no address of numbers", "tcp::4000": "no address of numbers",
                          "tcp:127.0.0.1": "no port", "tcp:127.0.0.1:": "no port", "tcp:127.0.0.1:65536": "no port",
                          "tcp:127.0.0.1:-1": "no port", "127.0.0.1:4000": "unix:PATH", "unix:": "empty"}.items():
        error = refused("--listen", address)
        expect(what in error and error.count("\n") == 1, f"{address} is refused with what would be right", error)
        if address.startswith("tcp"):
            expect("tcp:127.0.0.1:PORT" in error, "what would be right", error)
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as taken:
        error = refused("--listen", f"tcp:127.0.0.1:{taken.getsockname()[1]}")
        expect("in use" in error and "Port 0" in error, "a port that is taken is told", error)
        free = taken.getsockname()[1]
    expect("no client listens" in refused(f"--socket={free}"), "nobody at that port")
    expect("no client listens" in refused(f"--pipe={folder}/nobody"), "nobody at that pipe")
    for two in (("--stdio", "--socket=4000"), ("--pipe=x", "--socket=4000"), ("--listen", "unix:x", "--stdio"),
                ("--listen", "unix:x", "--pipe=x")):
        expect("excludes" in refused(*two), f"{two} at once is a usage error")


def test_other_users() -> None:
    """Another user's program is refused, over TCP too, where no file guards the door."""
    if os.geteuid() != 0:
        raise Skipped("only root can become another user")
    script = ("import encodings.idna, os, socket, sys\n"  # all that is needed, while it can be read
              "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
              "connection = socket.create_connection(('127.0.0.1', int(sys.argv[1])), 30)\n"
              "try:\n"
              "  connection.sendall(b'Content-Length: many\\r\\n\\r\\n')\n"
              "  sys.exit(1 if connection.recv(1) else 0)\n"
              "except ConnectionError:\n"
              "  sys.exit(0)\n")
    with Server("--listen", "tcp:127.0.0.1:0") as server:
        port = server.address().rpartition(":")[2]
        other = subprocess.run([sys.executable, "-c", script, port], check=False, timeout=PATIENCE)
        expect(other.returncode == 0, "another user is not answered", other)
        expect(any("another user" in line for line in server.said), "and the log tells", server.said)
        with server.connect() as connection:
            session(Client.on(connection))
        mapped = socket.socket(socket.AF_INET6)  # as Java's clients come
        with mapped:
            try:
                mapped.connect(("::ffff:127.0.0.1", int(port)))
            except OSError:
                return  # a machine without IPv6
            session(Client.on(mapped))


def test_client_process() -> None:
    """A server ends with the process it is for, though its connection stays open."""
    with subprocess.Popen(["sleep", "600"]) as process, subprocess.Popen(["sleep", "600"]) as other:
        try:
            with Server(f"--clientProcessId={process.pid}", code=1) as on_stdio, \
                    Server("--listen", "tcp:127.0.0.1:0", f"--clientProcessId={process.pid}") as listener, \
                    waiting_client(socket.AF_UNIX) as (listening, option), \
                    Server(option, f"--clientProcessId={process.pid}", code=1) as on_pipe:
                connection, _ = listening.accept()
                with connection, listener.connect() as guest:
                    clients = [on_stdio.stdio(), Client.on(connection), Client.on(guest)]
                    for client in clients:
                        client.initialize(processId=other.pid)  # that process goes on, and must not hide the first
                    process.kill()
                    process.wait()
                    expect(on_stdio.wait() == 1 and on_pipe.wait() == 1 and listener.wait() == 0, "all ended")
            with Server("--listen", "tcp:127.0.0.1:0") as listener, listener.connect() as connection:
                client = Client.on(connection)
                client.initialize(processId=other.pid)
                other.kill()
                other.wait()
                expect(client.next() is None, "a client's own process ends its session")
                with listener.connect() as after:
                    session(Client.on(after))  # and that alone
        finally:
            process.kill()
            other.kill()


def test_no_network_on_stdio() -> None:
    if shutil.which("strace") is None:
        raise Skipped("strace is not installed")
    trace = folder / "trace"
    probe = subprocess.run(["strace", "-f", "-o", trace, "true"], capture_output=True, check=False)
    if probe.returncode != 0:
        raise Skipped("strace may not trace here")
    # With address and thread sanitizers, which trace the program themselves, strace can't.
    with Server("--stdio", prefix=("strace", "-f", "-e", "trace=%network", "-o", str(trace)), code=None) as server:
        try:
            session(server.stdio())
        except AssertionError as failure:
            if any("Sanitizer" in line for line in server.said):
                raise Skipped("a sanitizer is in the way") from failure
            raise
    calls = [line for line in trace.read_text().splitlines() if "(" in line]
    expect(calls == [], "no call that reaches a network", calls)
    with waiting_client(socket.AF_UNIX) as (listening, option), \
            Server(option, prefix=("strace", "-f", "-e", "trace=%network", "-o", str(trace)), code=None):
        connection, _ = listening.accept()
        with connection:
            session(Client.on(connection))
    expect("AF_UNIX" in trace.read_text() and "AF_INET" not in trace.read_text(), "the trace sees what there is to see")


def main() -> int:
    global notewell, folder
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    only = sys.argv[3] if sys.argv[2:3] == ["--only"] else ""
    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        folder = pathlib.Path(name)
        for test, run in list(globals().items()):
            if not test.startswith("test_") or only not in test:
                continue
            started = time.monotonic()
            try:
                run()
                print(f"{test}: {time.monotonic() - started:.1f} s", flush=True)
            except Skipped as reason:
                print(f"{test}: skipped: {reason}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
