import MapSheet
import SimpleFeatures

extension OpenAPISchemas {
    static let prints = [
        object(
            "PrintChoices", ["papers", "orientations", "formats", "styles", "crs"],
            [
                "title": text, "papers": list(of: anything), "orientations": texts, "formats": list(of: anything),
                "styles": texts, "crs": list(of: uri), "members": texts, "links": list(of: anything),
            ]),
        object(
            "PrintOrder", [],
            [
                "title": bounded(PrintOrder.longestTitle), "subtitle": bounded(PrintOrder.longestTitle),
                "attribution": bounded(PrintOrder.longestAttribution), "style": ["anyOf": [text, anything]],
                "layers": list(of: ["anyOf": [text, anything]]), "center": numbers(2, 2), "scale": scale,
                "bbox": numbers(4, 4),
                "series": [
                    "type": "object", "required": ["collection"],
                    "properties": [
                        "collection": text, "property": text, "scale": scale,
                        "ids": list(of: ["anyOf": [text, count]]),
                    ],
                ],
                "crs": choice(OfferedCRS.ofSheets.map(\.identifier)),
                "paper": choice(Paper.Size.allCases.map(\.rawValue)),
                "orientation": choice(Paper.Orientation.allCases.map(\.rawValue)),
                "lang": choice(Language.allCases.map(\.rawValue)), "grid": ["anyOf": [flag, number]],
                "graticule": ["anyOf": [flag, number]], "legend": flag, "logo": flag,
                "format": choice(PrintFormat.allCases.map(\.rawValue)),
                "dpi": [
                    "type": "number", "minimum": .real(PrintOrder.dotsPerInch.lowerBound),
                    "maximum": .real(PrintOrder.dotsPerInch.upperBound),
                ],
            ]),
    ]

    private static let scale: JSONValue = [
        "type": "number", "minimum": .real(MapScale.denominators.lowerBound),
        "maximum": .real(MapScale.denominators.upperBound),
    ]

    private static func bounded(_ most: Int) -> JSONValue { ["type": "string", "maxLength": JSONValue(most)] }
    private static func list(of items: JSONValue) -> JSONValue { ["type": "array", "items": items] }
}
