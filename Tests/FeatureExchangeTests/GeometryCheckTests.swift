import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

@Suite struct GeometryCheckTests {
    static func ring(_ numbers: Double...) -> CoordinateSequence { CoordinateSequence(values: numbers) }

    static let square = Geometry.polygon(.init(rings: [ring(0, 0, 4, 0, 4, 4, 0, 4, 0, 0)]))
    static let bowtie = Geometry.polygon(.init(rings: [ring(0, 0, 4, 4, 4, 0, 0, 4, 0, 0)]))
    /// Two parts that share the square (2,2)-(4,4).
    static let overlap = Geometry.multiPolygon([
        .init(rings: [ring(0, 0, 4, 0, 4, 4, 0, 4, 0, 0)]), .init(rings: [ring(2, 2, 6, 2, 6, 6, 2, 6, 2, 2)]),
    ])

    @Test func aSquareIsValid() throws {
        #expect(try GeometryCheck.validity(of: Self.square) == .valid)
    }

    @Test func aBowtieCrossesItselfInTheMiddle() throws {
        #expect(
            try GeometryCheck.validity(of: Self.bowtie)
                == .invalid(reason: "Self-intersection", location: Coordinate(x: 2, y: 2)))
    }

    @Test func repairKeepsBothLobes() throws {
        let repair = try GeometryCheck.makeValid(Self.bowtie)
        #expect(repair.validity == .valid)
        #expect(repair.areaBefore == 0, "lobes of opposite sense cancel")
        #expect(repair.areaAfter == 8)
        #expect(repair.geometry?.type == .multiPolygon)
    }

    @Test func overlappingPartsKeepTheirLandOnlyByStructure() throws {
        #expect(try GeometryCheck.makeValid(Self.overlap, by: .structure).areaAfter == 28)
        #expect(try GeometryCheck.makeValid(Self.overlap, by: .linework).areaAfter == 24)
    }

    @Test func aCollapsedPolygonLeavesNothing() throws {
        let flat = Geometry.polygon(.init(rings: [Self.ring(0, 0, 1, 1, 2, 2, 0, 0)]))
        let repair = try GeometryCheck.makeValid(flat)
        #expect(repair.geometry == nil)
    }

    @Test func anOpenRingIsClosed() throws {
        let open = Geometry.polygon(.init(rings: [Self.ring(0, 0, 4, 0, 4, 4, 0, 4)]))
        #expect(try !GeometryCheck.validity(of: open).isValid)
        #expect(try GeometryCheck.makeValid(open).areaAfter == 16)
    }

    @Test func heightsStay() throws {
        let bowtie = Geometry.polygon(
            .init(rings: [CoordinateSequence(hasZ: true, values: [0, 0, 7, 4, 4, 7, 4, 0, 7, 0, 4, 7, 0, 0, 7])]))
        #expect(try GeometryCheck.makeValid(bowtie).geometry?.hasZ == true)
    }
}
