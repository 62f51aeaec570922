import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// Hanoi 1972, which old archives are in, and labels that nobody knows.
struct ArchiveReferenceTests {
    /// Points in GeoJSON with the `crs` member of 2008; nil leaves it out.
    private func points(_ fixture: ImportFixture, in crs: CRS, label: String?) throws -> String {
        let stored = try Reprojected(crs)
        let places = (0..<12).map { Coordinate(x: 107.9 + Double($0) * 0.05, y: 13.9 + Double($0) * 0.02) }
        let features = try places.map { place in
            let (x, y) = (try stored.stored(place).x, try stored.stored(place).y)
            let geometry = #"{"type":"Point","coordinates":[\#(x),\#(y)]}"#
            return #"{"type":"Feature","properties":{"so":1},"geometry":\#(geometry)}"#
        }
        let member = label.map { #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:\#($0)"}},"# } ?? ""
        let list = features.joined(separator: ",\n")
        return try fixture.file("a.geojson", #"{"type":"FeatureCollection",\#(member)"features":[\#(list)]}"#)
    }

    @Test("a label of Hanoi 1972 that nothing tests is used, and what it may be off is said")
    func label() throws {
        let fixture = try ImportFixture()
        for made in [CRS.epsg(4147), .epsg(4326)] {
            let choice = try ImportFixture.plan(points(fixture, in: made, label: "EPSG::4147")).reference
            #expect(choice.crs == .epsg(4147) && choice.origin == .claim)
            #expect(choice.issues.map(\.code).contains("crs-datum-untested"))
            let note = try #require(choice.notes.first { $0.en.contains("nothing in the data tests it") })
            #expect(note.en.contains("EPSG:4326 (WGS 84) they are 6"))
            #expect(note.vi.contains("EPSG:4326 (WGS 84) thì lệch 6") && note.vi.contains("--source-crs"))
        }
    }

    @Test("degrees of Hanoi 1972 without a label are taken for WGS 84, and what they may be off is said")
    func noLabel() throws {
        let fixture = try ImportFixture()
        let stored = try Reprojected(.epsg(4147))
        let rows = try (0..<12).map { step in
            let place = try stored.stored(Coordinate(x: 107.9 + Double(step) * 0.05, y: 13.9 + Double(step) * 0.02))
            return "\(step),\(place.x),\(place.y)"
        }
        let file = try fixture.file("a.csv", "so,kinh_do,vi_do\n" + rows.joined(separator: "\n") + "\n")
        let choice = try ImportFixture.plan(file).reference
        #expect(choice.crs == .epsg(4326))
        #expect(choice.notes.contains { $0.en.hasPrefix("EPSG:4147 (Hanoi 1972) cannot be excluded: 6") })
        #expect(choice.notes.contains { $0.vi.hasPrefix("không loại trừ được EPSG:4147 (Hanoi 1972): cách 6") })
    }

    @Test("a label that the user gives is the user's")
    func given() throws {
        let fixture = try ImportFixture()
        let file = try points(fixture, in: .epsg(4147), label: "EPSG::4147")
        let choice = try ImportFixture.plan(file) { $0.sourceCRS = .epsg(4147) }.reference
        #expect(!choice.issues.map(\.code).contains("crs-datum-untested"))
    }

    @Test("a definition that nobody knows is refused with what the data speak for")
    func unknown() throws {
        let fixture = try ImportFixture()
        let layer = try MadeLayer(province: "Gia Lai")
        let file = try layer.write(
            fixture, crs: .epsg(9218), coordSys: CoordSys.transverseMercator(datum: "28", meridian: 108.5))
        do {
            _ = try ImportFixture.plan(file)
            Issue.record("was accepted")
        } catch let error as ImportError {
            guard case .crsUnidentified(_, _, let name, let suggestions) = error else { throw error }
            #expect(name.contains("European Datum 1950"))
            #expect(suggestions.map(\.crs) == [.epsg(9218)])
            #expect(ErrorText.text(error).vi.contains("--source-crs EPSG:9218"))
        }
    }
}
