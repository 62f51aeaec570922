import FeatureExchange
import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// Errors as sentences for a terminal: what happened, and what would have worked.
enum ErrorText {
    static func sentence(_ error: any Error) -> String {
        switch error {
        case let error as ImportError: sentence(error)
        case let error as FeatureExchangeError: sentence(error)
        case let error as GeoStoreError: sentence(error)
        case let error as ProjError: sentence(error)
        case let error as HomeFolder.Missing:
            "\(error.item) was not found in \(error.searched.joined(separator: " or ")); set GEOSECTOR_HOME to the folder that has it"
        default: "\(error)"
        }
    }

    private static func sentence(_ error: ImportError) -> String {
        switch error {
        case .crsMissing(let file, let layer, let suggestions):
            "\(file): layer \(layer) does not say which CRS its coordinates are in; give --source-crs\(list(suggestions))"
        case .crsUnidentified(let file, let layer, let name, let candidates):
            "\(file): the CRS of layer \(layer), '\(name)', is no known one; give --source-crs"
                + (candidates.isEmpty ? "" : " (near: \(candidates.joined(separator: ", ")))")
        case .crsUnknown(let crs): "\(crs) is not in the EPSG register; for Gia Lai try EPSG:9218 or EPSG:9217"
        case .crsDeprecated(let crs, let name, let successor):
            "\(crs) (\(name)) is deprecated; \(successor.map { "the same system is \($0)" } ?? "its successor has the same name, see epsg.org")"
        case .notDegrees(let file, let crs, let suggestions):
            "\(file): \(crs) is in degrees, but the coordinates are not; give --source-crs\(list(suggestions))"
        case .notMetres(let file, let crs, let suggestions):
            "\(file): \(crs) is in metres, but the coordinates look like degrees; give another --source-crs\(list(suggestions))"
        case .encodingUnknown(let name):
            "encoding '\(name)' is unknown; known are utf-8, tcvn3, vni, cp1258, windows-1252, misread-tcvn3, misread-vni and those of iconv"
        case .encodingUndecided(let file, let claim, let column, let readings):
            "\(file): column \(column) is not in \(claim.map { "the declared \($0)" } ?? "UTF-8, and nothing says what it is in"); give --encoding. It reads"
                + readings.map { "\n  --encoding \($0.encoding): \($0.text)" }.joined()
        case .noGeometry(let file, let layer):
            "\(file): layer \(layer) has no geometry; 'geoimport inspect' shows its columns"
        case .noFeatures(let file, let layer): "\(file): layer \(layer) has no feature; nothing was published"
        case .tooManyRejects(let rejected, let read, let limit, let reasons):
            "\(rejected) of \(Amount.of(read, "feature")) were rejected, more than \(limit); nothing was published, --max-rejects allows more"
                + reasons.map { "\n  \($0)" }.joined()
        case .allRejected(let read, let reasons):
            "\(read == 1 ? "the only feature was" : "all \(read) features were") rejected; nothing was published"
                + reasons.map { "\n  \($0)" }.joined()
        case .collectionNameNeeded(let layer): "the layer's name '\(layer)' makes no id; give --collection"
        }
    }

    private static func list(_ suggestions: [ReferenceChoice.Suggestion]) -> String {
        guard !suggestions.isEmpty else {
            return ", for example EPSG:9218 (in none of the usual systems would it lie in Viet Nam)"
        }
        return ". It would lie in Viet Nam as"
            + suggestions.map { "\n  --source-crs \($0.crs)  \($0.name), middle at \($0.place)" }.joined()
    }

    private static func sentence(_ error: FeatureExchangeError) -> String {
        switch error {
        case .fileNotFound(let path): "\(path) does not exist"
        case .notReadable(let path, let number): "\(path) cannot be read: \(String(cString: strerror(number)))"
        case .notRecognised(let path, let format):
            "\(path): \(format.map(sentence) ?? "no reader knows this format; try shapefile, GeoPackage or GeoJSON")"
        case .damaged(let path, let error) where error.function == "CPLCopyFile":
            "\(path) cannot be unpacked: \(error.message). Either it is damaged, or the temporary folder is full: TMPDIR names another"
        case .damaged(let path, let error): "\(path) is damaged: \(error.message)"
        case .noLayers(let path): "\(path) has no layer"
        case .layerNotFound(let name, let available):
            "there is no layer '\(name)'; layers: \(available.joined(separator: ", "))"
        case .severalLayers(let layers):
            "the file has \(layers.count) layers; choose one with --layer:"
                + layers.map { layer in
                    "\n  \(layer.name)  \(layer.geometryType?.rawValue ?? "no geometry"), \(layer.featureCount.map { Amount.of($0, "feature") } ?? "not counted")"
                }.joined()
        case .layerInUse(let name): "layer \(name) is being read already"
        case .readStopped(let layer, let count, let error):
            "reading layer \(layer) broke off after \(count) features: \(error.message); nothing was published"
        case .archiveTooLarge(let path, let bytes, let limit):
            "\(path) would unpack to \(bytes) bytes; the limit is \(limit)"
        case .scratchFailed(let path, let number):
            "the temporary folder \(path) cannot be written: \(String(cString: strerror(number))); set TMPDIR to one that can"
        case .unknownCodePage(let name): "encoding '\(name)' is unknown"
        case .unexpected(let error): "GDAL's \(error.function) failed: \(error.message)"
        }
    }

    private static func sentence(_ format: UnreadableFormat) -> String {
        switch format {
        case .empty: "the file is empty"
        case .microStationV8: "this is MicroStation V8; save it as DXF, DGN V7 or GeoPackage"
        case .autoCADDrawing: "this is an AutoCAD drawing; save it as DXF"
        case .accessDatabase: "this is a Microsoft Access database; export its layers as shapefile or GeoPackage"
        case .htmlPage: "this is a web page, probably an error page of a download; download it again"
        case .notAnArchive: "the name says zip, the content is no archive"
        case .archiveWithoutLayers(let members): "the archive has no layer; it has \(members.joined(separator: ", "))"
        case .folderWithoutLayers: "the folder has no layer"
        case .shapefilePart(let missing): "this is a part of a shapefile; \(missing) is missing"
        }
    }

    /// SQLITE_CANTOPEN (sqlite.org/rescode.html).
    private static let cannotOpen: Int32 = 14

    private static func sentence(_ error: GeoStoreError) -> String {
        switch error {
        case .storeNotFound(let path):
            "store \(path) does not exist; 'geoimport load FILE --store \(path) --sector …' makes it"
        case .storeExists(let path): "\(path) exists already; choose another name"
        case .notAStore(let path, let reason): "\(path) is not a GeoSector store: \(reason)"
        case .newerSchema(let path, let found, let supported):
            "store \(path) has schema \(found), this program knows up to \(supported): update GeoSector"
        case .readOnly(let path): "store \(path) cannot be written: check the permissions of the file and its folder"
        case .busy(let path): "store \(path) is locked by another program; try again when it is done"
        case .diskFull(let path): "the disk of \(path) is full; nothing was changed"
        case .collectionNotFound(let id, let known):
            "there is no collection '\(id)'; collections: \(known.isEmpty ? "none yet" : known.joined(separator: ", "))"
        case .collectionExists(let id):
            "collection '\(id)' exists already: --replace gives it these features, --append adds them, --collection names another"
        case .sectorNotFound(let id, let known): "there is no sector '\(id)'; sectors: \(known.joined(separator: ", "))"
        case .invalidCollectionID(let id, let fault): sentence(collectionID: id, fault: fault)
        case .nameTaken(let id): "the store has a table '\(id)' that is not a collection; choose another --collection"
        case .sectorFile(let path, let reason): "\(path): \(reason)"
        case .propertyNotFound(let name, let collection, let known):
            "collection '\(collection)' has no column '\(name)'; columns: \(known.joined(separator: ", "))"
        case .schemaMismatch(let collection, let differences):
            "the features do not fit collection '\(collection)': \(differences.joined(separator: "; ")); --replace takes them as they are"
        case .crsMismatch(let collection, let stored, let given):
            "collection '\(collection)' is stored in \(stored), the file is in \(given); convert it, or load it as another --collection"
        case .idsExhausted(let collection): "collection '\(collection)' has a feature id outside 1…2^53−1"
        case .tooManyProperties(let count, let maximum):
            "\(count) columns are too many; at most \(maximum) can be stored"
        case .keyNotFound(let key, let collection, let known):
            "there is no column '\(key)' to tell features of collection '\(collection)' apart; columns: \(known.joined(separator: ", "))"
        case .updateWithoutKey(let collection):
            "collection '\(collection)' has no key column; --key names one"
        case .versionNotFound(let number, let collection, let known):
            "collection '\(collection)' has no version \(number); versions: \(known.map(String.init).joined(separator: ", "))"
        case .versionNotRestorable(let number, let collection, let oldest):
            "version \(number) of collection '\(collection)' is no longer kept; the oldest that is: \(oldest)"
        case .pruneKeepsNothing(let collection):
            "at least one version of collection '\(collection)' stays: keep 1 or more"
        case .undecodableGeometry(let collection, let feature, let reason):
            "feature \(feature) of collection '\(collection)' has a geometry that cannot be read (\(reason))"
        case .sqlite(let attempted, Self.cannotOpen, _):
            "\(attempted) failed: the file cannot be opened or made; check that its folder exists and can be written"
        case .sqlite(let attempted, let code, let message): "\(attempted) failed: \(message) (SQLite \(code))"
        }
    }

    static func sentence(collectionID id: String, fault: CollectionID.Fault) -> String {
        let rule = "an id is [a-z][a-z0-9_-]*, for example truong_hoc"
        return switch fault {
        case .empty: "the collection's id is empty; \(rule)"
        case .tooLong: "the collection's id '\(id)' is longer than 63 characters"
        case .firstCharacter: "the collection's id '\(id)' must begin with a small letter; \(rule)"
        case .character(let character): "the collection's id '\(id)' has '\(character)' in it; \(rule)"
        case .reservedSuffix: "the collection's id '\(id)' ends in _label, which is kept for label layers"
        case .reservedPrefix(let prefix):
            "the collection's id '\(id)' begins with \(prefix), which the store itself uses"
        }
    }

    private static func sentence(_ error: ProjError) -> String {
        switch error {
        case .unknownCRS(let crs, let reason): "\(crs) is unknown: \(reason)"
        case .noOperation(let source, let target): "there is no way from \(source) to \(target)"
        case .outsideDomain(let source, let target, let place):
            "coordinates near \(place.x) \(place.y) have no place in \(target) when they are in \(source); is the CRS right?"
        case .contextUnavailable: "PROJ could not be started"
        }
    }

    static func sentence(_ note: StoreNote) -> String {
        switch note {
        case .onNetworkShare(let kind):
            "the store lies on a network share (\(kind)): only one machine may write to it; a local disk is safer"
        case .openedAsUnchanging: "neither the store nor its folder can be written: it is taken for unchanging"
        }
    }
}
