import Foundation
import TestSupport
import Testing
import Tiling

@testable import TileArchive

@Suite struct ResumptionTests {
    private let fixture: ArchiveFixture

    init() throws { fixture = try ArchiveFixture() }

    private func content(_ value: UInt64) throws -> [UInt8] { try ArchiveFixture.content(value / 3 % 40) }

    private func writer(_ format: ArchiveFormat, state: String = "v1", overwrites: Bool = false) throws
        -> TileArchiveWriter
    {
        try TileArchiveWriter(
            path: fixture.path(format), format: format, state: state, overwrites: overwrites)
    }

    private func append(_ ids: Range<UInt64>, to writer: TileArchiveWriter) throws {
        for value in ids { try writer.append(TileID(value: value)!, content(value)) }
    }

    @Test("an interrupted archive goes on, and is the same as one made in one go", arguments: ArchiveFormat.allCases)
    func goesOn(format: ArchiveFormat) throws {
        var interrupted: TileArchiveWriter? = try writer(format)
        #expect(interrupted?.beginning == .new)
        try append(0..<500, to: interrupted!)
        try interrupted!.makeSafe()
        // Not safe yet: lost with the process.
        try append(500..<600, to: interrupted!)
        interrupted = nil
        #expect(!FileManager.default.fileExists(atPath: fixture.path(format)))

        let resumed = try writer(format)
        #expect(resumed.beginning == .resumed(tiles: 500))
        #expect(resumed.lastID == TileID(value: 499))
        try append(500..<1000, to: resumed)
        try resumed.finish(ArchiveFixture.metadata)

        let whole = try TileArchiveWriter(path: fixture.path(format, "whole"), format: format, state: "v1")
        try append(0..<1000, to: whole)
        try whole.finish(ArchiveFixture.metadata)
        let (first, second) = (fixture.path(format), fixture.path(format, "whole"))
        if format == .pmtiles {
            #expect(try ArchiveFixture.bytes(first) == ArchiveFixture.bytes(second))
        }
        #expect(
            try ArchiveFixture.tiles(ArchiveFormat.reader(path: first))
                == ArchiveFixture.tiles(ArchiveFormat.reader(path: second)))
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path)
        #expect(names.sorted() == ["tiles.\(format.rawValue)", "whole.\(format.rawValue)"])
    }

    @Test("other data begin anew and say so", arguments: ArchiveFormat.allCases)
    func otherState(format: ArchiveFormat) throws {
        do {
            let first = try writer(format)
            try append(0..<50, to: first)
            try first.makeSafe()
        }
        let second = try writer(format, state: "v2")
        #expect(second.beginning == .anew && second.tileCount == 0)
        try append(7..<9, to: second)
        try second.finish(ArchiveFixture.metadata)
        #expect(try ArchiveFixture.tiles(ArchiveFormat.reader(path: fixture.path(format))).count == 2)
    }

    @Test("what was stopped before its first tile begins without a word", arguments: ArchiveFormat.allCases)
    func nothingWritten(format: ArchiveFormat) throws {
        for state in ["v1", "v1", "v2"] { #expect(try writer(format, state: state).beginning == .new) }
        let path = fixture.path(format)
        do {
            let first = try writer(format)
            try append(0..<50, to: first)
            try first.makeSafe()
        }
        // All that there was is damaged: tiles are lost, and that is said.
        let journal = URL(filePath: TileArchiveWriter.journalPath(path))
        var bytes = try Data(contentsOf: journal)
        bytes[bytes.count - 50 * 40] ^= 1
        try bytes.write(to: journal)
        #expect(try writer(format).beginning == .anew)
    }

    @Test("a part that lost its end, or its journal, begins anew", arguments: ArchiveFormat.allCases)
    func damagedPart(format: ArchiveFormat) throws {
        let path = fixture.path(format)
        for damage in ["part cut", "part gone", "journal gone", "part is no archive"] {
            do {
                let first = try writer(format, overwrites: true)
                try append(0..<900, to: first)
                try first.makeSafe()
            }
            let part = URL(filePath: TileArchiveWriter.partPath(path))
            switch damage {
            case "part cut": truncate(part.path, 20_000 - 3500)
            case "part gone": try FileManager.default.removeItem(at: part)
            case "part is no archive": try Data("not this".utf8).write(to: part)
            default: try FileManager.default.removeItem(atPath: TileArchiveWriter.journalPath(path))
            }
            let second = try writer(format, overwrites: true)
            #expect(second.tileCount == 0, "\(damage)")
            try append(0..<3, to: second)
            try second.finish(ArchiveFixture.metadata)
            #expect(try ArchiveFixture.tiles(ArchiveFormat.reader(path: path)).count == 3, "\(damage)")
        }
    }

    @Test("a journal cut anywhere, or damaged, gives the tiles before that place")
    func damagedJournal() throws {
        let path = fixture.path(.pmtiles)
        let journal = URL(filePath: TileArchiveWriter.journalPath(path))
        for damage in [1, 39, 40, 41, 400] {
            do {
                let first = try writer(.pmtiles, state: "state \(damage)")
                try append(0..<100, to: first)
                try first.makeSafe()
            }
            var bytes = try Data(contentsOf: journal)
            if damage == 400 { bytes[bytes.count - damage] ^= 1 } else { bytes.removeLast(damage) }
            try bytes.write(to: journal)
            let resumed = try writer(.pmtiles, state: "state \(damage)")
            #expect(resumed.beginning == .resumed(tiles: 100 - (damage + 39) / 40))
        }
    }

    @Test("a second writer of the same archive is refused while the first is at work")
    func busy() throws {
        let first = try writer(.pmtiles)
        #expect(throws: TileArchiveError.busy(path: fixture.path(.pmtiles))) { try writer(.pmtiles) }
        try append(0..<1, to: first)
    }

    @Test("a file that is there is kept unless it may be replaced, and until the new one is whole")
    func overwriting() throws {
        try fixture.write(.pmtiles, ids: 0..<10)
        let path = fixture.path(.pmtiles)
        #expect(throws: TileArchiveError.alreadyExists(path: path)) { try writer(.pmtiles) }
        let second = try writer(.pmtiles, overwrites: true)
        try append(0..<1, to: second)
        #expect(try ArchiveFixture.tiles(PMTilesReader(path: path)).count == 10)
        try second.finish(ArchiveFixture.metadata)
        #expect(try ArchiveFixture.tiles(PMTilesReader(path: path)).count == 1)
    }
}
