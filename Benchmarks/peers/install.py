"""Installs what the peers need: Debian packages, a virtual environment of pinned versions, two C programs."""
from __future__ import annotations

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

from layout import Layout

HERE = pathlib.Path(__file__).resolve().parent

PACKAGES = (
    # peers
    "postgresql", "postgresql-postgis", "postgis", "cgi-mapserver", "mapserver-bin", "nginx-light", "gdal-bin",
    "libsqlite3-mod-spatialite",
    # the coastline
    "python-cartopy-data",
    # to build the load generator and the front of ST_AsMVT, and for the virtual environment
    "gcc", "libc6-dev", "libpq-dev", "python3-venv",
)
DEBIAN_PYTHON = "/usr/bin/python3"  # loads SQLite extensions, which other builds of Python may not


def missing_packages() -> list[str]:
    def is_installed(package: str) -> bool:
        query = subprocess.run(["dpkg-query", "--show", "--showformat=${db:Status-Status}", package],
                               capture_output=True, text=True, check=False)
        return query.stdout == "installed"

    return [package for package in PACKAGES if not is_installed(package)]


def install_packages() -> None:
    missing = missing_packages()
    if not missing:
        print(f"install: all {len(PACKAGES)} packages are installed")
        return
    print(f"install: {' '.join(missing)}", flush=True)
    as_root: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            sys.exit(f"install: not root and no sudo; as root run: apt-get install {' '.join(missing)}")
        as_root = ["sudo"]
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]
    subprocess.run([*apt, "update"], check=True)
    subprocess.run([*apt, "install", "--yes", "--no-install-recommends", *missing], check=True)


def install_environment(layout: Layout) -> None:
    """The virtual environment, again when a version has changed."""
    requirements = HERE / "requirements.txt"
    stamp = layout.work / "venv" / "complete"
    constraints = HERE / "constraints.txt"
    wanted = hashlib.sha256(requirements.read_bytes() + constraints.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        print("install: the virtual environment is up to date")
        return
    print("install: PyPI packages", flush=True)
    subprocess.run([DEBIAN_PYTHON, "-m", "venv", str(layout.work / "venv")], check=True)
    pip = [str(layout.venv_python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--requirement", str(requirements), "--constraint", str(constraints)],
                   check=True)
    stamp.write_text(wanted, encoding="utf-8")


def pg_config(option: str) -> str:
    return subprocess.run(["pg_config", option], capture_output=True, text=True, check=True).stdout.strip()


def compile_programs(layout: Layout) -> None:
    for name, options in {"loadgen": [], "pgtile": [f"-I{pg_config('--includedir')}", "-lpq"]}.items():
        source, target = HERE / "native" / f"{name}.c", pathlib.Path(layout.native(name))
        if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
            continue
        subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-pthread", "-o", str(target), str(source), *options],
                       check=True)
        print(f"install: compiled {name}")


def install(layout: Layout) -> None:
    layout.work.mkdir(parents=True, exist_ok=True)
    install_packages()
    install_environment(layout)
    compile_programs(layout)
