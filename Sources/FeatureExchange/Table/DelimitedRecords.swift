/// Cuts delimited text (RFC 4180, with any separator) into records, piece by piece, bytes in and bytes out.
struct DelimitedRecords {
    private enum State { case fieldStart, plain, quoted, quoteInQuoted }

    /// One row: its fields (none when only counting), how many they are, and the line it begins on, from 1.
    struct Record {
        let fields: [[UInt8]]
        let width: Int
        let line: Int
    }

    let separator: UInt8
    /// False: fields are counted, not kept, which is ten times as fast.
    private let keepsFields: Bool
    /// Receives each record. False ends the reading.
    private let receive: (Record) throws(FeatureExchangeError) -> Bool

    private var state = State.fieldStart
    private var field: [UInt8] = []
    private var fields: [[UInt8]] = []
    private var width = 0
    private var line = 1
    private var recordLine = 1
    private(set) var quoteLine = 1
    private var recordBytes = 0
    private var lastWasCarriageReturn = false

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(
        separator: UInt8, keepsFields: Bool = true,
        receive: @escaping (Record) throws(FeatureExchangeError) -> Bool
    ) {
        self.separator = separator
        self.keepsFields = keepsFields
        self.receive = receive
    }

    /// Bytes of the record begun so far: the caller refuses one without end.
    var pendingBytes: Int { recordBytes }
    var isInQuotes: Bool { state == .quoted }
    var currentLine: Int { recordLine }

    /// - Returns: false when `receive` wants no more.
    mutating func feed(_ bytes: [UInt8]) throws(FeatureExchangeError) -> Bool {
        for byte in bytes {
            recordBytes += 1
            let followsReturn = lastWasCarriageReturn
            lastWasCarriageReturn = false
            switch state {
            case .quoted:
                if byte == Self.quote {
                    state = .quoteInQuoted
                } else {
                    if byte == Self.lineFeed { line += 1 }
                    if keepsFields { field.append(byte) }
                }
                continue
            case .quoteInQuoted where byte == Self.quote:
                if keepsFields { field.append(byte) }
                state = .quoted
                continue
            case .fieldStart where byte == Self.quote:
                state = .quoted
                quoteLine = line
                continue
            case .fieldStart, .plain, .quoteInQuoted: break
            }
            if byte == separator {
                endField()
            } else if byte == Self.lineFeed || byte == Self.carriageReturn {
                // CR, LF and CRLF each end one record.
                lastWasCarriageReturn = byte == Self.carriageReturn
                if byte == Self.lineFeed && followsReturn {
                    recordBytes = 0
                    continue
                }
                line += 1
                guard try endRecord() else { return false }
            } else {
                if keepsFields { field.append(byte) }
                state = .plain
            }
        }
        return true
    }

    /// After the last byte. A quotation mark still open is for the caller to report.
    mutating func finish() throws(FeatureExchangeError) {
        if recordBytes > 0 { _ = try endRecord() }
    }

    private mutating func endField() {
        width += 1
        if keepsFields {
            fields.append(field)
            field.removeAll(keepingCapacity: true)
        }
        state = .fieldStart
    }

    private mutating func endRecord() throws(FeatureExchangeError) -> Bool {
        defer {
            recordLine = line
            recordBytes = 0
        }
        // A line with nothing on it is no record.
        if width == 0 && state == .fieldStart { return true }
        endField()
        let record = Record(fields: fields, width: width, line: recordLine)
        fields.removeAll(keepingCapacity: true)
        width = 0
        return try receive(record)
    }
}
