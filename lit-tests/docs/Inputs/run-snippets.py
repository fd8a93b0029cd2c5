#!/usr/bin/env python3
"""Usage: run-snippets.py PAGE.md

Does in the current directory what a reader of PAGE.md does, and fails if it turns
out otherwise than the page says. Of the page's code blocks, in their order,

- one that begins with a comment that is a file's name (`// app.c`, `# CMakeLists.txt`,
  `<!-- page.html -->`) is written to that file, in its directory;
- one in the language `console` is run: a line that begins with `$ ` is a command,
  which goes on in the next line, after `> `, if it ends with a backslash. The lines
  up to the next command are what it writes to standard output and standard error,
  all of it.

Other blocks, `sh` for one, are left alone.
"""

import os
import re
import subprocess
import sys

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"((?:[^\n]*\\\n> )*[^\n]*)\n(.*)", re.DOTALL)
FILE_NAME = re.compile(r"(?://|#|<!--) ([\w/.]+\.\w+)(?: -->)?\n")


def run(command, expected):
    result = subprocess.run(["bash", "-c", command], text=True, check=False,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(f"$ {command}\n{result.stdout}", end="", flush=True)
    if result.stdout != expected:
        sys.exit(f"run-snippets: the page says that it writes:\n{expected}")


with open(sys.argv[1], encoding="utf-8") as file:
    page = file.read()
commands = 0
for language, text in BLOCK.findall(page):
    if language == "console":
        for step in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, expected = COMMAND.match(step).groups()
            run(command.replace("\\\n> ", ""), expected)
            commands += 1
    elif name := FILE_NAME.match(text):
        os.makedirs(os.path.dirname(name[1]) or ".", exist_ok=True)
        with open(name[1], "w", encoding="utf-8") as file:
            file.write(text)
if commands == 0:
    sys.exit(f"run-snippets: no command in {sys.argv[1]}")
