extension SpatiaLiteBlob {
    /// What a blob holds that can be read where it lies.
    struct Shape {
        let type: GeometryType
        let hasZ: Bool

        /// Numbers of each position: 2 or 3.
        var stride: Int { hasZ ? 3 : 2 }
    }

    /// The positions of one point, line or ring where they lie, little-endian and not aligned.
    struct Part {
        let bytes: UnsafeRawBufferPointer
        /// Whether it begins a member: a ring that is not the first of its polygon does not.
        let beginsMember: Bool

        func number(_ index: Int) -> Double {
            Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)))
        }
    }

    /// Reads what nearly every blob is without asking for memory: little-endian, `x y` or `x y z`, no collection, no
    /// part without a position.
    ///
    /// - Parameter body: takes each point, line and ring in its order; what it got counts only when the whole is read.
    ///   True ends the reading.
    /// - Returns: nil for all else, be it a sound geometry or not: `read` tells.
    @inline(__always)
    static func forEachPart(of blob: UnsafeRawBufferPointer, _ body: (Shape, Part) -> Bool) -> Shape? {
        guard blob.count > headerLength + 5, blob[0] == startMark, blob[38] == envelopeEndMark,
            blob[blob.count - 1] == endMark, blob[1] == 1
        else { return nil }
        // Without the end mark: it must not become the last byte of a number.
        var reader = PartReader(bytes: UnsafeRawBufferPointer(rebasing: blob.dropLast()), offset: headerLength)
        guard let code = reader.readUInt32(), let shape = Shape(code: code) else { return nil }
        guard let member = shape.type.member else {
            return reader.readMember(shape.type, shape, body) == nil ? nil : shape
        }
        guard let count = reader.readUInt32(), count > 0 else { return nil }
        for _ in 0..<count {
            guard reader.readByte() == memberMark, reader.readUInt32() == member.wkbCode + (shape.hasZ ? 1000 : 0),
                let isEnough = reader.readMember(member, shape, body)
            else { return nil }
            if isEnough { break }
        }
        return shape
    }
}

extension SpatiaLiteBlob {
    /// Whether the geometry surely has a point in common with a box, its sides included: its own box lies within, or one
    /// of its positions does. It may still have one when it has not, and when it cannot be read in place.
    public static func surelyMeets(
        _ blob: UnsafeRawBufferPointer, minX: Double, minY: Double, maxX: Double, maxY: Double
    ) -> Bool {
        guard blob.count > headerLength, blob[0] == startMark, blob[1] == 1, blob[38] == envelopeEndMark else {
            return false
        }
        let box = Part(bytes: UnsafeRawBufferPointer(rebasing: blob[6..<38]), beginsMember: true)
        // The box of an empty geometry is turned inside out.
        if minX <= box.number(0), box.number(0) <= box.number(2), box.number(2) <= maxX,
            minY <= box.number(1), box.number(1) <= box.number(3), box.number(3) <= maxY
        {
            return true
        }
        var isFound = false
        let shape = forEachPart(of: blob) { shape, part in
            let count = part.bytes.count / 8
            var index = 0
            while index < count, !isFound {
                let (x, y) = (part.number(index), part.number(index + 1))
                isFound = minX <= x && x <= maxX && minY <= y && y <= maxY
                index += shape.stride
            }
            return isFound
        }
        return isFound && shape != nil
    }
}

extension SpatiaLiteBlob.Shape {
    fileprivate init?(code: UInt32) {
        let (height, flat) = code.quotientAndRemainder(dividingBy: 1000)
        guard height <= 1 else { return nil }
        let type: GeometryType
        switch flat {
        case 1: type = .point
        case 2: type = .lineString
        case 3: type = .polygon
        case 4: type = .multiPoint
        case 5: type = .multiLineString
        case 6: type = .multiPolygon
        case _: return nil
        }
        self.init(type: type, hasZ: height == 1)
    }
}

extension GeometryType {
    /// What a Multi geometry is made of, nil for what is not one.
    fileprivate var member: GeometryType? {
        switch self {
        case .multiPoint: .point
        case .multiLineString: .lineString
        case .multiPolygon: .polygon
        case .geometry, .point, .lineString, .polygon, .geometryCollection: nil
        }
    }
}

private struct PartReader {
    let bytes: UnsafeRawBufferPointer
    var offset: Int

    @inline(__always)
    mutating func readByte() -> UInt8? {
        guard offset < bytes.count else { return nil }
        defer { offset += 1 }
        return bytes[offset]
    }

    @inline(__always)
    mutating func readUInt32() -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        defer { offset += 4 }
        return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// The content of a point, line or polygon.
    /// - Returns: whether `body` has enough; nil for what cannot be read in place.
    @inline(__always)
    mutating func readMember(
        _ type: GeometryType, _ shape: SpatiaLiteBlob.Shape,
        _ body: (SpatiaLiteBlob.Shape, SpatiaLiteBlob.Part) -> Bool
    ) -> Bool? {
        var ringCount: UInt32 = 1
        if type == .polygon {
            guard let count = readUInt32(), count > 0 else { return nil }
            ringCount = count
        }
        for ring in 0..<ringCount {
            var positionCount: UInt32 = 1
            if type != .point {
                guard let count = readUInt32(), count > 0 else { return nil }
                positionCount = count
            }
            let length = Int(positionCount) * shape.stride * 8
            guard length <= bytes.count - offset else { return nil }
            let part = SpatiaLiteBlob.Part(
                bytes: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length]), beginsMember: ring == 0)
            if body(shape, part) { return true }
            offset += length
        }
        return false
    }
}
