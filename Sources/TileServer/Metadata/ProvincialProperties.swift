import GeoStore
import SimpleFeatures

/// What a record says besides the properties of the standard.
struct ProvincialProperties {
    let record: MetadataRecord
    let language: Language

    var object: JSONObject {
        let (collection, metadata) = (record.collection, record.metadata)
        var members: JSONObject = [
            "titles": Self.both(collection.title), "sector": .string(collection.sector),
        ]
        members["descriptions"] = record.abstract.map(Self.both)
        members["owner"] = record.owner.map(Self.both)
        members["legalBasis"] = legalBasis
        members["updateFrequency"] = metadata.frequency.map { .string($0.rawValue) }
        members["sharing"] = metadata.sharing.map { .string($0.rawValue) }
        members["restrictions"] = record.restrictions.map(Self.both)
        if !metadata.scaleDenominators.isEmpty {
            members["scaleDenominators"] = .array(metadata.scaleDenominators.map { JSONValue($0) })
        }
        members["referenceDate"] = metadata[.referenceDate].map(JSONValue.string)
        members["crs"] = .string(collection.storageCRS.uri)
        members["datasetVersion"] = .string(collection.state.description)
        members["numberOfFeatures"] = JSONValue(collection.featureCount)
        members["quality"] = quality
        members["communes"] = communes
        if !record.lineage.isEmpty { members["lineage"] = .array(record.lineage.map(step)) }
        return members
    }

    private static func both(_ text: LocalizedText) -> JSONValue { ["vi": .string(text.vi), "en": .string(text.en)] }

    private var legalBasis: JSONValue? {
        let names: [(String, MetadataField)] = [
            ("number", .legalNumber), ("date", .legalDate), ("issuer", .legalIssuer), ("title", .legalTitle),
        ]
        let members = names.compactMap { name, field in
            record.metadata[field].map { (key: name, value: JSONValue.string($0)) }
        }
        return members.isEmpty ? nil : .object(JSONObject(members))
    }

    private var quality: JSONValue? {
        var quality: JSONObject = [:]
        if let last = record.lastImport {
            quality["read"] = last.read.map { JSONValue($0) }
            quality["written"] = last.written.map { JSONValue($0) }
            quality["repaired"] = last.repaired.map { JSONValue($0) }
            quality["rejected"] = last.rejected.map { JSONValue($0) }
            quality["checked"] = .boolean(record.lineage.first?.origin != .editedOutside)
        }
        if let survey = record.survey {
            quality["completeness"] = survey.meanShare.map { .real(Self.rounded($0)) }
            quality["completenessByProperty"] = .object(
                JSONObject(
                    survey.completeness.map { (key: $0.property, value: JSONValue.real(Self.rounded($0.share))) }))
        }
        return quality.members.isEmpty ? nil : .object(quality)
    }

    private static func rounded(_ share: Double) -> Double { (share * 10_000).rounded() / 10_000 }

    private var communes: JSONValue? {
        guard let communes = record.survey?.communes, !communes.isEmpty else { return nil }
        return [
            "listDate": .string(UnitDirectory.presentDate), "method": "centres and sizes of communes, no outlines",
            "units": .array(communes.map { ["code": .string($0.code), "title": .string($0.title)] }),
        ]
    }

    private func step(_ step: LineageStep) -> JSONValue {
        var members: JSONObject = [
            "version": JSONValue(step.version), "origin": .string(step.origin.rawValue),
            "published": .string(step.publishedAt), "features": JSONValue(step.featureCount),
            "description": .string(RecordText(record: record).step(step).text(in: language)),
        ]
        members["source"] = step.source.map(JSONValue.string)
        members["fingerprint"] = step.fingerprint.map(JSONValue.string)
        members["sourceCRS"] = step.sourceCRS.map { .string($0.uri) }
        members["operation"] = step.operation.map(JSONValue.string)
        members["accuracyInMetres"] = step.accuracyInMetres.map(JSONValue.real)
        members["repaired"] = step.repaired.map { JSONValue($0) }
        members["rejected"] = step.rejected.map { JSONValue($0) }
        return .object(members)
    }
}
