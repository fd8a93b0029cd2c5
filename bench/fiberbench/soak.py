"""The command bench/load/soak: does a server of fio.h bear it for long?

examples/httpd gets requests at a constant rate, while many connections stay open and say
nothing, and others are broken, hostile or gone (fuzz/http_clients.py). Its memory and its
descriptors have to stay what they are. Then it is killed, started anew on its port, and
ended.
"""

import argparse
import json
import resource
import socket
import subprocess
import sys
import time
from statistics import median

from . import measure
from .builds import Builds
from .cli import BUILD
from .errors import BenchError
from .load_servers import FRAMES, LONG, Process, Server, Servers
from .manifest import ROOT

RATE = 200
# Of a server's resident memory: how much it may grow once it has warmed up.
GROWTH = 1.05
SLACK = 8 << 20


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="bench/load/soak",
        description="Runs examples/httpd in the frames tier with many connections, a "
        "constant rate and hostile clients, and fails if its memory or its descriptors "
        "grow, if a request isn't answered, or if it doesn't survive being killed.",
    )
    parser.add_argument("--seconds", type=float, default=600, help="600 unless told")
    parser.add_argument(
        "--connections", type=int, default=8000, help="that stay open; 8000 unless told"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the hostile clients")
    parser.add_argument("--host", default="driver", help="driver unless told")
    return parser.parse_args()


def run() -> None:
    arguments = parse_arguments()
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if arguments.connections > most - 500:
        raise BenchError(f"--connections takes less than ulimit -n, {most}, allows")
    servers = Servers(Builds(BUILD))
    measure.say("building")
    servers.build()
    server = _find(servers, arguments.host)
    process = servers.start_httpd(server, 0, LONG, "2000")
    try:
        idle = [
            socket.create_connection(("127.0.0.1", process.port))
            for _ in range(arguments.connections)
        ]
        ask(process)
        soak(servers, process, arguments)
        for connection in idle:
            connection.close()
        process = restart(servers, server, process)
    finally:
        process.stop()


def _find(servers: Servers, host: str) -> Server:
    for server in servers.all():
        if (server.host, server.variant, server.depth) == (host, FRAMES, 1):
            return server
    raise BenchError(f"no host {host} that runs the frames tier; is it built?")


def soak(servers: Servers, process: Process, arguments) -> None:
    options = [process.port, "/files/page", 100, RATE, arguments.seconds]
    load = subprocess.Popen(
        list(map(str, [servers.client, *options])), stdout=subprocess.PIPE, text=True
    )
    hostile = subprocess.Popen(
        [
            sys.executable,
            ROOT / "fuzz" / "http_clients.py",
            f"--seconds={arguments.seconds}",
            f"--seed={arguments.seed}",
            str(process.port),
        ]
    )
    samples = []
    try:
        while load.poll() is None and hostile.poll() in (None, 0):
            time.sleep(min(1, arguments.seconds / 20))
            samples.append((process.resident_bytes(), process.open_files()))
        answered = json.loads(load.communicate()[0] or '{"answers": 0}')
        if hostile.wait() != 0 or answered["answers"] != round(RATE * arguments.seconds):
            raise BenchError(f"requests are lost: {answered}")
    finally:
        load.kill()
        hostile.kill()
    check_flat("memory", [memory for memory, _ in samples], SLACK)
    check_flat("descriptors", [files for _, files in samples], 100)
    slowest = answered["max"] / 1e6
    print(f"{answered['answers']} answers, of which the slowest took {slowest:.0f} ms")


def check_flat(what: str, samples: list[int], slack: int) -> None:
    """The last third isn't above the second: the first warms up."""
    third = len(samples) // 3
    middle, last = median(samples[third:-third]), median(samples[-third:])
    print(f"{what}: {middle:,.0f}, at the end {last:,.0f}")
    if last > middle * GROWTH + slack:
        raise BenchError(f"{what} of the server grow")


def restart(servers: Servers, server: Server, process: Process) -> Process:
    process.stop()
    process = servers.start_httpd(server, process.port, LONG, LONG)
    ask(process)
    status = process.end()
    print(f"killed and started again, it ends with {status}")
    if status != 0:
        raise BenchError("the server doesn't end as it is told")
    return process


def ask(process: Process) -> None:
    """Once this is answered, all that came before is accepted."""
    with socket.create_connection(("127.0.0.1", process.port), timeout=60) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        if not client.recv(100).startswith(b"HTTP/1.1 200 OK"):
            raise BenchError("the server doesn't answer")
