"""Builds and runs a batch of C++ programs with exceptions. Native code says what is
right. Clang 22 makes wrong code of some handlers for WebAssembly if it optimizes: it
reads variables that it hasn't stored. Programs that don't do the same in the native tier
on Wasmtime are left out then, one in a hundred.

What each batch pays for, headers and libraries, takes as long as twenty programs."""

import build_c
import cxx_programs
from commands import CLANGXX, LOWERING, Failure

NAME = "cxx"
BATCH = 50
LEAVES_OUT = True
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

    def choose_flags(self, _):
        return []


class Batch(build_c.Batch):
    flags = cxx_programs.FLAGS
    clang = CLANGXX
    suffix = ".cpp"
    render = staticmethod(render)

    def __init__(self, trees, settings, directory):
        super().__init__(trees, settings, directory)
        self.built = {}
        self.left_out = set()

    def reference(self):
        expected = super().reference()
        super().compile()
        if self.settings.level == "-O0":
            return expected
        wasm, problem = self.build("native")
        if problem:
            raise Failure(problem)
        compiled, problem = self.run("wasmtime", "native", wasm)
        if problem:
            raise Failure(problem)
        self.left_out = {seed for seed, value in expected.items()
                         if compiled.get(seed) != value}
        return {seed: value for seed, value in expected.items()
                if seed not in self.left_out}

    def compile(self):
        """The reference has been in need of the object file."""

    def build(self, tier):
        """The program in a tier, which the reference may have built, or what went
        wrong."""
        if tier not in self.built:
            self.built[tier] = super().build(tier)
        return self.built[tier]

    def run(self, engine, tier, wasm, only=None):
        found, problem = super().run(engine, tier, wasm, only)
        return {seed: value for seed, value in found.items()
                if seed not in self.left_out}, problem
