#!/usr/bin/env python3
"""Usage: check-architecture.py ROOT

Fails if a unit of passes/ has no row in a table of docs/architecture.md. Files that differ only in
how they end are one unit.
"""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
page = (root / "docs/architecture.md").read_text()
links = re.findall(r"\(\.\./(passes/[^)]+)\)", page)
rows = {pathlib.PurePath(link).with_suffix("") for link in links}
units = {
    file.relative_to(root).with_suffix("")
    for file in (root / "passes").rglob("*")
    if file.suffix in (".cpp", ".h", ".wat")
}
absent = sorted(map(str, units - rows))
print(f"{len(units)} units", *absent, sep="\n")
sys.exit(len(absent) > 0 or len(units) == 0)
