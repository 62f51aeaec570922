"""What `make golden` looks at: places of the demo with something of every style, from the province to the street."""
from __future__ import annotations

import math
from typing import NamedTuple

SIDE = 512
WORLD = 2 * math.pi * 6378137.0
PLEIKU = (13.9810, 108.0015)
AN_KHE = (13.9530, 108.6560)
AYUN_PA = (13.3960, 108.4410)
PROVINCE = (13.80, 108.25)


class View(NamedTuple):
    style: str
    zoom: float
    place: tuple[float, float]

    @property
    def name(self) -> str:
        return f"{self.style}-{self.zoom:g}-{self.place[0]:.2f}-{self.place[1]:.2f}"

    @property
    def box(self) -> str:
        """West, south, east, north in metres of Web Mercator."""
        latitude, longitude = self.place
        x = longitude / 360 * WORLD
        y = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) * WORLD / (2 * math.pi)
        half = WORLD / 2**self.zoom / 2
        return ",".join(f"{value:.6f}" for value in (x - half, y - half, x + half, y + half))


def views() -> list[View]:
    composed = [View("map", zoom, place) for zoom, place in [
        (7, PROVINCE), (8, PROVINCE), (9, PLEIKU), (10, AN_KHE), (11, AYUN_PA), (12, PLEIKU), (12.5, PLEIKU),
        (13, AN_KHE),
        (14, PLEIKU), (15, PLEIKU), (16, PLEIKU), (17, PLEIKU)]]
    sectors = [
        "administration", "agriculture", "construction", "culture-tourism", "education", "environment", "health",
        "industry-trade", "land", "transport", "urban"]
    single = [View(style, zoom, PLEIKU) for style in sectors for zoom in (10, 14)]
    return composed + single + [View("basemap", zoom, PLEIKU) for zoom in (8, 10, 12, 14)] + [
        View("land", 16, PLEIKU), View("transport", 12, AN_KHE)]
