internal import GRDB
internal import SimpleFeatures

/// The rows of `metadata` (MBTiles 1.3, "Metadata").
enum MBTilesMetadata {
    /// In the order of the specification.
    static func rows(of metadata: ArchiveMetadata) -> [(name: String, value: String)] {
        let bounds = metadata.widenedBounds
        let centre = metadata.centreOrMiddle
        var rows = [
            (name: "name", value: metadata.name),
            (name: "format", value: metadata.kind.rawValue),
            (
                name: "bounds",
                value: [bounds.minX, bounds.minY, bounds.maxX, bounds.maxY].map(degrees).joined(separator: ",")
            ),
            (name: "center", value: "\(degrees(centre.longitude)),\(degrees(centre.latitude)),\(centre.zoom)"),
            (name: "minzoom", value: "\(metadata.zooms.lowerBound)"),
            (name: "maxzoom", value: "\(metadata.zooms.upperBound)"),
            (name: "type", value: metadata.isBaseMap ? "baselayer" : "overlay"),
        ]
        for (name, value) in [
            ("attribution", metadata.attribution), ("description", metadata.description),
            ("version", metadata.version),
        ] {
            if let value { rows.append((name: name, value: value)) }
        }
        if metadata.kind == .vector {
            let document: JSONValue = ["vector_layers": metadata.vectorLayers ?? []]
            rows.append((name: "json", value: String(decoding: document.serialized, as: UTF8.self)))
        }
        return rows
    }

    /// Seven decimals: a centimetre.
    private static func degrees(_ value: Double) -> String {
        let rounded = (value * 1e7).rounded() / 1e7
        return "\(rounded)"
    }

    /// What a file says; where it is silent, what its tiles say.
    static func read(_ database: Database, path: String) throws -> ArchiveMetadata {
        for table in ["metadata", "tiles"] where try !database.tableExists(table) && !database.viewExists(table) {
            throw TileArchiveError.damaged(path: path, .tableMissing(table))
        }
        var values: [String: String] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT name, value FROM metadata LIMIT 1000") {
            guard let name = String.fromDatabaseValue(row[0]), let value = String.fromDatabaseValue(row[1]) else {
                continue
            }
            values[name] = value
        }
        var metadata = ArchiveMetadata(
            name: values["name"] ?? "", kind: kind(values["format"]), zooms: try zooms(values, database),
            bounds: bounds(values["bounds"]), vectorLayers: layers(values["json"]))
        metadata.description = values["description"]
        metadata.attribution = values["attribution"]
        metadata.version = values["version"]
        metadata.isBaseMap = values["type"] == "baselayer"
        if let numbers = numbers(values["center"]), numbers.count == 3, abs(numbers[0]) <= 180, abs(numbers[1]) <= 90,
            let zoom = Int(exactly: numbers[2].rounded()), metadata.zooms.contains(zoom)
        {
            metadata.centre = ArchiveMetadata.Centre(longitude: numbers[0], latitude: numbers[1], zoom: zoom)
        }
        return metadata
    }

    private static func zooms(_ values: [String: String], _ database: Database) throws -> ClosedRange<Int> {
        if let first = values["minzoom"].flatMap({ Int($0) }), let last = values["maxzoom"].flatMap({ Int($0) }),
            (0...24).contains(first), (first...24).contains(last)
        {
            return first...last
        }
        guard let row = try Row.fetchOne(database, sql: MBTilesSchema.zoomRange),
            let first = Int.fromDatabaseValue(row[0]), let last = Int.fromDatabaseValue(row[1]),
            (0...24).contains(first), (first...24).contains(last)
        else { return 0...0 }
        return first...last
    }

    private static func kind(_ format: String?) -> TileKind {
        switch format?.lowercased() {
        case "pbf", "mvt", "application/vnd.mapbox-vector-tile": .vector
        case "png", "image/png": .png
        case "jpg", "jpeg", "image/jpeg": .jpeg
        case "webp", "image/webp": .webp
        default: .unknown
        }
    }

    private static func numbers(_ text: String?) -> [Double]? {
        guard let text else { return nil }
        let numbers = text.split(separator: ",").map { Double(String($0.drop { $0 == " " })) }
        return numbers.contains { $0 == nil || $0?.isFinite == false } ? nil : numbers.compactMap { $0 }
    }

    private static func bounds(_ text: String?) -> Envelope {
        guard let sides = numbers(text), sides.count == 4, sides[0] <= sides[2], sides[1] <= sides[3],
            abs(sides[0]) <= 180, abs(sides[2]) <= 180, abs(sides[1]) <= 90, abs(sides[3]) <= 90
        else { return ArchiveMetadata.world }
        return Envelope(minX: sides[0], minY: sides[1], maxX: sides[2], maxY: sides[3], crs: .crs84)
    }

    /// Text that is no JSON says nothing of layers; the tiles are good without.
    private static func layers(_ text: String?) -> JSONValue? {
        guard let text, let document = try? JSONReader.read(Array(text.utf8)) else { return nil }
        return document.object?["vector_layers"]
    }
}
