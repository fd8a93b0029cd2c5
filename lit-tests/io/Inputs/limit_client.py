"""Usage: limit_client.py PORT

Connects five clients to limit.c, which has room for two.
"""

import socket
import sys
import time

PORT = int(sys.argv[1])
TEXT = b"hello" * 1000


def unread(client: socket.socket) -> int:
    """How many bytes wait in the system to be read at the server's end."""
    own = f"{client.getsockname()[1]:04X}"
    with open("/proc/net/tcp", encoding="ascii") as table:
        for line in table:
            fields = line.split()
            if fields[1].endswith(f":{PORT:04X}") and fields[2].endswith(f":{own}"):
                return int(fields[4].split(":")[1], 16)
    return -1


def gets_answer(client: socket.socket) -> bool:
    with client.makefile("rb") as answer:
        return answer.read(len(TEXT)) == TEXT


def talk(client: socket.socket) -> bool:
    client.sendall(TEXT)
    return gets_answer(client)


def connect() -> socket.socket:
    return socket.create_connection(("127.0.0.1", PORT), timeout=300)


served = [connect() for _ in range(2)]
print(f"served: {[talk(client) for client in served]}")
waiting = [connect() for _ in range(3)]
for client in waiting:
    client.sendall(TEXT)
# If the server read what they send, it would have done so by now.
time.sleep(0.2)
print(f"served beside them: {[talk(client) for client in served]}")
print(f"unread: {[unread(client) for client in waiting]}")
for client in served:
    client.close()
for client in waiting:
    print(f"served when there is room: {gets_answer(client)}")
    client.close()
