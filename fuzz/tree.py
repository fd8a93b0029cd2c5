"""A generated program as a tree of text, and how it gets smaller.

A Node is text with other nodes and Blocks in it. A Block is a list of nodes that
can do with fewer of them. The reducer knows nothing of the language: it tries
changes, and what makes no valid program doesn't pass the test.
"""


class Node:
    """Text, with nodes and blocks in it. `zero` is the text that can stand in
    for it, if there is one; nodes with the same `zero` can replace each other."""

    def __init__(self, *parts, zero=None):
        self.parts = list(parts)
        self.zero = zero

    def render(self, indent=0):
        return "".join(
            part if isinstance(part, str) else part.render(indent)
            for part in self.parts)


class Block:
    """A list of nodes, a line each."""

    def __init__(self, items=()):
        self.items = list(items)

    def render(self, indent=0):
        inner = indent + 2
        lines = "".join(
            " " * inner + item.render(inner) + "\n" for item in self.items)
        return "\n" + lines + " " * indent


def _walk(tree):
    """All nodes and blocks, the outer ones first."""
    yield tree
    for part in tree.items if isinstance(tree, Block) else tree.parts:
        if not isinstance(part, str):
            yield from _walk(part)


def _blocks_in(node):
    """The blocks that are nearest to a node."""
    for part in node.parts:
        if isinstance(part, Block):
            yield part
        elif isinstance(part, Node):
            yield from _blocks_in(part)


def reduce(tree, fails):
    """Makes `tree` as small as it gets while `fails()` is true of it."""

    def attempt(owner, name, value):
        old = getattr(owner, name)
        setattr(owner, name, value)
        if fails():
            return True
        setattr(owner, name, old)
        return False

    def remove_items(block):
        changed = False
        size = len(block.items)
        while size > 0:
            end = len(block.items)
            while end > 0:
                begin = max(0, end - size)
                items = block.items[:begin] + block.items[end:]
                changed |= attempt(block, "items", items)
                end = begin
            size //= 2
        return changed

    def unwrap_items(block):
        """Replaces items by what one of their blocks contains."""
        changed = False
        for index in reversed(range(len(block.items))):
            for inner in list(_blocks_in(block.items[index])):
                items = (block.items[:index] + inner.items +
                         block.items[index + 1:])
                if attempt(block, "items", items):
                    changed = True
                    break
        return changed

    def simplify(node):
        """Replaces an expression by zero or by a part of it."""
        if node.zero is None or node.parts == [node.zero]:
            return False
        if attempt(node, "parts", [node.zero]):
            return True
        return any(
            attempt(node, "parts", list(part.parts))
            for part in node.parts
            if isinstance(part, Node) and part.zero == node.zero)

    changed = True
    while changed:
        changed = False
        for step, kind in ((remove_items, Block), (unwrap_items, Block),
                           (simplify, Node)):
            for part in list(_walk(tree)):
                if isinstance(part, kind):
                    changed |= step(part)
