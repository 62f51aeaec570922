/// A label that would like to stand somewhere, in pixels of the whole world at one zoom: places are the same numbers in
/// every tile that considers it.
public struct LabelCandidate: Hashable, Sendable {
    /// Which label it is: the same in every tile.
    public struct Identity: Hashable, Sendable {
        /// The place of its layer in the style.
        public let layer: Int
        public let feature: UInt64
        /// Counts the labels of one feature, as along a street.
        public let part: Int

        public init(layer: Int, feature: UInt64, part: Int = 0) {
            self.layer = layer
            self.feature = feature
            self.part = part
        }
    }

    public let identity: Identity
    /// The least comes first.
    public let rank: Double
    public let anchor: CanvasPoint
    /// Ways to set it, the preferred one first: `text-variable-anchor`. Each is all that the label then takes up.
    public let alternatives: [[CollisionShape]]
    /// Whether it stands whatever is there already (`text-allow-overlap`).
    public let mayOverlap: Bool
    /// Whether others may stand over it (`text-ignore-placement`).
    public let mayBeOverlapped: Bool
    /// Decides among equal ranks.
    private let lot: UInt64

    /// - Throws: `MapRenderError.coordinate` where a number is not finite.
    public init(
        identity: Identity, rank: Double, anchor: CanvasPoint, alternatives: [[CollisionShape]],
        mayOverlap: Bool = false, mayBeOverlapped: Bool = false
    ) throws(MapRenderError) {
        let isFinite =
            rank.isFinite && anchor.isFinite && alternatives.allSatisfy { $0.allSatisfy { $0.box.isFinite } }
        guard isFinite else { throw .coordinate(of: "label", limit: .greatestFiniteMagnitude) }
        self.identity = identity
        self.rank = rank
        self.anchor = anchor
        self.alternatives = alternatives
        self.mayOverlap = mayOverlap
        self.mayBeOverlapped = mayBeOverlapped
        lot = identity.lot
    }

    /// Pixels from the anchor to the farthest side of any alternative.
    var reach: Double {
        alternatives.joined().reduce(0) { reach, shape in
            let box = shape.box
            return max(reach, anchor.x - box.minX, box.maxX - anchor.x, anchor.y - box.minY, box.maxY - anchor.y)
        }
    }

    /// Whether it comes before another, in whatever order they were found.
    ///
    /// Among equal ranks chance decides, by a number made of the identity: neighbours along a street would wait for each
    /// other in a row otherwise, and a chain of chances is short.
    func precedes(_ other: Self) -> Bool {
        if rank != other.rank { return rank < other.rank }
        if lot != other.lot { return lot < other.lot }
        return (anchor.x, anchor.y) < (other.anchor.x, other.anchor.y)
    }
}

extension LabelCandidate.Identity {
    /// The finaliser of SplitMix64 (Steele, Lea & Flood 2014) over its parts: one to one for each part.
    fileprivate var lot: UInt64 {
        [UInt64(bitPattern: Int64(layer)), UInt64(bitPattern: Int64(part)), feature].reduce(0) { mixed, part in
            var value = (mixed ^ part) &+ 0x9E37_79B9_7F4A_7C15
            value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }
    }
}
