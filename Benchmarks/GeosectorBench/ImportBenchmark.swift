import Foundation

/// How fast is an import, beside ogr2ogr writing the same shapefile to SpatiaLite? Ours also checks every polygon,
/// measures the extent and keeps a version; ogr2ogr does not.
struct ImportBenchmark {
    let bench: Workbench

    func run() throws {
        let shapefile = bench.shapefilePath
        let geoimport = bench.binaries.appending(path: "geoimport").path
        var ours: [Timing] = []
        var peers: [Timing] = []
        for round in 0..<bench.rounds {
            let store = bench.path("import-\(round).sqlite")
            ours.append(try Timing.run(geoimport, ["load", shapefile, "--store", store, "--sector", "land"]))
            let peer = bench.path("ogr2ogr-\(round).sqlite")
            peers.append(
                try Timing.run(
                    "ogr2ogr",
                    [
                        "-f", "SQLite", "-dsco", "SPATIALITE=YES", "-nlt", "PROMOTE_TO_MULTI", "-gt", "1000000", peer,
                        shapefile,
                    ]))
            for file in [store, store + "-wal", store + "-shm", peer] {
                try? FileManager.default.removeItem(atPath: file)
            }
        }
        let rows = Double(bench.grid.count)
        for (name, timings) in [("geoimport", ours), ("ogr2ogr", peers)] {
            let wall = Timing.median(timings.map(\.wall))
            let cpu = Timing.median(timings.map(\.cpu))
            print("import  \(name): \(Int(rows / wall)) rows/s, wall \(wall.text(2)) s, CPU \(cpu.text(2)) s")
        }
        let ratio = Timing.median(zip(ours, peers).map { $0.cpu / $1.cpu })
        print("import  geoimport / ogr2ogr: CPU \(ratio.text(2)) (pairs), lower is better")
    }
}
