/// How dense the pixels of a picture are, which no standard has a parameter for: `DPI` of QGIS, `MAP_RESOLUTION` of
/// MapServer, `FORMAT_OPTIONS=dpi:300` of GeoServer. QGIS sends all three.
enum DensityParameter {
    /// Dots per inch of pixels of 0.28 mm, which WMS reckons with (OGC 06-042, 7.2.4.6.9).
    static let standard = 25.4 / 0.28
    /// A canvas is drawn at up to 8 times the size of the style.
    private static let allowed = 24.0...720.0

    /// - Returns: pixels per pixel of the style.
    static func pixelRatio(_ parameters: ServiceParameters) throws(ServiceFault) -> Double {
        for name in ["DPI", "MAP_RESOLUTION"] {
            if let text = try parameters.value(name) { return try ratio(text, in: name) }
        }
        let options = try parameters.value("FORMAT_OPTIONS")?.split(separator: ";") ?? []
        for option in options {
            let parts = option.split(separator: ":", maxSplits: 1).map(\.trimmingBlanks)
            if parts.count == 2, parts[0].lowercased() == "dpi" {
                return try ratio(String(parts[1]), in: "FORMAT_OPTIONS")
            }
        }
        return 1
    }

    private static func ratio(_ text: String, in name: String) throws(ServiceFault) -> Double {
        guard let dots = Double(decimal: text), allowed.contains(dots) else {
            throw ServiceFault(
                .invalidParameterValue, name, text,
                expected: "dots per inch from \(Int(allowed.lowerBound)) to \(Int(allowed.upperBound))")
        }
        return dots / standard
    }
}
