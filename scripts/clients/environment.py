"""The virtual environment with the clients that come from PyPI, each at the version it was tried with."""
from __future__ import annotations

import hashlib
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parents[1]
WORK = HOME / ".build" / "clients"
FOLDER = WORK / "venv"


def install() -> None:
    """Again when a version has changed."""
    lists = [HERE / "requirements.txt", HERE / "constraints.txt"]
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in lists)).hexdigest()
    stamp = FOLDER / "complete"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print("clients: installing PyPI packages", flush=True)
    WORK.mkdir(parents=True, exist_ok=True)
    # Debian's own: QGIS, where it is installed, belongs to it.
    subprocess.run(["/usr/bin/python3", "-m", "venv", str(FOLDER)], check=True)
    subprocess.run([str(FOLDER / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install",
                    "--requirement", str(lists[0]), "--constraint", str(lists[1])], check=True)
    stamp.write_text(wanted, encoding="utf-8")
