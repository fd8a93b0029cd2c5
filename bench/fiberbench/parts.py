"""Tables of what the other benches wrote: one switch, the pass, the bytes, the corpus,
waiting."""

import json
from pathlib import Path

from .errors import BenchError
from .tables import table


def markdown(directory: Path) -> str:
    """Of switch.json, scale.json, size.json, corpus.json and await.json, which the docs name."""
    return "\n\n".join(
        [
            "### A yield and a resume in the native tier",
            _switch(_read(directory / "switch.json")),
            "### The time of the pass",
            _scale(_read(directory / "scale.json")),
            "### Bytes that lowering adds",
            _size(_read(directory / "size.json")),
            "### Programs of real size",
            corpus(_read(directory / "corpus.json")),
            "### Waiting for JavaScript",
            awaits(_read(directory / "await.json")),
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
            row.append(_range(run["after_to_before"], 2))
            row.append(_to(run["off_seconds"], plain_run["off_seconds"]))
            row.append(_range(run["yield_ns"], 0))
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
        cell = [f"{work}: {row['does']}, {engine}", _range(frames, 0)]
        for variant in variants[1:]:
            rival = row.get(variant, [])
            ratio = f"; {frames[0] / rival[0]:.2f}" if rival else ""
            cell.append(f"{_range(rival, 0)}{ratio}")
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


def load(document: dict) -> str:
    """All of load.json: a row for each server and what it is asked for."""
    sections = [
        (
            f"Measured on {document['date']} with wasm-fibers "
            f"{document['versions']['wasm-fibers']} and nginx {document['nginx']}, load "
            f"{document['machine']['load']:.1f} at the start: {document['rounds']} rounds "
            f"of {document['seconds']:g} seconds for each point, {document['connections']} "
            "connections. Cells have medians; those of the peak have the median (min..max)."
        )
    ]
    for target in dict.fromkeys(run["target"] for run in document["runs"]):
        runs = [run for run in document["runs"] if run["target"] == target]
        sections += [f"#### {target}", _load_table(runs)]
    rows = [
        [
            f"{row['of']} / {row['to']}",
            row["figure"],
            _range(row["ratio"], 2),
            f"{row['least']:g}",
            "yes" if row["holds"] else "**no**",
        ]
        for row in document["ratios"]
    ]
    sections.append(table(["ratio", "of", "measured", "at least", "holds"], rows))
    return "\n\n".join(sections)


def _load_table(runs: list[dict]) -> str:
    servers = {}
    for run in runs:
        key = (run["host"], run["variant"], run["depth"])
        servers.setdefault(key, {})[run["point"]] = run
    points = list(dict.fromkeys(run["point"] for run in runs))
    header = ["", "answers a second", "CPU µs", "MiB", *(f"at {p}" for p in points[1:])]
    rows = []
    for (host, variant, depth), by_point in servers.items():
        peak = by_point[points[0]]
        deep = f", {depth} deep" if depth > 1 else ""
        row = [
            f"{host}: {variant}{deep}",
            _range(peak["rate"], 0),
            f"{peak['cpu_us'][0]:.1f}",
            f"{peak['peak_bytes'][0] / 2**20:.0f}",
        ]
        for point in points[1:]:
            run = by_point[point]
            times = (run[key][0] / 1e6 for key in ("p50", "p99", "p999", "max"))
            listed = ", ".join(f"{time:.3g}" for time in times)
            row.append(f"{run['offered']:,.0f}: {listed}")
        rows.append(row)
    table_of_times = table(header, rows)
    return (
        f"{table_of_times}\n\nAt a share of the lowest peak of a host: requests a second: "
        "p50, p99, p99.9 and the longest, in ms."
    )


def _to(figures: list[float], base: list[float]) -> str:
    return _range([figure / base[0] for figure in figures], 2)


def _range(figures: list[float], digits: int) -> str:
    if not figures:
        return ""
    middle, low, high = (f"{figure:,.{digits}f}" for figure in figures)
    return f"{middle} ({low}..{high})"
