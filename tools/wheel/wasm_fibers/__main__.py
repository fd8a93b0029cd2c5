"""The command wasm-fibers."""

import os
import sys

from wasm_fibers import prefix


def main():
    command = prefix / "bin/wasm-fibers"
    os.execv(command, [str(command), *sys.argv[1:]])


if __name__ == "__main__":
    main()
