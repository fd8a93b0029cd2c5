"""Builds and runs a batch of C++ programs with exceptions. Native code says what is
right, or if clang optimizes, the native tier on Wasmtime: clang 22 makes wrong
code of some handlers for WebAssembly then, without fibers, too."""

import random

import build_c
import cxx_programs
from commands import CLANGXX, LOWERING, Failure

NAME = "cxx"
BATCH = 10
LEAVES_OUT = False
# Asyncify has no exceptions.
TIERS = [tier for tier in LOWERING if "asyncify" not in tier]
ENGINES = ["wasmtime", "deno"]

generate = cxx_programs.generate
render = cxx_programs.render


class Settings:
    """How programs are compiled: a function of the batch's number."""

    def __init__(self, number):
        chosen = random.Random(number)
        self.level = chosen.choice(["-O0", "-O1", "-O2", "-Os"])
        self.link_flags = chosen.choice([[], ["--no-wasm-opt"]])
        # It takes clang long to compile C++.
        others = [tier for tier in TIERS if tier not in ("frames", "native")]
        self.tiers = ["frames", "native", *chosen.sample(others, 2)]

    def __str__(self):
        return " ".join([self.level, *self.link_flags])


class Batch(build_c.Batch):
    flags = cxx_programs.FLAGS
    clang = CLANGXX
    suffix = ".cpp"
    render = staticmethod(render)

    def reference(self):
        if self.settings.level == "-O0":
            return super().reference()
        self.compile()
        wasm, problem = self.build("native")
        if problem:
            raise Failure(problem)
        expected, problem = self.run("wasmtime", "native", wasm)
        if problem:
            raise Failure(problem)
        return expected
