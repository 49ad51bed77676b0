"""Waits until a portal is ready and serves its sign-in page: await_portal.py URL PID."""

import os
import sys
import time
import urllib.error
import urllib.request

LIMIT = 300


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def main(url, pid):
    urllib.request.install_opener(urllib.request.build_opener(urllib.request.ProxyHandler({})))
    end = time.monotonic() + LIMIT
    while not answers(url + "/health/ready"):
        if time.monotonic() > end:
            sys.exit(f"The portal is not ready after {LIMIT} s.")
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            sys.exit("The portal ended by itself.")
        time.sleep(0.1)
    if not answers(url + "/login"):
        sys.exit("The portal serves no sign-in page.")


main(sys.argv[1], int(sys.argv[2]))
