import SimpleFeatures

/// The key and value tables of a layer (MVT 2.1, 4.4): each used key and each distinct value once, in order of use.
struct TileDictionary {
    private static let noIndex = UInt32.max

    private let names: [String]
    private var keyIndices: [UInt32]
    private var keyCount: UInt32 = 0
    private var valueCount: UInt32 = 0
    /// Encoded `keys` and `values` fields of the layer.
    private(set) var keyBytes: [UInt8] = []
    private(set) var valueBytes: [UInt8] = []

    private var booleans = (no: noIndex, yes: noIndex)
    private var integers = NumberTable()
    /// By bit pattern: 0 and −0 are two values.
    private var reals = NumberTable()
    private var texts = TextTable()

    init(names: [String]) {
        self.names = names
        keyIndices = Array(repeating: Self.noIndex, count: names.count)
    }

    /// Appends the feature's tags, pairs of key and value index. Nulls, binaries, NaN and infinities are left out.
    mutating func writeTags(of values: [PropertyValue], to bytes: inout [UInt8]) {
        precondition(values.count == names.count, "a feature has more or fewer values than its layer properties")
        for property in values.indices {
            guard let value = index(of: values[property]) else { continue }
            ProtobufWriter.varint(UInt64(key(of: property)), to: &bytes)
            ProtobufWriter.varint(UInt64(value), to: &bytes)
        }
    }

    private mutating func key(of property: Int) -> UInt32 {
        if keyIndices[property] == Self.noIndex {
            keyIndices[property] = keyCount
            keyCount += 1
            ProtobufWriter.text(names[property], field: 3, to: &keyBytes)
        }
        return keyIndices[property]
    }

    private mutating func index(of value: PropertyValue) -> UInt32? {
        switch value {
        case .null, .binary:
            return nil
        case .boolean(let flag):
            return index(of: flag)
        case .integer(let number):
            if let known = integers.index(of: UInt64(bitPattern: number), orNote: valueCount) { return known }
            // uint for what is not negative, sint otherwise: the shortest of the three integer kinds.
            let bits = number >= 0 ? UInt64(number) : ProtobufWriter.zigzag(number)
            return appendValue(field: number >= 0 ? 5 : 6, bits)
        case .real(let number):
            guard number.isFinite else { return nil }
            if let known = reals.index(of: number.bitPattern, orNote: valueCount) { return known }
            return appendValue(number)
        case .text(let text):
            return index(ofText: text)
        }
    }

    private mutating func index(of flag: Bool) -> UInt32 {
        if flag {
            if booleans.yes == Self.noIndex { booleans.yes = appendValue(field: 7, 1) }
            return booleans.yes
        }
        if booleans.no == Self.noIndex { booleans.no = appendValue(field: 7, 0) }
        return booleans.no
    }

    private mutating func index(ofText text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { bytes in
            let hash = TextTable.hash(bytes)
            if let known = texts.index(of: bytes, hash: hash, in: valueBytes) { return known }
            ProtobufWriter.varint(4 << 3 | 2, to: &valueBytes)
            ProtobufWriter.varint(
                UInt64(1 + ProtobufWriter.varintLength(UInt64(bytes.count)) + bytes.count), to: &valueBytes)
            ProtobufWriter.varint(1 << 3 | 2, to: &valueBytes)
            ProtobufWriter.varint(UInt64(bytes.count), to: &valueBytes)
            texts.insert(hash: hash, start: valueBytes.count, length: bytes.count, index: valueCount)
            valueBytes.append(contentsOf: bytes)
            valueCount += 1
            return valueCount - 1
        }
    }

    /// Adds one `values` field: a message of one number.
    private mutating func appendValue(field: UInt64, _ number: UInt64) -> UInt32 {
        ProtobufWriter.varint(4 << 3 | 2, to: &valueBytes)
        ProtobufWriter.varint(UInt64(1 + ProtobufWriter.varintLength(number)), to: &valueBytes)
        ProtobufWriter.number(number, field: field, to: &valueBytes)
        valueCount += 1
        return valueCount - 1
    }

    private mutating func appendValue(_ number: Double) -> UInt32 {
        ProtobufWriter.varint(4 << 3 | 2, to: &valueBytes)
        ProtobufWriter.varint(1 + 8, to: &valueBytes)
        ProtobufWriter.varint(3 << 3 | 1, to: &valueBytes)
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            valueBytes.append(UInt8(truncatingIfNeeded: number.bitPattern >> shift))
        }
        valueCount += 1
        return valueCount - 1
    }
}
