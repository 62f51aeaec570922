"""Run by QGIS's Python: opens a layer, reads it whole, by box and by filter; prints what it found as a line of JSON."""
import json
import sys

from qgis.core import Qgis, QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer

url, collection = sys.argv[1:]
application = QgsApplication([], False)
application.initQgis()
layer = QgsVectorLayer(f"pagingEnabled='true' restrictToRequestBBOX='1' typename='{collection}' url='{url}'",
                       collection, "OAPIF")
if not layer.isValid():
    sys.exit(layer.error().summary())
near = QgsFeatureRequest().setFilterRect(QgsRectangle(107.9, 13.9, 108.1, 14.1))
found = {"near": sum(1 for _ in layer.getFeatures(near)), "count": sum(1 for _ in layer.getFeatures()),
         "fields": [field.name() for field in layer.fields()], "version": Qgis.QGIS_VERSION_INT}
number = next((field.name() for field in layer.fields() if field.isNumeric()), None)
values = sorted(feature[number] or 0 for feature in layer.getFeatures())
layer.setSubsetString(f'"{number}" > {values[len(values) // 2]}')
found["filtered"] = sum(1 for _ in layer.getFeatures())
print(json.dumps(found))
sys.stdout.flush()
del layer  # a layer that outlives the application crashes it
application.exitQgis()
