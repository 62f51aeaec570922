import FeatureExchange
import GeoStore
import Reprojection
import SimpleFeatures

/// The geometry column of a collection, and how a feature's geometry gets into it.
struct GeometryPlan: Sendable {
    let type: GeometryType
    let hasZ: Bool
    let note: LocalizedText?

    /// What a declared type is stored as: points as Point, lines and polygons as Multi.
    private static func stored(_ type: GeometryType) -> GeometryType {
        switch type {
        case .lineString: .multiLineString
        case .polygon: .multiPolygon
        case .point, .multiPoint, .multiLineString, .multiPolygon, .geometryCollection, .geometry: type
        }
    }

    /// - Parameter found: types and heights met in a scan, for a source that declares no single type.
    init(declared: GeometryType, hasZ: Bool, found: (types: Set<GeometryType>, hasZ: Bool)?) {
        guard let found else {
            type = Self.stored(declared)
            self.hasZ = hasZ
            note = nil
            return
        }
        let stored = Set(found.types.map(Self.stored))
        self.hasZ = found.hasZ
        switch stored.count {
        case 0:
            type = .geometry
            note = nil
        case 1:
            type = stored.first ?? .geometry
            note = nil
        case _ where stored == [.point, .multiPoint]:
            type = .multiPoint
            note = nil
        default:
            type = .geometry
            let names = found.types.map(\.rawValue).sorted().joined(separator: ", ")
            note = LocalizedText(
                vi: "nguồn có lẫn \(names): lưu trong một cột nhận mọi kiểu hình học",
                en: "the source mixes \(names): stored as one column of any geometry")
        }
    }

    /// The geometry as the column takes it.
    /// - Returns: nil with an issue when it does not fit.
    func fit(_ geometry: Geometry) -> (geometry: Geometry?, issue: ImportIssue?) {
        let levelled: Geometry
        let issue: ImportIssue?
        switch (hasZ, geometry.hasZ) {
        case (true, false): (levelled, issue) = (geometry.atHeightZero, .heightMissing)
        case (false, true): (levelled, issue) = (geometry.flat, .heightDropped)
        case (true, true), (false, false): (levelled, issue) = (geometry, nil)
        }
        guard let fitted = levelled.fitted(to: type) else {
            return (nil, .wrongType(geometry.type.rawValue, expected: type.rawValue))
        }
        return (fitted, issue)
    }
}

extension Geometry {
    /// The same positions with a height of 0.
    var atHeightZero: Geometry {
        mapSequences { sequence in
            guard !sequence.hasZ else { return sequence }
            var values: [Double] = []
            values.reserveCapacity(sequence.count * 3)
            for index in 0..<sequence.count { values += [sequence[index].x, sequence[index].y, 0] }
            return CoordinateSequence(hasZ: true, values: values)
        }
    }

    /// The same positions without heights.
    var flat: Geometry {
        mapSequences { sequence in
            guard sequence.hasZ else { return sequence }
            return CoordinateSequence((0..<sequence.count).map { sequence[$0] })
        }
    }
}
