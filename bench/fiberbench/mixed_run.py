"""The command bench/load/mixed: is a server fair whose connections compute?

examples/io/mixed.c is asked for work by some clients, and for next to nothing by others: alone,
beside the work in slices, and beside the same work without slices.
"""

import argparse
import json
import subprocess
import sys
import time

from . import facts, figures, load_tables, measure
from .builds import Builds
from .cli import BUILD, add_measuring, add_output, add_sampling, write_results
from .errors import BenchError
from .load_servers import Server, Servers, on_core
from .manifest import ROOT

CLIENT = ROOT / "bench" / "load" / "mixed_client.py"
HEAVY = 18
# What a slice is, for the server, and how many clients want work.
CASES = {"alone": ("5000", 0), "slices": ("5000", HEAVY), "whole": ("4000000000", HEAVY)}


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="bench/load/mixed",
        description="Builds examples/io/mixed.c, and measures how long light requests wait "
        "beside heavy ones, and how the work is shared. Prints a table in Markdown, and writes "
        "its figures as JSON, and all samples as JSON beside that.",
    )
    add_measuring(parser)
    add_sampling(parser)
    add_output(parser, "mixed.json")
    return parser.parse_args()


def run() -> None:
    arguments = parse_arguments()
    started = time.strftime("%Y-%m-%d")
    servers = Servers(Builds(BUILD))
    measure.say("building")
    chosen = servers.on_hosts(servers.build_mixed(), arguments.hosts)
    rounds, seconds = arguments.rounds, arguments.seconds
    if arguments.quick:
        rounds, seconds = 1, 0.2
    measure.say("measuring")
    rows = [_new_row(server) for server in chosen]
    for _ in range(rounds):
        for server, row in zip(chosen, rows, strict=True):
            for case, (slice_size, heavy) in CASES.items():
                sample = _ask(servers, server, slice_size, seconds, heavy)
                for name, value in sample.items():
                    row.setdefault(f"{case}_{name}", []).append(value)
    if arguments.quick:
        print(f"{len(rows)} servers, all of which answer.")
        return
    document = {
        **facts.conditions(started, servers.builds),
        "rounds": rounds,
        "seconds": seconds,
        "runs": [figures.summarize_lists(row) for row in rows],
    }
    write_results(arguments.output, document, {"runs": rows})
    print(load_tables.mixed(document))


def _new_row(server: Server) -> dict:
    return {"host": server.host, "variant": server.variant}


def _ask(
    servers: Servers, server: Server, slice_size: str, seconds: float, heavy: int
) -> dict:
    process = servers.start_mixed(server, slice_size)
    try:
        done = subprocess.run(
            [*on_core(-1), sys.executable, CLIENT, *map(str, [process.port, seconds, heavy])],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        process.stop()
    if done.returncode != 0:
        raise BenchError(f"{server.name}: {done.stderr}")
    sample = json.loads(done.stdout)
    work = sample.pop("work")
    if work:
        sample["work"] = sum(work)
        sample["fairness"] = jain(work)
    return sample


def jain(shares: list[float]) -> float:
    """Jain's index: 1 if all have the same, and 1 / n if one has all."""
    squares = sum(share**2 for share in shares)
    return sum(shares) ** 2 / (len(shares) * squares) if squares else 0.0
