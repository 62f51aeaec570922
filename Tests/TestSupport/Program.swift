import Foundation

/// Another program, run to its end: the witness that does not share our code.
public struct Program: Sendable {
    public let path: String

    /// Nil when the program is not installed.
    public init?(_ name: String) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let candidates = folders.map { "\($0)/\(name)" }
        guard let path = candidates.first(where: FileManager.default.isExecutableFile) else { return nil }
        self.path = path
    }

    /// Standard output; a failure throws with what the program said.
    /// - Parameter input: what it reads from standard input.
    @discardableResult
    public func run(_ arguments: [String], input: String = "") throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let output = Pipe()
        let feed = Pipe()
        // Errors go to a file: two pipes read one after the other can block each other.
        let errors = FileManager.default.temporaryDirectory.appending(path: "stderr-\(UUID().uuidString)")
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = feed
        try process.run()
        feed.fileHandleForWriting.write(Data(input.utf8))
        try feed.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
            throw Failure(program: path, arguments: arguments, status: process.terminationStatus, said: said)
        }
        return text
    }

    public struct Failure: Error {
        public let program: String
        public let arguments: [String]
        public let status: Int32
        public let said: String
    }
}
