"""Lowers random modules, with options of the pass at random, runs them in Binaryen's
interpreter, and has engines compile them. What the native tier does is right. The pass
may refuse a module, in words and with no output, which is counted."""

import random
import re

import module_programs
from commands import RUN_WASM, WASM_OPT, execute, run

NAME = "modules"
BATCH = 20
LEAVES_OUT = True
TIERS = ["auto", "frames", "native", "asyncify"]
ENGINES = ["binaryen", "wasmtime", "deno"]

generate = module_programs.generate

OPTIONS = ["stack-switching:no", "engine:ahead-of-time", "inline:no", "max-fibers:1",
           "max-fibers:16777214", "stack-size:1", "stack-size:1073741824",
           "max-growth:0", "max-growth:1000", "report:text", "report:json",
           "print-analysis:text", "print-analysis:json", "print-analysis:dot",
           "asyncify-buffer:1", "stack:split", "never-yields:func_10", "never-calls-back:env.host",
           "may-yield:func_1*", "may-yield-callers:no"]

# Of processor time. A module that takes longer in the native tier is left out: some log
# without end. The same module may take longer in the other tiers.
REFERENCE_SECONDS = 5
SECONDS = 60


def render(modules):
    (module,) = modules.values()
    return module.text


class Settings:
    """Which passes come after the lowering: a function of the batch's number."""

    tiers = TIERS
    level = None

    def __init__(self, number):
        self.after = random.Random(number).choice(
            [[], [], ["-O1"], ["-O2"], ["-O3"], ["-Os"]])

    def __str__(self):
        return " ".join(["--lower-fibers", *self.after])


class Batch:
    def __init__(self, modules, settings, directory):
        self.modules = {seed: module for seed, module in modules.items() if module}
        self.settings = settings
        self.directory = directory

    def reference(self):
        """What the modules do that run. The others have to compile, and no more."""
        self.expected = {}
        for seed, module in self.modules.items():
            file = self.directory / f"{seed}.wat"
            file.write_text(module.text)
            if not module.runs:
                self.expected[seed] = "compiles"
                continue
            wasm = self.directory / f"{seed}.reference.wasm"
            _, problem = run([WASM_OPT, file, *module.features,
                              "--lower-fibers=tier:native", "-o", wasm])
            outcome = None if problem else self.interpret(
                wasm, REFERENCE_SECONDS)
            if outcome:
                self.expected[seed] = outcome
        return self.expected

    def compile(self):
        pass

    def build(self, tier):
        """The modules that are lowered, by their seeds, or what went wrong."""
        lowered = {}
        self.refused = 0
        for seed in self.expected:
            module = self.modules[seed]
            wasm = self.directory / f"{seed}.{tier}.wasm"
            wasm.unlink(missing_ok=True)
            # What runs has to do the same, so limits stay as they are.
            after = [] if module.runs else self.settings.after
            done = execute([
                WASM_OPT, self.directory / f"{seed}.wat", *module.features, "-g",
                f"--lower-fibers=tier:{tier}{options(seed, tier, module)}", *after,
                "-o", wasm])
            if not done or done.returncode != 0 and (
                    done.returncode != 1 or wasm.exists() or
                    "Fatal: --lower-fibers: " not in done.stderr):
                return None, (f"program {seed}: {done and done.returncode}: "
                              f"{done and done.stderr[-1000:]}")
            if done.returncode == 0:
                lowered[seed] = wasm
            else:
                self.refused += 1
        return lowered, None

    def run(self, engine, _, lowered, only=None):
        """What the modules do, or that they compile."""
        found = dict(self.expected) if only is None else {only: self.expected[only]}
        problems = []
        for seed, wasm in lowered.items():
            if only not in (None, seed):
                continue
            if engine != "binaryen":
                _, problem = run([RUN_WASM, "--compile", engine, wasm])
            elif self.modules[seed].runs:
                found[seed] = self.interpret(wasm, SECONDS)
                problem = None
            else:
                continue
            if problem:
                found[seed] = problem
                problems.append(f"program {seed}: {problem}")
        return found, "; ".join(problems) or None

    def interpret(self, wasm, seconds):
        """What a module writes and returns. None if it's too much for the
        interpreter, whose stack the tiers use differently."""
        done = execute([RUN_WASM, "binaryen", wasm], cpu_seconds=seconds)
        if not done or "[host limit" in done.stdout or done.returncode != 0:
            return None
        found = re.findall(
            r"logging .*?(?=\])|note result: run => .*|trap|exception thrown",
            done.stdout.split("[fuzz-exec] comparing")[0])
        return "; ".join(found) or "nothing"


def options(seed, tier, module):
    """Options at random, with a comma before each. A module that runs keeps its limits
    and its functions that yield."""
    chosen = random.Random(f"{seed} {tier}")
    names = [o for o in OPTIONS
             if not (module.runs and re.match("max-fib|stack-size|never|may-yield", o))]
    picked = {option.split(":")[0]: option
              for option in chosen.sample(names, chosen.randint(0, 4))}
    # Many grow their memory and have no malloc, and would be refused for that.
    if chosen.random() < 0.9:
        picked["allocator"] = "allocator:pages"
    return "".join(f",{option}" for option in picked.values())
