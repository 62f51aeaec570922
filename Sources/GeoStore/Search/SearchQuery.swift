public import SimpleFeatures

/// What is looked for, and where.
public struct SearchQuery: Sendable {
    /// As typed; the last word may be unfinished.
    public var text: String
    /// The collections to look in: those that whoever asks may see.
    public var collections: [PublishedCollection]
    /// Whether collections, units and places are answered as well, not only features.
    public var answersPlaces = true
    /// CRS84: what lies in it comes before what does not.
    public var near: Envelope?
    public var limit = 10
    /// Which features of a collection may be seen.
    public var admits: @Sendable (CollectionID, FeatureID) -> Bool = { _, _ in true }

    public init(_ text: String, in collections: [PublishedCollection]) {
        self.text = text
        self.collections = collections
    }

    /// Characters of a query that are looked at: longer ones are no search.
    public static let maximumLength = 200
}

/// How well a text fits the query, best first.
public enum SearchMatch: String, Hashable, Sendable, CaseIterable {
    /// Every word, tones and all, and nothing else.
    case exact
    /// Every word but for marks, and nothing else.
    case withoutMarks = "without-marks"
    /// Every word in the order typed.
    case inOrder = "in-order"
    /// The same, the last word unfinished.
    case prefix
    /// Every word, in any order.
    case anyOrder = "any-order"
    /// A coordinate, or a parcel by its numbers.
    case position

    var score: Double {
        switch self {
        case .exact, .position: 1000
        case .withoutMarks: 900
        case .inOrder: 700
        case .prefix: 500
        case .anyOrder: 300
        }
    }
}

/// One thing found.
public struct SearchResult: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
        /// - Parameter count: features of the same name that stand behind this result, lines of one road.
        case feature(FeatureID, collection: CollectionID, count: Int)
        case collection(CollectionID)
        /// - Parameter present: for a unit that is no more, the commune that lies there now.
        case unit(AdministrativeUnit, present: PresentUnit?)
        /// A coordinate, read in this CRS as x east and y north.
        case place(CRS, name: String, Coordinate)
    }

    public var subject: Subject
    public var title: String
    /// What else of it was searched, or where it lies; empty when there is nothing more to say.
    public var detail: String
    /// The property that holds what matched; nil for what is no feature.
    public var property: String?
    public var match: SearchMatch
    /// Larger is better; comparable within one answer.
    public var score: Double
    /// CRS84; nil without a geometry.
    public var envelope: Envelope?
    /// CRS84, on the feature; nil without a geometry.
    public var point: Coordinate?
    /// The commune whose centre is nearest, which most often is the one it lies in.
    public var nearestUnit: AdministrativeUnit?
}

/// Where a former unit lies today.
public struct PresentUnit: Hashable, Sendable {
    public let title: String
    /// Whether it was measured against outlines in the store; otherwise it is the commune with the nearest centre.
    public let isMeasured: Bool
}

/// What was found.
public struct SearchAnswer: Hashable, Sendable {
    public var results: [SearchResult]
    /// Collections asked for whose index is of another version or missing.
    public var unindexed: [CollectionID]
}
