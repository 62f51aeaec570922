import GeoStore
import HTTPTypes
import Hummingbird
import Logging
import SimpleFeatures

/// Errors to problems, one log line for each request, and the headers every answer carries. It goes before any
/// route, so that an unknown path is a problem too.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = ServerRequestContext

    let pages: ProblemPages
    let metrics: RequestMetrics
    let audiences: Audiences
    /// Requests that take longer are told at warning; nil tells none.
    let slow: Duration?
    let hosts: KnownHosts
    let security: SecurityFields

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let requestID = context.id
        var failure: (any Error)?
        var response: Response
        var request = request
        do {
            request = try hosts.resolved(request, context)
            context.notes.subject = audiences.everything.subject(ofPath: request.uri.path)?.id
            response = try await next(request, context)
        } catch {
            failure = error
            response = problem(for: error, request: request, requestID: requestID)
        }
        // The router makes HEAD from GET, but not where there is nothing.
        if request.method == .head, failure != nil {
            response.headers[.contentLength] = response.body.contentLength.map(String.init)
            response = response.createHeadResponse()
        }
        for field in CommonFields.fields(beside: response.headers) { response.headers.append(field) }
        security.add(to: &response, route: context.endpointPath)
        response.headers.append(HTTPField(name: .requestID, value: requestID))
        let elapsed = start.duration(to: .now)
        let kind = RequestMetrics.Kind(
            route: context.endpointPath, status: response.status.code, collection: context.notes.subject?.name)
        metrics.count(kind, seconds: elapsed / .seconds(1))
        log(request, response, failure, kind, elapsed, context)
        return response
    }

    private func problem(for error: any Error, request: Request, requestID: String) -> Response {
        let problem = Problem(error, path: request.uri.path)
        var answer =
            pages.html(for: problem, request: request, requestID: requestID)
            ?? Answer(problem.document(requestID: requestID), type: .problem)
        answer.status = problem.status
        answer.cacheControl = "no-store"
        for field in problem.headers { answer.headers[field.name] = field.value }
        do {
            var response = try answer.response(to: request, mayCompress: false)
            // Of the feature that a condition is about, not of this document.
            if let tag = problem.headers[.eTag] { response.headers[.eTag] = tag }
            return response
        } catch {
            return Response(status: .internalServerError)
        }
    }

    private func log(
        _ request: Request, _ response: Response, _ failure: (any Error)?, _ kind: RequestMetrics.Kind,
        _ elapsed: Duration, _ context: Context
    ) {
        let isFault = response.status.code >= 500
        // A map asks for dozens of tiles at a time: those that came are told at debug.
        let isRoutine = failure == nil && response.headers[.geoSectorFeatures] != nil
        let isSlow = slow.map { elapsed > $0 } ?? false
        let level = isFault ? Logger.Level.error : isSlow ? .warning : isRoutine ? .debug : .info
        guard level >= context.logger.logLevel else { return }
        var metadata: Logger.Metadata = [
            "method": "\(request.method)", "path": "\(LoggedTarget.text("\(request.uri)"))",
            "status": "\(response.status.code)", "ms": "\((elapsed / .milliseconds(1) * 100).rounded() / 100)",
            "id": "\(context.id)", "route": "\(kind.route)",
        ]
        if let collection = kind.collection { metadata["collection"] = "\(collection)" }
        // People are named in the audit log, where that is needed.
        let caller = context.notes.caller.person
        if caller.kind != .anonymous {
            metadata["by"] = caller.kind == .system ? "system:\(caller.name)" : "\(caller.kind)"
        }
        if let bytes = response.body.contentLength { metadata["bytes"] = "\(bytes)" }
        if isFault, let failure { metadata["error"] = "\(failure)" }
        var logger = context.logger
        // The framework's name for the same id.
        logger[metadataKey: "hb.request.id"] = nil
        logger.log(level: level, isSlow ? "slow request" : "request", metadata: metadata)
    }
}

/// Problems as pages, for people.
struct ProblemPages: Sendable {
    let services: Services

    /// Nil when the client does not prefer HTML, or when the page itself cannot be made.
    func html(for problem: Problem, request: Request, requestID: String) -> Answer? {
        // A page has links, and they would lead to a host that is not ours.
        guard problem.status != .misdirectedRequest else { return nil }
        let query = QueryParameters(request.uri.query)
        let accepted = AcceptHeader(request.headers[.accept])
        let isAsked = (try? query.value("f")) == "html"
        let isPreferred = accepted.quality(of: .html) > accepted.quality(of: .problem)
        guard isAsked || isPreferred else { return nil }
        do {
            let inquiry = Inquiry(toExplain: request, configuration: services.configuration)
            let suggestions = problem.suggestions.filter { $0.hasPrefix("/") }.map { path in
                ["suggestionText": path, "suggestionURL": inquiry.links.url(path)]
            }
            let page = Page(
                template: "error", title: title(of: problem, in: inquiry.language), hasJSON: false,
                context: [
                    "statusText": "\(problem.status.code)", "detail": problem.detail,
                    "hasSuggestions": !suggestions.isEmpty, "suggestions": suggestions, "requestID": requestID,
                ])
            return try page.answer(inquiry, services)
        } catch { return nil }
    }

    /// What happened, in the language of the page; the sentence below is the problem's own.
    private func title(of problem: Problem, in language: Language) -> String {
        guard language == .vi else { return problem.title }
        return switch problem.status.code {
        case 401: "Chưa được cho vào"
        case 403: "Không được phép"
        case 413, 414: "Yêu cầu quá lớn"
        case 429: "Quá nhiều yêu cầu"
        case 400: "Yêu cầu không hợp lệ"
        case 404: "Không tìm thấy"
        case 405: "Không thực hiện được ở đây"
        case 406: "Không có định dạng được yêu cầu"
        case 409: "Chưa sẵn sàng"
        case 410: "Không còn nữa"
        case 503: "Máy chủ đang bận"
        default: "Máy chủ gặp lỗi"
        }
    }
}
