import SimpleFeatures

/// Schemas of records and catalogues (OGC 20-004r1).
extension OpenAPISchemas {
    static let records = [
        object(
            "Record", ["type", "id", "geometry", "properties", "links"],
            [
                "type": choice(["Feature"]), "id": text, "conformsTo": texts,
                "time": ["type": "object", "nullable": true],
                "geometry": reference("Geometry"), "properties": anything, "links": list("Link"),
            ]),
        object(
            "Records", ["type", "features", "numberMatched", "numberReturned", "links"],
            [
                "type": choice(["FeatureCollection"]), "features": list("Record"), "numberMatched": count,
                "numberReturned": count, "timeStamp": moment, "links": list("Link"),
            ]),
        object(
            "Catalog", ["id", "title", "links"],
            ["id": text, "type": text, "title": text, "description": text, "itemType": text, "links": list("Link")]),
    ]
}
