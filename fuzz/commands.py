"""Where the tools are, and how a command is run."""

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("WASM_FIBERS_BUILD", ROOT / "build"))
WASM_OPT = BUILD / "bin" / "wasm-opt"
RUN_WASM = ROOT / "tools" / "run-wasm"

# What is compared, and the pass's options for it.
LOWERING = {
    "frames": "tier:frames,inline:no",
    "inlined": "tier:frames,engine:ahead-of-time",
    # make_shallow changes it.
    "shallow": "tier:frames,inline:no",
    "native": "tier:native",
    "asyncify": "tier:asyncify",
    # With no room to grow, some entries have the frames tier and others don't.
    "mixed": "tier:auto,max-growth:0",
    "mixed-asyncify": "tier:auto,max-growth:0,stack-switching:no",
}


class Failure(Exception):
    """A command failed that shouldn't have."""


def run(command, timeout=120):
    """What the command writes, and what became of it: None if it succeeded."""
    try:
        done = subprocess.run([str(word) for word in command], text=True,
                              capture_output=True, timeout=timeout,
                              errors="replace")
    except subprocess.TimeoutExpired:
        return "", f"{command[0]}: no end after {timeout} s"
    if done.returncode == 0:
        return done.stdout, None
    return done.stdout, (f"{command[0]}: status {done.returncode}: "
                         f"{done.stderr.strip()[-2000:]}")


def must(command):
    output, problem = run(command)
    if problem:
        raise Failure(problem)
    return output


def make_shallow(wasm):
    """Has a module of the frames tier make room on the engine's stack after few
    calls. Returns what went wrong."""
    features = ["-all", "--disable-compact-imports",
                "--disable-custom-descriptors"]
    text, problem = run([WASM_OPT, wasm, *features, "-S", "-o", "-"])
    if problem:
        return problem
    # No form is estimated to take as much.
    text, count = re.subn(
        r"(\(global \$fiber\.stack_left \(mut i32\) \(i32\.const) \d+\)",
        r"\1 3000)", text)
    if count > 1:
        return "there are several globals 'fiber.stack_left'"
    source = wasm.with_suffix(".shallow.wat")
    source.write_text(text)
    return run([WASM_OPT, source, *features, "-g", "-o", wasm])[1]


def run_program(engine, tier, file, arguments=()):
    """Runs a program with the flags that its tier needs, and no others."""
    bare = [] if tier in ("native", "mixed") else ["--no-flags"]
    return run([RUN_WASM, *bare, engine, file, *arguments])


def results(output):
    """The line of each program, by its seed."""
    lines = (line.split(" ", 1) for line in output.splitlines())
    return {int(line[0]): line[1] for line in lines if len(line) == 2}
