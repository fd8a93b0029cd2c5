"""Checks what a quick run wrote against the manifest and the files there are."""

import json
import sys
import tomllib
from pathlib import Path

root = Path(__file__).resolve().parents[3]
document, samples = (json.loads(Path(path).read_text()) for path in sys.argv[1:])
manifest = tomllib.loads((root / "bench/manifest.toml").read_text())

facts = {"date", "machine", "versions", "rounds", "checks"}
lists = {"results", "sizes", "ratios"}
assert document.keys() == facts | lists, document.keys()
assert document["rounds"] == 0 and document["results"] == []

runs = set()
outputs = {}
for check in samples["checks"]:
    assert check["agrees"] is True, check
    runs.add((check["benchmark"], check["variant"], check["engine"]))
    # What native code writes for the same arguments, all write.
    key = (check["benchmark"], tuple(check["arguments"]))
    assert outputs.setdefault(key, check["output_sha256"]) == check["output_sha256"], key
assert len(runs) == len(samples["checks"]) == document["checks"]

# Every program, in every tier, on every engine that has what the tier needs.
for name, program in manifest["programs"].items():
    points = program.get("points")
    for benchmark in [f"{name}/{p}" for p in (points[0], points[-1])] if points else [name]:
        assert (benchmark, "fibers", "host") in runs, benchmark
        for engine, has in manifest["engines"].items():
            if has.get("slow") and "small" not in program:
                continue
            if program.get("exceptions") and not has.get("exceptions"):
                continue
            for tier, needs in manifest["tiers"].items():
                if tier not in has.get("tiers", manifest["tiers"]):
                    continue
                if program.get("exceptions") and needs.get("rewinds"):
                    continue
                if has["stack_switching"] or not needs.get("stack_switching"):
                    assert (benchmark, tier, engine) in runs, (benchmark, tier, engine)
            for rival in program["rivals"] if "tiers" not in has else []:
                assert (benchmark, rival, engine) in runs, (benchmark, rival, engine)

# No source is there that is never measured.
sources = {root / p["source"] for p in manifest["programs"].values()}
assert {*(root / "bench/programs").glob("*.c*")} <= sources
for rival in ("bespoke", "coroutines"):
    for source in (root / "bench/rivals" / rival).glob("*.c*"):
        assert rival in manifest["programs"][source.stem]["rivals"], source
