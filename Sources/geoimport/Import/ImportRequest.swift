import FeatureExchange
import GeoStore
import SimpleFeatures

/// What the user asked for.
struct ImportRequest: Sendable {
    /// A path, or a connection as GDAL writes it.
    var file: String
    var layer: String?
    /// An SQL condition on the source's columns.
    var filter: String?
    /// Columns to keep, in this order; nil keeps all.
    var fields: [String]?
    /// From a column's name in the source to its name in the collection.
    var newNames: [String: String] = [:]
    /// Columns of a table that hold the position or the shape, where names and values shall not decide.
    var geometryColumns = GeometryColumns()
    var sector: String
    var collection: String?
    var titleVi: String?
    var titleEn: String?
    var description: String?
    var licence: String?
    var attribution: String?
    var sourceCRS: CRS?
    var encoding = EncodingOptions()
    var mode: LoadMode
    /// By its name in the source or in the collection.
    var key: RequestedKey = .asBefore
    var repair = RepairPolicy()
    /// Asks a person for each repair; nil when nobody is there to be asked.
    var dialogue: RepairDialogue?
    var limit = RejectLimit.standard
    /// Where rejected and repaired rows are written; nil writes none.
    var ledger: LedgerRequest?
}

enum RequestedKey: Hashable, Sendable {
    case asBefore
    case none
    case column(String)
}

struct LedgerRequest: Hashable, Sendable {
    var folder: String
    var table = RejectLedger.Table.none
}
