import Foundation
import Testing
import VietnameseText

/// Sixty communes in five encodings, written by another program, against their names in Unicode.
@Suite(.enabled(if: RealNames.exist, "real data is not here; set GEOSECTOR_TESTDATA"))
struct RealNamesTests {
    @Test(arguments: [
        ("gl_tcvn3", ByteReading.encoding(.tcvn3), "TEN_HOA_TCVN3"),
        ("gl_vni", .encoding(.vni), "TEN_HOA"),
        ("gl_cp1258", .encoding(.cp1258), "TEN_HOA"),
        ("gl_utf8", .encoding(.utf8), "TEN_HOA"),
        ("gl_tcvn3_mojibake_utf8", .misread(.encoding(.tcvn3), as: .western), "TEN_HOA_TCVN3"),
    ])
    func everyNameIsReadAndTheEncodingFound(
        file: String, reading: ByteReading, capitalsColumn: String
    ) throws {
        let table = try RealNames.dbase(file)
        let expected = try RealNames.expected()
        for column in ["MA_XA", "TEN_XA", "TEN_HUYEN", "TEN_TINH", "TEN_HOA"] {
            let bytes = try #require(table[column])
            let texts = bytes.map { reading.decode($0) }
            #expect(texts.allSatisfy { $0?.isComplete == true })
            var names = try #require(expected[column == "TEN_HOA" ? capitalsColumn : column])
            if capitalsColumn == "TEN_HOA_TCVN3" {
                // The one toned capital outside TEN_HOA was lost when the file was written.
                names = names.map { $0 == "Xã Chư Á" ? "Xã Chư á" : $0 }
            }
            #expect(texts.map { $0?.text } == names)
        }
        for column in ["TEN_XA", "TEN_HUYEN", "TEN_TINH"] {
            let diagnosis = ColumnDiagnosis(samples: try #require(table[column]), claim: .none)
            #expect(diagnosis.reader.reading == reading)
            #expect(diagnosis.confidence > 0.9)
        }
        #expect(ColumnDiagnosis(samples: try #require(table["MA_XA"]), claim: .none).verdict == .silent)
    }

    @Test func capitalsAreRestoredWhereTheFontHadThem() throws {
        let expected = try RealNames.expected()
        let lost = try #require(expected["TEN_HOA_TCVN3"])
        // By itself `Xã SRó` may be meant so: there the column decides.
        let restored = lost.map { $0 == "Xã SRó" ? "XÃ SRÓ" : TCVN3CapitalFont.restoringCapitals(in: $0) }
        #expect(restored == expected["TEN_HOA"])
        let raw = try #require(try Self.rawCapitals())
        let decoder = ColumnDecoder(ColumnDiagnosis(samples: raw, claim: .none))
        #expect(raw.map { decoder.decode($0).text } == expected["TEN_HOA"])
    }

    private static func rawCapitals() throws -> [[UInt8]]? {
        try RealNames.dbase("gl_tcvn3")["TEN_HOA"]
    }
}

/// The files and as much of dBASE as they need.
enum RealNames {
    static let folder: URL = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["GEOSECTOR_TESTDATA"].map { URL(filePath: $0) }
        return (named ?? root.appending(path: "../shared/data")).standardizedFileURL.appending(path: "encodings")
    }()

    static var exist: Bool { FileManager.default.fileExists(atPath: folder.appending(path: "gl_mongdoi.csv").path) }

    /// Columns of the expected values; the file has no quotes.
    static func expected() throws -> [String: [String]] {
        let text = try String(contentsOf: folder.appending(path: "gl_mongdoi.csv"), encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        var columns: [String: [String]] = [:]
        for (index, name) in rows[0].enumerated() { columns[String(name)] = rows.dropFirst().map { String($0[index]) } }
        return columns
    }

    /// Raw values of a dBASE III file by column, without their trailing blanks.
    static func dbase(_ name: String) throws -> [String: [[UInt8]]] {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name + ".dbf")))
        let headerLength = Int(bytes[8]) | Int(bytes[9]) << 8
        let recordLength = Int(bytes[10]) | Int(bytes[11]) << 8
        var columns: [String: [[UInt8]]] = [:]
        var start = 1
        for field in stride(from: 32, to: headerLength - 1, by: 32) {
            let name = String(decoding: bytes[field..<field + 11].prefix { $0 != 0 }, as: UTF8.self)
            let width = Int(bytes[field + 16])
            columns[name] = stride(from: headerLength, to: bytes.count - recordLength + 1, by: recordLength).map {
                var value = bytes[$0 + start..<$0 + start + width]
                while value.last == UInt8(ascii: " ") { value.removeLast() }
                return [UInt8](value)
            }
            start += width
        }
        return columns
    }
}
