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
    let interruption: Interruption
    /// Told of each source when it is done.
    let finished: (BatchReport.Line) -> Void

    /// - Throws: `Interrupted`; what is published by then stays.
    func run() throws -> BatchReport {
        var report = BatchReport()
        for entry in manifest.entries {
            for file in try sources(of: entry, &report) {
                try interruption.check()
                let line = try line(for: file, entry)
                report.lines.append(line)
                finished(line)
            }
        }
        return report
    }

    /// The files an entry stands for; a folder that cannot be read is a failure of its own.
    private func sources(of entry: Manifest.Entry, _ report: inout BatchReport) throws -> [String] {
        do { return try files(of: entry) } catch {
            let line = BatchReport.Line(
                source: entry.location.path, collection: nil, outcome: .failed(ErrorText.sentence(error)), seconds: 0)
            report.lines.append(line)
            finished(line)
            return []
        }
    }

    private func files(of entry: Manifest.Entry) throws -> [String] {
        switch entry.location {
        case .file(let file): return [file]
        case .folder(let folder, let pattern):
            return try DropFolder(path: absolute(folder), pattern: pattern).files.map { "\(folder)/\($0)" }
        }
    }

    /// Where the sources of an entry are now; none while its folder cannot be read.
    func paths(of entry: Manifest.Entry) -> [String] {
        do { return try files(of: entry).map(absolute) } catch { return [] }
    }

    private func line(for file: String, _ entry: Manifest.Entry) throws -> BatchReport.Line {
        let start = Date()
        var collection: String?
        let outcome: BatchReport.Outcome
        do {
            outcome = try importing(file, entry, &collection)
        } catch let interrupted as Interrupted {
            throw interrupted
        } catch {
            outcome = .failed(ErrorText.sentence(error))
        }
        return BatchReport.Line(
            source: file, collection: collection, outcome: outcome, seconds: Date().timeIntervalSince(start))
    }

    private func importing(
        _ file: String, _ entry: Manifest.Entry, _ collection: inout String?
    ) throws -> BatchReport.Outcome {
        let request = try request(for: file, entry)
        let record = try record(of: request, entry)
        if !readsEverything, let record, let known = try known(record.identity), known.fingerprint == record.fingerprint
        {
            collection = known.collection
            return .skipped
        }
        let report = try ImportRun(
            request: request, storePath: storePath, isRehearsal: isRehearsal, interruption: interruption
        ).run()
        collection = report.plan.definition.id.name
        if !isRehearsal, let record {
            let store = try Store(path: storePath, access: .readWrite)
            try store.remember(
                SourceRecord(
                    identity: record.identity, collection: report.plan.definition.id.name,
                    fingerprint: record.fingerprint))
            try store.close()
        }
        return report.hasChanges ? .published(report) : .noChanges(report)
    }

    /// Taken before the source is read: what changes meanwhile is read again next time. Nil for a connection, which
    /// is read every time.
    private func record(of request: ImportRequest, _ entry: Manifest.Entry) throws -> SourceRecord? {
        guard let fingerprint = try SourceFingerprint(path: request.file) else { return nil }
        let identity = ([request.file] + entry.options).joined(separator: "\n")
        return SourceRecord(identity: identity, collection: "", fingerprint: fingerprint.text)
    }

    private func known(_ identity: String) throws -> SourceRecord? {
        guard FileManager.default.fileExists(atPath: storePath) else { return nil }
        let store = try Store(path: storePath, access: .readOnly)
        let record = try store.sourceRecord(of: identity)
        try store.close()
        return record
    }

    /// The entry's options as `load` reads them.
    private func request(for file: String, _ entry: Manifest.Entry) throws -> ImportRequest {
        let mode = entry.options.contains { ["--create", "--append", "--update"].contains($0) } ? [] : ["--replace"]
        let arguments = [absolute(file), "--store=\(storePath)"] + entry.options + mode
        do {
            guard var load = try GeoimportCommand.parseAsRoot(["load"] + arguments) as? LoadCommand else {
                throw ManifestError.invalidOptions(path: manifest.path, line: entry.line, reason: file)
            }
            load.dryRun = isRehearsal
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
