"""Builds and runs whole C programs, each with a main function of its own, many in
one module. Every entry and exit of a function yields (harness.c). Native code, built
from the program alone, says what is right.

Clang calls a hook at each entry and exit for -finstrument-functions, and passes the
return address, which WebAssembly doesn't have: in LLVM's text, null takes its place.
There, main gets the program's number for a name, and exit and abort become the
harness's. All else that the program defines is made internal, so that programs can be
linked together.

What a program does may depend on the machine: the sizes of types, or undefined
behaviour. Programs that don't do the same natively and in WebAssembly without fibers
are left out.
"""

import hashlib
import random
import re
import signal

from commands import (CLANG, LOWERING, ROOT, WASMTIME, Failure, execute, link, must,
                      run, run_program)

ENGINES = ["wasmtime", "deno"]
TIERS = list(LOWERING)
# What is there for all programs. The others are for a batch now and then.
MAIN_TIERS = ["frames", "native", "asyncify"]

# Without exceptions, a variable with a cleanup catches none.
FLAGS = ["-w", "-fno-exceptions", "-fwrapv", "-ffp-contract=off", "-fno-strict-aliasing"]
HARNESS = ROOT / "fuzz" / "harness.c"
# Seconds of the processor for one program natively. One that takes more is left out, so
# how busy the machine is doesn't matter. One that waits is left out by the clock.
CPU_SECONDS = 5
PATIENCE = 60
# What one that aborts exits with, as a shell sees it.
ABORTED = 134


class Settings:
    """How programs are compiled: a function of the batch's number."""

    # Whether two programs at a time take turns.
    in_pairs = False

    def __init__(self, number):
        chosen = random.Random(number)
        self.level = chosen.choice(["-O0", "-O1", "-O2", "-Os"])
        self.link_flags = chosen.choice([[], ["--no-wasm-opt"]])
        others = [tier for tier in TIERS if tier not in MAIN_TIERS]
        self.tiers = [*MAIN_TIERS, chosen.choice(others)]

    def __str__(self):
        return " ".join([self.level, *self.link_flags])


class Source:
    """A C program, and the flags that it needs."""

    def __init__(self, text, flags, flags_of_wasm=()):
        self.text = text
        self.flags = flags
        self.flags_of_wasm = flags_of_wasm


def render(sources):
    """The text of one program."""
    (source,) = sources.values()
    return source.text


class Batch:
    """Programs, by their seeds."""

    def __init__(self, sources, settings, directory):
        self.sources = sources
        self.settings = settings
        self.directory = directory

    def reference(self):
        """What the programs do: what they print, their status, and how many hooks
        they call. Leaves out those that can't be compared."""
        objects, natively = {}, {}
        for seed, source in self.sources.items():
            file = self.directory / f"{seed}.c"
            file.write_text(source.text, errors="surrogateescape")
            expected = self.run_natively(file, source)
            compiled = expected and self.compile_program(seed, file, source)
            if compiled:
                objects[seed], natively[seed] = compiled, expected
        self.link_plain(objects)
        expected = {seed: line for seed, line in self.run_plain().items()
                    if line.startswith(natively[seed] + ", ")}
        self.list_programs({seed: objects[seed] for seed in sorted(expected)})
        return expected

    def run_natively(self, file, source):
        """What a program does; None if that is nothing to compare with."""
        program = self.directory / "native"
        _, problem = run(["clang-22", "-O0", *FLAGS, *source.flags, file, "-lm",
                          "-o", program])
        if problem:
            return None
        done = execute([program], PATIENCE, self.directory, CPU_SECONDS)
        if done and done.returncode == -signal.SIGABRT:
            return describe(done.stdout, ABORTED)
        return (describe(done.stdout, done.returncode)
                if done and done.returncode >= 0 else None)

    def compile_program(self, seed, file, source):
        """The object file of a program with hooks, and the arguments of its main.
        None if LLVM can't compile it for WebAssembly, or not all tiers have what it
        uses: setjmp, which is made of exceptions."""
        if "<setjmp.h>" in source.text:
            return None
        text, bitcode, object_file = (
            file.with_suffix(suffix) for suffix in (".ll", ".bc", ".o"))
        _, problem = run([*CLANG, self.settings.level, *FLAGS, *source.flags,
                          *source.flags_of_wasm, "-finstrument-functions", "-S",
                          "-emit-llvm", file, "-o", text])
        if problem:
            return None
        code, arguments = with_hooks(text.read_text(), f"program_{seed}")
        if not arguments:
            return None
        text.write_text(code)
        _, problem = run([
            "opt-22", "-passes=internalize,globaldce",
            f"-internalize-public-api-list=program_{seed}", text, "-o", bitcode])
        if not problem:
            _, problem = run([*CLANG, self.settings.level, "-w", "-c", bitcode,
                              "-o", object_file])
        return None if problem else (object_file, arguments)

    def list_programs(self, objects):
        """Tells the harness of the programs."""
        self.seeds = list(objects)
        self.objects = [file for file, _ in objects.values()]
        (self.directory / "programs.h").write_text("".join(
            f"PROGRAM({seed}, {arguments})\n"
            for seed, (_, arguments) in objects.items()))

    def link_plain(self, objects):
        """Links the programs without fibers. Drops those that don't link: they call
        what isn't there, where that can't happen, or LLVM has written an object file
        that it can't read: an address in it is too large."""
        wasm = self.directory / "plain.wasm"
        while objects:
            self.list_programs(objects)
            _, problem = run([*CLANG, "-O1", "-DPLAIN", *self.link_flags(), HARNESS,
                              *self.objects, "-o", wasm])
            if not problem:
                return
            bad = {int(seed) for seed in re.findall(
                r"(\d+)\.o: undefined symbol", problem)}
            bad = bad or {seed for seed, (file, _) in objects.items()
                          if run(["llvm-nm-22", file])[1]}
            if not bad:
                raise Failure(problem)
            for seed in bad:
                del objects[seed]
        self.list_programs(objects)

    def run_plain(self):
        """What the programs do in WebAssembly without fibers."""
        if not self.objects:
            return {}
        wasm = self.directory / "plain.wasm"
        compiled = wasm.with_suffix(".cwasm")
        must([WASMTIME, "compile", wasm, "-o", compiled])
        found = {}
        seeds = self.seeds
        while seeds:
            # A program that exits ends the run. It sees no files: not all engines have
            # some that can be written.
            output, _ = run([WASMTIME, "run", "--allow-precompiled", compiled,
                             seeds[0]])
            found |= results(output)
            begun = re.findall(r"^@@ (\d+) begins$", output, re.MULTILINE)
            last = int(begun[-1]) if begun else seeds[0]
            seeds = [seed for seed in seeds if seed > last]
        return found

    def link_flags(self):
        return ["-w", "-I", self.directory, "-Wl,-z,stack-size=8388608", "-lm"]

    def compile(self):
        self.harness = self.directory / "harness.o"
        pairs = ["-DPAIRS"] if self.settings.in_pairs else []
        must([*CLANG, self.settings.level, "-w", *pairs, "-I", self.directory,
              "-c", HARNESS, "-o", self.harness])

    def build(self, tier):
        """The program in a tier, or what went wrong."""
        return link(tier, self.settings, [
            *self.link_flags(), self.harness, *self.objects],
            self.directory / f"{tier}.wasm")

    def run(self, engine, tier, wasm, only=None):
        """What the programs do, and what went wrong."""
        arguments = [] if only is None else self.turns_of(only)
        output, problem = run_program(engine, tier, wasm, arguments, self.directory)
        found = results(output)
        return ({only: found[only]} if only in found else found), problem

    def turns_of(self, seed):
        """The first and the last program of those that take turns with one."""
        if not self.settings.in_pairs:
            return seed, seed
        index = self.seeds.index(seed) & ~1
        pair = self.seeds[index:index + 2]
        return pair[0], pair[-1]


def with_hooks(text, name):
    """LLVM's text of a program, for the harness, and the arguments that its main,
    now `name`, takes: None if it has no main."""
    for main, arguments in ("main", "NONE"), ("__main_argc_argv", "ARGC_ARGV"):
        if re.search(rf"^define .*@{main}\(", text, re.MULTILINE):
            break
    else:
        return text, None
    text = re.sub(rf"@{main}\b", f"@{name}", text)
    text = re.sub(r"= (tail )?call ptr @llvm\.returnaddress(\.p0)?\(i32 0\)",
                  "= getelementptr i8, ptr null, i32 0", text)
    for function, ours in ("exit", "exit"), ("_exit", "exit"), ("abort", "abort"):
        # A program may have one of its own.
        if re.search(rf"^declare .*@{function}\(", text, re.MULTILINE):
            text = re.sub(rf"@{function}\b", f"@program_{ours}", text)
    return text, arguments


MARKER = re.compile(
    r"\n@@ (\d+) (?:begins|prints|ends: (\d+), (\d+) hooks)\n")


def results(output):
    """What each program does, by its seed, from what the harness prints."""
    texts, found = {}, {}
    seed, begin = None, 0
    for marker in MARKER.finditer(output):
        if seed is not None:
            texts[seed] = texts.get(seed, "") + output[begin:marker.start()]
        seed, status, hooks = marker.groups()
        begin = marker.end()
        if status:
            found[int(seed)] = (f"{describe(texts.get(seed, ''), int(status))}, "
                                f"{hooks} hooks")
            seed = None
    return found


def describe(output, status):
    text = repr(output)
    if len(text) > 100:
        text = f"{text[:60]}... ({hashlib.sha256(text.encode()).hexdigest()[:12]})"
    return f"{text}, status {status}"
