import CQL2
import ExternalServices
import GeoStore
import HTTPTypes
import Hummingbird
import MapRender
import Reprojection
import StyleSpec
import TileEngine
import Tiling

extension Problem {
    /// The one place where errors become status codes and sentences.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as ParameterError: self = Problem(error)
        case let fault as ServiceFault: self = Problem(fault)
        case let error as RequestError: self = Problem(error)
        case let error as GeoStoreError: self = Problem(error)
        case let error as TilingError: self = Problem(error)
        case let error as TileError: self = Problem(error)
        case let error as ExportError: self = Problem(error)
        case let error as StyleError: self = Problem(error)
        case let error as FilterError: self = Problem(error)
        case let error as EditingError: self = Problem(error)
        case let error as EditRefusal: self = Problem(error)
        case let fault as DraftFault: self = Problem(fault)
        case let gap as ChangeFeedGap: self = Problem(gap, path: path)
        case let error as ProjError: self = Problem(error)
        case let error as MapError: self = Problem(error)
        case let error as MapRenderError: self = Problem(error)
        case let error as StyleErrors: self = Problem(error)
        case let error as AccessError: self = Problem(error)
        case let fault as ExternalClient.Fault: self = Problem(fault)
        case let error as LimitError: self = Problem(error)
        case let error as KnownHosts.Misdirected: self = Problem(error)
        case let error as HTTPError where error.status == .notFound: self = Problem(RequestError.notFound(path: path))
        case let error as any HTTPResponseError:
            self.init(status: error.status, title: error.status.reasonPhrase, detail: "The request cannot be answered.")
        default: self = .unexpected
        }
    }

    /// Whatever the client need not know; the log has the cause under the request id.
    static let unexpected = Problem(
        status: .internalServerError, title: "Internal error",
        detail: "The server could not answer. Its log has the reason under this request id.")

    private init(_ error: ParameterError) {
        self.init(
            status: .badRequest, title: "Invalid parameter",
            detail: "Parameter '\(error.parameter)' has the value '\(error.value)'; expected \(error.expected).",
            parameter: error.parameter, suggestions: error.suggestions)
    }

    private init(_ fault: ServiceFault) {
        let detail =
            fault.value.map { "Parameter '\(fault.parameter)' has the value '\($0)'; expected \(fault.expected)." }
            ?? "Parameter '\(fault.parameter)' is missing; expected \(fault.expected)."
        self.init(
            status: .badRequest, title: "Invalid parameter", detail: detail, parameter: fault.parameter)
    }

    private init(_ error: RequestError) {
        switch error {
        case .notFound(let path):
            self.init(
                status: .notFound, title: "Not found", detail: "There is nothing at \(path).",
                suggestions: ["/", "/collections", "/map", "/api"])
        case .methodNotAllowed(let method, let allowed):
            let isRead = allowed == ["GET", "HEAD"]
            self.init(
                status: .methodNotAllowed, title: "Method not allowed",
                detail: isRead
                    ? "\(method) is not possible here; this resource can be read with GET and HEAD."
                    : "\(method) is not possible here; this resource takes \(allowed.joined(separator: ", ")).")
            headers[.allow] = (allowed + ["OPTIONS"]).joined(separator: ", ")
        case .notAcceptable(let offered):
            self.init(
                status: .notAcceptable, title: "Not acceptable",
                detail: "This resource is available as \(offered.map(\.essence).joined(separator: ", ")).")
        case .featureNotFound(let collection, let id):
            self.init(
                status: .notFound, title: "Feature not found",
                detail: "Collection '\(collection)' has no feature '\(id)'.",
                suggestions: ["/collections/\(collection)/items"])
        case .styleNotFound(let id, let known):
            self.init(
                status: .notFound, title: "Style not found",
                detail: "There is no style '\(id)'; styles: \(known.joined(separator: ", ")).",
                suggestions: known.map { "/styles/\($0)" })
        case .tileMatrixSetNotFound(let id):
            self.init(
                status: .notFound, title: "Tile matrix set not found",
                detail: "There is no tile matrix set '\(id)'; this server has WebMercatorQuad.")
        case .archiveNotFound(let name, let known):
            let list = known.isEmpty ? "none" : known.joined(separator: ", ")
            self.init(
                status: .notFound, title: "Archive not found",
                detail: "There is no tile archive '\(name)'; archives: \(list).",
                suggestions: ["/archives"] + known.map { "/archives/\($0).json" })
        case .rangeNotSatisfiable(let length):
            self.init(
                status: .rangeNotSatisfiable, title: "Range not satisfiable",
                detail: "The range begins behind the end: there are \(length) bytes.")
            headers[.contentRange] = "bytes */\(length)"
        case .orderChanged(let start):
            self.init(
                status: .gone, title: "Order changed",
                detail: "Features have changed since the page before: to go on in this order would repeat some or miss "
                    + "some. Begin again.",
                parameter: "cursor", suggestions: [start])
        case .accountsUnavailable: self.init(AccessError.unavailable)
        case .storeUnavailable:
            self.init(
                status: .serviceUnavailable, title: "Store unavailable",
                detail: "The store cannot be read. The server's log has the reason under this request id.")
            headers[.retryAfter] = "5"
        }
    }

    private init(_ error: GeoStoreError) {
        switch error {
        case .collectionNotFound(let id, let known):
            let near = NearMatches.of(id, among: known)
            let list = near.isEmpty ? known : near
            self.init(
                status: .notFound, title: "Collection not found",
                detail: near.isEmpty
                    ? "There is no collection '\(id)'."
                    : "There is no collection '\(id)'; did you mean \(near.joined(separator: ", "))?",
                suggestions: list.map { "/collections/\($0)" })
        case .collectionChanged(let id):
            self.init(
                status: .serviceUnavailable, title: "Collection being changed",
                detail: "Collection '\(id)' changes faster than it can be read; try again shortly.")
            headers[.retryAfter] = "1"
        case .busy:
            self.init(
                status: .serviceUnavailable, title: "Store busy",
                detail: "Another program holds the store; try again shortly.")
            headers[.retryAfter] = "2"
        case .deadlineExceeded:
            self.init(
                status: .serviceUnavailable, title: "Query too slow",
                detail: "The query takes longer than this server gives it; ask for less, or try again later.")
            headers[.retryAfter] = "10"
        case .readCancelled:
            self.init(
                status: .serviceUnavailable, title: "Query given up", detail: "Nobody waited for the answer any more.")
            headers[.retryAfter] = "1"
        case .propertyNotFound(let name, let collection, let known):
            self.init(
                status: .badRequest, title: "Unknown property",
                detail:
                    "Collection '\(collection)' has no property '\(name)'; properties: \(known.joined(separator: ", ")).",
                parameter: name)
        case .versionNotFound(let number, let collection, let known):
            let list = known.prefix(20).map(String.init).joined(separator: ", ")
            self.init(
                status: .notFound, title: "Version not found",
                detail: "Collection '\(collection)' has no version \(number); versions: \(list).",
                suggestions: ["/collections/\(collection)/versions"])
        case .versionNotRestorable(let number, let collection, let oldest):
            self.init(
                status: .gone, title: "Version not kept",
                detail: "The features of version \(number) of '\(collection)' are not kept any more; the oldest is "
                    + "\(oldest).",
                suggestions: ["/collections/\(collection)/versions"])
        case .diskFull:
            self.init(
                status: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
                title: "No room on the disk",
                detail: "The disk of the store is full. Nothing was changed; try again when there is room.")
            headers[.retryAfter] = "600"
        case .storeNotFound, .storeExists, .notAStore, .newerSchema, .readOnly, .noRoomToUpgrade,
            .replacementUnfinished, .inUse, .collectionExists,
            .sectorNotFound, .invalidCollectionID, .nameTaken, .sectorFile, .schemaMismatch, .crsMismatch,
            .idsExhausted, .undecodableGeometry, .tooManyProperties, .invalidTileSettings, .invalidMetadata,
            .overviewNotWritten,
            .keyNotFound,
            .updateWithoutKey, .pruneKeepsNothing, .sqlite:
            self = .unexpected
        }
    }

    private init(_ error: TileError) {
        switch error {
        case .notReady(let collection):
            self.init(
                status: .serviceUnavailable, title: "Tiles being prepared",
                detail: "What tiles of '\(collection)' are made from is being built; try again shortly.")
            headers[.retryAfter] = "5"
        }
    }

    /// The server of another, which this one asked.
    private init(_ fault: ExternalClient.Fault) {
        let reason =
            switch fault {
            case .status(let status): "it answered \(status)"
            case .type(let type): "it sent \(type.isEmpty ? "something of no type" : type), which no map can show"
            case .tooLong(let limit): "its answer is longer than \(limit >> 20) MB"
            case .unreachable(let code): "it cannot be reached (\(code))"
            }
        self.init(
            status: .badGateway, title: "External service failed",
            detail: "The external service did not give what was asked of it: \(reason). Try again later.")
    }

    private init(_ error: TilingError) {
        switch error {
        case .outsideMatrix(let what, let allowed):
            self.init(
                status: .notFound, title: "No such tile",
                detail: "There is no \(what); allowed are \(allowed.lowerBound) to \(allowed.upperBound).")
        }
    }
}
