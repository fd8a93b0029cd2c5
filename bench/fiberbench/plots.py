"""Plots of what bench/run and bench/load/run measured, as SVG that suits a light and a dark page."""

from dataclasses import dataclass
from itertools import cycle
from math import ceil, floor, log
from pathlib import Path

from .manifest import HOST

WIDTH = 860
# Okabe and Ito's colours, which everyone can tell apart, on both backgrounds, and the
# outlines of markers around 0,0. A variant has the same look everywhere.
COLOURS = ["#e69f00", "#56b4e9", "#009e73", "#d55e00", "#cc79a7", "#8c8c8c", "#0072b2"]
MARKERS = [
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    "M-3.5 -3.5h7v7h-7z",
    "M0 -5l5 5l-5 5l-5 -5z",
    "M0 -5l5 9h-10z",
    "M0 5l5 -9h-10z",
    "M-1.5 -5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z",
]
STYLE = """
    text { fill: #1f2328; }
    .page { fill: #ffffff; }
    .grid { fill: none; stroke: #d1d9e0; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .page { fill: #0d1117; }
      .grid { stroke: #3d444d; }
    }"""


@dataclass(frozen=True)
class Axis:
    """A logarithmic axis: ticks are powers of `base`, from one to another."""

    base: int
    first: int
    last: int
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (log(value, self.base) - self.first) / (self.last - self.first)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> list[tuple[float, str]]:
        values = [self.base**power for power in range(self.first, self.last + 1)]
        return [(self.at(value), f"{value:,.12g}") for value in values]


def axis_for(base: int, values: list[float], start: float, end: float) -> Axis:
    first, last = floor(log(min(values), base)), ceil(log(max(values), base))
    return Axis(base, first, max(last, first + 1), start, end)


def draw(document: dict, directory: Path) -> dict[str, str]:
    """Plots the engines that all variants run on; the tables tell of the others.

    Returns the title of each file that it wrote."""
    directory.mkdir(parents=True, exist_ok=True)
    for old in [*directory.glob("programs-*.svg"), *directory.glob("points.svg")]:
        old.unlink()
    results = [r for r in document["results"] if r["engine"] != HOST]
    variants = list(dict.fromkeys(r["variant"] for r in results))
    measured = {(r["engine"], r["variant"]) for r in results}
    engines = [
        engine
        for engine in dict.fromkeys(r["engine"] for r in results)
        if all((engine, variant) in measured for variant in variants)
    ]
    # A run that was no longer than its start-up has no place on a logarithmic axis.
    results = [r for r in results if r["median_ns"] > 0]
    plots = {}
    for engine in engines:
        rows = [
            r
            for r in results
            if r["engine"] == engine
            and "/" not in r["benchmark"]
            and r["min_ns"] > 0
            # One that is mostly start-up is of another order.
            and r["median_start_up_seconds"] is not None
        ]
        if rows:
            title = f"Times on {engine}, in ns: less is better"
            (directory / f"programs-{engine}.svg").write_text(
                _programs(title, rows, variants)
            )
            plots[f"programs-{engine}.svg"] = title
    rows = [
        r
        for r in results
        if r["engine"] in engines and "/" in r["benchmark"] and r["operation"] == "yield"
    ]
    if rows:
        title = "Times of a yield by its depth, in ns: less is better"
        (directory / "points.svg").write_text(_points(title, rows, variants))
        plots["points.svg"] = title
    return plots


def _programs(title: str, results: list[dict], variants: list[str]) -> str:
    """A row for each program; a marker is a median, its line goes from least to most."""
    names = list(dict.fromkeys(f"{r['benchmark']}, a {r['operation']}" for r in results))
    left, top, row_height = 180, 50, 36
    bottom = top + row_height * len(names)
    times = [r[key] for r in results for key in ("min_ns", "max_ns")]
    axis = axis_for(10, times, left, WIDTH - 30)
    borders = [top + row_height * i for i in range(len(names) + 1)]
    parts = [_vertical_grid(axis, top, bottom), _lines(borders, left, WIDTH - 30)]
    for i, name in enumerate(names):
        parts.append(_text(left - 10, top + row_height * (i + 0.5) + 4, name, "end"))
    for i, variant in enumerate(variants):
        # Side by side, in the order of the legend.
        offset = (i + 1) * row_height / (len(variants) + 1)
        marks, lines = [], []
        for r in results:
            if r["variant"] == variant:
                row = names.index(f"{r['benchmark']}, a {r['operation']}")
                y = top + row_height * row + offset
                low, high = axis.at(r["min_ns"]), axis.at(r["max_ns"])
                lines.append(f"M{low:.0f} {y:.0f}H{high:.0f}")
                marks.append((axis.at(r["median_ns"]), y))
        parts.append(_series(i, marks, "".join(lines)))
    parts.append(_text((left + WIDTH) / 2, bottom + 38, title, "middle"))
    return _svg(title, bottom + 50, variants, parts)


def _points(title: str, results: list[dict], variants: list[str]) -> str:
    """Time by the point, for each engine."""
    rows = [(r["engine"], r["variant"], _point(r), r["median_ns"]) for r in results]
    return _panels(title, "calls below the fiber's entry, on {}", rows, variants)


def draw_load(document: dict, directory: Path) -> dict[str, str]:
    """How long answers take at each rate of bench/load/run, for each host.

    Returns the title of the file that it wrote."""
    rows = [
        (run["host"], run["variant"], run["offered"], run["p999"][0] / 1e6)
        for run in document["runs"]
        if run["target"] == "page" and run["depth"] == 1 and run["offered"] > 0
    ]
    title = "What 99.9 % of the answers take at most, in ms: less is better"
    variants = list(dict.fromkeys(variant for _, variant, *_ in rows))
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "load.svg").write_text(
        _panels(title, "requests a second, {}", rows, variants)
    )
    return {"load.svg": title}


def _panels(title: str, label: str, rows: list[tuple], variants: list[str]) -> str:
    """A line for each variant, in a panel for each engine; all share the axis of times.

    A row is an engine, a variant, what it was measured at, and the time."""
    engines = list(dict.fromkeys(engine for engine, *_ in rows))
    left, top, bottom, gap = 70, 50, 330, 50
    width = (WIDTH - 20 - left - gap * (len(engines) - 1)) / len(engines)
    times = axis_for(10, [time for *_, time in rows], bottom, top)
    parts = []
    for y, text in times.ticks():
        parts.append(_text(left - 8, y + 4, text, "end"))
    for i, engine in enumerate(engines):
        start = left + i * (width + gap)
        across = axis_for(4, [at for _, _, at, _ in rows], start, start + width)
        parts.append(_vertical_grid(across, top, bottom))
        parts.append(_lines([y for y, _ in times.ticks()], start, start + width))
        for j, variant in enumerate(variants):
            marks = [
                (across.at(at), times.at(time))
                for of, name, at, time in rows
                if (of, name) == (engine, variant)
            ]
            line = "L".join(f"{x:.0f} {y:.0f}" for x, y in marks)
            parts.append(_series(j, marks, f"M{line}" if marks else ""))
        middle = start + width / 2
        parts.append(_text(middle, bottom + 38, label.format(engine), "middle"))
    parts.append(_text((left + WIDTH) / 2, bottom + 62, title, "middle"))
    return _svg(title, bottom + 74, variants, parts)


def _point(result: dict) -> int:
    return int(result["benchmark"].partition("/")[2])


def _vertical_grid(axis: Axis, top: float, bottom: float) -> str:
    """A line for each tick, with its label below."""
    path = "".join(f"M{x:.0f} {top:.0f}V{bottom:.0f}" for x, _ in axis.ticks())
    labels = [_text(x, bottom + 18, label, "middle") for x, label in axis.ticks()]
    return "\n".join([f'<path class="grid" d="{path}"/>', *labels])


def _lines(heights: list[float], start: float, end: float) -> str:
    path = "".join(f"M{start:.0f} {y:.0f}H{end:.0f}" for y in heights)
    return f'<path class="grid" d="{path}"/>'


def _series(look: int, marks: list[tuple[float, float]], line: str) -> str:
    uses = "".join(f'<use href="#v{look}" x="{x:.0f}" y="{y:.0f}"/>' for x, y in marks)
    return f'<g class="v{look}"><path class="line" d="{line}"/>{uses}</g>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{text}</text>'


def _svg(title: str, height: int, variants: list[str], parts: list[str]) -> str:
    looks = list(zip(variants, cycle(COLOURS), cycle(MARKERS)))
    style = [STYLE, "    .line { fill: none; stroke-width: 1.5; }"]
    shapes, legend = [], []
    column = (WIDTH - 20) / len(looks)
    for i, (variant, colour, marker) in enumerate(looks):
        style.append(f"    .v{i} {{ fill: {colour}; stroke: {colour}; }}")
        shapes.append(f'<path id="v{i}" stroke="none" d="{marker}"/>')
        x = 20 + i * column
        legend.append(_series(i, [(x, 16)], ""))
        legend.append(_text(x + 10, 20, variant, "start"))
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
                'font-family="system-ui, sans-serif" font-size="13">'
            ),
            f"<title>{title}</title>",
            "<style>{}\n</style>".format("\n".join(style)),
            f"<defs>{''.join(shapes)}</defs>",
            f'<rect class="page" width="{WIDTH}" height="{height}"/>',
            *legend,
            *parts,
            "</svg>\n",
        ]
    )
