internal import SimpleFeatures

/// The full band as generalisation sees it.
struct BandSource {
    let full: OverviewBand
    let attributes: OverviewAttributes
    /// By row; empty when all features are alike.
    let importances: [Double]
    let classProperty: Int?
    /// Called now and then: what was read is not needed for now.
    let release: () -> Void
    /// Of lines, where no property was named.
    private let lineClasses: LineClasses?

    init(
        full: OverviewBand, attributes: OverviewAttributes, importances: [Double], classProperty: Int?,
        release: @escaping () -> Void
    ) {
        self.full = full
        self.attributes = attributes
        self.importances = importances
        self.classProperty = classProperty
        self.release = release
        lineClasses = classProperty == nil ? LineClasses(full, attributes) : nil
    }

    @inline(__always)
    func rank(_ feature: OverviewFeature) -> FeatureRank {
        FeatureRank(
            importance: importances.isEmpty ? 0 : importances[feature.row], curvePosition: feature.box.curvePosition,
            id: attributes.featureID(ofRow: feature.row)?.value ?? 0)
    }

    @inline(__always)
    func classID(_ feature: OverviewFeature) -> UInt32 {
        guard let classProperty else { return 0 }
        return attributes.valueIDs(ofRow: feature.row)[classProperty]
    }

    /// Lines of different classes are never joined.
    @inline(__always)
    func lineClassID(_ feature: OverviewFeature) -> UInt32 { lineClasses?[feature.row] ?? classID(feature) }

    /// Whether an entry is one of several of its feature.
    func isOfMany(_ index: Int32) -> Bool {
        let index = Int(index)
        return full[index].id == nil || (index + 1 < full.count && full[index + 1].id == nil)
    }

    /// Holes taken off.
    static func doubledArea(of feature: OverviewFeature) -> UInt64 {
        var record = GeometryRecordReader(feature)
        var sum: Int64 = 0
        for _ in 0..<record.readNumber() {
            let count = record.readNumber() >> 1
            guard count > 0 else { continue }
            // As `RingArea` reckons.
            let origin = record.readPosition()
            var (x, y): (Int64, Int64) = (0, 0)
            for _ in 1..<count {
                let point = record.readPosition()
                let (nextX, nextY) = (Int64(point.x) - Int64(origin.x), Int64(point.y) - Int64(origin.y))
                sum &+= (x &* nextY) &- (nextX &* y)
                (x, y) = (nextX, nextY)
            }
        }
        return UInt64(max(sum, 0))
    }
}
