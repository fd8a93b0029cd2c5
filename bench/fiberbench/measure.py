"""The two things a bench does: checks all outputs, then takes samples."""

import sys

from .errors import BenchError
from .manifest import Benchmark
from .runs import Runner
from .selection import Column, Selection, variant_name


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def check(runner: Runner, selection: Selection) -> list[dict]:
    """Runs all of it at a small size. Every wrong output is told, not just one."""
    checks = []
    failures = []
    for benchmark in selection.benchmarks:
        for column in selection.columns(benchmark.program):
            try:
                run = runner.run(benchmark, column, "quick")
            except BenchError as error:
                failures.append(str(error))
                continue
            checks.append(
                {
                    **_identify(benchmark, column),
                    "arguments": benchmark.arguments("quick", column.rewinds),
                    "output_sha256": run.digest,
                    "agrees": True,
                }
            )
    if failures:
        raise BenchError("\n".join([f"{len(failures)} runs failed", *failures]))
    return checks


def measure(runner: Runner, selection: Selection, rounds: int) -> list[dict]:
    """Takes one sample of each column in turn, `rounds` times, for a program."""
    results = []
    for benchmark in selection.benchmarks:
        say(f"measuring {benchmark.name}")
        columns = selection.columns(benchmark.program)
        samples = {column: _new_samples() for column in columns}
        for _ in range(rounds):
            for column in columns:
                _take_sample(runner, benchmark, column, samples[column])
        for column in columns:
            results.append(
                {
                    **_identify(benchmark, column),
                    "operation": benchmark.program.operation,
                    "operations": benchmark.operations(
                        column.engine.size, column.rewinds
                    ),
                    **samples[column],
                }
            )
    return results


def _identify(benchmark: Benchmark, column: Column) -> dict:
    return {
        "benchmark": benchmark.name,
        "variant": variant_name(column.variant),
        "engine": column.engine.name,
    }


def _new_samples() -> dict:
    return {"seconds": [], "cpu_seconds": [], "start_up_seconds": [], "peak_bytes": []}


def _take_sample(
    runner: Runner, benchmark: Benchmark, column: Column, samples: dict
) -> None:
    run = runner.run(benchmark, column, column.engine.size)
    samples["seconds"].append(run.seconds)
    samples["cpu_seconds"].append(run.cpu_seconds)
    samples["peak_bytes"].append(run.peak_bytes)
    if benchmark.program.start_up is not None:
        start_up = runner.run(benchmark, column, "start_up")
        samples["start_up_seconds"].append(start_up.seconds)
