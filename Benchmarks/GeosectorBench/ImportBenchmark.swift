import Foundation

/// How fast is an import, beside ogr2ogr writing the same shapefile to SpatiaLite? Ours also checks every polygon,
/// looks for duplicates, measures the extent and keeps a version; ogr2ogr does not.
///
/// And how much of that does an import cost that finds the layer there already, as every week: with nothing changed,
/// and with one row in a hundred changed? ogr2ogr knows no difference: it writes everything again.
struct ImportBenchmark {
    let bench: Workbench

    func run() throws {
        var first: [Timing] = []
        var peers: [Timing] = []
        for round in 0..<bench.rounds {
            let store = bench.path("import-\(round).sqlite")
            let peer = bench.path("ogr2ogr-\(round).sqlite")
            first.append(try load(bench.shapefilePath, store: store))
            peers.append(
                try Timing.run(
                    "ogr2ogr",
                    [
                        "-f", "SQLite", "-dsco", "SPATIALITE=YES", "-nlt", "PROMOTE_TO_MULTI", "-gt", "1000000", peer,
                        bench.shapefilePath,
                    ]))
            remove([store, peer])
        }
        show("geoimport, first time", first)
        show("ogr2ogr", peers)
        show("geoimport / ogr2ogr", first, beside: peers)
        try again(peers)
    }

    /// Imports into a store that has the layer.
    private func again(_ peers: [Timing]) throws {
        let store = bench.path("import-again.sqlite")
        defer { remove([store]) }
        _ = try load(bench.shapefilePath, store: store)
        var same: [Timing] = []
        var altered: [Timing] = []
        for round in 0..<bench.rounds {
            // In turn, so that each round changes what the one before has left.
            let isAltered = round.isMultiple(of: 2)
            let file = isAltered ? try bench.alteredShapefile() : bench.shapefilePath
            altered.append(try load(file, store: store, "--replace"))
            same.append(try load(file, store: store, "--replace"))
        }
        show("geoimport, 1 % changed", altered)
        show("geoimport, 1 % changed / ogr2ogr", altered, beside: peers)
        show("geoimport, nothing changed", same)
        show("geoimport, nothing changed / ogr2ogr", same, beside: peers)
    }

    private func load(_ shapefile: String, store: String, _ mode: String = "--create") throws -> Timing {
        try Timing.run(
            bench.binaries.appending(path: "geoimport").path,
            ["load", shapefile, "--store", store, "--sector", "land", "--collection", "parcels", mode])
    }

    private func show(_ name: String, _ timings: [Timing]) {
        let wall = Timing.median(timings.map(\.wall))
        let cpu = Timing.median(timings.map(\.cpu))
        print(
            "import  \(name): \(Int(Double(bench.grid.count) / wall)) rows/s, wall \(wall.text(2)) s,"
                + " CPU \(cpu.text(2)) s")
    }

    private func show(_ name: String, _ timings: [Timing], beside peers: [Timing]) {
        let ratio = Timing.median(zip(timings, peers).map { $0.cpu / $1.cpu })
        print("import  \(name): CPU \(ratio.text(2)) (pairs), lower is better")
    }

    private func remove(_ stores: [String]) {
        for file in stores.flatMap({ [$0, $0 + "-wal", $0 + "-shm"] }) {
            try? FileManager.default.removeItem(atPath: file)
        }
    }
}
