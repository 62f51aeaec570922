/// Why a JSON value is no GeoJSON geometry, and where in it.
public struct GeoJSONFault: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        case unexpected(JSONValue, expected: String)
        case unknownMember(String, known: [String])
        case positions(PositionFault)
    }

    public let reason: Reason
    /// Members and indices from the geometry down to the value at fault.
    public let path: [String]
}

extension GeoJSONFault.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unexpected(_, let expected): "expected \(expected)"
        case .unknownMember(let name, let known):
            "a geometry has no member '\(name)', only \(known.joined(separator: ", "))"
        case .positions(let fault): fault.description
        }
    }
}

/// What is wrong with the positions of a geometry in text, GeoJSON or WKT.
public enum PositionFault: Hashable, Sendable {
    case ringIsOpen
    case positionCount(Int, of: String, fewest: Int)
    /// - Parameter hasZ: of the positions before; nil for the first.
    case numberCount(Int, hasZ: Bool?)
}

extension PositionFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .ringIsOpen: "a ring must end where it begins"
        case .positionCount(let count, let what, let fewest):
            fewest == 1 ? "\(what) has one position, not \(count)" : "\(what) needs \(fewest) positions, not \(count)"
        case .numberCount(let count, nil): "a position has 2 or 3 numbers, not \(count)"
        case .numberCount(let count, .some):
            "all positions of a line have the same count of numbers; this one has \(count)"
        }
    }
}

/// Reads GeoJSON geometries (RFC 7946, 3.1). Lines have two positions, rings four and are closed; a collection has no
/// collections in it.
public struct GeoJSONGeometryReader {
    private var path: [String] = []

    private init() {}

    /// - Throws: `GeoJSONFault`, also for a member that a geometry does not have: the `crs` of a former GeoJSON would
    ///   otherwise be passed over.
    public static func read(_ value: JSONValue) throws(GeoJSONFault) -> Geometry {
        var reader = GeoJSONGeometryReader()
        return try reader.readGeometry(value)
    }

    private mutating func readGeometry(_ value: JSONValue) throws(GeoJSONFault) -> Geometry {
        guard let name = value["type"]?.string, let type = GeometryType(rawValue: name), type != .geometry else {
            throw unexpected(value["type"] ?? value, "the type of a GeoJSON geometry")
        }
        if type == .geometryCollection { return try readCollection(value) }
        guard let coordinates = value["coordinates"]?.array else { throw unexpected(value, "'coordinates'") }
        try requireMembers(["type", "coordinates", "bbox"], in: value)
        return try within("coordinates") { (reader) throws(GeoJSONFault) in
            switch type {
            case .point: .point(try reader.readPosition(coordinates))
            case .lineString: .lineString(try reader.readLine(coordinates))
            case .polygon: .polygon(try reader.readPolygon(coordinates))
            case .multiPoint:
                .multiPoint(
                    try reader.readMembers(coordinates) { (reader, value) throws(GeoJSONFault) in
                        try reader.readPosition(value)
                    })
            case .multiLineString:
                .multiLineString(
                    try reader.readMembers(coordinates) { (reader, value) throws(GeoJSONFault) in
                        try reader.readLine(value)
                    })
            case .multiPolygon:
                .multiPolygon(
                    try reader.readMembers(coordinates) { (reader, value) throws(GeoJSONFault) in
                        try reader.readPolygon(value)
                    })
            case .geometryCollection, .geometry: throw reader.unexpected(value, "coordinates")
            }
        }
    }

    private mutating func readCollection(_ value: JSONValue) throws(GeoJSONFault) -> Geometry {
        guard let geometries = value["geometries"]?.array else { throw unexpected(value, "'geometries'") }
        try requireMembers(["type", "geometries", "bbox"], in: value)
        return try within("geometries") { (reader) throws(GeoJSONFault) in
            var members: [Geometry] = []
            for (index, member) in geometries.enumerated() {
                members.append(
                    try reader.within(String(index)) { (reader) throws(GeoJSONFault) in
                        guard member["type"]?.string != GeometryType.geometryCollection.rawValue else {
                            throw reader.unexpected(member, "a geometry that is no collection")
                        }
                        return try reader.readGeometry(member)
                    })
            }
            return .geometryCollection(members)
        }
    }

    private mutating func readMembers<Member>(
        _ values: [JSONValue], _ read: (inout GeoJSONGeometryReader, [JSONValue]) throws(GeoJSONFault) -> Member
    ) throws(GeoJSONFault) -> [Member] {
        var members: [Member] = []
        members.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            members.append(
                try within(String(index)) { (reader) throws(GeoJSONFault) in
                    guard let list = value.array else { throw reader.unexpected(value, "an array") }
                    return try read(&reader, list)
                })
        }
        return members
    }

    private func readPosition(_ values: [JSONValue]) throws(GeoJSONFault) -> CoordinateSequence {
        let numbers = values.compactMap(\.number)
        guard numbers.count == values.count, numbers.count == 2 || numbers.count == 3 else {
            throw fault(.positions(.numberCount(numbers.count, hasZ: nil)))
        }
        return CoordinateSequence(hasZ: numbers.count == 3, values: numbers)
    }

    private mutating func readLine(_ values: [JSONValue]) throws(GeoJSONFault) -> CoordinateSequence {
        try readPositions(values, atLeast: 2, of: "a line")
    }

    private mutating func readPolygon(_ values: [JSONValue]) throws(GeoJSONFault) -> Geometry.Polygon {
        Geometry.Polygon(
            rings: try readMembers(values) { (reader, ring) throws(GeoJSONFault) in
                let ring = try reader.readPositions(ring, atLeast: 4, of: "a ring")
                guard ring.isClosed else { throw reader.fault(.positions(.ringIsOpen)) }
                return ring
            })
    }

    private mutating func readPositions(
        _ values: [JSONValue], atLeast fewest: Int, of what: String
    ) throws(GeoJSONFault) -> CoordinateSequence {
        guard values.count >= fewest else {
            throw fault(.positions(.positionCount(values.count, of: what, fewest: fewest)))
        }
        let positions = try readMembers(values) { (reader, value) throws(GeoJSONFault) in
            try reader.readPosition(value)
        }
        let hasZ = positions[0].hasZ
        for (index, position) in positions.enumerated() where position.hasZ != hasZ {
            throw try within(String(index)) { (reader) throws(GeoJSONFault) in
                reader.fault(.positions(.numberCount(position.stride, hasZ: hasZ)))
            }
        }
        return CoordinateSequence(hasZ: hasZ, values: positions.flatMap(\.values))
    }

    // MARK: Places

    private func fault(_ reason: GeoJSONFault.Reason) -> GeoJSONFault { GeoJSONFault(reason: reason, path: path) }

    private func unexpected(_ value: JSONValue, _ expected: String) -> GeoJSONFault {
        fault(.unexpected(value, expected: expected))
    }

    private func requireMembers(_ names: [String], in value: JSONValue) throws(GeoJSONFault) {
        guard let stranger = value.object?.members.first(where: { !names.contains($0.key) }) else { return }
        throw fault(.unknownMember(stranger.key, known: names))
    }

    /// Runs `body` at a member or an index of the value at hand.
    private mutating func within<Result>(
        _ step: String, _ body: (inout GeoJSONGeometryReader) throws(GeoJSONFault) -> Result
    ) throws(GeoJSONFault) -> Result {
        path.append(step)
        defer { path.removeLast() }
        return try body(&self)
    }
}
