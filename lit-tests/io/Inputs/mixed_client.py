"""Usage: mixed_client.py PORT

Asks examples/io/mixed.c for much and little at once, and ends it while it is at work.
"""

import socket
import sys


class Client:
    def __init__(self) -> None:
        port = int(sys.argv[1])
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=300)
        self.input = self.socket.makefile("r")

    def send(self, line: str) -> "Client":
        self.socket.sendall(f"{line}\n".encode())
        return self

    def get(self) -> str:
        return self.input.readline().strip()

    def ask(self, line: str) -> str:
        return self.send(line).get()


def primes(last: int) -> list[int]:
    return [n for n in range(2, last) if all(n % i for i in range(2, int(n**0.5) + 1))]


def expected(what: str, limit: int) -> str:
    below, first = primes(limit), primes(20 * limit)[:limit]
    return {
        "count": f"{len(below)}",
        "sum": f"{sum(first)}",
        "both": f"{len(below)} {sum(first)}",
    }[what]


# Nobody lives to see the end of these.
endless = [Client().send("count 4000000000") for _ in range(10)]
endless += [Client().send("both 4000000000") for _ in range(10)]
# A client that goes in the middle of it.
Client().send("sum 4000000000").socket.close()

light = Client()
print("light:", {light.ask("light") for _ in range(50)})
requests = [(what, limit) for what in ("count", "sum", "both") for limit in (0, 1, 2, 3000)]
clients = [Client().send(f"{what} {limit}") for what, limit in requests]
answers = [client.get() for client in clients]
right = [expected(*request) for request in requests]
print("answers that are right:", sum(a == b for a, b in zip(answers, right)), "of", len(right))
print("nonsense:", light.ask("wonders 1"))
print("quit:", light.ask("quit"))
print("what was at work:", {client.get() for client in endless})
