"""Usage: check-units.py ROOT DRIVER DIRECTORY

Checks the units of systemd's in docs/host.md by systemd itself, in DIRECTORY, and what
docs/rolling.md has for Kubernetes by the schemas of its versions. In the units, DRIVER is where
they say that fiber-host is.
"""

import re
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import yaml

ROOT, DRIVER, DIRECTORY = map(Path, sys.argv[1:])
INSTALLED = "/usr/local/bin/fiber-host"
# Of those that have what the file uses, as the page says, and the last one.
VERSIONS = ("1.30", kubernetes_validate.latest_version())


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text()
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def check_systemd() -> None:
    units = []
    for text in blocks("host.md", "ini"):
        unit = DIRECTORY / re.match(r"# (\S+)\n", text)[1]
        unit.write_text(text.replace(INSTALLED, str(DRIVER)))
        units.append(unit)
    command = ["systemd-analyze", "verify", *units]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    # What it doesn't know is a warning.
    complaints = done.stdout + done.stderr
    print(f"systemd: {len(units)} units, {complaints or 'no complaint'}")


def check_kubernetes() -> None:
    objects = [yaml.safe_load(text) for text in blocks("rolling.md", "yaml")]
    for version in VERSIONS:
        for thing in objects:
            kubernetes_validate.validate(thing, version, strict=True)
    print(f"kubernetes: {len(objects)} object, as its schemas have it")
    # They know what they don't know.
    objects[0]["spec"]["replica"] = 2
    try:
        kubernetes_validate.validate(objects[0], VERSIONS[0], strict=True)
    except kubernetes_validate.ValidationError as error:
        print(f"with a mistake: {error.message}")


check_systemd()
check_kubernetes()
