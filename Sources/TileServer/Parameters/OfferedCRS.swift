import GeoStore
import Reprojection
import SimpleFeatures
import Synchronization

/// The coordinate reference systems that coordinates are offered in.
enum OfferedCRS {
    /// Of features: longitude and latitude, web maps, VN-2000 with degrees, its UTM and the zones of Gia Lai.
    private static let everywhere: [CRS] = [.crs84] + [4326, 3857, 4756, 3405, 3406, 9217, 9218].map(CRS.epsg)
    /// Of files besides: VN-2000 in every zone of the register.
    private static let zones: [CRS] = ([5896, 5897, 5898, 5899] + Array(9205...9216)).map(CRS.epsg)

    /// Of maps on paper, which are planes: VN-2000, and web maps.
    static let ofSheets: [CRS] = [9218, 9217, 3405, 3406].map(CRS.epsg) + zones + [.epsg(3857)]

    /// The `crs` list of a collection (OGC 18-058, 6.2), CRS84 first.
    static func ofFeatures(stored storage: CRS) -> [CRS] { with(storage, everywhere) }

    static func ofFiles(stored storage: CRS) -> [CRS] { with(storage, everywhere + zones) }

    private static func with(_ storage: CRS, _ list: [CRS]) -> [CRS] {
        list.contains(storage) ? list : list + [storage]
    }
}

/// What the register says of the axes of a CRS.
struct CRSAxes: Hashable, Sendable {
    let isNorthFirst: Bool
    let isGeographic: Bool

    static let crs84 = CRSAxes(isNorthFirst: false, isGeographic: true)

    /// Decimals of a coordinate that keep a tenth of a millimetre.
    var decimals: Int { isGeographic ? 9 : 4 }

    /// Asking PROJ takes milliseconds; the register never changes while the server runs.
    private static let known = Mutex<[CRS: CRSAxes]>([.crs84: .crs84])

    /// - Throws: `ProjError.unknownCRS`.
    static func of(_ crs: CRS) throws(ProjError) -> CRSAxes {
        if let axes = known.withLock({ $0[crs] }) { return axes }
        let definition = try CRSDefinition(crs)
        let axes = CRSAxes(isNorthFirst: definition.isNorthFirst, isGeographic: definition.isGeographic)
        known.withLock { $0[crs] = axes }
        return axes
    }
}

/// `crs`, `bbox-crs`, `filter-crs` (OGC 18-058, 6.3; 19-079r2, 6.4): a URI, or the short form that people know.
enum CRSParameter {
    /// - Returns: nil when the parameter is absent.
    static func read(
        _ name: String, _ parameters: QueryParameters, offered: [CRS]
    ) throws(ParameterError) -> CRS? {
        guard let text = try parameters.value(name) else { return nil }
        guard let crs = named(text, among: offered) else {
            throw ParameterError(
                parameter: name, value: text,
                expected: "one of \(offered.map(\.identifier).joined(separator: ", ")), or the URI of one")
        }
        return crs
    }

    /// The one that a text names; nil when none of them.
    static func named(_ text: String, among offered: [CRS]) -> CRS? {
        offered.first { names(of: $0).contains(text.lowercased()) }
    }

    /// In small letters.
    private static func names(of crs: CRS) -> [String] {
        let secure = crs.uri.replacing("http://", with: "https://")
        let urn =
            crs == .crs84 ? "urn:ogc:def:crs:OGC:1.3:CRS84" : "urn:ogc:def:crs:EPSG::\(crs.identifier.dropFirst(5))"
        let short = crs == .crs84 ? "CRS84" : String(crs.identifier.dropFirst(5))
        // A safe CURIE stands in brackets.
        return [crs.uri, secure, urn, crs.identifier, "[\(crs.identifier)]", short].map { $0.lowercased() }
    }
}
