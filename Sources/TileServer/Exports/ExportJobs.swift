import Foundation
import GeoStore
import Logging
import ServiceLifecycle

/// The files that are built before they are sent, in the order they were asked for: so many at a time, so many waiting, so
/// much disk. Exports are built by processes, sheets by this one; neither waits for the other.
///
/// They live as long as the server: a restart forgets them and removes their files.
actor ExportJobs: Service {
    struct Limits: Hashable, Sendable {
        var processes: Int
        /// Jobs of sheets that are drawn at a time.
        var prints: Int
        var waiting = 200
        /// Of one client.
        var waitingOfOne = 50
        /// Bytes in the folder.
        var disk: Int
        /// Bytes of a process's address space.
        var memory: Int
        var seconds: Int
        var printSeconds: Int
        /// How long a finished file can be fetched.
        var keeping = Duration.seconds(3600)
    }

    private struct Entry {
        var job: ExportJob
        let client: LimitedClient
        let folder: String
        let place: JobPlace
        let work: any JobWork
        var waiters: [CheckedContinuation<ExportJob, Never>] = []
    }

    private let folder: ExportFolder
    private let limits: Limits
    private let program: String
    private let logger: Logger
    private var entries: [String: Entry] = [:]
    /// Ids in the order of their arrival.
    private var queue: [String] = []

    init(folder: ExportFolder, limits: Limits, program: String, logger: Logger) {
        self.folder = folder
        self.limits = limits
        self.program = program
        self.logger = logger
    }

    /// Removes what has expired, and everything when the server ends.
    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            expire()
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(10)) }
        }
        for id in entries.keys { dismiss(id) }
        folder.removeAll()
    }

    /// - Parameter order: complete but for the place of the file.
    /// - Throws: `ExportError.queueFull`, `.diskFull`, `.failed` when its folder cannot be made.
    func submit(
        _ order: ExportOrder, of collection: PublishedCollection, format: ExportFormat, fileName: FileName,
        owner: Principal, client: LimitedClient
    ) throws(ExportError) -> ExportJob {
        let features = ExportedFeatures(
            collection: collection.id.name, view: collection.view?.fingerprint,
            narrowing: QueryParameters(order.query).narrowing, format: format)
        return try submit(.features(features), fileName: fileName, owner: owner, client: client) { place in
            var order = order
            order.file = place.file
            order.workFolder = place.workFolder
            order.limits = place.limits
            return ExportProcess(program: program, order: order)
        }
    }

    /// - Parameter make: the work, when it is known where its file shall be.
    /// - Throws: `ExportError.queueFull`, `.diskFull`, `.failed` when its folder cannot be made.
    func submit(
        _ subject: ExportJob.Subject, fileName: FileName, owner: Principal, client: LimitedClient,
        _ make: (JobPlace) -> any JobWork
    ) throws(ExportError) -> ExportJob {
        expire()
        guard queue.count < limits.waiting else { throw .queueFull }
        guard client == .local || queue.count(where: { entries[$0]?.client == client }) < limits.waitingOfOne else {
            throw .queueFull
        }
        let room = limits.disk - folder.size
        guard room > 0 else { throw .diskFull }
        // Not to be guessed: whoever has it may fetch the file.
        let id = UUID().uuidString.lowercased()
        let own: String
        do { own = try folder.make(id) } catch { throw .failed(reason: "\(error)") }
        let place = JobPlace(
            file: "\(own)/export.\(subject.fileExtension)", workFolder: "\(own)/work",
            limits: ExportOrder.Limits(memory: limits.memory, file: room, seconds: limits.seconds))
        let job = ExportJob(id: id, owner: owner, subject: subject, fileName: fileName, created: Date())
        entries[id] = Entry(job: job, client: client, folder: own, place: place, work: make(place))
        queue.append(id)
        startNext()
        return entries[id]?.job ?? job
    }

    /// - Throws: `ExportError.jobNotFound`.
    func job(_ id: String) throws(ExportError) -> ExportJob {
        expire()
        guard let entry = entries[id] else { throw .jobNotFound(id: id) }
        return entry.job
    }

    /// The job when it is over.
    /// - Throws: `ExportError.jobNotFound`.
    func finished(_ id: String) async throws(ExportError) -> ExportJob {
        guard let entry = entries[id] else { throw .jobNotFound(id: id) }
        guard !entry.job.status.isOver else { return entry.job }
        return await withCheckedContinuation { entries[id]?.waiters.append($0) }
    }

    /// The file of a job.
    /// - Throws: `ExportError.jobNotFound`, `.notReady`, or why it failed.
    func file(_ id: String) throws(ExportError) -> (job: ExportJob, path: String) {
        let job = try job(id)
        if let failure = job.failure { throw failure }
        guard job.status == .successful, let entry = entries[id] else { throw .notReady(id: id) }
        return (job, entry.place.file)
    }

    /// Ends it if it is under way, and forgets its file.
    /// - Throws: `ExportError.jobNotFound`.
    func cancel(_ id: String) throws(ExportError) -> ExportJob {
        dismiss(id)
        return try job(id)
    }

    /// Ends a job that nobody waits for any more; one that is over stays for whoever is about to fetch it.
    func abandon(_ id: String) {
        if entries[id]?.job.status.isOver == false { dismiss(id) }
    }

    /// Forgets a job whose file was sent. Unknown ones are as good as forgotten.
    func forget(_ id: String) {
        dismiss(id)
        guard let entry = entries[id], entry.job.status.isOver, !isRunning(id) else { return }
        remove(id)
    }

    // MARK: Work

    private var runningIDs: Set<String> = []

    private func isRunning(_ id: String) -> Bool { runningIDs.contains(id) }

    /// Whether a place of its kind is free.
    private func hasPlace(_ id: String) -> Bool {
        guard let isPrint = entries[id]?.job.subject.isPrint else { return true }
        let busy = runningIDs.count { entries[$0]?.job.subject.isPrint == isPrint }
        return busy < (isPrint ? limits.prints : limits.processes)
    }

    private func startNext() {
        while let index = queue.firstIndex(where: hasPlace) {
            let id = queue.remove(at: index)
            guard var entry = entries[id] else { continue }
            runningIDs.insert(id)
            entry.job.status = .running
            entry.job.started = Date()
            entries[id] = entry
            let work = entry.work
            let seconds = entry.job.subject.isPrint ? limits.printSeconds : limits.seconds
            Task {
                let clock = Task {
                    try await Task.sleep(for: .seconds(seconds))
                    work.end(because: .outOfTime(seconds: seconds))
                }
                let outcome = await work.run { report in Task { await self.note(report, of: id) } }
                clock.cancel()
                self.finish(id, outcome)
            }
        }
    }

    private func note(_ report: ExportReport, of id: String) {
        guard var job = entries[id]?.job else { return }
        switch report {
        case .begun(let total): job.total = total
        // Reports come on tasks of their own: the later one may be the first to arrive.
        case .progress(let rows): job.rows = max(job.rows, rows)
        case .done, .failed: return
        }
        entries[id]?.job = job
    }

    private func finish(_ id: String, _ outcome: JobOutcome) {
        runningIDs.remove(id)
        defer { startNext() }
        guard var entry = entries[id] else { return }
        let end = Date()
        entry.job.finished = end
        entry.job.expires = end.addingTimeInterval(limits.keeping / .seconds(1))
        switch outcome {
        case .done(let result):
            entry.job.rows = result.rows
            entry.job.total = result.rows
            entry.job.result = result
            if entry.job.status != .dismissed { entry.job.status = .successful }
            folder.remove(entry.place.workFolder)
        case .failed(let error):
            entry.job.failure = error
            if entry.job.status != .dismissed { entry.job.status = error == .cancelled ? .dismissed : .failed }
            folder.remove(entry.folder)
            if case .failed(let reason) = error {
                logger.error("export failed", metadata: ["job": "\(id)", "reason": "\(reason)"])
            }
        }
        if entry.job.status == .dismissed { folder.remove(entry.folder) }
        let waiters = entry.waiters
        entry.waiters = []
        entries[id] = entry
        for waiter in waiters { waiter.resume(returning: entry.job) }
    }

    private func dismiss(_ id: String) {
        guard var entry = entries[id] else { return }
        queue.removeAll { $0 == id }
        let wasWaiting = entry.job.status == .accepted
        entry.work.end(because: .cancelled)
        if !isRunning(id) { folder.remove(entry.folder) }
        entry.job.status = .dismissed
        entry.job.failure = .cancelled
        entry.job.finished = entry.job.finished ?? Date()
        entry.job.expires = Date().addingTimeInterval(limits.keeping / .seconds(1))
        let waiters = wasWaiting ? entry.waiters : []
        if wasWaiting { entry.waiters = [] }
        entries[id] = entry
        for waiter in waiters { waiter.resume(returning: entry.job) }
    }

    private func expire() {
        let now = Date()
        for (id, entry) in entries where !isRunning(id) {
            if let expires = entry.job.expires, expires <= now { remove(id) }
        }
    }

    private func remove(_ id: String) {
        guard let entry = entries.removeValue(forKey: id) else { return }
        folder.remove(entry.folder)
    }
}
