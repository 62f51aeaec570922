internal import GRDB
internal import Reprojection
internal import SimpleFeatures

/// Geometries that edits bring, to what the column keeps. The same rules as an import's, except that nothing is mended: a
/// person is there to ask.
struct EditedGeometry {
    let collection: PublishedCollection
    let limits: EditLimits
    let sql: EditSQL
    /// From the storage CRS to that of the edits.
    let transform: CoordinateTransform
    /// From the storage CRS to CRS84.
    let toEarth: CoordinateTransform
    let decimals: StoredPositions.Decimals

    private var srid: Int32 { sql.table.srid }

    /// - Parameters:
    ///   - sent: in the CRS of the edits.
    ///   - stored: the feature's geometry as it is.
    /// - Returns: the blob to keep: the stored one where nothing was moved.
    /// - Throws: `EditFault.Reason`, `DatabaseError`.
    func blob(of sent: Geometry, insteadOf stored: [UInt8]?) throws -> [UInt8]? {
        if sent.isEmpty { return nil }
        let schema = collection.schema
        let count = sent.positionCount
        guard count <= limits.positions else { throw EditFault.Reason.tooManyPositions(count, most: limits.positions) }
        guard let fitted = sent.fitted(to: schema.geometryType) else {
            throw EditFault.Reason.wrongGeometry(found: sent.type, expected: schema.geometryType)
        }
        guard !fitted.anySequence({ !$0.isEmpty && $0.hasZ != schema.hasZ }) else {
            throw EditFault.Reason.wrongDimension(expectsHeights: schema.hasZ)
        }
        guard !fitted.hasEmptyPart else { throw EditFault.Reason.invalidGeometry(reason: "a part has no positions") }
        let placed = try placed(fitted, insteadOf: stored)
        let blob = SpatiaLiteBlob.write(placed, srid: srid)
        // The same place, whichever way rings run.
        if let stored, GeometryDigest.of(stored) == GeometryDigest.of(blob) { return stored }
        if let box = placed.envelope(in: collection.storageCRS), !toEarth.reachesEarth(box) {
            throw EditFault.Reason.outsideDomain(collection.storageCRS)
        }
        if let reason = try sql.invalidity(of: blob) { throw EditFault.Reason.invalidGeometry(reason: reason) }
        return blob
    }

    /// In the storage CRS, with the stored positions where they were sent back.
    private func placed(_ sent: Geometry, insteadOf stored: [UInt8]?) throws -> Geometry {
        let moved: Geometry
        do {
            moved = try transform.transform(sent, direction: .inverse)
            // Far from where a CRS is meant for, PROJ has answers that lead elsewhere on the way back.
            guard try transform.transform(moved).isNear(sent, within: decimals.tolerance) else {
                throw EditFault.Reason.outsideDomain(collection.storageCRS)
            }
        } catch ProjError.outsideDomain {
            throw EditFault.Reason.outsideDomain(collection.storageCRS)
        }
        guard let stored else { return moved }
        do {
            let known = try SpatiaLiteBlob.read(stored)
            let seen = try transform.transform(known)
            return StoredPositions(of: known, seenAs: seen, for: sent, decimals: decimals).restored(moved, from: sent)
        } catch ProjError.outsideDomain {
            // Nobody could read where it was.
            return moved
        } catch is WKBError {
            return moved
        }
    }
}

extension Geometry {
    /// Whether every position is where it is in a geometry of the same structure.
    fileprivate func isNear(_ other: Geometry, within tolerance: Double) -> Bool {
        zip(sequences, other.sequences).allSatisfy { sequence, other in
            (0..<sequence.count).allSatisfy {
                abs(sequence[$0].x - other[$0].x) <= tolerance && abs(sequence[$0].y - other[$0].y) <= tolerance
            }
        }
    }

    /// Whether a part of it is empty, be it a polygon without rings.
    fileprivate var hasEmptyPart: Bool {
        switch self {
        case .point, .lineString, .polygon, .multiPoint, .multiLineString: anySequence(\.isEmpty)
        case .multiPolygon(let polygons): polygons.contains(where: \.rings.isEmpty) || anySequence(\.isEmpty)
        case .geometryCollection(let members): members.contains { $0.isEmpty || $0.hasEmptyPart }
        }
    }
}
