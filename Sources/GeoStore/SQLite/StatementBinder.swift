internal import CSpatiaLite
internal import GRDB
internal import SimpleFeatures

/// Binds and runs one prepared statement again and again: the inner loop of an import.
struct StatementBinder {
    private let statement: OpaquePointer
    /// Finalises `statement` when nobody holds it any more.
    private let owner: Statement
    /// SQLite copies what it is given.
    private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ statement: Statement) {
        self.statement = statement.sqliteStatement
        owner = statement
    }

    func bind(_ value: Int64, at index: Int32) { sqlite3_bind_int64(statement, index, value) }
    func bind(_ value: Double, at index: Int32) { sqlite3_bind_double(statement, index, value) }
    func bindNull(at index: Int32) { sqlite3_bind_null(statement, index) }

    func bind(_ bytes: [UInt8], at index: Int32) {
        _ = bytes.withUnsafeBytes {
            sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), transient)
        }
    }

    func bind(_ value: PropertyValue, at index: Int32) {
        switch value {
        case .null: bindNull(at: index)
        case .boolean(let flag): bind(Int64(flag ? 1 : 0), at: index)
        case .integer(let number): bind(number, at: index)
        case .real(let number): bind(number, at: index)
        case .text(var text):
            text.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) {
                    // An empty text has no address, and NULL would bind a null value.
                    _ = sqlite3_bind_text64(
                        statement, index, $0.baseAddress ?? Self.emptyText, UInt64($0.count), transient,
                        UInt8(SQLITE_UTF8))
                }
            }
        case .binary(let bytes): bind(bytes, at: index)
        }
    }

    /// Binds and runs a whole row, `id, blob, values…`, of which SQLite makes no copy of its own: it allocates one for
    /// every text and every blob otherwise, and frees it before the next row.
    ///
    /// What is bound is gone when this returns; the next row binds every place again before SQLite looks.
    func run(id: Int64, blob: [UInt8]?, values: [PropertyValue]) throws {
        bind(id, at: 1)
        var length = 0
        for case .text(let text) in values { length += text.utf8.count }
        try withUnsafeTemporaryAllocation(byteCount: length, alignment: 1) { texts in
            var offset = 0
            for index in values.indices {
                let place = Int32(index + 3)
                guard case .text(var text) = values[index] else {
                    bind(values[index], at: place)
                    continue
                }
                text.withUTF8 { utf8 in
                    let copy = UnsafeMutableRawBufferPointer(rebasing: texts[offset..<offset + utf8.count])
                    copy.copyMemory(from: UnsafeRawBufferPointer(utf8))
                    offset += utf8.count
                    let start = copy.baseAddress.map { UnsafePointer($0.assumingMemoryBound(to: CChar.self)) }
                    sqlite3_bind_text64(
                        statement, place, start ?? Self.emptyText, UInt64(utf8.count), nil, UInt8(SQLITE_UTF8))
                }
            }
            guard let blob else {
                bindNull(at: 2)
                return try run()
            }
            try blob.withUnsafeBytes { bytes in
                _ = sqlite3_bind_blob64(statement, 2, bytes.baseAddress, UInt64(bytes.count), nil)
                try run()
            }
        }
    }

    nonisolated(unsafe) private static let emptyText: UnsafePointer<CChar> = {
        let text = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        text.initialize(to: 0)
        return UnsafePointer(text)
    }()

    /// Runs the statement and makes it ready for the next bindings.
    func run() throws {
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else {
            // On a full disk SQLite takes the transaction back by itself; an R-tree that meets the gap first calls it
            // damage. Real damage leaves the transaction open.
            let wasTakenBack = sqlite3_get_autocommit(sqlite3_db_handle(statement)) != 0
            if code == SQLITE_CORRUPT, wasTakenBack { throw DatabaseError(resultCode: .SQLITE_FULL) }
            let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(statement)))
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }
}
