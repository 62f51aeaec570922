import SimpleFeatures

/// Schemas of tilesets (OGC 17-083r4, JSON encoding), TileJSON 3.0, archives and styles.
extension OpenAPISchemas {
    static let tiles = [
        object("TileSets", ["tilesets", "links"], ["tilesets": list("TileSetItem"), "links": list("Link")]),
        object(
            "TileSetItem", ["dataType", "crs", "links"],
            ["title": text, "dataType": choice(["vector"]), "crs": uri, "tileMatrixSetURI": uri, "links": list("Link")]),
        object(
            "TileSet", ["dataType", "crs", "tileMatrixSetURI", "links"],
            [
                "title": text, "dataType": choice(["vector"]), "crs": uri, "tileMatrixSetURI": uri,
                "tileMatrixSetLimits": list("TileMatrixLimits"), "boundingBox": reference("BoundingBox2D"),
                "centerPoint": [
                    "type": "object", "required": ["coordinates"],
                    "properties": [
                        "coordinates": numbers(2, 2), "crs": uri, "tileMatrix": text, "scaleDenominator": number,
                        "cellSize": number,
                    ],
                ],
                "layers": list("TileSetLayer"), "links": list("Link"),
            ]),
        object(
            "TileMatrixLimits", ["tileMatrix", "minTileRow", "maxTileRow", "minTileCol", "maxTileCol"],
            ["tileMatrix": text, "minTileRow": count, "maxTileRow": count, "minTileCol": count, "maxTileCol": count]),
        object(
            "BoundingBox2D", ["lowerLeft", "upperRight"],
            ["lowerLeft": numbers(2, 2), "upperRight": numbers(2, 2), "crs": uri, "orderedAxes": texts]),
        object(
            "TileSetLayer", ["id", "dataType"],
            [
                "id": text, "title": text, "description": text, "dataType": choice(["vector"]),
                "geometryDimension": ["type": "integer", "minimum": 0, "maximum": 3], "featureType": text,
                "attribution": text, "license": text, "theme": text, "crs": uri, "minScaleDenominator": number,
                "maxScaleDenominator": number, "minCellSize": number, "maxCellSize": number, "minTileMatrix": text,
                "maxTileMatrix": text, "boundingBox": reference("BoundingBox2D"), "updated": moment,
                "propertiesSchema": [
                    "type": "object", "required": ["type", "properties"],
                    "properties": ["type": choice(["object"]), "properties": anything],
                ],
                "links": list("Link"),
            ]),
        object(
            "TileMatrixSets", ["tileMatrixSets", "links"],
            [
                "tileMatrixSets": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["id", "links"],
                        "properties": ["id": text, "title": text, "uri": uri, "crs": uri, "links": list("Link")],
                    ],
                ],
                "links": list("Link"),
            ]),
        object(
            "TileMatrixSet", ["id", "crs", "tileMatrices"],
            [
                "id": text, "title": text, "uri": uri, "crs": uri, "orderedAxes": texts, "wellKnownScaleSet": uri,
                "tileMatrices": list("TileMatrix"), "links": list("Link"),
            ]),
        object(
            "TileMatrix",
            [
                "id", "scaleDenominator", "cellSize", "pointOfOrigin", "tileWidth", "tileHeight", "matrixWidth",
                "matrixHeight",
            ],
            [
                "id": text, "scaleDenominator": number, "cellSize": number, "cornerOfOrigin": choice(["topLeft"]),
                "pointOfOrigin": numbers(2, 2), "tileWidth": count, "tileHeight": count, "matrixWidth": count,
                "matrixHeight": count,
            ]),
        object(
            "TileJSON", ["tilejson", "tiles"],
            [
                "tilejson": choice(["3.0.0"]), "name": text, "description": text, "version": text, "scheme": text,
                "format": text, "tiles": ["type": "array", "minItems": 1, "items": text], "minzoom": count,
                "maxzoom": count, "bounds": numbers(4, 4), "center": numbers(3, 3), "attribution": text,
                "vector_layers": ["type": "array", "items": anything],
            ]),
        object(
            "Archives", ["archives", "links"],
            [
                "archives": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["id", "format", "links"],
                        "properties": [
                            "id": text, "title": text, "format": text, "tiles": text, "links": list("Link"),
                        ],
                    ],
                ],
                "links": list("Link"),
            ]),
    ]

    static let styles = [
        object(
            "Styles", ["styles", "links"],
            [
                "default": text,
                "styles": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["id", "links"],
                        "properties": ["id": text, "title": text, "links": list("Link")],
                    ],
                ],
                "links": list("Link"),
            ]),
        ("Names", texts),
        object(
            "Style", ["version", "sources", "layers"],
            [
                "version": ["type": "integer", "enum": [8]], "name": text, "metadata": anything, "sources": anything,
                "layers": ["type": "array", "items": anything],
            ]),
    ]
}
