import Foundation
import SimpleFeatures
import Testing

@testable import FeatureExchange

/// What is proved without GEOS is never anything that GEOS denies.
@Suite struct RingCheckTests {
    @Test func oneHundredThousandRingsAgreeWithGEOS() throws {
        var random = SplitMix64(seed: 20_250_701)
        var proved = 0
        var valid = 0
        for _ in 0..<100_000 {
            let polygon = Geometry.polygon(.init(rings: [Self.ring(&random)]))
            let isProved = RingCheck.provesValid(polygon)
            // GEOS takes a while; what is not proved needs no second opinion but in every tenth case, for the count.
            guard isProved || random.next() % 10 == 0 else { continue }
            let isValid = try GeometryCheck.validity(of: polygon).isValid
            #expect(!isProved || isValid, "\(polygon)")
            proved += isProved ? 1 : 0
            valid += isValid ? 1 : 0
        }
        #expect(proved > 20_000 && proved <= valid)
    }

    /// Stars, grids with ties and touching corners, walks, near-straight lines: in degrees and in metres.
    private static func ring(_ random: inout SplitMix64) -> CoordinateSequence {
        let count = 3 + Int(random.next() % 8)
        let isMetric = random.next() % 2 == 0
        let origin = isMetric ? (456_000.0, 1_545_000.0) : (108.0, 14.0)
        let unit = isMetric ? 1.0 : 1e-5
        let kind = random.next() % 4
        var values: [Double] = []
        for index in 0..<count {
            let angle = Double(index) / Double(count) * 2 * .pi
            let (x, y): (Double, Double)
            switch kind {
            case 0: (x, y) = (Foundation.cos(angle) * random.unit * 50, Foundation.sin(angle) * random.unit * 50)
            case 1: (x, y) = (Double(random.next() % 4), Double(random.next() % 4))
            case 2: (x, y) = (random.unit * 100, random.unit * 100)
            default: (x, y) = (Double(index) * 10, random.unit * 1e-9)
            }
            values += [origin.0 + x * unit, origin.1 + y * unit]
        }
        return CoordinateSequence(values: values + values.prefix(2))
    }

    @Test(
        arguments: [
            ("a square", [0, 0, 4, 0, 4, 4, 0, 4, 0, 0], true),
            ("a square with a position on its edge", [0, 0, 2, 0, 4, 0, 4, 4, 0, 4, 0, 0], true),
            ("a bow tie", [0, 0, 4, 4, 4, 0, 0, 4, 0, 0], false),
            ("a spike", [0, 0, 4, 0, 8, 0, 4, 0, 4, 4, 0, 0], false),
            ("a ring that touches itself", [0, 0, 4, 0, 2, 2, 4, 4, 0, 4, 2, 2, 0, 0], false),
            ("a flat ring", [0, 0, 1, 1, 2, 2, 0, 0], false),
            ("an open ring", [0, 0, 4, 0, 4, 4, 0, 4], false),
            ("infinity", [0, 0, 4, 0, .infinity, 4, 0, 4, 0, 0], false),
        ] as [(String, [Double], Bool)])
    func whatIsProvedAndWhatIsLeftToGEOS(what: String, values: [Double], isProved: Bool) {
        #expect(RingCheck.provesValid(.polygon(.init(rings: [CoordinateSequence(values: values)]))) == isProved)
    }

    @Test func holesAndSeveralPartsAreLeftToGEOS() {
        let square = CoordinateSequence(values: [0, 0, 4, 0, 4, 4, 0, 4, 0, 0])
        #expect(!RingCheck.provesValid(.polygon(.init(rings: [square, square]))))
        #expect(!RingCheck.provesValid(.multiPolygon([.init(rings: [square]), .init(rings: [square])])))
        #expect(RingCheck.provesValid(.multiPolygon([.init(rings: [square])])))
    }

    @Test func aLineNeedsTwoPlaces() {
        #expect(RingCheck.provesValid(.lineString(CoordinateSequence(values: [0, 0, 1, 1]))))
        #expect(!RingCheck.provesValid(.lineString(CoordinateSequence(values: [0, 0, 0, 0]))))
        #expect(!RingCheck.provesValid(.lineString(CoordinateSequence(values: [0, 0, 1, .nan]))))
    }
}

/// The same numbers on every machine (Steele, Lea, Flood 2014).
struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    var unit: Double {
        mutating get { Double(next() >> 11) / 9_007_199_254_740_992 }
    }
}
