import ArgumentParser
import Foundation

/// How much of the machine an import takes from others: by default what they leave.
///
/// Tiles of another collection, from a server on the same two cores at half its rate, while 300,000 parcels were
/// imported: p99 3.0 and 3.1 ms at niceness 19, 10.5 ms at 10; 1.3 to 2.4 ms without an import (`geosector-bench
/// serving --parcels 300000`).
enum WorkPriority: String, ExpressibleByArgument, CaseIterable {
    case low
    case normal

    /// Of setpriority(2); 0 is normal, 19 the least.
    private static let niceness: Int32 = 19

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
