public import SimpleFeatures

/// A map service of somebody else that people may lay beside our data. Administrators name it; nobody else can.
public struct ExternalService: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case wms, wmts
        /// Pictures by zoom, column and row; its address has {z}, {x} and {y}.
        case xyz
    }

    /// In our addresses: small letters, digits, `-` and `_`, beginning with a letter.
    public let id: String
    public let kind: Kind
    /// Without a query of its own but what a key needs: parameters of a request come behind it.
    public let address: String
    /// In Vietnamese and English.
    public let titles: (vi: String, en: String)
    public let attribution: String
    /// Of WMS and WMTS, those that may be shown; all of them when empty.
    public let layers: [String]

    public static func == (one: Self, other: Self) -> Bool {
        one.id == other.id && one.kind == other.kind && one.address == other.address && one.titles == other.titles
            && one.attribution == other.attribution && one.layers == other.layers
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// What browsers are told: never the address, which may hold a key.
    public var document: JSONValue {
        [
            "id": .string(id), "type": .string(kind.rawValue),
            "title": ["vi": .string(titles.vi), "en": .string(titles.en)], "attribution": .string(attribution),
            "layers": .array(layers.map(JSONValue.string)),
        ]
    }
}
