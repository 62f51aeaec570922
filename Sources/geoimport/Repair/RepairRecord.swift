import FeatureExchange
import GeoStore
import SimpleFeatures

/// A repair that explains itself: what was wrong, what was done and why, and how much that moved.
struct RepairRecord: Hashable, Sendable {
    enum Method: String, Hashable, Sendable, CaseIterable {
        /// Rings without land were taken out, open ones closed; nothing else was needed.
        case tidying
        /// GEOS: rings mended one by one, shells united, holes cut out.
        case structure
        /// GEOS: all lines noded, then even-odd.
        case linework
    }

    let rule: GeometryRule
    /// In the CRS of the source.
    let location: Coordinate?
    /// GEOS's own words, empty when our check alone found the fault.
    let engineReason: String
    let method: Method
    /// Why this method and not the other.
    let choice: LocalizedText
    /// By the shoelace formula over the rings as delivered, as most programs state it: lobes of a ring that crosses
    /// itself cancel out.
    let areaByShoelace: Double
    /// Of the land the delivered rings enclose as maps draw it: each part by even-odd, parts united.
    let areaAsDrawn: Double
    /// Of the repaired geometry.
    let areaAfter: Double
    let verticesAdded: Int
    let verticesRemoved: Int
    /// The longest way from a vertex that disappeared to the repaired boundary, in metres.
    let largestShift: Double
    /// Parts and holes without land that were taken out.
    let ringsDropped: Int
    /// Whether a person need not look at it.
    let isWithinLimits: Bool

    /// In square metres, against the area as drawn.
    var areaChange: Double { areaAfter - areaAsDrawn }
    var areaChangeInPercent: Double {
        areaAsDrawn > 0 ? areaChange / areaAsDrawn * 100 : areaAfter > 0 ? 100 : 0
    }

    func detail(isDegrees: Bool) -> LocalizedText {
        let place = location.map { Figure.place($0, isDegrees: isDegrees) }
        let asDrawn = Figure.squareMetres(areaAsDrawn)
        let after = Figure.squareMetres(areaAfter)
        let moved = Figure.metres(largestShift)
        var vi = [
            rule.rawValue + (place.map { " tại \($0)" } ?? ""), "cách sửa: \(method.rawValue)",
            "diện tích theo nét vẽ \(asDrawn.vi), sau khi sửa \(after.vi)",
            "đỉnh +\(verticesAdded) −\(verticesRemoved), xê dịch nhiều nhất \(moved.vi)",
        ]
        var en = [
            rule.rawValue + (place.map { " at \($0)" } ?? ""), "by \(method.rawValue)",
            "area as drawn \(asDrawn.en), after \(after.en)",
            "vertices +\(verticesAdded) −\(verticesRemoved), moved at most \(moved.en)",
        ]
        if abs(areaByShoelace - areaAsDrawn) > max(0.005, areaAsDrawn * 1e-6) {
            let byShoelace = Figure.squareMetres(areaByShoelace)
            vi[2] += ", theo công thức toạ độ \(byShoelace.vi)"
            en[2] += ", by shoelace \(byShoelace.en)"
        }
        if ringsDropped > 0 {
            vi.append("bỏ \(ringsDropped) vòng không có diện tích")
            en.append("rings without land taken out: \(ringsDropped)")
        }
        return LocalizedText(vi: vi.joined(separator: "; "), en: en.joined(separator: "; "))
    }
}
