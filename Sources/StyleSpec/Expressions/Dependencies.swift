/// What an expression reads.
public struct Dependencies: Hashable, Sendable {
    public struct Sources: OptionSet, Hashable, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }

        /// The feature's properties, id, type of geometry, geometry or state.
        public static let feature = Sources(rawValue: 1)
        public static let featureState = Sources(rawValue: 2)
        /// The feature's geometry, for `within` and `distance`.
        public static let geometry = Sources(rawValue: 4)
        public static let zoom = Sources(rawValue: 8)
        public static let heatmapDensity = Sources(rawValue: 16)
        public static let elevation = Sources(rawValue: 32)
        public static let lineProgress = Sources(rawValue: 64)
        public static let accumulated = Sources(rawValue: 128)
        public static let globalState = Sources(rawValue: 256)
        /// What the machine knows: languages, scripts.
        public static let environment = Sources(rawValue: 512)
        /// Nothing, but it fails always.
        static let failure = Sources(rawValue: 1024)
    }

    public var sources: Sources
    public var properties: PropertyUse

    init(_ sources: Sources, properties: PropertyUse = .none) {
        self.sources = sources
        self.properties = properties
    }

    public static let none = Dependencies([])

    var isEmpty: Bool { sources.isEmpty }

    public func union(_ other: Dependencies) -> Dependencies {
        Dependencies(sources.union(other.sources), properties: properties.union(other.properties))
    }
}
