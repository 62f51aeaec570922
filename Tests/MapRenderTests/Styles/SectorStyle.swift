import Foundation
import SimpleFeatures
import TestSupport

/// A style of the repository, as its file says it.
struct SectorStyle {
    let id: String
    let document: JSONValue

    static let folder = TestData.packageRoot.appending(path: "styles").path
    static let all = Result {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted().map {
            let data = try Data(contentsOf: URL(filePath: "\(folder)/\($0)"))
            return SectorStyle(id: String($0.dropLast(".json".count)), document: try JSONReader.read([UInt8](data)))
        }
    }

    var layers: [JSONValue] { document["layers"]?.array ?? [] }

    /// What a class is called, and how it is shown in the legend.
    struct Entry {
        let collection: String
        let title: String
        let colour: String
        let icon: String?
        let pattern: String?
    }

    var legend: [Entry] {
        layers.flatMap { layer in
            (layer["metadata"]?["geosector:legend"]?.array ?? []).map { entry in
                Entry(
                    collection: layer["metadata"]?["geosector:collection"]?.string ?? "",
                    title: entry["en"]?.string ?? "", colour: entry["colour"]?.string ?? "",
                    icon: entry["icon"]?.string, pattern: entry["pattern"]?.string)
            }
        }
    }

    var collections: Set<String> {
        Set(layers.compactMap { $0["metadata"]?["geosector:collection"]?.string })
    }

    /// From light to dark.
    var darkPalette: [String: String] {
        let members = document["metadata"]?["geosector:dark"]?.object?.members ?? []
        return Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value.string ?? "") })
    }

    /// Names of icons and patterns that its layers and legends ask for.
    var images: Set<String> {
        let drawn = layers.flatMap { layer in
            [layer["layout"]?["icon-image"], layer["paint"]?["fill-pattern"]].compactMap(\.self).flatMap(Self.outcomes)
        }
        return Set(drawn + legend.compactMap(\.icon) + legend.compactMap(\.pattern))
    }

    /// What an expression of `match` on a property may give: every second value, and the last one.
    private static func outcomes(_ expression: JSONValue) -> [String] {
        if let name = expression.string { return [name] }
        guard let parts = expression.array, parts.first == "match" else { return [] }
        let pairs = parts.dropFirst(2)
        return pairs.enumerated().filter { $0.offset % 2 == 1 || $0.offset == pairs.count - 1 }
            .compactMap(\.element.string)
    }

    /// Colours anywhere in a value, written `#rrggbb`.
    static func colours(in value: JSONValue?) -> Set<String> {
        switch value {
        case .string(let text): text.wholeMatch(of: /#[0-9a-f]{6}/) == nil ? [] : [text]
        case .array(let values): values.reduce(into: []) { $0.formUnion(colours(in: $1)) }
        case .object(let object): object.members.reduce(into: []) { $0.formUnion(colours(in: $1.value)) }
        case .null, .boolean, .integer, .real, nil: []
        }
    }
}
