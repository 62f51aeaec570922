import Foundation
import SimpleFeatures

/// Values as people of a language read them.
struct DisplayText {
    let language: Language

    /// `1.234.567` in Vietnamese, `1,234,567` in English.
    func number(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { grouped.append(language == .vi ? "." : ",") }
            grouped.append(digit)
        }
        return value < 0 ? "-\(grouped)" : grouped
    }

    /// With the decimals it has, up to `decimals`.
    func number(_ value: Double, decimals: Int = 6) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        var writer = JSONWriter()
        writer.append(abs(value), decimals: decimals)
        let parts = String(decoding: writer.bytes, as: UTF8.self).split(separator: ".")
        let whole = number(Int(parts[0]) ?? 0)
        let text = parts.count > 1 ? whole + (language == .vi ? "," : ".") + parts[1] : whole
        return value < 0 ? "-\(text)" : text
    }

    /// `2026-07-01…` as `01/07/2026…`.
    func date(_ iso: String) -> String {
        guard let match = iso.prefixMatch(of: /(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}))?/) else { return iso }
        let day = "\(match.3)/\(match.2)/\(match.1)"
        return match.4.map { "\(day) \($0)" } ?? day
    }

    /// A moment of the catalogue, stored in UTC, as the clocks of Viet Nam show it: `01/07/2026 08:30`.
    func moment(_ iso: String) -> String {
        guard let moment = try? Date(iso, strategy: .iso8601) else { return iso }
        let local = moment.addingTimeInterval(Self.vietnamOffset)
        return date(String(local.formatted(.iso8601).dropLast()))
    }

    /// Seconds east of Greenwich (UTC+7); there is no summer time.
    private static let vietnamOffset = 7 * 3600.0

    func value(_ value: PropertyValue, type: FeatureSchema.PropertyType) -> String {
        switch value {
        case .null: "—"
        case .boolean(let flag): yesOrNo(flag)
        case .integer(let number): type == .boolean ? yesOrNo(number != 0) : self.number(Int(number))
        case .real(let number): self.number(number)
        case .text(let text): type == .date || type == .dateTime ? date(text) : text
        case .binary(let bytes): "\(number(bytes.count)) B"
        }
    }

    private func yesOrNo(_ flag: Bool) -> String {
        switch language {
        case .vi: flag ? "có" : "không"
        case .en: flag ? "yes" : "no"
        }
    }

    func geometry(_ type: GeometryType) -> String {
        let words: (vi: String, en: String) =
            switch type {
            case .point, .multiPoint: ("Điểm", "Point")
            case .lineString, .multiLineString: ("Đường", "Line")
            case .polygon, .multiPolygon: ("Vùng", "Polygon")
            case .geometryCollection, .geometry: ("Hỗn hợp", "Mixed")
            }
        return "\(language == .vi ? words.vi : words.en) (\(type.rawValue))"
    }

    func propertyType(_ type: FeatureSchema.PropertyType) -> String {
        let words: (vi: String, en: String) =
            switch type {
            case .boolean: ("đúng/sai", "true/false")
            case .integer: ("số nguyên", "whole number")
            case .real: ("số thực", "number")
            case .text: ("văn bản", "text")
            case .date: ("ngày", "date")
            case .time: ("giờ", "time")
            case .dateTime: ("ngày giờ", "date and time")
            case .binary: ("nhị phân", "binary")
            }
        return language == .vi ? words.vi : words.en
    }

    func extent(_ envelope: Envelope) -> [String: String] {
        [
            "west": number(envelope.minX, decimals: 5), "south": number(envelope.minY, decimals: 5),
            "east": number(envelope.maxX, decimals: 5), "north": number(envelope.maxY, decimals: 5),
        ]
    }
}
