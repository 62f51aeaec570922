import GeoStore
import Reprojection
import SimpleFeatures
import TileEngine
import Tiling
import VectorTile

/// How long does a tile take without a cache, and how much of that is reading its features from the store?
struct TileBenchmark {
    let bench: Workbench

    /// Runs what it is given at once: nothing of a thread pool is measured.
    private struct Inline: BlockingExecutor {
        func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
            try body()
        }
    }

    func run() throws {
        let store = try Store(path: bench.storePath, access: .readOnly)
        let catalog = try store.catalog()
        let parcels = try catalog.collection("parcels")
        let place = try CoordinateTransform(from: .epsg(9218), to: .crs84).transform(bench.grid.centre)
        let metres = WebMercator.project(longitude: place.x, latitude: place.y)
        let point = Envelope(minX: metres.x, minY: metres.y, maxX: metres.x, maxY: metres.y, crs: .epsg(3857))
        let builder = TileBuilder(store: store)
        for zoom in [6, 10, 14] {
            let range = TileMatrixSet.webMercatorQuad.tiles(touching: point, matrix: zoom)
            let index = try TileIndex(
                matrix: zoom, row: range.rows.lowerBound, column: range.columns.lowerBound, in: .webMercatorQuad)
            let request = TileRequest(storeID: catalog.storeID, collections: [parcels], index: index)
            var builds: [Double] = []
            var reads: [Double] = []
            var tile: EncodedTile?
            for _ in 0..<bench.rounds {
                builds.append(try Timing.measure { tile = try builder.build(request) })
                reads.append(try Timing.measure { try read(index, parcels, store) })
            }
            guard let tile, let counts = tile.layers.first?.counts else { continue }
            let build = Timing.median(builds) * 1e6
            let share = Timing.median(zip(reads, builds).map { $0 / $1 })
            print(
                "tiles   z\(zoom): \(Int(build)) µs for \(counts.matched) features (\((build / Double(max(counts.matched, 1))).text(2)) µs each),"
                    + " \(counts.kept) kept, \(tile.gzip.count) bytes gzip; reading the store is \(Int(share * 100)) % of it"
            )
        }
        try store.close()
    }

    /// The floor: the same features out of the store, nothing done with them.
    private func read(_ index: TileIndex, _ collection: PublishedCollection, _ store: Store) throws {
        var query = FeatureQuery()
        query.envelopes = [WebMercator.unproject(TileMatrixSet.webMercatorQuad.envelope(of: index))]
        query.precision = .envelope
        query.matchesFeaturesWithoutGeometry = false
        var count = 0
        try store.forEachFeature(of: collection, matching: query) { _ in count += 1 }
    }
}
