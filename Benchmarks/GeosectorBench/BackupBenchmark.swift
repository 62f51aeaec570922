import Foundation

/// What does a backup cost, the first and the next, and how long does it take to have the store back?
struct BackupBenchmark {
    let bench: Workbench

    func run() throws {
        let store = bench.path("kept.sqlite")
        try FileManager.default.copyItem(atPath: bench.storePath, toPath: store)
        let (folder, back) = (bench.path("backups"), bench.path("back.sqlite"))
        let geoimport = bench.binaries.appending(path: "geoimport").path
        let plain = try Timing.run("cp", [store, bench.path("copy.sqlite")])
        let first = try Timing.run(geoimport, ["backup", "--to", folder, "--store", store])
        let firstBytes = try bytes(of: folder)
        // One parcel in a hundred has another note.
        _ = try Timing.run(
            geoimport,
            [
                "load", try bench.alteredShapefile(), "--store", store, "--sector", "land", "--collection", "parcels",
                "--replace", "--ledger", "none",
            ])
        let next = try Timing.run(geoimport, ["backup", "--to", folder, "--store", store])
        let nextBytes = try bytes(of: folder) - firstBytes
        let drill = try Timing.run(
            geoimport, ["drill", "--from", folder, "--store", store, "--scratch", bench.path("")])
        let restore = try Timing.run(geoimport, ["restore", "latest", "--from", folder, "--store", back])
        let size = try bytes(of: store)
        print(
            "backup  store of \(size / 1_000_000) MB: first \(text(first)), \(firstBytes / 1_000_000) MB kept; after an"
                + " import with 1 % changed \(text(next)), \(nextBytes / 1_000_000) MB more; drill \(text(drill));"
                + " restore \(text(restore)); cp of the file \(text(plain))")
    }

    private func text(_ timing: Timing) -> String { "\(timing.wall.text(1)) s (CPU \(timing.cpu.text(1)))" }

    private func bytes(of path: String) throws -> Int {
        let manager = FileManager.default
        var sum = 0
        let names = manager.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        for file in [path] + names.map({ "\(path)/\($0)" }) {
            let attributes = try manager.attributesOfItem(atPath: file)
            if attributes[.type] as? FileAttributeType == .typeRegular { sum += attributes[.size] as? Int ?? 0 }
        }
        return sum
    }
}
