internal import CPROJ

/// A PROJ threading context. One per transform: a context may be used by one thread at a time.
final class ProjContext {
    let pointer: OpaquePointer

    init() throws(ProjError) {
        // Returns NULL when memory ran out.
        guard let pointer = proj_context_create() else { throw ProjError.contextUnavailable }
        self.pointer = pointer
        // Failures are thrown with their reason; PROJ's own lines on stderr would say them twice.
        proj_log_level(pointer, PJ_LOG_NONE)
        proj_context_set_enable_network(pointer, 0)
    }

    deinit { proj_context_destroy(pointer) }

    /// The reason of the last failure in this context.
    var lastReason: String {
        let code = proj_context_errno(pointer)
        guard code != 0, let text = proj_context_errno_string(pointer, code) else { return "no reason given" }
        return String(cString: text)
    }
}

/// A PROJ object with the context it lives in.
final class ProjObject {
    let pointer: OpaquePointer
    let context: ProjContext

    /// Takes ownership of `pointer`.
    init(owning pointer: OpaquePointer, in context: ProjContext) {
        self.pointer = pointer
        self.context = context
    }

    deinit { proj_destroy(pointer) }
}
