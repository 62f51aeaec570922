import SimpleFeatures

/// A definition that is not in the register as it stands but whose meaning is known: VN-2000 as it is miswritten.
struct KnownDefinition: Hashable, Sendable {
    /// What is wrong with it.
    enum Fault: Hashable, Sendable {
        /// VN-2000 by name or by zone, without the way to WGS 84: `towgs84=0,0,0`, MapInfo's datum 104.
        case shiftMissing
        /// Three translations without rotations.
        case rotationsMissing
        /// The rotations of the Coordinate Frame convention where Position Vector is meant.
        case rotationsReversed
        /// EPSG:5194, which fits the Mekong delta.
        case shiftOfMekongDelta
        /// Seven parameters of another origin.
        case shiftUnknown
        /// Nothing is wrong but the name.
        case nameOnly
    }

    let candidate: ReferenceCandidate
    let fault: Fault?
    let hasWrongScale: Bool

    /// QĐ 05/2007/QĐ-BTNMT = EPSG:6960, in Position Vector convention: rotations have the other sign than in the
    /// decision.
    private static let official = [
        -191.90441429, -39.30318279, -111.45032835, 0.00928836, -0.01975479, 0.00427372, 0.252906278,
    ]
    /// - Returns: nil for what is no form of VN-2000, and for what is right as it stands.
    init?(_ definition: StatedDefinition) {
        guard definition.isOnWGS84Ellipsoid else { return nil }
        let isNamed = Self.namesVN2000(definition)
        let fault = Self.fault(of: definition)
        guard definition.projection != nil else {
            guard isNamed || Self.isOfficialOrigin(definition) else { return nil }
            self.init(ReferenceCandidate(.epsg(4756)), fault, hasWrongScale: false)
            return
        }
        guard definition.isTransverseMercator, abs(definition.falseNorthing) < 1e-6,
            let meridian = definition.centralMeridian
        else { return nil }
        // A zone prefix in the false easting: 48 500 000.
        let prefix = ((definition.falseEasting - CoordinateAdjustment.falseEasting) / 1_000_000).rounded()
        guard abs(definition.falseEasting - prefix * 1_000_000 - CoordinateAdjustment.falseEasting) < 1e-6,
            (0..<1000).contains(prefix)
        else { return nil }
        var adjustment = CoordinateAdjustment(eastingShift: prefix == 0 ? 0 : -prefix * 1_000_000)
        let isThreeDegree = abs(definition.scale - 0.9999) < 1e-7
        let isSixDegree = abs(definition.scale - 0.9996) < 1e-7
        let zone = VN2000Zone.crs(ofMeridian: meridian)
        if isSixDegree, isNamed || Self.isOfficialOrigin(definition), [105, 111].contains(meridian) {
            self.init(ReferenceCandidate(.epsg(meridian == 105 ? 3405 : 3406), adjustment), fault, hasWrongScale: false)
        } else if isThreeDegree, let zone {
            // No system but VN-2000 has 3° zones with this scale: on the datum WGS 84 the shift is missing.
            self.init(ReferenceCandidate(zone, adjustment), fault, hasWrongScale: false)
        } else if isSixDegree, let zone, meridian != 105 {
            adjustment.scale = CoordinateAdjustment.scaleOfSixDegreeZones
            self.init(ReferenceCandidate(zone, adjustment, usage: .rare), fault, hasWrongScale: true)
        } else {
            return nil
        }
    }

    private init(_ candidate: ReferenceCandidate, _ fault: Fault?, hasWrongScale: Bool) {
        self.candidate = candidate
        self.fault = fault
        self.hasWrongScale = hasWrongScale
    }

    private static func namesVN2000(_ definition: StatedDefinition) -> Bool {
        [definition.name, definition.datum].contains { text in
            let letters = text.lowercased().filter { $0.isLetter || $0.isNumber }
            return letters.contains("vn2000") || letters.contains("vietnam2000")
        }
    }

    /// Whether the translations are those of VN-2000, whatever the rest.
    private static func isOfficialOrigin(_ definition: StatedDefinition) -> Bool {
        guard let shift = definition.shift, shift.count >= 3 else { return false }
        return zip(shift.prefix(3), official).allSatisfy { abs($0 - $1) < 1 }
    }

    private static func fault(of definition: StatedDefinition) -> Fault? {
        guard let shift = definition.shift, shift.contains(where: { $0 != 0 }) else {
            // A datum that PROJ knows brings its own shift; without TOWGS84 nothing is wrong with that one.
            let isRegistered = ["Vietnam_2000", "Vietnam 2000", "D_Vietnam_2000"].contains(definition.datum)
            return definition.shift == nil && isRegistered ? .nameOnly : .shiftMissing
        }
        guard shift.count >= 7, shift[3...6].contains(where: { $0 != 0 }) else {
            return isOfficialOrigin(definition) ? .rotationsMissing : .shiftUnknown
        }
        // Seconds of arc and parts per million are printed to five digits and more.
        func agrees(_ sign: Double) -> Bool {
            zip(shift[3...5], official[3...5]).allSatisfy { abs($0 - sign * $1) < 1e-5 }
        }
        guard isOfficialOrigin(definition) else {
            // EPSG:5194: −192.873, −39.382, −111.202, 0.00205, 0.0005, −0.00335, 0.0188.
            let isMekong = zip(shift, [-192.873, -39.382, -111.202]).allSatisfy { abs($0 - $1) < 0.01 }
            return isMekong ? .shiftOfMekongDelta : .shiftUnknown
        }
        if agrees(1) { return abs(shift[6] - official[6]) < 1e-4 ? nil : .shiftUnknown }
        if zip(shift, [-192.873, -39.382, -111.202]).allSatisfy({ abs($0 - $1) < 0.01 }) { return .shiftOfMekongDelta }
        return agrees(-1) ? .rotationsReversed : .shiftUnknown
    }
}
