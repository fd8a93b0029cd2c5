"""Figures from samples: times net of start-up, their spread, and ratios."""

from statistics import median

from .manifest import Manifest, Ratio


def net_nanoseconds(result: dict) -> list[float]:
    """For each sample, the time of one operation, less the median start-up."""
    start_up = median(result["start_up_seconds"]) if result["start_up_seconds"] else 0.0
    return [
        (seconds - start_up) * 1e9 / result["operations"]
        for seconds in result["seconds"]
    ]


def summarize(result: dict) -> dict:
    """The figures that samples come to, without the samples."""
    net = net_nanoseconds(result)
    start_up = result["start_up_seconds"]
    names = ("benchmark", "variant", "engine", "operation")
    return {
        **{name: result[name] for name in names},
        "median_ns": rounded(median(net)),
        "min_ns": rounded(min(net)),
        "max_ns": rounded(max(net)),
        "median_start_up_seconds": rounded(median(start_up)) if start_up else None,
        "median_peak_bytes": round(median(result["peak_bytes"])),
    }


def summarize_lists(row: dict) -> dict:
    """The same with the median, the least and the most of each list of samples."""
    result = {}
    for name, value in row.items():
        if value and isinstance(value, list):
            value = [rounded(of(value)) for of in (median, min, max)]
        result[name] = value
    return result


def rounded(value: float) -> float:
    """To seven digits, which are more than any table shows."""
    return float(f"{value:.7g}")


def ratios(manifest: Manifest, results: list[dict], sizes: list[dict]) -> list[dict]:
    """The manifest's ratios, less those of variants that weren't selected."""
    times = {(r["benchmark"], r["variant"], r["engine"]): r for r in results}
    bytes_of = {(s["program"], s["variant"]): s["stripped"] for s in sizes}
    rows = []
    for ratio in manifest.ratios:
        for program in ratio.programs:
            if ratio.bytes is not None:
                rows += _size_ratio(ratio, program, bytes_of)
            for engine, limit in ratio.limits.items():
                rows += _time_ratio(ratio, program, engine, limit, times)
    return rows


def _row(ratio: Ratio, program: str, measure: str, limit: float, figures: dict) -> dict:
    holds = figures["ratio"] is not None and figures["ratio"] <= limit
    row = {"program": program, "measure": measure, "of": ratio.of, "limit": limit}
    return {**row, **figures, "holds": holds}


def _size_ratio(ratio: Ratio, program: str, bytes_of: dict) -> list[dict]:
    of = bytes_of.get((program, ratio.of))
    to = {t: bytes_of[program, t] for t in ratio.to if (program, t) in bytes_of}
    if of is None or len(to) < len(ratio.to):
        return []
    smallest = min(to, key=to.get)
    figures = {"to": smallest, "ratio": rounded(of / to[smallest])}
    return [_row(ratio, program, "bytes", ratio.bytes, figures)]


def _time_ratio(ratio, program, engine, limit, times) -> list[dict]:
    to_program = ratio.to_program or program
    of = times.get((program, ratio.of, engine))
    rivals = [times.get((to_program, name, engine)) for name in ratio.to]
    if of is None or None in rivals:
        return []
    net = net_nanoseconds(of)
    to = min(rivals, key=lambda rival: median(net_nanoseconds(rival)))
    base = net_nanoseconds(to)
    to_name = to["variant"]
    if ratio.to_program:
        to_name += f" in {to_program}"
    figures = {"to": to_name, "ratio": None}
    # A run that was no longer than its start-up tells nothing.
    if min(*net, *base) > 0:
        # Samples of one round were taken one after the other.
        pairs = [a / b for a, b in zip(net, base, strict=True)]
        figures["ratio"] = rounded(median(net) / median(base))
        figures["min_ratio"] = rounded(min(pairs))
        figures["max_ratio"] = rounded(max(pairs))
    return [_row(ratio, program, engine, limit, figures)]
