import SimpleFeatures
import Testing
import Tiling

@testable import VectorTile

/// Every tile that the corpus touches, read back and judged.
///
/// Of a feature that a deep zoom shows in more than a few tiles only some at its corners are looked at.
@Suite struct NastyCorpusTests {
    private static let corpus = Result { try RecordedFeatures(NastyCorpus.geometries()) }
    private static let mostTilesOfFeature = 12

    private func tiles(zoom: Int, options: TileOptions, _ recorded: RecordedFeatures) throws -> [TileIndex] {
        let side = 1 << zoom
        var found: Set<TileIndex> = []
        func add(_ box: WorldBox) throws {
            let margin = options.buffer << (31 - zoom) / options.tileUnits
            func index(_ position: Int) -> Int { min(max(position >> (31 - zoom), 0), side - 1) }
            let columns = index(Int(box.minX) - margin)...index(Int(box.maxX) + margin)
            let rows = index(Int(box.minY) - margin)...index(Int(box.maxY) + margin)
            guard columns.count * rows.count <= Self.mostTilesOfFeature else { return }
            for row in rows {
                for column in columns {
                    found.insert(try TileIndex(matrix: zoom, row: row, column: column, in: .webMercatorQuad))
                }
            }
        }
        try recorded.forEachFeature { feature in
            try add(feature.box)
            for part in CopiedFeature(feature).parts.prefix(3) {
                for position in part.prefix(4) { try add(WorldBox(position)) }
            }
        }
        return found.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    }

    @Test(arguments: 0...14)
    func everyTileIsValidAndTheSameTwice(zoom: Int) throws {
        let recorded = try Self.corpus.get()
        let options = TileOptions()
        for tile in try tiles(zoom: zoom, options: options, recorded) {
            func encode() throws -> (bytes: [UInt8], counts: TileCounts) {
                var layer = TileLayerEncoder(
                    name: "nasty", properties: [], tile: tile, options: options, attributes: recorded.attributes)
                recorded.forEachFeature { layer.add($0) }
                return (try TileSandbox.bytes(layer), layer.counts)
            }
            let (bytes, counts) = try encode()
            #expect(try encode().bytes == bytes, "tile \(tile)")
            let decoded = try VectorTileDecoder.decode(bytes)
            let findings = VectorTileValidator().findings(in: decoded)
            #expect(findings.isEmpty, "tile \(tile): \(describe(findings, in: decoded))")
            let features = decoded.layers.first?.features ?? []
            #expect(features.count { $0.id != nil } == counts.kept, "tile \(tile)")
            #expect(counts.refused == 0 && counts.merged == 0)
            #expect(staysInItsBox(features, options), "tile \(tile)")
        }
    }

    @Test(arguments: [2, 14])
    func tilesMadeCoarserAreValidToo(zoom: Int) throws {
        let recorded = try Self.corpus.get()
        for tile in try tiles(zoom: zoom, options: TileOptions(), recorded) {
            var offered: Set<Int> = []
            for limit in [8000, 2000, 0] {
                let layer = EncodedTileLayer(
                    name: "nasty", properties: [], tile: tile, options: TileOptions(byteLimit: limit),
                    attributes: recorded.attributes, compressedSize: { $0.count },
                    features: { recorded.forEachFeature($0) })
                let decoded = try VectorTileDecoder.decode(layer.message.map { [0x1A] + varint($0.count) + $0 } ?? [])
                let findings = VectorTileValidator().findings(in: decoded)
                #expect(findings.isEmpty, "tile \(tile): \(describe(findings, in: decoded))")
                offered.insert(layer.counts.matched + layer.counts.outside)
            }
            #expect(offered.count == 1, "tile \(tile): every feature is counted, however coarse the layer")
        }
    }

    private func varint(_ value: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        ProtobufWriter.varint(UInt64(value), to: &bytes)
        return bytes
    }

    private func describe(_ findings: [VectorTileValidator.Finding], in tile: DecodedTile) -> String {
        findings.prefix(3).map { finding in
            let feature = finding.feature.map { tile.layers[0].features[$0] }
            return "\(finding.rule) of \(feature?.id ?? 0)"
        }.joined(separator: ", ")
    }

    private func staysInItsBox(_ features: [DecodedTile.Feature], _ options: TileOptions) -> Bool {
        let range = -options.buffer...options.tileUnits + options.buffer
        return features.allSatisfy { feature in
            let positions = feature.geometry.rings + feature.geometry.lines + [feature.geometry.points]
            return positions.joined().allSatisfy { range.contains($0.x) && range.contains($0.y) }
        }
    }
}
