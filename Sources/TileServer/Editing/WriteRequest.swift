import Foundation
import GeoStore
import HTTPTypes
import Hummingbird
import NIOCore
import SimpleFeatures

extension MediaType {
    /// RFC 7396.
    static let mergePatch = MediaType("application/merge-patch+json")
}

/// The head of a request that edits, read: where its coordinates are, what it expects, what it wants to see.
struct WriteRequest: Sendable {
    let request: Request
    /// Of the geometries in the body.
    let crs: CRS
    let axes: CRSAxes
    /// RFC 7240, 4.2: whether the answer is the feature as it is now.
    let wantsRepresentation: Bool
    /// What the author says of the edit: `Edit-Comment`, percent-encoded where it is not plain.
    let comment: String?

    private static let longestComment = 1000

    /// - Throws: `EditingError.unknownCRS`, `ProjError`.
    init(_ request: Request, collection: PublishedCollection) throws {
        self.request = request
        let offered = OfferedCRS.ofFeatures(stored: collection.storageCRS)
        if let text = request.headers[.contentCRS]?.trimmingCharacters(in: .whitespaces), !text.isEmpty {
            let bare = text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
            guard let known = CRSParameter.named(bare, among: offered) else {
                throw EditingError.unknownCRS(text, offered: offered)
            }
            crs = known
        } else {
            crs = .crs84
        }
        axes = try CRSAxes.of(crs)
        let preferences = (request.headers[.prefer] ?? "").split(separator: ",").map(\.trimmingBlanks)
        wantsRepresentation = preferences.contains("return=representation")
        comment = request.headers[.editComment].map { text in
            String((text.removingPercentEncoding ?? text).prefix(Self.longestComment))
        }
    }

    /// - Throws: `EditingError.unsupportedType`.
    func requireType(_ accepted: [MediaType], isPatch: Bool = false) throws(EditingError) {
        let text = request.headers[.contentType] ?? ""
        let essence = text.split(separator: ";").first.map { $0.trimmingBlanks.lowercased() } ?? ""
        guard accepted.contains(where: { $0.essence == essence }) else {
            throw EditingError.unsupportedType(found: text, accepted: accepted, isPatch: isPatch)
        }
    }

    /// What `If-Match` expects of the feature; nil for however it is.
    /// - Throws: `EditingError.tagMissing`, `.malformedTag`.
    func expectation(_ condition: EditCondition) throws(EditingError) -> Set<String>? {
        let texts = request.headers[values: .ifMatch]
        guard !texts.isEmpty else {
            switch condition {
            case .required: throw EditingError.tagMissing(method: request.method.rawValue)
            case .optional: return nil
            }
        }
        return try FeatureTags.expected(texts.joined(separator: ","))
    }

    /// - Throws: `EditingError.tooLarge`.
    func body(atMost limit: Int) async throws -> FeatureBody {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw EditingError.tooLarge(most: limit)
        }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= limit else { throw EditingError.tooLarge(most: limit) }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        return try FeatureBody(bytes, isNorthFirst: axes.isNorthFirst)
    }
}

extension HTTPField.Name {
    /// RFC 7240.
    static let prefer = HTTPField.Name("Prefer")!
    static let preferenceApplied = HTTPField.Name("Preference-Applied")!
    /// Ours: becomes part of the version.
    static let editComment = HTTPField.Name("Edit-Comment")!
}
