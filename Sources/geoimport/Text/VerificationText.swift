import Foundation
import GeoStore

/// What a check of a store says, in both languages. What is not known here stays as the store says it.
enum VerificationText {
    private static let checks = [
        "file integrity": "tệp nguyên vẹn", "edit triggers": "theo dõi sửa đổi", "feature count": "số đối tượng",
        "spatial index": "chỉ mục không gian", "geometries": "hình", "history": "lịch sử phiên bản",
        "feature ids": "mã đối tượng", "overview": "tệp tổng quan cho ô bản đồ",
        "search index": "chỉ mục tìm kiếm",
    ]

    static func check(_ name: String) -> LocalizedText { LocalizedText(vi: checks[name] ?? name, en: name) }

    static func problem(_ problem: String) -> LocalizedText {
        LocalizedText(vi: problem.components(separatedBy: "; ").map(vietnamese).joined(separator: "; "), en: problem)
    }

    private static func vietnamese(_ problem: String) -> String {
        if let match = problem.wholeMatch(of: /the table has (\d+) rows, the catalogue says (\d+)/) {
            return "bảng có \(match.1) dòng, danh mục ghi \(match.2)"
        }
        if let match = problem.wholeMatch(of: /(\d+) of (\d+) are there: edits may go unnoticed/) {
            return "chỉ còn \(match.1) trong \(match.2): sửa đổi có thể không được ghi nhận"
        }
        switch problem {
        case "there is none": return "chưa có"
        case "it is of another release": return "của bản phát hành khác"
        case "it is another store's": return "của kho khác"
        case "it is of other columns": return "của các cột khác"
        default: break
        }
        if let match = problem.wholeMatch(of: /it is of version (\d+)/) { return "của phiên bản \(match.1)" }
        if let match = problem.wholeMatch(of: /version (\d+) is missing/) { return "thiếu phiên bản \(match.1)" }
        if let match = problem.wholeMatch(of: /version (\d+) has (\d+) features instead of (\d+)/) {
            return "phiên bản \(match.1) có \(match.2) đối tượng thay cho \(match.3)"
        }
        for (end, words) in endings where problem.hasSuffix(end) {
            let number = problem.dropLast(end.count)
            if !number.isEmpty, number.allSatisfy(\.isNumber) { return "\(number) \(words)" }
        }
        return problem
    }

    private static let endings = [
        " of its entries are wrong": "mục của chỉ mục bị sai",
        " features are not in it": "đối tượng không có trong chỉ mục",
        " entries have no feature": "mục không có đối tượng",
        " entries do not hold their feature": "mục không chứa đối tượng của nó",
        " are not readable or of another CRS": "hình không đọc được hoặc thuộc hệ toạ độ khác",
        " entries have ids outside 1…2^53−1": "mục lịch sử có mã nằm ngoài 1…2^53−1",
        " are outside 1…2^53−1": "mã nằm ngoài 1…2^53−1",
        " entries are of no version": "mục lịch sử không thuộc phiên bản nào",
        " entries serve no version that can be restored": "mục lịch sử không còn dùng cho phiên bản nào",
        " geometries are not readable": "hình trong lịch sử không đọc được",
    ]
}
