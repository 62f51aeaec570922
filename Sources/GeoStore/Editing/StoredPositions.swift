internal import SimpleFeatures

/// Finds the stored position behind one that a client has read and sends back.
///
/// What clients read is moved to their CRS and rounded: sent back, every vertex would be a little off, and a parcel would
/// part from its neighbour. A position that is a stored one as clients read it is therefore taken for that one, to the
/// last bit; only what was moved moves.
struct StoredPositions {
    private struct Place: Hashable {
        let x: Int64
        let y: Int64
    }

    /// Decimals with which clients read coordinates, and the fewest with which some send them back: QGIS writes six.
    struct Decimals {
        let most: Int
        let fewest: Int

        /// Within which two positions are one to a surveyor: a centimetre.
        let tolerance: Double

        static let ofDegrees = Decimals(most: 9, fewest: 6, tolerance: 1e-7)
        static let ofMetres = Decimals(most: 4, fewest: 3, tolerance: 0.01)
    }

    /// A tenth of a millimetre, as heights are written; with room for the last bit.
    private static let heightTolerance = 0.000_051

    private let decimals: Int
    private var stored: [Place: (x: Double, y: Double, z: Double?)] = [:]

    /// - Parameters:
    ///   - geometry: as it is stored.
    ///   - seen: the same where clients see it.
    ///   - sent: what came, where clients see it.
    init(of geometry: Geometry, seenAs seen: Geometry, for sent: Geometry, decimals: Decimals) {
        self.decimals = Self.precision(of: sent, decimals)
        for (place, view) in zip(geometry.sequences, seen.sequences) {
            for index in 0..<place.count {
                let key = key(view[index])
                guard stored[key] == nil else { continue }
                stored[key] = (place[index].x, place[index].y, place.z(at: index))
            }
        }
    }

    /// - Parameters:
    ///   - moved: what came, in the storage CRS.
    ///   - sent: the same where clients see it.
    func restored(_ moved: Geometry, from sent: Geometry) -> Geometry {
        var views = sent.sequences[...]
        return moved.mapSequences { sequence in
            guard let view = views.popFirst() else { return sequence }
            var values = sequence.values
            for index in 0..<sequence.count {
                guard let place = stored[key(view[index])] else { continue }
                let start = index * sequence.stride
                values[start] = place.x
                values[start + 1] = place.y
                if let height = place.z, let given = sequence.z(at: index), abs(height - given) < Self.heightTolerance {
                    values[start + 2] = height
                }
            }
            return CoordinateSequence(hasZ: sequence.hasZ, values: values)
        }
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

    private func key(_ coordinate: Coordinate) -> Place {
        let power = Self.powers[decimals]
        return Place(x: Self.whole(coordinate.x * power), y: Self.whole(coordinate.y * power))
    }

    private static func whole(_ number: Double) -> Int64 { Int64(exactly: number.rounded()) ?? .max }

    /// The decimals that all coordinates do with.
    private static func precision(of geometry: Geometry, _ decimals: Decimals) -> Int {
        (decimals.fewest..<decimals.most).first { count in
            let power = powers[count]
            return !geometry.anySequence { sequence in
                (0..<sequence.count).contains { index in
                    let place = sequence[index]
                    return [place.x, place.y].contains { abs($0 * power - ($0 * power).rounded()) > 0.001 }
                }
            }
        } ?? decimals.most
    }
}
