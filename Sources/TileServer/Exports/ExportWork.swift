import FeatureExchange
import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// Carries out one order: the whole of what the process that builds a file does.
struct ExportWork {
    let order: ExportOrder
    let report: (ExportReport) throws -> Void

    /// Reports how it went, failures included.
    func run() throws {
        do {
            try report(build())
        } catch let error as ExportError {
            try report(.failed(error))
        } catch FeatureWritingError.failed(_, let error) where error.code == .outOfMemory {
            try report(.failed(.outOfMemory))
        } catch FeatureWritingError.incomplete {
            try report(.failed(.diskFull))
        } catch {
            try report(.failed(isDiskFull(error) ? .diskFull : .failed(reason: "\(error)")))
        }
    }

    private func build() throws -> ExportReport {
        let store = try Store(path: order.store, access: .readOnly, readers: 1)
        let readers = SnapshotReaders(store: store)
        let query = QueryParameters(order.query)
        let (parameters, snapshot) = try begin(store, readers, query)
        let title = snapshot.collection.title.text(in: Language(rawValue: order.language) ?? .vi)
        let transforms = TransformPool()
        guard parameters.format.isStreamed else {
            let (rows, notes) = try FileExport(
                parameters: parameters, snapshot: snapshot, title: title, order: order, transforms: transforms,
                report: report
            ).run()
            return try result(rows: rows, notes: notes, of: snapshot.collection, parameters)
        }
        try report(.begun(total: store.count(of: snapshot.collection, matching: parameters.query)))
        let export = try TextExport(
            parameters, snapshot: snapshot, title: title, schemaURL: order.schemaURL, transforms: transforms)
        try Data().write(to: URL(filePath: order.file))
        let file = try FileHandle(forWritingTo: URL(filePath: order.file))
        while let piece = try export.next() {
            try file.write(contentsOf: Data(piece))
            try report(.progress(rows: export.written))
        }
        try file.synchronize()
        try file.close()
        return try result(rows: export.written, notes: [], of: snapshot.collection, parameters)
    }

    private func result(
        rows: Int, notes: [String], of collection: PublishedCollection, _ parameters: ExportParameters
    ) throws -> ExportReport {
        let (bytes, digest) = try FileDigest.sha256(ofFileAt: order.file)
        return .done(
            ExportResult(
                rows: rows, notes: notes,
                origin: ExportResult.Origin(
                    state: collection.stateTag, version: collection.state.version, crs: parameters.crs.uri),
                bytes: bytes, digest: digest))
    }

    /// As whoever ordered it sees it.
    private func collection(in store: Store) throws -> PublishedCollection {
        let catalog = try store.catalog()
        let whole = try catalog.collection(order.collection)
        guard let text = order.rule else { return whole }
        let policy = try AccessPolicy(json: JSONReader.read(Array(text.utf8)))
        guard let rule = policy.rules.first else { throw GeoStoreError.collectionNotFound(order.collection, known: []) }
        return try store.seen(whole, under: rule, in: catalog)
    }

    /// A collection may get a new version between the look at the catalogue and the first read.
    private func begin(
        _ store: Store, _ readers: SnapshotReaders, _ query: QueryParameters
    ) throws -> (ExportParameters, FeatureSnapshot) {
        for _ in 0..<3 {
            let collection = try collection(in: store)
            let parameters = try ExportParameters(query, collection: collection)
            do {
                return (parameters, try readers.snapshot(of: collection, matching: parameters.query))
            } catch GeoStoreError.collectionChanged { continue }
        }
        throw GeoStoreError.collectionChanged(order.collection)
    }

    /// SQLite and GDAL say it in words; a limit on the size of files is a full disk as well.
    private func isDiskFull(_ error: any Error) -> Bool {
        let text = "\(error)".lowercased()
        return ["no space left", "disk is full", "file too large", "enospc", "efbig"].contains(where: text.contains)
    }
}
