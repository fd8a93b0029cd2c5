"""The command bench/load/c10m: connections to examples/io/echo.c, one after another.

So many are open at a time; each sends a byte, gets it back, and the next takes its place.
Says what a connection costs, and whether the server grows.
"""

import argparse
import json
import resource
import subprocess
import time

from . import facts, load_tables, measure
from .builds import Builds
from .cli import BUILD, add_output, rows_in_lines, write_whole
from .errors import BenchError
from .load_servers import Servers, on_core


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="bench/load/c10m",
        description="Runs the echo server of the examples in the frames tier, and natively, "
        "with connections one after another. Prints a table in Markdown, and writes its figures "
        "as JSON.",
    )
    parser.add_argument(
        "--total", type=int, default=10_000_000, help="connections; 10,000,000 unless told"
    )
    parser.add_argument(
        "--open", type=int, default=10_000, help="at a time; 10,000 unless told"
    )
    parser.add_argument(
        "--hosts", metavar="NAME,..", default="driver", help="driver unless told"
    )
    add_output(parser, "c10m.json")
    return parser.parse_args()


def run() -> None:
    arguments = parse_arguments()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if arguments.open > most - 100:
        raise BenchError(f"--open takes less than ulimit -n, {most}, allows")
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    started = time.strftime("%Y-%m-%d")
    servers = Servers(Builds(BUILD))
    measure.say("building")
    servers.build_echo()
    echoes = servers.echoes()
    document = {
        **facts.conditions(started, servers.builds),
        "total": arguments.total,
        "open": arguments.open,
        "runs": [],
    }
    for host in arguments.hosts.split(","):
        if host not in echoes:
            raise BenchError(f"no host {host}; there are {', '.join(echoes)}")
        measure.say(f"measuring {host}")
        figures = _measure(servers, echoes[host], arguments)
        document["runs"].append({"host": host, **figures})
    write_whole(arguments.output, rows_in_lines(document))
    print(load_tables.c10m(document))


def _measure(servers: Servers, command: list[str], arguments) -> dict:
    process = servers.start_echo(command)
    first = process.resident_bytes()
    client = subprocess.Popen(
        [
            *on_core(-1),
            servers.connections,
            *map(str, [process.port, arguments.total, arguments.open]),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        client.stdout.readline()
        process.wait_until_accepted(arguments.open)
        with_all = process.resident_bytes()
        output, _ = client.communicate("\n")
        result = json.loads(output or '{"served": 0}')
        if result["served"] != arguments.total:
            raise BenchError(f"not all are served: {result}")
        last = process.resident_bytes()
    finally:
        client.kill()
        process.stop()
    return {
        "first_bytes": first,
        "open_bytes": with_all,
        "last_bytes": last,
        "seconds": result["seconds"],
    }
