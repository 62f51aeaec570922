extension WorldGeometry {
    /// Appends the record of one kind's parts.
    public func write(_ kind: GeometryKind, to records: inout GeometryRecordWriter) {
        records.begin(box: box)
        records.write(number: parts.count { $0.kind == kind })
        for part in parts where part.kind == kind {
            switch kind {
            case .points: break
            case .lines: records.write(number: part.count)
            case .polygons: records.write(number: part.count << 1 | (part.isHole ? 1 : 0))
            }
            for index in part.start..<part.start + part.count { records.write(points[index]) }
        }
    }

    /// Where the name of one kind's parts is written: the middle of the box until there is better.
    func labelPoint(of kind: GeometryKind) -> WorldPoint? {
        guard parts.contains(where: { $0.kind == kind }) else { return nil }
        return WorldPoint(
            x: Int32((Int64(box.minX) + Int64(box.maxX)) / 2), y: Int32((Int64(box.minY) + Int64(box.maxY)) / 2))
    }
}
