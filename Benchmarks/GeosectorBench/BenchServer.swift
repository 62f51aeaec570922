import Foundation
import Glibc

/// A server of ours on a store, for as long as a measurement takes.
final class BenchServer {
    struct DidNotStart: Error {}

    let port: Int
    private let process = Process()

    /// - Parameters:
    ///   - settings: `GEOSECTOR_…` without the prefix.
    init(_ bench: Workbench, store: String, settings: [String: String] = [:]) throws {
        port = 19_900 + Int.random(in: 0..<4000)
        process.executableURL = bench.binaries.appending(path: "tileserver")
        process.arguments = ["serve", "--store", store, "--port", "\(port)"]
        process.environment = settings.reduce(into: ProcessInfo.processInfo.environment) {
            $0["GEOSECTOR_\($1.key)"] = $1.value
        }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let client = LoadClient(port: port, paths: ["/ready"], connections: 1)
        for _ in 0..<100 {
            let result = client.requests(for: 0.1)
            if result.latencies.count > result.failures { return }
            usleep(100_000)
        }
        throw DidNotStart()
    }

    deinit { stop() }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    /// CPU seconds so far, of all its threads.
    var cpuSeconds: Double {
        let text = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        // Behind the name in brackets: utime and stime are fields 14 and 15 (proc(5)).
        let fields = text.drop { $0 != ")" }.split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return .nan }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
