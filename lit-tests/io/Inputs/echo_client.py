"""Usage: echo_client.py PORT

200 clients of an echo server at once. Each sends more than fits the buffers on the way,
and reads while it sends; some reset their connections instead.
"""

import asyncio
import socket
import struct
import sys

PORT = int(sys.argv[1])
CLIENTS = 200
SIZE = 300_000


async def reset(number: int) -> bool:
    _reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(b"x" * SIZE)
    # To linger for no time is to reset.
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
    return False


async def talk(number: int) -> bool:
    if number % 10 == 0:
        return await reset(number)
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    text = b"%d " % number * (SIZE // len(b"%d " % number))
    sending = asyncio.create_task(send(writer, text))
    received = await reader.readexactly(len(text))
    await sending
    writer.write_eof()
    rest = await reader.read()
    writer.close()
    return received == text and rest == b""


async def send(writer: asyncio.StreamWriter, text: bytes) -> None:
    writer.write(text)
    await writer.drain()


async def main() -> None:
    right = await asyncio.gather(*[talk(number) for number in range(CLIENTS)])
    resets = len([number for number in range(CLIENTS) if number % 10 == 0])
    print(
        f"{CLIENTS} clients, of whom {resets} reset their connections: "
        f"{sum(right)} got back all of it"
    )


asyncio.run(main())
