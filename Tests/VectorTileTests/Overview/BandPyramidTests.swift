import SimpleFeatures
import TestSupport
import Testing

@testable import VectorTile

/// What bands show of lines and points that appear from a zoom on, and in which order entries lie in them.
@Suite struct BandPyramidTests {
    private typealias Source = OverviewFixture.Source

    private static func line(_ coordinates: [Double]) -> Geometry {
        .lineString(CoordinateSequence(values: coordinates))
    }

    private static func ids(_ reader: OverviewReader, _ zoom: Int) -> Set<Int64> {
        Set(reader.band(zoom: zoom).features(touching: .world).filter { Int($0.minZoom) <= zoom }.compactMap(\.id))
    }

    /// Three shapes on one spot: the first is more important and shown from zoom 10, the second at every zoom, the third
    /// from zoom 11.
    private static func rivals(_ geometry: Geometry) -> [Source] {
        [
            Source(id: 1, geometry: geometry, minZoom: 10, importance: 5),
            Source(id: 2, geometry: geometry, importance: 1),
            Source(id: 3, geometry: geometry, minZoom: 11, importance: 9),
        ]
    }

    @Test(
        "what was covered by a feature of deeper zooms comes again where that one is not shown",
        arguments: [
            .point(Coordinate(x: 108.0001, y: 14.0001)), line([108.0001, 14.0001, 108.0008, 14.0006]),
        ] as [Geometry])
    func rulesAndThinning(geometry: Geometry) throws {
        let reader = try OverviewFixture.reader(Self.rivals(geometry))
        #expect(Self.ids(reader, 12) == [1, 2, 3])
        #expect(Self.ids(reader, 11) == [3])
        #expect(Self.ids(reader, 10) == [1])
        for zoom in 0...9 { #expect(Self.ids(reader, zoom) == [2], "zoom \(zoom)") }
    }

    @Test(
        "a line or point that is shown from a zoom on is there, and nowhere above",
        arguments: [1, 5, 9, 11, 12, 14] as [UInt8], [true, false])
    func shownFromAZoomOn(zoom: UInt8, isLine: Bool) throws {
        let sources = (0..<20).map { number -> Source in
            let x = 100 + Double(number)
            return Source(
                id: Int64(number + 1),
                geometry: isLine ? Self.line([x, 10, x + 0.9, 10.5]) : .point(Coordinate(x: x, y: 10)),
                minZoom: number == 7 ? zoom : 0)
        }
        let reader = try OverviewFixture.reader(sources)
        for band in 0...14 {
            let ids = Self.ids(reader, band)
            #expect(ids.contains(8) == (band >= Int(zoom)), "zoom \(band)")
            if band > 4 { #expect(ids.count == (band >= Int(zoom) ? 20 : 19), "zoom \(band)") }
        }
    }

    /// Shapes about the corner of four tiles.
    private static func aboutACorner(_ count: Int) -> [Source] {
        var numbers = SplitMix(seed: 11)
        let (longitude, latitude) = (90.0, 40.979898069620134)
        return (0..<count).map { number in
            let side = Double.random(in: 0.0005...0.02, using: &numbers)
            let x = longitude + Double.random(in: -1...1, using: &numbers) * side * 0.02
            let y = latitude + Double.random(in: -1...1, using: &numbers) * side * 0.02
            func near() -> Double { side * Double.random(in: 0.7...1, using: &numbers) }
            let ring = [x - near(), y, x, y - near(), x + near(), y, x, y + near()]
            let id = Int64(number + 1)
            guard number % 3 == 0 else {
                let polygon = Geometry.Polygon(rings: [CoordinateSequence(values: ring + ring.prefix(2))])
                return Source(id: id, geometry: .polygon(polygon))
            }
            return Source(id: id, geometry: line(ring))
        }
    }

    @Test("about a corner of tiles, entries lie in the order of the curve, each feature once")
    func order() throws {
        let reader = try OverviewFixture.reader(Self.aboutACorner(900))
        for zoom in 0...11 {
            let band = reader.band(zoom: zoom)
            var last: (UInt64, Int64) = (0, 0)
            var seen: Set<Int64> = []
            for index in 0..<band.count {
                let feature = band[index]
                let id = try #require(feature.id?.value)
                let place = (feature.box.curvePosition, id)
                #expect(last < place, "zoom \(zoom)")
                #expect(seen.insert(id).inserted)
                last = place
            }
            #expect(band.features(touching: .world).count == band.count)
        }
    }

    /// A dense town of short streets, and the main road through it in as many pieces.
    private static func town() -> [Source] {
        var sources: [Source] = []
        func add(_ coordinates: [Double], _ name: String, _ kind: String) {
            sources.append(
                Source(
                    id: Int64(sources.count + 1), geometry: line(coordinates), values: [.text(name), .text(kind)]))
        }
        for column in 0..<120 {
            let x = 108 + Double(column) * 0.001
            add([x, 14.06, x + 0.001, 14.06], "QL \(column)", "main")
        }
        for row in 0..<120 where !(56...64).contains(row) {
            for column in 0..<120 {
                let (x, y) = (108 + Double(column) * 0.001, 14 + Double(row) * 0.001)
                add([x, y, x + 0.0009, y], "street \(sources.count)", "street")
                add([x, y, x, y + 0.0009], "street \(sources.count)", "street")
            }
        }
        return sources
    }

    @Test("without a class named, lines that differ in a property of few values are not joined", arguments: 9...11)
    func lineClasses(zoom: Int) throws {
        let writer = OverviewWriter(OverviewFixture.description(properties: ["name", "kind"]))
        for source in Self.town() {
            try writer.add(
                id: #require(FeatureID(source.id)), geometry: source.geometry, in: .degrees, values: source.values)
        }
        let reader = try OverviewFixture.reader(writer.bytes())
        let full = reader.band(zoom: 12)
        let kinds = Dictionary(
            uniqueKeysWithValues: (0..<full.count).map { index in
                (full[index].row, reader.attributes.valueIDs(ofRow: full[index].row)[1])
            })
        let all = full.features(touching: .world)
        let main = try #require(all.first { $0.id == 1 })
        let kind = try #require(kinds[main.row])
        let height = main.parts[0][0].y
        var covered: Int32 = 0
        let entries = reader.band(zoom: zoom).features(touching: .world)
        #expect(entries.contains { $0.weight > 1 }, "nothing is joined: the test shows nothing")
        for entry in entries {
            let isMain = kinds[entry.row] == kind
            for part in entry.parts {
                let isOnMain = part.allSatisfy { abs($0.y - height) <= 2 * PixelGrid(zoom: zoom).pixelSide }
                if isMain { #expect(isOnMain) }
                guard isMain, let first = part.first, let last = part.last else { continue }
                covered += abs(last.x - first.x)
            }
        }
        let length = Int32(0.12 / 360 * Double(World.size))
        #expect(covered > length / 10 * 9, "\(covered) of \(length)")
    }
}
