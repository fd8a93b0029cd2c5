"""Builds and runs a batch of C++ programs with exceptions. Native code says what is
right, or if clang optimizes, the native tier on Wasmtime: clang 22 makes wrong
code of some handlers for WebAssembly then, without fibers, too.

What each batch pays for, headers and libraries, takes as long as twenty programs."""

import build_c
import cxx_programs
from commands import CLANGXX, LOWERING, Failure

NAME = "cxx"
BATCH = 50
LEAVES_OUT = False
# Asyncify has no exceptions.
TIERS = [tier for tier in LOWERING if "asyncify" not in tier]
ENGINES = ["wasmtime", "deno"]

generate = cxx_programs.generate
render = cxx_programs.render


class Settings(build_c.Settings):
    def choose_tiers(self, chosen):
        # It takes long to link and optimize C++ in a tier.
        others = [tier for tier in TIERS if tier not in ("frames", "native")]
        return ["frames", "native", *chosen.sample(others, 2)]


class Batch(build_c.Batch):
    flags = cxx_programs.FLAGS
    clang = CLANGXX
    suffix = ".cpp"
    render = staticmethod(render)

    def __init__(self, trees, settings, directory):
        super().__init__(trees, settings, directory)
        self.built = {}

    def reference(self):
        if self.settings.level == "-O0":
            expected = super().reference()
            super().compile()
            return expected
        super().compile()
        wasm, problem = self.build("native")
        if problem:
            raise Failure(problem)
        expected, problem = self.run("wasmtime", "native", wasm)
        if problem:
            raise Failure(problem)
        return expected

    def compile(self):
        """The reference has been in need of the object file."""

    def build(self, tier):
        """The program in a tier, which the reference may have built, or what went
        wrong."""
        if tier not in self.built:
            self.built[tier] = super().build(tier)
        return self.built[tier]
