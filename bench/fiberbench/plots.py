"""Usage: plots.py RESULTS.json DIRECTORY

Draws the times of a result of bench/run as SVG: for each engine, those of each
program and variant; and those at the points of a program. Each picture is drawn for a
light and for a dark page. This runs where the packages of requirements.txt are.
"""

import json
import sys
from itertools import cycle
from pathlib import Path

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402

# Okabe and Ito's colours, which everyone can tell apart, on both backgrounds. A variant
# has the same one everywhere.
COLOURS = ["#e69f00", "#56b4e9", "#009e73", "#d55e00", "#cc79a7", "#8c8c8c", "#0072b2"]
MARKERS = ["o", "s", "D", "^", "v", "P", "X", "*"]
STYLES = {"light": "default", "dark": "dark_background"}


def main() -> None:
    document = json.loads(Path(sys.argv[1]).read_text())
    directory = Path(sys.argv[2])
    directory.mkdir(parents=True, exist_ok=True)
    for old in [*directory.glob("*-light.svg"), *directory.glob("*-dark.svg")]:
        old.unlink()
    results = [r for r in document["results"] if r["engine"] != "host"]
    variants = list(dict.fromkeys(r["variant"] for r in results))
    looks = {
        variant: {"color": colour, "marker": marker, "label": variant}
        for variant, colour, marker in zip(variants, cycle(COLOURS), cycle(MARKERS))
    }
    for theme, style in STYLES.items():
        with pyplot.style.context(style):
            # The same picture from the same figures, to the byte.
            pyplot.rcParams.update({"svg.hashsalt": "bench", "svg.fonttype": "none"})
            for engine in dict.fromkeys(r["engine"] for r in results):
                chosen = [r for r in results if r["engine"] == engine]
                draw_programs(chosen, looks, directory / f"programs-{engine}-{theme}.svg")
            draw_points(results, looks, directory / f"points-{theme}.svg")


def draw_programs(results: list, looks: dict, path: Path) -> None:
    """A row for each program; a dot is a median, its line goes from least to most."""
    results = [
        r
        for r in results
        # One that is mostly start-up is of another order.
        if "/" not in r["benchmark"] and r["start_up_seconds"]
    ]
    names = list(dict.fromkeys(f"{r['benchmark']}, a {r['operation']}" for r in results))
    if not names:
        return
    figure, axes = pyplot.subplots(figsize=(9, 0.6 * len(names) + 1.5))
    for i, (variant, look) in enumerate(looks.items()):
        rows = [r for r in results if r["variant"] == variant and r["median_ns"] > 0]
        if not rows:
            continue
        # Side by side, in the order of the legend.
        offset = (i - (len(looks) - 1) / 2) * 0.6 / len(looks)
        axes.errorbar(
            [r["median_ns"] for r in rows],
            [names.index(f"{r['benchmark']}, a {r['operation']}") + offset for r in rows],
            xerr=spread(rows),
            linestyle="none",
            **look,
        )
    axes.set_xscale("log")
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.xaxis.set_major_formatter(plain)
    axes.set_xlabel(f"ns on {results[0]['engine']}, less is better")
    finish(figure, axes, path)


def draw_points(results: list, looks: dict, path: Path) -> None:
    """Time by the point, on the two engines that all variants run on."""
    results = [r for r in results if "/" in r["benchmark"]]
    engines = [e for e in ("wasmtime", "deno") if any(r["engine"] == e for r in results)]
    if not engines:
        return
    figure, all_axes = pyplot.subplots(
        1, len(engines), figsize=(9, 4), sharey=True, squeeze=False
    )
    for engine, axes in zip(engines, all_axes[0], strict=True):
        for variant, look in looks.items():
            rows = [
                r
                for r in results
                if (r["engine"], r["variant"]) == (engine, variant)
                and r["median_ns"] > 0
            ]
            if rows:
                axes.errorbar(
                    [int(r["benchmark"].partition("/")[2]) for r in rows],
                    [r["median_ns"] for r in rows],
                    yerr=spread(rows),
                    **look,
                )
        axes.set_xscale("log", base=2)
        axes.set_yscale("log")
        axes.xaxis.set_major_formatter(plain)
        axes.yaxis.set_major_formatter(plain)
        axes.set_xlabel(f"calls below the fiber's entry, on {engine}")
    all_axes[0][0].set_ylabel("ns for a yield, less is better")
    finish(figure, all_axes[0][0], path)


def plain(value: float, _) -> str:
    """A number on a logarithmic axis, as people write it."""
    return f"{value:,.12g}"


def spread(rows: list) -> list[list[float]]:
    return [
        [r["median_ns"] - r["min_ns"] for r in rows],
        [r["max_ns"] - r["median_ns"] for r in rows],
    ]


def finish(figure, axes, path: Path) -> None:
    for each in figure.axes:
        each.grid(alpha=0.3)
    handles, labels = axes.get_legend_handles_labels()
    where = "outside upper center"
    figure.legend(handles, labels, loc=where, ncols=len(labels), frameon=False)
    figure.set_layout_engine("constrained")
    figure.savefig(path, transparent=True, metadata={"Date": None})
    pyplot.close(figure)


main()
