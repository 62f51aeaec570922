"""What a set of processes and all their descendants cost: read from /proc (Linux)."""
from __future__ import annotations

import os
import pathlib
from typing import Iterable

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def descendants(roots: Iterable[int]) -> dict[int, float]:
    """CPU seconds, user and system, with those of reaped children, of each process of the trees."""
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            text = pathlib.Path(f"/proc/{name}/stat").read_text(encoding="utf-8")
        except OSError:
            continue  # it has ended since
        fields = text[text.rindex(")") + 2:].split()
        parents[int(name)] = int(fields[1])
        seconds[int(name)] = sum(map(int, fields[11:15])) / TICKS_PER_SECOND
    members = {pid for pid in roots if pid in seconds}
    while True:
        more = {pid for pid, parent in parents.items() if parent in members and pid not in members}
        if not more:
            return {pid: seconds[pid] for pid in members}
        members |= more


def cpu_seconds(roots: Iterable[int]) -> float:
    return sum(descendants(roots).values())


def memory_in_mb(roots: Iterable[int]) -> float:
    """Proportional set size of a tree: pages that its processes share are counted once.

    Of a single process all that is resident: another server that maps the same file must not make it look smaller.
    """
    kilobytes = 0
    pids = list(descendants(roots))
    field = "Pss:" if len(pids) > 1 else "Rss:"
    for pid in pids:
        try:
            lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith(field))
    return kilobytes / 1024
