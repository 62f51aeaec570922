import FeatureExchange
import GeoStore

/// A source beyond what can be read safely.
enum SourceLimitText {
    static func archiveTooLarge(_ path: String, _ bytes: Int64, _ limit: Int64) -> LocalizedText {
        LocalizedText(
            vi: "\(path) giải nén ra \(bytes) byte, giới hạn là \(limit)",
            en: "\(path) would unpack to \(bytes) bytes; the limit is \(limit)")
    }

    static func archiveUnusable(_ path: String, _ member: String?, _ fault: ArchiveFault) -> LocalizedText {
        LocalizedText(
            vi: "không giải nén được \(path)\(member.map { " (\($0))" } ?? ""): \(text(fault).vi)",
            en: "\(path)\(member.map { " (\($0))" } ?? "") cannot be unpacked: \(text(fault).en)")
    }

    static func fileTooLarge(_ path: String, _ bytes: Int64, _ limit: Int64) -> LocalizedText {
        LocalizedText(
            vi: "\(path) có \(bytes) byte; định dạng này chỉ đọc được đến \(limit), hãy lưu thành GeoPackage",
            en: "\(path) has \(bytes) bytes; this format is read up to \(limit), save it as GeoPackage")
    }

    static func rowTooLong(_ path: String, _ line: Int, _ limit: Int64) -> LocalizedText {
        LocalizedText(
            vi: "\(path): dòng \(line) dài hơn \(limit) byte",
            en: "\(path): the row that begins at line \(line) is longer than \(limit) bytes")
    }

    static func valueTooLong(_ path: String, _ limit: Int64) -> LocalizedText {
        LocalizedText(
            vi:
                "\(path): có một giá trị hoặc một hình dài hơn \(limit) byte; hãy bỏ nó đi hoặc lưu tệp thành GeoPackage",
            en: "\(path): a value or a geometry is longer than \(limit) bytes; take it out, or save as GeoPackage")
    }

    static func quoteNotClosed(_ path: String, _ line: Int) -> LocalizedText {
        LocalizedText(
            vi: "\(path): dấu ngoặc kép mở ở dòng \(line) không đóng, nuốt hết phần còn lại của tệp",
            en: "\(path): the quotation mark that opens at line \(line) is never closed and swallows the rest")
    }

    private static func text(_ fault: ArchiveFault) -> LocalizedText {
        switch fault {
        case .directoryDamaged: LocalizedText(vi: "mục lục bị hỏng", en: "its directory is damaged")
        case .tooManyMembers(let count, let limit):
            LocalizedText(
                vi: "có \(count) tệp, giới hạn là \(limit)", en: "it has \(count) files; the limit is \(limit)")
        case .membersOverlap:
            LocalizedText(vi: "các tệp chồng lên nhau: bom nén", en: "its files overlap: an archive bomb")
        case .ratioTooHigh(let ratio):
            LocalizedText(
                vi: "nén \(ratio) lần, không dữ liệu nào như vậy: bom nén",
                en: "compressed \(ratio) times, which no data are: an archive bomb")
        case .symbolicLink:
            LocalizedText(
                vi: "đây là liên kết (symlink), tệp thật không có trong tệp nén; hãy nén lại kèm tệp thật",
                en: "it is a symbolic link, and the file it leads to was not packed; pack the file itself")
        case .encrypted: LocalizedText(vi: "có mật khẩu; hãy giải nén trước", en: "it has a password; unpack it first")
        case .methodUnsupported(let method):
            LocalizedText(
                vi: "dùng kiểu nén \(method) không đọc được; hãy giải nén hoặc nén lại kiểu Deflate",
                en: "compression method \(method) cannot be read; unpack it, or pack it with Deflate")
        case .dataDamaged: LocalizedText(vi: "dữ liệu bị hỏng hoặc bị cắt", en: "the data are damaged or cut")
        case .sizeDisagrees(let declared):
            LocalizedText(
                vi: "kích thước không đúng \(declared) byte như đã ghi",
                en: "its size is not the \(declared) bytes it declares")
        case .checksumWrong: LocalizedText(vi: "sai mã kiểm tra (CRC)", en: "its checksum (CRC) is wrong")
        }
    }
}
