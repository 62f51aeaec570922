"""Small files of the kinds that people add to the map, and how they come to it."""
from __future__ import annotations

import io
import json
import struct
import zipfile

from playwright.sync_api import Page

Place = tuple[float, float]

# EPSG:9218 and WGS 84 of one commune's middle, by GDAL and PROJ (EPSG:6960).
EAST, NORTH, LONGITUDE, LATITUDE = 445408.1774, 1547283.1876, 107.996458, 13.990245

NAME = "Phường Nguyễn Văn Cừ"
WRITTEN = {
    "utf-8": NAME.encode(),
    "tcvn3": b"Ph\xad\xeang Nguy\xd4n V\xa8n C\xf5",
    "vni": b"Ph\xf6\xf4\xf8ng Nguye\xe3n Va\xean C\xf6\xf8",
    "windows-1258": "Phươ\u0300ng Nguyê\u0303n Văn Cư\u0300".encode("cp1258"),
}

ZONE = (
    'PROJCS["VN-2000_TM-3_108-30",GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",SPHEROID["WGS_1984",6378137,298.257]],'
    'PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000],PARAMETER["Central_Meridian",108.5],PARAMETER["Scale_Factor",0.9999],'
    'UNIT["Meter",1]]').encode()

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>Tuyến 1</name><ExtendedData><Data name="cap"><value>IV</value></Data></ExtendedData>
<LineString><coordinates>108.0,13.9,700 108.1,13.95,0</coordinates></LineString></Placemark>
<!-- <Placemark> in a comment -->
<Placemark><name>Tuyến 2</nam><Point><coordinates>1,1</coordinates></Point></Placemark>
<Placemark><name><![CDATA[<b>Vùng</b>]]></name><Polygon><outerBoundaryIs><LinearRing><coordinates>
108,14 108.05,14 108.05,14.05 108,14</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
</Document></kml>""".encode()
GPX = b"""<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="13.95" lon="108.01"><name>P1</name></wpt>
<trk><name>T</name><trkseg><trkpt lat="13.9" lon="108"/><trkpt lat="13.95" lon="108.02"/></trkseg></trk></gpx>"""
CSV = "Tên;Kinh độ;Vĩ độ\n\"Điểm; \"\"một\"\"\";108,03;13,97\nĐiểm hai;108°00'30\"Đ;13°58'30\"B\n"


def collection(places: list[Place], **properties: str) -> bytes:
    features = [{"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": place}}
                for place in places]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1).encode()


def packed(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def shapefile(name: str, places: list[Place], names: list[bytes]) -> dict[str, bytes]:
    """Points with one column of text, TEN."""
    records = b"".join(struct.pack(">ii", number + 1, 10) + struct.pack("<idd", 1, *place)
                       for number, place in enumerate(places))
    length = (100 + len(records)) // 2
    head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, length) + struct.pack("<2i8d", 1000, 1, *[0.0] * 8)
    field = b"TEN".ljust(11, b"\0") + b"C" + bytes(4) + bytes([60, 0]) + bytes(14)
    table = struct.pack("<4BIHH", 3, 126, 1, 1, len(names), 65, 61) + bytes(20) + field + b"\r"
    rows = b"".join(b" " + raw.ljust(60) for raw in names)
    return {f"{name}.shp": head + records, f"{name}.dbf": table + rows + b"\x1a"}


def drop(page: Page, files: dict[str, bytes]) -> None:
    """As from the desktop, onto the map."""
    transfer = page.evaluate_handle("""(files) => {
        const transfer = new DataTransfer();
        for (const [name, bytes] of Object.entries(files)) transfer.items.add(new File([Uint8Array.from(bytes)], name));
        return transfer;
    }""", {name: list(content) for name, content in files.items()})
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event("#map canvas", event, {"dataTransfer": transfer})


def drop_large(page: Page, megabytes: int) -> None:
    page.evaluate("""(megabytes) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(Array(megabytes).fill(new Uint8Array(1e6)), "vinh.geojson"));
        const drop = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
        document.querySelector("#map").dispatchEvent(drop);
    }""", megabytes)


def choose(page: Page, files: dict[str, bytes]) -> None:
    page.locator("#added-files").set_input_files(
        [{"name": name, "mimeType": "", "buffer": content} for name, content in files.items()])
