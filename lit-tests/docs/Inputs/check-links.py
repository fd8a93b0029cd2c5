#!/usr/bin/env python3
"""Usage: check-links.py ROOT

Fails if a page below ROOT links to a file that isn't there, or to a heading that a page
doesn't have.
"""

import pathlib
import re
import sys

import pages

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def anchors(page):
    """What GitHub makes of a page's headings."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
            for heading in HEADING.findall(pages.read(page))}


root = pathlib.Path(sys.argv[1])
found = pages.find(root)
links = 0
dead = []
for page in found:
    for link in LINK.findall(pages.read(page)):
        if "://" in link:
            continue
        links += 1
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(f"{page.relative_to(root)}: {link}")
print(f"{links} links in {len(found)} pages", *dead, sep="\n")
sys.exit(len(dead) > 0 or links == 0)
