import ArgumentParser
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
    let language: Language
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
        switch entry.location {
        case .file(let file): return [file]
        case .folder(let folder, let pattern):
            do { return try DropFolder(path: absolute(folder), pattern: pattern).files.map { "\(folder)/\($0)" } } catch {
                let line = BatchReport.Line(
                    source: folder, collection: nil, outcome: .failed(ErrorText.sentence(error)), seconds: 0)
                report.lines.append(line)
                finished(line)
                return []
            }
        }
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
        let fingerprint = try SourceFingerprint(of: request)
        let identity = SourceIdentity(manifest: manifest, file: file)
        if !readsEverything, let known = try SourceMemory(storePath: storePath).fingerprint(of: identity),
            known.fingerprint == fingerprint.text
        {
            collection = known.collection
            return .skipped
        }
        var run = ImportRun(request: request, storePath: storePath, interruption: interruption)
        run.language = language
        let report = try run.run()
        collection = report.plan.definition.id.name
        if !isRehearsal {
            try SourceMemory(storePath: storePath).remember(
                identity, fingerprint: fingerprint.text, collection: report.plan.definition.id)
        }
        return report.hasChanges ? .published(report) : .noChanges(report)
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
            return try load.request()
        } catch let error as ManifestError {
            throw error
        } catch {
            throw ManifestError.invalidOptions(
                path: manifest.path, line: entry.line, reason: GeoimportCommand.message(for: error))
        }
    }

    private func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(manifest.folder)/\(path)"
    }
}
