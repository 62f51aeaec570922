import GeoStore
import HTTPTypes
import SimpleFeatures

extension HTTPField.Name {
    /// W3C Linked Data Platform 1.0, 7.1.
    static let acceptPost = HTTPField.Name("Accept-Post")!
    /// RFC 5789, 3.1.
    static let acceptPatch = HTTPField.Name("Accept-Patch")!
}

extension Problem {
    init(_ error: EditingError) {
        switch error {
        case .notAllowed(let collection, let needs):
            let what = needs == .publish ? "decide about edits of" : "edit"
            self.init(
                status: .forbidden, title: "Not allowed", detail: "You may not \(what) collection '\(collection)'.")
        case .otherSite:
            self.init(
                status: .forbidden, title: "Not allowed",
                detail: "Pages of other sites may read this service, and not edit through it.")
        case .tagMissing(let method):
            self.init(
                status: .preconditionRequired, title: "Precondition required",
                detail: "\(method) needs If-Match with the ETag of the feature as you have read it, so that nobody's"
                    + " newer edit is lost; GET gives it. 'If-Match: *' takes the feature however it is.")
        case .malformedTag(let header):
            self.init(
                status: .badRequest, title: "Invalid header",
                detail: "If-Match is '\(header.prefix(80))'; expected entity tags in quotes, as GET gives them, or *.",
                parameter: "If-Match")
        case .unsupportedType(let found, let accepted, let isPatch):
            let list = accepted.map(\.essence).joined(separator: ", ")
            self.init(
                status: .unsupportedMediaType, title: "Unsupported media type",
                detail: "The body is '\(found.prefix(80))'; this resource takes \(list).", parameter: "Content-Type")
            headers[isPatch ? .acceptPatch : .acceptPost] = list
        case .unknownCRS(let text, let offered):
            self.init(
                status: .badRequest, title: "Invalid header",
                detail:
                    "Content-Crs is '\(text.prefix(120))'; expected one of the collection's list, in angle brackets.",
                parameter: "Content-Crs", suggestions: offered.map { "<\($0.uri)>" })
        case .tooLarge(let most):
            self.init(
                status: .contentTooLarge, title: "Body too large",
                detail: "A request may bring \(most) bytes; send the features in several requests, or import the file.")
        case .notJSON(let reason, let byte):
            self.init(
                status: .badRequest, title: "Not JSON", detail: "The body is no JSON: \(reason), at byte \(byte).",
                offset: byte)
        case .malformed(let reason, let pointer):
            self.init(
                status: .badRequest, title: "Not a feature", detail: "At '\(pointer)': \(reason).", pointer: pointer)
        case .draftNotFound(let collection, let id):
            self.init(
                status: .notFound, title: "Draft not found", detail: "Collection '\(collection)' has no draft '\(id)'.",
                suggestions: ["/collections/\(collection)/drafts"])
        }
    }

    init(_ fault: DraftFault) {
        switch fault {
        case .notFound(let id, let collection):
            self = Problem(EditingError.draftNotFound(collection: collection.name, id: "\(id)"))
        case .decided(let draft):
            self.init(
                status: .conflict, title: "Draft decided",
                detail: "Draft \(draft.id) has been decided already: it is \(draft.status.rawValue).",
                suggestions: ["/collections/\(draft.collection)/drafts/\(draft.id)"])
        }
    }

    init(_ refusal: EditRefusal) {
        let sentences = refusal.faults.map { EditFaultText.sentence($0) }
        let more = refusal.faults.count > 1 ? " (\(refusal.faults.count) faults in all; see 'errors')" : ""
        let detail = (sentences.first ?? "Nothing was changed.") + more
        let reasons = refusal.faults.map(\.reason)
        var stale: String?
        for case .stale(let tag) in reasons { stale = stale ?? tag }
        if let stale {
            self.init(status: .preconditionFailed, title: "Feature changed meanwhile", detail: detail)
            if refusal.faults.count == 1 { headers[.eTag] = FeatureTags.text(stale) }
        } else if reasons.contains(.featureNotFound) {
            self.init(
                status: .notFound, title: "Feature not found", detail: detail,
                suggestions: ["/collections/\(refusal.collection)/items"])
        } else {
            self.init(
                status: .unprocessableContent, title: "Edit refused", detail: detail,
                suggestions: EditFaultText.suggestions(refusal.faults))
        }
        parameter = refusal.faults.first?.property
        members["errors"] = .array(
            zip(refusal.faults, sentences).map { fault, sentence in
                var members: JSONObject = ["edit": JSONValue(fault.edit), "detail": .string(sentence)]
                if let feature = fault.feature { members["feature"] = .integer(feature.value) }
                if let property = fault.property { members["property"] = .string(property) }
                if case .stale(let tag) = fault.reason { members["etag"] = .string(FeatureTags.text(tag)) }
                return .object(members)
            })
    }

    init(_ gap: ChangeFeedGap, path: String) {
        let collection = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        let export = "/collections/\(collection)/export?f=geojsonseq"
        let reason =
            switch gap {
            case .pruned(let since, let oldest):
                "What changed since version \(since) is no longer kept; the oldest version that is, is \(oldest)."
            case .unknownVersion(let since, let newest):
                "This collection has no version \(since) of this history; its newest is \(newest)."
            case .layoutChanged(let since):
                "The properties, the geometry type or the storage CRS are others since version \(since)."
            }
        self.init(
            status: .gone, title: "Resync", detail: "\(reason) Take the whole collection, then go on from its version.",
            parameter: "since", suggestions: [export])
        members["resync"] = true
        headers[.link] = "<\(export)>; rel=\"alternate\"; type=\"application/geo+json-seq\""
    }
}

/// What is wrong with an edit, in words that say what would have worked.
enum EditFaultText {
    static func sentence(_ fault: EditFault) -> String {
        let feature = fault.feature.map { "Feature \($0)" } ?? "New feature \(fault.edit + 1)"
        let property = fault.property.map { ", property '\($0)'" } ?? ""
        return "\(feature)\(property): \(reason(fault))."
    }

    /// Names close to unknown ones.
    static func suggestions(_ faults: [EditFault]) -> [String] {
        var names: [String] = []
        for fault in faults {
            guard case .unknownProperty(let known) = fault.reason, let property = fault.property else { continue }
            for name in NearMatches.of(property, among: known) where !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static func reason(_ fault: EditFault) -> String {
        switch fault.reason {
        case .featureNotFound: "there is no such feature"
        case .stale: "it is not what it was when it was read; read it again, and make the edit anew"
        case .repeated: "it is in an edit before; a request edits a feature once"
        case .tooMany(let edits, let most): "\(edits) edits at once, \(most) are taken; send several, or import a file"
        case .unknownProperty(let known):
            known.isEmpty
                ? "the collection has no properties"
                : "the collection has no such property; it has \(known.joined(separator: ", "))"
        case .wrongType(let expected, let found): "found \(found), expected \(expectation(expected)) or null"
        case .textWithNull: "the text has U+0000, which cannot be stored"
        case .valueTooLong(let bytes, let most): "\(bytes) bytes, \(most) are taken"
        case .keyMissing: "it tells features apart and must have a value"
        case .keyTaken(let other): "the value is that of feature \(other) already, and must be of one feature only"
        case .wrongGeometry(let found, let expected):
            "found a \(found.rawValue), expected a \(expected.rawValue)\(single(expected))"
        case .wrongDimension(true): "positions have heights in this collection: three numbers"
        case .wrongDimension(false): "positions have no heights in this collection: two numbers"
        case .tooManyPositions(let count, let most): "\(count) positions, \(most) are taken"
        case .positions(let fault): fault.description
        case .invalidGeometry(let reason):
            "not valid by the rules of simple features: \(reason), in coordinates of the storage CRS"
        case .outsideDomain(let crs): "it has no place in \(crs.identifier), in which the collection is stored"
        }
    }

    private static func expectation(_ type: FeatureSchema.PropertyType) -> String {
        switch type {
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .real: "a number"
        case .text: "a string"
        case .date: "a date like \"2026-07-01\""
        case .time: "a time of day like \"08:30:00\""
        case .dateTime: "a date and time like \"2026-07-01T08:30:00+07:00\""
        case .binary: "a string in base64"
        }
    }

    private static func single(_ type: GeometryType) -> String {
        switch type {
        case .multiLineString: " or LineString"
        case .multiPolygon: " or Polygon"
        case .multiPoint: " or Point"
        case .point, .lineString, .polygon, .geometryCollection, .geometry: ""
        }
    }
}
