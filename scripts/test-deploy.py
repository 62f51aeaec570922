#!/usr/bin/env python3
"""Tries what deploy/ has: `make test-deploy`.

nginx.conf runs as it is, with other ports, paths and a certificate made here, in front of a real server on demo data;
the systemd units are checked by systemd-analyze, logrotate.conf by logrotate. What is not installed is skipped and said.
GEOSECTOR_BIN is the folder of the built programs. Nothing outside a temporary folder is touched.
"""
from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
BIN = pathlib.Path(os.environ.get("GEOSECTOR_BIN", ROOT / ".build/release"))
UNITS = ("geosector", "geosector-backup", "geosector-drill", "geosector-sync")
# systemd's own words: up to 2 is "OK", below 1 "SAFE".
WORST_EXPOSURE = 2.0

failures: list[str] = []


def check(what: str, passed: object, detail: object = "") -> None:
    print(f"{'ok  ' if passed else 'FAIL'} {what}{f': {detail}' if detail and not passed else ''}", flush=True)
    if not passed:
        failures.append(what)


def skip(what: str) -> None:
    print(f"skip {what}", flush=True)


def run(*command: object, **options) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"test-deploy: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Answer:
    """What curl got; names of headers in lower case."""

    def __init__(self, url: str, *options: str, certificate: pathlib.Path | None = None):
        with tempfile.NamedTemporaryFile() as body:
            trust = ["--cacert", str(certificate)] if certificate else []
            text = run("curl", "--silent", "--show-error", "--dump-header", "-", "--output", body.name,
                       "--write-out", "\n%{http_version}", *trust, *options, url)
            self.body = pathlib.Path(body.name).read_bytes()
        lines = text.replace("\r", "").split("\n")
        self.version = lines[-1]
        self.status = int(lines[0].split()[1])
        pairs = [line.partition(":") for line in lines[1:] if ":" in line]
        self.headers = {name.lower(): value.strip() for name, _, value in pairs}


def try_nginx(folder: pathlib.Path) -> None:
    if not shutil.which("nginx"):
        return skip("nginx is not installed: apt install nginx-light")
    if not (BIN / "tileserver").exists():
        return skip(f"no programs in {BIN}; make build")
    store = folder / "gialai.sqlite"
    environment = os.environ | {"GEOSECTOR_HOME": str(ROOT), "GEOSECTOR_STORE": str(store)}
    demo = ROOT / "data/demo/generated"
    for name, sector in (("truong_hoc", "education"), ("co_so_y_te", "health")):
        run(BIN / "geoimport", "load", demo / f"{name}.shp", "--sector", sector, env=environment)
    run(BIN / "tileserver", "init", "--admin", "lan", env=environment)
    key = re.search(r"gsk_\S+", run(
        BIN / "tileserver", "keys", "add", "lgsp", "--owner", "Lan", "--scope", "*:read", "--department", "health",
        "--purpose", "trial", env=environment))[0]
    policy = folder / "policy.yaml"
    policy.write_text("rules:\n  - to: [department:health]\n    may: read\n  - to: [public]\n    may: none\n")
    run(BIN / "tileserver", "access", "set", "co_so_y_te", "--file", policy, env=environment)

    upstream, plain, tls = free_port(), free_port(), free_port()
    base = f"https://localhost:{tls}/geosector"
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem", "-out", folder / "cert.pem")
    site = (DEPLOY / "nginx.conf").read_text()
    for old, new in {
        "127.0.0.1:8080": f"127.0.0.1:{upstream}", "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{tls} ssl", "bando.example.vn;": "localhost;",
        "/var/cache/nginx/geosector": f"{folder}/cache",
        "/etc/ssl/bando.example.vn/fullchain.pem": f"{folder}/cert.pem",
        "/etc/ssl/bando.example.vn/privkey.pem": f"{folder}/key.pem",
    }.items():
        assert old in site, f"deploy/nginx.conf has no {old}"
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"user root; worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;"
        f"events {{}} http {{ access_log off; {temporary} include {folder}/site.conf; }}")
    run("nginx", "-t", "-c", folder / "nginx.conf")
    server = subprocess.Popen(
        [BIN / "tileserver", "serve", "--port", str(upstream), "--base-url", base],
        env=environment | {"GEOSECTOR_TRUSTED_PROXIES": "127.0.0.1"}, stderr=open(folder / "server.log", "wb"))
    nginx = subprocess.Popen(["nginx", "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            done = subprocess.run(["curl", "--silent", "--fail", "--insecure", f"{base}/ready"], capture_output=True)
            if done.returncode == 0:
                break
            time.sleep(0.1)
        ask_nginx(folder, base, plain, key)
    finally:
        for process in (nginx, server):
            process.terminate()
            process.wait()


def ask_nginx(folder: pathlib.Path, base: str, plain: int, key: str) -> None:
    def get(path: str, *options: str) -> Answer:
        url = path if path.startswith("http") else base + path
        return Answer(url, *options, certificate=folder / "cert.pem")

    landing = get("/", "--header", "Accept: application/json")
    check("nginx speaks HTTP/2 over TLS", landing.status == 200 and landing.version == "2", landing.version)
    links = [link["href"] for link in json.loads(landing.body)["links"]]
    check("every link of the landing page leads through nginx", all(l.startswith("http") and "127.0.0.1" not in l for l in links), links)
    check("and its own links carry the path", sum(l.startswith(base) for l in links) >= 3, links)
    redirect = Answer(f"http://localhost:{plain}/geosector/map")
    check("plain HTTP is sent to TLS", redirect.status == 301 and redirect.headers["location"].startswith("https://"), redirect.headers)
    old = subprocess.run(["curl", "--silent", "--insecure", "--tls-max", "1.1", base + "/"], capture_output=True)
    check("TLS 1.1 is refused", old.returncode != 0)

    description = json.loads(get("/tiles/truong_hoc.json").body)
    tile = description["tiles"][0].replace("{z}", "9").replace("{x}", "409").replace("{y}", "235")
    check("TileJSON names the state of the data", "?v=" in tile, tile)
    candidates = [tile.replace("/9/409/235", f"/9/{x}/{y}") for x in range(407, 412) for y in range(234, 239)]
    tile = next((url for url in candidates if get(url).status == 200), tile)
    again = get(tile)
    check("such a tile comes from the cache the second time", again.headers.get("x-cache") == "HIT", again.headers)
    packed = get(tile, "--header", "Accept-Encoding: gzip")
    check("a compressed one is another entry", packed.headers.get("content-encoding") == "gzip" and packed.body[:2] == b"\x1f\x8b", packed.headers)
    check("and the plain one stays plain", get(tile).body[:2] != b"\x1f\x8b" and get(tile).body == again.body)
    etag = again.headers.get("etag", "")
    check("the cache answers If-None-Match", get(tile, "--header", f"If-None-Match: {etag}").status == 304, etag)
    bare = tile.split("?")[0]
    get(bare)
    check("a tile without ?v= is asked for each time", get(bare).headers.get("x-cache") != "HIT")
    items = "/collections/truong_hoc/items?limit=5"
    get(items)
    check("pages of features are asked for each time", get(items).headers.get("x-cache") != "HIT")

    hidden = f"{base}/collections/co_so_y_te/items?limit=1"
    shown = "--header", f"Authorization: Bearer {key}"
    check("a hidden collection is not there", get(hidden).status == 404)
    check("and is, for whom it is meant", get(hidden, *shown).status == 200)
    private = json.loads(get("/tiles/co_so_y_te.json", *shown).body)["tiles"][0]
    private = re.sub(r"\{z\}/\{x\}/\{y\}", re.search(r"/(9/\d+/\d+)", tile)[1], private)
    for option in (shown, ("--header", f"X-API-Key: {key}")):
        first, second = get(private, *option), get(private, *option)
        check(f"a private tile is never kept ({option[1].split(':')[0]})",
              first.status == 200 and "HIT" not in (first.headers["x-cache"], second.headers["x-cache"])
              and "private" in second.headers.get("cache-control", ""), second.headers)
    check("and nobody else gets it", get(private).status == 404)
    check("nor with somebody's cookie", get(private, "--header", "Cookie: a=b").status == 404)
    low = json.loads(get("/tiles/truong_hoc.json").body)["tiles"][0]
    low = low.replace("{z}/{x}/{y}", "5/25/14")
    mine = get(low, *shown)
    check("a signed-in reader of a public tile does not fill the cache for others",
          mine.status == 200 and mine.headers["x-cache"] == "BYPASS" and get(low).headers["x-cache"] == "MISS",
          mine.headers)

    page = get("/login")
    check("the sign-in page comes through", page.status == 200, page.status)
    stream = subprocess.run(
        ["curl", "--silent", "--no-buffer", "--insecure", "--max-time", "3", f"{base}/events"], capture_output=True)
    check("events are not held back", len(stream.stdout) > 0, stream)
    big = folder / "big.bin"
    big.write_bytes(b"0" * (21 << 20))
    check("a body beyond the limit is refused by nginx", get("/login", "--data-binary", f"@{big}").status == 413)
    check("nginx does not tell its version", "/" not in landing.headers.get("server", ""), landing.headers.get("server"))


def try_units(folder: pathlib.Path) -> None:
    if not shutil.which("systemd-analyze"):
        return skip("systemd is not installed")
    system = folder / "root/etc/systemd/system"
    system.mkdir(parents=True)
    for unit in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")):
        shutil.copy(unit, system)
    # What the units start must be there; the targets that they name are the system's own.
    programs = folder / "root/usr/local/bin"
    programs.mkdir(parents=True)
    for name in ("tileserver", "geoimport"):
        (programs / name).write_text("#!/bin/sh\n")
        (programs / name).chmod(0o755)
    shutil.copytree("/usr/lib/systemd/system", folder / "root/usr/lib/systemd/system", symlinks=True)
    for unit in sorted(path.name for path in system.iterdir()):
        done = subprocess.run(
            ["systemd-analyze", f"--root={folder}/root", "verify", unit], capture_output=True, text=True)
        about = [line for line in done.stderr.splitlines() if "geosector" in line]
        check(f"systemd-analyze verify {unit}", done.returncode == 0 and not about, about or done.stderr)
    for unit in UNITS:
        text = run("systemd-analyze", f"--root={folder}/root", "security", "--offline=true", f"{unit}.service")
        exposure = float(re.search(r"exposure level for \S+: ([\d.]+)", text)[1])
        check(f"systemd-analyze security {unit}.service: {exposure}", exposure <= WORST_EXPOSURE)
    for timer in DEPLOY.glob("*.timer"):
        when = re.search(r"OnCalendar=(.+)", timer.read_text())[1]
        run("systemd-analyze", "calendar", when)


def try_logrotate(folder: pathlib.Path) -> None:
    if not shutil.which("logrotate"):
        return skip("logrotate is not installed")
    logs = folder / "log"
    logs.mkdir()
    log = logs / "tileserver.log"
    text = (DEPLOY / "logrotate.conf").read_text().replace("/var/log/geosector", str(logs))
    text = re.sub(r"su geosector geosector", "", text)
    configuration = folder / "logrotate.conf"
    configuration.write_text(text)
    configuration.chmod(0o644)
    with open(log, "a", buffering=1, encoding="utf-8") as writer:
        for day in range(3):
            writer.write(f"day {day}\n")
            run("logrotate", "--force", "--state", folder / "logrotate.state", configuration)
            # Names carry the second.
            time.sleep(1.1)
        writer.write("now\n")
    check("the log goes on in the same file", log.read_text(encoding="utf-8") == "now\n", log.read_text())
    kept = sorted(path.name for path in logs.iterdir() if path != log)
    check("the former ones are beside it, compressed but the last", len(kept) == 3 and sum(
        name.endswith(".gz") for name in kept) == 2, kept)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="geosector-deploy-") as name:
        folder = pathlib.Path(name)
        try_units(folder)
        try_logrotate(folder)
        try_nginx(folder)
    print(f"test-deploy: {len(failures)} failed" if failures else "test-deploy: all passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
