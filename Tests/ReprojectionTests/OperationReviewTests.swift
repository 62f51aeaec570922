import Reprojection
import SimpleFeatures
import Testing

@Suite struct OperationReviewTests {
    @Test("VN-2000 needs no grid, and its operation is for Viet Nam")
    func vietNam() throws {
        let review = try OperationReview(from: .epsg(9218), to: .crs84)
        let area = try #require(review.areaOfUse)
        #expect(area.contains(Coordinate(x: 108, y: 14)) && !area.contains(Coordinate(x: 7.4, y: 43.7)))
        #expect(review.better == nil)
    }

    @Test("a better operation whose grid is missing is named with its grid")
    func missingGrid() throws {
        // NAD27 → WGS 84 is centimetres with grids, metres without.
        let review = try OperationReview(from: .epsg(4267), to: .crs84)
        let better = try #require(review.better)
        #expect(!better.grids.isEmpty && better.accuracyInMetres < 10)
    }

    @Test("the same system needs nothing", arguments: [CRS.crs84, .epsg(4326)])
    func nothing(crs: CRS) throws {
        let review = try OperationReview(from: crs, to: .crs84)
        #expect(review.areaOfUse == nil && review.better == nil)
    }

    @Test("a definition without its shift is followed as it stands: 225 m off")
    func definition() throws {
        let zero = "+proj=tmerc +lon_0=108.5 +k=0.9999 +x_0=500000 +ellps=WGS84 +towgs84=0,0,0 +units=m +type=crs"
        let stated = try CoordinateTransform(definition: zero, standingFor: .epsg(9218), to: .crs84)
        let right = try CoordinateTransform(from: .epsg(9218), to: .crs84)
        let place = Coordinate(x: 446_000, y: 1_546_000)
        let one = try stated.transform(place)
        let two = try right.transform(place)
        // Degrees to metres at 14°N.
        let (east, north) = ((one.x - two.x) * 108_000, (one.y - two.y) * 110_600)
        #expect(abs((east * east + north * north).squareRoot() - 225.5) < 1)
    }

    @Test("a definition nobody can read is refused")
    func nonsense() {
        #expect(throws: ProjError.self) {
            try CoordinateTransform(definition: "PROJCS[\"nothing", standingFor: .epsg(9218), to: .crs84)
        }
    }
}
