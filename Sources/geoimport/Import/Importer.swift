import FeatureExchange
import Foundation
import GeoStore
import Reprojection
import SimpleFeatures
import VietnameseText

/// Runs a plan: every feature is read, checked, repaired or rejected, and stored; the whole is published at once.
struct Importer {
    /// Ends a rehearsal: thrown inside the transaction, so that it is taken back.
    private struct RehearsalEnded: Error {}

    let plan: ImportPlan
    let store: Store
    let limit: RejectLimit
    let interruption: Interruption
    /// Told how many features are read.
    let progress: (Int) -> Void

    /// - Parameter isRehearsal: does everything but publish.
    /// - Throws: `ImportError`, `GeoStoreError`, `FeatureExchangeError`, `ProjError`, `Interrupted`.
    func run(isRehearsal: Bool) throws -> ImportReport {
        let start = Date()
        var report = ImportReport(plan: plan)
        do {
            let outcome = try store.load(plan.definition, mode: plan.mode) { writer in
                try write(to: writer, &report)
                guard report.read > 0 else {
                    throw ImportError.noFeatures(file: plan.sourceName, layer: plan.layer.name)
                }
                guard report.rejected < report.read else {
                    throw ImportError.allRejected(read: report.read, reasons: report.rejectReasons)
                }
                if limit.isExceeded(rejected: report.rejected, read: report.read) {
                    throw ImportError.tooManyRejects(
                        rejected: report.rejected, read: report.read, limit: limit.text, reasons: report.rejectReasons)
                }
                // The last moment at which Ctrl-C changes anything.
                try interruption.check()
                report.seconds = Date().timeIntervalSince(start)
                if isRehearsal { throw RehearsalEnded() }
                return Provenance(
                    source: plan.sourceName, sourceCRS: plan.reference.crs, operation: plan.reference.operation.name,
                    accuracyInMetres: plan.reference.operation.accuracyInMetres, encoding: plan.encoding.name,
                    report: .object(report.details))
            }
            report.version = outcome.version?.number
            report.featureCount = outcome.featureCount
        } catch is RehearsalEnded {
            report.featureCount = report.written
        }
        report.seconds = Date().timeIntervalSince(start)
        return report
    }

    private func write(to writer: LayerWriter, _ report: inout ImportReport) throws {
        var options = FeatureReader.Options()
        options.decoders = plan.layer.fields.map { $0.isRawText ? plan.encoding.decoder : SourceText.utf8 }
        options.check = .repair(.structure)
        options.checkCancellation = interruption.check
        let reader = try plan.source.reader(for: plan.layer, options: options)
        let domain = try CoordinateTransform(from: plan.reference.crs, to: .crs84)
        let order = try columnOrder(in: writer)
        while let feature = try reader.next() {
            report.read += 1
            let outcome = examine(feature, domain)
            for issue in outcome.issues { report.count(issue, sourceID: feature.sourceID) }
            if outcome.issues.contains(where: { $0.outcome == .rejected }) {
                report.rejected += 1
            } else {
                if outcome.issues.contains(where: { $0.outcome == .repaired }) { report.repaired += 1 }
                try writer.append(geometry: outcome.geometry, values: order.map { outcome.values[$0] })
                report.written += 1
            }
            progress(report.read)
        }
    }

    /// Which of the source's columns fills each stored one: appending keeps the order of the collection.
    private func columnOrder(in writer: LayerWriter) throws -> [Int] {
        let given = plan.definition.schema.properties.map(\.name)
        return writer.propertyNames.compactMap { given.firstIndex(of: $0) }
    }

    /// A feature as it will be stored, with everything that was found in it.
    private func examine(
        _ feature: SourceFeature, _ domain: CoordinateTransform
    ) -> (geometry: Geometry?, values: [PropertyValue], issues: [ImportIssue]) {
        var issues = feature.issues.map { ImportIssue($0, fields: plan.layer.fields) }
        var values = feature.values
        var wasComposed = false
        for index in values.indices {
            guard case .text(let text) = values[index] else { continue }
            let composed = ComposedText.of(text)
            guard !composed.utf8.elementsEqual(text.utf8) else { continue }
            values[index] = .text(composed)
            wasComposed = true
        }
        if wasComposed { issues.append(.textComposed) }
        let examined = examineGeometry(of: feature, domain, hasIssues: !issues.isEmpty)
        return (examined.geometry, values, issues + examined.issues)
    }

    private func examineGeometry(
        of feature: SourceFeature, _ domain: CoordinateTransform, hasIssues: Bool
    ) -> (geometry: Geometry?, issues: [ImportIssue]) {
        guard let original = feature.geometry else {
            let isUnreadable = feature.issues.contains { $0.code == "geometry-unreadable" }
            return (nil, isUnreadable ? [] : [.nullGeometry])
        }
        if original.isEmpty { return (nil, [.emptyGeometry]) }
        guard original.isFinite else { return (nil, [.notFinite]) }
        var issues: [ImportIssue] = []
        var geometry = original
        if case .invalid(let reason, _) = feature.validity {
            guard let repair = feature.repair, let mended = repair.geometry, repair.validity.isValid, !mended.isEmpty
            else { return (nil, [.unrepairable(reason)]) }
            issues.append(.repaired(reason, areaBefore: repair.areaBefore, areaAfter: repair.areaAfter))
            geometry = mended
        }
        if let fault = placeFault(of: geometry, domain) { return (nil, issues + [fault]) }
        let fitted = plan.geometry.fit(geometry)
        return (fitted.geometry, issues + [fitted.issue].compactMap { $0 })
    }

    /// Whether the geometry has a place on earth in its CRS: one without would break every tile that asks for it.
    private func placeFault(of geometry: Geometry, _ domain: CoordinateTransform) -> ImportIssue? {
        guard let box = geometry.envelope(in: plan.reference.crs) else { return nil }
        let corners = CoordinateSequence(values: [box.minX, box.minY, box.maxX, box.maxY])
        do {
            let placed = try domain.transform(corners)
            let isOnEarth = (0..<2).allSatisfy { abs(placed[$0].x) <= 360 && abs(placed[$0].y) <= 90.000_001 }
            return isOnEarth ? nil : .outOfRange("\(box.minX) \(box.minY) is no place in \(plan.reference.crs)")
        } catch {
            return .outOfRange("\(box.minX) \(box.minY) is no place in \(plan.reference.crs)")
        }
    }
}
