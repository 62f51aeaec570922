import GeoStore
import SimpleFeatures

/// What became of the overview of a new version, in words and as JSON.
enum OverviewText {
    /// For the line of an import report.
    static func touched(_ tiles: TouchedTiles) -> LocalizedText {
        switch tiles {
        case .all: LocalizedText(vi: "tất cả, lần đầu", en: "all, there were none before")
        case .count(let count, let zooms):
            LocalizedText(
                vi: "\(count) ô của mức \(zooms.lowerBound)–\(zooms.upperBound) thay đổi",
                en: "\(Amount.of(count, "tile")) of zooms \(zooms.lowerBound)–\(zooms.upperBound) changed")
        }
    }

    /// Behind other words; empty when every feature has its place.
    static func unplaced(_ count: Int) -> LocalizedText {
        guard count > 0 else { return LocalizedText(vi: "", en: "") }
        return LocalizedText(
            vi: "; \(count) đối tượng không có chỗ trên bản đồ",
            en: "; \(Amount.of(count, "feature")) without a place on the map")
    }

    static func notWritten(_ reason: String) -> LocalizedText {
        LocalizedText(
            vi: "chưa ghi được tệp tổng quan cho ô bản đồ (\(reason)); máy chủ sẽ tự làm",
            en: "the overview for tiles could not be written (\(reason)); the server makes it by itself")
    }

    static func json(_ outcome: OverviewOutcome?) -> JSONValue {
        switch outcome {
        case nil: .null
        case .written(let touched, let unplaced): ["touched": json(touched), "unplaced": JSONValue(unplaced)]
        case .notWritten(let reason): ["touched": .null, "problem": .string(reason)]
        }
    }

    private static func json(_ tiles: TouchedTiles) -> JSONValue {
        switch tiles {
        case .all: "all"
        case .count(let count, _): JSONValue(count)
        }
    }
}
