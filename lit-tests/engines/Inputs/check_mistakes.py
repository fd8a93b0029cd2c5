"""Usage: check_mistakes.py TIER BUILD SOURCE DIRECTORY

Makes each mistake in the table of docs/api.md, in programs of one tier, on all engines
that tools/run-wasm has for it, and checks that what happens is what the table says.
"""

import pathlib
import re
import subprocess
import sys

tier, *paths = sys.argv[1:]
build, source, directory = (pathlib.Path(path) for path in paths)
inputs = source / "lit-tests/engines/Inputs"
ENGINES = ["wasmtime", "deno", "node", "chromium", "wazero", "wasm2c", "chicory"]
if tier == "native":
    ENGINES = ["wasmtime", "deno", "node26", "chromium"]

# Mistakes that need a host of their own, and what tests them in each tier.
WITH_HOST = {
    "free of a fiber that waits for the host": "lit-tests/host/freed_fiber.wat",
    "yield in a function that the host has called back, while the fiber waits for the "
    "host": "lit-tests/host/callback.wat",
}
# Those that are programs of their own, with the flags that they need in a tier.
PROGRAMS = {
    "yield in a function that a [list](tiers.md#lists) doesn't have": (
        "unlisted.c", ["-Wl,--lower-fibers=may-yield:entry"]),
    "yield in a cleanup, while its fiber is freed": ("cleanup.cpp", []),
    "in WebAssembly, longjmp to a function on a fiber that is suspended, or has finished": (
        "jump.c", []),
    "yield in a handler that the C or C++ library calls, as that of atexit or std::set_new_handler": (
        "handler.cpp", [] if tier == "native" else ["-fno-exceptions"]),
}
NOT_LOWERED = "a module that the pass hasn't lowered"
# Those that not all tiers have, or not on all of their engines: exceptions are missing in some.
TIERS = {
    "yield in a cleanup, while its fiber is freed": ["native"],
    "in WebAssembly, longjmp to a function on a fiber that is suspended, or has finished": ["native"],
    "in the frames and asyncify tiers, there is no memory for what a fiber that yields "
    "has to save": ["frames", "asyncify"],
}
failures = []


def execute(command):
    return subprocess.run([str(word) for word in command], capture_output=True,
                          text=True, stdin=subprocess.DEVNULL, check=False)


def must(command):
    done = execute(command)
    if done.returncode != 0:
        sys.exit(f"check_mistakes: {' '.join(map(str, command))}: {done.stderr}")


def compile_wasm(name, *flags, lowered=True):
    """Compiles an input. Returns how it is run, by the engine."""
    wasm = directory / (f"{name}.{tier}.wasm" if lowered else f"{name}.wasm")
    compiler = "clang++-22" if name.endswith(".cpp") else "clang-22"
    must([compiler, "--config", build / "fibers.cfg", "-O1", *flags, inputs / name,
          "-o", wasm])
    run_wasm = source / "tools/run-wasm"
    bare = [] if tier == "native" else ["--no-flags"]
    commands = {engine: [run_wasm, *bare, engine, wasm] for engine in ENGINES}
    if "wasm2c" in commands and lowered:
        # Once, rather than at each run.
        program = wasm.with_suffix(".program")
        must([run_wasm, "--translate", wasm, program])
        commands["wasm2c"] = [program, name]
    return commands


def expect(engine, what, is_so, done):
    if not is_so:
        failures.append(f"{engine}: {what}: status {done.returncode}\n{done.stdout}"
                        f"{done.stderr}")


def end_of(outcome):
    """The text that a program ends with, up to where the table leaves out the rest."""
    ends = re.search(r"\b[Ee]nds(?:: (.*?)\.\.\.|, see \[Stacks\])", outcome)
    if ends:
        text = ends[1] or "fiber: shadow stack overflow; "
        return text.replace("NAME", "helper")
    handler = re.match("the same text, of (.*)", outcome)
    return handler and f"fiber_yield: called in '{handler[1]}', which is said never"


def check_end(commands, mistake, text, arguments=()):
    """Checks that programs end with a text."""
    for engine, command in commands.items():
        done = execute([*command, *arguments])
        expect(engine, mistake,
               done.returncode == 134 and text in done.stdout + done.stderr, done)


page = (source / "docs/api.md").read_text(encoding="utf-8")
table = re.search(r"\| mistake \|.*\n\| --- .*\n((?:\|.*\n)+)", page)[1]
rows = [tuple(re.sub(r"`", "", cell).strip() for cell in line.split(" | ", 1))
        for line in re.findall(r"^\| (.*) \|$", table, re.MULTILINE)]

mistakes = compile_wasm(
    "mistakes.c", f"-Wl,--lower-fibers=tier:{tier}", "-Wl,--lower-fibers=max-fibers:20",
    "-Wl,--max-memory=4194304")
together = []
for mistake, outcome in rows:
    if mistake in WITH_HOST:
        if not (source / WITH_HOST[mistake]).exists():
            failures.append(f"{mistake}: no {WITH_HOST[mistake]}")
    elif mistake == NOT_LOWERED:
        plain = compile_wasm("mistakes.c", "-fuse-ld=/usr/bin/wasm-ld-22",
                             "--no-wasm-opt", lowered=False)
        for engine, command in plain.items():
            done = execute(command)
            expect(engine, mistake,
                   done.returncode != 0 and "fiber" in done.stderr, done)
    elif mistake in TIERS and tier not in TIERS[mistake]:
        continue
    elif text := end_of(outcome):
        if mistake in PROGRAMS:
            name, flags = PROGRAMS[mistake]
            check_end(compile_wasm(name, f"-Wl,--lower-fibers=tier:{tier}", *flags),
                      mistake, text)
        else:
            check_end(mistakes, mistake, text, [mistake])
    else:
        together.append((mistake, outcome))

words, outcomes = zip(*together, strict=True)
for engine, command in mistakes.items():
    done = execute([*command, *words])
    actual = done.stdout.splitlines()
    for mistake, outcome, came in zip(words, outcomes, actual, strict=False):
        expect(engine, f"{mistake}: {came}, not {outcome}", came == outcome, done)
    expect(engine, "the mistakes that are no end",
           done.returncode == 0 and len(actual) == len(words), done)

print("\n".join(failures))
print(f"{len(rows)} mistakes on {len(ENGINES)} engines: {len(failures)} failures")
sys.exit(bool(failures))
