import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing
import TileArchive
import Tiling

@testable import geoimport

@Suite struct TileExportTests {
    private struct Stop: Error {}

    private let fixture: ImportFixture

    init() throws {
        fixture = try ImportFixture()
        let points = (0..<40).map { number in
            (
                geometry:
                    "{\"type\":\"Point\",\"coordinates\":[\(108 + Double(number % 8) / 50),\(13.9 + Double(number / 8) / 50)]}",
                properties: "{\"TEN\":\"Điểm \(number)\",\"so\":\(number)}"
            )
        }
        try fixture.load(fixture.geoJSON("parcels.geojson", points))
    }

    private func request(_ format: ArchiveFormat = .pmtiles, _ change: (inout TileExportRequest) -> Void = { _ in })
        -> TileExportRequest
    {
        var request = TileExportRequest(
            collections: ["parcels"], output: fixture.folder.path("out.\(format.rawValue)"), format: format,
            minZoom: 0, maxZoom: 10, threads: 2)
        change(&request)
        return request
    }

    @discardableResult
    private func export(_ request: TileExportRequest) throws -> TileExport.Outcome {
        var export = try TileExport(request, store: fixture.store)
        return try export.run { _ in }
    }

    @Test("both formats hold the same tiles, and say what is in them", arguments: ArchiveFormat.allCases)
    func formats(format: ArchiveFormat) throws {
        let outcome = try export(request(format))
        let reader = try ArchiveFormat.reader(path: outcome.output)
        var tiles = 0
        try reader.forEachTile { index, tile in
            #expect(tile.coding == .gzip)
            tiles += 1
        }
        #expect(tiles == outcome.tiles && tiles >= 11)
        #expect(reader.metadata.zooms == 0...10 && outcome.zooms == 0...10)
        #expect(abs(reader.metadata.bounds.minX - 108) < 1e-6 && abs(reader.metadata.bounds.maxX - 108.14) < 1e-6)
        let layer = try #require(reader.metadata.vectorLayers?.array?.first)
        #expect(layer["id"]?.string == "parcels")
        #expect(layer["fields"]?["TEN"]?.string == "String" && layer["fields"]?["so"]?.string == "Number")
        #expect(outcome.json["tiles"]?.integer == Int64(tiles))
    }

    @Test("a style exports the collections that it draws and the store has")
    func style() throws {
        let file = try fixture.file(
            "mine.json",
            #"{"version":8,"layers":[{"source-layer":"parcels"},{"source-layer":"none"},{"type":"background"}]}"#)
        let outcome = try export(
            request {
                $0.collections = []
                $0.style = file
            })
        #expect(outcome.layers == ["parcels"])
        #expect(try ArchiveFormat.reader(path: outcome.output).metadata.name == "mine")

        let other = try fixture.file("other.json", #"{"version":8,"layers":[{"source-layer":"none"}]}"#)
        #expect(throws: TileExportError.styleWithoutCollections("other", named: ["none"])) {
            try export(
                request {
                    $0.collections = []
                    $0.style = other
                    $0.overwrites = true
                })
        }
    }

    @Test("a box takes only the tiles that touch it")
    func box() throws {
        let outcome = try export(
            request {
                $0.bounds = Envelope(minX: 108, minY: 13.9, maxX: 108.01, maxY: 13.91, crs: .crs84)
                $0.minZoom = 12
                $0.maxZoom = 12
            })
        #expect(outcome.tiles == 1)
    }

    @Test("an export that was stopped goes on; new data, or other arguments, begin anew")
    func resumption() throws {
        do {
            var first = try TileExport(request(), store: fixture.store)
            #expect(first.beginning == .new)
            #expect(throws: Stop.self) {
                try first.run { progress in if progress.written >= 5 { throw Stop() } }
            }
        }
        do {
            let second = try TileExport(request(), store: fixture.store)
            guard case .resumed(let tiles) = second.beginning else {
                Issue.record("\(second.beginning)")
                return
            }
            #expect(tiles >= 5)
        }
        do {
            let third = try TileExport(request { $0.maxZoom = 9 }, store: fixture.store)
            #expect(third.beginning == .anew)
            var again = third
            #expect(throws: Stop.self) { try again.run { progress in if progress.written >= 5 { throw Stop() } } }
        }
        let more = try fixture.geoJSON(
            "more.geojson",
            [(geometry: #"{"type":"Point","coordinates":[108.5,13.5]}"#, properties: #"{"TEN":"x","so":1}"#)])
        try fixture.load(more) {
            $0.collection = "parcels"
            $0.mode = .append
        }
        var fourth = try TileExport(request { $0.maxZoom = 9 }, store: fixture.store)
        #expect(fourth.beginning == .anew)
        let outcome = try fourth.run { _ in }
        #expect(outcome.resumedTiles == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path)
        #expect(!names.contains { $0.contains(".part") })
    }

    @Test("zooms are those of the collections' settings where they are set, and what is asked for wins")
    func zoomsOfTheSettings() throws {
        func zooms(_ change: (inout TileExportRequest) -> Void, _ settings: TileSettings...) -> ClosedRange<Int> {
            var open = request()
            (open.minZoom, open.maxZoom) = (nil, nil)
            change(&open)
            return open.zooms(of: settings)
        }
        var city = TileSettings.standard
        (city.minZoom, city.maxZoom) = (11, 18)
        var country = TileSettings.standard
        (country.minZoom, country.maxZoom) = (2, 9)
        #expect(zooms({ _ in }, .standard) == 0...14)
        #expect(zooms({ _ in }, city) == 11...18)
        #expect(zooms({ _ in }, city, country) == 2...18)
        #expect(zooms({ _ in }, country, .standard) == 0...14)
        #expect(zooms({ $0.maxZoom = 10 }, city) == 10...10)
        #expect(zooms({ $0.minZoom = 12 }, country) == 12...12)
        #expect(zooms({ ($0.minZoom, $0.maxZoom) = (3, 5) }, city) == 3...5)

        var settings = TileSettings.standard
        (settings.minZoom, settings.maxZoom) = (7, 9)
        try fixture.store.configure(fixture.store.catalog().collection("parcels").id, settings)
        let outcome = try export(request { ($0.minZoom, $0.maxZoom) = (nil, nil) })
        #expect(outcome.zooms == 7...9)
    }

    @Test("the whole map is no style file: that is said, with what can be exported")
    func composedStyle() throws {
        let error = #expect(throws: TileExportError.self) {
            try export(
                request {
                    $0.collections = []
                    $0.style = "map"
                })
        }
        guard case .styleComposed("map", let known) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(known.contains("land") && !known.contains("map"))
    }

    @Test("an export that was stopped before it wrote a tile begins without a word")
    func stoppedAtOnce() throws {
        do {
            var first = try TileExport(request(), store: fixture.store)
            #expect(throws: Stop.self) { try first.run { _ in throw Stop() } }
        }
        #expect(try TileExport(request(), store: fixture.store).beginning == .new)
    }

    @Test("what cannot be exported is said before anything is written")
    func refusals() throws {
        #expect(throws: GeoStoreError.self) { try export(request { $0.collections = ["parcel"] }) }
        #expect(throws: TileExportError.self) {
            try export(
                request {
                    $0.collections = []
                    $0.style = "no-such-style"
                })
        }
        let path = try fixture.file("out.pmtiles", "mine")
        #expect(throws: TileArchiveError.alreadyExists(path: path)) { try export(request()) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        #expect(try export(request { $0.overwrites = true }).tiles > 0)
    }

    @Test(
        "a box is west, south, east, north in degrees",
        arguments: ["1,2,3", "3,0,1,1", "0,2,1,1", "0,0,0,91", "a,b,c,d", "-181,0,0,0", ""])
    func malformedBoxes(text: String) {
        #expect(DegreeBox(argument: text) == nil)
        #expect(DegreeBox(argument: "107.9,13.9, 108,14")?.envelope.maxX == 108)
    }
}

/// The built program, stopped in the middle.
@Suite(.enabled(if: BuiltProgram.isBuilt, "\(BuiltProgram.absence)"), .serialized)
struct TileExportInterruptionTests {
    private static let arguments = [
        "tiles", "export", "diem", "--store", "store.sqlite", "--lang", "en", "--max-zoom",
    ]
    /// Seconds of work on one thread: the journal is made safe every two.
    private static let longArguments = arguments + ["20", "--threads", "1", "--output"]

    @Test(arguments: [SIGINT, SIGKILL], ["tiles.pmtiles", "tiles.mbtiles"])
    func anExportThatWasStoppedGoesOn(signal: Int32, name: String) throws {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 20_000)
        try #require(try fixture.load("diem.csv").status == 0)
        let export = try BuiltProgram(Self.longArguments + [name], in: fixture.folder)
        let journal = fixture.folder.path("\(name).part.journal")
        let deadline = Date().addingTimeInterval(120)
        func size() -> Int {
            (try? FileManager.default.attributesOfItem(atPath: journal)[.size] as? Int) ?? 0
        }
        while size() < 4000, export.isRunning, Date() < deadline { usleep(2_000) }
        try #require(export.isRunning, "the export ended before it could be stopped")
        export.send(signal)
        let stopped = try export.outcome()
        #expect(stopped.status == (signal == SIGINT ? 130 : 128 + SIGKILL))
        if signal == SIGINT { #expect(stopped.errors.contains("go on with \(name).part")) }
        #expect(!FileManager.default.fileExists(atPath: fixture.folder.path(name)))

        let second = try BuiltProgram(Self.longArguments + [name], in: fixture.folder).outcome()
        #expect(second.status == 0 && second.errors.contains("going on with \(name).part"), "\(second.errors)")
        let whole = try BuiltProgram(Self.longArguments + ["whole.pmtiles"], in: fixture.folder).outcome()
        #expect(whole.status == 0)
        var expected: [TileIndex: [UInt8]] = [:]
        try ArchiveFormat.reader(path: fixture.folder.path("whole.pmtiles")).forEachTile { expected[$0] = $1.bytes }
        var found: [TileIndex: [UInt8]] = [:]
        try ArchiveFormat.reader(path: fixture.folder.path(name)).forEachTile { found[$0] = $1.bytes }
        #expect(found == expected && found.count > 1000)
    }

    @Test(
        .enabled(if: SmallDisk.isAllowed, "a small disk cannot be mounted here; run as root"),
        arguments: ["tiles.pmtiles", "tiles.mbtiles"])
    func aFullDiskIsSaidToBeFull(name: String) throws {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 20_000)
        try #require(try fixture.load("diem.csv").status == 0)
        let disk = try SmallDisk(megabytes: 1)
        let outcome = try BuiltProgram(Self.arguments + ["15", "--output", disk.path(name)], in: fixture.folder)
            .outcome()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("the disk of") && outcome.errors.contains("is full"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: disk.path(name)))
    }
}
