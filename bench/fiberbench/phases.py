"""Runs a program of bench/corpus, and sees what processor time each phase takes.

The program says where a phase ends, and waits. Meanwhile Linux knows what its thread has
had of a processor, whatever else the machine did. The engines' own threads, which
compile, aren't counted.
"""

import itertools
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .builds import RUN_WASM
from .errors import BenchError
from .manifest import HOST

MARK = b"phase\n"


@dataclass(frozen=True)
class Phases:
    """Of the last time that the program has done its work."""

    output: bytes
    before: float
    after: float
    yielding: float
    # One of the same phases off any fiber.
    off: float
    yields: int


def run(engine: str, path: Path, arguments: tuple[int, ...]) -> Phases:
    command = [str(path), *map(str, arguments)]
    if engine != HOST:
        command = [str(RUN_WASM), engine, *command]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        output = b""
        marks = []
        for line in process.stdout:
            output += line
            if line == MARK:
                marks.append(_seconds(process.pid))
                process.stdin.write(b"\n")
                process.stdin.flush()
        errors = process.stderr.read().decode(errors="replace").strip()
    if process.returncode != 0:
        raise BenchError(f"`{' '.join(command)}` ended with {process.returncode}:\n{errors}")
    on = marks[-8:-4]
    times = [end - begin for begin, end in itertools.pairwise(on)]
    off = (marks[-1] - marks[-4]) / 3
    return Phases(output, *times, off, int(output.splitlines()[-1].split()[0]))


def _seconds(process: int) -> float:
    """What its first thread, which waits now, has had of a processor."""
    path = Path(f"/proc/{process}/schedstat")
    return int(path.read_text().split()[0]) / 1e9
