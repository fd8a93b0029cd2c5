"""Tables in Markdown from a result of bench/run, and the plots of one."""

from pathlib import Path

from . import parts
from .errors import BenchError
from .tables import table

BEGIN = "<!-- results: bench/report writes what follows -->"
END = "<!-- end of results -->"


def markdown(document: dict) -> str:
    if not document["results"]:
        return f"{document['checks']} runs, all with the output of native code."
    sections = [_conditions(document)]
    for engine in dict.fromkeys(r["engine"] for r in document["results"]):
        sections += [f"### Times on {engine}", _times(document, engine)]
    sections += ["### Peak memory", _memory(document)]
    sections += ["### Module sizes", _sizes(document)]
    if document["ratios"]:
        sections += ["### Ratios", _ratios(document)]
    return "\n\n".join(sections)


def split(text: str) -> tuple[str, str]:
    """What is before the results in a document, and what is after them."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise BenchError(f"the document has no '{BEGIN}' with '{END}' after it")
    return before + begin, end + after


def section(document: dict, directory: Path, plots: dict[str, str]) -> str:
    """The results, those of the other benches in `directory`, and the plots."""
    pictures = [f"![{title}]({path})" for path, title in plots.items()]
    sections = [markdown(document), parts.markdown(directory), "### Plots", *pictures]
    return "\n\n" + "\n\n".join(sections) + "\n\n"


def _conditions(document: dict) -> str:
    machine = document["machine"]
    versions = document["versions"]
    listed = ", ".join(f"{name} {version}" for name, version in versions.items())
    return (
        f"Measured on {document['date']} on {machine['cores']} cores of "
        f"{machine['cpu']} ({machine['system']}, load {machine['load']:.1f} at the "
        f"start), {document['rounds']} rounds. {listed}."
    )


def _cells(document: dict, engine: str, cell) -> tuple[list[str], list[list[str]]]:
    """A table with a row for each benchmark and a column for each variant."""
    results = [r for r in document["results"] if r["engine"] == engine]
    variants = list(dict.fromkeys(r["variant"] for r in results))
    by_key = {(r["benchmark"], r["variant"]): r for r in results}
    rows = []
    for name in dict.fromkeys(r["benchmark"] for r in results):
        row = [by_key.get((name, variant)) for variant in variants]
        rows.append([name, *(cell(r) if r else "" for r in row)])
    return variants, rows


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _duration(nanoseconds: float) -> str:
    if nanoseconds >= 1e6:
        return f"{_number(nanoseconds / 1e6)} ms"
    return _number(nanoseconds)


def _times(document: dict, engine: str) -> str:
    def cell(result: dict) -> str:
        numbers = [result[key] for key in ("median_ns", "min_ns", "max_ns")]
        median, low, high = map(_duration, numbers)
        return f"{median} ({low}..{high})"

    variants, rows = _cells(document, engine, cell)
    units = {r["benchmark"]: r["operation"] for r in document["results"]}
    rows = [[f"{row[0]}, a {units[row[0]]}", *row[1:]] for row in rows]
    return table(["ns: median (min..max)", *variants], rows)


def _memory(document: dict) -> str:
    """Of the points of a program, the last tells."""
    names = [r["benchmark"] for r in document["results"]]
    last = {name.partition("/")[0]: name for name in names}.values()
    chosen = [r for r in document["results"] if r["benchmark"] in last]
    document = {**document, "results": chosen}
    sections = []
    for engine in dict.fromkeys(r["engine"] for r in document["results"]):
        variants, rows = _cells(
            document, engine, lambda r: _number(r["median_peak_bytes"] / 2**20)
        )
        sections.append(table([f"MiB on {engine}", *variants], rows))
    return "\n\n".join(sections)


def _sizes(document: dict) -> str:
    sizes = {(s["program"], s["variant"]): s for s in document["sizes"]}
    variants = list(dict.fromkeys(variant for _, variant in sizes))
    rows = []
    for program in dict.fromkeys(program for program, _ in sizes):
        row = [program]
        for variant in variants:
            size = sizes.get((program, variant))
            row.append(
                f"{size['stripped']:,} ({size['stripped_gzip']:,}); "
                f"{size['optimized']:,} ({size['optimized_gzip']:,})"
                if size
                else ""
            )
        rows.append(row)
    return table(["bytes (gzip); the same after -O3", *variants], rows)


def _ratios(document: dict) -> str:
    header = ["ratio", "on", "measured", "limit", "holds"]
    rows = []
    for row in document["ratios"]:
        measured = "too short to tell"
        if row["ratio"] is not None:
            measured = f"{row['ratio']:.3g}"
        if "min_ratio" in row:
            measured += f" ({row['min_ratio']:.3g}..{row['max_ratio']:.3g})"
        rows.append(
            [
                f"{row['program']}: {row['of']} / {row['to']}",
                row["measure"],
                measured,
                f"{row['limit']:.3g}",
                "yes" if row["holds"] else "**no**",
            ]
        )
    return table(header, rows)
