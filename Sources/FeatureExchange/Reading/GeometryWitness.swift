import CGDAL
import SimpleFeatures

/// Looks into the source itself where GDAL hands out no geometry, or less than there is, and does not say which it was.
final class GeometryWitness {
    private let path: String
    private let isSequence: Bool
    /// Whether GDAL complained of a position when it opened the file.
    private let isWarned: Bool
    private var shapes: GeoJSONShapes?

    /// Nil for formats of which GDAL tells all.
    init?(of path: String, driver: String, warnings: [GDALMessage]) {
        guard ["GeoJSON", "GeoJSONSeq"].contains(driver) else { return nil }
        self.path = path
        isSequence = driver == "GeoJSONSeq"
        isWarned = warnings.contains(where: Self.isAboutPosition)
    }

    /// GDAL's complaint comes with whatever feature was asked for when the text was parsed.
    static func isAboutPosition(_ message: GDALMessage) -> Bool {
        message.text.hasPrefix("Invalid ")
            && ["coordinate", "Point object", "LineString object", "Polygon object"].contains {
                message.text.contains($0)
            }
    }

    private func read() throws(FeatureExchangeError) -> GeoJSONShapes {
        if let shapes { return shapes }
        let read = try GeoJSONShapes(path: path, isSequence: isSequence)
        shapes = read
        return read
    }

    /// - Parameters:
    ///   - position: of the feature among all of the source.
    ///   - count: how many GDAL finds: with another number of features the position means nothing.
    /// - Returns: the geometry where it is whole.
    func examined(
        _ geometry: Geometry?, at position: Int, of count: Int?, issues: inout [SourceIssue]
    ) throws(FeatureExchangeError) -> Geometry? {
        guard isWarned || geometry.map({ $0.isEmpty || $0.type == .multiPoint }) ?? true else { return geometry }
        let shapes = try read()
        guard count == nil || shapes.count == count, let kind = shapes.kind(at: position) else { return geometry }
        let text = shapes.beginning(at: position)
        switch kind {
        case .none: return geometry
        case .noNumbers: issues.append(.coordinateNotNumber(text: text))
        case .notFinite:
            // What has the numbers in it is rejected for them, and shown with them.
            if let geometry, !geometry.isEmpty, geometry.type != .multiPoint { return geometry }
            issues.append(.coordinateNotFinite(text: text))
        case .numbers, .unknown:
            // Numbers that GDAL made nothing of: nested for another type, for example.
            if let geometry, !(kind == .numbers && geometry.isEmpty) { return geometry }
            issues.append(.noGeometry(in: text))
        }
        return nil
    }
}
