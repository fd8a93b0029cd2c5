"""Builds and runs a batch of C programs that use much memory. Native code says what is
right. The batch decides which allocator there is, and how the module is made: by the
linker wrapper, or by wasm-opt alone, which may refuse a module whose allocator it can't
see."""

import random

import build_c
import memory_programs
from commands import CLANG, LOWERING, ROOT, WASM_OPT, link, must, run, run_alone

NAME = "memory"
BATCH = 20
LEAVES_OUT = False
TIERS = ["frames", "shallow", "auto", "native", "asyncify", "mixed"]
ENGINES = ["wasmtime", "deno"]

generate = memory_programs.generate
render = memory_programs.render

# Shapes with malloc and free, which wasm-opt alone has to find.
WITH_ALLOCATOR = ["MALLOC_FREE", "OWN_MALLOC"]


class Settings:
    """How programs are compiled: a function of the batch's number."""

    def __init__(self, number):
        chosen = random.Random(number)
        self.shape = memory_programs.SHAPES[number % len(memory_programs.SHAPES)]
        self.level = chosen.choice(["-O0", "-O1", "-O2", "-Os"])
        self.link_flags = chosen.choice([[], ["--no-wasm-opt"]])
        self.by_wrapper = chosen.random() < 0.7
        self.tiers = TIERS if self.by_wrapper else ["frames", "native", "asyncify"]

    def __str__(self):
        how = "" if self.by_wrapper else " by wasm-opt alone"
        return f"{self.shape} {' '.join([self.level, *self.link_flags])}{how}"


class Batch(build_c.Batch):
    render = staticmethod(render)

    def __init__(self, trees, settings, directory):
        self.flags = [*build_c.Batch.flags, f"-DSHAPE_{settings.shape}", "-I",
                      ROOT / "fuzz"]
        super().__init__(trees, settings, directory)

    def compile(self):
        super().compile()
        self.object_with_references = self.directory / "references.o"
        must([*CLANG, self.settings.level, *self.flags, "-DREFERENCES", "-c",
              self.source, "-o", self.object_with_references])

    def build(self, tier):
        self.refused = 0
        if not self.settings.by_wrapper:
            return self.build_with_wasm_opt(tier)
        inputs = (self.object_with_references if tier in ("auto", "mixed")
                  else self.object)
        return link(tier, self.settings, ["-Wl,-z,stack-size=1048576", inputs],
                    self.directory / f"{tier}.wasm")

    def build_with_wasm_opt(self, tier):
        linked = self.directory / "linked.wasm"
        must([*CLANG, "-O0", "-fuse-ld=/usr/bin/wasm-ld-22",
              "-Wl,-z,stack-size=1048576", self.object, "-o", linked])
        wasm = self.directory / f"{tier}.wasm"
        wasm.unlink(missing_ok=True)
        _, problem = run([WASM_OPT, linked, f"--lower-fibers={LOWERING[tier]}",
                          "-o", wasm])
        refused = problem and "Fatal: --lower-fibers: " in problem
        if refused and not wasm.exists() and self.settings.shape not in WITH_ALLOCATOR:
            self.refused = len(self.trees)
            return None, None
        return wasm, problem

    def run(self, engine, tier, wasm, only=None):
        if only is not None:
            # A program that takes arguments takes memory for them.
            return run_alone(self, engine, tier, only)
        return super().run(engine, tier, wasm)
