"""The command bench/load/run: examples/httpd with 1,000 connections that stay open.

First each server shows the most that it can do. Then those on the same host are asked at
the same rates, which are shares of what the slowest of them can do.
"""

import argparse
import json
import subprocess
import time
from statistics import median

from . import facts, figures, load_facts, load_tables, measure
from .builds import Builds
from .cli import BUILD, add_measuring, add_output, add_sampling, write_results
from .errors import BenchError
from .load_servers import DEPTHS, NATIVE_CODE, Server, Servers, on_core

# What is asked for, by what it is called.
TARGETS = {"page": "/", "file": "/files/page"}
PEAK = "peak"
SHARES = (0.25, 0.5, 0.75, 0.9)


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="bench/load/run",
        description="Builds examples/httpd, checks that all variants answer, and measures "
        "them and nginx under load, on this machine alone. Prints tables in Markdown, and "
        "writes their figures as JSON, and all samples as JSON beside that.",
    )
    add_measuring(parser)
    add_sampling(parser)
    parser.add_argument(
        "--connections", type=int, default=1000, help="1000 unless told"
    )
    parser.add_argument(
        "--held",
        type=int,
        default=10_000,
        help="connections whose memory is measured; 10,000 unless told",
    )
    add_output(parser, "load.json")
    return parser.parse_args()


def run() -> None:
    arguments = parse_arguments()
    started = time.strftime("%Y-%m-%d")
    servers = Servers(Builds(BUILD))
    measure.say("building")
    servers.build()
    bench = Bench(servers, arguments)
    measure.say("checking answers")
    checks = bench.check()
    if arguments.quick:
        print(f"{checks} servers, all of which answer.")
        return
    samples = bench.measure(arguments.rounds)
    document = {
        **facts.conditions(started, servers.builds),
        "nginx": _nginx_version(),
        "rounds": arguments.rounds,
        "seconds": arguments.seconds,
        "connections": arguments.connections,
        "runs": [figures.summarize_lists(row) for row in samples],
        "ratios": ratios(samples),
        "memory": load_facts.memory(servers, bench.all, arguments.held),
        "sizes": load_facts.sizes(servers),
    }
    write_results(arguments.output, document, {"runs": samples})
    print(load_tables.load(document))


class Bench:
    def __init__(self, servers: Servers, arguments: argparse.Namespace):
        self.servers = servers
        self.seconds = arguments.seconds
        self.connections = arguments.connections
        self.all = servers.on_hosts(servers.all(), arguments.hosts)

    def check(self) -> int:
        """Each has to answer 20 connections without an error."""
        for server in self.all:
            process = self.servers.start(server)
            for path in TARGETS.values():
                self._ask(server, process, path, connections=20, seconds=0.1)
            process.stop()
        return len(self.all)

    def measure(self, rounds: int) -> list[dict]:
        """Takes a sample of each server in turn, `rounds` times."""
        rows = []
        for target in TARGETS:
            servers = [s for s in self.all if target == "page" or s.depth == 1]
            measure.say(f"measuring peaks of {target}")
            peaks = self._rounds(target, {server: {PEAK: 0} for server in servers}, rounds)
            measure.say(f"measuring rates of {target}")
            rates = {server: self._rates(target, server, peaks) for server in servers}
            rows += peaks + self._rounds(target, rates, rounds)
        return rows

    def _rates(self, target: str, server: Server, peaks: list[dict]) -> dict[str, float]:
        """What to ask it for: shares of what the slowest that it is compared with can do."""
        lowest = min(
            median(row["rate"])
            for row in peaks
            if (row["host"], row["depth"]) == (server.host, server.depth)
        )
        # All of them tell of latency by rate. For the rest, the one that has to hold is enough.
        shares = SHARES if target == "page" and server.depth == 1 else SHARES[-1:]
        # A rate of 0 would be none.
        return {f"{share:.0%}": max(1.0, share * lowest) for share in shares}

    def _rounds(self, target: str, points: dict, rounds: int) -> list[dict]:
        """Samples of each point of each server; a round has each once."""
        rows = {}
        for _ in range(rounds):
            for server, rates in points.items():
                process = self.servers.start(server)
                # An engine compiles what runs often.
                self._ask(server, process, TARGETS[target], seconds=self.seconds / 2)
                for point, rate in rates.items():
                    sample = self._ask(server, process, TARGETS[target], rate)
                    row = rows.setdefault(
                        (server, point), _new_row(target, server, point, rate)
                    )
                    for name, value in sample.items():
                        row.setdefault(name, []).append(value)
                process.stop()
        return list(rows.values())

    def _ask(
        self, server, process, path, rate=0.0, connections=None, seconds=None
    ) -> dict:
        before = process.cpu_seconds()
        options = [connections or self.connections, rate, seconds or self.seconds]
        done = subprocess.run(
            [*on_core(-1), *map(str, [self.servers.client, process.port, path, *options])],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            process.stop()
            raise BenchError(f"{server.name}: {done.stderr}")
        sample = json.loads(done.stdout)
        answers = sample.pop("answers")
        sample["cpu_us"] = (process.cpu_seconds() - before) * 1e6 / answers
        sample["peak_bytes"] = process.peak_bytes()
        return sample


def _new_row(target: str, server: Server, point: str, offered: float) -> dict:
    return {
        "target": target,
        "host": server.host,
        "variant": server.variant,
        "depth": server.depth,
        "point": point,
        "offered": figures.rounded(offered),
    }


def ratios(rows: list[dict]) -> list[dict]:
    """What has to hold (docs/benchmarks.md): each ratio is at least so much, if anything."""
    of = {
        (r["target"], r["host"], r["variant"], r["depth"], r["point"]): r for r in rows
    }
    results = []
    for host in dict.fromkeys(row["host"] for row in rows):
        for depth, least in zip(DEPTHS, (1.0, 1.1), strict=True):
            frames = ("page", host, "frames", depth)
            asyncify = ("page", host, "asyncify", depth)
            results += _ratio(of, frames, asyncify, PEAK, "rate", least)
            results += _ratio(of, asyncify, frames, "90%", "p999_tenths", 1.0)
            results += _ratio(of, asyncify, frames, "90%", "p999", None)
            results += _ratio(of, asyncify, frames, "90%", "max", None)
    for target in TARGETS:
        driver = (target, "driver", "frames", 1)
        for rival, least in {"nginx": 0.8, NATIVE_CODE: 0.9}.items():
            native = (target, "native code", rival, 1)
            results += _ratio(of, driver, native, PEAK, "rate", least)
    return results


def _ratio(of: dict, key, other, point: str, figure: str, least: float | None) -> list[dict]:
    """One of two rows' figures, unless one wasn't measured."""
    a, b = of.get((*key, point)), of.get((*other, point))
    if a is None or b is None:
        return []
    value = median(a[figure]) / median(b[figure])
    # The samples of one round were taken one after the other.
    each = [x / y for x, y in zip(a[figure], b[figure], strict=True)]
    return [
        {
            "of": _name(key),
            "to": _name(other),
            "figure": f"{figure} at {point}",
            "ratio": [figures.rounded(x) for x in (value, min(each), max(each))],
            "least": least,
        }
    ]


def _name(key: tuple) -> str:
    target, *server = key
    return f"{target}, {Server(*server, ()).name}"


def _nginx_version() -> str:
    done = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True)
    return done.stderr.strip().rpartition("/")[2]
