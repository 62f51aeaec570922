public import SimpleFeatures

extension CoordinateTransform {
    /// Whether the corners of a box have a place on earth. Of a transform to CRS84.
    public func reachesEarth(_ box: Envelope) -> Bool {
        let corners = CoordinateSequence(
            values: [box.minX, box.minY, box.maxX, box.maxY, box.minX, box.maxY, box.maxX, box.minY])
        do throws(ProjError) {
            let placed = try transform(corners)
            return (0..<4).allSatisfy { abs(placed[$0].x) <= 360 && abs(placed[$0].y) <= 90.000_001 }
        } catch {
            // The CRS cannot say where that is: which is the answer.
            return false
        }
    }
}
