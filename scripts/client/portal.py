"""The portal over HTTP, with nothing but Python's standard library."""

import json
import os
import pathlib
import time
import urllib.error
import urllib.parse
import urllib.request

TRIES = 6


class Refused(Exception):
    """The portal said no, in words for people."""

    def __init__(self, status, problem):
        self.status = status
        fields = [f"{e['field']}: {e['message']}" for e in problem.get("errors", [])]
        super().__init__("\n".join(fields) or problem.get("detail") or f"The portal answered {status}.")


class Unreachable(Exception):
    """No portal answers at the address."""


class Portal:
    def __init__(self, url, token):
        self.url = url.rstrip("/")
        self.token = token

    def get(self, path, **query):
        return self._json("GET", path, query)

    def post(self, path, body=None, key=None):
        return self._json("POST", path, {}, body or {}, {"Idempotency-Key": key} if key else {})

    def put(self, path, data):
        return self._json("PUT", path, {}, data)

    def stream(self, path, **query):
        """The answer as it comes; the caller closes it."""
        return self._open("GET", path, query, None, {}, timeout=None)

    def _json(self, method, path, query, body=None, headers=None):
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        headers = dict(headers or {})
        if data is not None:
            binary = isinstance(body, bytes)
            headers["Content-Type"] = "application/octet-stream" if binary else "application/json"
        # A POST without a key might be done twice.
        tries = TRIES if method != "POST" or "Idempotency-Key" in headers else 1
        for left in reversed(range(tries)):
            try:
                with self._open(method, path, query, data, headers, timeout=90) as answer:
                    return json.loads(answer.read() or b"null")
            except Unreachable:
                if not left:
                    raise
            except Refused as refusal:
                if not left or refusal.status not in (409, 429, 503) or method != "GET":
                    raise
            time.sleep(min(5, tries - left))

    def _open(self, method, path, query, data, headers, timeout):
        address = f"{self.url}/api/v1{path}"
        wanted = {key: value for key, value in query.items() if value is not None}
        if wanted:
            address += "?" + urllib.parse.urlencode(wanted)
        headers = {"Authorization": f"Bearer {self.token}", **headers}
        request = urllib.request.Request(address, data, headers, method=method)
        try:
            return urllib.request.urlopen(request, timeout=timeout)
        except urllib.error.HTTPError as error:
            raise Refused(error.code, problem(error)) from None
        except (urllib.error.URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise Unreachable(f"No portal answers at {self.url} ({reason}).") from None


def problem(error):
    try:
        read = json.loads(error.read())
        return read if isinstance(read, dict) else {}
    except (ValueError, OSError):
        return {}


def found(url, token, home):
    """The portal meant by options, environment, or the first sign-in on this machine."""
    url = url or os.environ.get("RAYPORT_URL", "")
    token = token or os.environ.get("RAYPORT_TOKEN", "")
    first = pathlib.Path(home or os.environ.get("RAYPORT_HOME") or default_home()) / "initial-admin.json"
    if not token and not url and first.is_file():
        try:
            own = json.loads(first.read_text())
            return Portal(own["url"], own["token"])
        except (OSError, ValueError, KeyError) as error:
            raise SystemExit(f"{first} cannot be read ({error}).\nNext: set RAYPORT_URL and RAYPORT_TOKEN.")
    if not token:
        raise SystemExit(
            "No token. Next: make one in the portal (a cluster's page, Connect), then\n"
            "  export RAYPORT_URL=https://… RAYPORT_TOKEN=rp_…"
        )
    return Portal(url or "http://localhost:8080", token)


def default_home():
    return "/var/lib/rayport" if os.geteuid() == 0 else os.path.expanduser("~/.rayport")
