public import StyleSpec
public import Tiling
public import VectorTile

/// A vector tile that is drawn with one style: what its layers are called and hold is looked up once.
public final class MapTile: Sendable {
    public let index: TileIndex
    let layers: [String: MapTileLayer]

    public init(_ index: TileIndex, _ content: FlatTile, style: Style) {
        self.index = index
        let address = TileAddress(zoom: index.matrix, column: index.column, row: index.row)
        layers = Dictionary(
            content.layers.map { ($0.name, MapTileLayer($0, address: address, names: style.propertyNames)) }
        ) { first, _ in first }
    }
}

/// One layer of it.
final class MapTileLayer: Sendable {
    let content: FlatTileLayer
    let address: TileAddress
    /// The values of the layer, as expressions have them.
    let values: [StyleValue]
    /// For each property that the style reads, which key of the layer it is.
    let keys: [UInt32?]

    init(_ content: FlatTileLayer, address: TileAddress, names: [String]) {
        self.content = content
        self.address = address
        values = content.values.map(StyleValue.init)
        let places = Dictionary(content.keys.enumerated().map { ($1, UInt32($0)) }) { first, _ in first }
        keys = names.map { places[$0] }
    }
}

extension StyleValue {
    fileprivate init(_ value: DecodedTile.Value) {
        switch value {
        case .string(let text): self = .string(text)
        case .float(let number): self = .number(Double(number))
        case .double(let number): self = .number(number)
        case .int(let number), .sint(let number): self = .number(Double(number))
        case .uint(let number): self = .number(Double(number))
        case .bool(let value): self = .boolean(value)
        }
    }
}

/// Stands for one feature of a layer after another.
final class MapFeature: StyleFeature {
    let layer: MapTileLayer
    /// In the layer's features.
    var place = 0

    init(_ layer: MapTileLayer) { self.layer = layer }

    var feature: FlatTileLayer.Feature { layer.content.features[place] }

    func value(of property: PropertyName) -> StyleValue? {
        guard let index = property.index else { return named(property.text) }
        guard index < layer.keys.count, let key = layer.keys[index] else { return nil }
        return value(ofKey: key)
    }

    private func named(_ text: String) -> StyleValue? {
        layer.content.keys.firstIndex { Array($0.utf8) == Array(text.utf8) }.flatMap { value(ofKey: UInt32($0)) }
    }

    private func value(ofKey key: UInt32) -> StyleValue? {
        let tags = layer.content.tags
        for tag in stride(from: feature.tags.lowerBound, to: feature.tags.upperBound, by: 2) where tags[tag] == key {
            let value = Int(tags[tag + 1])
            return value < layer.values.count ? layer.values[value] : nil
        }
        return nil
    }

    var properties: StyleObject {
        let (content, tags) = (layer.content, feature.tags)
        return StyleObject(
            stride(from: tags.lowerBound, to: tags.upperBound, by: 2).compactMap { tag in
                let (key, value) = (Int(content.tags[tag]), Int(content.tags[tag + 1]))
                guard key < content.keys.count, value < layer.values.count else { return nil }
                return (key: content.keys[key], value: layer.values[value])
            })
    }

    var id: StyleValue { feature.id.map { .number(Double($0)) } ?? .null }

    var geometryType: StyleGeometryType {
        switch feature.kind {
        case .points: .point
        case .lines: .lineString
        case .polygons: .polygon
        case nil: .unknown
        }
    }

    var tileGeometry: [[TilePoint]]? {
        let factor = TileAddress.unitsPerTile / Double(layer.content.tileUnits)
        var start = feature.start
        return feature.parts.map { part in
            let end = layer.content.partEnds[part]
            defer { start = end }
            return stride(from: start, to: end, by: 2).map {
                TilePoint(
                    x: Double(layer.content.positions[$0]) * factor, y: Double(layer.content.positions[$0 + 1]) * factor
                )
            }
        }
    }
}
