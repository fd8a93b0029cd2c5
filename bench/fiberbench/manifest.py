"""Reads manifest.toml, which explains its fields."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from .errors import BenchError

ROOT = Path(__file__).resolve().parents[2]
PATH = ROOT / "bench" / "manifest.toml"

# The engine that native code runs on, and the variant that is fiber.h there.
HOST = "host"
FIBERS = "fibers"


@dataclass(frozen=True)
class Benchmark:
    """A program, at one point if it has several."""

    name: str
    program: "Program"
    point: int | None = None

    def operations(self, size: str, rewinds: bool) -> int:
        if size == "small":
            return self.program.small_operations
        operations = self.program.operations
        # A frame that is rewound costs about a sixteenth of the rest.
        if rewinds and self.point is not None:
            return operations * 16 // (16 + self.point)
        return operations

    def arguments(self, size: str, rewinds: bool = False) -> list[str] | None:
        """The arguments of that size; None for a start-up there isn't."""
        templates = getattr(self.program, size)
        if templates is None:
            return None
        numbers = {"point": self.point, "operations": self.operations(size, rewinds)}
        return [template.format_map(numbers) for template in templates]


class Buildable:
    """A program that says whether it has exceptions, of which no Asyncify knows."""

    exceptions: bool

    def takes(self, variant: "Tier | Rival") -> bool:
        return not (self.exceptions and variant.rewinds)


@dataclass(frozen=True)
class Program(Buildable):
    name: str
    source: Path
    operation: str
    operations: int
    full: tuple[str, ...]
    quick: tuple[str, ...]
    rivals: tuple[str, ...]
    small: tuple[str, ...] | None = None
    small_operations: int = 0
    start_up: tuple[str, ...] | None = None
    points: tuple[int, ...] = ()
    exceptions: bool = False
    rival_flags: dict[str, list[str]] = field(default_factory=dict, hash=False)

    def benchmarks(self) -> list[Benchmark]:
        if not self.points:
            return [Benchmark(self.name, self)]
        return [Benchmark(f"{self.name}/{p}", self, p) for p in self.points]

    def runs_on(self, engine: "Engine") -> bool:
        """Whether the engine has what it needs, and it has a size for it."""
        if self.exceptions and not engine.exceptions:
            return False
        return getattr(self, engine.size) is not None


@dataclass(frozen=True)
class Tier:
    name: str
    options: tuple[str, ...]
    stack_switching: bool = False
    rewinds: bool = False


@dataclass(frozen=True)
class Rival:
    """Has a source for each program, or a runtime that takes ours."""

    name: str
    source: str | None = None
    runtime: str | None = None
    flags: tuple[str, ...] = ()
    wasm_flags: tuple[str, ...] = ()
    host: bool = False
    rewinds: bool = False
    stack_switching: bool = False


@dataclass(frozen=True)
class Engine:
    name: str
    stack_switching: bool
    exceptions: bool = False
    # Those that are measured, with rivals if it is empty.
    tiers: tuple[str, ...] = ()
    # Whether modules are built for it with engine:ahead-of-time.
    ahead_of_time: bool = False
    slow: bool = False

    def measures(self, variant: Tier | Rival) -> bool:
        """Whether it has what a module of the variant needs, and is to run it."""
        if self.tiers and variant.name not in self.tiers:
            return False
        return self.stack_switching or not variant.stack_switching

    @property
    def size(self) -> str:
        """How large the runs are that are measured."""
        return "small" if self.slow else "full"


@dataclass(frozen=True)
class Ratio:
    programs: tuple[str, ...]
    of: str
    to: tuple[str, ...]
    to_program: str | None = None
    limits: dict[str, float] = field(default_factory=dict, hash=False)
    bytes: float | None = None


@dataclass(frozen=True)
class Manifest:
    programs: dict[str, Program]
    tiers: dict[str, Tier]
    rivals: dict[str, Rival]
    engines: dict[str, Engine]
    ratios: tuple[Ratio, ...]


def load(path: Path = PATH) -> Manifest:
    with path.open("rb") as file:
        text = tomllib.load(file)

    def table(name, make):
        return {key: make(key, value) for key, value in text[name].items()}

    def program(name, fields):
        fields["source"] = ROOT / fields["source"]
        return Program(name=name, **_frozen(fields))

    try:
        manifest = Manifest(
            programs=table("programs", program),
            tiers=table("tiers", lambda name, f: Tier(name=name, **_frozen(f))),
            rivals=table("rivals", lambda name, f: Rival(name=name, **_frozen(f))),
            engines=table("engines", lambda name, f: Engine(name=name, **_frozen(f))),
            ratios=tuple(Ratio(**_frozen(f)) for f in text["ratios"]),
        )
    except (TypeError, KeyError) as error:
        raise BenchError(f"{path.name}: {error}") from error
    _check_names(manifest, path.name)
    return manifest


def _check_names(manifest: Manifest, file: str) -> None:
    """A name that stands for nothing would never be measured."""
    benchmarks = set(manifest.programs)
    for program in manifest.programs.values():
        benchmarks.update(b.name for b in program.benchmarks())
        for rival in {*program.rivals, *program.rival_flags} - set(manifest.rivals):
            raise BenchError(f"{file}: {program.name} has an unknown rival {rival}")
    for engine in manifest.engines.values():
        for name in set(engine.tiers) - set(manifest.tiers):
            raise BenchError(f"{file}: {engine.name} has an unknown tier {name}")
    for ratio in manifest.ratios:
        programs = {*ratio.programs, ratio.to_program or ratio.programs[0]}
        for name in programs - benchmarks:
            raise BenchError(f"{file}: a ratio is of an unknown program {name}")
        for name in set(ratio.limits) - set(manifest.engines):
            raise BenchError(f"{file}: a ratio is on an unknown engine {name}")


def _frozen(fields: dict) -> dict:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
