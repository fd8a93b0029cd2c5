"""The servers of bench/load: what they are made of, and how they are run."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .builds import RUN_WASM, Builds
from .errors import BenchError
from .manifest import ROOT

SOURCES = ROOT / "bench" / "load"
HTTPD = ROOT / "examples" / "httpd"
# What the variant of the server is called that is native code, with fibers.
NATIVE_CODE = "fibers"
FRAMES, ASYNCIFY, NATIVE = TIERS = ("frames", "asyncify", "native")
# The calls between the entry of a task and fio_recv, and the suffix of what is made so.
DEPTHS = {1: "", 30: ".deep"}
# What the servers are not to do while they are measured: drop those who are idle.
LONG = "600000"
# The file that is asked for has as many bytes.
FILE_SIZE = 1024


@dataclass(frozen=True)
class Server:
    """One that can be run; `host` is an engine, or what is in its place."""

    host: str
    variant: str
    depth: int
    command: tuple[str, ...]

    @property
    def name(self) -> str:
        deep = f", {self.depth} deep" if self.depth > 1 else ""
        return f"{self.host}: {self.variant}{deep}"


class Servers:
    def __init__(self, builds: Builds):
        self.builds = builds
        self.directory = builds.directory / "load"
        self.site = self.directory / "site"
        self.client = self.directory / "client"
        self.connections = self.directory / "connections"
        self.driver = builds.directory.parent / "bin" / "fiber-host"

    def build(self) -> None:
        builds = self.builds
        self.site.mkdir(parents=True, exist_ok=True)
        page = self.site / "page"
        # Another bench may be reading it.
        if not page.exists():
            page.write_text("a" * FILE_SIZE)
        self._link_client("client.c", self.client)
        for depth in DEPTHS:
            objects = self._objects(depth, "wasm.o", builds.wasm_compiler)
            for tier in TIERS:
                # Without it, the 30 functions would be one.
                inline = " -Wl,--lower-fibers=inline:no" if depth > 1 else ""
                flags = f"-O2 -Wl,--lower-fibers=tier:{tier}{inline} -lfio"
                builds.link(objects, self.module(tier, depth), flags)
            native = self._objects(depth, "host.o", "clang-22")
            self._link_native(native, self._native(depth))
        builds.run()

    def build_echo(self) -> None:
        """The server of C10m, and its client."""
        self._link_client("connections.c", self.connections)
        self._build_example("echo", (FRAMES,))

    def build_mixed(self) -> list[Server]:
        """The server of bench/load/mixed, on each host."""
        self._build_example("mixed", TIERS)
        servers = [Server("native code", NATIVE_CODE, 1, (str(self._example("mixed")),))]
        for host, tiers, command in self._hosts():
            for tier in tiers:
                module = str(self._example("mixed", tier))
                servers.append(Server(host, tier, 1, (*command, module)))
        return servers

    def start_mixed(self, server: Server, slice_size: str) -> "Process":
        return self._start([*server.command, "0", slice_size])

    def echoes(self) -> dict[str, list[str]]:
        """What runs it, by host."""
        module = str(self._example("echo", FRAMES))
        hosts = {"native code": [str(self._example("echo"))]}
        for host, tiers, command in self._hosts():
            if FRAMES in tiers:
                hosts[host] = [*command, module]
        return hosts

    def start_echo(self, command: list[str]) -> "Process":
        return self._start(command)

    def all(self) -> list[Server]:
        """Those that are there: the driver is, if it was built."""
        servers = [Server("native code", "nginx", 1, ("nginx",))]
        for depth in DEPTHS:
            servers.append(
                Server("native code", NATIVE_CODE, depth, (str(self._native(depth)),))
            )
        for host, tiers, command in self._hosts():
            for depth in DEPTHS:
                for tier in tiers:
                    module = str(self.module(tier, depth))
                    servers.append(Server(host, tier, depth, (*command, module)))
        return servers

    def on_hosts(self, servers: list[Server], names: str | None) -> list[Server]:
        """Those of them that are on these hosts; all of them if none is named."""
        if names is None:
            return servers
        known = {server.host for server in servers}
        for name in names.split(","):
            if name not in known:
                raise BenchError(f"no host {name}; there are {', '.join(sorted(known))}")
        return [server for server in servers if server.host in names.split(",")]

    def module(self, tier: str, depth: int) -> Path:
        return self.directory / f"httpd{DEPTHS[depth]}.{tier}.wasm"

    def start(self, server: Server) -> "Process":
        if server.variant == "nginx":
            return self._start_nginx()
        return self.start_httpd(server, 0, LONG, LONG)

    def start_httpd(self, server: Server, port: int, idle: str, request: str) -> "Process":
        """Runs it with times in milliseconds, on a port, or on a free one (0)."""
        return self._start([*server.command, str(port), ".", idle, request])

    def _start(self, command: list[str]) -> "Process":
        process = Process(command, self.site)
        line = process.popen.stdout.readline()
        told = re.fullmatch(r"listening on port (\d+)\n", line)
        if not told:
            process.stop()
            raise BenchError(f"{command[0]} says {line!r}, not its port")
        process.port = int(told[1])
        return process

    def _hosts(self):
        run = (str(RUN_WASM), "--net")
        plain = (str(RUN_WASM), "--no-flags", "--net")
        # The driver comes next to native code, with which it is compared: in minutes, the
        # machine may become faster or slower.
        if self.driver.exists():
            driver = (str(self.driver), "--network", "--dir=.")
            yield "driver", (FRAMES, ASYNCIFY), driver
            yield "driver", (NATIVE,), (*driver, "--stack-switching")
        yield "deno", (FRAMES, ASYNCIFY), (*plain, "deno")
        yield "deno", (NATIVE,), (*run, "deno")
        yield "node", (FRAMES, ASYNCIFY), (*plain, "node")
        yield "node26", (NATIVE,), (*run, "node26")

    def _start_nginx(self) -> "Process":
        port = _free_port()
        text = (SOURCES / "nginx.conf").read_text()
        for name, value in {"PORT": port, "DIRECTORY": self.site}.items():
            text = text.replace(f"@{name}@", str(value))
        config = self.directory / "nginx.conf"
        config.write_text(text)
        process = Process(["nginx", "-c", str(config), "-e", "stderr"], self.site)
        process.port = port
        for _ in range(200):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    return process
            time.sleep(0.05)
        process.stop()
        raise BenchError("nginx doesn't listen")

    def _link_client(self, source: str, client: Path) -> None:
        self.builds.edge(
            "link",
            client,
            [SOURCES / source],
            compiler="clang-22",
            flags="-O2 -Wall -Wextra -Werror",
        )

    def _link_native(self, objects: list[Path], output: Path) -> None:
        build = self.builds.directory.parent
        libraries = [build / "io" / "libfio.a", build / "native" / "libfiber.a"]
        self.builds.edge(
            "link",
            output,
            objects,
            after=libraries,
            compiler="clang-22",
            libraries=" ".join(map(str, [*libraries, "-lboost_context -lstdc++"])),
        )

    def _objects(self, depth: int, kind: str, compiler: str) -> list[Path]:
        llhttp = parser()
        suffix = DEPTHS[depth]
        sources = [*sorted(HTTPD.glob("*.c")), *sorted(llhttp.glob("*.c"))]
        flags = f"-O2 -isystem {ROOT / 'include'} -isystem {llhttp}"
        if depth > 1:
            sources.append(SOURCES / "depth.c")
        objects = []
        for source in sources:
            # Of the server's sources, one receives.
            deep = depth > 1 and source.name == "request.c"
            output = self.directory / f"{source.stem}{suffix}.{kind}"
            self.builds.object(
                source, output, compiler, f"{flags} -Dfio_recv=deep_recv" if deep else flags
            )
            objects.append(output)
        return objects

    def _build_example(self, name: str, tiers: tuple[str, ...]) -> None:
        """Builds one of examples/io, natively, too, and all that was added before."""
        builds = self.builds
        self.site.mkdir(parents=True, exist_ok=True)
        source = ROOT / "examples" / "io" / f"{name}.c"
        flags = f"-O2 -isystem {ROOT / 'include'}"
        program, native = (self.directory / f"{name}.{kind}.o" for kind in ("wasm", "host"))
        builds.object(source, program, builds.wasm_compiler, flags)
        builds.object(source, native, "clang-22", flags)
        for tier in tiers:
            flags = f"-O2 -Wl,--lower-fibers=tier:{tier} -lfio"
            builds.link([program], self._example(name, tier), flags)
        self._link_native([native], self._example(name))
        builds.run()

    def _example(self, name: str, tier: str | None = None) -> Path:
        return self.directory / (f"{name}.{tier}.wasm" if tier else name)

    def _native(self, depth: int) -> Path:
        return self.directory / f"httpd{DEPTHS[depth]}"


class Process:
    """A server that runs, on the first core."""

    def __init__(self, command: list[str], directory: Path):
        self.port = 0
        if not shutil.which(command[0]):
            raise BenchError(f"no {command[0]}; tools/setup --tests installs it")
        self.popen = subprocess.Popen(
            [*on_core(0), *command], cwd=directory, stdout=subprocess.PIPE, text=True
        )

    def stop(self) -> None:
        # Its clients have gone.
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.popen.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_bytes(self) -> int:
        return self._memory("VmHWM")

    def resident_bytes(self) -> int:
        return self._memory("VmRSS")

    def open_files(self) -> int:
        return len(os.listdir(f"/proc/{self.popen.pid}/fd"))

    def wait_until_accepted(self, count: int) -> None:
        """Connections, of which the system says at once that they are connected."""
        for _ in range(600):
            if self.open_files() > count:
                break
            time.sleep(0.1)
        # Each begins to receive.
        time.sleep(1)

    def end(self) -> int:
        """Has it end gracefully, and returns its status."""
        self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(timeout=60)

    def _memory(self, what: str) -> int:
        status = Path(f"/proc/{self.popen.pid}/status").read_text()
        return int(re.search(rf"{what}:\s+(\d+) kB", status)[1]) * 1024


def parser() -> Path:
    """The directory of the sources of httpd's parser."""
    return Path(_output(HTTPD / "get-llhttp"))


def on_core(number: int) -> list[str]:
    """What runs a command on the first core, or the last (-1)."""
    return ["taskset", "-c", str(sorted(os.sched_getaffinity(0))[number])]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _output(command: Path) -> str:
    return subprocess.run([command], capture_output=True, text=True, check=True).stdout.strip()
