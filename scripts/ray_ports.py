"""Says which ports of the Ray clusters below a data directory other machines can reach.

Ray's gRPC and metrics ports listen on all interfaces whatever one asks; the cluster's token guards
the gRPC ones, Ray's metrics have no guard. Reads /proc only.
"""

import os
import pathlib
import sys

LISTEN = "0A"
ANYWHERE = {"00000000", "0" * 32, "0000000000000000FFFF000000000000"}


def parents_and_commands():
    parents, commands = {}, {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                commands[int(entry.name)] = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue  # It ended while we looked.
    return parents, commands


def heads(commands, home):
    """Process id and name of each `ray start` whose files lie below home."""
    for pid, words in commands.items():
        folders = [word.partition("=")[2] for word in words if word.startswith("--temp-dir=")]
        if "start" in words and folders and folders[0].startswith(home + "/"):
            yield pid, folders[0][len(home) + 1 :]


def listening_inodes():
    inodes = {}
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in pathlib.Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            address, _, port = fields[1].partition(":")
            if fields[3] == LISTEN and address in ANYWHERE:
                inodes[fields[9]] = int(port, 16)
    return inodes


def ports_of(pid, inodes):
    try:
        links = [os.readlink(file) for file in pathlib.Path(f"/proc/{pid}/fd").iterdir()]
    except OSError:
        return set()
    return {inodes[link[8:-1]] for link in links if link.startswith("socket:[") and link[8:-1] in inodes}


def main(home):
    parents, commands = parents_and_commands()
    inodes = listening_inodes()
    for head, name in heads(commands, home):
        family = {head}
        grown = True
        while grown:
            children = {pid for pid, parent in parents.items() if parent in family} - family
            family |= children
            grown = bool(children)
        ports = sorted(set().union(*(ports_of(pid, inodes) for pid in family)))
        shown = ", ".join(map(str, ports)) or "none"
        print(f"  • Ray in {name}: ports that other machines reach (the cluster's token guards them, not its metrics): {shown}")


if __name__ == "__main__":
    main(os.path.realpath(sys.argv[1]))
