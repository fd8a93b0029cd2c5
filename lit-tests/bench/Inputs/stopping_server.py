"""Usage: stopping_server.py CLIENT

A server that stops for most of the second in which CLIENT asks it. Those who ask
as soon as they have an answer would find one slow answer each.
"""

import json
import socket
import subprocess
import sys
import threading
import time

RATE = 200
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def serve(connection: socket.socket) -> None:
    stopped = False
    begin = time.monotonic()
    with connection:
        while connection.recv(1000):
            if not stopped and time.monotonic() - begin > 0.1:
                stopped = True
                time.sleep(0.8)
            connection.sendall(ANSWER)


with socket.create_server(("127.0.0.1", 0)) as listener:
    port = listener.getsockname()[1]
    command = [sys.argv[1], str(port), "/", "1", str(RATE), "1"]
    client = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    threading.Thread(target=serve, args=[listener.accept()[0]]).start()
    result = json.loads(client.communicate()[0])
print(f"a constant rate: {result['answers'] == RATE}")
print(f"half of the answers took longer than 200 ms: {result['p50'] > 2e8}")
print(f"in half of the tenths of a second, one of a thousand did: {result['p999_tenths'] > 2e8}")
print(f"the longest took 800 ms: {result['max'] > 7.9e8}")
