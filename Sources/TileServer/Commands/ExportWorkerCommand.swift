import ArgumentParser
import Foundation
import Glibc

/// `tileserver export-worker`: builds one file for the server that started it, so that neither a crash of GDAL nor its
/// memory touches the server. Nobody else's business: it reads an order from its standard input.
struct ExportWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-worker", abstract: "Build one export file; started by the server.", shouldDisplay: false)

    /// Lower than the server, which people wait for.
    private static let niceness: Int32 = 10

    func run() throws {
        guard let line = readLine(strippingNewline: true) else { throw ExitCode.failure }
        let order = try JSONDecoder().decode(ExportOrder.self, from: Data(line.utf8))
        Self.endWithServer()
        Self.limit(to: order.limits)
        let output = FileHandle.standardOutput
        try ExportWork(order: order) { try output.write(contentsOf: $0.line) }.run()
    }

    /// The server holds the other end of standard input: when it is gone, whichever way, so is this process.
    private static func endWithServer() {
        Thread.detachNewThread {
            while readLine() != nil {}
            _exit(EXIT_FAILURE)
        }
    }

    private static func limit(to limits: ExportOrder.Limits) {
        func set(_ resource: __rlimit_resource, _ value: Int, margin: Int = 0) {
            var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value + margin))
            setrlimit(Int32(resource.rawValue), &limit)
        }
        // A file over its limit shall be an error of the write, not the end of the process.
        signal(SIGXFSZ, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        set(RLIMIT_AS, limits.memory)
        set(RLIMIT_FSIZE, limits.file)
        // Told by a signal of its own before it is killed.
        set(RLIMIT_CPU, limits.seconds, margin: 5)
        // No dump of a province's data beside the server.
        set(RLIMIT_CORE, 0)
        nice(niceness)
    }
}
