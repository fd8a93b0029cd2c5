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
TIERS = ["frames", "shallow", "split", "auto", "native", "asyncify", "mixed"]
ENGINES = ["wasmtime", "deno"]

generate = memory_programs.generate
render = memory_programs.render

# Shapes with malloc and free, which wasm-opt alone has to find.
WITH_ALLOCATOR = ["MALLOC_FREE", "OWN_MALLOC"]
# Those that take pages and have no malloc. Nobody but they uses their pages, which has
# to be said.
WITH_PAGES = ["SBRK", "GROW", "FREE_LIST"]

STACK_SIZE = "-Wl,-z,stack-size=1048576"


class Settings:
    """How programs are compiled: a function of the batch's number."""

    def __init__(self, number):
        chosen = random.Random(number)
        self.shape = memory_programs.SHAPES[number % len(memory_programs.SHAPES)]
        self.flags = [f"-DSHAPE_{self.shape}", "-I", ROOT / "fuzz"]
        self.level = chosen.choice(["-O0", "-O1", "-O2", "-Os"])
        self.link_flags = chosen.choice([[], ["--no-wasm-opt"]])
        self.by_wrapper = chosen.random() < 0.7
        self.says_pages = self.shape in WITH_PAGES and chosen.random() < 0.7
        self.tiers = TIERS if self.by_wrapper else ["frames", "native", "asyncify"]

    def __str__(self):
        how = "" if self.by_wrapper else " by wasm-opt alone"
        if self.says_pages:
            how += " allocator:pages"
        return f"{self.shape} {' '.join([self.level, *self.link_flags])}{how}"


class Batch(build_c.Batch):
    render = staticmethod(render)

    def compile(self):
        super().compile()
        self.object_with_references = self.directory / "references.o"
        must([*CLANG, self.settings.level, *self.flags, "-DREFERENCES", "-c",
              self.source, "-o", self.object_with_references])

    def build(self, tier):
        """The program in a tier, or what went wrong. Nothing if the pass refuses what
        it should."""
        self.refused = 0
        wasm = self.directory / f"{tier}.wasm"
        wasm.unlink(missing_ok=True)
        make = self.link if self.settings.by_wrapper else self.lower
        problem = make(tier, wasm)
        if problem and self.may_refuse() and not wasm.exists() and (
                "Fatal: --lower-fibers: " in problem):
            self.refused = len(self.trees)
            return None, None
        return wasm, problem

    def may_refuse(self):
        if self.settings.says_pages:
            return False
        return (self.settings.shape in WITH_PAGES if self.settings.by_wrapper else
                self.settings.shape not in WITH_ALLOCATOR)

    def link(self, tier, wasm):
        pages = ["-Wl,--lower-fibers=allocator:pages"] * self.settings.says_pages
        program = (self.object_with_references if tier in ("auto", "mixed")
                   else self.object)
        return link(tier, self.settings,
                    [STACK_SIZE, *pages, program], wasm)[1]

    def lower(self, tier, wasm):
        linked = self.directory / "linked.wasm"
        must([*CLANG, "-O0", "-fuse-ld=/usr/bin/wasm-ld-22", STACK_SIZE, self.object,
              "-o", linked])
        pages = ",allocator:pages" * self.settings.says_pages
        return run([WASM_OPT, linked, f"--lower-fibers={LOWERING[tier]}{pages}", "-o",
                    wasm])[1]

    def run(self, engine, tier, wasm, only=None):
        if only is not None:
            # A program that takes arguments takes memory for them.
            return run_alone(self, engine, tier, only)
        return super().run(engine, tier, wasm)
