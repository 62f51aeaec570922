"""Where everything is: folders, ports and programs, from options or the environment."""
from __future__ import annotations

import dataclasses
import os
import pathlib
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Offsets from the base port.
PORTS = ("nginx", "tipg", "pgtile", "pygeoapi", "postgres", "cached", "uncached", "pictures")


@dataclasses.dataclass(frozen=True)
class Layout:
    """The work folder (about 2 GB at full scale, made by us, may be deleted), the programs and the ports."""

    work: pathlib.Path
    binaries: pathlib.Path
    base_port: int
    scale: float

    @staticmethod
    def default_work() -> str:
        # Not in the repository: PostgreSQL refuses to run as root, and its own user must be able to reach the folder.
        return os.environ.get("GEOSECTOR_PEERS", os.path.join(tempfile.gettempdir(), "geosector-peers"))

    @staticmethod
    def default_binaries() -> str:
        return os.environ.get("GEOSECTOR_BIN", str(ROOT / ".build" / "release"))

    def folder(self, name: str) -> pathlib.Path:
        """A folder of the work folder, made when it is missing."""
        path = self.work / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    @property
    def data(self) -> pathlib.Path:
        return self.folder("data")

    @property
    def results(self) -> pathlib.Path:
        return self.folder("results")

    @property
    def store(self) -> pathlib.Path:
        return self.folder("store") / "peers.sqlite"

    @property
    def venv_python(self) -> pathlib.Path:
        return self.work / "venv" / "bin" / "python"

    def venv_program(self, name: str) -> str:
        return str(self.work / "venv" / "bin" / name)

    def native(self, name: str) -> str:
        """A program compiled from native/."""
        return str(self.folder("native") / name)

    @property
    def geoimport(self) -> str:
        return str(self.binaries / "geoimport")

    @property
    def tileserver(self) -> str:
        return str(self.binaries / "tileserver")

    def port(self, name: str) -> int:
        return self.base_port + PORTS.index(name)

    def base_url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port(name)}"

    @property
    def postgres(self) -> str:
        """A libpq connection string."""
        return f"host=127.0.0.1 port={self.port('postgres')} user=bench dbname=bench"

    def request_list(self, name: str) -> list[str]:
        """The lines of one of the lists that request_lists.py writes."""
        return (self.folder("requests") / f"{name}.txt").read_text(encoding="utf-8").split()
