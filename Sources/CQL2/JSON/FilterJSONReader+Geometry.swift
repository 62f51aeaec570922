internal import SimpleFeatures

/// GeoJSON geometries (RFC 7946, 3.1), read with a pointer to what is wrong.
extension FilterJSONReader {
    mutating func readGeometry(_ value: JSONValue) throws(FilterError) -> Geometry {
        guard let name = value["type"]?.string, let type = GeometryType(rawValue: name), type != .geometry else {
            throw unexpected(value["type"] ?? value, "the type of a GeoJSON geometry")
        }
        if type == .geometryCollection { return try readCollection(value) }
        guard let coordinates = value["coordinates"]?.array else { throw unexpected(value, "'coordinates'") }
        try requireMembers("type", "coordinates", "bbox", in: value)
        return try within("coordinates") { (reader) throws(FilterError) in
            switch type {
            case .point: .point(try reader.readPosition(coordinates))
            case .lineString: .lineString(try reader.readLine(coordinates))
            case .polygon: .polygon(try reader.readPolygon(coordinates))
            case .multiPoint:
                .multiPoint(
                    try reader.readMembers(coordinates) { (reader, value) throws(FilterError) in
                        try reader.readPosition(value)
                    })
            case .multiLineString:
                .multiLineString(
                    try reader.readMembers(coordinates) { (reader, value) throws(FilterError) in
                        try reader.readLine(value)
                    })
            case .multiPolygon:
                .multiPolygon(
                    try reader.readMembers(coordinates) { (reader, value) throws(FilterError) in
                        try reader.readPolygon(value)
                    })
            case .geometryCollection, .geometry: throw reader.unexpected(value, "coordinates")
            }
        }
    }

    private mutating func readCollection(_ value: JSONValue) throws(FilterError) -> Geometry {
        guard let geometries = value["geometries"]?.array else { throw unexpected(value, "'geometries'") }
        try requireMembers("type", "geometries", "bbox", in: value)
        return try within("geometries") { (reader) throws(FilterError) in
            var members: [Geometry] = []
            for (index, member) in geometries.enumerated() {
                members.append(
                    try reader.within(String(index)) { (reader) throws(FilterError) in
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
        _ values: [JSONValue], _ read: (inout FilterJSONReader, [JSONValue]) throws(FilterError) -> Member
    ) throws(FilterError) -> [Member] {
        var members: [Member] = []
        members.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            members.append(
                try within(String(index)) { (reader) throws(FilterError) in
                    guard let list = value.array else { throw reader.unexpected(value, "an array") }
                    return try read(&reader, list)
                })
        }
        return members
    }

    private func readPosition(_ values: [JSONValue]) throws(FilterError) -> CoordinateSequence {
        let numbers = values.compactMap(\.number)
        guard numbers.count == values.count, numbers.count == 2 || numbers.count == 3 else {
            throw fault(.invalidGeometry(reason: FilterError.numberCount(numbers.count, hasZ: nil)))
        }
        return CoordinateSequence(hasZ: numbers.count == 3, values: numbers)
    }

    private mutating func readLine(_ values: [JSONValue]) throws(FilterError) -> CoordinateSequence {
        try readPositions(values, atLeast: 2, of: "a line")
    }

    private mutating func readPolygon(_ values: [JSONValue]) throws(FilterError) -> Geometry.Polygon {
        Geometry.Polygon(
            rings: try readMembers(values) { (reader, ring) throws(FilterError) in
                let ring = try reader.readPositions(ring, atLeast: 4, of: "a ring")
                guard ring.isClosed else { throw reader.fault(.invalidGeometry(reason: FilterError.ringIsOpen)) }
                return ring
            })
    }

    private mutating func readPositions(
        _ values: [JSONValue], atLeast fewest: Int, of what: String
    ) throws(FilterError) -> CoordinateSequence {
        guard values.count >= fewest else {
            throw fault(.invalidGeometry(reason: FilterError.positionCount(values.count, of: what, fewest)))
        }
        let positions = try readMembers(values) { (reader, value) throws(FilterError) in
            try reader.readPosition(value)
        }
        let hasZ = positions[0].hasZ
        for (index, position) in positions.enumerated() where position.hasZ != hasZ {
            throw try within(String(index)) { (reader) throws(FilterError) in
                reader.fault(.invalidGeometry(reason: FilterError.numberCount(position.stride, hasZ: hasZ)))
            }
        }
        return CoordinateSequence(hasZ: hasZ, values: positions.flatMap(\.values))
    }
}
