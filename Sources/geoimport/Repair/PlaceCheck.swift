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
        guard domain.reachesEarth(box) else { return .outOfRange("\(box.minX) \(box.minY)", crs) }
        guard let known = accepted else {
            accepted = box
            return nil
        }
        // Two good boxes need not make one: a union that PROJ refuses is not remembered.
        let union = known.union(box)
        if domain.reachesEarth(union) { accepted = union }
        return nil
    }
}
