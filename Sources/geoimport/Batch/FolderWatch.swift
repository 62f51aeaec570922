import FeatureExchange

/// Runs a batch again whenever the files of its sources have changed and come to rest.
///
/// It looks at names, sizes and times; a file that is still being copied differs from one look to the next.
struct FolderWatch {
    let run: BatchRun
    let interval: Duration

    /// Goes on until interrupted.
    /// - Parameter report: told of every round that was run.
    /// - Throws: `Interrupted`, and whatever `report` throws.
    func run(report: (BatchReport) throws -> Void) throws {
        var handled: Set<SourceSignature>?
        var last: Set<SourceSignature>?
        while true {
            try run.interruption.check()
            let now = signatures
            if now == last, now != handled {
                let done = run.run(resting: now)
                try report(done)
                if done.isInterrupted { throw Interrupted() }
                // What the round failed at is tried again when its files change.
                handled = now
            }
            last = now
            try run.interruption.pause(for: interval)
        }
    }

    private var signatures: Set<SourceSignature> {
        var found: Set<SourceSignature> = []
        for entry in run.manifest.entries {
            for path in run.paths(of: entry) { found.formUnion(SourceSignature.ofFiles(of: path)) }
        }
        return found
    }
}
