"""Which programs are run, and in which columns: each variant on each engine."""

from dataclasses import dataclass
from pathlib import Path

from .errors import BenchError
from .manifest import FIBERS, HOST, Benchmark, Engine, Manifest, Program, Rival, Tier


@dataclass(frozen=True)
class UserModule:
    """A module that another toolchain has made of a program."""

    name: str
    path: Path
    rewinds: bool = False


# What a program becomes. A string is the program natively, the reference.
Variant = Tier | Rival | UserModule | str


def variant_name(variant: Variant) -> str:
    return variant if isinstance(variant, str) else variant.name


@dataclass(frozen=True)
class Column:
    variant: Variant
    engine: Engine

    @property
    def name(self) -> str:
        return f"{variant_name(self.variant)} on {self.engine.name}"

    @property
    def rewinds(self) -> bool:
        return not isinstance(self.variant, str) and self.variant.rewinds


NATIVE = Engine(HOST, stack_switching=False)
REFERENCE = Column(FIBERS, NATIVE)


@dataclass(frozen=True)
class Selection:
    benchmarks: tuple[Benchmark, ...]
    tiers: tuple[Tier, ...]
    rivals: tuple[Rival, ...]
    engines: tuple[Engine, ...]
    modules: tuple[UserModule, ...]

    def programs(self) -> list[Program]:
        return list(dict.fromkeys(b.program for b in self.benchmarks))

    def variants(self, program: Program) -> list[Tier | Rival]:
        """What is built of the program for WebAssembly."""
        rivals = [r for r in self.rivals if r.name in program.rivals]
        return [v for v in (*self.tiers, *rivals) if program.takes(v)]

    def engines_for(self, variant: Tier | Rival) -> list[Engine]:
        """Those that run a module of the variant."""
        return [
            engine
            for engine in self.engines
            if engine.name != HOST and engine.measures(variant)
        ]

    def engines_of(self, program: Program, variant: Tier | Rival) -> list[Engine]:
        """Of these, the ones that the program's module is for."""
        return [e for e in self.engines_for(variant) if program.runs_on(e)]

    def columns(self, program: Program) -> list[Column]:
        variants = self.variants(program)
        columns = []
        for engine in self.engines:
            if engine.name == HOST:
                native = [v for v in variants if isinstance(v, Rival) and v.host]
                columns += [Column(variant, engine) for variant in [FIBERS, *native]]
            elif program.runs_on(engine):
                able = [v for v in variants if engine.measures(v)]
                # Modules of others are no tiers.
                theirs = () if engine.tiers else self.modules
                columns += [Column(variant, engine) for variant in [*able, *theirs]]
        return columns


def select(manifest: Manifest, arguments) -> Selection:
    """What the command line asks for; all, where it doesn't say."""
    benchmarks = _benchmarks(manifest, arguments.programs, arguments.quick)
    engines = {HOST: NATIVE, **manifest.engines}
    chosen_engines = choose("engine", arguments.engines, engines)
    tiers = choose("tier", arguments.tiers, manifest.tiers)
    rivals = choose("rival", arguments.rivals, manifest.rivals)
    selection = Selection(
        benchmarks=tuple(benchmarks),
        tiers=tuple(manifest.tiers[name] for name in tiers),
        rivals=tuple(manifest.rivals[name] for name in rivals),
        engines=tuple(engines[name] for name in chosen_engines),
        modules=tuple(_module(m, manifest) for m in arguments.module),
    )
    named = [
        *(selection.tiers if arguments.tiers is not None else ()),
        *(selection.rivals if arguments.rivals is not None else ()),
    ]
    _refuse_what_cannot_run(selection, named)
    return selection


def _refuse_what_cannot_run(selection: Selection, named: list[Tier | Rival]) -> None:
    """What the command line names has to run; what it leaves out need not."""
    for variant in named:
        native = isinstance(variant, Rival) and variant.host
        if not native and not selection.engines_for(variant):
            raise BenchError(
                f"{variant.name} runs on none of the engines that are chosen: leave it "
                "out, or choose one more with --engines"
            )
    names = [module.name for module in selection.modules]
    if len(set(names)) < len(names):
        raise BenchError("--module: two have the same name")
    if names and len(selection.programs()) != 1:
        raise BenchError(
            "--module takes the place of one program; say which with --programs"
        )
    for program in selection.programs():
        if not selection.columns(program):
            raise BenchError(f"{program.name}: there is nothing to run on these engines")


def choose(kind: str, names: str | None, known) -> list[str]:
    if names is None:
        return list(known)
    chosen = [name for name in names.split(",") if name]
    for name in chosen:
        if name not in known:
            raise BenchError(f"no {kind} '{name}'; there are {', '.join(known)}")
    return list(dict.fromkeys(chosen))


def _benchmarks(manifest: Manifest, names: str | None, quick: bool):
    """A name stands for a program with all of its points, or for one of them."""
    known = {}
    for program in manifest.programs.values():
        known[program.name] = program.benchmarks()
        if quick and program.points:
            # The ends show what there is to see.
            known[program.name] = [known[program.name][0], known[program.name][-1]]
        known.update({b.name: [b] for b in program.benchmarks()})
    if names is None:
        names = ",".join(manifest.programs)
    chosen = []
    for name in names.split(","):
        if name not in known:
            raise BenchError(
                f"no program '{name}'; there are {', '.join(manifest.programs)}"
            )
        chosen += known[name]
    return list(dict.fromkeys(chosen))


def _module(setting: str, manifest: Manifest) -> UserModule:
    name, equals, path = setting.partition("=")
    if not (name and equals and path):
        raise BenchError(f"--module takes NAME=PATH, not '{setting}'")
    if name in {FIBERS, *manifest.tiers, *manifest.rivals}:
        raise BenchError(f"--module: there is a column '{name}' already")
    if not Path(path).is_file():
        raise BenchError(f"--module: no file {path}")
    return UserModule(name, Path(path).resolve())
