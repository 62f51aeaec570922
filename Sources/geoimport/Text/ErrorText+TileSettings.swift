import GeoStore

/// What is wrong with tile settings.
extension ErrorText {
    static func text(_ fault: TileSettings.Fault) -> LocalizedText {
        switch fault {
        case .outOfRange(let setting, let value, let allowed):
            text(
                "\(name(setting).vi) \(value) không được; phải từ \(allowed.lowerBound) đến \(allowed.upperBound)",
                "\(name(setting).en) \(value) is out of range: \(allowed.lowerBound) to \(allowed.upperBound)")
        case .minZoomAboveMaxZoom(let minZoom, let maxZoom):
            text(
                "mức nhỏ nhất \(minZoom) lớn hơn mức lớn nhất \(maxZoom)",
                "the smallest zoom \(minZoom) is above the largest, \(maxZoom)")
        case .notANumber(let property, let known):
            text(
                "cột '\(property)' không phải số, không so được độ quan trọng; các cột số: \(list(known).vi)",
                "column '\(property)' is no number, and importance is compared; columns of numbers: \(list(known).en)")
        case .malformedRule(let rule):
            text(
                "quy tắc '\(rule)' phải có dạng cot<=1@9, hoặc *@13 cho tất cả",
                "rule '\(rule)' must be written like column<=1@9, or *@13 for all")
        }
    }

    private static func list(_ names: [String]) -> LocalizedText {
        names.isEmpty ? text("không có", "none") : text(names.joined(separator: ", "), names.joined(separator: ", "))
    }

    private static func name(_ setting: TileSettings.Setting) -> LocalizedText {
        switch setting {
        case .minZoom: text("--min-zoom", "--min-zoom")
        case .maxZoom: text("--max-zoom", "--max-zoom")
        case .buffer: text("--buffer", "--buffer")
        case .tileLimit: text("--tile-limit", "--tile-limit")
        case .ruleZoom: text("mức của --show", "the zoom of --show")
        case .propertyZoom: text("mức của --property", "the zoom of --property")
        }
    }
}
