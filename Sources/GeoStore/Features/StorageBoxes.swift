internal import Reprojection
internal import SimpleFeatures

extension Store {
    /// The query's boxes as the storage CRS of a collection sees them.
    ///
    /// A box is first cut to where the collection can have data: the corners of "the whole world" have no place in a
    /// transverse Mercator. A box that misses the collection disappears.
    /// - Throws: `ProjError`.
    func storageBoxes(for query: FeatureQuery, in collection: PublishedCollection) throws -> [FeatureSQL.StorageBox] {
        try query.envelopes.compactMap { envelope in
            // CRS84 and EPSG:4326 are one in storage.
            if SpatialReferenceTable.srid(of: envelope.crs) == SpatialReferenceTable.srid(of: collection.storageCRS) {
                return FeatureSQL.StorageBox(envelope: envelope, outline: nil)
            }
            let world = try worldEnvelope(of: envelope)
            guard let reachable = try reach(of: collection), let clipped = world.intersection(reachable) else {
                return nil
            }
            return try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
                let box = try transform.transform(clipped, direction: .inverse)
                guard query.precision == .exact else { return FeatureSQL.StorageBox(envelope: box, outline: nil) }
                // The cut must not touch the side of the query: only what lies outside the reach is gone.
                let outline = try transform.transform(Geometry(densifiedOutline: clipped), direction: .inverse)
                let srid = SpatialReferenceTable.srid(of: collection.storageCRS)
                return FeatureSQL.StorageBox(envelope: box, outline: SpatiaLiteBlob.write(outline, srid: srid))
            }
        }
    }

    private func worldEnvelope(of envelope: Envelope) throws -> Envelope {
        try transforms.withTransform(from: envelope.crs, to: .crs84) { try $0.transform(envelope) }
    }

    /// Where features of the collection can lie, in CRS84: its extent, and the whole area of its CRS while edits by
    /// another program are not adopted yet. Nil when it has no geometry.
    func reach(of collection: PublishedCollection) throws -> Envelope? {
        let extent = collection.envelope?.expanded(by: Self.reachMargin)
        guard collection.state.pendingEdit != 0 else { return extent }
        let area =
            try CRSDefinition(collection.storageCRS).areaOfUse?.expanded(by: Self.pendingReachMargin)
            ?? Envelope(minX: -180, minY: -85, maxX: 180, maxY: 85, crs: .crs84)
        return extent?.union(area) ?? area
    }

    /// Degrees, about a kilometre: the extent's own rounding is far below.
    private static let reachMargin = 0.01
    /// Degrees: registers draw areas of use tightly, and people draw beyond them.
    private static let pendingReachMargin = 3.0
}

extension Envelope {
    /// The common part of two boxes of the same CRS, nil when there is none.
    func intersection(_ other: Envelope) -> Envelope? {
        guard intersects(other) else { return nil }
        return Envelope(
            minX: max(minX, other.minX), minY: max(minY, other.minY),
            maxX: min(maxX, other.maxX), maxY: min(maxY, other.maxY), crs: crs)
    }
}

extension Geometry {
    /// Points per side of a box whose sides bend in another CRS: over a province the error stays under a metre.
    private static let pointsPerSide = 32

    /// The box as a polygon with points along its sides.
    init(densifiedOutline box: Envelope) {
        let corners = [
            Coordinate(x: box.minX, y: box.minY), Coordinate(x: box.maxX, y: box.minY),
            Coordinate(x: box.maxX, y: box.maxY), Coordinate(x: box.minX, y: box.maxY),
        ]
        var coordinates: [Coordinate] = []
        for (index, start) in corners.enumerated() {
            let end = corners[(index + 1) % corners.count]
            for step in 0..<Self.pointsPerSide {
                let share = Double(step) / Double(Self.pointsPerSide)
                coordinates.append(
                    Coordinate(x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share))
            }
        }
        coordinates.append(corners[0])
        self = .polygon(Polygon(rings: [CoordinateSequence(coordinates)]))
    }
}
