/// Joins what many tasks want written into few transactions: whoever comes while one is under way goes with the next,
/// and all are told when theirs is on the disk.
actor GroupCommit<Item: Sendable> {
    /// What may wait: a full disk must not fill the memory too.
    private static var room: Int { 10_000 }

    private let commit: @Sendable ([Item]) async -> Result<Void, AccountError>
    private var waiting: [(items: [Item], continuation: CheckedContinuation<Result<Void, AccountError>, Never>)] = []
    private var count = 0
    private var isWriting = false

    init(commit: @escaping @Sendable ([Item]) async -> Result<Void, AccountError>) {
        self.commit = commit
    }

    /// - Throws: `AccountError`; none of the items was written then.
    func write(_ items: [Item]) async throws(AccountError) {
        guard !items.isEmpty else { return }
        guard count + items.count <= Self.room else { throw AccountError.busy }
        count += items.count
        let result = await withCheckedContinuation { continuation in
            waiting.append((items, continuation))
            guard !isWriting else { return }
            isWriting = true
            // A task of its own: the first to come may be cancelled, the others are not.
            Task { await self.drain() }
        }
        try result.get()
    }

    private func drain() async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            let items = batch.flatMap(\.items)
            let result = await commit(items)
            count -= items.count
            for entry in batch { entry.continuation.resume(returning: result) }
        }
        isWriting = false
    }
}
