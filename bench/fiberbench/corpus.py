"""Builds the corpus: libraries as others wrote them, with drivers of ours.

A program is a driver, the library, and what is common to all of them. It becomes a
module in each variant. One of them, `plain`, has no fibers: what is resumed runs to its
end. It is what the others are compared with.
"""

import shlex
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from . import packages
from .builds import STRICT, Builds
from .errors import BenchError
from .manifest import FIBERS, HOST, ROOT, Buildable, Rival, Tier

SOURCES = ROOT / "bench" / "corpus"
PATH = SOURCES / "programs.toml"
PLAIN = Rival("plain", runtime="bench/corpus/plain.c")


@dataclass(frozen=True)
class Program(Buildable):
    """programs.toml explains the fields."""

    name: str
    does: str
    drivers: tuple[str, ...]
    full: int
    quick: int
    directory: str = ""
    sources: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    includes: tuple[str, ...] = (".",)
    npm: str | None = None
    integrity: str | None = None
    crate: str | None = None
    checksum: str | None = None
    go: str | None = None
    archive: str | None = None
    libraries: tuple[str, ...] = ()
    exceptions: bool = False


@dataclass(frozen=True)
class Corpus:
    programs: dict[str, Program]
    rehearsals: int
    stack_size: int
    saved_size: int


def load() -> Corpus:
    text = tomllib.loads(PATH.read_text())
    known = {field.name for field in fields(Program)}
    programs = {}
    entries = text.pop("programs")
    for name, entry in entries.items():
        for key in entry.keys() - known:
            raise BenchError(f"{PATH.name}: {name} has an unknown field {key}")
        for library in entry.get("libraries", []):
            if library not in entries:
                raise BenchError(
                    f"{PATH.name}: {name} has an unknown library {library}"
                )
        lists = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
        programs[name] = Program(name=name, **lists)
    return Corpus(programs=programs, **text)


class CorpusBuilds:
    """Adds the corpus to what Builds builds, and knows where that is."""

    def __init__(self, builds: Builds, corpus: Corpus):
        self.builds = builds
        self.corpus = corpus
        self.directory = builds.directory / "corpus"

    def reference(self, program: Program) -> Path:
        return self.directory / program.name / FIBERS

    def module(self, program: Program, variant: Tier | Rival) -> Path:
        return self.directory / program.name / f"{variant.name}.wasm"

    def linked(self, program: Program, variant: Tier | Rival | None = None) -> Path:
        """What a variant's pass is run on: for a tier, a module with imports."""
        name = variant.name if isinstance(variant, Rival) else "imports"
        return self.directory / program.name / f"{name}.linked.wasm"

    def options(self, tier: Tier) -> list[str]:
        """Those of the tier, but for the size of a region."""
        kept = [o for o in tier.options if not o.startswith("stack-size:")]
        return [*kept, f"stack-size:{self.corpus.stack_size}"]

    def add(self, program: Program, variants: list[Tier | Rival]) -> None:
        builds = self.builds
        objects = self._objects(program, builds.wasm_compiler, "wasm")
        builds.link_unlowered(objects, self.linked(program))
        for variant in variants:
            module = self.module(program, variant)
            if isinstance(variant, Tier):
                builds.link_tier(objects, module, self.options(variant))
            else:
                self._add_runtime(objects, program, variant)
            builds.edge(
                "strip", builds.stripped(module), [module], after=[builds.wasm_opt]
            )
        compiler = f"clang-22 -isystem {ROOT / 'include'}"
        native = self._objects(program, compiler, HOST)
        builds.link_on_host(native, self.reference(program), fibers=True)

    def _add_runtime(self, objects: list[Path], program: Program, rival: Rival) -> None:
        """Links a fiber.h in the place of the imports, and optimizes."""
        runtime = self.directory / program.name / f"{rival.name}.o"
        flags = (
            f"-O2 -DSHADOW_STACK_SIZE={self.corpus.stack_size} "
            f"-DSAVED_LOCALS_SIZE={self.corpus.saved_size}"
        )
        compiler = self.builds.wasm_compiler
        self.builds.object(ROOT / rival.runtime, runtime, compiler, flags)
        linked = self.linked(program, rival)
        self.builds.link_unlowered([*objects, runtime], linked)
        rule = "plain" if rival == PLAIN else "asyncify"
        module = self.module(program, rival)
        self.builds.edge(rule, module, [linked], after=[self.builds.wasm_opt])

    def _objects(self, program: Program, compiler: str, kind: str) -> list[Path]:
        """Its libraries', without warnings, and the driver's, which has none."""
        objects = []

        def compile_all(sources: list[Path], where: Path, flags: str) -> None:
            for source in sources:
                output = where / f"{source.stem}.{kind}.o"
                self.builds.object(source, output, compiler, flags)
                objects.append(output)

        for owner in self._owners(program):
            directory = packages.sources(owner)
            compile_all(
                [directory / source for source in owner.sources],
                self.directory / owner.name / "library",
                f"-O2 -w {self._flags(owner)}",
            )
        compile_all(
            [SOURCES / driver for driver in (*program.drivers, "phases.c")],
            self.directory / program.name / "driver",
            f"{STRICT} {self._flags(program)}",
        )
        return objects

    def _owners(self, program: Program) -> list[Program]:
        """The programs whose sources it has, of which it may be one."""
        programs = [
            program,
            *(self.corpus.programs[name] for name in program.libraries),
        ]
        return [program for program in programs if program.sources]

    def _flags(self, program: Program) -> str:
        flags = [f"-isystem{SOURCES / 'include'}"]
        for owner in self._owners(program):
            directory = packages.sources(owner)
            flags += owner.flags
            flags += [f"-isystem{directory / include}" for include in owner.includes]
        return shlex.join(flags)
