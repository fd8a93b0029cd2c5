"""Sources of others, from packages that are pinned by what is in them.

They stay in the cache that tools/setup fills, too.
"""

import base64
import functools
import hashlib
import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .errors import BenchError
from .manifest import ROOT

# Whose go.mod and go.sum pin packages of Go.
GO_MODULE = ROOT / "fuzz" / "corpus"


@dataclass(frozen=True)
class Npm:
    """A version of a package, and the SHA-512 of its tar file in base64."""

    package: str
    integrity: str

    @property
    def key(self) -> str:
        return self.integrity

    def unpack(self, directory: str, work: Path) -> None:
        _run("npm", "pack", "--silent", "--pack-destination", work, self.package)
        tarball = next(work.glob("*.tgz"))
        digest = hashlib.sha512(tarball.read_bytes()).digest()
        actual = base64.b64encode(digest).decode()
        _check(self.package, "SHA-512", actual, self.integrity)
        _extract(tarball, directory, work)


@dataclass(frozen=True)
class Crate:
    """A version of a package, `NAME@VERSION`, and its SHA-256."""

    package: str
    checksum: str

    @property
    def key(self) -> str:
        return self.checksum

    def unpack(self, _directory: str, work: Path) -> None:
        name, version = self.package.split("@")
        # Cargo fetches what something depends on.
        (work / "lib.rs").touch()
        (work / "Cargo.toml").write_text(
            '[package]\nname = "corpus"\nversion = "0.0.0"\n[lib]\npath = "lib.rs"\n'
            f'[dependencies]\n{name} = "={version}"\n'
        )
        manifest = ["--manifest-path", work / "Cargo.toml"]
        _run("cargo", "vendor", "--quiet", *manifest, work / "vendor")
        sums = json.loads((work / "vendor" / name / ".cargo-checksum.json").read_text())
        _check(self.package, "SHA-256", sums["package"], self.checksum)


@dataclass(frozen=True)
class GoArchive:
    """A tar file that is in a package of Go's."""

    path: Path

    @property
    def key(self) -> str:
        return str(self.path)

    def unpack(self, directory: str, work: Path) -> None:
        _extract(self.path, directory, work)


@functools.cache
def sources(program) -> Path:
    """The directory with the sources of a program of the corpus."""
    name, directory = program.name, program.directory
    if program.npm:
        return fetch(name, directory, Npm(program.npm, program.integrity))
    if program.crate:
        return fetch(name, directory, Crate(program.crate, program.checksum))
    module = _run("go", "-C", GO_MODULE, "list", "-m", "-f", "{{.Dir}}", program.go)
    if not module:
        raise BenchError(f"no {program.go} in Go's cache; tools/setup --tests fetches it")
    if program.archive:
        return fetch(name, directory, GoArchive(Path(module) / program.archive))
    return Path(module) / directory


def fetch(name: str, directory: str, package) -> Path:
    """A directory of a package, which stays in the cache by that name."""
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = Path(os.environ.get("WASM_FIBERS_CACHE") or user / "wasm-fibers")
    key = hashlib.sha256(package.key.encode()).hexdigest()[:16]
    result = cache / f"{name}-{key}"
    if not result.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            package.unpack(directory, Path(work))
            try:
                (Path(work) / directory).rename(result)
            except OSError:
                # Another bench may have been faster, and its result is as good.
                if not result.is_dir():
                    raise
    return result


def _check(package: str, kind: str, actual: str, expected: str) -> None:
    if actual != expected:
        raise BenchError(
            f"{package} is not what it was: its {kind} is {actual}, not {expected}"
        )


def _extract(archive: Path, directory: str, work: Path) -> None:
    _run("tar", "-xzf", archive, "-C", work, directory)


def _run(*command) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise BenchError(f"no {command[0]}; tools/setup --tests installs it") from error
    if done.returncode != 0:
        raise BenchError(f"`{' '.join(map(str, command))}` failed:\n{done.stderr}")
    return done.stdout.strip()
