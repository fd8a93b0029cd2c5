"""Usage: lease.py PORT

Has a lease on a file while examples/httpd is asked for it.
"""

import fcntl
import os
import signal
import sys
import urllib.error
import urllib.request


def status_of(name: str) -> int:
    url = f"http://127.0.0.1:{sys.argv[1]}/files/{name}"
    try:
        with urllib.request.urlopen(url, timeout=300) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


# The system says that somebody wants it.
signal.signal(signal.SIGIO, signal.SIG_IGN)
lease = os.open("leased", os.O_RDONLY)
fcntl.fcntl(lease, fcntl.F_SETLEASE, fcntl.F_WRLCK)
print("leased:", status_of("leased"))
print("other:", status_of("other"))
os.close(lease)
print("given back:", status_of("leased"))
