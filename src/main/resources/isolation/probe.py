"""Tries from inside of a cluster what its walls must not let through.

forbidden.json beside it is a list of {"what", "host", "port"}. Ends with 0 when nothing was reached
although the network works, with 3 when something was reached, with 4 when nothing can be said.
"""

import json
import os
import socket
import sys

PATIENCE = 4
VERIFIED, NOT_ENFORCED, UNKNOWN = 0, 3, 4


def attempt(host, port):
    """What became of a connection: reached, or why not."""
    try:
        with socket.create_connection((host, port), timeout=PATIENCE):
            return "reached"
    except socket.gaierror:
        return "name unknown"
    except TimeoutError:
        return "no answer"
    except OSError as error:
        return error.strerror or type(error).__name__


def own_head():
    host, _, port = os.environ.get("RAY_ADDRESS", "127.0.0.1:6379").rpartition(":")
    return host or "127.0.0.1", int(port)


def main():
    with open("forbidden.json", encoding="utf-8") as file:
        forbidden = json.load(file)
    control = attempt(*own_head())
    print(f"{'may':9}{'this cluster itself':34}{control}", flush=True)
    reached, named = [], []
    for target in forbidden:
        outcome = attempt(target["host"], target["port"])
        print(f"{'must not':9}{target['what']:34}{outcome}", flush=True)
        if outcome == "reached":
            reached.append(target["what"])
        named.append(outcome != "name unknown")
    if reached:
        print(f"Not enforced: a pod reached {', '.join(reached)}.")
        return NOT_ENFORCED
    if control != "reached" or not any(named):
        print("Nothing can be said: what must be reached was not reached either.")
        return UNKNOWN
    print("Verified: nothing was reached that must not be.")
    return VERIFIED


if __name__ == "__main__":
    sys.exit(main())
