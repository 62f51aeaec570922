import Foundation
import Testing
import VietnameseText

/// How often the encoding of a column is found: thousands of columns drawn from real names.
///
/// `GEOSECTOR_PRINT_ACCURACY=1` prints the table of docs/import-encoding.md.
@Suite(.enabled(if: RealNames.exist, "real data is not here; set GEOSECTOR_TESTDATA"))
struct AccuracyTests {
    struct Outcome {
        var right = 0
        var refused = 0
        /// Damaged text that stayed as it was.
        var kept = 0
        var wrong = 0
    }

    private static let lengths = [1, 2, 3, 5, 10, 30]
    private static let isPrinted = ProcessInfo.processInfo.environment["GEOSECTOR_PRINT_ACCURACY"] != nil
    private static let rounds = isPrinted ? 40 : 12

    private func outcome(
        of way: EncodedCorpus.Way, _ values: [String], length: Int, claim: EncodingClaim, _ draw: inout Draw
    ) -> Outcome {
        var outcome = Outcome()
        for _ in 0..<Self.rounds {
            let drawn = (0..<length).map { _ in values[draw.below(values.count)] }
            let column = drawn.compactMap { text in way.bytes(of: text).map { (text: text, bytes: $0) } }
            guard !column.isEmpty else { continue }
            let diagnosis = ColumnDiagnosis(samples: column.map(\.bytes), claim: claim)
            guard diagnosis.verdict != .ambiguous else {
                outcome.refused += 1
                continue
            }
            let decoder = ColumnDecoder(diagnosis)
            let texts = column.map { decoder.decode($0.bytes).text }
            if zip(texts, column).allSatisfy({ way.isSame($0, as: $1.text) }) {
                outcome.right += 1
            } else if zip(texts, column).allSatisfy({
                way.isSame($0, as: $1.text) || $0 == String(decoding: $1.bytes, as: UTF8.self)
            }) {
                outcome.kept += 1
            } else {
                outcome.wrong += 1
                if Self.isPrinted {
                    print("wrong: \(zip(column.map(\.text), texts).filter(!=).prefix(3)) \(diagnosis.reader.name)")
                }
            }
        }
        return outcome
    }

    private func table(of way: EncodedCorpus.Way, claim: EncodingClaim) throws -> [Int: Outcome] {
        var draw = Draw(seed: 20_251_121)
        var table: [Int: Outcome] = [:]
        for length in Self.lengths {
            var sum = Outcome()
            for column in try EncodedCorpus.columns() {
                let one = outcome(of: way, column.values, length: length, claim: claim, &draw)
                sum.right += one.right
                sum.refused += one.refused
                sum.kept += one.kept
                sum.wrong += one.wrong
            }
            table[length] = sum
        }
        if Self.isPrinted {
            let cells = Self.lengths.map { length in
                let sum = table[length] ?? Outcome()
                return "\(sum.right)/\(sum.refused)/\(sum.kept)/\(sum.wrong)"
            }
            print("| \(way.reading.option) | \(cells.joined(separator: " | ")) |")
        }
        return table
    }

    @Test(arguments: EncodedCorpus.single)
    func noUndeclaredColumnIsReadWronglyAndOnlyShortOnesAreRefused(way: EncodedCorpus.Way) throws {
        for (length, outcome) in try table(of: way, claim: .none) {
            #expect(outcome.wrong == 0, "\(length) values")
            #expect(outcome.refused == 0 || length <= 5, "\(length) values")
            if length >= 5 { #expect(outcome.refused * 50 <= outcome.right, "\(length) values") }
        }
    }

    @Test(arguments: EncodedCorpus.single)
    func aFalseClaimOfUTF8ChangesNothing(way: EncodedCorpus.Way) throws {
        for (length, outcome) in try table(of: way, claim: .declared(.utf8)) {
            #expect(outcome.wrong == 0, "\(length) values")
            #expect(outcome.refused == 0 || length <= 5, "\(length) values")
        }
    }

    @Test(arguments: EncodedCorpus.damaged)
    func damageIsRepairedOrLeftAsItIs(way: EncodedCorpus.Way) throws {
        for (length, outcome) in try table(of: way, claim: .wellFounded) {
            #expect(outcome.wrong == 0, "\(length) values")
            if length >= 10 { #expect(outcome.kept * 20 <= outcome.right, "\(length) values") }
        }
    }

    /// One file appended to another: a quarter of the rows are in the second encoding.
    @Test(arguments: [
        (LegacyEncoding.tcvn3, LegacyEncoding.utf8), (.vni, .utf8), (.cp1258, .utf8), (.utf8, .tcvn3), (.utf8, .vni),
        (.tcvn3, .vni),
    ])
    func whereTwoEncodingsMixEachValueIsReadByItsOwn(most: LegacyEncoding, rest: LegacyEncoding) throws {
        let ways = [most, rest].map { EncodedCorpus.Way(reading: .encoding($0)) }
        var draw = Draw(seed: 4)
        var right = 0
        var total = 0
        for column in try EncodedCorpus.columns() {
            for _ in 0..<5 {
                let values = (0..<60).compactMap { row -> (way: EncodedCorpus.Way, text: String, bytes: [UInt8])? in
                    let text = column.values[draw.below(column.values.count)]
                    let way = ways[row % 4 == 0 ? 1 : 0]
                    return way.bytes(of: text).map { (way, text, $0) }
                }
                let diagnosis = ColumnDiagnosis(samples: values.map(\.bytes), claim: .none)
                #expect(diagnosis.verdict != .ambiguous)
                #expect(diagnosis.reader.reading == .encoding(most))
                #expect(diagnosis.others.first?.reader.reading == .encoding(rest))
                let decoder = ColumnDecoder(diagnosis)
                for value in values {
                    total += 1
                    if value.way.isSame(decoder.decode(value.bytes).text, as: value.text) { right += 1 }
                }
            }
        }
        // What is left are single words that are names in both: `Tư` in VNI is `Tử` in TCVN3.
        #expect(Double(right) >= 0.985 * Double(total), "\(right) of \(total)")
    }
}
