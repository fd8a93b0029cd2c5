"""The cache, and in it a virtual environment with what requirements.txt names."""

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .errors import BenchError
from .manifest import ROOT

REQUIREMENTS = ROOT / "bench" / "requirements.txt"


def run_python(script: str, *arguments) -> None:
    """Runs a script of this package where the packages are."""
    python = _directory() / "bin" / "python"
    _install()
    script_path = Path(__file__).with_name(script)
    done = subprocess.run([python, script_path, *arguments], check=False)
    if done.returncode != 0:
        raise BenchError(f"{script} failed; what it says is above")


def cache() -> Path:
    """The directory that tools/setup fills, too."""
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("WASM_FIBERS_CACHE") or user / "wasm-fibers")


def _directory() -> Path:
    return cache() / "bench-venv"


def _install() -> None:
    """The copy of the requirements is written last: it says that all are there."""
    venv = _directory()
    installed = venv / "requirements.txt"
    if installed.exists() and filecmp.cmp(REQUIREMENTS, installed, shallow=False):
        return
    print(f"bench: installing matplotlib in {venv}", file=sys.stderr)
    shutil.rmtree(venv, ignore_errors=True)
    pip = [venv / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in (
        [sys.executable, "-m", "venv", venv],
        [*pip, "--require-hashes", "--only-binary=:all:", "-r", REQUIREMENTS],
    ):
        if subprocess.run(command, check=False).returncode != 0:
            raise BenchError(f"`{' '.join(map(str, command))}` failed")
    shutil.copy(REQUIREMENTS, installed)
