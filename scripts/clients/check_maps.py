"""Map services: WMS and WMTS as GDAL and OWSLib read them."""
from __future__ import annotations

import json
import pathlib
import subprocess
import urllib.parse

from owslib.util import ServiceException
from owslib.wms import WebMapService
from owslib.wmts import WebMapTileService

from checks import Checks
from environment import WORK
from server import Server

LAYER = "roads"
BOX = (107.9, 13.9, 108.1, 14.1)  # around Pleiku, in degrees
METRES = (435000, 1537000, 457000, 1559000)  # about the same in VN-2000, EPSG:9218
SIZE = (200, 150)
PNG = b"\x89PNG\r\n\x1a\n"


def run(server: Server, checks: Checks) -> None:
    _gdal_wms(server, checks)
    _gdal_wmts(server, checks)
    for version in ("1.1.1", "1.3.0"):
        _owslib_wms(server, checks, version)
    _owslib_wmts(server, checks)


def _gdal_wms(server: Server, checks: Checks) -> None:
    for version, name in (("1.1.1", "SRS"), ("1.3.0", "CRS")):
        capabilities = f"WMS:{server.url}/wms?SERVICE=WMS&VERSION={version}&REQUEST=GetCapabilities"
        listed = _run("gdalinfo", capabilities)
        checks.expect(f"GDAL lists the layers of WMS {version}", f"LAYERS={LAYER}" in listed, listed[-600:])
        box = (BOX[1], BOX[0], BOX[3], BOX[2]) if version == "1.3.0" else BOX
        order = "yxXY" if version == "1.3.0" else "xyXY"
        address = urllib.parse.urlencode({
            "SERVICE": "WMS", "VERSION": version, "REQUEST": "GetMap", "LAYERS": LAYER, "STYLES": "",
            name: "EPSG:4326", "FORMAT": "image/png", "TRANSPARENT": "TRUE", "BBOXORDER": order,
            "BBOX": ",".join(map(str, box))}, safe=":/,")
        _draws(checks, f"GDAL draws WMS {version} in degrees", f"WMS:{server.url}/wms?{address}", BOX)
    address = urllib.parse.urlencode({
        "SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": "GetMap", "LAYERS": LAYER, "STYLES": "", "CRS": "EPSG:9218",
        "FORMAT": "image/png", "TRANSPARENT": "TRUE", "BBOX": ",".join(map(str, METRES))}, safe=":/,")
    _draws(checks, "GDAL draws WMS 1.3.0 in VN-2000", f"WMS:{server.url}/wms?{address}", METRES)


def _gdal_wmts(server: Server, checks: Checks) -> None:
    source = f"WMTS:{server.url}/wmts/1.0.0/WMTSCapabilities.xml"
    listed = _run("gdalinfo", source)
    checks.expect("GDAL lists the layers of WMTS", f"layer={LAYER}" in listed, listed[-600:])
    mercator = (12011373, 1562306, 12033637, 1585250)
    _draws(checks, "GDAL draws WMTS", f"{source},layer={LAYER},tilematrixset=WebMercatorQuad,zoom_level=11", mercator)


def _draws(checks: Checks, sentence: str, source: str, box: tuple[float, ...]) -> None:
    """A window of the source has pixels of more than one kind."""
    picture = pathlib.Path(WORK / "map.tif")
    picture.unlink(missing_ok=True)
    west, south, east, north = map(str, box)
    text = _run("gdal_translate", "-q", "-projwin", west, north, east, south, "-outsize", *map(str, SIZE), source,
                str(picture))
    statistics = json.loads(_run("gdalinfo", "-json", "-stats", str(picture))) if picture.exists() else {}
    deviations = [band.get("stdDev", 0) for band in statistics.get("bands", [])]
    checks.expect(sentence, statistics.get("size") == list(SIZE) and max(deviations, default=0) > 0,
                  text or deviations)


def _owslib_wms(server: Server, checks: Checks, version: str) -> None:
    service = WebMapService(f"{server.url}/wms", version=version)
    ids = {collection["id"] for collection in server.json("/collections")["collections"]}
    checks.expect(f"OWSLib lists every collection of WMS {version}", ids <= set(service.contents), ids)
    layer = service[LAYER]
    inside = all(abs(own - wanted) < 3 for own, wanted in zip(layer.boundingBoxWGS84, BOX))
    checks.expect(f"OWSLib reads a layer of WMS {version}", inside and layer.queryable and "default" in layer.styles,
                  (layer.boundingBoxWGS84, layer.styles))
    collection = server.json(f"/collections/{LAYER}")
    checks.expect(f"OWSLib reads the Vietnamese title of WMS {version}", layer.title == collection["titles"]["vi"],
                  layer.title)
    answer = service.getmap(layers=[LAYER], styles=[""], srs="EPSG:4326", bbox=BOX, size=SIZE, format="image/png",
                            transparent=True)
    checks.expect(f"OWSLib draws WMS {version}", answer.read().startswith(PNG), answer.info())
    found = service.getfeatureinfo(
        layers=[LAYER], query_layers=[LAYER], styles=[""], srs="EPSG:4326", bbox=BOX, size=(1, 1), xy=(0, 0),
        format="image/png", info_format="application/json", feature_count=5)
    features = json.loads(found.read())["features"]
    checks.expect(f"OWSLib asks for what is at a point of WMS {version}", len(features) == 5, len(features))
    try:
        service.getmap(layers=["nothing"], styles=[""], srs="EPSG:4326", bbox=BOX, size=SIZE, format="image/png")
        told = ""
    except ServiceException as error:
        told = str(error)
    checks.expect(f"OWSLib reads what is wrong with a request of WMS {version}", "'nothing'" in told, told)


def _owslib_wmts(server: Server, checks: Checks) -> None:
    service = WebMapTileService(f"{server.url}/wmts")
    checks.expect("OWSLib lists the layers of WMTS", {"map", LAYER} <= set(service.contents), list(service.contents))
    sets = service.tilematrixsets
    checks.expect("OWSLib reads the tile matrix sets", len(sets["WebMercatorQuad"].tilematrix) == 25, list(sets))
    tile = service.gettile(layer=LAYER, tilematrixset="WebMercatorQuad", tilematrix="10", row=471, column=819,
                           format="image/png")
    checks.expect("OWSLib draws WMTS", tile.read().startswith(PNG), tile.info())


def _run(*command: str) -> str:
    # GDAL keeps pictures in a folder of where it runs.
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=WORK)
    return done.stdout if done.returncode == 0 else f"{done.stdout}\n{done.stderr}"
