import Accounts
import Foundation
import GeoStore
import SimpleFeatures

/// The report of a year on data sharing, for people.
struct LedgerReportText {
    let report: LedgerReport
    /// What people call the collections.
    let titles: [String: LocalizedText]
    let language: Language

    private struct Column {
        let title: LocalizedText
        let isAmount: Bool
        let value: (LedgerReport.Line) -> String

        init(_ vi: String, _ en: String, isAmount: Bool = false, _ value: @escaping (LedgerReport.Line) -> String) {
            title = LocalizedText(vi: vi, en: en)
            self.isAmount = isAmount
            self.value = value
        }
    }

    private var columns: [Column] {
        [
            Column("Hệ thống nhận", "Receiving system") { $0.displayName.isEmpty ? $0.system : $0.displayName },
            Column("Mã hệ thống", "System id", \.system), Column("Người phụ trách", "Responsible", \.owner),
            Column("Lớp dữ liệu", "Layer") { titles[$0.collection]?.text(in: language) ?? $0.collection },
            Column("Mã lớp", "Layer id", \.collection),
            Column("Hình thức", "Kind") { Self.kind($0.kind).text(in: language) },
            Column("Mục đích", "Purpose", \.purpose),
            Column("Số lượt", "Requests", isAmount: true) { "\($0.requests)" },
            Column("Số đối tượng", "Features", isAmount: true) { "\($0.features)" },
            Column("Dung lượng (byte)", "Bytes", isAmount: true) { "\($0.bytes)" },
            Column("Phiên bản", "Versions") {
                $0.firstVersion == $0.lastVersion ? "\($0.firstVersion)" : "\($0.firstVersion)–\($0.lastVersion)"
            },
            Column("Lần đầu", "First") { day($0.first) }, Column("Lần cuối", "Last") { day($0.last) },
        ]
    }

    /// For Excel: behind a byte order mark, texts that it would take for formulas behind an apostrophe (OWASP, CSV
    /// injection). RFC 4180 otherwise.
    var csv: [UInt8] {
        let rows =
            [columns.map { $0.title.text(in: language) }] + report.lines.map { line in columns.map { $0.value(line) } }
        let text = rows.map { row in
            row.map { cell in
                let safe = cell.first.map { "=+-@\t\r".contains($0) } == true ? "'" + cell : cell
                return "\"" + safe.replacing("\"", with: "\"\"") + "\""
            }.joined(separator: ",") + "\r\n"
        }.joined()
        return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    }

    /// A page that stands alone: to be printed, signed and sent.
    func html(_ pages: PageRenderer) throws -> String {
        let display = DisplayText(language: language)
        let columns = columns
        let context: [String: Any] = [
            "reportTitle": title, "reportMade": made, "isEmpty": report.lines.isEmpty,
            "columns": columns.map {
                ["cellText": $0.title.text(in: language), "cellIsAmount": $0.isAmount] as [String: Any]
            },
            "rows": report.lines.map { line in
                [
                    "cells": columns.map { column in
                        let value = column.value(line)
                        let text = column.isAmount ? Int(value).map { display.number($0) } ?? value : value
                        return ["cellText": text, "cellIsAmount": column.isAmount] as [String: Any]
                    }
                ]
            },
        ]
        return try pages.render("ledger-report", context, language: language)
    }

    var json: JSONValue {
        [
            "year": JSONValue(report.year), "made": .string(report.madeAt.formatted(.iso8601)),
            "lines": .array(
                report.lines.map { line in
                    [
                        "system": .string(line.system), "name": .string(line.displayName),
                        "owner": .string(line.owner), "collection": .string(line.collection),
                        "kind": .string(line.kind.rawValue), "purpose": .string(line.purpose),
                        "requests": JSONValue(line.requests), "features": JSONValue(line.features),
                        "bytes": JSONValue(line.bytes), "firstVersion": JSONValue(line.firstVersion),
                        "lastVersion": JSONValue(line.lastVersion),
                        "first": .string(line.first.formatted(.iso8601)),
                        "last": .string(line.last.formatted(.iso8601)),
                    ]
                }),
        ]
    }

    private var title: String {
        LocalizedText(
            vi: "Báo cáo chia sẻ dữ liệu năm \(report.year)", en: "Report on data sharing, \(report.year)"
        ).text(in: language)
    }

    private var made: String {
        LocalizedText(
            vi: "Lập ngày \(day(report.madeAt)) từ sổ chia sẻ dữ liệu của GeoSector; thời gian theo giờ Việt Nam.",
            en: "Made on \(day(report.madeAt)) from GeoSector's sharing ledger; times are those of Viet Nam."
        ).text(in: language)
    }

    private static func kind(_ kind: Delivery.Kind) -> LocalizedText {
        switch kind {
        case .items: LocalizedText(vi: "truy vấn đối tượng", en: "features")
        case .export: LocalizedText(vi: "tệp kết xuất", en: "export file")
        case .tiles: LocalizedText(vi: "ô bản đồ", en: "map tiles")
        case .changes: LocalizedText(vi: "dữ liệu thay đổi", en: "changes")
        }
    }

    /// A day of Viet Nam's time: `2026-11-22`, in Vietnamese `22/11/2026`.
    private func day(_ moment: Date) -> String {
        let day = (moment + Double(LedgerReport.secondsFromUTC)).formatted(.iso8601).prefix(10)
        return language == .vi ? day.split(separator: "-").reversed().joined(separator: "/") : String(day)
    }
}
