/// What a job does.
protocol JobWork: Sendable {
    /// Begins it and waits for its end. Once.
    func run(onReport: @escaping @Sendable (ExportReport) -> Void) async -> JobOutcome
    /// Ends it at once, also before it has begun.
    func end(because reason: ExportError)
}

/// How a job ended.
enum JobOutcome: Hashable, Sendable {
    case done(ExportResult)
    case failed(ExportError)
}

/// Where a job's files are, and what they may take.
struct JobPlace: Sendable {
    let file: String
    let workFolder: String
    let limits: ExportOrder.Limits
}
