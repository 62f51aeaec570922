import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing
import Tiling
import VectorTile

@testable import TileEngine

/// A store with one collection that is edited at random, the same way in every run.
final class EditedTiles {
    static let id = "thua"
    private static let owners = ["Nguyễn Văn An", "Trần Thị Bé", "Lê Văn Cường", "Phạm Thị Dung"]
    private static let schema = FeatureSchema(
        properties: [
            FeatureSchema.Property(name: "chu", type: .text), FeatureSchema.Property(name: "so", type: .integer),
            FeatureSchema.Property(name: "gia", type: .real),
        ], geometryType: .geometry)

    let tileStore: TileStore
    private var random: SplitMix
    private var alive: [FeatureID] = []
    private(set) var middle = WorldPoint(x: 0, y: 0)
    var store: Store { tileStore.store }

    init(count: Int, seed: UInt64) throws {
        tileStore = try TileStore()
        random = SplitMix(seed: seed)
        let definition = LayerDefinition(
            id: try CollectionID(Self.id), sector: "transport", title: LocalizedText(vi: "Thửa", en: "Parcels"),
            storageCRS: .epsg(9218), schema: Self.schema)
        try store.load(definition, mode: .create) { writer in
            for _ in 0..<count { try writer.append(geometry: self.geometry(), values: self.values()) }
            return Provenance()
        }
        alive = (1...Int64(count)).compactMap { FeatureID($0) }
        let box = try #require(try OverviewProvider(store: store).open(collection())?.bounds)
        middle = WorldPoint(x: box.minX + (box.maxX - box.minX) / 2, y: box.minY + (box.maxY - box.minY) / 2)
    }

    func collection() throws -> PublishedCollection { try store.catalog().collection(Self.id) }

    /// In a square of two kilometres, so that the tiles of a town see most of it.
    private func place() -> Coordinate {
        Coordinate(
            x: 450_000 + Double.random(in: 0..<2_000, using: &random),
            y: 1_545_000 + Double.random(in: 0..<2_000, using: &random))
    }

    private func geometry() -> Geometry? {
        let middle = place()
        func ring(_ size: Double) -> CoordinateSequence {
            let corners = [(-1.0, -1.0), (1.0, -1.0), (1.2, 0.9), (-0.8, 1.0), (-1.0, -1.0)]
            return CoordinateSequence(corners.map { Coordinate(x: middle.x + $0.0 * size, y: middle.y + $0.1 * size) })
        }
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return nil
        case 1: return .point(middle)
        case 2: return .lineString(CoordinateSequence([middle, place()]))
        // Several at one place on the curve.
        case 3: return .point(Coordinate(x: 451_000, y: 1_546_000))
        default:
            return .polygon(Geometry.Polygon(rings: [ring(Double.random(in: 5..<60, using: &random))]))
        }
    }

    private func values() -> [PropertyValue] {
        let number = Int64.random(in: 0..<40, using: &random)
        return [
            .text(number < 30 ? Self.owners[Int(number) % 4] : "Chủ \(Int.random(in: 0..<1_000_000, using: &random))"),
            number.isMultiple(of: 9) ? .null : .integer(number), .real(Double(number) / 4),
        ]
    }

    private func json(_ values: [PropertyValue]) -> JSONObject {
        JSONObject(
            zip(Self.schema.properties, values).map { property, value in
                let json: JSONValue =
                    switch value {
                    case .text(let text): .string(text)
                    case .integer(let number): .integer(number)
                    case .real(let number): .real(number)
                    default: .null
                    }
                return (key: property.name, value: json)
            })
    }

    /// Some edits at once, of all kinds, as a client sends them.
    func edit(_ count: Int) throws {
        var edits: [FeatureEdit] = []
        var left = alive
        for _ in 0..<count {
            let kind = Int.random(in: 0..<10, using: &random)
            if kind < 3 || left.isEmpty {
                edits.append(.create(geometry: geometry(), properties: json(values())))
                continue
            }
            let id = left.remove(at: Int.random(in: left.indices, using: &random))
            switch kind {
            case 3, 4: edits.append(.delete(id))
            case 5, 6: edits.append(.replace(id, geometry: geometry(), properties: json(values())))
            case 7: edits.append(.merge(id, geometry: .set(geometry()), properties: [:]))
            default:
                edits.append(.merge(id, properties: ["chu": .string("Chủ \(Int.random(in: 0..<9, using: &random))")]))
            }
        }
        let outcome = try store.edit(
            CollectionID(Self.id), edits, in: .epsg(9218), by: EditStatement(author: "thu", comment: "đo lại"))
        for feature in outcome.features {
            if feature.kind == .delete { alive.removeAll { $0 == feature.id } }
            if feature.kind == .create { alive.append(feature.id) }
        }
    }

    /// Tiles of the town, some of each zoom.
    func tiles() throws -> [TileIndex] {
        try (12...17).flatMap { matrix -> [TileIndex] in
            let shift = Int32(31 - matrix)
            let (x, y) = (Int(middle.x >> shift), Int(middle.y >> shift))
            return try (-1...1).flatMap { dx in try (-1...1).map { try index(matrix, x: x + dx, y: y + $0) } }
        }
    }

    func selection(_ collection: PublishedCollection, _ source: any TileSource, storeID: String) -> TileSelection {
        let served = ServedCollection(collection: collection, source: source)
        return TileSelection(
            storeID: storeID,
            layers: [TileSelection.Layer(served, content: .features), TileSelection.Layer(served, content: .labels)])
    }
}
