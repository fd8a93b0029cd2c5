"""Builds and runs a batch of programs in WebAssembly text. What the native tier
does on Wasmtime, with nothing optimized, is right."""

import random
import re

import wat_module
import wat_programs
from commands import (LOWERING, RUN_WASM, WASM_OPT, Failure, is_shallow, make_shallow, must,
                      results, run, run_alone, run_program)

NAME = "wat"
BATCH = wat_programs.BATCH
LEAVES_OUT = False
TIERS = list(LOWERING)
ENGINES = ["binaryen", "wasmtime", "deno"]

generate = wat_programs.generate


def render(trees):
    return wat_module.render(trees, False)


FEATURES = ["--mvp-features"] + [f"--enable-{name}" for name in (
    "mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory",
    "bulk-memory-opt", "simd", "multivalue", "reference-types", "tail-call")]
WITH_REFERENCES = [*FEATURES, "--enable-gc", "--enable-exception-handling"]

# What gives code other shapes. Not -O: it drops functions that nobody calls
# indirectly, and knows nothing of entries.
BEFORE = [["--simplify-locals"], ["--flatten"], ["--flatten", "--rereloop"],
          ["--coalesce-locals"], ["--merge-blocks"], ["--remove-unused-brs"],
          ["--optimize-instructions"], ["--code-folding"], ["--local-cse"],
          ["--untee"], ["--vacuum"], ["--precompute"], ["--ssa"],
          ["--code-pushing"]]


class Settings:
    """How programs are changed before the pass and optimized after it: a
    function of the batch's number."""

    # Clang has no part in it.
    level = None

    def __init__(self, number):
        chosen = random.Random(number)
        references = wat_programs.has_references(number)
        self.features = WITH_REFERENCES if references else FEATURES
        # Flatten knows no exceptions, and no branches on references.
        before = [flags for flags in BEFORE
                  if not (references and "--flatten" in flags)]
        self.before = [
            flag for flags in chosen.sample(before, chosen.randint(0, 4))
            for flag in flags]
        self.after = chosen.choice([[], ["-O1"], ["-O2"], ["-O3"], ["-Os"]])
        # Asyncify has no tail calls, and nothing of references.
        self.tiers = [tier for tier in TIERS
                      if not ((references or wat_programs.has_tail_calls(number))
                              and "asyncify" in tier)]

    def __str__(self):
        return " ".join([*self.before, "--lower-fibers", *self.after])


class Batch:
    def __init__(self, trees, settings, directory):
        self.settings = settings
        self.directory = directory
        self.trees = trees

    def reference(self):
        """The results of the native tier."""
        text = self.directory / "batch.wat"
        text.write_text(wat_module.render(self.trees, True))
        wasm = self.directory / "reference.wasm"
        must([WASM_OPT, text, *self.settings.features, "--lower-fibers=tier:native", "-o", wasm])
        output, problem = run_program("wasmtime", "native", wasm)
        if problem:
            raise Failure(problem)
        return results(output)

    def compile(self):
        """Makes modules with a main program and, for the interpreter, without."""
        for name, with_main in ("main", True), ("exports", False):
            text = self.directory / f"{name}.wat"
            text.write_text(wat_module.render(self.trees, with_main))
            must([WASM_OPT, text, *self.settings.features, "-g", *self.settings.before, "-o",
                  self.directory / f"{name}.wasm"])

    def build(self, tier):
        """The programs in a tier, or what went wrong."""
        for name in "main", "exports":
            wasm = self.directory / f"{name}-{tier}.wasm"
            _, problem = run([
                WASM_OPT, self.directory / f"{name}.wasm", *self.settings.features, "-g",
                f"--lower-fibers={LOWERING[tier]}",
                *self.settings.after, "-o", wasm])
            if is_shallow(tier) and not problem:
                problem = make_shallow(wasm)
            if problem:
                return None, problem
        return self.directory / f"main-{tier}.wasm", None

    def run(self, engine, tier, wasm, only=None):
        """The results, and what went wrong."""
        if only is not None:
            return run_alone(self, engine, tier, only)
        if engine == "binaryen":
            output, problem = run(
                [RUN_WASM, engine, self.directory / f"exports-{tier}.wasm"])
            return interpreted(output), problem
        output, problem = run_program(engine, tier, wasm)
        return results(output), problem


def interpreted(output):
    """The interpreter's results, in the form that the main program prints."""
    found = re.findall(r"note result: p(\d+) => (-?\d+)", output)
    return {int(seed): f"{int(value) % 2**64:016x}" for seed, value in found}
