"""The pages (*.md) of a checkout, which tests of the documentation read."""

import re

CODE_BLOCK = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)


def find(root):
    """All below the path, build directories and packages of others left out."""
    return [page for page in sorted(root.rglob("*.md"))
            if not page.relative_to(root).parts[0].startswith("build")
            and "node_modules" not in page.parts]


def read(page):
    """The text of a page, without code."""
    return CODE_BLOCK.sub("", page.read_text(encoding="utf-8"))
