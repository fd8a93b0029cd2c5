"""Checks fiberbench.figures on samples that are easy to follow."""

from fiberbench import figures, manifest


def result(variant, engine, seconds, start_up, benchmark="sieve", operations=1000):
    return {
        "benchmark": benchmark,
        "variant": variant,
        "engine": engine,
        "operation": "resume",
        "operations": operations,
        "seconds": seconds,
        "start_up_seconds": start_up,
        "peak_bytes": [3, 1, 2],
    }


def close(actual, expected):
    assert abs(actual - expected) < 1e-6 * max(1, abs(expected)), (actual, expected)


# 1000 operations in 2, 3 and 7 s, of which 1 s is start-up.
ours = result("frames", "deno", [3, 8, 4], [0.5, 1, 9])
summary = figures.summarize(ours)
close(summary["median_ns"], 3e6)
close(summary["min_ns"], 2e6)
close(summary["max_ns"], 7e6)
close(summary["median_start_up_seconds"], 1)
assert summary["median_peak_bytes"] == 2
assert "seconds" not in summary

# Figures of the corpus, likewise; a program that has no yields has no time of one.
row = {"bytes": 7, "pass_seconds": [3, 1, 2], "yield_ns": []}
summary = figures.summarize_lists(row)
assert summary == {"bytes": 7, "pass_seconds": [2, 1, 3], "yield_ns": []}, summary

# Without a start-up, all of the time counts.
close(figures.summarize(result("frames", "deno", [4], []))["median_ns"], 4e6)

native = result("native", "deno", [5, 5, 5], [1, 1, 1])
asyncify = result("asyncify", "deno", [13, 13, 13], [1, 1, 1], operations=4000)
listed = manifest.load()
better = manifest.Ratio(
    programs=("sieve",), of="frames", to=("native", "asyncify"), limits={"deno": 1.1}
)


def ratios(results, ratio=better, sizes=()):
    changed = manifest.Manifest(
        listed.programs, listed.tiers, listed.rivals, listed.engines, (ratio,)
    )
    return figures.ratios(changed, results, list(sizes))


# Asyncify is the faster for each operation: 3 s / 1000 against its 12 s / 4000.
(row,) = ratios([ours, native, asyncify])
assert row["to"] == "asyncify" and row["measure"] == "deno", row
close(row["ratio"], 1)
close(row["min_ratio"], 2 / 3)
close(row["max_ratio"], 7 / 3)
assert row["holds"] is True

# One that doesn't hold.
slow = result("frames", "deno", [6, 6, 6], [1, 1, 1])
(row,) = ratios([slow, native, asyncify])
close(row["ratio"], 5 / 3)
assert row["holds"] is False

# Too short to tell isn't a success.
short = result("frames", "deno", [1, 1, 1], [1, 1, 1])
(row,) = ratios([short, native, asyncify])
assert row["ratio"] is None and row["holds"] is False

# What wasn't measured has no ratio: a variant, or an engine.
assert ratios([ours, native]) == []
assert ratios([ours, native, {**asyncify, "engine": "node"}]) == []

# One program against another.
depth = manifest.Ratio(
    programs=("recursion/4096",),
    to_program="recursion/1",
    of="frames",
    to=("frames",),
    limits={"deno": 1.5},
)
(row,) = ratios(
    [{**ours, "benchmark": "recursion/4096"}, {**slow, "benchmark": "recursion/1"}],
    depth,
)
assert row["to"] == "frames in recursion/1", row
close(row["ratio"], 3 / 5)

# Sizes.
smaller = manifest.Ratio(programs=("sieve",), of="frames", to=("native",), bytes=1.0)
sizes = [
    {"program": "sieve", "variant": "frames", "stripped": 90},
    {"program": "sieve", "variant": "native", "stripped": 60},
]
(row,) = ratios([], smaller, sizes)
close(row["ratio"], 1.5)
assert row["measure"] == "bytes" and row["holds"] is False
