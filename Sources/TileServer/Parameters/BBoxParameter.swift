import SimpleFeatures

/// `bbox` and `bbox-crs` (OGC 17-069r4, 7.15.3; 18-058, 6.4): four or six numbers in the axis order of the authority;
/// in degrees, west above east means across the antimeridian.
enum BBoxParameter {
    private static let expected = "west,south,east,north, or with heights west,south,low,east,north,high"
    private static let expectedNorthFirst = "south,west,north,east, or with heights south,west,low,north,east,high"

    /// - Returns: one box, or two that meet at the antimeridian; nil when the parameter is absent.
    static func read(
        _ parameters: QueryParameters, crs: CRS = .crs84, axes: CRSAxes = .crs84
    ) throws(ParameterError) -> [Envelope]? {
        guard let text = try parameters.value("bbox") else { return nil }
        func invalid(_ expected: String) -> ParameterError {
            ParameterError(parameter: "bbox", value: text, expected: expected)
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Double(decimal: $0.trimmingBlanks) }
        guard numbers.count == parts.count, [4, 6].contains(numbers.count) else {
            throw invalid("\(axes.isNorthFirst ? expectedNorthFirst : expected) in \(crs)")
        }
        let half = numbers.count / 2
        if numbers.count == 6, numbers[2] > numbers[5] { throw invalid("a lowest height below the highest") }
        let (x, y) = axes.isNorthFirst ? (1, 0) : (0, 1)
        let (west, south, east, north) = (numbers[x], numbers[y], numbers[half + x], numbers[half + y])
        guard south <= north else { throw invalid("a south edge below the north edge") }
        func box(_ west: Double, _ east: Double) -> Envelope {
            Envelope(minX: west, minY: south, maxX: east, maxY: north, crs: crs)
        }
        if west <= east { return [box(west, east)] }
        guard axes.isGeographic else { throw invalid("a west edge below the east edge") }
        guard west <= 180, east >= -180 else {
            throw invalid("a west edge up to 180 and an east edge from -180, where it crosses the antimeridian")
        }
        return [box(west, 180), box(-180, east)]
    }
}
