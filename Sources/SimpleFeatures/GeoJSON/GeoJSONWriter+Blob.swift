extension GeoJSONWriter {
    /// The geometry of a SpatiaLite blob, from its bytes to text: no `Geometry` stands between.
    ///
    /// - Parameters:
    ///   - blob: as `SpatiaLiteBlob` describes it.
    ///   - move: takes the positions, `stride` numbers each, to the CRS of the answer in place; what it throws leaves
    ///     the geometry to the caller. Nil leaves them where they are.
    /// - Returns: false, with nothing written, for what is rare: collections, empty parts, numbers that are none, heights
    ///   with measures, a blob that cannot be read at all. `SpatiaLiteBlob.read` tells them apart.
    public mutating func append(
        blob: UnsafeRawBufferPointer,
        moving move: ((_ numbers: UnsafeMutableBufferPointer<Double>, _ stride: Int) throws -> Void)? = nil
    ) -> Bool {
        guard flat.read(blob) else { return false }
        if let move {
            let stride = flat.stride
            do { try flat.numbers.withUnsafeMutableBufferPointer { try move($0, stride) } } catch { return false }
        }
        let start = count
        guard appendFlat() else {
            removeAll(behind: start)
            return false
        }
        return true
    }

    private mutating func appendFlat() -> Bool {
        switch flat.type {
        case .point:
            writer.append(raw: #"{"type":"Point","coordinates":"#)
            guard append(positions: flat.parts[0].range) else { return false }
        case .lineString:
            writer.append(raw: #"{"type":"LineString","coordinates":"#)
            guard append(list: flat.parts[0].range) else { return false }
        case .polygon:
            writer.append(raw: #"{"type":"Polygon","coordinates":"#)
            guard append(polygon: flat.parts.indices) else { return false }
        case .multiPoint:
            writer.append(raw: #"{"type":"MultiPoint","coordinates":["#)
            for index in flat.parts.indices {
                if index > 0 { writer.append(raw: ",") }
                guard append(positions: flat.parts[index].range) else { return false }
            }
            writer.append(raw: "]")
        case .multiLineString:
            writer.append(raw: #"{"type":"MultiLineString","coordinates":["#)
            for index in flat.parts.indices {
                if index > 0 { writer.append(raw: ",") }
                guard append(list: flat.parts[index].range) else { return false }
            }
            writer.append(raw: "]")
        case .multiPolygon:
            writer.append(raw: #"{"type":"MultiPolygon","coordinates":["#)
            var start = 0
            while start < flat.parts.count {
                if start > 0 { writer.append(raw: ",") }
                var end = start + 1
                while end < flat.parts.count, !flat.parts[end].beginsMember { end += 1 }
                guard append(polygon: start..<end) else { return false }
                start = end
            }
            writer.append(raw: "]")
        case .geometryCollection, .geometry: return false
        }
        writer.append(raw: "}")
        return true
    }

    /// Rings, the exterior counter-clockwise and the others clockwise.
    private mutating func append(polygon parts: Range<Int>) -> Bool {
        writer.append(raw: "[")
        for index in parts {
            let isExterior = index == parts.lowerBound
            if !isExterior { writer.append(raw: ",") }
            let ring = flat.parts[index].range
            let area = flat.numbers.withUnsafeBufferPointer { numbers in
                CoordinateSequence.doubledSignedArea(of: numbers.extracting(ring), stride: flat.stride)
            }
            guard append(list: ring, backwards: (area > 0) != isExterior) else { return false }
        }
        writer.append(raw: "]")
        return true
    }

    private mutating func append(list: Range<Int>, backwards: Bool = false) -> Bool {
        writer.append(raw: "[")
        guard append(positions: list, backwards: backwards) else { return false }
        writer.append(raw: "]")
        return true
    }

    /// Positions with commas between them.
    /// - Returns: false when a number has too many digits for its decimals.
    private mutating func append(positions: Range<Int>, backwards: Bool = false) -> Bool {
        let stride = flat.stride
        let decimals = decimals
        let count = positions.count / stride
        let before = writer.bytes.count
        flat.numbers.withUnsafeBufferPointer { numbers in
            writer.append(atMost: count * (stride + 1) * DecimalText.room) { start in
                var end = start
                for index in 0..<count {
                    let place = positions.lowerBound + (backwards ? count - 1 - index : index) * stride
                    if index > 0 { end.append(",") }
                    end.append("[")
                    guard let comma = DecimalText.write(numbers[place], decimals: decimals, at: end) else {
                        return start
                    }
                    end = comma
                    end.append(",")
                    guard let next = DecimalText.write(numbers[place + 1], decimals: decimals, at: end) else {
                        return start
                    }
                    end = next
                    if stride == 3 {
                        end.append(",")
                        guard let last = DecimalText.write(numbers[place + 2], decimals: Self.heightDecimals, at: end)
                        else { return start }
                        end = last
                    }
                    end.append("]")
                }
                return end
            }
        }
        return writer.bytes.count > before
    }
}

extension UnsafeMutableRawPointer {
    /// Writes an ASCII character and steps behind it.
    @inline(__always)
    fileprivate mutating func append(_ character: Unicode.Scalar) {
        storeBytes(of: UInt8(ascii: character), as: UInt8.self)
        self += 1
    }
}
