import Foundation
import SimpleFeatures
import Synchronization
import TestSupport
import Testing
import Tiling

@testable import TileArchive

@Suite struct PyramidExportTests {
    private struct Stop: Error {}

    /// Features at places of zoom 14, none at the others.
    private static func maker(_ places: Set<TileIndex>, visits: Visits = Visits()) -> TileMaker {
        @Sendable func covers(_ index: TileIndex) -> Bool {
            places.contains { place in
                let shift = place.matrix - index.matrix
                return shift >= 0
                    ? place.row >> shift == index.row && place.column >> shift == index.column
                    : index.row >> -shift == place.row && index.column >> -shift == place.column
            }
        }
        return TileMaker(
            hasFeatures: { index in
                visits.asked.withLock { $0 += 1 }
                return covers(index)
            },
            tile: { index in
                visits.made.withLock { $0 += 1 }
                return try ArchiveFixture.content(TileID(index).value)
            })
    }

    private final class Visits: Sendable {
        let asked = Mutex(0)
        let made = Mutex(0)
    }

    private let fixture: ArchiveFixture

    init() throws { fixture = try ArchiveFixture() }

    private func writer(_ name: String = "tiles") throws -> TileArchiveWriter {
        try TileArchiveWriter(path: fixture.path(.pmtiles, name), format: .pmtiles, state: "s")
    }

    @Test("only tiles with features are visited, and nothing below an empty one is asked for")
    func visitsWhatIsInhabited() throws {
        let visits = Visits()
        let maker = Self.maker([try TileIndex(14, 13_000, 7500)], visits: visits)
        let writer = try writer()
        try PyramidExport(zooms: 6...16, threads: 3).run(maker, into: writer) { _ in }
        // One tile of each zoom to 14, then 4 and 16.
        #expect(writer.tileCount == 9 + 4 + 16)
        #expect(visits.made.withLock { $0 } == 9 + 4 + 16)
        let asked = 1 + 14 * 4 + (1 + 4) * 4
        #expect(visits.asked.withLock { $0 } == asked)
    }

    @Test("features at the corners of the world are found, and an empty layer gives an empty archive")
    func cornersAndNothing() throws {
        let last = (1 << 14) - 1
        let corners = try [(0, 0), (last, 0), (0, last), (last, last)].map { try TileIndex(14, $0.0, $0.1) }
        let writer = try writer()
        try PyramidExport(zooms: 0...14, threads: 2).run(Self.maker(Set(corners)), into: writer) { _ in }
        #expect(writer.tileCount == 1 + 14 * 4)
        try writer.finish(ArchiveFixture.metadata)

        let none = try self.writer("none")
        try PyramidExport(zooms: 0...14, threads: 2).run(Self.maker([]), into: none) { _ in }
        #expect(none.tileCount == 0)
        try none.finish(ArchiveFixture.metadata)
        #expect(try ArchiveFixture.tiles(PMTilesReader(path: fixture.path(.pmtiles, "none"))).isEmpty)
    }

    @Test("a box takes the tiles that touch it")
    func box() throws {
        let everywhere = TileMaker(hasFeatures: { _ in true }, tile: { _ in [1] })
        let writer = try writer()
        var box = PyramidExport(
            zooms: 3...3, bounds: Envelope(minX: 1, minY: 1, maxX: 44, maxY: 30, crs: .crs84), threads: 1)
        try box.run(everywhere, into: writer) { _ in }
        #expect(writer.tileCount == 1)
        #expect(try writer.lastID == TileID(TileIndex(3, 4, 3)))
        let second = try self.writer("second")
        box.bounds = Envelope(minX: -1, minY: -1, maxX: 1, maxY: 1, crs: .crs84)
        try box.run(everywhere, into: second) { _ in }
        #expect(second.tileCount == 4)
    }

    @Test("tiles that turn out empty are counted as visited and not written")
    func emptyTiles() throws {
        let maker = TileMaker(hasFeatures: { _ in true }, tile: { $0.matrix == 2 ? [] : [7] })
        let writer = try writer()
        var last: PyramidExport.Progress?
        try PyramidExport(zooms: 1...3, threads: 2).run(maker, into: writer) { last = $0 }
        #expect(last == PyramidExport.Progress(visited: 4 + 16 + 64, total: 84, written: 68))
    }

    @Test("stopped at any tile and begun again, the file is the one made in one go", arguments: [1, 3, 17, 40])
    func resumes(stop: Int) throws {
        let places = Set(try (0..<10).map { try TileIndex(14, 13_000 + $0 * 37, 7500 + $0 % 3) })
        let export = PyramidExport(zooms: 4...14, threads: 2)
        do {
            let first = try writer()
            var calls = 0
            #expect(throws: Stop.self) {
                try export.run(Self.maker(places), into: first) { progress in
                    calls += progress.visited > 0 ? 1 : 0
                    if calls == stop { throw Stop() }
                }
            }
        }
        let visits = Visits()
        let second = try writer()
        #expect(second.tileCount > 0)
        let kept = second.tileCount
        var last: PyramidExport.Progress?
        try export.run(Self.maker(places, visits: visits), into: second) { last = $0 }
        let made = visits.made.withLock { $0 }
        #expect(made == second.tileCount - kept)
        if let last { #expect(last.visited == last.total) }
        try second.finish(ArchiveFixture.metadata)

        let whole = try writer("whole")
        try export.run(Self.maker(places), into: whole) { _ in }
        try whole.finish(ArchiveFixture.metadata)
        #expect(
            try ArchiveFixture.bytes(fixture.path(.pmtiles)) == ArchiveFixture.bytes(fixture.path(.pmtiles, "whole")))
    }

    @Test("what a thread throws stops the export; what came before it is kept")
    func failure() throws {
        let maker = TileMaker(
            hasFeatures: { _ in true },
            tile: { index in
                guard index.matrix < 5 else { throw Stop() }
                return [UInt8(index.column)]
            })
        do {
            let writer = try writer()
            #expect(throws: Stop.self) {
                try PyramidExport(zooms: 0...6, threads: 4).run(maker, into: writer) { _ in }
            }
        }
        #expect(try writer().tileCount == 1 + 4 + 16 + 64 + 256)
    }
}
