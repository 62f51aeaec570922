import Reprojection
import SimpleFeatures
import Testing
import Tiling

@Suite struct WebMercatorTests {
    @Test("the formula agrees with PROJ within a micrometre, everywhere")
    func agreesWithPROJ() throws {
        let transform = try CoordinateTransform(from: .crs84, to: .epsg(3857))
        for longitude in stride(from: -180.0, through: 180, by: 7.3) {
            for latitude in stride(from: -85.0, through: 85, by: 2.7) {
                let expected = try transform.transform(Coordinate(x: longitude, y: latitude))
                let position = WebMercator.project(longitude: longitude, latitude: latitude)
                #expect(abs(position.x - expected.x) < 1e-6 && abs(position.y - expected.y) < 1e-6)
            }
        }
    }

    @Test("there and back is the same place within a tenth of a nanodegree")
    func thereAndBack() {
        for latitude in stride(from: -85.0, through: 85, by: 0.37) {
            let back = WebMercator.unproject(WebMercator.project(longitude: 108.5, latitude: latitude))
            #expect(abs(back.longitude - 108.5) < 1e-10 && abs(back.latitude - latitude) < 1e-10)
        }
    }

    @Test("the poles are brought to the edge of the square", arguments: [90.0, 85.1, -90])
    func poles(latitude: Double) {
        let position = WebMercator.project(longitude: 0, latitude: latitude)
        #expect(abs(abs(position.y) - WebMercator.halfWorld) < 1e-6)
        #expect((position.y > 0) == (latitude > 0))
    }

    @Test("the equator and the origin stay where they are")
    func origin() {
        #expect(WebMercator.project(longitude: 0, latitude: 0) == Coordinate(x: 0, y: 0))
        #expect(WebMercator.project(longitude: 180, latitude: 0).x == WebMercator.halfWorld)
    }

    @Test("a box goes to metres and back")
    func boxes() {
        let box = Envelope(minX: 107.4, minY: 12.9, maxX: 109.4, maxY: 14.7, crs: .crs84)
        let back = WebMercator.unproject(WebMercator.project(box))
        #expect(back.crs == .crs84)
        #expect(abs(back.minX - box.minX) < 1e-10 && abs(back.maxY - box.maxY) < 1e-10)
    }
}
