"""Tables of what bench/load writes: servers under load."""

from .tables import range_of, table

# What a server of 10,000 connections may take in all, and each of them.
MOST_BYTES = 200_000_000
MOST_EACH = 16384
REFERENCE = (
    "The work that this one follows, on a machine of its own, reports 79,587 requests a second "
    "on stack switching against 88,270 with Asyncify, and answers that take up to 742 ms "
    "against 8. Ratios of `max` are what came of that here."
)


def load(document: dict) -> str:
    """All of load.json: a row for each server and what it is asked for."""
    sections = [
        (
            f"{_conditions(document)}, nginx {document['nginx']}: {document['rounds']} rounds "
            f"of {document['seconds']:g} seconds for each point, {document['connections']} "
            "connections. Cells have medians; those of the peak have the median (min..max)."
        )
    ]
    for target in dict.fromkeys(run["target"] for run in document["runs"]):
        runs = [run for run in document["runs"] if run["target"] == target]
        sections += [f"#### {target}", _load_table(runs)]
    sections += ["#### What has to hold", _ratios(document["ratios"]), REFERENCE]
    sections += ["#### Memory", _memory(document["memory"])]
    sections += ["#### Bytes", _sizes(document["sizes"])]
    return "\n\n".join(sections)


def _conditions(document: dict) -> str:
    """What each section begins with, for the sentence to go on."""
    return (
        f"Measured on {document['date']} with wasm-fibers "
        f"{document['versions']['wasm-fibers']}, load {document['machine']['load']:.1f} at the "
        "start"
    )


def _ratios(ratios: list[dict]) -> str:
    rows = [
        [
            f"{row['of']} / {row['to']}",
            row["figure"],
            range_of(row["ratio"], 2),
            *_limit(row["least"], row["ratio"][0] >= (row["least"] or 0)),
        ]
        for row in ratios
    ]
    return table(["ratio", "of", "measured", "at least", "holds"], rows)


def _limit(limit: float | None, holds: bool) -> list[str]:
    """Two cells, which are empty if there is no limit."""
    return ["", ""] if limit is None else [f"{limit:,g}", "yes" if holds else "**no**"]


def _memory(rows: list[dict]) -> str:
    cells = []
    for row in rows:
        first, rest, busy = (row[key] for key in ("first_bytes", "rest_bytes", "busy_bytes"))
        each = (rest - first) / row["connections"]
        cells.append(
            [
                f"{row['host']}: {row['variant']}",
                f"{first / 1e6:.0f}",
                f"{rest / 1e6:.0f}",
                f"{each:,.0f}",
                f"{busy / 1e6:.0f}",
                "yes" if each <= MOST_EACH and rest <= MOST_BYTES else "**no**",
            ]
        )
    header = [
        "MB",
        "without connections",
        f"with {rows[0]['connections']:,}",
        "bytes for each",
        f"at {rows[0]['rate']:,} requests a second",
        f"at most {MOST_BYTES / 1e6:g}, {MOST_EACH:,} bytes each",
    ]
    return table(header, cells)


def _sizes(sizes: list[dict]) -> str:
    rows = [
        [row["program"], f"{row['bytes']:,}", *_limit(row["most"], row["bytes"] <= (row["most"] or 0))]
        for row in sizes
    ]
    return table(["without names", "bytes", "at most", "holds"], rows)


def mixed(document: dict) -> str:
    """All of mixed.json: a row for each server."""
    rows = []
    for run in document["runs"]:
        waits = [
            ", ".join(f"{run[f'{case}_{key}'][0] / 1e6:.3g}" for key in ("p50", "p99", "max"))
            for case in ("alone", "slices", "whole")
        ]
        fairness = [range_of(run[f"{case}_fairness"], 2) for case in ("slices", "whole")]
        cost = run["whole_work"][0] / run["slices_work"][0]
        name = f"{run['host']}: {run['variant']}"
        rows.append([name, *waits, *fairness, f"{cost:.2f}"])
    header = [
        "ms: p50, p99, the longest",
        "light alone",
        "light beside slices",
        "light beside whole work",
        "fairness, slices",
        "fairness, whole work",
        "work, whole / slices",
    ]
    measured = (
        f"{_conditions(document)}: {document['rounds']} rounds of {document['seconds']:g} "
        "seconds. Cells have medians, and fairness (min..max)."
    )
    return f"{measured}\n\n{table(header, rows)}"


def c10m(document: dict) -> str:
    """All of c10m.json: a row for each host."""
    rows = []
    for run in document["runs"]:
        first, with_all, last = (run[f"{when}_bytes"] for when in ("first", "open", "last"))
        rows.append(
            [
                run["host"],
                f"{first / 1e6:.0f}",
                f"{with_all / 1e6:.0f}",
                f"{(with_all - first) / document['open']:,.0f}",
                f"{last / 1e6:.0f}",
                f"{document['total'] / run['seconds']:,.0f}",
            ]
        )
    header = [
        "MB",
        "without connections",
        f"with {document['open']:,}",
        "bytes for each",
        f"after {document['total']:,}",
        "connections a second",
    ]
    return f"{_conditions(document)}.\n\n{table(header, rows)}"


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
            range_of(peak["rate"], 0),
            f"{peak['cpu_us'][0]:.1f}",
            f"{peak['peak_bytes'][0] / 2**20:.0f}",
        ]
        for point in points[1:]:
            run = by_point.get(point)
            if not run:
                row.append("")
                continue
            times = (run[key][0] / 1e6 for key in ("p50", "p99", "p999", "max"))
            listed = ", ".join(f"{time:.3g}" for time in times)
            row.append(f"{run['offered']:,.0f}: {listed}")
        rows.append(row)
    table_of_times = table(header, rows)
    return (
        f"{table_of_times}\n\nAt a share of the lowest peak of a host: requests a second: "
        "p50, p99, p99.9 and the longest, in ms."
    )
