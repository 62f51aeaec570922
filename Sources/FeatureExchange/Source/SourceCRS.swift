import CGDAL
public import SimpleFeatures

/// The CRS a layer says it has, and which registered system that is.
public struct SourceCRS: Hashable, Sendable {
    public struct Candidate: Hashable, Sendable {
        public let crs: CRS
        /// 0…100 as OSRFindMatches counts: 100 same, 90 equal but for names, 70 and below a guess.
        public let confidence: Int
    }

    /// The name in the definition, `VN-2000 / TM-3 108-30`.
    public let name: String
    /// The definition as the source has it after GDAL read it (WKT1 where it can be).
    public let wkt: String
    public let isGeographic: Bool
    /// Registered systems that could be meant, the best first.
    public let candidates: [Candidate]
    /// Whether the definition, as GDAL read it, names its code. GDAL matches a .prj itself, by the rule of `identified`.
    public let isDeclared: Bool

    /// The best candidate when it is beyond doubt: at least 90, and no other as good.
    public var identified: CRS? {
        guard let best = candidates.first, best.confidence >= Self.certain else { return nil }
        if candidates.count > 1, candidates[1].confidence == best.confidence { return nil }
        return best.crs
    }

    /// Equal in every number; only names differ.
    static let certain = 90
}

extension SourceCRS {
    /// Reads the reference of a layer; the handle stays the layer's.
    /// - Parameter notes: receives the replacement of a deprecated code.
    init(reference: OGRSpatialReferenceH, notes: inout [SourceNote]) {
        // OSRGetName: the object keeps it, NULL when it has none.
        let given = OSRGetName(reference).map { String(cString: $0) } ?? ""
        name = ["", "unnamed", "unknown"].contains(given.lowercased()) ? Self.description(of: reference) : given
        isGeographic = OSRIsGeographic(reference) != 0
        wkt = Self.wkt(of: reference)
        if let declared = Self.code(of: reference) {
            candidates = [Candidate(crs: Self.current(declared, notes: &notes), confidence: 100)]
            isDeclared = true
        } else {
            candidates = Self.matches(of: reference, notes: &notes)
            isDeclared = false
        }
        _ = GDALMessages.take()
    }

    /// What a definition without a name says: MapInfo has none. `Transverse Mercator, 107.75° E, k 0.9999, WGS 1984`.
    private static func description(of reference: OGRSpatialReferenceH) -> String {
        // OSRGetAttrValue: the object keeps it, NULL when there is no such node.
        func text(_ node: String) -> String? {
            OSRGetAttrValue(reference, node, 0).map { String(cString: $0).replacing("_", with: " ") }
        }
        // OSRGetProjParm: the default, here NaN, when there is no such parameter.
        func number(_ parameter: String) -> Double? {
            let value = OSRGetProjParm(reference, parameter, .nan, nil)
            return value.isFinite ? value : nil
        }
        let parts = [
            text("PROJECTION"), number("central_meridian").map { "\($0)° E" }, number("scale_factor").map { "k \($0)" },
            text("DATUM"),
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    /// A registered code, as shapes in text carry it; nil when it is none.
    init?(epsg code: Int, notes: inout [SourceNote]) {
        // OSRNewSpatialReference, OSRImportFromEPSG: ours to release; OGRERR_NONE when the code is known.
        guard let code = Int32(exactly: code), code > 0, let reference = OSRNewSpatialReference(nil) else { return nil }
        defer { OSRRelease(reference) }
        guard OSRImportFromEPSG(reference, code) == OGRERR_NONE else {
            _ = GDALMessages.take()
            return nil
        }
        self.init(reference: reference, notes: &notes)
    }

    private static func wkt(of reference: OGRSpatialReferenceH) -> String {
        var text: UnsafeMutablePointer<CChar>?
        // OSRExportToWkt: OGRERR_NONE, or what WKT1 cannot say; the text is ours either way (CPLFree is a macro for
        // VSIFree).
        if OSRExportToWkt(reference, &text) != OGRERR_NONE {
            VSIFree(text)
            text = nil
            _ = CStringList(["FORMAT=WKT2_2019"]).withConstPointer { OSRExportToWktEx(reference, &text, $0) }
        }
        defer { VSIFree(text) }
        return text.map { String(cString: $0) } ?? ""
    }

    /// The code at the root of the definition.
    private static func code(of reference: OGRSpatialReferenceH) -> CRS? {
        // OSRGetAuthorityName, …Code: the object keeps them; NULL key asks for the root.
        guard let authority = OSRGetAuthorityName(reference, nil), let code = OSRGetAuthorityCode(reference, nil) else {
            return nil
        }
        if String(cString: authority) == "EPSG", let number = Int(String(cString: code)) { return .epsg(number) }
        return String(cString: authority) == "OGC" && String(cString: code) == "CRS84" ? .crs84 : nil
    }

    private static func matches(of reference: OGRSpatialReferenceH, notes: inout [SourceNote]) -> [Candidate] {
        var count: Int32 = 0
        var confidences: UnsafeMutablePointer<Int32>?
        // OSRFindMatches: best first; free the array with OSRFreeSRSArray, the numbers with VSIFree. NULL when none.
        let found = OSRFindMatches(reference, nil, &count, &confidences)
        defer {
            OSRFreeSRSArray(found)
            VSIFree(confidences)
        }
        guard let found, let confidences else { return [] }
        var candidates: [Candidate] = []
        for index in 0..<Int(count) {
            guard let match = found[index], let crs = code(of: match) else { continue }
            let current = current(crs, notes: &notes)
            var confidence = Int(confidences[index])
            // A nameless definition (MapInfo) only reaches 70 even when datum, projection and units are the same.
            if confidence < certain, isEquivalent(reference, match) { confidence = certain }
            if !candidates.contains(where: { $0.crs == current }) {
                candidates.append(Candidate(crs: current, confidence: confidence))
            }
        }
        // Best first again; equals keep the library's order.
        return candidates.enumerated()
            .sorted { (-$0.element.confidence, $0.offset) < (-$1.element.confidence, $1.offset) }
            .map(\.element)
    }

    /// Same datum, projection and units, whatever the names.
    private static func isEquivalent(_ one: OGRSpatialReferenceH, _ other: OGRSpatialReferenceH) -> Bool {
        let options = ["CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", "IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES"]
        // OSRIsSameEx: 1 or 0.
        return CStringList(options).withConstPointer { OSRIsSameEx(one, other, $0) } != 0
    }

    /// Heights are a dimension of the geometry here, not of the CRS: GDAL gives GeoJSON with heights EPSG:4979.
    private static let withoutHeight: [CRS: CRS] = [.epsg(4979): .epsg(4326), .epsg(4755): .epsg(4756)]

    /// The code in force for a deprecated one. EPSG:6956…6959 are such duplicates of VN-2000 zones.
    private static func current(_ crs: CRS, notes: inout [SourceNote]) -> CRS {
        if let flat = withoutHeight[crs] { return flat }
        guard case .epsg(let code) = crs, let reference = OSRNewSpatialReference(nil) else { return crs }
        defer { OSRRelease(reference) }
        // OSRImportFromEPSG: follows the replacement and says so in a warning.
        guard OSRImportFromEPSG(reference, Int32(code)) == OGRERR_NONE,
            case .epsg(let inForce)? = Self.code(of: reference), inForce != code
        else { return crs }
        let note = SourceNote.crsReplaced(code: code, by: inForce)
        if !notes.contains(note) { notes.append(note) }
        return .epsg(inForce)
    }

    /// Whether coordinates come north first: the driver kept the axis order of a CRS that puts north before east.
    static func isNorthFirst(_ reference: OGRSpatialReferenceH) -> Bool {
        let putsNorthFirst =
            OSREPSGTreatsAsLatLong(reference) != 0 || OSREPSGTreatsAsNorthingEasting(reference) != 0
        var count: Int32 = 0
        // OSRGetDataAxisToSRSAxisMapping: the object keeps the numbers; 2,1 is traditional order on such a CRS.
        guard putsNorthFirst, let mapping = OSRGetDataAxisToSRSAxisMapping(reference, &count), count >= 2 else {
            return false
        }
        return mapping[0] == 1 && mapping[1] == 2
    }
}
