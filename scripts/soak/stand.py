"""Programs under load: a server that may be killed, imports, backups, and what the server takes of the machine."""
from __future__ import annotations

import contextlib
import http.client
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import threading
import time

from layers import EDITED, IMPORTED, write_edited, write_imported

HOME = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(os.environ.get("GEOSECTOR_BIN", HOME / ".build" / "release")).resolve()
PATIENCE = 120


class Stand:
    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.store = folder / "soak.sqlite"
        own = {name: value for name, value in os.environ.items() if not name.startswith("GEOSECTOR_")}
        self.environment = {**own, "GEOSECTOR_HOME": str(HOME), "LANG": "C.UTF-8"}
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.starts = 0
        self.slowest_start = 0.0
        self.files = {state: write_imported(folder, state) for state in "AB"}
        self.points = write_edited(folder, 2000)
        # Held while the server is taken away and comes back: others then know that a refusal is the killer's.
        self.is_up = threading.Event()

    # -- programs -----------------------------------------------------------------------------------------------

    def geoimport(self, *words: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [PROGRAMS / "geoimport", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=self.environment)

    def run(self, *words: object) -> tuple[int, str]:
        process = self.geoimport(*words)
        out, _ = process.communicate()
        return process.returncode, out.decode(errors="replace")

    def load(self, state: str) -> subprocess.Popen[bytes]:
        return self.geoimport(
            "load", self.files[state], "--store", self.store, "--sector", "land", "--collection", IMPORTED,
            "--title-vi", "Thửa", "--title-en", "Parcels", "--key", "so", "--replace", "--ledger", "none")

    def prepare(self) -> None:
        out, _ = (process := self.load("A")).communicate()
        if process.returncode != 0:
            raise SystemExit(f"soak: the first import failed: {out.decode(errors='replace')}")
        status, text = self.run(
            "load", self.points, "--store", self.store, "--sector", "education", "--collection", EDITED,
            "--title-vi", "Điểm", "--title-en", "Points", "--ledger", "none")
        if status != 0:
            raise SystemExit(f"soak: the import of points failed: {text}")

    # -- the server ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        log = (self.folder / "tileserver.log").open("ab")
        began = time.monotonic()
        self.process = subprocess.Popen(
            [PROGRAMS / "tileserver", "serve", "--store", self.store, "--port", str(self.port)],
            stdout=log, stderr=subprocess.STDOUT,
            env={**self.environment, "GEOSECTOR_EDITING": "local", "GEOSECTOR_LOG_LEVEL": "error"})
        while True:
            try:
                if self.get("/ready")[0] == 200:
                    break
            except (OSError, http.client.HTTPException):
                pass
            if self.process.poll() is not None or time.monotonic() - began > PATIENCE:
                raise SystemExit(f"soak: the server does not start; see {self.folder}/tileserver.log")
            time.sleep(0.05)
        self.starts += 1
        self.slowest_start = max(self.slowest_start, time.monotonic() - began)
        self.is_up.set()

    def kill(self) -> None:
        self.is_up.clear()
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        self.is_up.clear()
        assert self.process
        self.process.terminate()
        return self.process.wait(timeout=60)

    def request(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        """Raises OSError or HTTPException when the connection ends before the answer does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                method, path, None if body is None else json.dumps(body), {"Connection": "close", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        return self.request("GET", path)

    def leave_in_the_middle(self, path: str) -> None:
        """Asks, reads a little or nothing, and goes, at the latest when nothing has come for a while."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
            if random.random() < 0.7:
                connection.settimeout(random.uniform(0.1, 10))
                with contextlib.suppress(TimeoutError):
                    connection.recv(random.choice([1, 200, 8192]))

    # -- the machine --------------------------------------------------------------------------------------------

    def use(self) -> tuple[float, int] | None:
        """Private memory in MB and open files of the server; None while there is none."""
        try:
            assert self.process
            status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
            files = len(os.listdir(f"/proc/{self.process.pid}/fd"))
        except (OSError, AssertionError):
            return None
        line = next((line for line in status.splitlines() if line.startswith("RssAnon:")), None)
        return (int(line.split()[1]) / 1024, files) if line else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
