#!/usr/bin/env python3
"""Do others notice a client that takes all it can get?

    python3 Benchmarks/crowd.py STORE [--bin FOLDER] [--seconds 20] [--unlimited]

Starts the server on STORE behind a pretended proxy and measures a polite client (tiles, pages of features, filters,
searches; 20 requests a second) alone, then beside one that has 32 connections full of requests, 16 with filters that look
at every feature, and 150 that never end their header. With --unlimited rates and places are off, to compare.
"""
import argparse
import json
import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

POLITE, ABUSIVE = "198.51.100.1", "203.0.113.66"
RATE = 20


def request(path, address):
    fields = ["Host: 127.0.0.1", f"X-Forwarded-For: {address}", "Accept-Encoding: gzip"]
    return "\r\n".join([f"GET {path} HTTP/1.1"] + fields + ["", ""]).encode()


def answer(connection):
    """Status of one answer, read to its end."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return 0
        data += piece
    head, body = data.split(b"\r\n\r\n", 1)
    text = head.decode("latin-1").lower()
    status = int(text.split(" ", 2)[1])
    if "content-length: " in text:
        length = int(text.split("content-length: ")[1].split("\r\n")[0])
        while len(body) < length:
            piece = connection.recv(65536)
            if not piece:
                return 0
            body += piece
    elif "chunked" in text:
        while not body.endswith(b"0\r\n\r\n"):
            piece = connection.recv(65536)
            if not piece:
                return 0
            body += piece
    return status


def measure(port, paths, seconds):
    """Latencies by path, from the moment each request was due; refused and failed ones."""
    connection, latencies, statuses = None, [], {}
    start = time.monotonic()
    for number in range(int(seconds * RATE)):
        due = start + number / RATE
        time.sleep(max(0, due - time.monotonic()))
        try:
            if connection is None:
                connection = socket.create_connection(("127.0.0.1", port), timeout=30)
            connection.sendall(request(paths[number % len(paths)], POLITE))
            status = answer(connection)
        except OSError:
            status = 0
        if status == 0:
            connection = None
        statuses[status] = statuses.get(status, 0) + 1
        latencies.append(time.monotonic() - due)
    return latencies, statuses


def abuse(port, quick, slow, counts, stop):
    def flood(paths, many):
        while not stop.is_set():
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
                    while not stop.is_set():
                        connection.sendall(b"".join(request(path, ABUSIVE) for path in paths * many))
                        data = connection.recv(1 << 20)
                        if not data:
                            break
                        with counts.get_lock():
                            for place, status in enumerate((b"HTTP/1.1 2", b"HTTP/1.1 429", b"HTTP/1.1 503")):
                                counts[place] += data.count(status)
            except OSError:
                time.sleep(0.05)

    def dawdle():
        held = []
        while not stop.is_set():
            held = held[-149:]
            try:
                held.append(socket.create_connection(("127.0.0.1", port), timeout=30))
                held[-1].sendall(b"GET / HTTP/1.1\r\nX-A")
            except OSError:
                pass
            time.sleep(0.02)

    tasks = [(flood, (quick, 8))] * 32 + [(flood, (slow, 1))] * 16 + [(dawdle, ())]
    threads = [threading.Thread(target=task, args=arguments, daemon=True) for task, arguments in tasks]
    for thread in threads:
        thread.start()
    stop.wait()


def text(latencies):
    cuts = statistics.quantiles(latencies, n=100)
    return f"p50 {cuts[49] * 1e3:.1f} ms, p99 {cuts[98] * 1e3:.1f} ms, max {max(latencies) * 1e3:.0f} ms"


def cpu(process):
    with open(f"/proc/{process.pid}/stat") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("store")
    parser.add_argument("--bin", default=os.environ.get("GEOSECTOR_BIN", ".build/release"))
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--unlimited", action="store_true")
    options = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"GEOSECTOR_TRUSTED_PROXIES": "127.0.0.1", "GEOSECTOR_LOG_LEVEL": "critical"}
    if options.unlimited:
        kinds = ("TILES", "FEATURES", "SEARCH", "EXPORTS", "EDITS")
        environment |= {"GEOSECTOR_RATE_ADDRESS": "0"} | {f"GEOSECTOR_WORK_{kind}": "0" for kind in kinds}
    server = subprocess.Popen(
        [f"{options.bin}/tileserver", "serve", "--store", options.store, "--port", str(port)], env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{base}/ready")
                break
            except OSError:
                time.sleep(0.1)
        collections = json.load(urllib.request.urlopen(f"{base}/collections?f=json&limit=1000"))["collections"]

        def count(identifier):
            return json.load(urllib.request.urlopen(f"{base}/collections/{identifier}/items?resultType=hits"))["numberMatched"]

        name = max((item["id"] for item in collections), key=count)
        schema = json.load(urllib.request.urlopen(f"{base}/collections/{name}/queryables?f=json"))["properties"]
        column = next((key for key, value in schema.items() if value.get("type") == "string" and "enum" not in value), None)
        column = urllib.parse.quote(f'"{column}"')
        like = urllib.parse.quote(" LIKE '%x%y%z%'")
        scan = f"/collections/{name}/items?limit=1&filter=CASEI({column}){like}"
        tiles = [f"/tiles/{name}/{z}/{int(2 ** z * (108.2 + 180) / 360) + d}/{int(2 ** z * 0.4606)}"
                 for z in (10, 12, 13) for d in range(4)]
        polite = tiles[:6] + [f"/collections/{name}/items?limit=50", scan, "/search?q=duong&f=json", "/collections?f=json"]
        terms = urllib.parse.quote(" OR ".join(f"ACCENTI(CASEI(x)) LIKE '%{n}x%y%'" for n in range(60))).replace("x%29%29", f"{column}%29%29")
        slow = [f"/collections/{name}/items?filter={terms}"]
        measure(port, polite, 2)
        before = cpu(server)
        alone, own = measure(port, polite, options.seconds)
        print(f"{name}: alone {text(alone)}; statuses {own}; server CPU {(cpu(server) - before) / options.seconds:.2f} cores")
        counts, stop = multiprocessing.Array("L", 3), multiprocessing.Event()
        process = multiprocessing.Process(target=abuse, args=(port, tiles + ["/collections?f=json"], slow, counts, stop), daemon=True)
        process.start()
        time.sleep(3)
        before, first = cpu(server), list(counts)
        beside, own = measure(port, polite, options.seconds)
        used = (cpu(server) - before) / options.seconds
        done = [(last - begin) / options.seconds for last, begin in zip(counts, first)]
        stop.set()
        print(f"{name}: beside {text(beside)}; statuses {own}; server CPU {used:.2f} cores; the other got"
              f" {done[0]:.0f} answers, {done[1]:.0f} times 429, {done[2]:.0f} times 503 a second")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
