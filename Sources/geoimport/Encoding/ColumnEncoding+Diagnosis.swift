import GeoStore
import VietnameseText

extension ColumnEncoding {
    /// By a person's word.
    init(given reader: TextReader, field: Int, column: String, _ values: [[UInt8]]) {
        self.init(
            field: field, column: column, name: EncodingName.of(reader), option: reader.option, others: [],
            sampleCount: values.count, confidence: 1, origin: .given,
            samples: Self.samples(of: values, by: ColumnDecoder(given: reader)), doubts: [])
    }

    /// By what the text says.
    init(
        _ diagnosis: ColumnDiagnosis, leaning: [ByteReading], isDeclared: Bool, field: Int, column: String,
        _ values: [[UInt8]]
    ) {
        let reader = diagnosis.reader
        let name = EncodingName.of(reader, isCapitalFont: diagnosis.isCapitalFont)
        let origin: Origin =
            switch diagnosis.verdict {
            case .silent, .ambiguous: .undetermined
            case .asClaimed: isDeclared ? .declared : .detected
            case .detected: .detected
            case .overruled: .overruled
            }
        let samples = Self.samples(of: values, by: ColumnDecoder(diagnosis, leaning: leaning))
        self.init(
            field: field, column: column, name: name, option: reader.option,
            others: diagnosis.others.map { Other(name: EncodingName.of($0.reader), count: $0.count) },
            sampleCount: diagnosis.sampleCount, confidence: diagnosis.confidence, origin: origin, samples: samples,
            doubts: Self.doubts(diagnosis, column: column, values))
    }

    private static let sampleLimit = 5

    /// Spread over the values looked at.
    private static func samples(of values: [[UInt8]], by decoder: ColumnDecoder) -> [Sample] {
        let step = max(1, values.count / sampleLimit)
        return stride(from: 0, to: values.count, by: step).prefix(sampleLimit).map { index in
            Sample(bytes: values[index], text: decoder.decode(values[index]).text)
        }
    }

    private static func doubts(
        _ diagnosis: ColumnDiagnosis, column: String, _ values: [[UInt8]]
    ) -> [LocalizedText] {
        var doubts: [LocalizedText] = []
        let percent = Int((diagnosis.confidence * 100).rounded(.down))
        if diagnosis.verdict == .overruled {
            let (claim, reader) = (EncodingName.of(diagnosis.claim), EncodingName.of(diagnosis.reader))
            doubts.append(
                LocalizedText(
                    vi: "cột \(column): tệp khai báo \(claim.vi) nhưng nội dung là \(reader.vi)"
                        + " (độ tin cậy \(percent) %); đã đọc theo nội dung",
                    en: "column \(column): the file declares \(claim.en), but the text is"
                        + " \(reader.en) (confidence \(percent) %); it was read so"))
        }
        for other in diagnosis.others {
            let name = EncodingName.of(other.reader)
            doubts.append(
                LocalizedText(
                    vi: "cột \(column) lẫn bảng mã: \(other.count) giá trị trong mẫu là \(name.vi)",
                    en: "column \(column) mixes encodings: \(other.count) of the values looked at are \(name.en)"))
        }
        if let capitals = capitals(diagnosis, column: column, values) { doubts.append(capitals) }
        if diagnosis.unreadCount > 0 {
            doubts.append(
                LocalizedText(
                    vi: "cột \(column): \(diagnosis.unreadCount) giá trị trong mẫu không đọc được theo bảng mã nào",
                    en: "column \(column): \(diagnosis.unreadCount) of the values looked at read well in no encoding"))
        }
        if let better = diagnosis.doubt, let longest = values.max(by: { $0.count < $1.count }),
            let read = diagnosis.reader.text(of: longest)?.text, let other = better.text(of: longest)?.text,
            read != other
        {
            doubts.append(
                LocalizedText(
                    vi: "cột \(column): chữ có vẻ sai: '\(read)' sẽ là '\(other)' với --encoding"
                        + " \(column)=\(better.option)",
                    en: "column \(column): the text looks wrong: '\(read)' would be '\(other)' with --encoding"
                        + " \(column)=\(better.option)"))
        }
        return doubts
    }

    /// That names without a single capital may have been typed for a capital font, and how to get the capitals then.
    private static func capitals(
        _ diagnosis: ColumnDiagnosis, column: String, _ values: [[UInt8]]
    ) -> LocalizedText? {
        guard diagnosis.lacksCapitals, NameColumn.isOne(column),
            let reading = diagnosis.reader.reading?.behindCapitalFont,
            let longest = values.max(by: { $0.count < $1.count }),
            let small = diagnosis.reader.text(of: longest)?.text,
            let large = TextReader(reading).text(of: longest)?.text
        else { return nil }
        let option = "--encoding \(column)=\(reading.option)"
        return LocalizedText(
            vi: "cột \(column): không có chữ hoa nào; nếu cột này gõ bằng phông chữ hoa (.VnTimeH…) thì"
                + " \(option) cho chữ hoa: '\(small)' thành '\(large)'",
            en: "column \(column): there is no capital; if it was typed in a capital font (.VnTimeH…),"
                + " \(option) gives capitals: '\(small)' becomes '\(large)'")
    }
}

/// Whether a column holds names, which begin with capitals, by what it is called: `TEN_XA`, `Huyện`, `HOTEN`.
private enum NameColumn {
    static func isOne(_ column: String) -> Bool {
        let words = VietnameseFolding.fold(column).split { !$0.isLetter }
        return words.contains { word in parts.contains(String(word)) || word.hasPrefix("ten") || word.hasSuffix("ten") }
    }

    private static let parts: Set<String> = [
        "name", "xa", "phuong", "huyen", "quan", "tinh", "thon", "lang", "buon", "xom", "diachi", "dia", "hoten",
    ]
}
