"""The servers of a run, as children of this process: started, awaited, and stopped at the end, whatever happens."""
from __future__ import annotations

import contextlib
import dataclasses
import os
import pathlib
import pwd
import signal
import socket
import string
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import Callable, Iterator, Mapping, Sequence

from install import pg_config
from layout import PORTS, ROOT, Layout

HERE = pathlib.Path(__file__).resolve().parent
READY_TIMEOUT_IN_SECONDS = 120
STOP_TIMEOUT_IN_SECONDS = 20
POSTGRES_SETTINGS = """
listen_addresses = '127.0.0.1'
shared_buffers = 2GB
work_mem = 64MB
maintenance_work_mem = 512MB
effective_cache_size = 8GB
max_connections = 60
jit = off
synchronous_commit = off
max_wal_size = 8GB
random_page_cost = 1.1
"""


@dataclasses.dataclass
class Service:
    """One server: its processes and how it is stopped."""

    name: str
    processes: list[subprocess.Popen[bytes]]
    stop_signal: signal.Signals = signal.SIGTERM

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self.processes]

    def stop(self) -> None:
        for process in self.processes:
            process.send_signal(self.stop_signal)
        for process in self.processes:
            try:
                process.wait(STOP_TIMEOUT_IN_SECONDS)
            except subprocess.TimeoutExpired:
                print(f"{self.name}: did not stop within {STOP_TIMEOUT_IN_SECONDS} s; killed", file=sys.stderr)
                process.kill()


def spawn(layout: Layout, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None,
          stdin: int = subprocess.DEVNULL, user: str | None = None) -> subprocess.Popen[bytes]:
    """A child in its own process group, so that Ctrl-C reaches only us; its output goes to logs/NAME."""
    with (layout.folder("logs") / name).open("wb") as log:
        return subprocess.Popen(
            command, stdin=stdin, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})},
            start_new_session=True, user=user, group=user, extra_groups=[] if user else None)


def fill(layout: Layout, name: str, target: pathlib.Path) -> None:
    """Writes a file of config/ with this run's folder and ports."""
    values = {port: str(layout.port(port)) for port in PORTS}
    values |= {"work": str(layout.work), "connection": layout.postgres, "user": "user root;" if is_root() else ""}
    template = string.Template((HERE / "config" / name).read_text(encoding="utf-8"))
    target.write_text(template.substitute(values), encoding="utf-8")


def is_root() -> bool:
    return os.geteuid() == 0


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return bool(response.status < 300)
    except (urllib.error.URLError, OSError):
        return False


def wait(layout: Layout, service: Service, is_ready: Callable[[], bool]) -> Service:
    """Returns when the server answers; ends the run when it does not."""
    deadline = time.monotonic() + READY_TIMEOUT_IN_SECONDS
    while time.monotonic() < deadline:
        if is_ready():
            return service
        if any(process.poll() is not None for process in service.processes):
            break
        time.sleep(0.1)
    service.stop()
    sys.exit(f"{service.name}: does not answer; see {layout.folder('logs') / service.name}")


def refuse_taken_port(layout: Layout, name: str) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", layout.port(name))) == 0:
            sys.exit(f"{name}: port {layout.port(name)} is taken; choose other ports with --base-port")


def start_postgres(layout: Layout) -> Service:
    refuse_taken_port(layout, "postgres")
    binaries = pathlib.Path(pg_config("--bindir"))
    folder = layout.folder("postgres")
    # The server refuses to run as root; the package brings a user for it.
    user = "postgres" if is_root() else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    cluster = folder / "cluster"
    if not cluster.exists():
        subprocess.run([str(binaries / "initdb"), "-D", str(cluster), "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust",
                        "-U", "bench"], check=True, stdout=subprocess.DEVNULL, user=user, group=user, cwd=folder)
        with (cluster / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(POSTGRES_SETTINGS)
    command = [str(binaries / "postgres"), "-D", str(cluster), "-p", str(layout.port("postgres")), "-k", str(folder)]
    service = Service("postgres", [spawn(layout, "postgres", command, user=user)], signal.SIGINT)
    ready = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(layout.port("postgres"))]
    return wait(layout, service, lambda: subprocess.run(ready, check=False).returncode == 0)


def start_pgtile(layout: Layout) -> Service:
    refuse_taken_port(layout, "pgtile")
    command = [layout.native("pgtile"), str(layout.port("pgtile")), layout.postgres]
    service = Service("pgtile", [spawn(layout, "pgtile", command)])
    return wait(layout, service, lambda: answers(layout.base_url("pgtile") + "/tile_pois/14/0/0"))


def start_mapserver(layout: Layout) -> Service:
    """Four FastCGI processes behind nginx: a FastCGI program takes its listening socket as standard input."""
    folder = layout.folder("mapserver")
    fill(layout, "peers.map", folder / "peers.map")
    fill(layout, "mapserver.conf", folder / "mapserver.conf")
    path = folder / "socket"
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        path.chmod(0o666)
        listener.listen(64)
        environment = {"MAPSERVER_CONFIG_FILE": str(folder / "mapserver.conf")}
        # It does not heed SIGTERM while it waits for a request.
        return Service("mapserver", [
            spawn(layout, "mapserver", ["/usr/lib/cgi-bin/mapserv"], environment, stdin=listener.fileno())
            for _ in range(4)], signal.SIGKILL)


def start_nginx(layout: Layout) -> Service:
    refuse_taken_port(layout, "nginx")
    folder = layout.folder("nginx")
    layout.folder("static")
    fill(layout, "nginx.conf", folder / "nginx.conf")
    command = ["/usr/sbin/nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    service = Service("nginx", [spawn(layout, "nginx", command)], signal.SIGTERM)

    def is_ready() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", layout.port("nginx"))) == 0

    return wait(layout, service, is_ready)


def start_tipg(layout: Layout) -> Service:
    refuse_taken_port(layout, "tipg")
    environment = {
        "DATABASE_URL": f"postgresql://bench@127.0.0.1:{layout.port('postgres')}/bench",
        "TIPG_DB_SCHEMAS": '["public"]', "DB_MIN_CONN_SIZE": "1", "DB_MAX_CONN_SIZE": "8",
        "TIPG_MAX_FEATURES_PER_TILE": "1000000", "TIPG_DEFAULT_FEATURES_LIMIT": "1000",
        "TIPG_MAX_FEATURES_PER_QUERY": "40000", "TIPG_TILE_RESOLUTION": "4096", "TIPG_TILE_BUFFER": "64",
    }
    command = [layout.venv_program("uvicorn"), "tipg.main:app", "--host", "127.0.0.1", "--port",
               str(layout.port("tipg")), "--workers", "2", "--loop", "uvloop", "--http", "httptools",
               "--no-access-log", "--log-level", "warning"]
    service = Service("tipg", [spawn(layout, "tipg", command, environment)])
    return wait(layout, service, lambda: answers(layout.base_url("tipg") + "/collections/public.parcels"))


def start_pygeoapi(layout: Layout) -> Service:
    refuse_taken_port(layout, "pygeoapi")
    folder = layout.folder("pygeoapi")
    fill(layout, "pygeoapi.yml", folder / "pygeoapi.yml")
    environment = {
        "PYGEOAPI_CONFIG": str(folder / "pygeoapi.yml"), "PYGEOAPI_OPENAPI": str(folder / "openapi.yml"),
        "SPATIALITE_LIBRARY_PATH": "mod_spatialite.so"}
    subprocess.run([layout.venv_program("pygeoapi"), "openapi", "generate", str(folder / "pygeoapi.yml"),
                    "--output-file", str(folder / "openapi.yml")],
                   check=True, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    command = [layout.venv_program("gunicorn"), "-w", "2", "-k", "gthread", "--threads", "4", "-b",
               f"127.0.0.1:{layout.port('pygeoapi')}", "pygeoapi.flask_app:APP", "--log-level", "warning"]
    service = Service("pygeoapi", [spawn(layout, "pygeoapi", command, environment)])
    return wait(layout, service, lambda: answers(layout.base_url("pygeoapi") + "/collections/parcels?f=json"))


def start_ours(layout: Layout, name: str, *options: str, store: pathlib.Path | None = None) -> Service:
    """Our server on the port of that name."""
    refuse_taken_port(layout, name)
    command = [layout.tileserver, "serve", "--store", str(store or layout.store), "--port", str(layout.port(name)),
               *options]
    service = Service(name, [spawn(layout, name, command, {"GEOSECTOR_HOME": str(ROOT)})])
    return wait(layout, service, lambda: answers(layout.base_url(name) + "/ready"))


def start_cached(layout: Layout) -> Service:
    return start_ours(layout, "cached")


def start_uncached(layout: Layout) -> Service:
    return start_ours(layout, "uncached", "--tile-cache", "0")


def start_pictures(layout: Layout) -> Service:
    styles = ROOT / "Benchmarks" / "peers" / "config" / "styles"
    return start_ours(layout, "pictures", "--tile-cache", "0", "--styles", str(styles))


STARTERS: dict[str, Callable[[Layout], Service]] = {
    "postgres": start_postgres, "pgtile": start_pgtile, "mapserver": start_mapserver, "nginx": start_nginx,
    "tipg": start_tipg, "pygeoapi": start_pygeoapi, "cached": start_cached, "uncached": start_uncached,
    "pictures": start_pictures,
}


@contextlib.contextmanager
def running(layout: Layout, names: Sequence[str]) -> Iterator[dict[str, Service]]:
    """Starts servers in the order given and stops them in the reverse."""
    services: dict[str, Service] = {}
    try:
        for name in names:
            print(f"start: {name}", flush=True)
            services[name] = STARTERS[name](layout)
        yield services
    finally:
        for service in reversed(services.values()):
            service.stop()
