import Foundation
import SimpleFeatures

/// What a ledger must know to hand its rows back in: where they belong and how they were read.
struct LedgerContext: Hashable, Sendable {
    /// An attribute of the rows.
    struct Column: Hashable, Sendable {
        /// In the ledger: the source's own name.
        var name: String
        /// In the collection.
        var property: String
        var type: FeatureSchema.PropertyType
    }

    var collection: String
    var sector: String
    /// Of the store, when the rows were rejected; nil when the collection did not exist yet or nothing was published.
    var version: Int?
    var keyColumn: String?
    /// Of the ledger's geometries; nil when it could not be told.
    var crs: CRS?
    var sourceFile: String
    var layer: String
    var geometryType: GeometryType
    var hasZ: Bool
    /// How each column was read, for a later look.
    var encoding: JSONValue = .null
    /// What was done to the delivered coordinates before they stood in `crs`.
    var adjustment: JSONValue = .null
    var repairMode: RepairPolicy.Mode = .auto
    /// ISO 8601, UTC.
    var created = ""
    var columns: [Column]

    /// Columns whose names clash with each other or with the ledger's own get a number: tables do not tell capitals from
    /// small letters.
    static func columns(
        _ given: [(name: String, property: String, type: FeatureSchema.PropertyType)]
    ) -> [Column] {
        var taken = Set(LedgerLayout.reserved)
        return given.map { column in
            var name = column.name.isEmpty ? column.property : column.name
            var number = 2
            while !taken.insert(name.lowercased()).inserted {
                name = "\(column.name)_\(number)"
                number += 1
            }
            return Column(name: name, property: column.property, type: column.type)
        }
    }

    var json: JSONValue {
        [
            "format": "geosector-reject-ledger", "formatVersion": 1,
            "collection": .string(collection), "sector": .string(sector),
            "version": version.map { JSONValue($0) } ?? .null, "keyColumn": JSONValue(keyColumn),
            "crs": JSONValue(crs?.identifier), "sourceFile": .string(sourceFile), "layer": .string(layer),
            "geometryType": .string(geometryType.rawValue), "hasZ": .boolean(hasZ), "encoding": encoding,
            "adjustment": adjustment, "repair": .string(repairMode.rawValue), "created": .string(created),
            "columns": .array(
                columns.map {
                    [
                        "name": .string($0.name), "property": .string($0.property), "type": .string($0.type.rawValue),
                    ]
                }),
        ]
    }

    /// Nil when the value is no ledger's.
    init?(json: JSONValue) {
        guard json["format"]?.string == "geosector-reject-ledger", json["formatVersion"]?.integer == 1,
            let collection = json["collection"]?.string, let sector = json["sector"]?.string,
            let type = json["geometryType"]?.string.flatMap(GeometryType.init(rawValue:)),
            let list = json["columns"]?.array
        else { return nil }
        var columns: [Column] = []
        for entry in list {
            guard let name = entry["name"]?.string, let property = entry["property"]?.string,
                let kind = entry["type"]?.string.flatMap(FeatureSchema.PropertyType.init(rawValue:))
            else { return nil }
            columns.append(Column(name: name, property: property, type: kind))
        }
        self.init(
            collection: collection, sector: sector, version: json["version"]?.integer.map { Int($0) },
            keyColumn: json["keyColumn"]?.string, crs: json["crs"]?.string.flatMap { CRS($0) },
            sourceFile: json["sourceFile"]?.string ?? "", layer: json["layer"]?.string ?? "", geometryType: type,
            hasZ: json["hasZ"] == .boolean(true), encoding: json["encoding"] ?? .null,
            adjustment: json["adjustment"] ?? .null,
            repairMode: json["repair"]?.string.flatMap(RepairPolicy.Mode.init(rawValue:)) ?? .auto,
            created: json["created"]?.string ?? "", columns: columns)
    }

    init(
        collection: String, sector: String, version: Int? = nil, keyColumn: String? = nil, crs: CRS?,
        sourceFile: String, layer: String, geometryType: GeometryType, hasZ: Bool, encoding: JSONValue = .null,
        adjustment: JSONValue = .null, repairMode: RepairPolicy.Mode = .auto, created: String = "", columns: [Column]
    ) {
        self.collection = collection
        self.sector = sector
        self.version = version
        self.keyColumn = keyColumn
        self.crs = crs
        self.sourceFile = sourceFile
        self.layer = layer
        self.geometryType = geometryType
        self.hasZ = hasZ
        self.encoding = encoding
        self.adjustment = adjustment
        self.repairMode = repairMode
        self.created = created
        self.columns = columns
    }
}
