"""Usage: end_httpd.py COMMAND...

Runs examples/httpd, which COMMAND is, with the current directory, tells it to end by signals,
and says what becomes of its clients. The directory has a large file, "large".
"""

import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

HOST = "Host: a\r\n"
PAGE = f"GET / HTTP/1.1\r\n{HOST}\r\n".encode()
LARGE = f"GET /files/large HTTP/1.1\r\n{HOST}\r\n".encode()
POST = f"POST /count HTTP/1.1\r\n{HOST}Content-Length: 5\r\n\r\nhel".encode()
# Milliseconds of a client that takes its time.
LONG = "600000"


class Server:
    def __init__(self) -> None:
        command = [*sys.argv[1:], "0", ".", LONG, LONG]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().rpartition(" ")[2])

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def wait(self) -> int:
        return self.process.wait(timeout=300)

    def accepts(self) -> bool:
        """Whether clients can connect.

        One that does so just as the server ceases to listen is reset.
        """
        try:
            Client(self).socket.close()
        except (ConnectionRefusedError, ConnectionResetError):
            return False
        return True

    def ends_accepting(self) -> bool:
        """Whether it does so within a minute."""
        end = time.monotonic() + 60
        while (accepts := self.accepts()) and time.monotonic() < end:
            time.sleep(0.01)
        return not accepts


class Client:
    def __init__(self, server: Server) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(300)
        # The system doesn't keep all of a large file for a client that doesn't read.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
        self.socket.connect(("127.0.0.1", server.port))
        self.input = self.socket.makefile("rb")
        self.stays = False

    def send(self, request: bytes) -> None:
        self.socket.sendall(request)

    def get(self) -> tuple[int, int]:
        """The status, and how long the body is.

        The status is 0 at the end, and -1 if the server has reset the connection.
        """
        try:
            line = self.input.readline()
        except ConnectionResetError:
            self.stays = False
            return -1, 0
        if not line:
            self.stays = False
            return 0, 0
        fields = {}
        while (field := self.input.readline().decode().strip()) != "":
            name, value = field.split(": ", 1)
            fields[name] = value
        body = self.input.read(int(fields["Content-Length"]))
        self.stays = fields["Connection"] == "keep-alive"
        return int(line.split()[1]), len(body)

    def ask(self, request: bytes) -> tuple[int, int]:
        self.send(request)
        return self.get()


def count(clients: list[Client], status: int, size: int) -> str:
    """How many of them get this."""
    answers = [client.get() for client in clients]
    others = [answer for answer in answers if answer != (status, size)]
    return f"{len(clients) - len(others)} of {len(clients)} {set(others) or ''}".strip()


def end_with_clients() -> None:
    """Each client is somewhere else when the server has to end."""
    server = Server()
    idle = [Client(server) for _ in range(20)]
    for client in idle:
        client.send(PAGE)
    page = idle[0].get()[1]
    print(f"before the end: {count(idle[1:], 200, page)}")
    sending = [Client(server) for _ in range(20)]
    for client in sending:
        client.send(POST)
    receiving = [Client(server) for _ in range(2)]
    for client in receiving:
        client.send(LARGE)
    # All of this has arrived when a later request is answered.
    idle[0].ask(PAGE)
    server.send(signal.SIGSTOP)
    queued = [Client(server) for _ in range(30)]
    for client in queued:
        client.send(PAGE)
    server.send(signal.SIGTERM)
    server.send(signal.SIGCONT)
    for client in idle[:10]:
        client.send(PAGE)
    size = Path("large").stat().st_size
    print(f"receiving a file: {count(receiving, 200, size)}")
    print(f"in the system's queue: {count(queued, 200, page)}")
    print(f"asked at that moment: {count(idle[:10], 200, page)}")
    print(f"silent: {count(idle[10:], 0, 0)}")
    print(f"accepts others: {not server.ends_accepting()}")
    for client in sending:
        client.send(b"lo")
    print(f"sending a body: {count(sending, 200, len('5 bytes.'))}")
    for client in queued + idle + sending + receiving:
        client.socket.close()
    print(f"status: {server.wait()}")


def end_under_load() -> None:
    """Clients that ask again and again, until they are told that there is no more."""
    server = Server()
    statuses = []

    def run() -> None:
        client = Client(server)
        client.stays = True
        while client.stays:
            statuses.append(client.ask(PAGE)[0])

    threads = [threading.Thread(target=run) for _ in range(30)]
    for thread in threads:
        thread.start()
    while len(statuses) < 1000:
        time.sleep(0.01)
    server.send(signal.SIGTERM)
    for thread in threads:
        thread.join()
    lost = len(statuses) - statuses.count(200)
    print(f"under load, requests lost: {lost}, status: {server.wait()}")


def end_at_once(first: signal.Signals, second: signal.Signals) -> None:
    server = Server()
    client = Client(server)
    client.send(POST)
    Client(server).ask(PAGE)
    server.send(first)
    assert server.ends_accepting()
    server.send(second)
    print(f"a second signal: {signal.Signals(-server.wait()).name}")


# Whoever runs this may ignore it, and a server would, too.
signal.signal(signal.SIGINT, signal.SIG_DFL)
end_with_clients()
end_under_load()
end_at_once(signal.SIGTERM, signal.SIGTERM)
end_at_once(signal.SIGINT, signal.SIGTERM)
