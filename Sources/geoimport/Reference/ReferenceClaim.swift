import FeatureExchange
import GeoStore
import Reprojection
import SimpleFeatures

/// What a source says of its CRS: to be tested like any other candidate.
enum ReferenceClaim: Hashable, Sendable {
    /// Nothing, or a local system without a place on earth.
    case none
    /// A registered system.
    case registered(CRS, name: String)
    /// VN-2000, miswritten.
    case known(KnownDefinition, name: String, wkt: String)
    /// Something nobody knows.
    case unknown(name: String)

    init(_ stated: SourceCRS?) {
        guard let stated, !stated.wkt.hasPrefix("LOCAL_CS"), !stated.wkt.hasPrefix("ENGCRS") else {
            self = .none
            return
        }
        let known = StatedDefinition(wkt: stated.wkt).flatMap(KnownDefinition.init)
        if let known, known.fault != nil && known.fault != .nameOnly || stated.identified != known.candidate.crs {
            self = .known(known, name: stated.name, wkt: stated.wkt)
        } else if let identified = stated.identified {
            self = .registered(identified, name: stated.name)
        } else {
            self = .unknown(name: stated.name)
        }
    }

    /// Nil when nothing usable is claimed.
    var candidate: ReferenceCandidate? {
        switch self {
        case .none, .unknown: nil
        case .registered(let crs, _): ReferenceCandidate(crs)
        case .known(let known, _, _): known.candidate
        }
    }

    /// The name in the file; nil when it states nothing.
    var name: String? {
        switch self {
        case .none: nil
        case .registered(_, let name), .known(_, let name, _), .unknown(let name): name
        }
    }

    /// Whether the label says WGS 84, which people choose for VN-2000 files because programs offer it first.
    var saysWGS84: Bool {
        guard case .registered(let crs, _) = self else { return false }
        return crs.isWGS84
    }
}

extension CRS {
    /// Degrees or UTM on WGS 84.
    var isWGS84: Bool {
        switch self {
        case .crs84, .epsg(4326), .epsg(4979): true
        case .epsg(let code): (32601...32660).contains(code) || (32701...32760).contains(code)
        }
    }

    /// Geographic or Gauss-Krüger.
    var isHanoi1972: Bool { [.epsg(4147), .epsg(2044), .epsg(2045)].contains(self) }

    /// What layers of the country are made in now.
    var isUsedToday: Bool { isVN2000 || isWGS84 }

    /// A projected or geographic system of VN-2000.
    var isVN2000: Bool {
        guard case .epsg(let code) = self else { return false }
        return [4756, 3405, 3406].contains(code) || ReferenceCandidate.threeDegreeZones.contains(code)
    }
}
