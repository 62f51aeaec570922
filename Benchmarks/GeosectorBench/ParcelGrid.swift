import SimpleFeatures

/// Parcels in rows of streets around Pleiku, the same for every run: EPSG:9218, five vertices, five attributes.
struct ParcelGrid {
    let count: Int
    /// Metres that every parcel is moved to the east.
    var offset = 0.0
    /// Whether every hundredth parcel has another note.
    var isAltered = false

    private static let origin = Coordinate(x: 430_000, y: 1_530_000)
    /// Metres.
    private static let width = 12.0
    private static let depth = 25.0
    private static let street = 8.0
    private static let parcelsInBlock = 20
    private static let landUses = ["ODT", "ONT", "CLN", "LUC", "RSX"]

    static let schema = FeatureSchema(
        properties: [
            FeatureSchema.Property(name: "SO_TO", type: .integer),
            FeatureSchema.Property(name: "SO_THUA", type: .integer),
            FeatureSchema.Property(name: "LOAI_DAT", type: .text),
            FeatureSchema.Property(name: "DIEN_TICH", type: .real),
            FeatureSchema.Property(name: "GHI_CHU", type: .text),
        ],
        geometryType: .multiPolygon)

    /// Parcels in a row of the grid, so that the whole is about square.
    private var columns: Int { Int((Double(count) * Self.depth / Self.width).squareRoot()) + 1 }

    func visit(_ body: (Geometry, [PropertyValue]) throws -> Void) rethrows {
        for number in 0..<count {
            let column = number % columns
            let row = number / columns
            let west =
                Self.origin.x + offset + Double(column) * Self.width + Double(column / Self.parcelsInBlock)
                * Self.street
            let south = Self.origin.y + Double(row) * Self.depth + Double(row / 2) * Self.street
            let east = west + Self.width
            let north = south + Self.depth
            let ring = CoordinateSequence(values: [west, south, east, south, east, north, west, north, west, south])
            try body(
                .multiPolygon([Geometry.Polygon(rings: [ring])]),
                [
                    .integer(Int64(row)), .integer(Int64(column)), .text(Self.landUses[number % 5]),
                    .real(Self.width * Self.depth + Double(number % 97) / 10),
                    .text(
                        isAltered && number.isMultiple(of: 100) ? "Thửa số \(number), đã chỉnh lý" : "Thửa số \(number)"
                    ),
                ])
        }
    }

    /// Middle of the grid.
    var centre: Coordinate {
        let rows = Double(count / columns)
        return Coordinate(
            x: Self.origin.x + Double(columns) * (Self.width + Self.street / Double(Self.parcelsInBlock)) / 2,
            y: Self.origin.y + rows * (Self.depth + Self.street / 2) / 2)
    }
}
