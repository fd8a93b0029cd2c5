"""Builds and runs a batch of C++ programs with exceptions. Native code says what is
right, or if clang optimizes, the native tier on Wasmtime: clang 22 makes wrong
code of some handlers for WebAssembly then, without fibers, too."""

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


class Settings(build_c.Settings):
    def choose_tiers(self, chosen):
        # It takes clang long to compile C++.
        others = [tier for tier in TIERS if tier not in ("frames", "native")]
        return ["frames", "native", *chosen.sample(others, 2)]


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
