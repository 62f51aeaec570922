import Reprojection
import SimpleFeatures

/// Whether geometries have a place on earth in their CRS: one without would break every tile that asks for it.
///
/// PROJ is asked about a growing box of what has been accepted: a feature inside it costs nothing.
struct PlaceCheck {
    private let crs: CRS
    private let domain: CoordinateTransform
    private var accepted: Envelope?

    /// - Throws: `ProjError`.
    init(crs: CRS) throws(ProjError) {
        self.crs = crs
        domain = try CoordinateTransform(from: crs, to: .crs84)
    }

    mutating func fault(of geometry: Geometry) -> ImportIssue? {
        guard let box = geometry.envelope(in: crs) else { return nil }
        if let accepted, accepted.contains(Coordinate(x: box.minX, y: box.minY)),
            accepted.contains(Coordinate(x: box.maxX, y: box.maxY))
        {
            return nil
        }
        guard isOnEarth(box) else { return .outOfRange("\(box.minX) \(box.minY)", crs) }
        guard let known = accepted else {
            accepted = box
            return nil
        }
        // Two good boxes need not make one: a union that PROJ refuses is not remembered.
        let union = known.union(box)
        if isOnEarth(union) { accepted = union }
        return nil
    }

    private func isOnEarth(_ box: Envelope) -> Bool {
        let corners = CoordinateSequence(
            values: [box.minX, box.minY, box.maxX, box.maxY, box.minX, box.maxY, box.maxX, box.minY])
        do throws(ProjError) {
            let placed = try domain.transform(corners)
            return (0..<4).allSatisfy { abs(placed[$0].x) <= 360 && abs(placed[$0].y) <= 90.000_001 }
        } catch {
            // The CRS cannot say where that is: which is the answer.
            return false
        }
    }
}
