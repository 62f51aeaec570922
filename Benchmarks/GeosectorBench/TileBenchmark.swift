import GeoStore
import Reprojection
import SimpleFeatures
import TileEngine
import Tiling

/// How long does a tile take without a cache, and how much longer when it is compressed?
struct TileBenchmark {
    let bench: Workbench

    func run() throws {
        let store = try Store(path: bench.storePath, access: .readOnly)
        let catalog = try store.catalog()
        let parcels = try catalog.collection("parcels")
        let place = try CoordinateTransform(from: .epsg(9218), to: .crs84).transform(bench.grid.centre)
        let metres = WebMercator.project(longitude: place.x, latitude: place.y)
        let point = Envelope(minX: metres.x, minY: metres.y, maxX: metres.x, maxY: metres.y, crs: .epsg(3857))
        let provider = OverviewProvider(store: store)
        let source = try provider.open(parcels) ?? provider.build(parcels, former: nil).source
        let layer = TileSelection.Layer(ServedCollection(collection: parcels, source: source), content: .features)
        let selection = TileSelection(storeID: catalog.storeID, layers: [layer])
        for zoom in [6, 10, 14] {
            let range = TileMatrixSet.webMercatorQuad.tiles(touching: point, matrix: zoom)
            let index = try TileIndex(
                matrix: zoom, row: range.rows.lowerBound, column: range.columns.lowerBound, in: .webMercatorQuad)
            var plain: [Double] = []
            var packed: [Double] = []
            var counts = ""
            for _ in 0..<bench.rounds {
                plain.append(try Timing.measure { counts = try TileBuilder.build(selection, index, .identity).counts })
                packed.append(try Timing.measure { _ = try TileBuilder.build(selection, index, .gzip) })
            }
            let (build, whole) = (Timing.median(plain) * 1e6, Timing.median(packed) * 1e6)
            print("tiles   z\(zoom): \(Int(build)) µs, compressed \(Int(whole)) µs; \(counts)")
        }
        try store.close()
    }
}
