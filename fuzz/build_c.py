"""Builds and runs a batch of C programs. Native code says what is right."""

import random

import c_programs
from commands import (BUILD, LOWERING, ROOT, Failure, make_shallow, must,
                      results, run, run_program)

NAME = "c"
TIERS = list(LOWERING)
ENGINES = ["wasmtime", "deno"]

generate = c_programs.generate
render = c_programs.render


class Settings:
    """How programs are compiled: a function of the batch's number."""

    def __init__(self, number):
        chosen = random.Random(number)
        self.level = chosen.choice(["-O0", "-O1", "-O2", "-Os"])
        self.link_flags = chosen.choice([[], ["--no-wasm-opt"]])
        self.tiers = TIERS

    def __str__(self):
        return " ".join([self.level, *self.link_flags])


class Batch:
    def __init__(self, trees, settings, directory):
        self.settings = settings
        self.directory = directory
        self.source = directory / "batch.c"
        self.source.write_text(c_programs.render(trees))

    def reference(self):
        """The results of native code."""
        program = self.directory / "batch"
        # What is compiled fast does the same as what runs fast.
        must(["clang-22", "-O0", *c_programs.FLAGS, "-isystem",
              ROOT / "include", self.source, BUILD / "native" / "libfiber.a",
              "-lboost_context", "-lstdc++", "-o", program])
        output, problem = run([program], timeout=20)
        if problem:
            raise Failure(problem)
        return results(output)

    def compile(self):
        self.object = self.directory / "batch.o"
        must(self.clang() + [*c_programs.FLAGS, "-c", self.source, "-o",
                             self.object])

    def clang(self):
        return ["clang-22", "--config", BUILD / "fibers.cfg",
                self.settings.level]

    def build(self, tier):
        """The program in a tier, or what went wrong."""
        wasm = self.directory / f"{tier}.wasm"
        # Clang's own run of wasm-opt drops the names that make_shallow needs.
        link_flags = (["--no-wasm-opt"] if tier == "shallow" else
                      self.settings.link_flags)
        _, problem = run(self.clang() + [
            *link_flags, "-Wl,-z,stack-size=1048576",
            "-Xlinker", f"--lower-fibers={LOWERING[tier]}", self.object, "-o",
            wasm])
        if tier == "shallow" and not problem:
            problem = make_shallow(wasm)
        return wasm, problem

    def run(self, engine, tier, wasm, only=None):
        """The results, and what went wrong."""
        output, problem = run_program(
            engine, tier, wasm, [] if only is None else [only])
        return results(output), problem
