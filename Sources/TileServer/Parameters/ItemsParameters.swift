import GeoStore
import SimpleFeatures

/// The query of an items request, read into a `FeatureQuery`.
struct ItemsParameters: Sendable {
    static let defaultLimit = 10
    /// QGIS asks for pages as large as the API document allows.
    static let maximumLimit = 10_000
    static let reserved: Set<String> = ["bbox", "datetime", "limit", "offset", "cursor"]

    /// Whether items can be asked for by the property's name. A column that another program added may have a name
    /// that means something else here.
    static func isQueryable(_ property: FeatureSchema.Property) -> Bool {
        property.type != .binary && !PropertyName.reservedParameters.contains(property.name)
    }

    let query: FeatureQuery
    let limit: Int

    /// - Throws: `ParameterError`.
    init(_ parameters: QueryParameters, schema: FeatureSchema) throws(ParameterError) {
        try parameters.allow(Self.reserved.union(schema.properties.filter(Self.isQueryable).map(\.name)))
        var query = FeatureQuery()
        query.envelopes = try BBoxParameter.read(parameters) ?? []
        try DatetimeParameter.check(parameters)
        limit = try LimitParameter.read(parameters)
        query.limit = limit
        query.offset = try Self.offset(parameters)
        query.after = try Self.cursor(parameters)
        for property in schema.properties where Self.isQueryable(property) {
            guard let text = try parameters.value(property.name) else { continue }
            let value = try PropertyParameter.read(text, property: property)
            query.equalities.append(FeatureQuery.Equality(property: property.name, value: value))
        }
        self.query = query
    }

    private static func offset(_ parameters: QueryParameters) throws(ParameterError) -> Int {
        guard let text = try parameters.value("offset") else { return 0 }
        guard let offset = Int(text), offset >= 0 else {
            throw ParameterError(parameter: "offset", value: text, expected: "a whole number from 0")
        }
        // Beyond the largest id there is no feature to pass over.
        return min(offset, Int(FeatureID.maximum))
    }

    /// The id of the last feature of the page before.
    private static func cursor(_ parameters: QueryParameters) throws(ParameterError) -> FeatureID? {
        guard let text = try parameters.value("cursor") else { return nil }
        guard let id = FeatureID(text) else {
            throw ParameterError(parameter: "cursor", value: text, expected: "a cursor from a 'next' link")
        }
        return id
    }
}

/// `limit` (OGC 17-069r4, 7.15.2): below 1 is an error, above the maximum is brought down to it.
enum LimitParameter {
    static func read(_ parameters: QueryParameters) throws(ParameterError) -> Int {
        guard let text = try parameters.value("limit") else { return ItemsParameters.defaultLimit }
        let isWhole = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isWhole, let limit = Int(text) ?? (isWhole ? Int.max : nil), limit > 0 else {
            throw ParameterError(
                parameter: "limit", value: text,
                expected: "a whole number from 1 (more than \(ItemsParameters.maximumLimit) gives that many)")
        }
        return min(limit, ItemsParameters.maximumLimit)
    }
}

/// `bbox` (OGC 17-069r4, 7.15.3): four or six numbers in CRS84, west above east means across the antimeridian.
enum BBoxParameter {
    private static let expected = "west,south,east,north in degrees, or with heights west,south,low,east,north,high"

    /// - Returns: one box, or two that meet at the antimeridian; nil when the parameter is absent.
    static func read(_ parameters: QueryParameters) throws(ParameterError) -> [Envelope]? {
        guard let text = try parameters.value("bbox") else { return nil }
        func invalid(_ expected: String) -> ParameterError {
            ParameterError(parameter: "bbox", value: text, expected: expected)
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Double($0.trimmingBlanks) }
        guard numbers.count == parts.count, [4, 6].contains(numbers.count), numbers.allSatisfy(\.isFinite) else {
            throw invalid(expected)
        }
        let half = numbers.count / 2
        let (west, south, east, north) = (numbers[0], numbers[1], numbers[half], numbers[half + 1])
        guard south <= north else { throw invalid("a south edge below the north edge") }
        if numbers.count == 6, numbers[2] > numbers[5] { throw invalid("a lowest height below the highest") }
        guard west <= east || (west <= 180 && east >= -180) else {
            throw invalid("a west edge up to 180 and an east edge from -180, where it crosses the antimeridian")
        }
        func box(_ west: Double, _ east: Double) -> Envelope {
            Envelope(minX: west, minY: south, maxX: east, maxY: north, crs: .crs84)
        }
        return west <= east ? [box(west, east)] : [box(west, 180), box(-180, east)]
    }
}

/// `datetime` (OGC 17-069r4, 7.15.4): no collection has a time column yet, so every feature matches; the form is
/// checked all the same.
enum DatetimeParameter {
    static func check(_ parameters: QueryParameters) throws(ParameterError) {
        guard let text = try parameters.value("datetime") else { return }
        let ends = text.split(separator: "/", omittingEmptySubsequences: false)
        let isOpen = { (end: Substring) in end.isEmpty || end == ".." }
        let isValid =
            switch ends.count {
            case 1: isInstant(ends[0])
            case 2: ends.allSatisfy { isOpen($0) || isInstant($0) } && !(ends.allSatisfy(isOpen))
            default: false
            }
        guard isValid else {
            throw ParameterError(
                parameter: "datetime", value: text,
                expected: "an instant such as 2026-07-01 or 2026-07-01T08:00:00Z, or an interval a/b, a/.. or ../b")
        }
        if ends.count == 2, ends.allSatisfy(isInstant), ends[0].prefix(10) > ends[1].prefix(10) {
            throw ParameterError(parameter: "datetime", value: text, expected: "a start before the end")
        }
    }

    /// RFC 3339 full-date or date-time.
    private static func isInstant(_ text: Substring) -> Bool {
        text.wholeMatch(
            of:
                /\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d{2}:\d{2}))?/
        ) != nil
    }
}

/// A property asked for by its name: `?LOAI_DAT=ODT`.
enum PropertyParameter {
    static func read(
        _ text: String, property: FeatureSchema.Property
    ) throws(ParameterError) -> PropertyValue {
        func invalid(_ expected: String) -> ParameterError {
            ParameterError(parameter: property.name, value: text, expected: expected)
        }
        switch property.type {
        case .integer:
            guard let number = Int64(text) else { throw invalid("a whole number") }
            return .integer(number)
        case .real:
            guard let number = Double(text), number.isFinite else { throw invalid("a number") }
            return .real(number)
        case .boolean:
            guard ["true", "false", "1", "0"].contains(text) else { throw invalid("true or false") }
            return .integer(text == "true" || text == "1" ? 1 : 0)
        case .text, .date, .time, .dateTime:
            return .text(text)
        case .binary:
            throw invalid("nothing: binary properties cannot be asked for")
        }
    }
}
