import ArgumentParser
import FeatureExchange
import Foundation
import GeoStore

/// Imports the sources of a manifest one after the other. A failed one does not stop the next.
struct BatchRun {
    let manifest: Manifest
    let storePath: String
    /// Does everything but publish.
    let isRehearsal: Bool
    /// Reads sources even when neither their files nor their settings have changed.
    let readsEverything: Bool
    /// Of notes and progress.
    let language: Language
    let interruption: Interruption
    /// Told of each source when it is done.
    let finished: (BatchReport.Line) -> Void

    /// One source of the batch.
    private struct Source {
        /// As the manifest has it; a file of a folder by its own name.
        var name: String
        let path: String
        let entry: Manifest.Entry
        let isInFolder: Bool
        /// The only layer meant, of a source of which each is imported by itself.
        var layer: Layer?
    }

    private struct Layer {
        let layer: SourceLayer
        let source: VectorSource
        /// Of the files, taken before they were opened; nil for a connection.
        let fingerprint: SourceFingerprint?
    }

    /// - Parameter resting: when given, sources with a file that is not among these are left for the next time.
    /// - Returns: also when interrupted: what is published by then stays.
    func run(resting: Set<SourceSignature>? = nil) -> BatchReport {
        var report = BatchReport(isRehearsal: isRehearsal)
        func add(_ line: BatchReport.Line) {
            report.lines.append(line)
            finished(line)
        }
        var sources: [Source] = []
        for entry in manifest.entries {
            do { sources += try self.sources(of: entry) } catch {
                // A folder that cannot be read is a failure of its own.
                add(
                    BatchReport.Line(
                        source: entry.location.path, collection: nil, outcome: .failed(ErrorText.text(error)),
                        seconds: 0))
            }
        }
        // In a rehearsal no source is remembered by the store.
        var filled: [String: String] = [:]
        for source in sources {
            if let resting, !SourceSignature.ofFiles(of: source.path).isSubset(of: resting) { continue }
            do {
                try interruption.check()
                guard source.entry.takesAllLayers else {
                    add(try line(for: source, among: sources, &filled))
                    continue
                }
                for layer in try layers(of: source, failed: add) {
                    try interruption.check()
                    add(try line(for: layer, among: sources, &filled))
                }
            } catch {
                report.isInterrupted = true
                return report
            }
        }
        return report
    }

    /// Reads the settings of every source, so that a wrong one is known before anything is imported.
    /// - Throws: `ManifestError`.
    func checkSettings() throws {
        for entry in manifest.entries { _ = try request(for: entry.location.path, entry) }
    }

    private func sources(of entry: Manifest.Entry) throws -> [Source] {
        switch entry.location {
        case .file(let file): return [Source(name: file, path: absolute(file), entry: entry, isInFolder: false)]
        case .folder(let folder, let pattern):
            return try DropFolder(path: absolute(folder), pattern: pattern).files.map { file in
                let name = "\(folder)/\(file)"
                return Source(name: name, path: absolute(name), entry: entry, isInFolder: true)
            }
        }
    }

    /// Each layer as a source of its own; none of a source that cannot be read, which is told.
    /// - Throws: `Interrupted` only.
    private func layers(of source: Source, failed: (BatchReport.Line) -> Void) throws -> [Source] {
        let start = Date()
        do {
            if source.isInFolder { try SourceRest(interruption: interruption).wait(for: source.path) }
            let fingerprint = try SourceFingerprint(path: source.path)
            let request = try request(for: source.path, source.entry)
            let opened = try VectorSource(path: source.path, options: ImportPlan.options(request))
            return opened.layersToImport.map { layer in
                var part = source
                part.name = "\(source.name) · \(layer.name)"
                part.layer = Layer(layer: layer, source: opened, fingerprint: fingerprint)
                return part
            }
        } catch let interrupted as Interrupted {
            throw interrupted
        } catch {
            failed(
                BatchReport.Line(
                    source: source.name, collection: nil, outcome: .failed(ErrorText.text(error)),
                    seconds: Date().timeIntervalSince(start)))
            return []
        }
    }

    /// Where the sources of an entry are now; none while its folder cannot be read.
    func paths(of entry: Manifest.Entry) -> [String] {
        do { return try sources(of: entry).map(\.path) } catch { return [] }
    }

    /// - Throws: `Interrupted` only.
    private func line(
        for source: Source, among sources: [Source], _ filled: inout [String: String]
    ) throws -> BatchReport.Line {
        let start = Date()
        var collection: String?
        let outcome: BatchReport.Outcome
        do {
            outcome = try importing(source, among: sources, &filled, &collection)
        } catch let interrupted as Interrupted {
            throw interrupted
        } catch {
            outcome = .failed(ErrorText.text(error))
        }
        return BatchReport.Line(
            source: source.name, collection: collection, outcome: outcome, seconds: Date().timeIntervalSince(start))
    }

    private func importing(
        _ source: Source, among sources: [Source], _ filled: inout [String: String], _ collection: inout String?
    ) throws -> BatchReport.Outcome {
        if let reason = source.layer?.layer.reasonLeftOut { return .leftOut(reason) }
        if source.isInFolder, source.layer == nil {
            try SourceRest(interruption: interruption).wait(for: source.path)
        }
        var request = try request(for: source.path, source.entry)
        if let layer = source.layer { request.layer = layer.layer.name }
        let record = try record(of: request, source)
        if !readsEverything, let record, let known = try known(record.identity), known.fingerprint == record.fingerprint
        {
            collection = known.collection
            filled[known.collection] = source.name
            return .skipped
        }
        let run = ImportRun(
            request: request, storePath: storePath, isRehearsal: isRehearsal, language: language,
            interruption: interruption, source: source.layer?.source)
        let report = try run.run { plan in
            let id = plan.definition.id
            collection = id.name
            guard plan.mode == .replace else { return }
            if let other = try other(source, filling: id, among: sources) ?? filled[id.name] {
                throw BatchError.collectionTaken(collection: id.name, by: other)
            }
        }
        let id = report.plan.definition.id.name
        filled[id] = source.name
        if !isRehearsal, let record {
            let store = try Store(path: storePath, access: .readWrite)
            try store.remember(
                SourceRecord(identity: record.identity, collection: id, fingerprint: record.fingerprint),
                isSole: report.plan.mode == .replace)
            try store.close()
        }
        return report.hasChanges ? .published(report) : .noChanges(report)
    }

    /// Another source of this batch whose features the collection has.
    private func other(
        _ source: Source, filling collection: CollectionID, among sources: [Source]
    ) throws -> String? {
        let records = try OpenedStore.reading(storePath) { try $0.sourceRecords(of: collection) } ?? []
        let paths = records.map { Self.path(of: $0.identity) }
        return sources.first { $0.path != source.path && paths.contains($0.path) }?.name
    }

    /// Taken before the source is read: what changes meanwhile is read again next time. Nil for a connection, which
    /// is read every time.
    private func record(of request: ImportRequest, _ source: Source) throws -> SourceRecord? {
        let taken = try source.layer.map(\.fingerprint) ?? SourceFingerprint(path: request.file)
        guard let fingerprint = taken else { return nil }
        let layer = source.layer.map { ["layer \($0.layer.name)"] } ?? []
        let identity = ([request.file] + source.entry.options + layer).joined(separator: "\n")
        return SourceRecord(identity: identity, collection: "", fingerprint: fingerprint.text)
    }

    private static func path(of identity: String) -> String {
        String(identity.prefix { $0 != "\n" })
    }

    private func known(_ identity: String) throws -> SourceRecord? {
        try OpenedStore.reading(storePath) { try $0.sourceRecord(of: identity) } ?? nil
    }

    /// The entry's options as `load` reads them.
    private func request(for path: String, _ entry: Manifest.Entry) throws -> ImportRequest {
        let mode = entry.options.contains { ["--create", "--append", "--update"].contains($0) } ? [] : ["--replace"]
        let arguments = [absolute(path), "--store=\(storePath)"] + entry.options + mode
        do {
            guard var load = try GeoimportCommand.parseAsRoot(["load"] + arguments) as? LoadCommand else {
                throw ManifestError.invalidOptions(path: manifest.path, line: entry.line, reason: path)
            }
            load.dryRun = isRehearsal
            if let folder = load.publishing.ledger, folder != "none" { load.publishing.ledger = absolute(folder) }
            return try load.request(storePath: storePath)
        } catch let error as ManifestError {
            throw error
        } catch {
            throw ManifestError.invalidOptions(
                path: manifest.path, line: entry.line, reason: GeoimportCommand.message(for: error))
        }
    }

    private func absolute(_ path: String) -> String {
        path.hasPrefix("/") || path.contains(":") ? path : "\(manifest.folder)/\(path)"
    }
}
