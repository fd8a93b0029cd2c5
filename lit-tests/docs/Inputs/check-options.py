#!/usr/bin/env python3
"""Usage: wasm-opt --help | check-options.py PAGE

The table of options in PAGE has those that --help has, in the same order, with the same
values and defaults, and says of each first what --help says.
"""

import pathlib
import re
import sys

# It is wrapped at spaces.
text = sys.stdin.read()
text = re.search(r"--lower-fibers .*? Options: (.*?)\n\n", text, re.DOTALL)[1]
options = [re.fullmatch(r"(?P<key>[a-z-]+):(?P<values>\S+) (?P<meaning>.*?)"
                        r"( \((?P<default>\S+)\))?", option)
           for option in " ".join(text.split()).split("; ")]

page = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
table = re.search(r"^\| key \| values \|.*\n\|.*\n((?:\|.*\n)+)", page, re.MULTILINE)[1]
rows = [[re.sub(r"\[(.*?)\]\(.*?\)", r"\1", cell.strip()) for cell in row.split("|")[1:-1]]
        for row in table.splitlines()]
if len(rows) != len(options):
    sys.exit(f"{len(rows)} rows for {len(options)} options")
for option, (key, values, default, meaning) in zip(options, rows):
    if option["values"][0].isdigit():
        known = option["values"].replace("..", " to ")
    else:
        known = ", ".join(f"`{value}`" for value in option["values"].split("|"))
    if (key, values) != (f"`{option['key']}`", known):
        sys.exit(f"{key} with {values} is `{option['key']}` with {known}")
    if option["default"] and default != f"`{option['default']}`":
        sys.exit(f"{key} has the default {default}, not `{option['default']}`")
    if not meaning.startswith(option["meaning"]):
        sys.exit(f"{key} doesn't begin with '{option['meaning']}': {meaning}")
print(f"{len(rows)} options")
