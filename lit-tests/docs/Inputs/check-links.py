#!/usr/bin/env python3
"""Usage: check-links.py ROOT

Fails if a page (*.md) below ROOT, build directories left out, links to a file that isn't
there, or to a heading that a page doesn't have.
"""

import pathlib
import re
import sys

CODE_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def read(page):
    return CODE_BLOCK.sub("", page.read_text(encoding="utf-8"))


def anchors(page):
    """What GitHub makes of a page's headings."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
            for heading in HEADING.findall(read(page))}


root = pathlib.Path(sys.argv[1])
pages = [page for page in sorted(root.rglob("*.md"))
         if not page.relative_to(root).parts[0].startswith("build")
         and "node_modules" not in page.parts]
links = 0
dead = []
for page in pages:
    for link in LINK.findall(read(page)):
        if "://" in link:
            continue
        links += 1
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(f"{page.relative_to(root)}: {link}")
print(f"{links} links in {len(pages)} pages", *dead, sep="\n")
sys.exit(len(dead) > 0 or links == 0)
