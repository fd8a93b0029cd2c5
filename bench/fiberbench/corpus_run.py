"""The command bench/corpus/run: checks and measures the corpus."""

import argparse
import json
import os
import re
import subprocess
import time
from pathlib import Path

from . import corpus, facts, figures, manifest, measure, parts, phases
from .builds import Builds
from .cli import BUILD, add_measuring, add_output, write_results
from .corpus import PLAIN, CorpusBuilds, Program
from .errors import BenchError
from .manifest import HOST, Rival, Tier
from .phases import Phases
from .selection import choose

# Those that make good code of a megabyte of WebAssembly while it runs.
ENGINES = ("wasmtime", "deno")


def parse_arguments(known: dict):
    parser = argparse.ArgumentParser(
        prog="bench/corpus/run",
        description="Builds the programs of bench/corpus/programs.toml, checks that "
        "each writes the same as native code, and measures them. Prints a table in "
        "Markdown, and writes its figures as JSON, and all samples as JSON beside that.",
    )
    add_measuring(parser)
    for kind, names in known.items():
        parser.add_argument(
            f"--{kind}s", metavar="NAME,..", help=f"of {', '.join(names)}; all without it"
        )
    add_output(parser, "corpus.json")
    return parser.parse_args()


def run() -> None:
    listed = manifest.load()
    loaded = corpus.load()
    rivals = {rival.name: rival for rival in listed.rivals.values() if rival.runtime}
    variants = {**listed.tiers, **rivals}
    engines = {name: listed.engines[name] for name in ENGINES}
    known = {"program": loaded.programs, "variant": variants, "engine": engines}
    arguments = parse_arguments(known)
    programs, variants, engines = (
        [of[name] for name in choose(kind, getattr(arguments, f"{kind}s"), of)]
        for kind, of in known.items()
    )
    started = time.strftime("%Y-%m-%d")
    builds = CorpusBuilds(Builds(BUILD), loaded)
    bench = Bench(builds, programs, [PLAIN, *variants], engines)
    bench.build()
    bench.check()
    if arguments.quick:
        print(f"{bench.checks} runs, all with the output of native code.")
        return
    samples = bench.measure(arguments.rounds)
    document = {
        **facts.conditions(started, builds.builds),
        "rounds": arguments.rounds,
        "auto": {p.name: bench.what_auto_takes(p) for p in programs},
        "modules": [figures.summarize_lists(row) for row in samples["modules"]],
        "runs": [figures.summarize_lists(row) for row in samples["runs"]],
    }
    write_results(arguments.output, document, samples)
    print(parts.corpus(document))


class Bench:
    def __init__(self, builds: CorpusBuilds, programs, variants, engines):
        self.builds = builds
        self.programs = programs
        self.variants = variants
        self.engines = engines
        self.checks = 0
        self.expected: dict[tuple, bytes] = {}

    def build(self) -> None:
        measure.say("building the corpus")
        for program in self.programs:
            self.builds.add(program, self._variants_of(program))
        self.builds.builds.run()

    def check(self) -> None:
        measure.say("checking outputs")
        for program in self.programs:
            for variant in self._variants_of(program):
                for engine in self.engines:
                    self._run(program, variant, engine.name, program.quick)
                    self.checks += 1

    def measure(self, rounds: int) -> dict:
        """Takes a sample of each variant in turn, `rounds` times, for each program."""
        samples = {"modules": [], "runs": []}
        for program in self.programs:
            measure.say(f"measuring {program.name}")
            variants = self._variants_of(program)
            modules = {v: _of(program, v, MODULE_SAMPLES) for v in variants}
            runs = {
                (v, e): {**_of(program, v, RUN_SAMPLES), "engine": e.name}
                for v in variants
                for e in self.engines
            }
            for _ in range(rounds):
                for variant, row in modules.items():
                    row["pass_seconds"].append(self._time_pass(program, variant))
                for (variant, engine), row in runs.items():
                    self._take_sample(program, variant, engine.name, row)
            for variant, row in modules.items():
                module = self.builds.builds.stripped(self.builds.module(program, variant))
                row["bytes"] = module.stat().st_size
            samples["modules"] += modules.values()
            samples["runs"] += runs.values()
        return samples

    def _variants_of(self, program: Program) -> list:
        return [variant for variant in self.variants if program.takes(variant)]

    def _take_sample(self, program, variant, engine: str, row: dict) -> None:
        run = self._run(program, variant, engine, program.full)
        row["before_seconds"].append(run.before)
        row["off_seconds"].append(run.off)
        row["after_to_before"].append(run.after / run.before)
        row["yields"] = run.yields
        if run.yields:
            row["yield_ns"].append((run.yielding - run.after) * 1e9 / run.yields)

    def _run(self, program: Program, variant, engine: str, size: int) -> Phases:
        """Whatever it runs writes what native code does."""
        yields = variant != PLAIN
        arguments = (size, self.builds.corpus.rehearsals, int(yields))
        run = phases.run(engine, self.builds.module(program, variant), arguments)
        expected = self._expected(program, arguments)
        if run.output != expected:
            raise BenchError(
                f"{program.name}: {variant.name} on {engine}, with the arguments "
                f"{arguments}, writes {run.output!r}, native code {expected!r}"
            )
        return run

    def _expected(self, program: Program, arguments: tuple[int, ...]) -> bytes:
        key = program.name, arguments
        if key not in self.expected:
            reference = self.builds.reference(program)
            self.expected[key] = phases.run(HOST, reference, arguments).output
        return self.expected[key]

    def what_auto_takes(self, program: Program) -> dict:
        """The tier where the pass isn't told, and what it expects frames to take."""
        linked = self.builds.linked(program)
        report = json.loads(
            self._run_wasm_opt(linked, "--lower-fibers=report:json").stdout
        )
        return {
            "tier": report["entries"][0]["tier"],
            "expected_growth_percent": round(report["expected_growth_percent"]),
        }

    def _time_pass(self, program: Program, variant: Tier | Rival) -> float:
        """As Binaryen takes it: less reading, writing and validating the module."""
        passes = "-O2" if variant == PLAIN else "--asyncify"
        if isinstance(variant, Tier):
            passes = f"--lower-fibers={','.join(self.builds.options(variant))}"
        done = self._run_wasm_opt(self.builds.linked(program, variant), passes)
        # Of what runs passes, one has all that were asked for, and the others less.
        times = re.findall(r"passes took (\S+) seconds", done.stderr)
        return max(map(float, times))

    def _run_wasm_opt(self, module: Path, passes: str) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [self.builds.builds.wasm_opt, module, passes, "-o", os.devnull],
            env={**os.environ, "BINARYEN_PASS_DEBUG": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise BenchError(f"wasm-opt {passes} fails on {module}:\n{done.stderr}")
        return done


MODULE_SAMPLES = ("pass_seconds",)
RUN_SAMPLES = ("before_seconds", "after_to_before", "off_seconds", "yield_ns")


def _of(program: Program, variant: Tier | Rival, samples: tuple[str, ...]) -> dict:
    names = {"program": program.name, "variant": variant.name}
    return {**names, **{name: [] for name in samples}}
