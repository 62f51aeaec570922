internal import CSpatiaLite
internal import VietnameseText

/// The order of texts in `sortby`, as a collation of our connections. Only queries name it: an index or a column that did
/// could not be read by another program.
enum TextOrder {
    static let name = "gs_vietnamese"

    static func register(on connection: OpaquePointer?) {
        // Fails only for a name that SQLite does not take, or memory that is not there.
        _ = sqlite3_create_collation_v2(
            connection, name, SQLITE_UTF8, nil,
            { _, leftCount, left, rightCount, right in
                Int32(
                    VietnameseOrder.compare(
                        UnsafeRawBufferPointer(start: left, count: Int(leftCount)),
                        UnsafeRawBufferPointer(start: right, count: Int(rightCount))))
            }, nil)
    }
}
