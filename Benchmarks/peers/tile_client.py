"""Asks a server for tiles over one connection, and knows which tiles there are."""
from __future__ import annotations

import dataclasses
import gzip
import http.client
import math
import re
import urllib.parse
from typing import Iterator

Tile = tuple[int, int, int]
Box = tuple[float, float, float, float]
EARTH_HALF_IN_METRES = 20037508.342789244


@dataclasses.dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    etag: str
    counts: dict[str, dict[str, int]]  # by layer: matched, kept, merged, dropped


def counts_of(header: str) -> dict[str, dict[str, int]]:
    """`parcels;matched=9870;kept=2314, roads;…` (RFC 8941)."""
    layers: dict[str, dict[str, int]] = {}
    for member in header.split(","):
        name, *parameters = member.strip().split(";")
        if name:
            layers[name.split("=")[0]] = {
                key: int(value) for key, _, value in (p.strip().partition("=") for p in parameters) if value.isdigit()}
    return layers


class Client:
    """One keep-alive connection."""

    def __init__(self, base_url: str) -> None:
        self.address = urllib.parse.urlsplit(base_url).netloc
        self.connection = http.client.HTTPConnection(self.address, timeout=300)

    def get(self, path: str, **headers: str) -> Answer:
        """Any answer; a connection that the server has closed is opened again, once."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            self.connection.request("GET", path, headers=headers)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.connection.close()
            self.connection.request("GET", path, headers=headers)
            response = self.connection.getresponse()
        body = response.read()
        if response.getheader("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return Answer(response.status, body, response.getheader("ETag") or "",
                      counts_of(response.getheader("GeoSector-Features") or ""))


def column(longitude: float, zoom: int) -> float:
    return (longitude + 180) / 360 * (1 << zoom)


def row(latitude: float, zoom: int) -> float:
    """From the north, as in the OGC two-dimensional tile matrix set standard, annex D (WebMercatorQuad)."""
    sine = math.sin(math.radians(latitude))
    return (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * (1 << zoom)


def touching(box: Box, zoom: int, margin_in_units: float) -> set[Tile]:
    """The tiles whose square, made larger by the margin (4096 units a side), touches a lon/lat box."""
    margin, last = margin_in_units / 4096, (1 << zoom) - 1
    west, south, east, north = box
    columns = range(max(0, math.floor(column(west, zoom) - margin)),
                    min(last, math.floor(column(east, zoom) + margin)) + 1)
    rows = range(max(0, math.floor(row(north, zoom) - margin)), min(last, math.floor(row(south, zoom) + margin)) + 1)
    return {(zoom, x, y) for x in columns for y in rows}


def all_tiles(box: Box, min_zoom: int, max_zoom: int) -> Iterator[Tile]:
    """Every tile of a box, and those around it, which should be empty."""
    for zoom in range(min_zoom, max_zoom + 1):
        yield from sorted(touching(box, zoom, 4096))


def tile_of(text: str) -> Tile:
    """`z/x/y`."""
    match = re.fullmatch(r"(\d+)/(\d+)/(\d+)", text.strip())
    if not match:
        raise SystemExit(f"'{text}' is no tile; expected z/x/y")
    z, x, y = map(int, match.groups())
    return z, x, y
