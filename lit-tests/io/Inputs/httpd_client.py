"""Usage: httpd_client.py answers|silent|slow PORT

Asks examples/httpd, and says whether all answers are right. Runs in the directory that it
serves. `silent` is for a server that waits a moment for a request, and `slow` for one that
waits a moment for the rest of it; the other times, and those for `answers`, are long.
"""

import email.utils
import socket
import sys
import threading
import time
from pathlib import Path

MODE, PORT = sys.argv[1], int(sys.argv[2])
HOST = "Host: a\r\n"
checks = 0
failures = []


def check(what: str, actual: object, expected: object) -> None:
    global checks
    checks += 1
    if actual != expected:
        failures.append(f"{what}: {actual!r}, not {expected!r}")


class Client:
    """A connection, read as a browser does."""

    def __init__(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", PORT), timeout=300)
        self.input = self.socket.makefile("rb")

    def send(self, text: str | bytes) -> None:
        self.socket.sendall(text.encode() if isinstance(text, str) else text)

    def get_head(self) -> tuple[int, dict[str, str]]:
        """The status and the fields of a response; 0 at the end."""
        line = self.input.readline()
        if not line:
            return 0, {}
        fields = {}
        while (field := self.input.readline().decode().strip()) != "":
            name, value = field.split(": ", 1)
            fields[name.lower()] = value
        return int(line.split()[1]), fields

    def get(self, has_body: bool = True) -> tuple[int, bytes]:
        status, fields = self.get_head()
        size = int(fields.get("content-length", 0)) if has_body else 0
        return status, self.input.read(size)

    def is_closed(self) -> bool:
        try:
            return self.socket.recv(1) == b""
        except ConnectionResetError:
            return True


def ask(text: str | bytes, has_body: bool = True) -> tuple[int, bytes]:
    client = Client()
    client.send(text)
    return client.get(has_body)


def status_of(text: str | bytes) -> int:
    """The status of an answer after which the connection is closed, or stays."""
    return ask(text)[0]


def test_files() -> None:
    def get(path: str) -> tuple[int, bytes]:
        return ask(f"GET {path} HTTP/1.1\r\n{HOST}\r\n")

    check("page", get("/")[0], 200)
    check("a file", get("/files/hello.txt"), (200, b"hello\n"))
    check("an empty one", get("/files/empty"), (200, b""))
    check("with %", get("/files/sub/with%20space.html"), (200, b"a b\n"))
    check("with a query", get("/files/hello.txt?a=b"), (200, b"hello\n"))
    big = Path("big").read_bytes()
    check("a large one", get("/files/big") == (200, big), True)
    check("HEAD", ask(f"HEAD /files/big HTTP/1.1\r\n{HOST}\r\n", False), (200, b""))
    for path in (
        "/files/../secret/file",
        "/files/..%2fsecret/file",
        "/files/%2e%2e/secret/file",
        "/files/sub/../../secret/file",
        "/files/escape",
        "/files//etc/passwd",
        "/files/%2fetc%2fpasswd",
        "/files/hello.txt%00",
        "/files/%zz",
        "/files/%ff",
        "/files/%ed%a0%80",
        "/files/none",
        "/files/sub",
        "/files/hello.txt/none",
        "/files/loop",
        f"/files/{'a' * 300}",
        "/files/%ff",
        "/files/",
        "/else",
    ):
        check(path, get(path)[0], 404)


def test_head() -> None:
    client = Client()
    before = int(time.time())
    client.send(f"GET / HTTP/1.1\r\n{HOST}\r\n")
    date = client.get_head()[1]["date"]
    # It is made when a second has passed.
    seconds = range(before - 1, int(time.time()) + 1)
    dates = [email.utils.formatdate(second, usegmt=True) for second in seconds]
    check(f"{date} is one of {dates}", date in dates, True)


def test_errors() -> None:
    check("no request", status_of("nonsense\r\n\r\n"), 400)
    check("no host", ask("GET / HTTP/1.1\r\n\r\n"), (400, b"400 Bad Request\r\n"))
    check("two hosts", status_of(f"GET / HTTP/1.1\r\n{HOST}{HOST}\r\n"), 400)
    check("a space", status_of(f"GET / HTTP/1.1\r\nHost : a\r\n{HOST}\r\n"), 400)
    check("two lengths", status_of(
        f"POST /count HTTP/1.1\r\n{HOST}Content-Length: 1\r\n"
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400)
    check("PUT /", status_of(f"PUT / HTTP/1.1\r\n{HOST}Content-Length: 0\r\n\r\n"), 405)
    check("GET /count", status_of(f"GET /count HTTP/1.1\r\n{HOST}\r\n"), 405)
    check("long headers", status_of(
        f"GET / HTTP/1.1\r\n{HOST}A: {'a' * 9000}\r\n\r\n"), 431)
    check("a long target", status_of(f"GET /{'a' * 2000} HTTP/1.1\r\n{HOST}\r\n"), 414)
    check("a long body", status_of(
        f"POST /count HTTP/1.1\r\n{HOST}Content-Length: 9999999\r\n\r\n"), 413)
    check("long chunks", status_of(
        f"POST /count HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n"
        + ("10000\r\n" + "a" * 0x10000 + "\r\n") * 17), 413)
    check("a long extension", status_of(
        f"POST /count HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n"
        f"1;{'a' * 9000}\r\na\r\n0\r\n\r\n"), 431)
    check("what it can't expect", status_of(
        f"GET / HTTP/1.1\r\n{HOST}Expect: wonders\r\n\r\n"), 417)


def test_bodies() -> None:
    post = f"POST /count HTTP/1.1\r\n{HOST}"
    check("a body", ask(f"{post}Content-Length: 5\r\n\r\nhello"), (200, b"5 bytes\n"))
    check("chunks", ask(
        f"{post}Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\nA\r\n0123456789\r\n"
        "0\r\nTrailer: x\r\n\r\n"), (200, b"13 bytes\n"))
    client = Client()
    client.send(f"{post}Content-Length: 5\r\nExpect: 100-continue\r\n\r\n")
    check("continue", client.get_head()[0], 100)
    client.send("hello")
    check("after that", client.get(), (200, b"5 bytes\n"))


def test_connections() -> None:
    one = f"GET /files/hello.txt HTTP/1.1\r\n{HOST}\r\n"
    client = Client()
    client.send(one * 20)
    answers = [client.get() for _ in range(20)]
    check("pipelined", answers, [(200, b"hello\n")] * 20)
    for byte in one.encode():
        client.send(bytes([byte]))
    check("byte by byte", client.get(), (200, b"hello\n"))
    client.send(f"GET / HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n")
    check("the last", client.get()[0], 200)
    check("closed after that", client.is_closed(), True)

    client = Client()
    client.send("GET / HTTP/1.0\r\n\r\n")
    check("HTTP/1.0", client.get()[0], 200)
    check("is closed", client.is_closed(), True)

    client = Client()
    client.send(one)
    client.socket.shutdown(socket.SHUT_WR)
    check("half-closed", client.get(), (200, b"hello\n"))
    check("then closed", client.is_closed(), True)


def test_silent() -> None:
    check("silent", Client().get_head()[0], 0)
    client = Client()
    client.send(f"GET / HTTP/1.1\r\n{HOST}\r\n")
    # It is idle after the answer, if it isn't too late already.
    check("after a request", client.get()[0] in (0, 200), True)
    check("idle", client.is_closed(), True)


def test_slow() -> None:
    head, body = Client(), Client()
    head.send("GET / HT")
    body.send(f"POST /count HTTP/1.1\r\n{HOST}Content-Length: 5\r\n\r\nhel")
    check("a slow head", head.get()[0], 408)
    check("a slow body", body.get()[0], 408)
    check("closed", head.is_closed() and body.is_closed(), True)


def test_many() -> None:
    """50 clients at once, while others have gone in the middle."""
    for _ in range(20):
        Client().send(f"POST /count HTTP/1.1\r\n{HOST}Content-Length: 50\r\n\r\n1")
    big = Path("big").read_bytes()
    wrong = []

    def run() -> None:
        status, body = ask(f"GET /files/big HTTP/1.1\r\n{HOST}\r\n")
        if status != 200 or body != big:
            wrong.append((status, len(body)))

    threads = [threading.Thread(target=run) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check("many", wrong, [])


def test_quit() -> None:
    idle, busy = Client(), Client()
    idle.send(f"GET / HTTP/1.1\r\n{HOST}\r\n")
    check("before the end", idle.get()[0], 200)
    busy.send(f"POST /count HTTP/1.1\r\n{HOST}Content-Length: 5\r\n\r\nhel")
    # The server has read that when it has answered somebody who comes later.
    ask(f"GET /files/big HTTP/1.1\r\n{HOST}\r\n")
    check("quit", ask(f"GET /quit HTTP/1.1\r\n{HOST}\r\n"), (200, b"bye\n"))
    busy.send("lo")
    check("in flight", busy.get(), (200, b"5 bytes\n"))
    check("idle", idle.is_closed(), True)


if MODE == "answers":
    test_files()
    test_head()
    test_errors()
    test_bodies()
    test_connections()
    test_many()
    test_quit()
elif MODE == "silent":
    test_silent()
else:
    test_slow()
for failure in failures:
    print(failure, file=sys.stderr)
print(f"{MODE}: {checks} checks, {'not all' if failures else 'all'} right")
