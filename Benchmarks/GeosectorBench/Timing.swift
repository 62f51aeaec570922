import Foundation

/// Seconds of wall clock and of all threads' CPU time.
struct Timing {
    struct ProgramFailed: Error {
        let program: String
        let status: Int32
    }

    let wall: Double
    let cpu: Double

    /// Runs another program to its end.
    static func run(_ program: String, _ arguments: [String]) throws -> Timing {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let before = childSeconds()
        let start = ContinuousClock.now
        try process.run()
        process.waitUntilExit()
        let wall = seconds(start.duration(to: .now))
        guard process.terminationStatus == 0 else {
            throw ProgramFailed(program: program, status: process.terminationStatus)
        }
        return Timing(wall: wall, cpu: childSeconds() - before)
    }

    /// Seconds of `body`.
    static func measure(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return seconds(start.duration(to: .now))
    }

    static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// Programs that run or wait to, over the last minute: what else there is on the machine falsifies latencies.
    static var loadAverage: Double {
        var averages = [0.0]
        return getloadavg(&averages, 1) == 1 ? averages[0] : .nan
    }

    /// CPU seconds of all children that have ended.
    private static func childSeconds() -> Double { seconds(of: RUSAGE_CHILDREN.rawValue) }

    /// CPU seconds of this process.
    static func ownSeconds() -> Double { seconds(of: RUSAGE_SELF.rawValue) }

    private static func seconds(of who: Int32) -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(who), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}

extension Double {
    func text(_ decimals: Int) -> String { String(format: "%.\(decimals)f", self) }
}
