import Foundation

/// Sheets as a job: drawn into a file.
final class PrintWork: JobWork {
    private let task: PrintTask
    private let pages: Int
    private let file: String

    /// - Parameter file: where the sheets shall be.
    init(_ drawing: PrintDrawing, pages: Int, file: String) {
        task = PrintTask(drawing)
        self.pages = pages
        self.file = file
    }

    func run(onReport: @escaping @Sendable (ExportReport) -> Void) async -> JobOutcome {
        onReport(.begun(total: pages))
        do {
            let bytes = try await task.bytes { onReport(.progress(rows: $0)) }
            try Data(bytes).write(to: URL(filePath: file))
            let (count, digest) = try FileDigest.sha256(ofFileAt: file)
            return .done(ExportResult(rows: pages, notes: [], origin: nil, bytes: count, digest: digest))
        } catch let error as ExportError {
            return .failed(error)
        } catch {
            return .failed(.failed(reason: "\(error)"))
        }
    }

    func end(because reason: ExportError) { task.end(because: reason) }
}
