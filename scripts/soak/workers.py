"""Those who ask, import, edit, back up and go away, all at once. Each judges every answer that it gets."""
from __future__ import annotations

import collections
import http.client
import json
import math
import random
import shutil
import signal
import threading
import time
import urllib.parse
from typing import Callable

from layers import COUNTS, EDITED, IMPORTED, SOUTH, STEP, WEST, fault_of_page, place, value
from stand import Stand
from tile_properties import properties

GONE = (OSError, http.client.HTTPException)
BUSY = {429, 503}  # said, and to be tried again
MOST_FAULTS = 50  # that are told one by one


class Findings:
    """What was done, and what was wrong with it."""

    def __init__(self) -> None:
        self.counts: collections.Counter[str] = collections.Counter()
        self.faults: list[str] = []
        self._lock = threading.Lock()

    def count(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1

    def fault(self, what: str) -> None:
        with self._lock:
            self.counts["wrong"] += 1
            if len(self.faults) < MOST_FAULTS:
                self.faults.append(f"{time.strftime('%H:%M:%S')} {what}")
                print(f"soak: WRONG: {what}", flush=True)


class Soak:
    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.findings = Findings()
        self.over = threading.Event()
        # By path: the numbers of the features that are in a tile, in either state.
        self.tiles: dict[str, list[int]] = {}
        # By feature: the values that it may have. Two while it is not known whether an edit came through.
        self.values: dict[int, set[str]] = {}
        self.locks: collections.defaultdict[int, threading.Lock] = collections.defaultdict(threading.Lock)
        self.backups = 0

    # -- before anything is disturbed -----------------------------------------------------------------------------

    def learn(self) -> None:
        """Which features are in which tile, and which there are to edit."""
        for path in self._tile_paths():
            status, _, body = self.stand.get(path)
            if status != 200:
                raise SystemExit(f"soak: {path} is answered {status}")
            self.tiles[path] = sorted(found["so"] for found in properties(body))
        offset = 0
        while True:
            document = json.loads(self.stand.get(f"/collections/{EDITED}/items?limit=1000&offset={offset}")[2])
            for feature in document["features"]:
                self.values[feature["id"]] = {feature["properties"]["gia_tri"]}
            offset += 1000
            if len(document["features"]) < 1000:
                return

    @staticmethod
    def _tile_paths() -> list[str]:
        """Tiles of full detail that only features of both states touch."""
        count = 2 ** 15
        paths = []
        for number in range(500, COUNTS["B"] - 1500, 700):
            x, y = place(number)
            paths.append(f"/tiles/{IMPORTED}/15/{int((x + 180) / 360 * count)}/{_row(y, count)}")
        return sorted(set(paths))

    # -- readers --------------------------------------------------------------------------------------------------

    def read_pages(self) -> None:
        kind = random.random()
        if kind < 0.5:
            query = f"limit=200&offset={random.randrange(COUNTS['B'] - 200)}"
        elif kind < 0.8:
            x, y = place(random.randrange(1000, COUNTS["B"] - 1000))
            query = f"bbox={x},{y},{x + 20 * STEP},{y + 20 * STEP}&limit=500"
        else:
            query = "limit=100&sortby=-so&filter=" + urllib.parse.quote(f"so < {random.randrange(200, 15000)}")
        status, _, body = self.stand.get(f"/collections/{IMPORTED}/items?{query}")
        if status in BUSY:
            return self.findings.count("busy")
        if status != 200:
            return self.findings.fault(f"items?{query} is answered {status}: {body[:300]!r}")
        document = json.loads(body)
        if kind >= 0.5:
            document.pop("numberMatched", None)  # of what is narrowed down
        if fault := fault_of_page(document):
            self.findings.fault(f"items?{query}: {fault}")
        self.findings.count("pages")

    def read_tiles(self) -> None:
        path = random.choice(sorted(self.tiles))
        status, _, body = self.stand.get(path)
        if status in BUSY:
            return self.findings.count("busy")
        if status != 200:
            return self.findings.fault(f"{path} is answered {status}: {body[:300]!r}")
        found = properties(body)
        states = {feature["ban"] for feature in found}
        if len(states) != 1:
            self.findings.fault(f"{path} is of the states {sorted(states)}")
        if any(feature["gia_tri"] != value(feature["so"], feature["ban"]) for feature in found):
            self.findings.fault(f"{path} has values of no state")
        if sorted(feature["so"] for feature in found) != self.tiles[path]:
            self.findings.fault(f"{path} has {len(found)} features instead of {len(self.tiles[path])}")
        self.findings.count("tiles")

    def read_edited(self) -> None:
        feature = random.choice(list(self.values))
        with self.locks[feature]:
            self._judge(feature)
        self.findings.count("features")

    def leave(self) -> None:
        self.stand.leave_in_the_middle(random.choice([
            f"/collections/{IMPORTED}/items?limit=10000", f"/collections/{IMPORTED}/export?f=csv",
            f"/collections/{IMPORTED}/export?f=gpkg", "/events", f"/search?q={random.randrange(999)}",
            f"/tiles/{IMPORTED}/14/{int((WEST + 180) / 360 * 2 ** 14)}/{_row(SOUTH, 2 ** 14)}",
        ]))
        self.findings.count("disconnects")
        time.sleep(0.2)

    # -- editors --------------------------------------------------------------------------------------------------

    def _judge(self, feature: int) -> str | None:
        """The feature's tag, when its value is one that it may have."""
        status, headers, body = self.stand.get(f"/collections/{EDITED}/items/{feature}")
        if status in BUSY:
            return None
        if status != 200:
            self.findings.fault(f"feature {feature} is answered {status}: {body[:300]!r}")
            return None
        found = json.loads(body)["properties"]["gia_tri"]
        if found not in self.values[feature]:
            self.findings.fault(f"feature {feature} says {found}, not {sorted(self.values[feature])}")
        self.values[feature] = {found}
        return headers["etag"]

    def edit(self) -> None:
        feature = random.choice(list(self.values))
        with self.locks[feature]:
            tag = self._judge(feature)
            if tag is None:
                return
            former = next(iter(self.values[feature]))
            wanted = f"{random.getrandbits(60):x}"
            # Until there is an answer, either may be true.
            self.values[feature] = {former, wanted}
            status, _, body = self.stand.request(
                "PATCH", f"/collections/{EDITED}/items/{feature}", {"properties": {"gia_tri": wanted}},
                {"Content-Type": "application/merge-patch+json", "If-Match": tag})
            if status in (200, 204):
                self.values[feature] = {wanted}
                self.findings.count("edits")
            elif status in BUSY:
                self.values[feature] = {former}
                self.findings.count("busy")
            else:
                self.findings.fault(f"PATCH of {feature} is answered {status}: {body[:300]!r}")
        time.sleep(0.05)

    # -- officers -------------------------------------------------------------------------------------------------

    def load(self) -> None:
        process = self.stand.load(random.choice("AB"))
        if random.random() < 0.2:
            time.sleep(random.uniform(0.05, 2))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            return self.findings.count("imports killed")
        out, _ = process.communicate()
        text = out.decode(errors="replace")
        if process.returncode == 0:
            self.findings.count("imports")
        elif "locked" in text:
            self.findings.count("imports that found the store locked")
        else:
            self.findings.fault(f"an import failed: {text[-500:]}")
        time.sleep(2)

    def back_up(self) -> None:
        self.backups += 1
        copy = self.stand.folder / f"copy-{self.backups}.sqlite"
        status, text = self.stand.run("backup", copy, "--store", self.stand.store)
        if status != 0:
            return self.findings.fault(f"a backup failed: {text[-500:]}")
        status, text = self.stand.run("verify", "--store", copy)
        if status != 0:
            self.findings.fault(f"a backup is not sound: {text[-500:]}")
        for path in self.stand.folder.glob(f"copy-{self.backups}.sqlite*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.findings.count("backups")
        time.sleep(15)

    # -- running them ---------------------------------------------------------------------------------------------

    def forever(self, work: Callable[[], None]) -> threading.Thread:
        def loop() -> None:
            while not self.over.is_set():
                self.stand.is_up.wait(timeout=1)
                try:
                    work()
                except GONE as error:
                    # The killer took the server away; anything else must not happen.
                    if self.stand.is_up.is_set() and self.stand.process and self.stand.process.poll() is None:
                        self.findings.count("connections cut")
                        self.cut(work.__name__, error)
                    time.sleep(0.1)
                except Exception as error:  # noqa: BLE001: whatever it is, it is told
                    self.findings.fault(f"{work.__name__}: {type(error).__name__}: {error}")
                    time.sleep(1)
        thread = threading.Thread(target=loop, name=work.__name__, daemon=True)
        thread.start()
        return thread

    def cut(self, work: str, error: Exception) -> None:
        """A connection ended although the server runs: its restart may have been faster than the look at it."""
        if time.monotonic() - self.last_kill > 5:
            self.findings.fault(f"{work}: a connection was cut: {type(error).__name__}: {error}")

    last_kill = 0.0

    def settle(self) -> None:
        """After all: every edited feature has its value, and each layer the number of features of one state."""
        for feature in self.values:
            self._judge(feature)
        document = json.loads(self.stand.get(f"/collections/{EDITED}/items?limit=1")[2])
        if document["numberMatched"] != len(self.values):
            self.findings.fault(f"{document['numberMatched']} edited features instead of {len(self.values)}")
        document = json.loads(self.stand.get(f"/collections/{IMPORTED}/items?limit=1000")[2])
        if fault := fault_of_page(document):
            self.findings.fault(fault)


def _row(latitude: float, count: int) -> int:
    radians = math.radians(latitude)
    return int((1 - math.log(math.tan(radians) + 1 / math.cos(radians)) / math.pi) / 2 * count)
