#!/usr/bin/env python3
"""Usage: http_clients.py [--seconds N] [--seed N] [--clients N] PORT

Clients that a server of HTTP/1.1 has to survive: each sends requests that are right, broken,
or garbage, in pieces, pipelined, slowly, and goes whenever it likes, also by a reset. What
comes back has to be answers as HTTP has them, and a request that is right has to be answered
all the while. Says how many there were, and fails at the first that isn't so.
"""

import argparse
import asyncio
import random
import re
import socket
import struct
import sys
import time

STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) [A-Za-z ]+\r\n")
HOST = b"Host: a\r\n"
RIGHT = b"GET / HTTP/1.1\r\n" + HOST + b"\r\n"
METHODS = (b"GET", b"HEAD", b"POST", b"PUT", b"OPTIONS", b"BREW", b"get", b"")
TARGETS = (b"/", b"/count", b"/files/page", b"/files/../x", b"/files/%2e%2e/x", b"/files/%",
           b"/none", b"*", b"http://a/", b"/" + b"a" * 2000, b"\xff", b"")
VERSIONS = (b"HTTP/1.1",) * 4 + (b"HTTP/1.0", b"HTTP/2.0", b"HTTP/1.1 ", b"")
FIELDS = (HOST, HOST, b"Connection: close\r\n", b"Connection: keep-alive\r\n",
          b"Expect: 100-continue\r\n", b"Content-Length: 5\r\n", b"Content-Length: -1\r\n",
          b"Content-Length: 99999999999999999999\r\n", b"Transfer-Encoding: chunked\r\n",
          b"A: " + b"b" * 9000 + b"\r\n", b": x\r\n", b"A b: c\r\n", b"A: \0\r\n", b"\n",
          b"Upgrade: h2c\r\nConnection: Upgrade\r\n")
BODIES = (b"", b"hello", b"5\r\nhello\r\n0\r\n\r\n", b"fffffffffffffffff\r\n", b"0\r\n\r\n",
          b"1;" + b"x" * 9000, b"-1\r\n", b"5\r\nhel")


class Failure(Exception):
    """The server has done what it must not."""


def make_request(rng: random.Random) -> bytes:
    kind = rng.random()
    if kind < 0.3:
        return RIGHT
    if kind < 0.4:
        return rng.randbytes(rng.randrange(1, 300))
    fields = b"".join(rng.choices(FIELDS, k=rng.randrange(5)))
    line = b" ".join([rng.choice(METHODS), rng.choice(TARGETS), rng.choice(VERSIONS)])
    request = bytearray(line + b"\r\n" + fields + b"\r\n" + rng.choice(BODIES))
    for _ in range(rng.randrange(4) if kind < 0.7 else 0):
        request[rng.randrange(len(request))] = rng.randrange(256)
    return bytes(request)


def check_answers(text: bytes, is_whole: bool) -> None:
    """Nothing but answers, of which the last may be cut off unless they are whole."""
    while text:
        status = STATUS.match(text)
        head, end, rest = text.partition(b"\r\n\r\n")
        if not end and not is_whole:
            return
        if not status or not end:
            raise Failure(f"no answer: {text[:200]!r}")
        length = re.search(rb"\r\nContent-Length: (\d+)", head)
        size = int(length[1]) if length else 0
        # An answer to HEAD has no body.
        if rest.startswith(b"HTTP/1.1 ") or status[1] == b"100":
            size = 0
        text = rest[size:]


async def send_in_pieces(rng: random.Random, writer: asyncio.StreamWriter) -> None:
    text = b"".join(make_request(rng) for _ in range(rng.choice((1, 1, 1, 2, 5, 20))))
    if rng.random() < 0.5:
        writer.write(text)
        return
    while text:
        size = rng.choice((1, 2, 7, 100, 5000))
        writer.write(text[:size])
        text = text[size:]
        await writer.drain()
        await asyncio.sleep(rng.choice((0, 0, 0.001, 0.01)))


async def talk(rng: random.Random, port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        await send_in_pieces(rng, writer)
        end = rng.random()
        if end < 0.2:
            writer.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            return
        if end < 0.6:
            writer.write_eof()
        async with asyncio.timeout(rng.choice((0.05, 0.5))):
            check_answers(await reader.read(1 << 20), is_whole=False)
    except (ConnectionError, TimeoutError, OSError):
        pass
    finally:
        writer.transport.abort()


async def ask(port: int) -> None:
    """A request that is right, of which others must not keep the server."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(RIGHT)
    async with asyncio.timeout(60):
        text = await reader.readuntil(b"\r\n\r\n")
    if not text.startswith(b"HTTP/1.1 200 OK\r\n"):
        raise Failure(f"a right request gets {text!r}")
    writer.transport.abort()


async def run(port: int, seconds: float, seed: int, clients: int) -> int:
    count = 0
    end = time.monotonic() + seconds

    async def repeat(number: int) -> None:
        nonlocal count
        rng = random.Random(f"{seed} {number}")
        while time.monotonic() < end:
            await talk(rng, port)
            count += 1
            if count % 50 == 0:
                await ask(port)

    async with asyncio.TaskGroup() as group:
        for number in range(clients):
            group.create_task(repeat(number))
    await ask(port)
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[2])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("port", type=int)
    arguments = parser.parse_args()
    try:
        count = asyncio.run(run(**vars(arguments)))
    except* (Failure, OSError, TimeoutError) as failures:
        sys.exit(f"http_clients: {failures.exceptions[0]!r}")
    print(f"{count} clients, seed {arguments.seed}: all answers are right")


main()
