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
    }

    /// One number for each property, 0 where the feature has no value. Valid as long as the reader is.
    /// - Precondition: `row` is one of an entry of the same file.
    @inline(__always)
    public func valueIDs(ofRow row: Int) -> UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: values + row * propertyCount, count: propertyCount)
    }

    /// The `Value` message (MVT 2.1, 4.4), without the field that would hold it in a layer.
    /// - Precondition: `value` in 1…`valueCount`.
    @inline(__always)
    public func message(ofValue value: UInt32) -> UnsafeRawBufferPointer {
        let start = Int(messageOffsets[Int(value) - 1])
        return UnsafeRawBufferPointer(start: messages + start, count: Int(messageOffsets[Int(value)]) - start)
    }

    /// How many bytes can be read from the start of a message on, behind its end too.
    @inline(__always)
    func readableCount(from message: UnsafeRawBufferPointer) -> Int {
        message.baseAddress.map { messagesEnd - $0 } ?? 0
    }

    @inline(__always)
    public func featureID(ofRow row: Int) -> FeatureID? { FeatureID(ids[row]) }

    /// From this zoom on the feature is shown.
    @inline(__always)
    public func minZoom(ofRow row: Int) -> UInt8 { minZooms[row] }
}
