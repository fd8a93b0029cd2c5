"""Builds the programs: writes down what is to be done, for Ninja to do it.

A program is compiled to one object file, which every tier and the Asyncify rival
are linked from. A build directory keeps what hasn't changed.
"""

import fcntl
import shlex
import shutil
import subprocess
from pathlib import Path

from .errors import BenchError
from .manifest import FIBERS, HOST, ROOT, Engine, Program, Rival, Tier
from .selection import Column, Selection, UserModule, variant_name

RULES = """
rule object
  command = $compiler $flags -MD -MF $out.d -c $in -o $out
  depfile = $out.d
  deps = gcc
rule link
  command = $compiler $flags $in $libraries -o $out
rule asyncify
  command = $wasm_opt $in --asyncify -O2 -o $out
rule plain
  command = $wasm_opt $in -O2 -o $out
rule pass
  command = $wasm_opt $in $passes -o $out
rule translate
  command = $run_wasm --translate $in $out
rule optimize
  command = $wasm_opt $in -O3 -o $out
rule strip
  command = $wasm_opt $in --strip-debug --strip-producers $
    --strip-target-features -o $out
"""

# The engine whose modules are made native programs first.
WASM2C = "wasm2c"
RUN_WASM = ROOT / "tools" / "run-wasm"
STRICT = "-O2 -Wall -Wextra -Werror"


class Builds:
    def __init__(self, build: Path):
        self.directory = build / "bench"
        self.wasm_opt = build / "bin" / "wasm-opt"
        self.launcher = self.directory / "launch"
        self._config = build / "fibers.cfg"
        self._library = build / "native" / "libfiber.a"
        for part in (self._config, self.wasm_opt, self._library):
            if not part.exists():
                raise BenchError(f"no {part}; tools/setup builds it")
        self._wasm_ld = shutil.which("wasm-ld-22")
        if not self._wasm_ld:
            raise BenchError("no wasm-ld-22; tools/setup installs it")
        config = shlex.quote(str(self._config))
        self.wasm_compiler = f"clang-22 --config {config}"
        self.wasm_cxx_compiler = f"clang++-22 --config {config}"
        # What a link that lowers depends on beside its objects.
        self._linker = [self.wasm_opt, build / "libexec/wasm-fibers/wasm-ld"]
        self._edges: list[str] = []
        self._outputs: set[Path] = set()
        source = ROOT / "bench" / "fiberbench" / "launch.c"
        self.edge("link", self.launcher, [source], compiler="clang-22", flags=STRICT)

    def path(self, program: Program, column: Column) -> Path:
        """The program that a column runs."""
        if isinstance(column.variant, UserModule):
            return column.variant.path
        if column.engine.name == HOST:
            return self._file(program, variant_name(column.variant))
        module = self._module_for(program, column.variant, column.engine)
        return self._translated(module) if column.engine.name == WASM2C else module

    def module(self, program: Program, variant: Tier | Rival) -> Path:
        """The module for any engine."""
        return self._file(program, f"{variant.name}.wasm")

    def _module_for(
        self, program: Program, variant: Tier | Rival, engine: Engine
    ) -> Path:
        module = self.module(program, variant)
        if engine.ahead_of_time and isinstance(variant, Tier):
            return self._ahead_of_time(module)
        return module

    def stripped(self, module: Path) -> Path:
        return module.with_suffix(".stripped.wasm")

    def _ahead_of_time(self, module: Path) -> Path:
        return module.with_suffix(".ahead_of_time.wasm")

    def _translated(self, module: Path) -> Path:
        return module.with_suffix(".wasm2c")

    def optimized(self, module: Path) -> Path:
        return module.with_suffix(".optimized.stripped.wasm")

    def add(self, selection: Selection, sizes: bool) -> None:
        """Adds all that the selection runs, and what its sizes are taken of."""
        for program in selection.programs():
            self._add_reference(program)
            for variant in selection.variants(program):
                if isinstance(variant, Tier):
                    self._add_tier(program, variant, selection)
                elif variant.runtime:
                    self._add_runtime(program, variant)
                else:
                    self._add_source(program, variant)
                module = self.module(program, variant)
                if sizes:
                    self._add_sizes(module)
                for engine in selection.engines_of(program, variant):
                    if engine.name == WASM2C:
                        lowered = self._module_for(program, variant, engine)
                        self.edge("translate", self._translated(lowered), [lowered])

    def run(self) -> None:
        """Builds what was added."""
        self.directory.mkdir(parents=True, exist_ok=True)
        tools = {"wasm_opt": self.wasm_opt, "run_wasm": RUN_WASM}
        header = [f"{name} = {shlex.quote(str(path))}" for name, path in tools.items()]
        text = "\n".join([*header, RULES, *self._edges, ""])
        # Of two benches that build at once, the second waits.
        with (self.directory / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            (self.directory / "build.ninja").write_text(text)
            done = subprocess.run(
                ["ninja", "-C", self.directory, "--quiet"],
                capture_output=True,
                text=True,
                check=False,
            )
        if done.returncode != 0:
            raise BenchError(f"the programs don't build:\n{done.stdout}{done.stderr}")

    def object(self, source: Path, output: Path, compiler: str, flags: str) -> None:
        self.edge("object", output, [source], compiler=compiler, flags=flags)

    def link_tier(
        self,
        objects: list[Path],
        output: Path,
        options: tuple[str, ...],
        compiler: str | None = None,
    ) -> None:
        """As a user does: the linker that fibers.cfg names lowers the fibers."""
        options = "".join(f" -Wl,--lower-fibers={option}" for option in options)
        compiler = compiler or self.wasm_compiler
        self._link_wasm(objects, output, compiler, f"-O2{options}")

    def link_unlowered(self, objects: list[Path], output: Path) -> None:
        """Unoptimized, so that Asyncify sees its runtime's calls; with no tier."""
        self.link(objects, output, f"-O0 -fuse-ld={self._wasm_ld}")

    def link(self, objects: list[Path], output: Path, flags: str) -> None:
        self._link_wasm(objects, output, self.wasm_compiler, flags)

    def link_on_host(self, objects: list[Path], output: Path, fibers: bool) -> None:
        libraries = f"{self._library} -lboost_context" if fibers else ""
        self.edge(
            "link",
            output,
            objects,
            after=[self._library],
            compiler="clang-22",
            libraries=f"{libraries} -lstdc++ -lm",
        )

    def edge(self, rule: str, output: Path, inputs: list[Path], after=(), **variables):
        # Several variants are made of one object.
        if output in self._outputs:
            return
        self._outputs.add(output)
        words = " ".join(_escape(path) for path in inputs)
        if after:
            words += " | " + " ".join(_escape(path) for path in after)
        self._edges.append(f"build {_escape(output)}: {rule} {words}")
        self._edges += [f"  {key} = {value}" for key, value in variables.items()]

    def _file(self, program: Program, name: str) -> Path:
        return self.directory / program.name / name

    def _link_wasm(self, objects, output, compiler, flags) -> None:
        after = self._linker
        self.edge("link", output, objects, after=after, compiler=compiler, flags=flags)

    def _wasm_compiler_of(self, source: Path) -> str:
        return self.wasm_cxx_compiler if _is_cxx(source) else self.wasm_compiler

    def _fiber_object(self, program: Program) -> Path:
        output = self._file(program, "fibers.wasm.o")
        compiler = self._wasm_compiler_of(program.source)
        self.object(program.source, output, compiler, STRICT)
        return output

    def _add_reference(self, program: Program) -> None:
        output = self._file(program, "fibers.host.o")
        flags = f"{STRICT} -isystem {ROOT / 'include'}"
        self.object(program.source, output, _host_compiler_of(program.source), flags)
        self.link_on_host([output], self._file(program, FIBERS), fibers=True)

    def _add_tier(self, program: Program, tier: Tier, selection: Selection) -> None:
        objects = [self._fiber_object(program)]
        module = self.module(program, tier)
        compiler = self._wasm_compiler_of(program.source)
        self.link_tier(objects, module, tier.options, compiler)
        if any(e.ahead_of_time for e in selection.engines_of(program, tier)):
            options = (*tier.options, "engine:ahead-of-time")
            output = self._ahead_of_time(module)
            self.link_tier(objects, output, options, compiler)

    def _add_runtime(self, program: Program, rival: Rival) -> None:
        module = self.module(program, rival)
        linked = module.with_suffix(".linked.wasm")
        runtime = module.with_suffix(".o")
        flags = [STRICT, *program.rival_flags.get(rival.name, [])]
        source = ROOT / rival.runtime
        self.object(source, runtime, self.wasm_compiler, " ".join(flags))
        self.link_unlowered([self._fiber_object(program), runtime], linked)
        self.edge("asyncify", module, [linked], after=[self.wasm_opt])

    def _add_source(self, program: Program, rival: Rival) -> None:
        source = ROOT / rival.source.format(program=program.name)
        if not source.exists():
            raise BenchError(f"no {source}, which the manifest names")
        module = self.module(program, rival)
        compiler = self._wasm_compiler_of(source)
        flags = " ".join([STRICT, *rival.flags])
        wasm_flags = " ".join([flags, *rival.wasm_flags])
        output = module.with_suffix(".wasm.o")
        self.object(source, output, compiler, wasm_flags)
        self._link_wasm([output], module, compiler, "-O2")
        if rival.host:
            output = module.with_suffix(".host.o")
            self.object(source, output, _host_compiler_of(source), flags)
            self.link_on_host([output], self._file(program, rival.name), fibers=False)

    def _add_sizes(self, module: Path) -> None:
        optimized = module.with_suffix(".optimized.wasm")
        after = [self.wasm_opt]
        self.edge("strip", self.stripped(module), [module], after=after)
        self.edge("optimize", optimized, [module], after=after)
        self.edge("strip", self.optimized(module), [optimized], after=after)


def _is_cxx(source: Path) -> bool:
    return source.suffix == ".cpp"


def _host_compiler_of(source: Path) -> str:
    return "clang++-22" if _is_cxx(source) else "clang-22"


def _escape(path: Path) -> str:
    text = str(path)
    for character in "$ :":
        text = text.replace(character, "$" + character)
    return text
