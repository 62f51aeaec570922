import GeoStore
import VietnameseText

extension ColumnEncoding {
    /// By a person's word.
    init(given reader: TextReader, field: Int, column: String, _ values: [[UInt8]]) {
        self.init(
            field: field, column: column, name: reader.name, option: reader.option, others: [],
            sampleCount: values.count, confidence: 1, origin: .given,
            samples: Self.samples(of: values, by: ColumnDecoder(given: reader)), doubts: [])
    }

    /// By what the text says.
    init(
        _ diagnosis: ColumnDiagnosis, leaning: [ByteReading], isDeclared: Bool, field: Int, column: String,
        _ values: [[UInt8]]
    ) {
        let reader = diagnosis.reader
        let name = diagnosis.isCapitalFont ? "\(reader.name) (capital font)" : reader.name
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
            others: diagnosis.others.map { Other(name: $0.reader.name, count: $0.count) },
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
            doubts.append(
                LocalizedText(
                    vi: "cột \(column): tệp khai báo \(diagnosis.claim.name) nhưng nội dung là \(diagnosis.reader.name)"
                        + " (độ tin cậy \(percent) %); đã đọc theo nội dung",
                    en: "column \(column): the file declares \(diagnosis.claim.name), but the text is"
                        + " \(diagnosis.reader.name) (confidence \(percent) %); it was read so"))
        }
        for other in diagnosis.others {
            doubts.append(
                LocalizedText(
                    vi: "cột \(column) lẫn bảng mã: \(other.count) giá trị trong mẫu là \(other.reader.name)",
                    en: "column \(column) mixes encodings: \(other.count) of the values looked at"
                        + " are \(other.reader.name)"))
        }
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
}
