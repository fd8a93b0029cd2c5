"""The commands bench/run and bench/report."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

from . import facts, figures, manifest, measure, parts, plots, report
from .builds import Builds
from .errors import BenchError
from .runs import Runner
from .selection import select

BUILD = Path(os.environ.get("WASM_FIBERS_BUILD", manifest.ROOT / "build")).resolve()


def add_measuring(parser: argparse.ArgumentParser) -> None:
    """How much to measure."""
    parser.add_argument(
        "--quick", action="store_true", help="check the outputs, and measure nothing"
    )
    parser.add_argument(
        "--rounds", type=_rounds, default=5, help="samples; 5 unless told"
    )


def add_sampling(parser: argparse.ArgumentParser) -> None:
    """How servers under load are measured, and which."""
    parser.add_argument(
        "--seconds", type=float, default=2, help="of each sample; 2 unless told"
    )
    parser.add_argument(
        "--hosts", metavar="NAME,..", help="'native code', deno and the like; all without it"
    )


def add_output(parser: argparse.ArgumentParser, name: str) -> None:
    """Where the figures go."""
    parser.add_argument(
        "output",
        metavar="JSON",
        nargs="?",
        type=Path,
        default=BUILD / "bench" / name,
        help=f"build/bench/{name} unless told",
    )


def _rounds(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise BenchError("--rounds takes a number from 1")
    return int(text)


def parse_run_arguments():
    parser = argparse.ArgumentParser(
        prog="bench/run",
        description="Builds the benchmarks, checks that each writes the same as "
        "native code, and measures them. Prints tables in Markdown, writes their "
        "figures as JSON, and all samples as JSON beside that.",
    )
    add_measuring(parser)
    for kind, what in (
        ("programs", "programs, or points such as recursion/64"),
        ("tiers", "tiers of the pass"),
        ("rivals", "rivals; '' for none"),
        ("engines", "engines, host among them"),
    ):
        parser.add_argument(
            f"--{kind}", metavar="NAME,..", help=f"these {what}; all without it"
        )
    parser.add_argument(
        "--module",
        metavar="NAME=PATH",
        action="append",
        default=[],
        help="another module made of the one program that is chosen, as a column",
    )
    parser.add_argument(
        "--output",
        metavar="JSON",
        type=Path,
        default=BUILD / "bench" / "results.json",
        help="build/bench/results.json unless told; samples go to *.samples.json",
    )
    return parser.parse_args()


def run() -> None:
    arguments = parse_run_arguments()
    listed = manifest.load()
    selection = select(listed, arguments)
    started = time.strftime("%Y-%m-%d")
    builds = Builds(BUILD)
    builds.add(selection, sizes=not arguments.quick)
    measure.say("building")
    builds.run()
    runner = Runner(builds)
    measure.say("checking outputs")
    samples = {"checks": measure.check(runner, selection), "results": []}
    document = {
        **facts.conditions(started, builds),
        "rounds": 0 if arguments.quick else arguments.rounds,
        "checks": len(samples["checks"]),
        "results": [],
        "sizes": [],
        "ratios": [],
    }
    if not arguments.quick:
        results = measure.measure(runner, selection, arguments.rounds)
        samples["results"] = results
        document["results"] = [figures.summarize(result) for result in results]
        document["sizes"] = facts.sizes(builds, selection)
        document["ratios"] = figures.ratios(listed, results, document["sizes"])
    write_results(arguments.output, document, samples)
    print(report.markdown(document))


def parse_report_arguments():
    parser = argparse.ArgumentParser(
        prog="bench/report",
        description="Puts the tables of a result of bench/run, and of the "
        "files of other benches beside it, into a document in Markdown, between its two "
        "`results` comments, and the plots beside it.",
    )
    parser.add_argument("results", type=Path)
    parser.add_argument("document", type=Path)
    return parser.parse_args()


def make_report() -> None:
    arguments = parse_report_arguments()
    for path in (arguments.results, arguments.document):
        if not path.is_file():
            raise BenchError(f"no file {path}")
    document = json.loads(arguments.results.read_text())
    if not document["results"]:
        raise BenchError(f"{arguments.results} is of a quick run: it has no times")
    before, after = report.split(arguments.document.read_text())
    # Beside the document, in a directory of its name.
    directory = arguments.document.with_suffix("")
    of_load = parts.read(arguments.results.parent / "load.json")
    drawn = plots.draw(document, directory) | plots.draw_load(of_load, directory)
    pictures = {f"{directory.name}/{name}": title for name, title in drawn.items()}
    results = report.section(document, arguments.results.parent, pictures)
    write_whole(arguments.document, before + results + after)


def write_results(output: Path, document: dict, samples: dict) -> None:
    """Writes the figures, and the samples that they are of beside them."""
    write_whole(output.with_suffix(".samples.json"), rows_in_lines(samples))
    write_whole(output, rows_in_lines(document))


def rows_in_lines(document: dict) -> str:
    """JSON with a line for each row, so that a diff shows which figures changed."""
    fields = []
    for name, value in document.items():
        text = json.dumps(value)
        if isinstance(value, list) and value:
            text = "[\n  " + ",\n  ".join(map(json.dumps, value)) + "\n ]"
        fields.append(f" {json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(fields) + "\n}\n"


def write_whole(path: Path, text: str) -> None:
    """Nothing has the file's name until it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text)
    partial.replace(path)


def main(command) -> None:
    try:
        command()
    except BenchError as error:
        print(f"bench: error: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
