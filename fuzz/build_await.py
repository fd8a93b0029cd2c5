"""Builds libraries that wait for promises, and has await.mjs call them, which answers in
odd orders, rejects and aborts. Programs without fibers of their own are right as the
engine's JSPI runs them, one call at a time; the others as the native tier does."""

import json
import random

import await_programs
from commands import CLANG, LOWERING, ROOT, RUN_WASM, Failure, results, run

NAME = "await"
BATCH = await_programs.BATCH
LEAVES_OUT = False
TIERS = ["frames", "small", "split", "native", "asyncify", "mixed", "polyfill"]
ENGINES = ["deno", "node"]
SCRIPT = ROOT / "fuzz" / "await.mjs"
# Engines that switch stacks.
SWITCHING = ("auto", "native", "mixed")

generate = await_programs.generate
render = await_programs.render


class Settings:
    """How programs are compiled: a function of the batch's number."""

    def __init__(self, number):
        self.fibers = await_programs.has_fibers(number * BATCH)
        chosen = random.Random(number)
        self.level = chosen.choice(["-O0", "-O1", "-O2", "-Os"])
        # The polyfill has JSPI's order, which fibers that are polled notice.
        self.tiers = [tier for tier in TIERS if tier != "polyfill" or not self.fibers]

    def __str__(self):
        return self.level


class Batch:
    def __init__(self, programs, settings, directory):
        self.programs = programs
        self.settings = settings
        self.directory = directory
        self.source = directory / "await.c"
        self.source.write_text(render(programs))

    def compile(self):
        pass

    def reference(self):
        """The results of JSPI, or of the native tier."""
        if self.settings.fibers:
            wasm, problem = self.build("native")
            how = "native"
        else:
            # What is linked without our linker imports the functions as they are.
            wasm = self.directory / "jspi.wasm"
            _, problem = self.link(wasm, ["-fuse-ld=/usr/bin/wasm-ld-22", "--no-wasm-opt"])
            how = "jspi"
        if problem:
            raise Failure(problem)
        output, problem = self.run("deno", how, wasm)
        if problem:
            raise Failure(problem)
        return output

    def build(self, tier):
        wasm = self.directory / f"{tier}.wasm"
        lowering = LOWERING.get(tier, LOWERING["frames"])
        return self.link(wasm, ["-Xlinker", f"--lower-fibers={lowering}"])

    def link(self, wasm, flags):
        _, problem = run([*CLANG, self.settings.level, *await_programs.FLAGS,
                          "-mexec-model=reactor", *flags, self.source, "-o", wasm])
        return wasm, problem

    def run(self, engine, tier, wasm, only=None):
        """The results, and what went wrong."""
        if tier in SWITCHING and engine == "node":
            # It has no stack switching.
            engine = "node26"
        bare = [] if tier in SWITCHING else ["--no-flags"]
        how = tier if tier in ("jspi", "polyfill") else "loader"
        at_once = 3 if self.settings.fibers else 1
        seeds = list(self.programs) if only is None else [only]
        output, problem = run([RUN_WASM, *bare, "--script", engine, SCRIPT, how, wasm,
                               at_once, json.dumps(seeds)])
        return results(output), problem
