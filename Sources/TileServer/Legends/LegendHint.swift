import GeoStore
import SimpleFeatures
import StyleSpec

/// An entry of a legend as the author of a style wrote it, in `geosector:legend` of a layer's metadata.
struct LegendHint: Hashable, Sendable {
    enum Kind: String, CaseIterable {
        case fill, line, circle, icon
    }

    /// What is wrong with one.
    struct Fault: Error, Hashable, Sendable {
        let member: String
        let reason: String
    }

    let title: LocalizedText
    let kind: Kind
    let colour: Color?
    /// Properties of a feature of the class, where the colour does not say which class it is.
    let example: FeatureExample?
    private let members: JSONObject

    /// The image of the sprite that it shows.
    var icon: String? { members["icon"]?.string }

    /// - Throws: `Fault`.
    init(_ json: JSONValue) throws(Fault) {
        guard let members = json.object else { throw Fault(member: "", reason: "an entry of a legend is an object") }
        guard let vi = members["vi"]?.string, let en = members["en"]?.string else {
            throw Fault(member: members["vi"]?.string == nil ? "vi" : "en", reason: "an entry has a title in vi and en")
        }
        guard let kind = Kind(rawValue: members["kind"]?.string ?? "") else {
            let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Fault(member: "kind", reason: "kind is one of: \(kinds)")
        }
        title = LocalizedText(vi: vi, en: en)
        self.kind = kind
        self.members = members
        for name in ["colour", "outline"] where members[name] != nil {
            guard members[name]?.string.flatMap(Color.init(css:)) != nil else {
                throw Fault(member: name, reason: "\(name) is a CSS colour")
            }
        }
        colour = members["colour"]?.string.flatMap(Color.init(css:))
        guard kind == .icon ? members["icon"]?.string != nil : colour != nil else {
            throw Fault(member: kind == .icon ? "icon" : "colour", reason: "an entry of kind \(kind.rawValue) has one")
        }
        for name in ["width", "opacity"] where members[name] != nil {
            guard let number = members[name]?.number, (0...Self.largestNumber).contains(number) else {
                throw Fault(member: name, reason: "\(name) is a number from 0 to \(Self.largestNumber)")
            }
        }
        example = members["example"]?.object.map { object in
            FeatureExample(
                properties: Dictionary(uniqueKeysWithValues: object.members.map { ($0.key, StyleValue($0.value)) }))
        }
    }

    /// Pixels; more than any sample has.
    private static let largestNumber = 64.0

    /// Layers of a style that draw it as it says itself.
    /// - Parameter id: of the layers, with more behind it.
    func layers(id: String, source: String) -> [JSONValue] {
        let colour = members["colour"] ?? "#000000"
        let outline = members["outline"]
        switch kind {
        case .fill:
            return [
                layer(id, "fill", source, ["fill-color": colour, "fill-opacity": members["opacity"] ?? 1]),
                layer("\(id)-outline", "line", source, ["line-color": outline ?? "#00000055"]),
            ]
        case .line:
            let width = members["width"]?.number ?? 2
            var paint: JSONObject = ["line-color": colour, "line-width": .real(width)]
            if members["dashed"] == true { paint["line-dasharray"] = [2, 1] }
            let casing = outline.map { outline in
                layer("\(id)-casing", "line", source, ["line-color": outline, "line-width": .real(width + 2)])
            }
            return (casing.map { [$0] } ?? []) + [layer(id, "line", source, paint)]
        case .circle:
            return [
                layer(
                    id, "circle", source,
                    [
                        "circle-color": colour, "circle-radius": members["width"] ?? 5,
                        "circle-stroke-color": outline ?? "#ffffff", "circle-stroke-width": 1.5,
                    ])
            ]
        case .icon:
            return [
                [
                    "id": .string(id), "type": "symbol", "source": .string(source), "source-layer": .string(source),
                    "layout": ["icon-image": members["icon"] ?? ""],
                ]
            ]
        }
    }

    private func layer(_ id: String, _ type: String, _ source: String, _ paint: JSONObject) -> JSONValue {
        [
            "id": .string(id), "type": .string(type), "source": .string(source), "source-layer": .string(source),
            "paint": .object(paint),
        ]
    }
}
