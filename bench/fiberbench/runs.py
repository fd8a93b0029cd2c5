"""Runs a program once, and sees what it wrote and what it took."""

import hashlib
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .builds import RUN_WASM, WASM2C, Builds
from .errors import BenchError
from .manifest import HOST, Benchmark
from .selection import REFERENCE, Column

TIMEOUT = 300


@dataclass(frozen=True)
class Run:
    output: bytes
    seconds: float
    cpu_seconds: float
    peak_bytes: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.output).hexdigest()


def execute(launcher: Path, engine: str, path: Path, arguments: list[str]) -> Run:
    """Runs a program to its end. tools/run-wasm knows the engines' flags."""
    command = [str(path), *arguments]
    if engine == WASM2C:
        # The program's own name is an argument of it.
        command = [str(path), path.name, *arguments]
    elif engine != HOST:
        command = [str(RUN_WASM), engine, *command]
    with tempfile.TemporaryDirectory() as directory:
        report = Path(directory) / "report"
        output = Path(directory) / "output"
        errors = Path(directory) / "errors"
        with output.open("wb") as stdout, errors.open("wb") as stderr:
            try:
                done = subprocess.run(
                    [launcher, report, *command],
                    stdin=subprocess.DEVNULL,
                    stdout=stdout,
                    stderr=stderr,
                    timeout=TIMEOUT,
                    check=False,
                )
            except subprocess.TimeoutExpired as error:
                raise BenchError(f"`{' '.join(command)}` ran for {TIMEOUT} s") from error
        if done.returncode != 0:
            text = errors.read_text(errors="replace").strip()
            raise BenchError(
                f"`{' '.join(command)}` ended with {done.returncode}:\n{text}"
            )
        seconds, cpu_seconds, peak_bytes = report.read_text().split()
        return Run(
            output.read_bytes(), float(seconds), float(cpu_seconds), int(peak_bytes)
        )


class Runner:
    """Runs benchmarks in columns, and compares each output with native code's."""

    def __init__(self, builds: Builds):
        self.builds = builds
        self.expected: dict[tuple[Path, tuple[str, ...]], bytes] = {}

    def run(self, benchmark: Benchmark, column: Column, size: str) -> Run:
        arguments = benchmark.arguments(size, column.rewinds)
        expected = self._expected(benchmark, arguments)
        path = self.builds.path(benchmark.program, column)
        run = execute(self.builds.launcher, column.engine.name, path, arguments)
        if run.output != expected:
            raise BenchError(
                f"{benchmark.name}: {column.name}, with the arguments "
                f"{arguments}, writes {_excerpt(run.output)}, "
                f"native code {_excerpt(expected)}"
            )
        return run

    def _expected(self, benchmark: Benchmark, arguments: list[str]) -> bytes:
        path = self.builds.path(benchmark.program, REFERENCE)
        key = (path, tuple(arguments))
        if key not in self.expected:
            run = execute(self.builds.launcher, HOST, path, arguments)
            self.expected[key] = run.output
        return self.expected[key]


def _excerpt(output: bytes) -> str:
    return repr(output if len(output) <= 80 else output[:80] + b"...")
