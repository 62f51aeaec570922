import Foundation

/// Reads the values of one column, each by the reading under which it is best; the column's own reading comes first.
///
/// Fast where nothing is in doubt: ASCII and clean text cost one pass. Doubtful values are compared under all candidates,
/// and remembered, because attributes repeat. For one thread at a time.
public final class ColumnDecoder {
    /// What was done to a value beyond decoding.
    public struct Remarks: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Read otherwise than most of its column.
        public static let otherEncoding = Remarks(rawValue: 1 << 0)
        /// Letters that a former conversion had confused were brought back.
        public static let misreadRepaired = Remarks(rawValue: 1 << 1)
        /// Ð for Đ.
        public static let lettersFolded = Remarks(rawValue: 1 << 2)
        /// Decomposed Unicode was composed.
        public static let composed = Remarks(rawValue: 1 << 3)
        /// Capitals that TCVN3 cannot hold were brought back.
        public static let capitalsRestored = Remarks(rawValue: 1 << 4)
        /// Letters were replaced by `?` before the text came here: they cannot be brought back.
        public static let lettersLost = Remarks(rawValue: 1 << 5)
    }

    public struct Value: Hashable, Sendable {
        public let text: String
        public let remarks: Remarks
        public let undecodableBytes: Int
        /// Of the reading used; nil for the column's own.
        public let otherReading: String?

        init(_ text: String, remarks: Remarks = [], undecodableBytes: Int = 0, otherReading: String? = nil) {
            self.text = text
            self.remarks = remarks
            self.undecodableBytes = undecodableBytes
            self.otherReading = otherReading
        }
    }

    private let choice: ValueChoice
    private let isAutomatic: Bool
    private let isCapitalFont: Bool
    private let isVIQR: Bool
    private var remembered: [[UInt8]: Value] = [:]

    /// Values remembered; a column of names has a few thousand at most.
    private static let memory = 8192

    private var own: TextReader { choice.set.readers[choice.dominant] }

    /// Reads by what a diagnosis found, each value on its merits.
    ///
    /// - Parameter leaning: what other columns of the layer are in: more likely than a stranger, should a value come
    ///   that the samples did not show.
    public init(_ diagnosis: ColumnDiagnosis, leaning: [ByteReading] = []) {
        let set = ReadingCandidates(claim: .declared(diagnosis.reader))
        let established = diagnosis.others.compactMap { other in
            set.readers.firstIndex { $0.option == other.reader.option }
        }
        let neighbours = set.readers.indices.filter { set.readers[$0].reading.map(leaning.contains) ?? false }
        choice = ValueChoice(set: set, dominant: set.claim, established: Set(established + neighbours))
        isAutomatic = true
        isCapitalFont = diagnosis.isCapitalFont
        isVIQR = diagnosis.hasVIQR
    }

    /// Reads by a person's word, without a second opinion.
    public init(given reader: TextReader) {
        let set = ReadingCandidates(claim: .declared(reader))
        choice = ValueChoice(set: set, dominant: set.claim, established: [])
        isAutomatic = false
        isCapitalFont = false
        isVIQR = reader.reading == .encoding(.viqr)
    }

    public func decode(_ bytes: UnsafeRawBufferPointer) -> Value {
        if isASCII(bytes) { return ascii(bytes) }
        if !isAutomatic { return given(bytes) }
        // Combining marks and U+FFFD are not plain: what passes is composed, and whole.
        if choice.dominant == choice.set.utf8, let text = Self.wellFormed(bytes), PlainText.isPlain(bytes),
            !Self.mayBeDecomposed(bytes)
        {
            return Value(text, remarks: remarksOnLosses(text, bytes))
        }
        let key = [UInt8](bytes)
        if let value = remembered[key] { return value }
        let value = judged(bytes)
        if remembered.count >= Self.memory { remembered.removeAll(keepingCapacity: true) }
        remembered[key] = value
        return value
    }

    public func decode(_ bytes: [UInt8]) -> Value { bytes.withUnsafeBytes { decode($0) } }

    private func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        // Eight bytes at a time: this is asked for every value of every row.
        var offset = 0
        while offset + 8 <= bytes.count {
            if bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 {
                return false
            }
            offset += 8
        }
        while offset < bytes.count {
            if bytes[offset] >= 0x80 { return false }
            offset += 1
        }
        return true
    }

    /// Whether a byte begins a script in which letters may have to be composed: U+0300 and beyond, except for the
    /// Vietnamese block and punctuation.
    private static func mayBeDecomposed(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.contains { ($0 >= 0xCC && $0 < 0xE1) || $0 >= 0xE3 }
    }

    /// As `String(validating:as:)`, by the quicker way in: what had to be repaired is not what it was.
    private static func wellFormed(_ bytes: UnsafeRawBufferPointer) -> String? {
        var text = String(decoding: bytes, as: UTF8.self)
        let isSame = text.withUTF8 { utf8 in
            guard let start = utf8.baseAddress, let other = bytes.baseAddress else { return bytes.isEmpty }
            return utf8.count == bytes.count && memcmp(start, other, bytes.count) == 0
        }
        return isSame ? text : nil
    }

    private func ascii(_ bytes: UnsafeRawBufferPointer) -> Value {
        if !isAutomatic, own.reading != .encoding(.utf8) { return given(bytes) }
        if isVIQR, VIQR.isSuspected(bytes) {
            let text = VIQR.decode(bytes).text
            let evidence = TextEvidence(of: text)
            // What is no syllable then was plain text: `it's`, `5'30`.
            if evidence.words > 0, evidence.syllables + evidence.plausible == evidence.words { return Value(text) }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return Value(text, remarks: remarksOnLosses(text, bytes))
    }

    private func remarksOnLosses(_ text: String, _ bytes: UnsafeRawBufferPointer) -> Remarks {
        guard bytes.contains(UInt8(ascii: "?")), !isVIQR else { return [] }
        return LostLetters.areEvident(in: text) ? .lettersLost : []
    }

    private func given(_ bytes: UnsafeRawBufferPointer) -> Value {
        // A value that cannot have come about this way was never damaged.
        guard let decoded = own.decode(bytes) else { return finished(TextReader.utf8, bytes, isOther: false) }
        return finished(own, bytes, decoded, isOther: false)
    }

    private func judged(_ bytes: UnsafeRawBufferPointer) -> Value {
        let set = choice.set
        if let decoded = own.decode(bytes), isBeyondDoubt(decoded, bytes) {
            return finished(own, bytes, decoded, isOther: false)
        }
        let isDamaged = own.reading?.isMisread ?? false
        guard let index = choice.index(for: set.judge(bytes, suspectsDamage: isDamaged)) else {
            return finished(own, bytes, isOther: false)
        }
        return finished(set.readers[index], bytes, isOther: index != choice.dominant)
    }

    /// Every word well spelled, and the bytes not UTF-8 by their form where the column is in something else; misread
    /// text must look misread as it stands.
    private func isBeyondDoubt(_ decoded: DecodedText, _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard decoded.isComplete, choice.dominant != choice.set.utf8, let reading = own.reading else { return false }
        let evidence = TextEvidence(of: decoded.text)
        guard evidence.strangers == 0, evidence.syllables > 0,
            evidence.syllables + evidence.plausible == evidence.words,
            evidence.logOdds > 1.5 * Double(evidence.words)
        else { return false }
        if reading.isMisread { return !PlainText.isPlain(bytes) }
        return String(validating: bytes, as: UTF8.self) == nil
    }

    private func finished(_ reader: TextReader, _ bytes: UnsafeRawBufferPointer, isOther: Bool) -> Value {
        let decoded = reader.decode(bytes) ?? LegacyEncoding.utf8.decode(bytes)
        return finished(reader, bytes, decoded, isOther: isOther)
    }

    private func finished(
        _ reader: TextReader, _ bytes: UnsafeRawBufferPointer, _ decoded: DecodedText, isOther: Bool
    ) -> Value {
        var remarks: Remarks = isOther ? .otherEncoding : []
        var text = decoded.text
        if reader.reading?.isMisread == true, !text.utf8.elementsEqual(bytes) { remarks.insert(.misreadRepaired) }
        if reader.reading == .encoding(.utf8), !text.utf8.elementsEqual(bytes), decoded.isComplete {
            remarks.insert(.composed)
        }
        if isAutomatic, reader.reading?.origin == .tcvn3 {
            let restored =
                isCapitalFont && TCVN3CapitalFont.isCapitalText(text)
                ? text.uppercased() : TCVN3CapitalFont.restoringCapitals(in: text)
            if restored != text {
                text = restored
                remarks.insert(.capitalsRestored)
            }
        }
        if let folded = LetterFolding.folded(text) {
            text = folded
            remarks.insert(.lettersFolded)
        }
        if decoded.isComplete, LostLetters.areEvident(in: text) { remarks.insert(.lettersLost) }
        return Value(
            text, remarks: remarks, undecodableBytes: decoded.undecodableOffsets.count,
            otherReading: isOther ? reader.option : nil)
    }
}
