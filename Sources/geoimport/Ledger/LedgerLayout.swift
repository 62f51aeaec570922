import FeatureExchange
import SimpleFeatures

/// The layers and columns of a ledger. Names of our own begin with `gs_`, all others are the source's.
///
/// ```
/// geometry_before   gs_entry gs_row gs_status gs_decision … TEN_XA DIEN_TICH …   the row as delivered: mend it here
/// geometry_after    gs_entry gs_row gs_codes gs_method …                         what repair would make of it
/// ledger_meta       content                                                      LedgerContext, as JSON
/// ```
enum LedgerLayout {
    static let before = "geometry_before"
    static let after = "geometry_after"
    static let meta = "ledger_meta"
    /// The name in a workbook and of a CSV's one table.
    static let sheet = "rejects"

    /// Where a row stands.
    enum Status: String, CaseIterable, Hashable, Sendable {
        /// To be mended and handed in.
        case open
        /// Stored already, with a repair: here for information.
        case stored
        /// Could be repaired, and is not stored: of this load nothing was published, or not yet.
        case unpublished
        /// Being handed in: a program that was stopped in the middle left it so. `gs_result` holds its token.
        case pending
        case resubmitted
    }

    /// What a person writes into `gs_decision`; anything else is no decision. In either language.
    enum Decision: String, CaseIterable, Hashable, Sendable {
        /// The proposed geometry is right.
        case accept
        /// The row is not to be handed in.
        case skip

        init?(text: String) {
            switch text.lowercased().filter({ !$0.isWhitespace }) {
            case "accept", "yes", "nhận", "nhan", "đồngý", "dongy", "có", "co": self = .accept
            case "skip", "no", "bỏ", "bo", "không", "khong": self = .skip
            default: return nil
            }
        }
    }

    enum Own: String, CaseIterable {
        case entry = "gs_entry"
        case row = "gs_row"
        case status = "gs_status"
        case decision = "gs_decision"
        case result = "gs_result"
        case outcome = "gs_outcome"
        case codes = "gs_codes"
        case reasonVi = "gs_reason_vi"
        case reasonEn = "gs_reason_en"
        case detail = "gs_detail"
        case rule = "gs_rule"
        case method = "gs_method"
        case areaBefore = "gs_area_before_m2"
        case areaAfter = "gs_area_after_m2"
        case shift = "gs_shift_m"
        case collection = "gs_collection"
        case source = "gs_source"
        /// The geometry as text: of every row in tables, in a GeoPackage only where it has a coordinate that is none.
        case wkt = "gs_wkt"

        var type: FeatureSchema.PropertyType {
            switch self {
            case .entry, .row: .integer
            case .areaBefore, .areaAfter, .shift: .real
            case .status, .decision, .result, .outcome, .codes, .reasonVi, .reasonEn, .detail, .rule, .method,
                .collection, .source, .wkt:
                .text
            }
        }

        var column: FeatureSchema.Property { FeatureSchema.Property(name: rawValue, type: type) }
    }

    static let afterColumns: [Own] = [
        .entry, .row, .codes, .rule, .method, .reasonVi, .reasonEn, .detail, .areaBefore, .areaAfter, .shift,
    ]

    /// Names that attributes must not have, in small letters.
    static let reserved = Own.allCases.map(\.rawValue) + ["fid", "geom", "gs_wkt_after"]

    static func layers(of context: LedgerContext) -> [FeatureFileWriter.Layer] {
        [
            FeatureFileWriter.Layer(
                name: before, columns: Own.allCases.map(\.column) + attributes(of: context), geometryType: .geometry,
                hasZ: context.hasZ, crs: context.crs),
            FeatureFileWriter.Layer(
                name: after, columns: afterColumns.map(\.column), geometryType: .geometry, hasZ: context.hasZ,
                crs: context.crs),
            metaLayer,
        ]
    }

    static let metaLayer = FeatureFileWriter.Layer(
        name: meta, columns: [FeatureSchema.Property(name: "content", type: .text)])

    static func attributes(of context: LedgerContext) -> [FeatureSchema.Property] {
        context.columns.map { FeatureSchema.Property(name: $0.name, type: $0.type) }
    }
}
