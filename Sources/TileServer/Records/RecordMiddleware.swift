import Accounts
import GeoStore
import HTTPTypes
import Hummingbird
import NIOCore

/// Keeps records of requests: what was refused, what was done, what was handed over. It goes around authentication, whose
/// refusals it tells too.
struct RecordMiddleware: RouterMiddleware {
    typealias Context = ServerRequestContext

    let recorder: Recorder
    let audiences: Audiences

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            let response = try await next(request, context)
            await recorder.keep(context.notes.deeds, by: recorder.origin.actor(of: request, context))
            return try await handedOver(response, request, context)
        } catch {
            await noteRefusal(error, request, context)
            throw error
        }
    }

    // MARK: What was handed over

    private func handedOver(_ response: Response, _ request: Request, _ context: Context) async throws -> Response {
        let handed = context.notes.handed
        let caller = context.notes.caller
        guard !handed.isEmpty, caller.person.kind != .anonymous, request.method != .head,
            response.status.kind == .successful
        else { return response }
        let recorder = recorder
        let actor = recorder.origin.actor(of: request, context)
        if let bytes = response.body.contentLength {
            try await recorder.keep(handed, bytes: bytes, isWhole: true, to: caller, by: actor)
            return response
        }
        var response = response
        let body = response.body
        response.body = ResponseBody { writer in
            let counter = ByteCounter()
            @Sendable func tell(isWhole: Bool) async throws {
                guard counter.close() else { return }
                try await recorder.keep(handed, bytes: counter.count, isWhole: isWhole, to: caller, by: actor)
            }
            do {
                try await body.write(
                    CountingWriter(base: writer, counter: counter) { try await tell(isWhole: true) })
            } catch {
                // What went out before it broke off is told as well; that it could not be is in the log.
                try? await tell(isWhole: false)
                throw error
            }
        }
        return response
    }

    // MARK: What was refused

    private func noteRefusal(_ error: any Error, _ request: Request, _ context: Context) async {
        let status = Problem(error, path: request.uri.path).status
        let collection = context.notes.subject
        switch status {
        case .unauthorized, .forbidden: break
        case .notFound:
            // What is hidden is answered as what is not there: here it is told apart.
            guard let collection,
                let seen = try? await audiences.catalog(for: context.notes.caller.principal),
                seen.existing(collection.name) == nil
            else { return }
        default: return
        }
        await recorder.refusals.note(
            recorder.origin.actor(of: request, context), target: collection.map { "collection:\($0)" } ?? "",
            reason: "status \(status.code)")
    }
}
