"""Following a job: why it waits, its log, how far it is, how it ended."""

import sys
import threading
import time

from portal import Refused, Unreachable

ENDED = {"SUCCEEDED", "FAILED", "STOPPED", "LOST"}
STOPPED = 130


class Screen:
    """The log on standard output; everything else on standard error, with one moving line."""

    def __init__(self):
        self.lock = threading.Lock()
        self.moving = sys.stderr.isatty()
        self.line = ""
        self.whole = True

    def say(self, text):
        with self.lock:
            self._clear()
            print(text, file=sys.stderr, flush=True)
            self._draw()

    def move(self, text):
        if self.moving:
            with self.lock:
                self._clear()
                self.line = text
                self._draw()

    def log(self, data):
        with self.lock:
            self._clear()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            self.whole = data.endswith(b"\n")
            self._draw()

    def _clear(self):
        if self.moving and self.line and self.whole:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _draw(self):
        if self.moving and self.line and self.whole:
            print(self.line, end="", file=sys.stderr, flush=True)


def far(job):
    """“12/30 epochs”, or nothing."""
    progress = job.get("progress")
    if not progress:
        return ""
    total = f"/{progress['total']:g}" if progress.get("total") else ""
    return f"{progress['done']:g}{total} {progress.get('unit') or ''}".strip()


class Follower:
    def __init__(self, portal, job, screen):
        self.portal = portal
        self.id = job["id"]
        self.screen = screen
        self.said = ""
        self.over = threading.Event()

    def follow(self):
        """Until the end; answers the ended job."""
        watch = threading.Thread(target=self._watch, daemon=True)
        watch.start()
        try:
            self._log()
            return self._end()
        finally:
            self.over.set()
            self.screen.move("")

    def _log(self):
        received = 0
        while True:
            try:
                with self.portal.stream(f"/jobs/{self.id}/logs", follow="true") as log:
                    skip = received
                    while data := log.read1(65536):
                        if skip >= len(data):
                            skip -= len(data)
                            continue
                        self.screen.log(data[skip:])
                        received += len(data) - skip
                        skip = 0
                    if self._job()["state"] in ENDED:
                        return
            except Unreachable as error:
                self.screen.say(f"{error} Trying again; the job goes on.")
                time.sleep(3)
            except OSError:
                time.sleep(1)

    def _end(self):
        job = self._job()
        while job["state"] not in ENDED:
            job = self.portal.get(f"/jobs/{self.id}", wait="PT20S")
        return job

    def _job(self):
        return self.portal.get(f"/jobs/{self.id}")

    def _watch(self):
        while not self.over.is_set():
            try:
                self._tell(self._job())
            except (Refused, Unreachable):
                pass
            self.over.wait(1)

    def _tell(self, job):
        state = job["state"]
        if state in ENDED or self.over.is_set():
            return
        reason = job.get("reason") or ""
        text = f"· {state.lower()}" + (f": {reason}" if reason else "")
        if text != self.said:
            self.said = text
            self.screen.say(text)
        self.screen.move(far(job))


def code(job):
    """The job's own exit code, as far as it has one."""
    if job["state"] == "SUCCEEDED":
        return 0
    if job["state"] == "STOPPED":
        return STOPPED
    return job.get("exitCode") or 1


def follow(portal, job, screen):
    """Follows to the end and answers the code to end with; Ctrl-C asks what is to become of the job."""
    follower = Follower(portal, job, screen)
    while True:
        try:
            ended = follower.follow()
            break
        except KeyboardInterrupt:
            if not goes_on(portal, job, screen):
                return STOPPED
            follower = Follower(portal, job, screen)
    reason = ended.get("reason") or ""
    screen.say(f"· {ended['state'].lower()}" + (f": {reason}" if reason else "") + f"  {page(portal, job)}")
    return code(ended)


def goes_on(portal, job, screen):
    """Asks, where somebody can answer; otherwise the job stops with the command."""
    answer = "s"
    if sys.stdin.isatty() and screen.moving:
        try:
            answer = input("\nStop the job (s), leave it running (l), or go on watching (w)? [s] ").strip().lower() or "s"
        except (KeyboardInterrupt, EOFError):
            answer = "s"
    if answer.startswith("w"):
        return True
    if answer.startswith("l"):
        screen.say(f"· it goes on: {page(portal, job)}")
        return False
    portal.post(f"/jobs/{job['id']}/stop")
    screen.say(f"· stopped  {page(portal, job)}")
    return False


def page(portal, job):
    return f"{portal.url}/jobs/{job['id']}"
