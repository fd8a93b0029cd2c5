#!/usr/bin/env python3
"""Usage: check-engines.py ROOT

Each engine that docs/engines.md says it has tried is one that tools/run-wasm runs, and so
a test of all mistakes does, or its row has a date.
"""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
page = (root / "docs/engines.md").read_text(encoding="utf-8")
script = (root / "tools/run-wasm").read_text(encoding="utf-8")
known = re.search(r"^readonly engines=\((.*)\)$", script, re.MULTILINE)[1].split()
tables = re.findall(r"^\| engine \| version tried \|.*\n\|.*\n((?:\|.*\n)+)", page,
                    re.MULTILINE)
rows = [row for table in tables for row in table.splitlines()]
for row in rows:
    name = re.match(r"\| ([A-Za-z0-9]+)", row)[1].lower()
    dated = re.search(r"\b(January|February|March|April|May|June|July|August|September"
                      r"|October|November|December) 20\d\d\b", row)
    if name not in known and not dated:
        print(f"{name} is no engine of tools/run-wasm, and its row has no date: {row}")
        sys.exit(1)
print(f"{len(rows)} rows of {len(tables)} tables")
