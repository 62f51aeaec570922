"""A server of a check's own, on a copy of the demo data that it may change, and that may go away and come back."""
from __future__ import annotations

import json
import shutil
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from typing import Any

from environment import WORK
from server import Server

PATIENCE = 90  # seconds


class OwnServer:
    def __init__(self, server: Server, name: str) -> None:
        self.programs, self.environment = server.programs, server.environment
        self.store = WORK / f"{name}.sqlite"
        self.log_path = WORK / f"{name}.log"
        self.config = WORK / f"{name}.yaml"
        self.config.write_text("editing: local\n", encoding="utf-8")
        for old in WORK.glob(f"{name}.sqlite*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        with sqlite3.connect(server.store) as present, sqlite3.connect(self.store) as copy:
            present.backup(copy)
        overviews = server.store.with_name(f"{server.store.name}-overviews")
        if overviews.is_dir():
            shutil.copytree(overviews, self.store.with_name(f"{self.store.name}-overviews"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> OwnServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        with self.log_path.open("ab") as log:
            self._process = subprocess.Popen(
                [self.programs / "tileserver", "serve", "--store", self.store, "--port", str(self.port),
                 "--config", self.config], stdout=log, stderr=subprocess.STDOUT, env=self.environment)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.request("/ready")
                self.request("/tiles/WebMercatorQuad")
                return
            except (OSError, urllib.error.URLError):
                if self._process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"the server is not ready; see {self.log_path}") from None
                time.sleep(0.1)

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=60)
            self._process = None

    def request(self, path: str, method: str = "GET", body: Any = None, type_: str = "application/json",
                headers: dict[str, str] | None = None) -> Any:
        request = urllib.request.Request(
            self.url + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Accept": "application/json, application/geo+json", "Content-Type": type_, **(headers or {})})
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def features(self, collection: str) -> dict[int, Any]:
        page = self.request(f"/collections/{collection}/items?limit=10000&f=json")
        return {feature["id"]: feature for feature in page["features"]}

    def edit(self, collection: str, path: str, method: str, body: Any = None) -> None:
        type_ = "application/merge-patch+json" if method == "PATCH" else "application/geo+json"
        self.request(f"/collections/{collection}/items{path}", method, body, type_, {"If-Match": "*"})

    def roll_back(self, collection: str, version: int) -> None:
        """As an administrator at a terminal does, while the server runs or does not."""
        subprocess.run(
            [self.programs / "geoimport", "rollback", collection, "--to", str(version), "--store", self.store, "--yes"],
            check=True, capture_output=True, env=self.environment)
