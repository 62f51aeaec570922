import SimpleFeatures
import TestSupport
import Testing
import Tiling

@testable import VectorTile

@Suite struct RecordTests {
    /// The feature with other bytes for its geometry, in memory that ends where they end.
    private func encode(_ feature: OverviewFeature, _ bytes: [UInt8], _ recorded: RecordedFeatures) throws -> TileCounts
    {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: bytes)
        let altered = OverviewFeature(
            id: feature.id, row: feature.row, kind: feature.kind, box: feature.box,
            geometry: UnsafeRawBufferPointer(memory), weight: feature.weight, label: nil, minZoom: 0)
        var layer = TileLayerEncoder(
            name: "layer", properties: [], tile: try TileSandbox().tile, attributes: recorded.attributes)
        layer.add(altered)
        _ = layer.finish()
        return layer.counts
    }

    @Test func aDamagedRecordIsRefusedOrDrawnButNeverTraps() throws {
        let sandbox = try TileSandbox()
        let recorded = try sandbox.recorded([
            sandbox.polygon(TileSandbox.square(0, 0, 100), TileSandbox.square(20, 20, 30)),
            sandbox.polygon([(0, 0), (100, 100), (100, 0), (0, 50)]),
            .multiPolygon([0.0, 10.2].map { .init(rings: [sandbox.sequence(TileSandbox.square($0, 0, 10))]) }),
            sandbox.line((0, 0), (50, 60), (5000, 20)),
            .multiPoint([sandbox.sequence([(3, 4)]), sandbox.sequence([(5, 6)])]),
        ])
        var refused = 0
        try recorded.forEachFeature { feature in
            let bytes = Array(feature.geometry)
            for length in bytes.indices {
                refused += try encode(feature, Array(bytes[..<length]), recorded).refused
            }
            for index in bytes.indices {
                for flip in [0x01, 0x10, 0x40, 0x80, 0xFF] as [UInt8] {
                    var altered = bytes
                    altered[index] ^= flip
                    refused += try encode(feature, altered, recorded).refused
                }
            }
        }
        #expect(refused > 20)
    }

    @Test func aFeatureStandsForAsManyAsItsWeight() throws {
        let sandbox = try TileSandbox()
        let recorded = try sandbox.recorded([sandbox.polygon(TileSandbox.square(0, 0, 100))])
        var layer = TileLayerEncoder(
            name: "layer", properties: [], tile: sandbox.tile, attributes: recorded.attributes)
        recorded.forEachFeature { feature in
            let heavy = OverviewFeature(
                id: feature.id, row: feature.row, kind: feature.kind, box: feature.box, geometry: feature.geometry,
                weight: 40, label: nil, minZoom: 0)
            layer.add(heavy)
        }
        #expect(layer.counts.kept == 1 && layer.counts.merged == 39 && layer.counts.matched == 40)
    }

    @Test func neighboursAgreeOnEveryCornerOfTheirSharedEdge() throws {
        var random = SplitMix(seed: 3)
        let west = try TileSandbox(column: 8191)
        let east = try TileSandbox(column: 8192)
        let ring = (0..<300).map { step -> (Double, Double) in
            (
                4096 + Double.random(in: -60...60, using: &random),
                Double(step) * 10 + Double.random(in: 0...9, using: &random)
            )
        }
        let shape = west.line(ring)
        let left = try #require(try west.shape(of: shape)).lines.joined().map { ($0.x - 4096, $0.y) }
        let right = try #require(try east.shape(of: shape)).lines.joined().map { ($0.x, $0.y) }
        #expect(left.elementsEqual(right, by: ==))
    }
}

@Suite struct LayerLimitTests {
    /// 60 × 60 parcels of 8 tile units a side, one of each hundred named.
    private func parcels(_ sandbox: TileSandbox) throws -> RecordedFeatures {
        let squares = (0..<3600).map {
            sandbox.polygon(TileSandbox.square(Double($0 % 60) * 8 + 64, Double($0 / 60) * 8 + 64, 8))
        }
        return try sandbox.recorded(squares, values: (0..<3600).map { [.integer($0)] })
    }

    private func layer(limit: Int, asked: inout Int) throws -> EncodedTileLayer {
        var sandbox = try TileSandbox()
        sandbox.properties = ["so"]
        let recorded = try parcels(sandbox)
        var count = 0
        let layer = EncodedTileLayer(
            name: "layer", properties: ["so"], tile: sandbox.tile, options: TileOptions(byteLimit: limit),
            attributes: recorded.attributes,
            compressedSize: {
                count += 1
                return $0.count / 2
            },
            features: { recorded.forEachFeature($0) })
        asked = count
        return layer
    }

    private func features(_ layer: EncodedTileLayer) throws -> [DecodedTile.Feature] {
        var tile = VectorTileEncoder()
        try tile.append(layer)
        let decoded = try VectorTileDecoder.decode(tile.finish())
        #expect(VectorTileValidator().findings(in: decoded).isEmpty)
        return decoded.layers[0].features
    }

    @Test func aLayerBelowItsLimitShowsEveryFeatureAndIsNeverCompressed() throws {
        var asked = 0
        let layer = try layer(limit: 500_000, asked: &asked)
        #expect(layer.coarseness == 0 && layer.counts.kept == 3600 && asked == 0)
    }

    @Test func theLimitIsOneOfCompressedBytes() throws {
        var asked = 0
        let size = try #require(try layer(limit: 500_000, asked: &asked).message).count
        #expect(try layer(limit: size / 2, asked: &asked).coarseness == 0)
        #expect(asked == 1)
    }

    @Test(arguments: [20_000, 5000, 1000])
    func aLayerOverItsLimitCoversTheSameGroundWithFewerFeatures(limit: Int) throws {
        var asked = 0
        let layer = try layer(limit: limit, asked: &asked)
        #expect(try #require(layer.message).count / 2 <= limit && layer.coarseness > 0)
        #expect(layer.counts.matched == 3600 && layer.counts.dropped == 0)
        let features = try features(layer)
        #expect(features.count == layer.counts.kept)
        let area = features.reduce(0) { $0 + $1.geometry.area }
        #expect(abs(area / (3600 * 64) - 1) < 0.02)
        #expect(try self.layer(limit: limit, asked: &asked).message == layer.message)
    }

    @Test func ofPointsTheWeightiestOfACellStays() throws {
        let sandbox = try TileSandbox()
        let recorded = try sandbox.recorded((0..<2000).map { sandbox.point(Double($0 % 50) * 2, Double($0 / 50) * 2) })
        let layer = EncodedTileLayer(
            name: "layer", properties: [], tile: sandbox.tile, options: TileOptions(byteLimit: 3000),
            attributes: recorded.attributes, compressedSize: { $0.count },
            features: { recorded.forEachFeature($0) })
        // Cells of 16 units: 7 × 5 of them. Of equal weights the lowest id.
        #expect(layer.counts.kept == layer.counts.matched - layer.counts.dropped)
        #expect(try features(layer).first?.id == 1)
        #expect(try #require(layer.message).count <= 3000)
    }

    @Test func aNameIsInExactlyOneTile() throws {
        let tiles = try [8191, 8192].map { try TileSandbox(column: $0) }
        let squares = (0..<9).map { tiles[0].polygon(TileSandbox.square(4050 + Double($0) * 10, 100, 12)) }
        let recorded = try tiles[0].recorded(squares)
        let ids = try tiles.map { sandbox in
            let layer = EncodedTileLayer(
                name: "layer_label", properties: [], tile: sandbox.tile, content: .labels,
                attributes: recorded.attributes, compressedSize: { $0.count },
                features: { recorded.forEachFeature($0) })
            return try features(layer).compactMap(\.id)
        }
        #expect(ids.joined().sorted() == Array(1...9))
        #expect(ids.allSatisfy { !$0.isEmpty })
    }
}
