import ArgumentParser
import Foundation

/// How much of the machine an import takes from others: by default what they leave.
///
/// Tiles of a server on the same two cores at half its rate: p99 4.7 ms during an import, 6.3 ms before it
/// (Benchmarks/README.md, "serving").
enum WorkPriority: String, ExpressibleByArgument, CaseIterable {
    case low
    case normal

    /// Of setpriority(2); 0 is normal, 19 the least.
    private static let niceness: Int32 = 10

    /// For this thread and all it starts: to be called before there are others.
    func apply() {
        let ofProcess = __priority_which_t(PRIO_PROCESS.rawValue)
        guard self == .low, getpriority(ofProcess, 0) < Self.niceness else { return }
        // Being less nice than asked does no harm.
        _ = setpriority(ofProcess, 0, Self.niceness)
    }
}

struct PriorityOption: ParsableArguments {
    @Option(help: "low leaves the processor to a server on the same machine when it needs it; normal does not.")
    var priority: WorkPriority = .low
}
