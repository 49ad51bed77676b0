"""./rayport run, clusters, jobs, logs, resubmit, audit, backup and restore: a portal from the command line."""

import argparse
import datetime
import os
import re
import shlex
import sys
import uuid

import backup
import follow
import pack
import portal as http

LIVING = ("REQUESTED", "STARTING", "READY", "UPDATING", "SUSPENDING", "SUSPENDED")


def arguments():
    every = argparse.ArgumentParser(add_help=False)
    every.add_argument("--url", help="the portal's address (RAYPORT_URL)")
    every.add_argument("--token", help="a token of yours (RAYPORT_TOKEN)")
    every.add_argument("--home", help="data directory of the portal on this machine (RAYPORT_HOME)")
    parser = argparse.ArgumentParser(prog="./rayport")
    commands = parser.add_subparsers(dest="command", required=True)

    run = commands.add_parser("run", parents=[every], help="runs a folder's program on a cluster and follows it",
                              usage="./rayport run [options] -- command …")
    run.add_argument("--cluster", help="name or id; made from the template where there is none")
    run.add_argument("--template", default="cpu-small", help="what a new cluster is made from (cpu-small)")
    run.add_argument("--value", action="append", default=[], metavar="K=V", help="a parameter of the template")
    run.add_argument("--fresh", action="store_true", help="a cluster of its own that stops with the job")
    run.add_argument("--dir", default=".", help="the working directory (the current one)")
    run.add_argument("--no-dir", action="store_true", help="sends no working directory")
    run.add_argument("--pip", action="append", default=[], metavar="PACKAGE", help="a package the job needs")
    run.add_argument("--requirements", metavar="FILE", help="a file of such packages")
    run.add_argument("--env", action="append", default=[], metavar="K=V", help="a variable; @secret/name hands over a secret")
    run.add_argument("--name", help="the job's name")
    run.add_argument("--cpus", type=float, help="CPUs that the program itself reserves")
    run.add_argument("--gpus", type=float, help="GPUs that the program itself reserves")
    run.add_argument("--timeout", help="stops it after this long, such as PT2H")
    run.add_argument("--retries", type=int, help="tries again so often when it fails")
    run.add_argument("--detach", action="store_true", help="submits and does not follow")
    run.add_argument("words", nargs=argparse.REMAINDER, metavar="-- command …")

    clusters = commands.add_parser("clusters", parents=[every], help="the tenant's clusters")
    clusters.add_argument("--all", action="store_true", help="stopped ones too")
    jobs = commands.add_parser("jobs", parents=[every], help="the tenant's latest jobs")
    jobs.add_argument("--cluster", help="name or id")
    jobs.add_argument("--limit", type=int, default=20)
    logs = commands.add_parser("logs", parents=[every], help="a job's log")
    logs.add_argument("job", help="id, or a name: its latest job")
    logs.add_argument("--follow", "-f", action="store_true", help="until its end")
    logs.add_argument("--tail", type=int, help="only the last lines")
    again = commands.add_parser("resubmit", parents=[every], help="runs a job once more and follows it")
    again.add_argument("job", help="id, or a name: its latest job")
    again.add_argument("--detach", action="store_true", help="submits and does not follow")
    audit = commands.add_parser("audit", parents=[every], help="compares the audit log with its seals")
    audit.add_argument("what", choices=["verify"])
    keep = commands.add_parser("backup", parents=[every], help="everything that lasts, in one archive")
    keep.add_argument("file", nargs="?", help="where it goes (rayport-backup-<time>.tar.gz)")
    back = commands.add_parser("restore", help="puts a backup into an empty data directory")
    back.add_argument("file", help="the archive")
    back.add_argument("--home", help="the data directory (RAYPORT_HOME)")
    return parser.parse_args()


def pairs(texts, option):
    for text in texts:
        if "=" not in text:
            raise SystemExit(f"“{text}” is no pair. Next: {option} NAME=value")
    return dict(text.split("=", 1) for text in texts)


def run(portal, wish):
    words = wish.words[1:] if wish.words[:1] == ["--"] else wish.words
    if not words:
        raise SystemExit("Nothing to run. Next: ./rayport run -- python main.py")
    screen = follow.Screen()
    job = {"entrypoint": words[0] if len(words) == 1 else shlex.join(words), "runtimeEnv": environment(wish)}
    resources = {"cpus": wish.cpus, "gpus": wish.gpus}
    job["resources"] = {key: value for key, value in resources.items() if value is not None}
    for key in ("name", "timeout", "retries"):
        if getattr(wish, key) is not None:
            job[key] = getattr(wish, key)
    if not wish.no_dir:
        stored = portal.put("/packages", pack.packed(wish.dir))
        screen.say(f"· {stored['files']} files of {os.path.abspath(wish.dir)}, {stored['bytes'] / 1e6:.1f} MB")
        job["package"] = stored["package"]
    job.update(place(portal, wish, screen))
    made = portal.post("/jobs", job, key=str(uuid.uuid4()))
    screen.say(f"· job {made['name']}  {follow.page(portal, made)}")
    return 0 if wish.detach else follow.follow(portal, made, screen)


def environment(wish):
    env = {}
    packages = wish.pip + (pack.requirements(wish.requirements) if wish.requirements else [])
    if packages:
        env["pip"] = packages
    if wish.env:
        env["env_vars"] = pairs(wish.env, "--env")
    return env


def place(portal, wish, screen):
    """Where it runs: a cluster that is there, or one that is made."""
    made = {"template": wish.template, "values": values(wish)}
    if wish.fresh:
        return {"newCluster": made}
    name = wish.cluster or own_name(portal, wish.template)
    try:
        there = portal.get(f"/clusters/{name}")
    except http.Refused as refusal:
        if refusal.status != 404:
            raise
        there = None
    if there is None or (there["state"] not in LIVING and not name.startswith("cl_")):
        there = portal.post("/clusters", {"name": name, **made}, key=str(uuid.uuid4()))
        screen.say(f"· makes cluster {name} from {there['template']}; later runs use it too")
    elif there["state"] == "SUSPENDED":
        portal.post(f"/clusters/{there['id']}/resume")
        screen.say(f"· wakes cluster {name}")
    else:
        screen.say(f"· on cluster {there['name']}, which is {there['state'].lower()}")
    return {"cluster": there["id"]}


def values(wish):
    read = pairs(wish.value, "--value")
    return {key: int(text) if re.fullmatch(r"-?\d{1,9}", text) else text for key, text in read.items()}


def own_name(portal, template):
    """One cluster per person and template, so that nobody's runs get in each other's way."""
    user = portal.get("/me")["user"]
    user = user if isinstance(user, str) else user["name"]
    name = re.sub(r"[^a-z0-9]+", "-", f"{user}-{template.split('@')[0]}".lower()).strip("-")
    return (name if name[:1].isalpha() else f"u-{name}")[:36].strip("-")


def table(rows, head):
    widths = [max(len(str(row[i])) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip())


def ago(time):
    seconds = (datetime.datetime.now(datetime.timezone.utc) - datetime.datetime.fromisoformat(cut(time))).total_seconds()
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{int(seconds // length)} {unit} ago"
    return "just now"


def cut(time):
    # Python 3.10 reads neither Z nor nine digits.
    return re.sub(r"(\.\d{1,6})?\d*Z$", "+00:00", re.sub(r"\.\d+", "", time))


def clusters(portal, wish):
    found = portal.get("/clusters", limit=200)["items"]
    shown = [c for c in found if wish.all or c["state"] not in ("STOPPED",)]
    rows = [(c["name"], (c.get("condition") or c["state"]).lower(), c["template"], c["owner"], ago(c["createdAt"])) for c in shown]
    table(rows, ("NAME", "STATE", "TEMPLATE", "OWNER", "MADE"))
    return 0


def jobs(portal, wish):
    found = portal.get("/jobs", limit=wish.limit, cluster=wish.cluster)["items"]
    rows = [(j["id"], j["name"], j["state"].lower(), follow.far(j), j["owner"], ago(j["createdAt"])) for j in found]
    table(rows, ("JOB", "NAME", "STATE", "PROGRESS", "OWNER", "SUBMITTED"))
    return 0


def one_job(portal, wanted):
    if re.fullmatch(r"job_[0-9a-z]+", wanted):
        return portal.get(f"/jobs/{wanted}")
    for job in portal.get("/jobs", q=wanted, limit=200)["items"]:
        if job["name"] == wanted:
            return job
    raise SystemExit(f"There is no job “{wanted}”. Next: ./rayport jobs")


def logs(portal, wish):
    job = one_job(portal, wish.job)
    if wish.follow:
        return follow.follow(portal, job, follow.Screen())
    with portal.stream(f"/jobs/{job['id']}/logs", tail=wish.tail) as log:
        while data := log.read1(65536):
            sys.stdout.buffer.write(data)
    sys.stdout.flush()
    return 0


def resubmit(portal, wish):
    screen = follow.Screen()
    made = portal.post(f"/jobs/{one_job(portal, wish.job)['id']}/resubmit", key=str(uuid.uuid4()))
    screen.say(f"· job {made['name']}, attempt {made['chainNumber']}  {follow.page(portal, made)}")
    return 0 if wish.detach else follow.follow(portal, made, screen)


def audit(portal, wish):
    check = portal.post("/audit/verify")
    if not check["intact"]:
        print(f"The audit log was tampered with. {check['broken']}", file=sys.stderr)
        print(f"The {check['sealed']} entries before are as they were written. Next: compare with a backup.", file=sys.stderr)
        return 1
    print(f"The audit log is whole: all {check['sealed']} entries are as they were written.")
    return 0


def main():
    wish = arguments()
    try:
        return command(wish)
    except (http.Refused, http.Unreachable) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return follow.STOPPED


def command(wish):
    if wish.command in ("backup", "restore"):
        return backup.run(wish)
    portal = http.found(wish.url, wish.token, wish.home)
    known = {"run": run, "clusters": clusters, "jobs": jobs, "logs": logs, "resubmit": resubmit, "audit": audit}
    return known[wish.command](portal, wish)


if __name__ == "__main__":
    sys.exit(main())
