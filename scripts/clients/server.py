"""Our server on the demo data, and what it was asked."""
from __future__ import annotations

import csv
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from environment import HOME, WORK

STORE = WORK / "store.sqlite"
PATIENCE = 120  # seconds for a server that builds its overviews on a busy machine


class Server:
    def __init__(self, *options: str) -> None:
        """Options: of `tileserver serve`."""
        self.options = options
        self.programs = pathlib.Path(os.environ.get("GEOSECTOR_BIN", HOME / ".build" / "release"))
        # Without settings of ours, which the server would refuse as misspelt ones of its own.
        own = {name: value for name, value in os.environ.items() if not name.startswith("GEOSECTOR_")}
        self.environment = {**own, "GEOSECTOR_HOME": str(HOME)}
        self.log_path = WORK / ("tileserver-variant.log" if options else "tileserver.log")
        self.store = pathlib.Path(os.environ.get("GEOSECTOR_CLIENT_STORE", STORE))
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def __enter__(self) -> Server:
        WORK.mkdir(parents=True, exist_ok=True)
        if self.store == STORE:
            self._import_demo()
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        log = self.log_path.open("wb")
        self._process = subprocess.Popen(
            [self.programs / "tileserver", "serve", "--store", self.store, "--port", str(port),
             *self.options],
            stdout=log, stderr=subprocess.STDOUT, env=self.environment)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.json("/ready")
                self.json("/tiles/WebMercatorQuad")  # answered when every collection has its overview
                return self
            except (OSError, urllib.error.URLError):
                if self._process.poll() is not None or time.monotonic() > end:
                    sys.exit(f"clients: the server is not ready; see {self.log_path}")
                time.sleep(0.2)

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=60)

    def _import_demo(self) -> None:
        generated = HOME / "data" / "demo" / "generated"
        layers = HOME / "data" / "demo" / "layers.tsv"
        newest = max(path.stat().st_mtime for path in (layers, generated / ".complete"))
        stamp = WORK / "imported"
        if stamp.exists() and stamp.stat().st_mtime > newest and self.store.exists():
            return
        print("clients: importing the demo data", flush=True)
        with layers.open(encoding="utf-8") as lines:
            for row in csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"):
                file, sector, collection, title_vi, title_en, *flags = row
                done = subprocess.run(
                    [self.programs / "geoimport", "load", generated / file, "--store", self.store, "--sector", sector,
                     "--collection", collection, "--title-vi", title_vi, "--title-en", title_en, "--replace",
                     *" ".join(flags).split()],
                    check=False, capture_output=True, text=True, env=self.environment)
                if done.returncode != 0:
                    sys.exit(f"clients: {file} was not imported: {done.stderr[-2000:]}")
        stamp.touch()

    def get(self, path: str, accept: str = "application/json") -> tuple[int, bytes]:
        request = urllib.request.Request(urllib.parse.urljoin(self.url, path), headers={"Accept": accept})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            if error.code >= 500:
                raise
            return error.code, error.read()

    def json(self, path: str) -> dict:
        return json.loads(self.get(path)[1])

    def conforms_to(self, ending: str) -> bool:
        return any(uri.endswith(ending) for uri in self.json("/conformance")["conformsTo"])

    def requests(self) -> RequestLog:
        return RequestLog(self)


class RequestLog:
    """What the server is asked from now on."""

    _line = re.compile(r"\bpath=(\S+) .*\bstatus=(\d+)")

    def __init__(self, server: Server) -> None:
        self._path = server.log_path
        self._start = self._path.stat().st_size

    def queries(self, path: str) -> list[dict[str, str]]:
        """The query parameters of each request for `path`, in order."""
        parts = [urllib.parse.urlsplit(asked) for asked, _ in self.statuses()]
        return [dict(urllib.parse.parse_qsl(part.query, keep_blank_values=True)) for part in parts
                if part.path.rstrip("/") == path]

    def statuses(self) -> list[tuple[str, int]]:
        """What was asked, with its query, and how it was answered, in order."""
        with self._path.open(encoding="utf-8", errors="replace") as log:
            log.seek(self._start)
            return [(match[1], int(match[2])) for match in self._line.finditer(log.read())]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
