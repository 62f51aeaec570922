/// JSON-FG (OGC 21-045r1): GeoJSON whose features also have their place in another CRS, in the axis order of its
/// authority. `geometry` stays CRS84, so that whoever reads GeoJSON reads this too.
public struct JSONFGText: FeatureTextWriter {
    private let layer: FeatureTextLayer
    private var writer: GeoJSONWriter
    private var written: Int64 = 0

    public init(layer: FeatureTextLayer) {
        self.layer = layer
        writer = GeoJSONWriter(schema: layer.schema)
    }

    /// Whether the CRS is what `geometry` says already (JSON-FG, 7.5): no place then.
    private var isPlain: Bool { layer.crs == .crs84 }

    public var count: Int { writer.count }

    public mutating func begin() {
        writer.append(raw: #"{"type":"FeatureCollection","conformsTo":"#)
        writer.append(json: [
            "http://www.opengis.net/spec/json-fg-1/0.2/conf/core",
            "http://www.opengis.net/spec/json-fg-1/0.2/conf/types-schemas",
        ])
        writer.append(raw: #","featureType":"#)
        writer.append(json: .string(layer.name))
        writer.append(raw: #","coordRefSys":"#)
        writer.append(json: .string(layer.crs.uri))
        writer.append(raw: #","features":["#)
    }

    public mutating func append(_ feature: Feature, geographic: Geometry?) {
        writer.append(raw: written == 0 ? "\n" : ",\n")
        written += 1
        var plain = feature
        var place: Geometry?
        if !isPlain {
            plain.geometry = geographic
            place = layer.isNorthFirst ? feature.geometry?.axesSwapped : feature.geometry
        }
        writer.append(plain, place: place, placeDecimals: layer.decimals)
    }

    public mutating func end() {
        writer.append(raw: "\n],\"numberReturned\":")
        writer.append(json: .integer(written))
        writer.append(raw: "}\n")
    }

    public mutating func take() -> [UInt8] { writer.take() }
}
