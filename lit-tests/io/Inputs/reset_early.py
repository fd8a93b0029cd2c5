"""Usage: reset_early.py COMMAND...

Clients of an echo server, which COMMAND runs, that connect and reset before it has accepted
them, and one after them.
"""

import signal
import socket
import struct
import subprocess
import sys

server = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)
port = int(server.stdout.readline().rpartition(" ")[2])
try:
    server.send_signal(signal.SIGSTOP)
    for _ in range(20):
        client = socket.create_connection(("127.0.0.1", port))
        # To linger for no time is to reset.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
    after = socket.create_connection(("127.0.0.1", port), timeout=300)
    after.sendall(b"hello")
    server.send_signal(signal.SIGCONT)
    print(f"after 20 that were reset early: {after.recv(5)}")
finally:
    server.kill()
    server.wait()
