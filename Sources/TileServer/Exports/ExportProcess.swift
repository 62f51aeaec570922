import Foundation
import Glibc
import Synchronization

/// A process that builds one file, watched from its order to its end.
final class ExportProcess: JobWork {
    private struct State {
        var process: pid_t?
        /// Why it was ended from here.
        var reason: ExportError?
    }

    /// Of its last words, for the log.
    private static let keptErrors = 2000

    private let program: String
    private let order: ExportOrder
    private let state = Mutex(State())

    /// - Parameter program: the server's own.
    init(program: String, order: ExportOrder) {
        self.program = program
        self.order = order
    }

    /// Starts it and waits for its end, on a thread of its own.
    func run(onReport: @escaping @Sendable (ExportReport) -> Void) async -> JobOutcome {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: self.runBlocking(onReport)) }
        }
    }

    /// Ends it at once.
    func end(because reason: ExportError) {
        state.withLock { state in
            if state.reason == nil { state.reason = reason }
            if let process = state.process { kill(process, SIGKILL) }
        }
    }

    private func runBlocking(_ onReport: (ExportReport) -> Void) -> JobOutcome {
        Self.ignoresBrokenPipes
        let errors = "\(order.workFolder).log"
        let pipes: (orders: Int32, reports: Int32)
        do { pipes = try start(errors: errors) } catch { return .failed(error) }
        defer { close(pipes.orders) }
        var last: ExportReport?
        do {
            let line = try JSONEncoder().encode(order) + Data("\n".utf8)
            try FileHandle(fileDescriptor: pipes.orders, closeOnDealloc: false).write(contentsOf: line)
        } catch {
            // It is gone, or as good as gone: how it ended says more than the broken pipe.
            state.withLock { if let process = $0.process { _ = kill(process, SIGKILL) } }
        }
        Self.forEachLine(of: pipes.reports) { line in
            guard let report = try? JSONDecoder().decode(ExportReport.self, from: Data(line)) else { return }
            last = report
            onReport(report)
        }
        close(pipes.reports)
        let status = reap()
        if let reason = state.withLock({ $0.reason }) { return .failed(reason) }
        switch last {
        case .done(let result) where status == 0: return .done(result)
        case .failed(let error): return .failed(error)
        case .begun, .progress, .done, nil:
            return .failed(Self.meaning(of: status, errors: errors, limits: order.limits))
        }
    }

    /// A program that ends before it takes its order must not end the server.
    private static let ignoresBrokenPipes: Void = { signal(SIGPIPE, SIG_IGN) }()

    /// One start at a time: between a pipe and its flag another child could inherit it, and keep it open.
    private static let starting = Mutex(())

    /// - Returns: our ends of its standard input and output.
    private func start(errors: String) throws(ExportError) -> (orders: Int32, reports: Int32) {
        try Self.starting.withLock { _ throws(ExportError) in
            let input = try Self.pipeEnds()
            defer { close(input.read) }
            let output = try Self.pipeEnds()
            defer { close(output.write) }
            do throws(ExportError) {
                try spawn(input: input.read, output: output.write, errors: errors)
            } catch {
                close(input.write)
                close(output.read)
                throw error
            }
            return (input.write, output.read)
        }
    }

    private static func pipeEnds() throws(ExportError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        // pipe: 0, or -1 with errno.
        guard pipe(&ends) == 0 else { throw .failed(reason: "pipe: errno \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private func spawn(input: Int32, output: Int32, errors: String) throws(ExportError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        // A client's connection must not stay open in a child, nor the store. Closing what is closed is no error.
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in open.compactMap({ Int32($0) }) where descriptor > STDERR_FILENO {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var environment = ProcessInfo.processInfo.environment
        for name in ["TMPDIR", "CPL_TMPDIR", "SQLITE_TMPDIR"] { environment[name] = order.workFolder }
        var arguments = Self.cStrings([program, "export-worker"])
        var variables = Self.cStrings(environment.map { "\($0.key)=\($0.value)" })
        defer { for text in arguments + variables { free(text) } }
        var process = pid_t()
        // posix_spawn: 0, or the error number.
        let code = posix_spawn(&process, program, &actions, nil, &arguments, &variables)
        guard code == 0 else { throw .failed(reason: "\(program) was not started: errno \(code)") }
        state.withLock { state in
            state.process = process
            // Ended before it began.
            if state.reason != nil { kill(process, SIGKILL) }
        }
    }

    private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }

    private static func forEachLine(of descriptor: Int32, _ body: (ArraySlice<UInt8>) -> Void) {
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            pending += buffer[..<count]
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                body(pending[..<end])
                pending.removeFirst(end + 1)
            }
        }
    }

    /// Waits for its end; afterwards nobody signals a number that another process may have by then.
    private func reap() -> Int32 {
        guard let process = state.withLock({ $0.process }) else { return -1 }
        var information = siginfo_t()
        // Waits without taking the process away, so that its number stays its own until the lock is held.
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        return state.withLock { state in
            var status: Int32 = 0
            waitpid(process, &status, 0)
            state.process = nil
            return status
        }
    }

    private static func meaning(of status: Int32, errors: String, limits: ExportOrder.Limits) -> ExportError {
        let said = String(
            decoding: (FileManager.default.contents(atPath: errors) ?? Data()).suffix(keptErrors), as: UTF8.self)
        // The low seven bits are the signal (wait(2)).
        let signal = status & 0x7F
        if signal == SIGXCPU { return .outOfTime(seconds: limits.seconds) }
        let memoryWords = ["bad_alloc", "out of memory", "allocate memory"]
        // Who else would kill it is the system, when memory runs out.
        if signal == SIGKILL || memoryWords.contains(where: said.contains) { return .outOfMemory }
        return .failed(reason: "signal \(signal), status \(status >> 8), said: \(said)")
    }
}
