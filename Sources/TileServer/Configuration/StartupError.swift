import Accounts
import GeoStore
import Glibc
import NIOCore

/// Why the server did not start, and the sentences people read in the terminal.
enum StartupError: Error, Hashable, Sendable {
    case noStore

    /// What happened and what to try.
    static func sentence(_ error: any Error, configuration: ServerConfiguration) -> String {
        switch error {
        case StartupError.noStore:
            return "no store is named: give --store PATH or set GEOSECTOR_STORE; 'geoimport load' makes one"
        case let error as ServerConfiguration.Fault: return sentence(error)
        case let error as HomeFolder.Missing:
            return "\(error.item) was not found in \(error.searched.joined(separator: " or "));"
                + " set GEOSECTOR_HOME to the folder that has it"
        case let error as AssetLibrary.Missing:
            return "\(error.files.joined(separator: ", ")) missing in \(error.folder): run 'make assets'"
        case let error as PageRenderer.Missing: return "\(error.file) is missing: the installation is not complete"
        case let error as GeoStoreError: return sentence(error)
        case let error as UnitDirectory.Malformed:
            return "list of units \(error.path): line \(error.line) does not have the columns of data/units/README.md"
        case AccountError.notFound(let path):
            return "accounts \(path) do not exist: 'tileserver init --admin LOGIN' makes them"
        case let error as IOError where error.errnoCode == EADDRINUSE:
            return "port \(configuration.port) on \(configuration.host) is taken: stop the other server or give --port"
        case let error as IOError where error.errnoCode == EACCES:
            return "port \(configuration.port) needs more rights: take one above 1023"
        default: return "\(error)"
        }
    }

    private static func sentence(_ fault: ServerConfiguration.Fault) -> String {
        switch fault {
        case .unreadable(let path, let reason): "configuration \(path): \(reason)"
        case .unknownKeys(let keys, let source, let known):
            "unknown setting \(keys.joined(separator: ", ")) in \(source); settings: \(known.joined(separator: ", "))"
        case .invalid(let key, let value, let expected, let source):
            "\(key) in \(source) is '\(value)'; expected \(expected)"
        }
    }

    private static func sentence(_ error: GeoStoreError) -> String {
        switch error {
        case .storeNotFound(let path): "store \(path) does not exist: 'geoimport load FILE --store \(path) …' makes it"
        case .notAStore(let path, let reason): "\(path) is not a GeoSector store: \(reason)"
        case .newerSchema(let path, let found, let supported):
            "store \(path) has schema \(found), this program knows up to \(supported): update GeoSector"
        case .busy(let path): "store \(path) is locked by another program: try again when it is done"
        case .readOnly(let path): "store \(path) cannot be written"
        case .noRoomToUpgrade(let path, let needed, let free):
            "store \(path) is of an earlier release, and the copy kept of it before it is brought up to date needs"
                + " \(needed) bytes; \(free) are free"
        case .replacementUnfinished(let path, let reason):
            "a restore is not finished and cannot be now: \(reason); its plan is \(path)"
        case .sqlite(let attempted, let code, let message): "\(attempted) failed: \(message) (SQLite \(code))"
        case .storeExists, .diskFull, .inUse, .collectionNotFound, .collectionChanged, .collectionExists,
            .sectorNotFound, .invalidCollectionID, .nameTaken, .sectorFile, .propertyNotFound, .schemaMismatch,
            .crsMismatch,
            .idsExhausted, .undecodableGeometry, .tooManyProperties, .invalidTileSettings, .invalidMetadata,
            .overviewNotWritten,
            .keyNotFound,
            .updateWithoutKey, .versionNotFound, .versionNotRestorable, .pruneKeepsNothing,
            .deadlineExceeded, .readCancelled:
            "\(error)"
        }
    }

    static func sentence(_ note: StoreNote) -> String {
        switch note {
        case .onNetworkShare(let kind):
            "the store lies on a network share (\(kind)): only one machine may write to it; a local disk is safer"
        case .openedAsUnchanging:
            "neither the store nor its folder can be written: it is taken for unchanging, and imports are not noticed"
        case .upgraded(let upgrade):
            "the store was brought from schema \(upgrade.from) to \(upgrade.to); as it was it is in \(upgrade.copy)"
        }
    }
}
