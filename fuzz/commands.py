"""Where the tools are, and how a command is run."""

import os
import pathlib
import re
import resource
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("WASM_FIBERS_BUILD", ROOT / "build"))
WASM_OPT = BUILD / "bin" / "wasm-opt"
RUN_WASM = ROOT / "tools" / "run-wasm"
CACHE = pathlib.Path(
    os.environ.get("WASM_FIBERS_CACHE") or
    pathlib.Path(os.environ.get("XDG_CACHE_HOME") or
                 pathlib.Path.home() / ".cache") / "wasm-fibers")
WASM_TOOLS = CACHE / "venv-tests" / "bin" / "wasm-tools"
WASMTIME = CACHE / "bin" / "wasmtime"
CLANG = ["clang-22", "--config", BUILD / "fibers.cfg"]
CLANGXX = ["clang++-22", *CLANG[1:]]

# What is compared, and the pass's options for it.
LOWERING = {
    "frames": "tier:frames,inline:no",
    "inlined": "tier:frames,engine:ahead-of-time",
    "small": "tier:frames,optimize:size",
    "copies": "tier:frames,optimize:size,ordinary-copies:yes",
    # make_shallow changes these.
    "shallow": "tier:frames,inline:no",
    "shallow-small": "tier:frames,inline:no,optimize:size",
    # Ordinary functions on the resumer's stack.
    "split": "tier:frames,inline:no,stack:split",
    "auto": "tier:auto",
    "native": "tier:native",
    "asyncify": "tier:asyncify",
    # With no room to grow, some entries have the frames tier and others don't.
    "mixed": "tier:auto,max-growth:0",
    "mixed-asyncify": "tier:auto,max-growth:0,stack-switching:no",
}


class Failure(Exception):
    """A command failed that shouldn't have."""


# By the clock, for what hangs: long enough for a machine that others use as well.
PATIENCE = 600


def execute(command, timeout=PATIENCE, directory=None, cpu_seconds=None):
    """The finished command, or None if it goes on after `timeout` seconds. A signal
    ends it when it has used more of the processor than `cpu_seconds`."""
    def limit():
        if cpu_seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    try:
        return subprocess.run([str(word) for word in command], text=True,
                              capture_output=True, timeout=timeout,
                              errors="replace", cwd=directory,
                              stdin=subprocess.DEVNULL, check=False,
                              preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return None


def run(command, timeout=PATIENCE, directory=None):
    """What the command writes, and what became of it: None if it succeeded."""
    done = execute(command, timeout, directory)
    if not done:
        return "", f"{command[0]}: no end after {timeout} s"
    if done.returncode == 0:
        return done.stdout, None
    return done.stdout, (f"{command[0]}: status {done.returncode}: "
                         f"{done.stderr.strip()[-2000:]}")


def must(command, directory=None):
    output, problem = run(command, directory=directory)
    if problem:
        raise Failure(problem)
    return output


def is_shallow(tier):
    return tier.startswith("shallow")


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


def link(tier, settings, inputs, wasm, clang=None):
    """Links a C program with clang in a tier, or one in C++ with CLANGXX. Returns the
    file, or what went wrong."""
    # Clang's own run of wasm-opt drops the names that make_shallow needs.
    link_flags = (["--no-wasm-opt"] if is_shallow(tier) else
                  settings.link_flags)
    _, problem = run([*(clang or CLANG), settings.level, *link_flags, "-Xlinker",
                      f"--lower-fibers={LOWERING[tier]}", *inputs, "-o", wasm])
    if is_shallow(tier) and not problem:
        problem = make_shallow(wasm)
    return wasm, problem


def run_program(engine, tier, file, arguments=(), directory=None):
    """Runs a program with the flags that its tier needs, and no others."""
    bare = [] if tier in ("auto", "native", "mixed") else ["--no-flags"]
    return run([RUN_WASM, *bare, engine, file, *arguments], directory=directory)


def results(output):
    """The line of each program, by its seed."""
    lines = (line.split(" ", 1) for line in output.splitlines())
    return {int(line[0]): line[1] for line in lines if len(line) == 2}


def run_alone(batch, engine, tier, seed):
    """Builds and runs one program of a batch that can't run it alone."""
    with tempfile.TemporaryDirectory(dir=batch.directory) as directory:
        alone = type(batch)({seed: batch.trees[seed]}, batch.settings,
                            pathlib.Path(directory))
        alone.compile()
        wasm, problem = alone.build(tier)
        if problem:
            return {}, problem
        return alone.run(engine, tier, wasm)
