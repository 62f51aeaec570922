extension Geometry {
    /// The geometry as a column of a type keeps it: lines and polygons in their Multi form, a list of one point as a point
    /// where points are kept, and a point as a list where lists are.
    /// - Returns: nil when it is of another kind.
    public func fitted(to type: GeometryType) -> Geometry? {
        switch (type, self) {
        case (.geometry, _): return promotedToMulti
        case _ where type == self.type: return self
        case (.point, .multiPoint(let points)) where points.count == 1: return .point(points[0])
        case (.multiPoint, .point(let point)): return .multiPoint([point])
        default:
            let promoted = promotedToMulti
            return promoted.type == type ? promoted : nil
        }
    }
}
