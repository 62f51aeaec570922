extension WorldGeometry {
    /// Takes in the record of one entry.
    public mutating func set(_ feature: OverviewFeature) {
        var reader = GeometryRecordReader(feature)
        begin(box: feature.box)
        for _ in 0..<reader.readNumber() {
            var count = 1
            var isHole = false
            switch feature.kind {
            case .points: break
            case .lines: count = reader.readNumber()
            case .polygons:
                let number = reader.readNumber()
                count = number >> 1
                isHole = number & 1 == 1
            }
            append(kind: feature.kind, isHole: isHole, count: count) { reader.readPosition() }
        }
    }

    /// Appends the record of one kind's parts.
    public func write(_ kind: GeometryKind, to records: inout GeometryRecordWriter) {
        records.begin(box: box)
        withParts(of: kind) { points, parts in
            records.write(number: parts.count)
            for part in parts {
                switch kind {
                case .points: break
                case .lines: records.write(number: part.count)
                case .polygons: records.write(number: part.count << 1 | (part.isHole ? 1 : 0))
                }
                records.write(UnsafeBufferPointer(rebasing: points[part.start..<part.start + part.count]))
            }
        }
    }

    /// The parts of one kind: they follow each other.
    func withParts<Result>(
        of kind: GeometryKind,
        _ body: (UnsafeBufferPointer<WorldPoint>, UnsafeBufferPointer<Part>) throws -> Result
    ) rethrows -> Result {
        let range = range(of: kind)
        return try points.withUnsafeBufferPointer { points in
            try parts.withUnsafeBufferPointer { parts in
                try body(points, UnsafeBufferPointer(rebasing: parts[range]))
            }
        }
    }

    /// Where the name of one kind's parts is written; nil when there are none.
    func labelPoint(of kind: GeometryKind, _ labels: inout LabelPoint) -> WorldPoint? {
        withParts(of: kind) { points, parts in
            switch kind {
            case .polygons: labels.inPolygons(points: points, parts: parts)
            case .lines: labels.onLines(points: points, parts: parts)
            case .points: parts.first.map { points[$0.start] }
            }
        }
    }
}
