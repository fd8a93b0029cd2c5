#!/usr/bin/env python3
"""Usage: check-width.py ROOT

Fails if a page below ROOT has a line of prose with more than 100 columns. Tables, headings,
code and what bench/report writes may be wider.
"""

import pathlib
import re
import sys

import pages

WIDTH = 100
RESULTS = re.compile(r"^<!-- results.*?^<!-- end of results -->", re.MULTILINE | re.DOTALL)
NO_PROSE = re.compile(r"\s*[|#]")

root = pathlib.Path(sys.argv[1])
lines = 0
wide = []
for page in pages.find(root):
    for line in RESULTS.sub("", pages.read(page)).splitlines():
        lines += 1
        if len(line) > WIDTH and not NO_PROSE.match(line):
            wide.append(f"{page.relative_to(root)}: {line}")
print(f"{lines} lines", *wide, sep="\n")
sys.exit(len(wide) > 0 or lines == 0)
