"""What is asked, of whom: the kinds of requests of the table."""
from __future__ import annotations

import dataclasses
import math

from layout import Layout
from loading import COMPOSITE

MAPSERVER_TILE = "/mapserver?mode=tile&tilemode=gmap&tile={x}+{y}+{z}&map.imagetype=mvt&layers="
MAPSERVER = ("mapserver", "nginx", "postgres")
PICTURE = ("?service=WMS&version=1.3.0&request=GetMap&layers=parcels&styles=&crs=EPSG:3857&bbox={mercator}"
           "&width=512&height=512&format=image/png&transparent=false")


@dataclasses.dataclass(frozen=True)
class Contender:
    """A server that is asked, and whose CPU counts."""

    name: str
    port: str  # the name of the port
    path: str  # {z} {x} {y}, {mercator} or {box}
    services: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Kind:
    """One list of requests to several contenders, the first of which is ours."""

    name: str
    requests: str
    contenders: tuple[Contender, ...]
    connections: tuple[int, ...] = (1, 8)
    is_gzip: bool = False
    is_picture: bool = False
    # A run has at least so many requests of a contender that is fast, one pass of one that is slow.
    requests_per_run: int = 4000
    # Peers are asked in the first round only where each round takes minutes.
    peers_once: bool = False


def ours(path: str, name: str = "uncached") -> Contender:
    return Contender(f"GeoSector, {name}", name, path, (name,))


def st_asmvt(function: str) -> Contender:
    return Contender("ST_AsMVT", "pgtile", f"/{function}/{{z}}/{{x}}/{{y}}", ("pgtile", "postgres"))


KINDS = (
    Kind("parcels", "parcels", (
        ours("/tiles/parcels/{z}/{x}/{y}"),
        st_asmvt("tile_parcels"),
        Contender("tipg", "tipg", "/collections/public.parcels_m/tiles/WebMercatorQuad/{z}/{x}/{y}",
                  ("tipg", "postgres")),
        Contender("MapServer, shapefile", "nginx", MAPSERVER_TILE + "parcels_shapefile", MAPSERVER),
    )),
    Kind("composite", "composite", (
        ours(f"/tiles/{COMPOSITE}/{{z}}/{{x}}/{{y}}"),
        st_asmvt("tile_composite"),
        Contender("MapServer, PostGIS", "nginx",
                  MAPSERVER_TILE + "coast+roads_z8+roads_z10+roads_z12+roads+parcels+pois", MAPSERVER),
    )),
    Kind("cached", "composite", (
        ours(f"/tiles/{COMPOSITE}/{{z}}/{{x}}/{{y}}", "cached"),
        Contender("nginx, the same bytes", "nginx", "/tiles/{z}/{x}/{y}.mvt", ("nginx",)),
    ), is_gzip=True, requests_per_run=20_000),
    Kind("low", "low", (
        ours("/tiles/parcels-all/{z}/{x}/{y}"),
        st_asmvt("tile_parcels"),
    ), connections=(1,), requests_per_run=1000, peers_once=True),
    Kind("low-gzip", "low", (ours("/tiles/parcels-all/{z}/{x}/{y}", "cached"),), connections=(1,), is_gzip=True,
         requests_per_run=20),
    Kind("items", "boxes", (
        ours("/collections/parcels/items?limit=1000&bbox={box}"),
        Contender("tipg", "tipg", "/collections/public.parcels/items?f=geojson&limit=1000&bbox={box}",
                  ("tipg", "postgres")),
        Contender("MapServer, OGC API", "nginx", "/ogcapi/collections/parcels/items?f=json&limit=1000&bbox={box}",
                  MAPSERVER),
        Contender("pygeoapi, GeoPackage", "pygeoapi", "/collections/parcels/items?f=json&limit=1000&bbox={box}",
                  ("pygeoapi",)),
    ), requests_per_run=400),
    Kind("pictures", "parcels", (
        ours("/wms" + PICTURE, "pictures"),
        Contender("MapServer, WMS", "nginx", "/mapserver" + PICTURE, MAPSERVER),
    ), is_picture=True, requests_per_run=400),
)


def paths(layout: Layout, kind: Kind, contender: Contender) -> list[str]:
    result: list[str] = []
    for line in layout.request_list(kind.requests):
        if kind.requests == "boxes":
            result.append(contender.path.replace("{box}", line))
        else:
            z, x, y = line.split("/")
            path = contender.path.replace("{z}", z).replace("{x}", x).replace("{y}", y)
            result.append(path.replace("{mercator}", mercator_box(int(z), int(x), int(y))))
    return result


def mercator_box(z: int, x: int, y: int) -> str:
    """West, south, east, north of a tile in metres."""
    half = math.pi * 6378137
    side = 2 * half / 2**z
    return ",".join(f"{value:.9f}" for value in (
        x * side - half, half - (y + 1) * side, (x + 1) * side - half, half - y * side))
