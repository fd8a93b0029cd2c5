"""The tests of C compilers, with a yield at each entry and exit of a function: the
torture tests of GCC, and those of tcc and CompCert. They are in the Go module that
corpus/go.mod names."""

import functools
import math
import pathlib

import whole
from commands import Failure, must

NAME = "corpus"
BATCH = 40
LEAVES_OUT = True
TIERS = whole.TIERS
ENGINES = whole.ENGINES
Settings = whole.Settings
Batch = whole.Batch
render = whole.render

# Where the tests are, and the flags that they need. GCC's are of the time when types
# could be left out.
FOLDERS = [
    ("github.com/gcc-mirror/gcc/gcc/testsuite/gcc.c-torture/execute",
     ["-std=gnu89"]),
    ("tcc-0.9.27/tests/tests2", ["-std=gnu11"]),
    ("github.com/AbsInt/CompCert/test/c", ["-std=gnu99"]),
]
# What these do depends on variables that nobody has set.
UNDEFINED = ["921202-1.c"]


@functools.cache
def files():
    """All programs, with their flags, in an order that mixes the folders."""
    module = pathlib.Path(__file__).parent / "corpus"
    output = must(["go", "-C", module, "list", "-m", "-f", "{{.Dir}}",
                   "modernc.org/ccorpus2"])
    assets = pathlib.Path(output.strip() or "none") / "assets"
    found = [(file, flags) for folder, flags in FOLDERS
             for file in sorted((assets / folder).glob("*.c"))
             if file.name not in UNDEFINED]
    if not found:
        raise Failure("no corpus; tools/setup fetches it")
    count = len(found)
    # Steps of this size come to all of them.
    step = next(n for n in range(count // 3, count) if math.gcd(n, count) == 1)
    return [found[i * step % count] for i in range(count)]


def generate(seed, _):
    """The program of a seed. After the last it starts over, with the flags of
    another batch."""
    file, flags = files()[seed % len(files())]
    return whole.Source(file.read_text(errors="surrogateescape"),
                        [*flags, "-I", file.parent])
