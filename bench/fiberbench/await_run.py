"""The command bench/await/run: what it costs to wait for JavaScript.

Calls of C (calls.c), and wa-sqlite as it is in its package, in three variants: through
the pass (frames), the engine's own JSPI, and upstream's Asyncify. Of wa-sqlite, the last
two are the package's own builds.
"""

import argparse
import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from . import facts, figures, measure, packages, parts
from .builds import RUN_WASM, Builds
from .cli import BUILD, add_measuring, add_output, write_results
from .errors import BenchError
from .manifest import ROOT

SOURCES = ROOT / "bench" / "await"
FRAMES, JSPI, ASYNCIFY, PLAIN = VARIANTS = ("frames", "jspi", "asyncify", "plain")
# Those that have JSPI, and those that don't.
ENGINES = {"deno": True, "node": False}

WA_SQLITE = packages.Npm(
    "@journeyapps/wa-sqlite@2.0.6",
    "0G/z8ze62uW1h0y5XWLjAD+6wDltppBsANUxQzFFVmNLrVyxqAly+JkzSz8ppWkAKO5QNdMqEk9gz43aH5Ukgw==",
)
# What Emscripten let its modules have, and doesn't say in one without names.
FEATURES = (
    "bulk-memory",
    "bulk-memory-opt",
    "nontrapping-float-to-int",
    "sign-ext",
    "reference-types",
    "multivalue",
)
# Bytes of the shadow stack of a call.
STACK_SIZE = 262_144


def features() -> list[str]:
    return [f"--enable-{feature}" for feature in FEATURES]


def lowering() -> list[str]:
    """The options of wasm-opt for wa-sqlite's JSPI build."""
    lists = [
        f"{option}:@{SOURCES / f'wa_sqlite.{file}'}"
        for option, file in (("suspending", "imports"), ("promising", "exports"))
    ]
    passes = f"--lower-fibers={','.join(lists)},stack-size:{STACK_SIZE}"
    return [*features(), passes, "-Os"]


@dataclass(frozen=True)
class Work:
    """What is measured; an operation is one call, or one query."""

    name: str
    does: str
    variants: tuple[str, ...]
    full: int
    quick: int = 50


CALLS = (
    Work("direct", "an export waits", (FRAMES, JSPI, ASYNCIFY), 200_000),
    Work("deep", "the same below 20 functions", (FRAMES, JSPI, ASYNCIFY), 100_000),
    Work("loop", "one export waits again and again", (FRAMES, JSPI, ASYNCIFY), 200_000),
    Work("at once", "an import has its value", (FRAMES, PLAIN), 5_000_000),
)
QUERY = Work("query", "a query of wa-sqlite by key", (FRAMES, JSPI, ASYNCIFY), 10_000)


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="bench/await/run",
        description="Builds bench/await/calls.c and wa-sqlite, checks that all variants "
        "give the same, and measures them. Prints a table in Markdown, and writes its "
        "figures as JSON, and all samples as JSON beside that.",
    )
    add_measuring(parser)
    add_output(parser, "await.json")
    return parser.parse_args()


def run() -> None:
    arguments = parse_arguments()
    started = time.strftime("%Y-%m-%d")
    bench = Bench(Builds(BUILD))
    measure.say("building")
    bench.build()
    measure.say("checking results")
    checks = bench.check()
    if arguments.quick:
        print(f"{checks} runs, all with the same results.")
        return
    samples = bench.measure(arguments.rounds)
    document = {
        **facts.conditions(started, bench.builds),
        "rounds": arguments.rounds,
        "bytes": bench.bytes(),
        "runs": [figures.summarize_lists(row) for row in samples],
    }
    write_results(arguments.output, document, {"runs": samples})
    print(parts.awaits(document))


class Bench:
    def __init__(self, builds: Builds):
        self.builds = builds
        self.directory = builds.directory / "await"
        self.package = packages.fetch("wa-sqlite", "package", WA_SQLITE)

    def build(self) -> None:
        self._add_calls()
        self._add_wa_sqlite()
        self.builds.run()

    def check(self) -> int:
        """Each variant and engine has to come to the same, at a small size."""
        checks = 0
        for work in (*CALLS, QUERY):
            results = {
                column: self._run(work, *column, work.quick)["result"]
                for column in _columns(work)
            }
            if len(set(results.values())) != 1:
                raise BenchError(f"{work.name} has different results: {results}")
            checks += len(results)
        return checks

    def measure(self, rounds: int) -> list[dict]:
        """Takes a sample of each variant and engine in turn, `rounds` times."""
        rows = []
        for work in (*CALLS, QUERY):
            measure.say(f"measuring {work.name}")
            samples = {column: [] for column in _columns(work)}
            for _ in range(rounds):
                for column, taken in samples.items():
                    taken.append(self._run(work, *column, work.full)["ns"])
            names = {"work": work.name, "does": work.does}
            rows += [
                {**names, "variant": variant, "engine": engine, "ns": taken}
                for (variant, engine), taken in samples.items()
            ]
        return rows

    def bytes(self) -> dict[str, int]:
        """Of wa-sqlite's modules, without names."""
        modules = {variant: self._module(QUERY, variant) for variant in QUERY.variants}
        return {
            variant: self.builds.stripped(self._built(module)).stat().st_size
            for variant, module in modules.items()
        }

    def _add_calls(self) -> None:
        builds = self.builds
        compiler = builds.wasm_compiler
        objects = [self.directory / "calls.o"]
        builds.object(SOURCES / "calls.c", objects[0], compiler, "-O2 -Wall -Wextra")
        link = "-O2 -mexec-model=reactor"
        plain = self._calls(PLAIN)
        builds.link(objects, plain, link)
        builds.link(
            objects, self._calls(FRAMES), f"{link} -Wl,--lower-fibers=suspending:env.get"
        )
        builds.edge("asyncify", self._calls(ASYNCIFY), [plain], after=[builds.wasm_opt])

    def _add_wa_sqlite(self) -> None:
        jspi = self._module(QUERY, JSPI)
        self._add_pass(jspi, self._module(QUERY, FRAMES), " ".join(lowering()))
        for variant in QUERY.variants:
            module = self._module(QUERY, variant)
            self._add_pass(
                module,
                self.builds.stripped(self._built(module)),
                " ".join([*features(), "--strip-debug"]),
            )

    def _add_pass(self, module: Path, output: Path, passes: str) -> None:
        self.builds.edge(
            "pass", output, [module], after=[self.builds.wasm_opt], passes=passes
        )

    def _calls(self, variant: str) -> Path:
        # The engine's JSPI needs nothing of the module.
        name = PLAIN if variant == JSPI else variant
        return self.directory / f"calls.{name}.wasm"

    def _module(self, work: Work, variant: str) -> Path:
        if work != QUERY:
            return self._calls(variant)
        if variant == FRAMES:
            return self.directory / "wa-sqlite.wasm"
        kind = {JSPI: "jspi", ASYNCIFY: "async"}[variant]
        return self.package / "dist" / f"wa-sqlite-{kind}.wasm"

    def _built(self, module: Path) -> Path:
        """Where what is made of the module is, which may be in a package."""
        return self.directory / module.name

    def _run(self, work: Work, variant: str, engine: str, count: int) -> dict:
        module = self._module(work, variant)
        if work == QUERY:
            script = ["wa_sqlite.mjs", variant, module, self.package]
        else:
            script = ["calls.mjs", work.name, variant, module]
        name, *arguments = script
        command = [RUN_WASM, "--script", engine, SOURCES / name, *arguments, count]
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise BenchError(f"{work.name}, {variant} on {engine}: {done.stderr}")
        return json.loads(done.stdout)


def _columns(work: Work) -> list[tuple[str, str]]:
    """The variants and engines that it is measured in."""
    return [
        (variant, engine)
        for engine, has_jspi in ENGINES.items()
        for variant in work.variants
        if variant != JSPI or has_jspi
    ]
