"""Programs of csmith, with a yield at each entry and exit of a function: also of
those that csmith calls for arithmetic, in the middle of expressions."""

import whole
from commands import must

NAME = "csmith"
BATCH = 20
LEAVES_OUT = True
TIERS = whole.TIERS
ENGINES = whole.ENGINES
Batch = whole.Batch
render = whole.render

OPTIONS = ["--max-funcs", 6, "--max-block-depth", 4, "--max-expr-complexity", 8]
INCLUDE = "/usr/include/csmith"


class Settings(whole.Settings):
    """In every other batch, two programs at a time take turns."""

    def __init__(self, number):
        super().__init__(number)
        self.in_pairs = number % 2 == 1

    def __str__(self):
        return super().__str__() + (" in pairs" if self.in_pairs else "")


def generate(seed, directory):
    # It leaves a file where it runs, and takes the seed 0 for none.
    text = must(["csmith", "--seed", seed + 1, *OPTIONS], directory)
    return whole.Source(text, ["-I", INCLUDE], ["-Dprintf=program_printf"])
