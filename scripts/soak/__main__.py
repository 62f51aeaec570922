#!/usr/bin/env python3
"""Hours of everything at once: tiles, queries, imports, edits, backups, clients that leave, programs that are killed.

    python3 scripts/soak [--minutes 120] [--seed N]

The layers are such that every answer can be judged: a page or tile of two states, a lost or half edit, a count that is
not that of a state, a backup that is not sound are each told as WRONG. In the first half the server is killed every two
to four minutes and started again; in the second it runs on, and its memory and open files must stay flat: ±10 % between
the first and the last third, after a warm-up. Exit status 1 when anything was wrong. GEOSECTOR_BIN names the programs.
"""
from __future__ import annotations

import argparse
import json
import pathlib
import random
import statistics
import sys
import tempfile
import time

from stand import Stand
from workers import Soak

WARM_UP = 0.15  # of the second half


def main() -> int:
    parser = argparse.ArgumentParser(prog="soak", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory(prefix="geosector-soak-") as folder:
        return soak(Stand(pathlib.Path(folder)), options.minutes * 60)


def soak(stand: Stand, seconds: float) -> int:
    print("soak: making the layers", flush=True)
    stand.prepare()
    stand.start()
    run = Soak(stand)
    run.learn()
    print(f"soak: {seconds / 60:.0f} minutes of everything at once", flush=True)
    threads = [run.forever(work) for work in (
        run.read_pages, run.read_pages, run.read_tiles, run.read_tiles, run.read_edited, run.edit, run.edit,
        run.load, run.back_up, run.leave)]
    began = time.monotonic()
    next_kill = began + random.uniform(0.2, 0.6) * min(240, seconds / 4)
    samples: list[tuple[float, float, int]] = []
    while (elapsed := time.monotonic() - began) < seconds:
        time.sleep(min(5, seconds / 100))
        if elapsed < seconds / 2 and time.monotonic() > next_kill:
            run.last_kill = time.monotonic()
            stand.kill()
            stand.start()
            run.last_kill = time.monotonic()
            run.findings.count("servers killed")
            next_kill = time.monotonic() + random.uniform(0.5, 1) * min(240, seconds / 8)
        elif elapsed > seconds / 2 and (use := stand.use()):
            samples.append((elapsed, *use))
        if stand.process and stand.process.poll() is not None:
            run.findings.fault(f"the server ended by itself with {stand.process.returncode}")
            stand.start()
    run.over.set()
    for thread in threads:
        thread.join(timeout=120)
    run.settle()
    judge_use(run, samples)
    if (status := stand.stop()) != 0:
        run.findings.fault(f"the server ended with {status} when it was asked to")
    status, text = stand.run("verify", "--store", stand.store)
    if status != 0:
        run.findings.fault(f"the store is not sound: {text[-1000:]}")
    report(run, stand, samples)
    return 1 if run.findings.faults else 0


def judge_use(run: Soak, samples: list[tuple[float, float, int]]) -> None:
    warm = samples[int(len(samples) * WARM_UP):]
    third = len(warm) // 3
    if third < 3:
        return
    for place, name, floor in ((1, "MB of private memory", 5), (2, "open files", 5)):
        first = statistics.median(sample[place] for sample in warm[:third])
        last = statistics.median(sample[place] for sample in warm[-third:])
        if abs(last - first) > max(first * 0.1, floor):
            run.findings.fault(f"{name} went from {first:.0f} to {last:.0f}")


def report(run: Soak, stand: Stand, samples: list[tuple[float, float, int]]) -> None:
    memory = [sample[1] for sample in samples]
    files = [sample[2] for sample in samples]
    print(json.dumps({
        "done": dict(sorted(run.findings.counts.items())), "serverStarts": stand.starts,
        "slowestStartSeconds": round(stand.slowest_start, 2),
        "privateMemoryMB": [round(min(memory), 1), round(max(memory), 1)] if memory else None,
        "openFiles": [min(files), max(files)] if files else None, "wrong": run.findings.faults,
    }, indent=2, ensure_ascii=False))
    print(f"soak: {len(run.findings.faults)} wrong", flush=True)


if __name__ == "__main__":
    sys.exit(main())
