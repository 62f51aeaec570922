public import SimpleFeatures

/// Ids and values of the features of an overview, by row.
public struct OverviewAttributes: @unchecked Sendable {
    /// Property names and types, in the order of `valueIDs(ofRow:)`.
    public let properties: [OverviewDescription.Property]
    public let rowCount: Int
    /// Values are numbered 1…`valueCount`; 0 means that a feature has none.
    public let valueCount: Int
    private let propertyCount: Int
    private let ids: UnsafePointer<Int64>
    private let values: UnsafePointer<UInt32>
    private let minZooms: UnsafePointer<UInt8>
    private let messageOffsets: UnsafePointer<UInt32>
    private let messages: UnsafeRawPointer
    private let messagesEnd: UnsafeRawPointer
    private let owner: AnyObject?
    /// Rows and values behind those of the file.
    private let added: AddedAttributes?
    /// Of `added`: asking an object would count references to it.
    private let hasAdded: Bool

    init(_ sections: OverviewSections, _ header: OverviewHeader, owner: AnyObject?) {
        properties = header.description.properties
        propertyCount = properties.count
        rowCount = header.featureCount
        valueCount = header.valueCount
        ids = sections.pointer(to: .ids)
        values = sections.pointer(to: .valueIDs)
        minZooms = sections.pointer(to: .minZooms)
        messageOffsets = sections.pointer(to: .valueOffsets)
        messages = UnsafeRawPointer(sections.pointer(to: .values) as UnsafePointer<UInt8>)
        messagesEnd = messages + Int(messageOffsets[valueCount])
        self.owner = owner
        added = nil
        hasAdded = false
    }

    /// The rows of a file, and those of another one behind them: its first row is `rowCount`, and its first value that
    /// is not among those of the file is above `valueCount`.
    init(_ file: OverviewAttributes, adding added: AddedAttributes) {
        properties = file.properties
        propertyCount = file.propertyCount
        rowCount = file.rowCount
        valueCount = file.valueCount
        ids = file.ids
        values = file.values
        minZooms = file.minZooms
        messageOffsets = file.messageOffsets
        messages = file.messages
        messagesEnd = file.messagesEnd
        owner = file.owner
        self.added = added
        hasAdded = true
    }

    /// One number for each property, 0 where the feature has no value. Valid as long as the reader is.
    /// - Precondition: `row` is one of an entry of the same file.
    @inline(__always)
    public func valueIDs(ofRow row: Int) -> UnsafeBufferPointer<UInt32> {
        if _slowPath(row >= rowCount) { return addedValueIDs(ofRow: row) }
        return UnsafeBufferPointer(start: values + row * propertyCount, count: propertyCount)
    }

    /// The `Value` message (MVT 2.1, 4.4), without the field that would hold it in a layer.
    /// - Precondition: `value` is one of a row.
    @inline(__always)
    public func message(ofValue value: UInt32) -> UnsafeRawBufferPointer {
        if _slowPath(Int(value) > valueCount) { return addedMessage(ofValue: value) }
        let start = Int(messageOffsets[Int(value) - 1])
        return UnsafeRawBufferPointer(start: messages + start, count: Int(messageOffsets[Int(value)]) - start)
    }

    /// How many bytes can be read from the start of a message on, behind its end too.
    @inline(__always)
    func readableCount(from message: UnsafeRawBufferPointer) -> Int {
        guard let start = message.baseAddress else { return 0 }
        if _slowPath(hasAdded), start < messages || start >= messagesEnd { return message.count }
        return messagesEnd - start
    }

    @inline(__always)
    public func featureID(ofRow row: Int) -> FeatureID? {
        if _slowPath(row >= rowCount) { return added?.file.featureID(ofRow: row - rowCount) }
        return FeatureID(ids[row])
    }

    /// From this zoom on the feature is shown.
    @inline(__always)
    public func minZoom(ofRow row: Int) -> UInt8 {
        if _slowPath(row >= rowCount) { return added?.file.minZoom(ofRow: row - rowCount) ?? 0 }
        return minZooms[row]
    }

    @inline(never)
    private func addedValueIDs(ofRow row: Int) -> UnsafeBufferPointer<UInt32> {
        added?.valueIDs(ofRow: row - rowCount) ?? UnsafeBufferPointer(start: nil, count: 0)
    }

    @inline(never)
    private func addedMessage(ofValue value: UInt32) -> UnsafeRawBufferPointer {
        added?.file.message(ofValue: value - UInt32(valueCount)) ?? UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// The rows of some features, with their ids, in the order of rows. A look at every row: 1 ms for 300,000.
    func rows(of features: Set<Int64>) -> [(row: Int, id: Int64)] {
        // A bit tells most rows apart.
        let mask: Int64 = (1 << 16) - 1
        var bits = [UInt64](repeating: 0, count: 1 << 10)
        for id in features { bits[Int((id & mask) >> 6)] |= 1 << UInt64(id & 63) }
        var found: [(row: Int, id: Int64)] = []
        for row in 0..<rowCount {
            let id = ids[row]
            guard bits[Int((id & mask) >> 6)] >> UInt64(id & 63) & 1 == 1, features.contains(id) else { continue }
            found.append((row, id))
        }
        return found
    }

    /// The number here of each value of another file, 0 for one that is not here; the first is of no value. A look at
    /// every value: 4 ns each.
    func numbers(ofValuesOf other: OverviewAttributes) -> [UInt32] {
        var numbers = [UInt32](repeating: 0, count: other.valueCount + 1)
        var wanted: [UInt64: [UInt32]] = [:]
        var bits = [UInt64](repeating: 0, count: 1 << 10)
        for number in 1..<UInt32(other.valueCount + 1) {
            let mark = Self.mark(of: other.message(ofValue: number))
            wanted[mark, default: []].append(number)
            bits[Int(mark & 0xFFFF) >> 6] |= 1 << (mark & 63)
        }
        for value in 1..<UInt32(valueCount + 1) {
            let message = message(ofValue: value)
            let mark = Self.mark(of: message)
            guard bits[Int(mark & 0xFFFF) >> 6] >> (mark & 63) & 1 == 1 else { continue }
            for number in wanted[mark] ?? [] where message.elementsEqual(other.message(ofValue: number)) {
                numbers[Int(number)] = value
            }
        }
        return numbers
    }

    /// Equal messages have equal ones: of the length and the last eight bytes.
    private static func mark(of message: UnsafeRawBufferPointer) -> UInt64 {
        let length = message.count
        var word: UInt64 = 0
        if length >= 8 {
            word = message.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
        } else {
            for byte in message { word = word << 8 | UInt64(byte) }
        }
        let mixed = (word ^ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed >> 32
    }
}

/// Rows of a small file behind those of a large one.
final class AddedAttributes: @unchecked Sendable {
    let file: OverviewAttributes
    private let values: UnsafeMutablePointer<UInt32>
    private let propertyCount: Int

    /// - Parameters:
    ///   - file: its own rows and values are numbered from their start.
    ///   - large: in whose numbers values are told. It has `UInt32.max` values with those of `file` at most.
    init(_ file: OverviewAttributes, behind large: OverviewAttributes) {
        self.file = file
        propertyCount = file.properties.count
        let numbers = large.numbers(ofValuesOf: file)
        values = .allocate(capacity: max(1, file.rowCount * propertyCount))
        var next = values
        for row in 0..<file.rowCount {
            for value in file.valueIDs(ofRow: row) {
                let known = numbers[Int(value)]
                next.initialize(to: value == 0 || known != 0 ? known : UInt32(large.valueCount) + value)
                next += 1
            }
        }
    }

    deinit { values.deallocate() }

    func valueIDs(ofRow row: Int) -> UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: values + row * propertyCount, count: propertyCount)
    }
}
