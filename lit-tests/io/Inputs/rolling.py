"""Usage: rolling.py CLIENT DIRECTORY COMMAND...

Replaces two instances of examples/httpd behind HAProxy by a new version, one after the other,
while clients ask at a constant rate. COMMAND runs httpd; CLIENT is bench/load/client, which
fails at the first request that isn't answered. DIRECTORY gets what the servers serve.
"""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

CLIENT, DIRECTORY, *COMMAND = sys.argv[1:]
WORK = Path(DIRECTORY)
LONG = "600000"
# Requests a second, and connections of those who ask.
RATE, CONNECTIONS = 200, 40

# What the docs recommend (docs/io.md).
CONFIGURATION = """
global
  stats socket {work}/admin.sock level admin
defaults
  mode http
  timeout connect 60s
  timeout client 300s
  timeout server 300s
frontend clients
  bind 127.0.0.1:{port}
  default_backend servers
backend servers
  option httpchk GET /
  option redispatch
  retry-on conn-failure empty-response
  default-server check inter 200ms fall 1 rise 1
  server a 127.0.0.1:{a}
  server b 127.0.0.1:{b}
"""


class Instance:
    """A server, of which a new version is one with another directory."""

    def __init__(self, port: int = 0) -> None:
        self.start("old", port)

    def start(self, version: str, port: int) -> None:
        command = [*COMMAND, str(port), ".", LONG, LONG]
        self.process = subprocess.Popen(
            command, cwd=WORK / version, stdout=subprocess.PIPE, text=True
        )
        self.port = int(self.process.stdout.readline().rpartition(" ")[2])

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def replace(self) -> int:
        """Starts the new version when the old has ended. Returns the status of that."""
        status = self.process.wait(timeout=300)
        self.start("new", self.port)
        return status


class Proxy:
    def __init__(self, instances: list[Instance]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        a, b = (instance.port for instance in instances)
        text = CONFIGURATION.format(work=WORK, port=self.port, a=a, b=b)
        (WORK / "haproxy.cfg").write_text(text)
        self.process = subprocess.Popen(["haproxy", "-db", "-q", "-f", WORK / "haproxy.cfg"])
        self.wait_for(2)

    def count_up(self) -> int:
        """How many servers it has found to be up."""
        with socket.socket(socket.AF_UNIX) as admin:
            try:
                admin.connect(str(WORK / "admin.sock"))
            except (FileNotFoundError, ConnectionRefusedError):
                return 0
            admin.sendall(b"show stat\n")
            rows = [line.split(",") for line in admin.makefile()]
        # Its checks have passed: before the first, a server is taken for one that is up.
        return sum(
            row[0] == "servers" and row[1] in "ab" and row[17] == "UP" and row[36] == "L7OK"
            for row in rows
            if len(row) > 36
        )

    def wait_for(self, count: int) -> None:
        for _ in range(600):
            if self.count_up() == count:
                return
            time.sleep(0.1)
        sys.exit(f"rolling: {self.count_up()} servers are up, not {count}")

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=300)

    def get_version(self) -> str:
        with self.connect() as client:
            client.sendall(
                b"GET /files/version HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            return client.makefile().read().rpartition("\n\n")[2].strip()


def begin_upload(proxy: Proxy) -> socket.socket:
    client = proxy.connect()
    client.sendall(
        b"POST /count HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 6\r\n\r\nabc"
    )
    return client


def end_upload(client: socket.socket) -> bool:
    client.sendall(b"def")
    with client, client.makefile() as answer:
        return answer.read().endswith("\n6 bytes\n")


for name in ("old", "new"):
    (WORK / name).mkdir(parents=True)
    (WORK / name / "version").write_text(f"{name}\n")
servers = [Instance(), Instance()]
proxy = Proxy(servers)
try:
    print(f"at first: {sorted({proxy.get_version() for _ in range(10)})}")
    load = subprocess.Popen(
        [CLIENT, str(proxy.port), "/", str(CONNECTIONS), str(RATE), "3600"],
        stdout=subprocess.PIPE,
    )
    for server in servers:
        time.sleep(0.5)
        uploads = [begin_upload(proxy) for _ in range(4)]
        time.sleep(0.5)
        server.end()
        finished = [end_upload(client) for client in uploads]
        print(f"uploads that are finished: {finished.count(True)}")
        print(f"ends with: {server.replace()}")
        proxy.wait_for(2)
    load.send_signal(signal.SIGINT)
    answers = json.loads(load.communicate()[0] or '{"answers": 0}')["answers"]
    print(f"requests are answered: {answers > RATE}, and none is lost: {load.poll() == 0}")
    print(f"at last: {sorted({proxy.get_version() for _ in range(10)})}")
finally:
    for process in (proxy.process, *(server.process for server in servers)):
        process.kill()
        process.wait()
