import GeoStore
import NIOCore
import Reprojection
import SimpleFeatures
import StyleSpec
import TileEngine
import Tiling
import VectorTile

/// Finds which entries of a legend are in sight: those that a feature has which lies in a box, in the tiles that whoever
/// asks would see there.
struct LegendSight: Sendable {
    let directory: TileDirectory
    let tiles: TileService
    let executor: ThreadPoolExecutor

    /// Tiles of one question: a screen has some twenty.
    private static let mostTiles = 36

    /// - Throws: `TileError.notReady`, `ProjError`, `VectorTileError`, and what building a tile throws.
    func seen(
        of legend: Legend, in envelope: Envelope, _ names: [TileDirectory.Names], catalog: Catalog
    ) async throws -> Legend {
        let box = try await executor.run {
            WebMercator.project(try CoordinateTransform(from: envelope.crs, to: .crs84).transform(envelope))
        }
        var sights = legend.sections.map { SectionSight(section: $0, zoom: legend.zoom) }
        for name in names {
            let set = try await directory.set(name, in: catalog)
            let (matrix, indices) = try Self.tiles(of: set, in: box, zoom: legend.zoom)
            let selection = set[matrix]
            for index in indices where !selection.isOutside(index) {
                let tile = try await tiles.tile(selection, index, key: selection.key(of: index), .identity)
                guard let buffer = tile.bytes(.identity) else { continue }
                let known = sights
                sights = try await executor.run {
                    var sights = known
                    let decoded = try VectorTileDecoder.decode(Array(buffer.readableBytesView))
                    for layer in decoded.layers {
                        let sight = TileSight(box, of: index, units: Int(layer.tileUnits))
                        guard let place = sights.firstIndex(where: { $0.collection == layer.name }) else { continue }
                        sights[place].look(at: layer, in: sight)
                    }
                    return sights
                }
            }
        }
        var result = legend
        result.sections = sights.compactMap(\.seen)
        return result
    }

    /// The deepest tiles up to the zoom that are few enough.
    private static func tiles(
        of set: TileSet, in box: Envelope, zoom: Double?
    ) throws -> (matrix: Int, indices: [TileIndex]) {
        let scheme = TileMatrixSet.webMercatorQuad
        let deepest = zoom.map { min(max(Int($0), set.zooms.lowerBound), set.zooms.upperBound) } ?? set.zooms.upperBound
        var matrix = deepest
        while matrix > 0 {
            let (rows, columns) = scheme.tiles(touching: box, matrix: matrix)
            if rows.count * columns.count <= mostTiles { break }
            matrix -= 1
        }
        let (rows, columns) = scheme.tiles(touching: box, matrix: matrix)
        var indices: [TileIndex] = []
        for row in rows {
            for column in columns {
                indices.append(try TileIndex(matrix: matrix, row: row, column: column, in: scheme))
            }
        }
        return (matrix, indices)
    }
}

/// What of a section has been seen.
private struct SectionSight: Sendable {
    let section: Legend.Section
    let zoom: Double?
    private var seenEntries: Set<Int> = []
    private var hasFeatures = false
    /// Properties that were looked at already: a tile of parcels has some twenty kinds of them.
    private var known: Set<[DecodedTile.Property]> = []

    init(section: Legend.Section, zoom: Double?) {
        self.section = section
        self.zoom = zoom
    }

    var collection: String { section.collection.name }

    /// The section with what was seen of it; nil when nothing was.
    var seen: Legend.Section? {
        guard hasFeatures else { return nil }
        var section = section
        section.entries = section.entries.enumerated().filter { index, entry in
            entry.rules.isEmpty || seenEntries.contains(index)
        }.map(\.element)
        return section.entries.isEmpty ? nil : section
    }

    mutating func look(at layer: DecodedTile.Layer, in sight: TileSight) {
        for feature in layer.features where sight.touches(feature.geometry) {
            hasFeatures = true
            guard known.insert(feature.properties).inserted else { continue }
            let adapted = TileFeature(feature)
            for (index, entry) in section.entries.enumerated() where !seenEntries.contains(index) {
                let isSeen = entry.rules.contains { rule in
                    let context = EvaluationContext(zoom: rule.layer.shownZoom(zoom), feature: adapted)
                    return rule.layer.isDrawn(context) && rule.accepts(context)
                }
                if isSeen { seenEntries.insert(index) }
            }
        }
    }
}

/// A feature of a tile as styles read it.
private final class TileFeature: StyleFeature {
    private let feature: DecodedTile.Feature

    init(_ feature: DecodedTile.Feature) { self.feature = feature }

    func value(of property: StyleSpec.PropertyName) -> StyleValue? { feature[property.text].map(StyleValue.init) }

    var properties: StyleObject {
        StyleObject(feature.properties.map { (key: $0.key, value: StyleValue($0.value)) })
    }

    var id: StyleValue { feature.id.map { .number(Double($0)) } ?? .null }

    var geometryType: StyleGeometryType {
        switch feature.geometry {
        case .points: .point
        case .lines: .lineString
        case .polygons: .polygon
        case .unknown: .unknown
        }
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
        case .bool(let flag): self = .boolean(flag)
        }
    }
}
