"""What servers take: memory for connections that are held open, and bytes."""

import resource
import subprocess
from pathlib import Path

from .errors import BenchError
from .load_servers import (
    FRAMES,
    HTTPD,
    NATIVE_CODE,
    Process,
    Server,
    Servers,
    on_core,
    parser,
)
from .manifest import ROOT

# While they are held, for a server that does something, and how long that is measured.
RATE = 2000
SECONDS = 5
# Of a module, without its parser if it has one.
MOST_SIZE = 30_000


def memory(servers: Servers, all_servers: list[Server], connections: int) -> list[dict]:
    """Native code's and that of the frames tier on each host."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if connections > most - 100:
        raise BenchError(f"--held takes less than ulimit -n, {most}, allows")
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    chosen = [
        server
        for server in all_servers
        if server.depth == 1 and server.variant in (NATIVE_CODE, FRAMES)
    ]
    return [_held(servers, server, connections) for server in chosen]


def _held(servers: Servers, server: Server, connections: int) -> dict:
    process = servers.start(server)
    try:
        first = process.resident_bytes()
        # One of them asks, so that it is known when it is over.
        client = _ask(servers, process, connections, 1)
        process.wait_until_accepted(connections)
        rest = process.resident_bytes()
        _check(client)
        client = _ask(servers, process, connections, RATE)
        _check(client)
        busy = process.peak_bytes()
    finally:
        process.stop()
    return {
        "host": server.host,
        "variant": server.variant,
        "connections": connections,
        "rate": RATE,
        "first_bytes": first,
        "rest_bytes": rest,
        "busy_bytes": busy,
    }


def _ask(servers: Servers, process: Process, connections: int, rate: int):
    options = [process.port, "/", connections, rate, SECONDS]
    return subprocess.Popen(
        [*on_core(-1), *map(str, [servers.client, *options])], stdout=subprocess.DEVNULL
    )


def _check(client: subprocess.Popen) -> None:
    if client.wait() != 0:
        raise BenchError("a server doesn't hold connections open")


def sizes(servers: Servers) -> list[dict]:
    """Of modules without names, in the frames tier."""
    echo = _for_size(servers, "echo", [ROOT / "examples" / "io" / "echo.c"])
    # What it calls of its parser, it imports.
    bare = _for_size(
        servers,
        "httpd",
        sorted(HTTPD.glob("*.c")),
        compiling=f" -isystem {parser()}",
        linking=" -Wl,--allow-undefined",
    )
    builds = servers.builds
    server = servers.module(FRAMES, 1)
    builds.edge("strip", builds.stripped(server), [server], after=[builds.wasm_opt])
    builds.run()
    return [
        _size("examples/io/echo.c, for size", echo, MOST_SIZE),
        _size("examples/httpd without its parser, for size", bare, MOST_SIZE),
        _size("examples/httpd with its parser, -O2", builds.stripped(server), None),
    ]


def _for_size(
    servers: Servers, name: str, sources: list[Path], compiling: str = "", linking: str = ""
) -> Path:
    """With all options for size that docs/io.md names."""
    builds = servers.builds
    linked, small = (servers.directory / f"{name}.{kind}.wasm" for kind in ("Oz", "small"))
    objects = []
    for source in sources:
        objects.append(servers.directory / f"{source.stem}.Oz.o")
        builds.object(source, objects[-1], builds.wasm_compiler, f"-Oz{compiling}")
    flags = "-Oz -Wl,--lower-fibers=optimize:size -lc-printscan-no-floating-point -lfio"
    builds.link(objects, linked, flags + linking)
    passes = "-Oz --strip-debug --strip-producers --strip-target-features"
    builds.edge("pass", small, [linked], after=[builds.wasm_opt], passes=passes)
    return small


def _size(program: str, module: Path, most: int | None) -> dict:
    return {"program": program, "bytes": module.stat().st_size, "most": most}
