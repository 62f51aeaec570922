internal import CQL2
internal import CSpatiaLite
internal import Foundation
internal import SimpleFeatures
internal import VietnameseText

/// What filters need and SQLite has not, on our connections only: `SQLITE_DIRECTONLY` keeps it out of triggers, views
/// and indexes, which other programs run.
enum FilterFunctions {
    static func register(on connection: OpaquePointer?) {
        register("gs_casefold", on: connection) { context, _, values in
            FilterFunctions.replyText(context, values) { CaseFolding.fold($0) }
        }
        register("gs_unaccent", on: connection) { context, _, values in
            FilterFunctions.replyText(context, values) { VietnameseFolding.withoutMarks($0) }
        }
        register("gs_lower", on: connection) { context, _, values in
            FilterFunctions.replyText(context, values) { $0.lowercased() }
        }
        register("gs_upper", on: connection) { context, _, values in
            FilterFunctions.replyText(context, values) { $0.uppercased() }
        }
        // SQLite's own ends the query at the smallest integer, which has no opposite.
        register("gs_abs", on: connection) { context, _, values in
            let value = values?[0]
            switch sqlite3_value_type(value) {
            case SQLITE_INTEGER where sqlite3_value_int64(value) > .min:
                sqlite3_result_int64(context, Swift.abs(sqlite3_value_int64(value)))
            case SQLITE_INTEGER, SQLITE_FLOAT: sqlite3_result_double(context, Swift.abs(sqlite3_value_double(value)))
            default: sqlite3_result_null(context)
            }
        }
        register("gs_day", on: connection) { context, _, values in
            guard let moment = FilterFunctions.text(values?[0]).flatMap({ Moment($0) }) else {
                return sqlite3_result_null(context)
            }
            sqlite3_result_int64(context, Int64(moment.date.day))
        }
        register("gs_instant", on: connection) { context, _, values in
            guard let moment = FilterFunctions.text(values?[0]).flatMap({ Moment($0) }) else {
                return sqlite3_result_null(context)
            }
            sqlite3_result_int64(context, moment.timestamp.microseconds)
        }
        register("gs_has_words", argumentCount: 2, on: connection) { context, _, values in
            guard let words = FilterFunctions.text(values?[0]), let text = FilterFunctions.text(values?[1]) else {
                return sqlite3_result_null(context)
            }
            let found = SearchText.folded(text, atMost: .max).split(separator: " ")
            let hasAll = words.split(separator: " ").allSatisfy { found.contains($0) }
            sqlite3_result_int(context, hasAll ? 1 : 0)
        }
        register("gs_array_relation", argumentCount: 3, on: connection) { context, _, values in
            guard let name = FilterFunctions.text(values?[0]), let relation = ArrayOperator(rawValue: name),
                let left = FilterFunctions.text(values?[1]).flatMap({ StoredList($0) }),
                let right = FilterFunctions.text(values?[2]).flatMap({ StoredList($0) })
            else { return sqlite3_result_null(context) }
            sqlite3_result_int(context, left.is(relation, right) ? 1 : 0)
        }
    }

    private typealias Body =
        @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

    private static func register(
        _ name: String, argumentCount: Int32 = 1, on connection: OpaquePointer?, _ body: Body
    ) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY
        // Fails only for a name or a count that SQLite does not take, which these are not.
        _ = sqlite3_create_function_v2(connection, name, argumentCount, flags, nil, body, nil, nil, nil)
    }

    /// The text of a value, nil for what is not one; SQLite's memory is valid until the function returns.
    private static func text(_ value: OpaquePointer?) -> String? {
        guard sqlite3_value_type(value) == SQLITE_TEXT, let start = sqlite3_value_text(value) else { return nil }
        let count = Int(sqlite3_value_bytes(value))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private static func replyText(
        _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?, _ transform: (String) -> String
    ) {
        // A number in a text column is compared as its digits.
        let value = values?[0]
        guard sqlite3_value_type(value) != SQLITE_NULL, let start = sqlite3_value_text(value) else {
            return sqlite3_result_null(context)
        }
        let count = Int(sqlite3_value_bytes(value))
        var result = transform(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        result.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) {
                // An empty text has no address, and NULL would be a null value.
                guard let start = $0.baseAddress else { return sqlite3_result_zeroblob(context, 0) }
                sqlite3_result_text64(context, start, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
            }
        }
    }
}

/// A list as a text column holds it: a JSON array, compared as a set.
struct StoredList {
    private let members: Set<JSONValue>

    /// Nil for a text that is no JSON array.
    init?(_ text: String) {
        // Most texts are none, and the reader need not say why.
        guard text.utf8.first == UInt8(ascii: "[") else { return nil }
        do {
            guard let values = try JSONReader.read(Array(text.utf8)).array else { return nil }
            members = Set(values.map(Self.normalised))
        } catch {
            return nil
        }
    }

    /// 1 and 1.0 are one number.
    private static func normalised(_ value: JSONValue) -> JSONValue {
        switch value {
        case .real(let number): Int64(exactly: number).map(JSONValue.integer) ?? value
        case .array(let values): .array(values.map(normalised))
        case .null, .boolean, .integer, .string, .object: value
        }
    }

    func `is`(_ relation: ArrayOperator, _ other: StoredList) -> Bool {
        switch relation {
        case .equals: members == other.members
        case .contains: members.isSuperset(of: other.members)
        case .containedBy: members.isSubset(of: other.members)
        case .overlaps: !members.isDisjoint(with: other.members)
        }
    }
}
