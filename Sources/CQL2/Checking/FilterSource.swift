internal import SimpleFeatures

/// A filter as a client sent it: what errors are placed in.
public struct FilterSource: Hashable, Sendable {
    public enum Language: String, Hashable, Sendable, CaseIterable {
        case text = "cql2-text"
        case json = "cql2-json"
    }

    public let language: Language
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8], language: Language) {
        self.bytes = bytes
        self.language = language
    }

    public init(_ text: String, language: Language) {
        self.init(Array(text.utf8), language: language)
    }

    /// Reads the filter and checks it against what a collection has.
    /// - Throws: `FilterError` with its place.
    public func filter(
        for queryables: Queryables, limits: FilterLimits = .standard
    ) throws(FilterError) -> Filter {
        let filter = try read(limits)
        do throws(FilterError) { return try filter.checked(against: queryables) } catch { throw located(error) }
    }

    /// The error with the place of the part that it names; as it is when it has a place or names none.
    public func located(_ error: FilterError) -> FilterError {
        guard error.place == nil, let part = error.part, let place = place(of: part) else { return error }
        var located = error
        located.place = place
        return located
    }

    private func read(_ limits: FilterLimits) throws(FilterError) -> Filter {
        switch language {
        case .text: try Filter(text: bytes, limits: limits)
        case .json: try Filter(json: bytes, limits: limits)
        }
    }

    /// The first place of a part. A tree carries none, so that equal filters are equal: what was read without an error
    /// once is read once more.
    private func place(of part: FilterPart) -> FilterError.Place? {
        var limits = FilterLimits()
        limits.bytes = .max
        limits.parts = .max
        limits.nesting = .max
        do {
            switch language {
            case .text:
                var parser = try TextParser(bytes, limits: limits, sought: part)
                _ = try parser.read()
                return parser.foundAt.flatMap { FilterError(.notUTF8).placed(at: $0, in: bytes).place }
            case .json:
                var reader = FilterJSONReader(limits: limits, sought: part)
                _ = try reader.readFilter(JSONReader.read(bytes))
                return reader.foundAt.map { .json(pointer: $0) }
            }
        } catch {
            // It is not what the part was read from: the error goes without a place.
            return nil
        }
    }
}
