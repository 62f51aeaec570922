import FeatureExchange
import GeoStore
import VietnameseText

/// Diagnoses the text columns of a layer together: the same hand wrote them, so that what is plain in one helps with
/// another that has a single value.
struct ColumnDoctor {
    /// By field; nil where there is no text, or where a person decided.
    let diagnoses: [ColumnDiagnosis?]
    /// Readings that columns of this layer proved to be in.
    let leaning: [ByteReading]

    /// - Parameter samples: by field; nil for fields not to be diagnosed.
    init(samples: [[[UInt8]]?], claim: (Int) -> EncodingClaim) {
        var diagnoses = samples.enumerated().map { field, values in
            values.map { ColumnDiagnosis(samples: $0, claim: claim(field)) }
        }
        var leaning = Self.settled(diagnoses.compactMap { $0 })
        // Damage and VIQR go through a whole file: what seems sound beside them is looked at again.
        func isToReconsider(_ diagnosis: ColumnDiagnosis) -> Bool {
            Self.isOpen(diagnosis) || leaning.contains(where: \.isMisread) && Self.isPlain(diagnosis)
                || leaning.contains(.encoding(.viqr)) && diagnosis.verdict == .silent
        }
        func reconsider() {
            for (field, values) in samples.enumerated() {
                guard let values, let diagnosis = diagnoses[field], isToReconsider(diagnosis) else { continue }
                diagnoses[field] = ColumnDiagnosis(samples: values, claim: claim(field), leaning: leaning)
            }
        }
        if diagnoses.contains(where: { $0.map(isToReconsider) ?? false }) {
            if leaning.isEmpty {
                // Every column is thin: all of them together may not be.
                let first = diagnoses.indices.first { diagnoses[$0].map(Self.isOpen) ?? false } ?? 0
                let pooled = ColumnDiagnosis(samples: samples.compactMap { $0 }.flatMap { $0 }, claim: claim(first))
                leaning = Self.settled([pooled])
            }
            reconsider()
        }
        self.diagnoses = diagnoses
        self.leaning = leaning
    }

    private static func isOpen(_ diagnosis: ColumnDiagnosis) -> Bool {
        diagnosis.verdict == .ambiguous || diagnosis.doubt != nil || diagnosis.confidence < 0.9
    }

    private static func isPlain(_ diagnosis: ColumnDiagnosis) -> Bool {
        diagnosis.sampleCount > 0 && diagnosis.reader.reading == .encoding(.utf8)
    }

    private static func settled(_ diagnoses: [ColumnDiagnosis]) -> [ByteReading] {
        var readings: [ByteReading] = []
        for diagnosis in diagnoses
        where (diagnosis.sampleCount > 0 || diagnosis.verdict == .detected) && !isOpen(diagnosis) {
            if let reading = diagnosis.reader.reading, !readings.contains(reading) { readings.append(reading) }
        }
        return readings
    }
}
