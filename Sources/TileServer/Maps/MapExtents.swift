import GeoStore
import Reprojection
import SimpleFeatures

/// The same ground as boxes of the CRSs that maps are offered in.
struct MapExtents: Sendable {
    private let transforms = TransformPool()

    /// - Parameter envelope: in CRS84.
    /// - Returns: those that have a box of it.
    func boxes(of envelope: Envelope, in systems: [CRS]) throws -> [Envelope] {
        try systems.compactMap { crs in
            do {
                return try transforms.withTransform(from: .crs84, to: crs) { try $0.transform(envelope) }
            } catch ProjError.outsideDomain { return nil }
        }
    }

    /// Around all of the collections, in CRS84; nil where none has a feature with a place.
    static func envelope(of collections: [PublishedCollection]) -> Envelope? {
        var extent = EnvelopeAccumulator()
        for envelope in collections.compactMap(\.envelope) { extent.add(envelope) }
        return extent.envelope(in: .crs84)
    }
}
