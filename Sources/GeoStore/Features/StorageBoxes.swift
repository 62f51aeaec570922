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
                return FeatureSQL.StorageBox(envelope: envelope, outline: nil, inner: envelope)
            }
            let world = try worldEnvelope(of: envelope)
            guard let reachable = try reach(of: collection), let clipped = world.intersection(reachable) else {
                return nil
            }
            return try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
                let box = try transform.transform(clipped, direction: .inverse)
                guard query.precision == .exact else {
                    return FeatureSQL.StorageBox(envelope: box, outline: nil, inner: nil)
                }
                // The cut must not touch the side of the query: only what lies outside the reach is gone.
                let outline = try transform.transform(Geometry(densifiedOutline: clipped), direction: .inverse)
                let srid = SpatialReferenceTable.srid(of: collection.storageCRS)
                return FeatureSQL.StorageBox(
                    envelope: box, outline: SpatiaLiteBlob.write(outline, srid: srid),
                    inner: Envelope(within: outline, crs: collection.storageCRS))
            }
        }
    }

    /// About how many features the query's boxes hold, as though features were spread evenly; 0 for a collection so small
    /// that it does not matter.
    func expectedCount(of query: FeatureQuery, in collection: PublishedCollection) throws -> Int {
        guard !query.envelopes.isEmpty, collection.featureCount >= FeatureSQL.smallestWalk,
            let extent = collection.envelope
        else { return 0 }
        let shares = try query.envelopes.map { envelope in
            // "The whole world" has no place in degrees when it is drawn in metres.
            let isStored =
                SpatialReferenceTable.srid(of: envelope.crs) == SpatialReferenceTable.srid(of: collection.storageCRS)
            let whole =
                try isStored
                ? transforms.withTransform(from: collection.storageCRS, to: .crs84) {
                    try $0.transform(extent, direction: .inverse)
                } : extent
            var box = isStored ? envelope : try worldEnvelope(of: envelope)
            // CRS84 and EPSG:4326 are one in storage.
            box.crs = whole.crs
            return box.intersection(whole)?.share(of: whole) ?? 0
        }
        return Int(min(shares.reduce(0, +), 1) * Double(collection.featureCount))
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

    /// Which part this is of a box around it, 0…1; a box without width or height counts by the other.
    fileprivate func share(of whole: Envelope) -> Double {
        func share(_ length: Double, of whole: Double) -> Double { whole > 0 ? length / whole : 1 }
        return share(maxX - minX, of: whole.maxX - whole.minX) * share(maxY - minY, of: whole.maxY - whole.minY)
    }
}

extension Geometry {
    /// Points per side of a box whose sides bend in another CRS: over a province the error stays under a metre.
    private static let pointsPerSide = 32

    /// The box as a polygon with points along its sides: south, east, north, west.
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

extension Envelope {
    /// A box that the moved outline of a box goes around: between the innermost points of its four sides.
    ///
    /// No side comes into it, for each lies on one side of it with all its points. Then it is all within or all without,
    /// which its centre tells.
    /// - Parameter outline: as `Geometry(densifiedOutline:)` makes it, in another CRS.
    /// - Returns: nil when the sides leave no box between them.
    init?(within outline: Geometry, crs: CRS) {
        guard case .polygon(let polygon) = outline, let ring = polygon.exterior, ring.count % 4 == 1 else { return nil }
        let side = ring.count / 4
        let (south, east) = ((0...side).map { ring[$0].y }, (side...2 * side).map { ring[$0].x })
        let (north, west) = ((2 * side...3 * side).map { ring[$0].y }, (3 * side...4 * side).map { ring[$0].x })
        guard let minX = west.max(), let minY = south.max(), let maxX = east.min(), let maxY = north.min(),
            minX < maxX, minY < maxY
        else { return nil }
        self.init(minX: minX, minY: minY, maxX: maxX, maxY: maxY, crs: crs)
        guard ring.isAround(centre) else { return nil }
    }
}

extension CoordinateSequence {
    /// Whether a place lies within the ring: a ray to the east crosses it an odd number of times.
    fileprivate func isAround(_ place: Coordinate) -> Bool {
        var isAround = false
        for index in 1..<count {
            let (start, end) = (self[index - 1], self[index])
            guard (start.y > place.y) != (end.y > place.y) else { continue }
            let crossing = start.x + (place.y - start.y) / (end.y - start.y) * (end.x - start.x)
            if crossing > place.x { isAround.toggle() }
        }
        return isAround
    }
}
