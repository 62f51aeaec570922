import GeoStore
import SimpleFeatures

/// Why an import does not start, or does not publish.
extension ErrorText {
    static func text(_ error: ImportError) -> LocalizedText {
        switch error {
        case .crsMissing, .crsContradicted, .crsDatumUntested, .crsUnidentified, .crsUnknown, .crsDeprecated,
            .notDegrees, .notMetres:
            crsText(error)
        case .encodingUnknown(let name):
            text(
                "không có bảng mã '\(name)'; có: \(encodings)", "encoding '\(name)' is unknown; known are \(encodings)")
        case .encodingColumnUnknown(let name, let columns):
            text(
                "--encoding nêu cột '\(name)' không có; các cột: \(columns.joined(separator: ", "))",
                "--encoding names a column '\(name)' that is not there; columns: \(columns.joined(separator: ", "))")
        case .encodingUndecided(let file, let claim, let column, let readings):
            undecided(file: file, claim: claim, column: column, readings)
        case .noGeometry(let file, let layer):
            text(
                "\(file): lớp \(layer) không có hình; 'geoimport inspect' cho xem các cột; bảng có toạ độ thì dùng --x, --y hoặc --wkt",
                "\(file): layer \(layer) has no geometry; 'geoimport inspect' shows its columns; --x and --y, or --wkt, name those with the place"
            )
        case .noFeatures(let file, let layer):
            text(
                "\(file): lớp \(layer) không có đối tượng nào; không công bố gì",
                "\(file): layer \(layer) has no feature; nothing was published")
        case .tooManyRejects(let rejected, let read, let limit, let reasons):
            text(
                "\(rejected) trong \(read) đối tượng bị loại, quá \(limit); không công bố gì, --max-rejected cho phép nhiều hơn",
                "\(rejected) of \(Amount.of(read, "feature")) were rejected, more than \(limit); nothing was published, --max-rejected allows more"
            ).adding(reasons)
        case .allRejected(let read, let reasons):
            text(
                "tất cả \(read) đối tượng đều bị loại; không công bố gì",
                "\(read == 1 ? "the only feature was" : "all \(read) features were") rejected; nothing was published"
            ).adding(reasons)
        case .collectionNameNeeded(let layer):
            text(
                "tên lớp '\(layer)' không làm mã được; hãy dùng --collection",
                "the layer's name '\(layer)' makes no id; give --collection")
        case .columnUnknown(let option, let name, let columns):
            text(
                "\(option) nêu cột '\(name)' không có; các cột: \(columns.joined(separator: ", "))",
                "\(option) names a column '\(name)' that is not there; columns: \(columns.joined(separator: ", "))")
        case .renameInvalid(let name, let suggestion):
            text(
                "--rename: '\(name)' không làm tên cột được; '\(suggestion)' thì được",
                "--rename: '\(name)' cannot be a column's name; '\(suggestion)' can")
        }
    }

    private static let encodings =
        "auto, utf-8, utf-16, tcvn3, tcvn3-capital, vni, viqr, viscii, cp1258, windows-1252, misread-utf-8, misread-tcvn3,"
        + " misread-vni, misread-cp1258 (misread-…-as-cp1258, -as-cp437, -as-cp850), iconv -l"

    private static func undecided(
        file: String, claim: String?, column: String, _ readings: [EncodingPlan.SampleReading]
    ) -> LocalizedText {
        text(
            "\(file): cột \(column) không phải \(claim.map { "\($0) như tệp ghi" } ?? "UTF-8, và không có gì cho biết là bảng mã nào"), hoặc quá ít chữ để biết; hãy dùng --encoding. Đọc ra là",
            "\(file): column \(column) is not in \(claim.map { "the declared \($0)" } ?? "UTF-8, and nothing says what it is in"), or too little of it to tell; give --encoding. It reads"
        ).adding(readings.map { "--encoding \($0.encoding): \($0.text)" })
    }

    private static func crsText(_ error: ImportError) -> LocalizedText {
        switch error {
        case .crsMissing(let file, let layer, let suggestions):
            text(
                "\(file): lớp \(layer) không cho biết toạ độ thuộc hệ nào; hãy dùng --source-crs",
                "\(file): layer \(layer) does not say which CRS its coordinates are in; give --source-crs"
            ).listing(suggestions)
        case .crsContradicted(let file, let claim, let name, let better, let why):
            contradicted(file, claim, name, better, ReferenceFindings.reason(why))
        case .crsDatumUntested(let file, let layer, let name, let readings):
            datumUntested(file, layer, name, readings)
        case .crsUnidentified(let file, let layer, let name, let suggestions):
            text(
                "\(file): hệ toạ độ của lớp \(layer), '\(name)', không phải hệ đã biết; hãy dùng --source-crs",
                "\(file): the CRS of layer \(layer), '\(name)', is no known one; give --source-crs"
            ).listing(suggestions)
        case .crsUnknown(let crs):
            text(
                "\(crs) không có trong danh mục EPSG; ở Gia Lai hãy thử EPSG:9218 hoặc EPSG:9217",
                "\(crs) is not in the EPSG register; for Gia Lai try EPSG:9218 or EPSG:9217")
        case .crsDeprecated(let crs, let name, let successor):
            text(
                "\(crs) (\(name)) đã bị bãi bỏ; \(successor.map { "hệ ấy nay là \($0)" } ?? "hệ thay thế có cùng tên, xem epsg.org")",
                "\(crs) (\(name)) is deprecated; \(successor.map { "the same system is \($0)" } ?? "its successor has the same name, see epsg.org")"
            )
        case .notDegrees(let file, let crs, let suggestions):
            text(
                "\(file): \(crs) tính bằng độ, nhưng toạ độ thì không phải độ; hãy dùng --source-crs",
                "\(file): \(crs) is in degrees, but the coordinates are not; give --source-crs"
            ).listing(suggestions)
        case .notMetres(let file, let crs, let suggestions):
            text(
                "\(file): \(crs) tính bằng mét, nhưng toạ độ giống độ; hãy dùng --source-crs khác",
                "\(file): \(crs) is in metres, but the coordinates look like degrees; give another --source-crs"
            ).listing(suggestions)
        case .encodingUnknown, .encodingUndecided, .encodingColumnUnknown, .noGeometry, .noFeatures, .tooManyRejects,
            .allRejected, .collectionNameNeeded, .columnUnknown, .renameInvalid:
            text(error)
        }
    }

    private static func contradicted(
        _ file: String, _ claim: ReferenceChoice.Suggestion, _ name: String, _ better: [ReferenceChoice.Suggestion],
        _ reason: LocalizedText
    ) -> LocalizedText {
        let head = text(
            "\(file): tệp ghi '\(name)', nhưng \(reason.vi). --source-crs quyết định:",
            "\(file): the file says '\(name)', but \(reason.en). --source-crs decides:")
        let claimed = line(claim)
        return head.adding(text("\(claimed.vi) (như tệp ghi)", "\(claimed.en) (as the file says)"))
            .adding(better.map(line))
    }

    private static func datumUntested(
        _ file: String, _ layer: String, _ name: String, _ readings: [ReferenceChoice.Suggestion]
    ) -> LocalizedText {
        let apart = readings.compactMap(\.metresFromFirst).min().map { ReferenceFindings.length($0) }
        let head = text(
            "\(file): lớp \(layer) ghi '\(name)', nhưng tệp VN-2000 cũng hay bị gắn nhãn ấy, và không có gì trong dữ liệu cho biết là hệ nào (lệch nhau \(apart?.vi ?? "")). Hỏi nơi làm tệp, rồi thêm một trong các dòng",
            "\(file): layer \(layer) says '\(name)', but VN-2000 files often bear that label, and nothing in the data tells which it is (they lie \(apart?.en ?? "") apart). Ask who made the file, then give one of"
        )
        let choices = readings.enumerated().map { index, reading in
            let line = line(reading)
            return index == 0
                ? text("\(line.vi) (đúng như nhãn: máy GPS, ảnh vệ tinh)", "\(line.en) (as it says: GPS, imagery)")
                : text(
                    "\(line.vi) (đo đạc, bản đồ địa chính, địa hình)", "\(line.en) (surveys, cadastral and base maps)")
        }
        let better = text(
            "Có ranh giới xã trong kho (ngành administration) thì tệp có cột tên xã sẽ được tự phân biệt.",
            "With outlines of communes in the store (sector administration), a file that names its communes is told apart by itself."
        )
        return head.adding(choices).adding(better)
    }

    fileprivate static func line(_ suggestion: ReferenceChoice.Suggestion) -> LocalizedText {
        let start = "--source-crs \(suggestion.crs)  \(suggestion.name)"
        let adjustment = suggestion.adjustment.description
        let length = suggestion.metresFromFirst.map { ReferenceFindings.length($0) }
        let vi = [
            adjustment?.vi, "tâm ở \(suggestion.place)", suggestion.agreement.map { "tên khớp \($0)" },
            length.map { "cách hệ đầu \($0.vi)" },
        ]
        let en = [
            adjustment?.en, "middle at \(suggestion.place)", suggestion.agreement.map { "names agree \($0)" },
            length.map { "\($0.en) from the first" },
        ]
        return text(
            ([start] + vi.compactMap { $0 }).joined(separator: ", "),
            ([start] + en.compactMap { $0 }).joined(separator: ", "))
    }
}

extension LocalizedText {
    /// More lines, the same in both languages, or each in its own.
    fileprivate func adding(_ lines: [String]) -> LocalizedText {
        adding(lines.map { LocalizedText(vi: $0, en: $0) })
    }

    fileprivate func adding(_ line: LocalizedText) -> LocalizedText { adding([line]) }

    fileprivate func adding(_ lines: [LocalizedText]) -> LocalizedText {
        LocalizedText(
            vi: vi + lines.map { "\n  \($0.vi)" }.joined(), en: en + lines.map { "\n  \($0.en)" }.joined())
    }

    fileprivate func listing(_ suggestions: [ReferenceChoice.Suggestion]) -> LocalizedText {
        guard !suggestions.isEmpty else {
            return LocalizedText(
                vi: vi + ", ví dụ EPSG:9218 (không hệ thông dụng nào đặt lớp này trong Việt Nam)",
                en: en + ", for example EPSG:9218 (in none of the usual systems would it lie in Viet Nam)")
        }
        return LocalizedText(
            vi: vi + ". Lớp này sẽ nằm trong Việt Nam nếu là", en: en + ". It would lie in Viet Nam as"
        )
        .adding(suggestions.map(ErrorText.line))
    }
}
