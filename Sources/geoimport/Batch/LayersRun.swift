import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures

/// Imports every layer of one source, each into a collection of its own name. A failed one does not stop the next.
struct LayersRun {
    let request: ImportRequest
    let storePath: String
    let isRehearsal: Bool
    /// Of notes and progress.
    let language: Language
    let interruption: Interruption
    let page: ReportFile?
    /// Told of each layer when it is done.
    let finished: (BatchReport.Line) -> Void

    /// - Returns: also when interrupted: what is published by then stays.
    /// - Throws: `FeatureExchangeError` when the source as a whole cannot be read.
    func run() throws -> BatchReport {
        let source = try VectorSource(path: request.file, options: ImportPlan.options(request))
        var report = BatchReport(isRehearsal: isRehearsal, subject: .layers)
        // Which layer fills a collection.
        var filled: [String: String] = [:]
        for layer in source.layersToImport {
            do {
                try interruption.check()
                let line = try line(for: layer, of: source, &filled)
                report.lines.append(line)
                finished(line)
            } catch {
                report.isInterrupted = true
                return report
            }
        }
        return report
    }

    /// - Throws: `Interrupted` only.
    private func line(
        for layer: SourceLayer, of source: VectorSource, _ filled: inout [String: String]
    ) throws -> BatchReport.Line {
        let start = Date()
        var collection: String?
        let outcome: BatchReport.Outcome
        do {
            outcome = try importing(layer, of: source, &filled, &collection)
        } catch let interrupted as Interrupted {
            throw interrupted
        } catch {
            outcome = .failed(ErrorText.text(error))
        }
        return BatchReport.Line(
            source: layer.name, collection: collection, outcome: outcome, seconds: Date().timeIntervalSince(start))
    }

    private func importing(
        _ layer: SourceLayer, of source: VectorSource, _ filled: inout [String: String], _ collection: inout String?
    ) throws -> BatchReport.Outcome {
        if let reason = layer.reasonLeftOut { return .leftOut(reason) }
        var request = request
        request.layer = layer.name
        let id = SchemaPlan.collectionID(fromLayer: layer.name)
        let run = ImportRun(
            request: request, storePath: storePath, isRehearsal: isRehearsal, language: language,
            interruption: interruption,
            source: source, page: id.flatMap { page?.of($0) })
        let report = try run.run { plan in
            let id = plan.definition.id.name
            collection = id
            if let other = filled.updateValue(layer.name, forKey: id) {
                filled[id] = other
                throw BatchError.collectionTaken(collection: id, by: other)
            }
        }
        return report.hasChanges ? .published(report) : .noChanges(report)
    }
}

extension VectorSource {
    /// Of a source that is imported as a whole: the sheets people see, or all when they see none.
    var layersToImport: [SourceLayer] {
        let visible = layers.filter { !$0.isHidden }
        return visible.isEmpty ? layers : visible
    }
}

extension SourceLayer {
    /// Databases have tables and layers that nobody has filled yet: nothing is wrong with that.
    var reasonLeftOut: LocalizedText? {
        if geometryType == nil { return LocalizedText(vi: "bảng không có hình", en: "a table without geometry") }
        if featureCount == 0 { return LocalizedText(vi: "lớp không có đối tượng nào", en: "the layer has no feature") }
        return nil
    }
}
