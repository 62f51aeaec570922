import SimpleFeatures

/// A way to read the numbers of a layer: a registered CRS, and what must be done to the numbers first.
struct ReferenceCandidate: Hashable, Sendable {
    /// How usual a reading is. Among readings that the data cannot tell apart, a usual one goes before a rare one.
    enum Usage: Int, Hashable, Sendable, Comparable {
        /// What departments deliver.
        case usual
        /// A mistake or an archive: needs evidence of its own.
        case rare

        static func < (left: Usage, right: Usage) -> Bool { left.rawValue < right.rawValue }
    }

    let crs: CRS
    let adjustment: CoordinateAdjustment
    let usage: Usage

    init(_ crs: CRS, _ adjustment: CoordinateAdjustment = .none, usage: Usage = .usual) {
        // One CRS for longitude and latitude, with heights or without: a schema says whether there are any.
        self.crs = crs == .crs84 || crs == .epsg(4979) ? .epsg(4326) : crs
        self.adjustment = adjustment
        self.usage = usage
    }

    var isThreeDegreeZone: Bool {
        guard case .epsg(let code) = crs else { return false }
        return Self.threeDegreeZones.contains(code)
    }

    /// Same numbers to the same place, however usual.
    func means(_ other: ReferenceCandidate) -> Bool { crs == other.crs && adjustment == other.adjustment }

    /// 3° zones of VN-2000, those of the province first (EPSG; QĐ 05/2007/QĐ-BTNMT).
    static let threeDegreeZones: [Int] = [
        9218, 9217, 5898, 5899, 9216, 9215, 9214, 9213, 9212, 9211, 9210, 9209, 5897, 9208, 9207, 9206, 9205, 5896,
    ]
    private static let sixDegreeZones = [3406, 3405, 32649, 32648]
    /// Hanoi 1972 / Gauss-Krüger, whose eastings bear the zone before them: 18 500 000 on the meridian.
    private static let gaussKruger = [18: 2044, 19: 2045]

    /// Every reading worth a trial for numbers of this size.
    /// - Parameter middle: a typical position, as the file has it.
    static func all(near middle: Coordinate) -> [ReferenceCandidate] {
        degrees(near: middle) + metres(near: middle)
    }

    private static func degrees(near middle: Coordinate) -> [ReferenceCandidate] {
        func readings(_ adjustment: CoordinateAdjustment) -> [ReferenceCandidate] {
            [
                ReferenceCandidate(.epsg(4326), adjustment),
                ReferenceCandidate(.epsg(4756), adjustment, usage: .rare),
                ReferenceCandidate(.epsg(4147), adjustment, usage: .rare),
            ]
        }
        let isPlain = abs(middle.x) <= 360 && abs(middle.y) <= 90
        let isSwapped = abs(middle.y) <= 360 && abs(middle.x) <= 90
        return (isPlain ? readings(.none) : []) + (isSwapped ? readings(.axesSwapped) : [])
    }

    /// Northings of the country and its sea, metres: 7° to 24°.
    private static let northings = 750_000.0...2_700_000.0
    /// Eastings within any zone that could be meant, without prefix.
    private static let eastings = -400_000.0...1_400_000.0

    private static func metres(near middle: Coordinate) -> [ReferenceCandidate] {
        var found: [ReferenceCandidate] = []
        for unit in [1.0, 1000, 0.001] {
            for swaps in [false, true] {
                var adjustment = CoordinateAdjustment(swapsAxes: swaps, metresPerUnit: unit)
                let place = adjustment.apply(to: middle)
                guard northings.contains(place.y) else { continue }
                let prefix = place.x >= 3_000_000 ? (place.x / 1_000_000).rounded(.down) : 0
                adjustment.eastingShift = prefix == 0 ? 0 : -prefix * 1_000_000
                guard eastings.contains(place.x + adjustment.eastingShift), prefix < 1000 else { continue }
                found += zones(adjustment, prefix: Int(prefix))
            }
        }
        return found
    }

    private static func zones(_ adjustment: CoordinateAdjustment, prefix: Int) -> [ReferenceCandidate] {
        var scaled = adjustment
        scaled.scale = CoordinateAdjustment.scaleOfSixDegreeZones
        let plain = (threeDegreeZones + sixDegreeZones).map { ReferenceCandidate(.epsg($0), adjustment) }
        // On 105° the zone with k = 0.9996 is EPSG:3405 itself.
        let rescaled = threeDegreeZones.filter { $0 != 5897 }.map {
            ReferenceCandidate(.epsg($0), scaled, usage: .rare)
        }
        let archives = gaussKruger.sorted { $0.key < $1.key }.compactMap { zone, code -> ReferenceCandidate? in
            guard prefix == 0 || prefix == zone else { return nil }
            var shifted = adjustment
            shifted.eastingShift = prefix == 0 ? Double(zone) * 1_000_000 : 0
            return ReferenceCandidate(.epsg(code), shifted, usage: .rare)
        }
        return plain + rescaled + archives
    }
}
