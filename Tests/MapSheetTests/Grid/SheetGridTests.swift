import SimpleFeatures
import TestSupport
import Testing

@testable import MapSheet

@Suite struct SheetGridTests {
    private func window(
        _ crs: CRS = .epsg(9218), denominator: Double = 25_000, at place: Coordinate = SheetFixture.pleiku
    ) throws -> (plane: MapPlane, window: SheetWindow) {
        let plane = try MapPlane(crs)
        let scale = try #require(MapScale(denominator: denominator))
        let box = PaperBox(minX: 20, minY: 30, maxX: 220, maxY: 190)
        return (plane, try SheetWindow(plane, centre: plane.point(place), scale: scale, box: box))
    }

    @Test(
        "lines are 5 to 10 cm apart at usual scales",
        arguments: [500.0, 1000, 2000, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000])
    func intervals(denominator: Double) throws {
        let interval = GridUnit.metres.interval(metresPerMillimetre: denominator / 1000)
        #expect((50...100).contains(interval / denominator * 1000))
    }

    @Test("degrees go in steps of clocks")
    func degreeIntervals() {
        #expect(GridUnit.degrees.interval(metresPerMillimetre: 25) == 1.0 / 60)
        #expect(
            GridUnit.degrees.interval(metresPerMillimetre: 500) == 20.0 / 60
                || GridUnit.degrees.interval(metresPerMillimetre: 500) == 0.25)
        #expect(GridUnit.degrees.label(107.875, interval: 0.125 / 15).large == "107°52′30″")
        #expect(GridUnit.degrees.label(13.5, interval: 0.5).large == "13°30′")
        #expect(GridUnit.degrees.label(-70, interval: 10).large == "−70°")
    }

    @Test("numbers are kilometres with their hundreds apart, or metres in groups")
    func numbers() {
        #expect(GridUnit.metres.label(1_546_000, interval: 2000) == ("15", "46"))
        #expect(GridUnit.metres.label(405_000, interval: 1000) == ("4", "05"))
        #expect(GridUnit.metres.label(452_500, interval: 500) == ("", "452 500"))
    }

    @Test(
        "lines cross the map's edges where PROJ says",
        .enabled(if: Program("cs2cs") != nil, "proj-bin is not installed"))
    func graticule() throws {
        let (_, window) = try window(denominator: 100_000)
        let grid = try SheetGrid(.epsg(4756), .degrees, interval: nil, on: window)
        let meridian = try #require(grid.lines.first { $0.axis == .east })
        #expect(meridian.crossings.map(\.edge).contains(.top))
        for line in grid.lines {
            for crossing in line.crossings {
                // Back from paper to the plane by hand, and to degrees by another program.
                let east = window.centre.x + (crossing.place.x - window.box.centre.x) * 100
                let north = window.centre.y - (crossing.place.y - window.box.centre.y) * 100
                let output = try #require(Program("cs2cs")).run(
                    ["-f", "%.9f", "EPSG:9218", "EPSG:4756"], input: "\(east) \(north)\n")
                let degrees = output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
                let found = line.axis == .east ? degrees[1] : degrees[0]
                // A tenth of a millimetre on paper is 10 m, a ten-thousandth of a degree.
                #expect(abs(found - line.value) < 0.000_02)
            }
        }
    }

    @Test("a grid of VN-2000 on a web map bends and is as long as the ground")
    func otherPlane() throws {
        let (_, window) = try window(.epsg(3857))
        let grid = try SheetGrid(.epsg(9218), .metres, interval: 1000, on: window)
        let lines = grid.lines.filter { $0.axis == .east }
        let places = lines.compactMap { $0.crossings.first { $0.edge == .top }?.place.x }
        let gaps = zip(places, places.dropFirst()).map { $1 - $0 }
        #expect(gaps.count >= 3)
        // A kilometre at 1:25 000 is 40 mm; the web's ellipsoid and its sphere differ by up to 0.7 %.
        for gap in gaps { #expect(abs(gap - 40) < 0.3) }
    }

    @Test("lines that cannot be told apart are refused with what would do")
    func tooFine() throws {
        let (_, window) = try window()
        #expect(throws: SheetError.gridTooFine(.metres, least: 200)) {
            try SheetGrid(.epsg(9218), .metres, interval: 10, on: window)
        }
    }

    @Test("a line is cut where it leaves and comes back")
    func cut() {
        let box = PaperBox(minX: 0, minY: 0, maxX: 10, maxY: 10)
        let points = [(-5, 5), (5, 5), (5, 15), (8, 15), (8, 5)].map { PaperPoint(x: $0.0, y: $0.1) }
        let line = GridLine(axis: .east, value: 1, points: points, in: box)
        #expect(line.parts.count == 2)
        #expect(line.crossings.map(\.edge) == [.left, .bottom, .bottom])
        let beside = GridLine(
            axis: .east, value: 1, points: [PaperPoint(x: 11, y: -1), PaperPoint(x: 11, y: 20)], in: box)
        #expect(beside.parts.isEmpty)
    }
}
