import FeatureExchange
import GeoStore

/// Which columns of a table made the geometry, and whether x was east.
enum SourceColumnText {
    static func position(
        east: String, north: String, height: String?, _ choice: SourceNote.ColumnChoice
    ) -> LocalizedText {
        LocalizedText(
            vi: "toạ độ: đông \(east), bắc \(north)\(height.map { ", cao độ \($0)" } ?? "")"
                + " (\(by(choice).vi)); --x và --y để chọn cột khác",
            en: "position: east \(east), north \(north)\(height.map { ", height \($0)" } ?? "")"
                + " (\(by(choice).en)); --x and --y choose others")
    }

    static func shape(_ name: String, _ form: String, _ choice: SourceNote.ColumnChoice) -> LocalizedText {
        LocalizedText(
            vi: "hình học \(form) lấy từ cột \(name) (\(by(choice).vi)); --wkt để chọn cột khác",
            en: "geometry as \(form) from column \(name) (\(by(choice).en)); --wkt chooses another")
    }

    static func exchanged(east: String, north: String) -> LocalizedText {
        LocalizedText(
            vi: "cột \(north) chứa toạ độ bắc (X của ngành đo đạc), cột \(east) chứa toạ độ đông: đã đọc như vậy",
            en: "column \(north) holds northings (a surveyor's X), column \(east) eastings: they were read so")
    }

    static func lookExchanged(east: String, north: String) -> LocalizedText {
        LocalizedText(
            vi: "--x \(east) có vẻ là toạ độ bắc và --y \(north) là toạ độ đông; vẫn đọc theo yêu cầu",
            en: "--x \(east) looks like northings and --y \(north) like eastings; they were read as asked")
    }

    static func undecided(east: String, north: String) -> LocalizedText {
        LocalizedText(
            vi: "không xác định được cột \(east) là đông hay bắc; đã lấy \(east) là đông, \(north) là bắc:"
                + " hãy kiểm tra, nếu sai thì đổi bằng --x và --y",
            en: "whether column \(east) is east or north cannot be told; \(east) was taken as east, \(north) as north:"
                + " check, and exchange them by --x and --y")
    }

    private static func by(_ choice: SourceNote.ColumnChoice) -> LocalizedText {
        switch choice {
        case .given: LocalizedText(vi: "theo yêu cầu", en: "as given")
        case .name: LocalizedText(vi: "theo tên cột", en: "by name")
        case .content: LocalizedText(vi: "theo giá trị trong cột", en: "by its values")
        }
    }
}
