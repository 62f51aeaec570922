/// An identified coordinate reference system.
///
/// Only identified systems exist inside: a definition without a code is resolved at import or refused there.
public enum CRS: Hashable, Sendable {
    /// WGS 84 longitude/latitude in degrees, the default of OGC API and GeoJSON (RFC 7946, section 4).
    case crs84
    case epsg(Int)

    /// `OGC:CRS84` or `EPSG:9218`.
    public var identifier: String {
        switch self {
        case .crs84: "OGC:CRS84"
        case .epsg(let code): "EPSG:\(code)"
        }
    }

    /// The URI that OGC API documents and `Content-Crs` use (OGC 18-058, requirement 7).
    public var uri: String {
        switch self {
        case .crs84: "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
        case .epsg(let code): "http://www.opengis.net/def/crs/EPSG/0/\(code)"
        }
    }

    /// Reads `EPSG:9218`, `epsg:9218`, `OGC:CRS84`, an OGC URI, `urn:ogc:def:crs:EPSG::9218` or a bare code.
    /// Nil when the text is none of these.
    public init?(_ text: String) {
        let upper = text.uppercased()
        let isURI = upper.hasPrefix("HTTP") || upper.hasPrefix("URN:")
        let names84 = isURI && (upper.hasSuffix("/CRS84") || upper.hasSuffix(":CRS84"))
        if ["OGC:CRS84", "CRS84", "CRS:84"].contains(upper) || names84 {
            self = .crs84
            return
        }
        let digits: Substring
        if let separator = upper.lastIndex(where: { $0 == ":" || $0 == "/" }) {
            guard upper.hasPrefix("EPSG:") || (isURI && upper.contains("EPSG")) else { return nil }
            digits = upper[upper.index(after: separator)...]
        } else {
            digits = upper[...]
        }
        // `Int` alone would read a sign.
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let code = Int(digits), (1...999_999).contains(code)
        else { return nil }
        self = .epsg(code)
    }
}

extension CRS: CustomStringConvertible {
    public var description: String { identifier }
}
