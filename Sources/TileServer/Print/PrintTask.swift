import Synchronization

/// Sheets being drawn, with an end to it from outside.
final class PrintTask: Sendable {
    private struct State {
        var task: Task<[UInt8], any Error>?
        var reason: ExportError?
    }

    private let drawing: PrintDrawing
    private let state = Mutex(State())

    init(_ drawing: PrintDrawing) { self.drawing = drawing }

    /// - Throws: why it was ended, or what drawing throws.
    func bytes(onPage: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> [UInt8] {
        let task = Task { [drawing] in try await drawing.bytes(onPage: onPage) }
        let isEnded = state.withLock { state in
            state.task = task
            return state.reason != nil
        }
        if isEnded { task.cancel() }
        do { return try await task.value } catch {
            throw state.withLock { $0.reason } ?? error
        }
    }

    func end(because reason: ExportError) {
        state.withLock { state in
            if state.reason == nil { state.reason = reason }
            state.task?.cancel()
        }
    }
}
