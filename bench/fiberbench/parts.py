"""Tables of what the other benches wrote: one switch, the pass, the bytes, the corpus,
waiting; and where those of servers under load are."""

import json
from pathlib import Path

from . import load_tables
from .errors import BenchError
from .tables import range_of, table


def markdown(directory: Path) -> str:
    """Of all that the docs name beside full.json."""
    return "\n\n".join(
        [
            "### A yield and a resume in the native tier",
            _switch(read(directory / "switch.json")),
            "### The time of the pass",
            _scale(read(directory / "scale.json")),
            "### Bytes that lowering adds",
            _size(read(directory / "size.json")),
            "### Programs of real size",
            corpus(read(directory / "corpus.json")),
            "### Waiting for JavaScript",
            awaits(read(directory / "await.json")),
            "### A server under load",
            load_tables.load(read(directory / "load.json")),
            "### A server whose connections compute",
            load_tables.mixed(read(directory / "mixed.json")),
            "### Ten million connections",
            load_tables.c10m(read(directory / "c10m.json")),
        ]
    )


def read(path: Path) -> dict:
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
    yields = _growth(document["yields"], "yields")
    return "\n\n".join([functions, yields, _against(document)])


def _against(document: dict) -> str:
    """What forms take, and what -O2 does."""
    limits = {"seconds": document["time_target"], "megabytes": document["memory_target"]}
    rows = []
    for name, measured in document["against"].items():
        for unit, limit in limits.items():
            of, to = (measured[unit][key] for key in ("pass", "-O2"))
            rows.append([f"{name}: {unit}", f"{of:,}", f"{to:,}", f"{of / to:.2f}", f"{limit}"])
    return table(["", "forms", "-O2", "ratio", "limit"], rows)


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


def corpus(document: dict) -> str:
    """All of corpus.json: a row for each program and variant."""
    runs = {(r["program"], r["variant"], r["engine"]): r for r in document["runs"]}
    modules = {(m["program"], m["variant"]): m for m in document["modules"]}
    engines = list(dict.fromkeys(engine for *_, engine in runs))
    columns = ("before / plain", "after / before", "off / plain", "ns a yield")
    header = ["", "bytes", "pass / -O2"]
    header += [f"{column}, {engine}" for engine in engines for column in columns]
    rows = []
    for (program, variant), module in modules.items():
        plain = modules[program, "plain"]
        auto = document["auto"][program]
        chosen = " \\*" if variant == auto["tier"] else ""
        ratio = f"{module['bytes'] / plain['bytes']:.2f}"
        if variant == "frames":
            ratio += f"; expected {1 + auto['expected_growth_percent'] / 100:.2f}"
        row = [
            f"{program}: {variant}{chosen}",
            f"{module['bytes']:,} ({ratio})",
            f"{module['pass_seconds'][0] / plain['pass_seconds'][0]:.2f}",
        ]
        for engine in engines:
            run = runs[program, variant, engine]
            plain_run = runs[program, "plain", engine]
            row.append(_to(run["before_seconds"], plain_run["before_seconds"]))
            row.append(range_of(run["after_to_before"], 2))
            row.append(_to(run["off_seconds"], plain_run["off_seconds"]))
            row.append(range_of(run["yield_ns"], 0))
        rows.append(row)
    measured = (
        f"Measured on {document['date']} with wasm-fibers "
        f"{document['versions']['wasm-fibers']}, rounds: {document['rounds']}. "
        "Cells have the median (min..max)."
    )
    return f"{measured}\n\n{table(header, rows)}"


def awaits(document: dict) -> str:
    """All of await.json: a row for each work and engine."""
    variants = list(dict.fromkeys(run["variant"] for run in document["runs"]))
    rows = {}
    for run in document["runs"]:
        row = rows.setdefault((run["work"], run["engine"]), {"does": run["does"]})
        row[run["variant"]] = run["ns"]
    cells = []
    for (work, engine), row in rows.items():
        frames = row["frames"]
        cell = [f"{work}: {row['does']}, {engine}", range_of(frames, 0)]
        for variant in variants[1:]:
            rival = row.get(variant, [])
            ratio = f"; {frames[0] / rival[0]:.2f}" if rival else ""
            cell.append(f"{range_of(rival, 0)}{ratio}")
        cells.append(cell)
    sizes = document["bytes"]
    listed = ", ".join(
        f"{variant} {size:,} ({size / sizes['jspi']:.2f})"
        for variant, size in sizes.items()
    )
    measured = (
        f"Measured on {document['date']} with wasm-fibers "
        f"{document['versions']['wasm-fibers']}, rounds: {document['rounds']}. Cells have "
        "the median (min..max), and rivals' what frames take of theirs. Bytes of "
        f"wa-sqlite's module: {listed}."
    )
    header = ["ns of processor time", *variants]
    return f"{measured}\n\n{table(header, cells)}"


def _to(figures: list[float], base: list[float]) -> str:
    return range_of([figure / base[0] for figure in figures], 2)
