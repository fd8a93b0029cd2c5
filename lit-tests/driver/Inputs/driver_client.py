#!/usr/bin/env python3
"""Usage: driver_client.py SCENARIO COMMAND...

Runs COMMAND, which is the driver with server.c, and plays one of the scenarios below with
it. Prints what came of it.
"""

import os
import signal
import socket
import subprocess
import sys
import time

COMMAND = sys.argv[2:]
# Longer than anything takes, however slow the machine is.
LONG = 120


class Server:
    """The driver, with what it writes."""

    def __init__(self, *options: str, inherit: socket.socket | None = None):
        command = [COMMAND[0], *options, *COMMAND[1:]]
        if inherit:
            # As systemd does it: the first socket is descriptor 3, and the process knows
            # that it is the one that is meant.
            os.dup2(inherit.fileno(), 3, inheritable=True)
            command = ["sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"', "sh", *command]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, pass_fds=[3] if inherit else []
        )

    def port(self) -> int:
        line = self.process.stdout.readline()
        if not line.startswith("listening on port "):
            sys.exit(f"driver_client.py: the server says {line!r}")
        return int(line.split()[-1])

    def terminate(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def finish(self) -> None:
        """Waits for the end, and prints the status and the last lines."""
        rest = self.process.communicate(timeout=LONG)[0]
        print(f"status {self.process.returncode}", *rest.splitlines(), sep=", ")


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=LONG)


def ask(client: socket.socket, line: str) -> None:
    client.sendall(line.encode() + b"\n")


def answer(client: socket.socket) -> str:
    return client.recv(100).decode().strip() or "nothing"


def refuses(port: int) -> bool:
    try:
        connect(port).close()
    except ConnectionRefusedError:
        return True
    return False


def graceful() -> None:
    """What is in flight is answered, who is idle is dropped, nobody new gets in."""
    server = Server("--listen=127.0.0.1:0")
    port = server.port()
    idle, busy = connect(port), connect(port)
    ask(idle, "hello")
    print("before:", answer(idle))
    ask(busy, "slow")
    time.sleep(0.1)
    server.terminate()
    print("idle:", answer(idle))
    print("in flight:", answer(busy), "and then", answer(busy))
    print("new ones are refused:", refuses(port))
    server.finish()


def grace() -> None:
    """When the time is over, what is left is cancelled."""
    server = Server("--listen=127.0.0.1:0", "--grace=0.2")
    busy = connect(server.port())
    ask(busy, "stuck")
    time.sleep(0.1)
    server.terminate()
    print("in flight:", answer(busy))
    server.finish()


def twice() -> None:
    """A second signal doesn't wait for anybody."""
    server = Server("--listen=127.0.0.1:0", "--grace=1000")
    busy = connect(server.port())
    ask(busy, "stuck")
    time.sleep(0.1)
    server.terminate()
    time.sleep(0.1)
    server.terminate()
    server.finish()


def threads() -> None:
    """Each of the threads gets some of the clients."""
    server = Server("--listen=127.0.0.1:0", "--threads=2")
    ports = {server.port(), server.port()}
    print("ports:", len(ports))
    port = ports.pop()
    clients = [connect(port) for _ in range(100)]
    for client in clients:
        ask(client, "hello")
    print("answers:", {answer(client) for client in clients})
    server.terminate()
    rest = server.process.communicate(timeout=LONG)[0].split()
    counts = [int(word) for word in rest if word.isdigit()]
    print("each has some:", len(counts) == 2 and min(counts) > 0, sum(counts))


def inherited() -> None:
    """A server takes over from another. Those who came between the two are served."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    early = connect(port)
    ask(early, "early")
    first = Server(inherit=listener)
    print("the port is the socket's:", first.port() == port)
    print(answer(early))
    first.terminate()
    first.finish()
    between = connect(port)
    ask(between, "between")
    second = Server("--threads=2", inherit=listener)
    second.port()
    second.port()
    print(answer(between))
    second.terminate()
    print(second.process.wait(timeout=LONG))


{
    scenario.__name__: scenario
    for scenario in (graceful, grace, twice, threads, inherited)
}[sys.argv[1]]()
