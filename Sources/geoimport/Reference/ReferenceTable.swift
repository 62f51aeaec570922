import Foundation
import GeoStore
import SimpleFeatures

/// The candidates of a layer as a table, for people and for machines.
struct ReferenceTable {
    /// More than anybody compares.
    private static let rows = 12

    private let scores: [CandidateScore]

    init(_ scores: [CandidateScore]) {
        // Those that put nothing into the country only fill the page, the best excepted.
        let fitting = scores.filter { $0.inside > 0 || $0.agreeing > 0 }
        self.scores = Array((fitting.isEmpty ? Array(scores.prefix(1)) : fitting).prefix(Self.rows))
    }

    /// One line for each candidate, aligned.
    var lines: [LocalizedText] {
        zip(lines(in: .vi), lines(in: .en)).map { LocalizedText(vi: $0, en: $1) }
    }

    private func lines(in language: Language) -> [String] {
        guard let first = scores.first else { return [] }
        func say(_ vi: String, _ en: String) -> String { LocalizedText(vi: vi, en: en).text(in: language) }
        let cells = scores.map { score in
            let apart = ReferenceFindings.length(score.metres(from: first))
            return [
                "\(score.candidate.crs)\(Self.mark(score.candidate.adjustment))", score.name,
                "\(Int((score.insideShare * 100).rounded())) % \(say("trong nước", "inside"))",
                score.named == 0
                    ? say("không có tên", "no names")
                    : "\(say("tên", "names")) \(score.agreeing)/\(score.named)"
                        + (score.medianKilometres.map { ", \(Self.short($0, in: language)) km" } ?? ""),
                score == first ? "" : say("cách \(apart.vi)", "\(apart.en) away"), score.placeText,
            ]
        }
        let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell.padded(to: widths[column])
            }.joined(separator: "  ")
        }
    }

    var json: JSONValue {
        guard let first = scores.first else { return [] }
        return .array(
            scores.map { score in
                let apart = score.metres(from: first)
                return [
                    "crs": .string(score.candidate.crs.identifier), "name": .string(score.name),
                    "adjustment": score.candidate.adjustment.json,
                    "insideShare": .real(Self.rounded(score.insideShare)),
                    "named": JSONValue(score.named), "agreeing": JSONValue(score.agreeing),
                    "medianKilometres": score.medianKilometres.map { .real(Self.rounded($0)) } ?? .null,
                    "place": score.centre.map { [.real(Self.rounded($0.x)), .real(Self.rounded($0.y))] } ?? .null,
                    "unit": JSONValue(score.unitThere),
                    "metresFromFirst": apart.isFinite ? .real(apart.rounded()) : .null,
                ]
            })
    }

    private static func mark(_ adjustment: CoordinateAdjustment) -> String {
        var marks = ""
        if adjustment.swapsAxes { marks += " X=N" }
        if adjustment.metresPerUnit != 1 { marks += adjustment.metresPerUnit > 1 ? " km" : " mm" }
        if adjustment.eastingShift != 0 { marks += " zone" }
        if adjustment.scale != 1 { marks += " k=0.9996" }
        return marks
    }

    private static func rounded(_ number: Double) -> Double { (number * 10_000).rounded() / 10_000 }
    private static func short(_ kilometres: Double, in language: Language) -> String {
        let text = String(format: kilometres < 10 ? "%.2f" : "%.0f", kilometres)
        return language == .vi ? text.replacing(".", with: ",") : text
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
