"""The table: one row per bar, what the best peer needs, what we need, how many times better, met or missed."""
from __future__ import annotations

import dataclasses
from typing import Any

from kinds import KINDS

# Of a Web Mercator layer's tile, compressed.
TILE_LIMIT_IN_BYTES = 500_000
MEMORY_LIMIT_IN_MB = 250


@dataclasses.dataclass(frozen=True)
class Row:
    """`ratio` is how many times better ours is than the peer; None where there is no peer."""

    what: str
    bar: str
    peer: str
    ours: str
    ratio: float | None
    is_met: bool
    # Better than asked; None where there is no such mark.
    is_stretch: bool | None = None

    @property
    def verdict(self) -> str:
        if not self.is_met:
            return "**miss**"
        return "pass, stretch" if self.is_stretch else "pass"

    def as_dictionary(self) -> dict[str, Any]:
        return {**dataclasses.asdict(self), "verdict": self.verdict}


def contenders(requests: dict[str, Any], kind: str, connections: str = "1") -> tuple[dict[str, float], str,
                                                                                   dict[str, float]]:
    """Our result of a kind, and the name and result of the first peer."""
    names = [contender.name for contender in next(one for one in KINDS if one.name == kind).contenders]
    found = requests[kind]
    return found[names[0]][connections], names[1], found[names[1]][connections]


def cpu_row(requests: dict[str, Any], kind: str, what: str, limit: float, times: float, stretch: float) -> Row:
    """CPU per request: at most `limit` ms, and at least `times` less than the peer."""
    ours, peer_name, peer = contenders(requests, kind)
    ratio = peer["cpu_ms"] / max(ours["cpu_ms"], 1e-6)
    return Row(what, f"≤ {limit} ms CPU and ≥ {times:g}× {peer_name}", f"{peer_name} {peer['cpu_ms']:.2f} ms",
               f"{ours['cpu_ms']:.3f} ms", ratio, ours["cpu_ms"] <= limit and ratio >= times,
               ours["cpu_ms"] <= stretch)


def cached_rows(requests: dict[str, Any]) -> list[Row]:
    ours, peer_name, peer = contenders(requests, "cached", "8")
    rate, delay = ours["per_second"] / peer["per_second"], peer["p99_ms"] / max(ours["p99_ms"], 1e-6)
    return [
        Row("cached tile, gzip, 8 connections: rate", f"≥ 50 % of {peer_name}", f"{peer['per_second']:,.0f}/s",
            f"{ours['per_second']:,.0f}/s", rate, rate >= 0.5, rate >= 0.7),
        Row("cached tile, gzip, 8 connections: p99", f"≤ 3× {peer_name}", f"{peer['p99_ms']:.2f} ms",
            f"{ours['p99_ms']:.2f} ms", delay, delay >= 1 / 3, delay >= 1 / 2),
    ]


def low_rows(requests: dict[str, Any]) -> list[Row]:
    rows = []
    if "low" in requests:
        ours, peer_name, peer = contenders(requests, "low")
        rows.append(Row("tile z0–11 of all parcels, uncached", "≤ 1 ms CPU", f"{peer_name} {peer['cpu_ms']:.0f} ms",
                        f"{ours['cpu_ms']:.2f} ms", peer["cpu_ms"] / max(ours["cpu_ms"], 1e-6), ours["cpu_ms"] <= 1))
    if "low-gzip" in requests:
        (runs,) = requests["low-gzip"].values()
        largest = runs["1"]["bytes_max"]
        peer_size = "–"
        if "low" in requests:
            peer_size = f"{contenders(requests, 'low')[2]['bytes_max'] / 1000:,.0f} kB, not compressed"
        rows.append(Row("the largest of them, gzip", "≤ 500 kB", peer_size, f"{largest / 1000:,.0f} kB", None,
                        largest <= TILE_LIMIT_IN_BYTES))
    return rows


def program_row(programs: dict[str, Any], name: str, what: str, limit: float, times: float, stretch: float) -> Row:
    contest = programs[name]
    ours, peer, peer_name = contest["ours"]["cpu_s"], contest["peer"]["cpu_s"], contest["peer_name"]
    return Row(what, f"≤ {limit:g} s CPU and ≥ {times:g}× {peer_name}", f"{peer_name} {peer:.2f} s", f"{ours:.2f} s",
               peer / ours, ours <= limit and peer / ours >= times and contest.get("is_whole", True), ours <= stretch)


def serving_rows(requests: dict[str, Any]) -> list[Row]:
    """Memory and errors of our servers over all kinds."""
    runs = [run for kind in KINDS if kind.name in requests
            for run in requests[kind.name][kind.contenders[0].name].values()]
    memory = max(run["memory_mb"] for run in runs)
    errors = sum(run["errors"] for run in runs)
    return [
        Row("memory while serving, the largest", f"≤ {MEMORY_LIMIT_IN_MB} MB", "–", f"{memory:.0f} MB", None,
            memory <= MEMORY_LIMIT_IN_MB, memory <= 150),
        Row("errors of ours, 1 and 8 connections", "0", "–", f"{errors:.0f}", None, errors == 0),
    ]


def rows(document: dict[str, Any]) -> list[Row]:
    """The bars of what was measured."""
    requests, programs = document.get("requests", {}), document["programs"]
    parcels = f"{300_000 * document['scale']:,.0f} parcels"
    result: list[Row] = []
    if "parcels" in requests:
        result.append(cpu_row(requests, "parcels", "parcel tile z12–16, uncached", 0.37, 10, 0.25))
    if "composite" in requests:
        result.append(cpu_row(requests, "composite", "composite tile of 4 layers z6–16, uncached", 0.55, 10, 0.4))
    if "cached" in requests:
        result += cached_rows(requests)
    result += low_rows(requests)
    if "items" in requests:
        result.append(cpu_row(requests, "items", "items, 1,000 features by box", 5, 14, 1.5))
    if "pictures" in requests:
        result.append(cpu_row(requests, "pictures", "map of parcels z12–16, 512 px by WMS, uncached", 6, 1.5, 4))
    if "import" in programs:
        result.append(program_row(programs, "import", f"import of {parcels}, shapefile", 3, 1, 1.7))
    if "pyramid" in programs:
        result.append(program_row(programs, "pyramid", f"pyramid z6–14 of {parcels}", 5, 8, 3.7))
    if requests:
        result += serving_rows(requests)
    return result


def details(requests: dict[str, Any]) -> list[str]:
    """Everyone's figures, for whoever wants more than the bars."""
    lines = ["| kind | server | connections | requests | errors | features of a pass | CPU ms each | per second"
             " | p50 ms | p99 ms | bytes each | memory MB |", "|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for kind, found in requests.items():
        for name, runs in found.items():
            for connections, run in runs.items():
                lines.append(
                    f"| {kind} | {name} | {connections} | {run['requests']:.0f} | {run['errors']:.0f}"
                    f" | {run['features']:.0f}"
                    f" | {run['cpu_ms']:.3f} | {run['per_second']:.0f} | {run['p50_ms']:.2f} | {run['p99_ms']:.2f}"
                    f" | {run['bytes_each']:.0f} | {run['memory_mb']:.0f} |")
    return lines


def markdown(document: dict[str, Any], found: list[Row]) -> str:
    machine = document["machine"]
    lines = [
        f"{machine['cores']} cores of {machine['cpu']}, load {machine['load'][0]:.1f} at the start;"
        f" {document['rounds']} rounds, scale {document['scale']:g}. CPU is user and system time of the server's whole"
        " process tree, per request.", "",
        "| what | bar | peer | ours | times better | result |", "|---|---|---|---|---|---|"]
    for row in found:
        ratio = "–" if row.ratio is None else f"{row.ratio:.2f}"
        lines.append(f"| {row.what} | {row.bar} | {row.peer} | {row.ours} | {ratio} | {row.verdict} |")
    lines += ["", "Map images (PNG) are not in the table yet.", ""]
    if document.get("requests"):
        lines += details(document["requests"])
    return "\n".join(lines) + "\n"
