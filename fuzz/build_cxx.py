"""Builds and runs a batch of C++ programs with exceptions. Native code says what is
right."""

import random

import build_c
import cxx_programs
from commands import CLANGXX, LOWERING

NAME = "cxx"
BATCH = 20
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
        self.tiers = TIERS

    def __str__(self):
        return " ".join([self.level, *self.link_flags])


class Batch(build_c.Batch):
    flags = cxx_programs.FLAGS
    clang = CLANGXX
    suffix = ".cpp"
    render = staticmethod(render)
