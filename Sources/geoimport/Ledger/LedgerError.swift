import GeoStore

/// Why a ledger cannot be handed in.
enum LedgerError: Error, Hashable, Sendable {
    /// Neither the file nor the GeoPackage beside it says what it is a ledger of.
    case noContext(path: String)
    /// Not a file of ours: `gs_` columns are missing.
    case notALedger(path: String, missing: [String])
    case unknownFormat(path: String)

    var reason: LocalizedText {
        switch self {
        case .noContext(let path):
            LocalizedText(
                vi: "\(path): không biết sổ này thuộc bộ dữ liệu nào; đặt tệp .gpkg của sổ cạnh tệp này",
                en: "\(path): nothing says which collection this ledger belongs to; put the ledger's .gpkg beside it")
        case .notALedger(let path, let missing):
            LocalizedText(
                vi: "\(path): không phải sổ lỗi, thiếu cột \(missing.joined(separator: ", "))",
                en: "\(path): this is no reject ledger, these columns are missing: \(missing.joined(separator: ", "))")
        case .unknownFormat(let path):
            LocalizedText(
                vi: "\(path): sổ lỗi là tệp .gpkg, .xlsx hoặc .csv",
                en: "\(path): a reject ledger is a .gpkg, .xlsx or .csv file")
        }
    }
}
