"""Builds and runs a batch of C programs. Native code says what is right."""

import random

import c_module
import c_programs
from commands import (BUILD, CLANG, LOWERING, ROOT, Failure, link, must,
                      results, run, run_program)

NAME = "c"
BATCH = 50
# Whether the reference may find that a program is nothing to compare with.
LEAVES_OUT = False
TIERS = list(LOWERING)
ENGINES = ["wasmtime", "deno"]

generate = c_programs.generate
render = c_module.render


class Settings:
    """How programs are compiled: a function of the batch's number."""

    def __init__(self, number):
        chosen = random.Random(number)
        self.level = chosen.choice(["-O0", "-O1", "-O2", "-Os"])
        self.link_flags = chosen.choice([[], ["--no-wasm-opt"]])
        self.tiers = self.choose_tiers(chosen)
        self.flags = self.choose_flags(chosen)

    def choose_tiers(self, _):
        return TIERS

    def choose_flags(self, chosen):
        """Backtraces are for some: no program that has them is inlined."""
        return chosen.choice([[], [], [], ["-DBACKTRACES"]])

    def __str__(self):
        return " ".join([self.level, *self.link_flags, *self.flags])


class Batch:
    """Programs that are compiled together. Kinds of C programs differ in what
    renders them, and in their flags; and so do those in C++."""

    flags = c_module.FLAGS
    clang = CLANG
    suffix = ".c"
    render = staticmethod(c_module.render)

    def __init__(self, trees, settings, directory):
        self.trees = trees
        self.settings = settings
        self.flags = [*self.flags, *settings.flags]
        self.directory = directory
        self.source = directory / f"batch{self.suffix}"
        self.source.write_text(self.render(trees))

    def reference(self):
        """The results of native code."""
        program = self.directory / "batch"
        # What is compiled fast does the same as what runs fast.
        must([self.clang[0], "-O0", *self.flags, "-isystem",
              ROOT / "include", self.source, BUILD / "native" / "libfiber.a",
              "-lboost_context", "-lstdc++", "-o", program])
        output, problem = run([program], timeout=20)
        if problem:
            raise Failure(problem)
        return results(output)

    def compile(self):
        self.object = self.directory / "batch.o"
        must([*self.clang, self.settings.level, *self.flags, "-c", self.source,
              "-o", self.object])

    def build(self, tier):
        """The program in a tier, or what went wrong."""
        return link(tier, self.settings,
                    ["-Wl,-z,stack-size=1048576", self.object],
                    self.directory / f"{tier}.wasm", self.clang)

    def run(self, engine, tier, wasm, only=None):
        """The results, and what went wrong."""
        output, problem = run_program(
            engine, tier, wasm, [] if only is None else [only])
        return results(output), problem
