internal import SimpleFeatures

/// Geometry literals: WKT as cql2.bnf has it, positions of two or three numbers with or without the Z.
extension TextParser {
    mutating func readGeometry(_ type: GeometryType, at start: Int) throws(FilterError) -> Geometry {
        switch type {
        case .point: return .point(try readPositions(atLeast: 1, atMost: 1, of: "a point"))
        case .lineString: return .lineString(try readLine())
        case .polygon: return .polygon(try readPolygon())
        case .multiPoint:
            return .multiPoint(
                try readMembers { (parser) throws(FilterError) in
                    // Some write the points without parentheses of their own.
                    parser.isSymbol("(")
                        ? try parser.readPositions(atLeast: 1, atMost: 1, of: "a point")
                        : try parser.readPosition(in: nil)
                })
        case .multiLineString:
            return .multiLineString(try readMembers { (parser) throws(FilterError) in try parser.readLine() })
        case .multiPolygon:
            return .multiPolygon(try readMembers { (parser) throws(FilterError) in try parser.readPolygon() })
        case .geometryCollection:
            return .geometryCollection(try readMembers { (parser) throws(FilterError) in try parser.readMember() })
        case .geometry:
            throw fault(.invalidGeometry(reason: "GEOMETRY is not the name of a literal"), at: start)
        }
    }

    private mutating func readMember() throws(FilterError) -> Geometry {
        let start = token.range.lowerBound
        guard token.kind == .name, let type = GeometryType(tag: token.word), type != .geometryCollection else {
            throw unexpected("POINT, LINESTRING, POLYGON, MULTIPOINT, MULTILINESTRING or MULTIPOLYGON")
        }
        try advance()
        _ = try skip(keyword: "Z")
        return try readGeometry(type, at: start)
    }

    private mutating func readMembers<Member>(
        _ read: (inout TextParser) throws(FilterError) -> Member
    ) throws(FilterError) -> [Member] {
        try budget.enter()
        defer { budget.leave() }
        try expect("(")
        var members: [Member] = []
        repeat { members.append(try read(&self)) } while try skip(",")
        guard try skip(")") else { throw unexpected("',' or ')'") }
        return members
    }

    private mutating func readLine() throws(FilterError) -> CoordinateSequence {
        try readPositions(atLeast: 2, atMost: nil, of: "a line")
    }

    private mutating func readPolygon() throws(FilterError) -> Geometry.Polygon {
        Geometry.Polygon(
            rings: try readMembers { (parser) throws(FilterError) in
                let start = parser.token.range.lowerBound
                let ring = try parser.readPositions(atLeast: 4, atMost: nil, of: "a ring")
                guard ring.isClosed else {
                    throw parser.fault(.invalidGeometry(reason: PositionFault.ringIsOpen.description), at: start)
                }
                return ring
            })
    }

    private mutating func readPositions(
        atLeast fewest: Int, atMost most: Int?, of what: String
    ) throws(FilterError) -> CoordinateSequence {
        let start = token.range.lowerBound
        guard isSymbol("(") else { throw unexpected("'(' and coordinates") }
        try advance()
        var positions = try readPosition(in: nil)
        while try skip(",") { positions.values += try readPosition(in: positions.hasZ).values }
        guard isSymbol(")") else { throw unexpected("a number, ',' or ')'") }
        try advance()
        guard positions.count >= fewest, positions.count <= most ?? .max else {
            let fault = PositionFault.positionCount(positions.count, of: what, fewest: fewest)
            throw self.fault(.invalidGeometry(reason: fault.description), at: start)
        }
        return positions
    }

    /// Two or three numbers.
    private mutating func readPosition(in hasZ: Bool?) throws(FilterError) -> CoordinateSequence {
        let start = token.range.lowerBound
        var numbers: [Double] = []
        repeat { numbers.append(try readCoordinate()) } while token.kind == .number || isSymbol("-") || isSymbol("+")
        guard numbers.count == 2 || numbers.count == 3, hasZ == nil || hasZ == (numbers.count == 3) else {
            let fault = PositionFault.numberCount(numbers.count, hasZ: hasZ)
            throw self.fault(.invalidGeometry(reason: fault.description), at: start)
        }
        return CoordinateSequence(hasZ: numbers.count == 3, values: numbers)
    }

    private mutating func readCoordinate() throws(FilterError) -> Double {
        let isNegative = isSymbol("-")
        if isNegative || isSymbol("+") { try advance() }
        guard token.kind == .number else { throw unexpected("a number") }
        guard let number = Double(lexer.text(token.range)), number.isFinite else {
            throw fault(.invalidNumber(lexer.snippet(token.range)), at: token.range.lowerBound)
        }
        try advance()
        return isNegative ? -number : number
    }

    /// `BBOX(…)`, or the predicate of the same name in drafts, `BBOX(geometry, …)`.
    mutating func readBoxCall(at start: Int) throws(FilterError) -> ValueExpression {
        try expect("(")
        guard token.kind == .name || token.kind == .quotedName else {
            return try made(.box(readBox(at: start)), at: start)
        }
        let property = try nested { (parser) throws(FilterError) in try parser.readPrimary() }
        try expect(",")
        let box = try made(.box(readBox(at: start)), at: start)
        return try made(.spatial(.intersects, property, box), at: start)
    }

    /// The numbers and the parenthesis behind them.
    private mutating func readBox(at start: Int) throws(FilterError) -> FilterBox {
        var numbers: [Double] = []
        repeat { numbers.append(try readCoordinate()) } while try skip(",")
        guard try skip(")") else { throw unexpected("',' or ')'") }
        guard let box = FilterBox(numbers), box.isUpright else {
            throw fault(.invalidGeometry(reason: FilterError.boxForm), at: start)
        }
        return box
    }
}

extension GeometryType {
    /// By the name in WKT, in capitals; nil for GEOMETRY, which no literal is.
    init?(tag: String) {
        guard let type = Self.tags[tag] else { return nil }
        self = type
    }

    private static let tags = Dictionary(
        uniqueKeysWithValues: allCases.filter { $0 != .geometry }.map { ($0.rawValue.uppercased(), $0) })
}

extension FilterError {
    static let boxForm =
        "BBOX takes 4 numbers (west, south, east, north) or 6 (with the lowest height third and the greatest last), "
        + "the southern below the northern"
}
