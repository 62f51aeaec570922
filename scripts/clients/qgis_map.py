"""Run by QGIS's Python: draws our map by WMS, WMTS and vector tiles with our style; prints what each drew as JSON."""
import json
import pathlib
import sys
import urllib.request

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapBoxGlStyleConverter,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QSize

DEGREES = ("EPSG:4326", (107.98, 13.96, 108.03, 14.0))  # the middle of Pleiku
MERCATOR = ("EPSG:3857", (12020000, 1569000, 12026000, 1573500))
VN2000 = ("EPSG:9218", (443500, 1543500, 449500, 1548000))
SIZE = (400, 300)

url, folder = sys.argv[1], pathlib.Path(sys.argv[2])
application = QgsApplication([], False)
application.initQgis()


def draw(name: str, layer, place: tuple) -> dict:
    """The layer's picture in `folder`, and how many colours it has."""
    if not layer.isValid():
        return {"colours": 0, "errors": [layer.error().summary()]}
    crs, box = place
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    settings.setExtent(QgsRectangle(*box))
    settings.setOutputSize(QSize(*SIZE))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    picture.save(str(folder / f"qgis-{name}.png"))
    colours = {picture.pixel(x, y) for x in range(0, SIZE[0], 2) for y in range(0, SIZE[1], 2)}
    return {"colours": len(colours), "errors": [error.message for error in job.errors()]}


def wms(crs: str) -> QgsRasterLayer:
    return QgsRasterLayer(f"url={url}/wms?&layers=map&styles=&crs={crs}&format=image/png", "wms", "wms")


def wmts() -> QgsRasterLayer:
    service = f"{url}/wmts/1.0.0/WMTSCapabilities.xml"
    return QgsRasterLayer(f"url={service}&layers=map&styles=default&tileMatrixSet=WebMercatorQuad&crs=EPSG:3857"
                          "&format=image/png", "wmts", "wms")


def vector_tiles(style: str) -> tuple[QgsVectorTileLayer, list[str]]:
    """A collection's tiles with a style document of ours as QGIS converts it, and what it could not convert."""
    layer = QgsVectorTileLayer(f"type=xyz&zmin=0&zmax=18&url={url}/collections/parcels/tiles/WebMercatorQuad"
                               "/{z}/{y}/{x}", "tiles")
    converter = QgsMapBoxGlStyleConverter()
    converter.convert(style)
    layer.setRenderer(converter.renderer())
    return layer, list(converter.warnings())


tiles, warnings = vector_tiles(urllib.request.urlopen(f"{url}/styles/land").read().decode())
found = {
    "wms-degrees": draw("wms-degrees", wms("EPSG:4326"), DEGREES),
    "wms-mercator": draw("wms-mercator", wms("EPSG:3857"), MERCATOR),
    "wms-vn2000": draw("wms-vn2000", wms("EPSG:9218"), VN2000),
    "wmts": draw("wmts", wmts(), MERCATOR),
    "tiles": draw("tiles", tiles, MERCATOR),
    "warnings": warnings,
}
print(json.dumps(found))
sys.stdout.flush()
del tiles  # a layer that outlives the application crashes it
application.exitQgis()
