"""Usage: lower_all.py TESTS OUTPUT

Runs the wasm-opt commands that the tests in directory TESTS check the text of, and
writes their output to directory OUTPUT in binary form.
"""

import re
import subprocess
import sys
from pathlib import Path

tests, output = map(Path, sys.argv[1:])
output.mkdir()
for test in sorted(tests.glob("*.wat")):
    commands = re.findall(r"RUN: (wasm-opt %s .*--lower-fibers.*) -S -o - ", test.read_text())
    for number, command in enumerate(commands):
        arguments = command.replace("%s", str(test)).split()
        file = output / f"{test.stem}.{number}.wasm"
        subprocess.run([*arguments, "-o", file], check=True)
        # To read it is to validate it.
        subprocess.run(["wasm-opt", "--quiet", file, "-o", "/dev/null"], check=True)
        print(file.name)
