import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import SimpleFeatures
import VietnameseText

extension HTTPField.Name {
    /// RFC 5023, 9.7: what whoever creates something would have it called.
    static let slug = HTTPField.Name("Slug")!
}

/// Writes to `/styles` and to one of them (OGC API Styles, draft 20-009, manage-styles and style-validation): for
/// administrators.
struct StyleEditRoutes: Sendable {
    typealias Handlers = [(method: HTTPRequest.Method, use: RouteHandler)]

    let services: Services

    static let types = [MediaType.mapboxStyle, .json]

    var listHandlers: Handlers { [(.post, { request, context in try await create(request, context) })] }

    var styleHandlers: Handlers {
        [
            (.put, { request, context in try await replace(request, context) }),
            (.delete, { request, context in try await remove(request, context) }),
        ]
    }

    /// An administrator's request.
    private struct Visit {
        let inquiry: Inquiry
        let accounts: AccountStore
        let actor: AuditActor
    }

    /// - Throws: `AccessError`, `EditingError.otherSite`.
    private func visit(_ request: Request, _ context: ServerRequestContext) async throws -> Visit {
        guard let accounts = services.accounts else { throw AccessError.noAccounts }
        guard context.notes.caller.isAdministrator else { throw AccessError.administratorsOnly }
        let origin = services.limits.origin
        guard !origin.isForeign(request) else { throw EditingError.otherSite }
        return Visit(
            inquiry: try await Inquiry(request, context, services), accounts: accounts,
            actor: origin.actor(of: request, context))
    }

    private func create(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let visit = try await visit(request, context)
        try visit.inquiry.query.allow(["dry-run"])
        let isTrial = try Self.isTrial(visit.inquiry.query)
        try Self.requireType(of: request)
        let text = try await Self.body(of: request)
        let id = try Self.id(of: text, slug: request.headers[.slug])
        if isTrial { return try await trial(text, id: id) }
        return try await store(text, id: id, expecting: .nothing, visit)
    }

    private func replace(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let visit = try await visit(request, context)
        try visit.inquiry.query.allow(["dry-run"])
        let isTrial = try Self.isTrial(visit.inquiry.query)
        let id = try context.path("styleId")
        try Self.requireType(of: request)
        let text = try await Self.body(of: request)
        if isTrial { return try await trial(text, id: id) }
        let isThere = services.styles.ids.contains(id)
        return try await store(
            text, id: id, expecting: isThere ? Self.expectation(of: request) : .nothing, visit)
    }

    private func remove(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let visit = try await visit(request, context)
        try visit.inquiry.query.allow([])
        let id = try context.path("styleId")
        guard !StyleLibrary.isComposed(id) else { throw StyleError.composed }
        _ = try services.styles.file(id)
        let expectation = try Self.expectation(of: request)
        let styles = services.styles
        try await services.executor.run { try styles.remove(id, expecting: expectation) }
        try await note("removed", id, visit)
        return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }

    private func trial(_ text: [UInt8], id: String) async throws -> Response {
        let styles = services.styles
        _ = try await services.executor.run { try styles.check(text, id: id) }
        return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }

    private func store(
        _ text: [UInt8], id: String, expecting expectation: StyleLibrary.Expectation, _ visit: Visit
    ) async throws -> Response {
        let styles = services.styles
        let isNew = try await services.executor.run { try styles.store(text, id: id, expecting: expectation) }
        try await note(isNew ? "added" : "replaced", id, visit)
        var headers: HTTPFields = [.cacheControl: "no-store"]
        headers[.eTag] = try FeatureTags.text(styles.file(id).tag)
        if isNew { headers[.location] = visit.inquiry.links.url("/styles/\(id)") }
        return Response(status: isNew ? .created : .noContent, headers: headers)
    }

    private func note(_ deed: String, _ id: String, _ visit: Visit) async throws {
        try await visit.accounts.audit.record([
            AuditEvent(
                .settingsChange, by: visit.actor, target: "style:\(id)", detail: ["style": .string(deed)])
        ])
    }

    /// Whether a style is only to be looked through (style-validation).
    private static func isTrial(_ query: QueryParameters) throws(ParameterError) -> Bool {
        switch try query.value("dry-run") {
        case nil, "false": return false
        case "true": return true
        case let text?: throw ParameterError(parameter: "dry-run", value: text, expected: "true or false")
        }
    }

    private static func requireType(of request: Request) throws(EditingError) {
        let text = request.headers[.contentType] ?? ""
        let essence = text.split(separator: ";").first.map { $0.trimmingBlanks.lowercased() } ?? ""
        guard types.contains(where: { $0.essence == essence }) else {
            throw EditingError.unsupportedType(found: text, accepted: types, isPatch: false)
        }
    }

    private static func body(of request: Request) async throws -> [UInt8] {
        let limit = StyleCheck.byteLimit
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw EditingError.tooLarge(most: limit)
        }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= limit else { throw EditingError.tooLarge(most: limit) }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        return bytes
    }

    /// What `If-Match` expects.
    /// - Throws: `EditingError.tagMissing`, `.malformedTag`.
    private static func expectation(of request: Request) throws(EditingError) -> StyleLibrary.Expectation {
        let texts = request.headers[values: .ifMatch]
        guard !texts.isEmpty else { throw EditingError.tagMissing(method: request.method.rawValue) }
        return try FeatureTags.expected(texts.joined(separator: ",")).map { .oneOf($0) } ?? .anything
    }

    /// The id of a new style: what the client would have it called, else its name, in letters that an id may have.
    /// - Throws: `StyleError.noID`; text that is no style is refused when it is looked through.
    private static func id(of text: [UInt8], slug: String?) throws -> String {
        let name: String
        if let slug {
            name = slug.removingPercentEncoding ?? slug
        } else {
            do {
                name = try JSONReader.read(text)["name"]?.string ?? ""
            } catch {
                throw StyleError.invalid(id: "", issues: StyleCheck(id: "new", text: text, images: []).issues)
            }
        }
        let words = VietnameseFolding.asciiTransliteration(name).lowercased()
            .split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-")) }
        let id = String(words.joined(separator: "-").drop { !$0.isLetter }.prefix(64))
        guard !id.isEmpty else { throw StyleError.noID(name: name) }
        return id
    }
}
