import Foundation
import Testing
import VietnameseText

/// Real names, and every way in which they arrive.
enum EncodedCorpus {
    /// Columns of names by where they are from; only those with letters outside ASCII tell anything.
    static func columns() throws -> [(name: String, values: [String])] {
        var columns: [(name: String, values: [String])] = []
        for (file, fields) in [
            ("gialai_xa_2025", ["TEN_XA", "TEN_DAYDU"]), ("gialai_xa_truoc2025_diem", ["TEN_XA", "TEN_HUYEN"]),
            ("hanoi_benhvien_osm", ["TEN", "DIACHI"]), ("taynguyen_diadanh_geonames", ["TEN"]),
        ] {
            let table = try RealNames.dbase("../vn/\(file)")
            for field in fields {
                let values = Set(table[field, default: []].compactMap { String(validating: $0, as: UTF8.self) })
                columns.append((name: "\(file) \(field)", values: values.filter(isTelling).sorted()))
            }
        }
        return columns
    }

    private static func isTelling(_ text: String) -> Bool {
        text.utf8.contains { $0 >= 0x80 } && text.unicodeScalars.allSatisfy { $0.value <= 0x1EFF }
    }

    /// How text became bytes, and the reading that undoes it.
    struct Way: CustomTestStringConvertible, Sendable {
        let reading: ByteReading
        var testDescription: String { reading.option }

        /// Nil when the encoding cannot hold the text.
        func bytes(of text: String) -> [UInt8]? { Self.bytes(of: text, reading) }

        private static func bytes(of text: String, _ reading: ByteReading) -> [UInt8]? {
            switch reading {
            case .encoding(let encoding):
                let encoded = encoding.encode(text)
                return encoded.unencodableCount == 0 ? encoded.bytes : nil
            case .misread(let inner, let guise):
                guard let bytes = bytes(of: text, inner), let mistaken = taken(bytes, for: guise) else { return nil }
                return Array(mistaken.utf8)
            }
        }

        private static func taken(_ bytes: [UInt8], for guise: ByteReading.CodePageGuise) -> String? {
            switch guise {
            case .western: return LegacyEncoding.windows1252.decode(bytes).text
            case .cp1258:
                let decoded = LegacyEncoding.cp1258.decode(bytes)
                return decoded.isComplete ? decoded.text : nil
            case .cp437, .cp850: return SystemDecoder(guise.rawValue.uppercased())?.decode(bytes)
            }
        }

        /// TCVN3 has no capitals with tones: what comes back may differ in case.
        func isSame(_ text: String, as original: String) -> Bool {
            reading.origin == .tcvn3 ? text.lowercased() == original.lowercased() : text == original
        }
    }

    static let single = [LegacyEncoding.tcvn3, .vni, .cp1258, .utf8].map { Way(reading: .encoding($0)) }
    static let damaged = [LegacyEncoding.utf8, .tcvn3, .vni].map {
        Way(reading: .misread(.encoding($0), as: .western))
    }
}

/// The same numbers on every machine.
struct Draw {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        // Knuth's MMIX generator.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
