#!/usr/bin/env python3
"""Usage: mixed_client.py PORT SECONDS HEAVY

Asks examples/io/mixed.c. HEAVY clients ask for work of different sizes, and for more before it
is done. 20 ask for next to nothing at a constant rate. Prints JSON: how long these
waited, in nanoseconds from when each should have asked, and how much work each of the heavy
got done, in divisions a second.
"""

import asyncio
import json
import sys
import time

PORT, SECONDS, HEAVY = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
LIGHT, RATE = 20, 200  # All of them together ask so often a second.
KINDS = ("count", "sum", "both")
# The work of a request is from 20 slices up to 150.
LIMITS = {"count": (9000, 16000, 35000), "sum": (1100, 2000, 4000), "both": (1000, 1600, 3200)}


def divisions_of(last: int) -> list[int]:
    """How many of them it takes to find out about each number below `last`."""
    counts = []
    for number in range(last):
        i = 2
        while i * i <= number and number % i:
            i += 1
        counts.append(i - 1 if i * i <= number else i - 2)
    return counts


def make_works() -> dict[tuple[str, int], int]:
    """The divisions that each request takes."""
    per_number = divisions_of(40_000)
    # A prime is one of whose divisors none was found.
    sieve = bytearray([1]) * len(per_number)
    for i in range(2, 201):
        sieve[i * i :: i] = bytes(len(sieve[i * i :: i]))
    primes = [n for n in range(2, len(sieve)) if sieve[n]]
    works = {}
    for kind in KINDS:
        for limit in LIMITS[kind]:
            counted = sum(per_number[:limit]) if kind != "sum" else 0
            summed = sum(per_number[: primes[limit - 1] + 1]) if kind != "count" else 0
            works[kind, limit] = counted + summed
    return works


async def connect() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", PORT)


def send(connection, line: str) -> None:
    connection[1].write(f"{line}\n".encode())


async def get(connection) -> None:
    if not await connection[0].readline():
        sys.exit("mixed_client: the server has closed a connection")


async def be_light(number: int, begin: float, times: list[int]) -> None:
    connection = await connect()
    for i in range(number, round(SECONDS * RATE), LIGHT):
        due = begin + i / RATE
        await asyncio.sleep(due - time.monotonic())
        send(connection, "light")
        await get(connection)
        times.append(round((time.monotonic() - due) * 1e9))


async def be_heavy(number: int, works: dict, done: list[int], begin: float) -> None:
    kind = KINDS[number % len(KINDS)]
    limit = LIMITS[kind][number // len(KINDS) % 3]
    connection = await connect()
    await asyncio.sleep(begin - time.monotonic())
    send(connection, f"{kind} {limit}")
    while time.monotonic() < begin + SECONDS:
        send(connection, f"{kind} {limit}")
        await get(connection)
        if time.monotonic() < begin + SECONDS:
            done[number] += works[kind, limit]


async def run(works: dict) -> None:
    times: list[int] = []
    done = [0] * HEAVY
    begin = time.monotonic() + 0.2
    async with asyncio.TaskGroup() as group:
        for number in range(LIGHT):
            group.create_task(be_light(number, begin, times))
        for number in range(HEAVY):
            group.create_task(be_heavy(number, works, done, begin))
    times.sort()
    shares = {"p50": 0.5, "p99": 0.99, "max": 1}
    print(
        json.dumps(
            {
                **{name: times[round(share * (len(times) - 1))] for name, share in shares.items()},
                "work": [divisions / SECONDS for divisions in done],
            }
        )
    )


asyncio.run(run(make_works()))
