"""Tables of what the smaller benches wrote: one switch, the pass, the bytes."""

import json
from pathlib import Path

from .errors import BenchError
from .tables import table


def markdown(directory: Path) -> str:
    """Of switch.json, scale.json and size.json, which are named in the docs."""
    return "\n\n".join(
        [
            "### A yield and a resume in the native tier",
            _switch(_read(directory / "switch.json")),
            "### The time of the pass",
            _scale(_read(directory / "scale.json")),
            "### Bytes that lowering adds",
            _size(_read(directory / "size.json")),
        ]
    )


def _read(path: Path) -> dict:
    if not path.is_file():
        raise BenchError(f"no file {path}, which another bench of bench/ writes")
    return json.loads(path.read_text())


def _spread(value: dict) -> str:
    return f"{value['median']:.2f} ± {value['spread']:.2f}"


def _switch(engines: dict) -> str:
    rows = [
        [
            engine,
            _spread(result["nanoseconds"]["bare"]),
            _spread(result["nanoseconds"]["fiber"]),
            _spread(result["ratio"]),
            str(result["target"]),
        ]
        for engine, result in engines.items()
    ]
    return table(["ns", "bare", "fiber.h", "ratio", "limit"], rows)


def _scale(document: dict) -> str:
    functions = _growth(document["modules"], "functions")
    return f"{functions}\n\n{_growth(document['yields'], 'yields')}"


def _growth(modules: dict, unit: str) -> str:
    rows = []
    for name, tiers in modules.items():
        for tier, result in tiers.items():
            sizes = [f"{size:,} {unit}" for size in result["sizes"]]
            seconds = [f"{median:.3g}" for median in result["median"]]
            rows.append([f"{name}: {tier}", *seconds, f"{result['ratio']:.1f}"])
    return table(["seconds", *sizes, "ratio"], rows)


def _size(programs: dict) -> str:
    keys = ["own", "overhead", "unchecked overhead", "target"]
    rows = [[name, *(f"{s[key]:,}" for key in keys)] for name, s in programs.items()]
    header = ["bytes", "its own", "lowering adds", "without checks and pool", "limit"]
    return table(header, rows)
