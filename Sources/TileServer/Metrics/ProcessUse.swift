import Foundation

/// What the process takes of the machine.
struct ProcessUse: Sendable {
    var memory = ProcessMemory.current
    /// In user code and in the system for it.
    var cpuSeconds = 0.0
    var openFiles = 0

    static var current: ProcessUse {
        var use = ProcessUse()
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        use.cpuSeconds = [usage.ru_utime, usage.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
        }
        use.openFiles = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
        return use
    }

    /// Seconds since 1970; of the first look, which the server takes when it starts.
    static let start = Date().timeIntervalSince1970
}

/// Memory in bytes.
struct ProcessMemory: Hashable, Sendable {
    var resident = 0
    /// Without pages of files, which the system takes back at will.
    var anonymous = 0
    /// Pages of files.
    var mapped: Int { resident - anonymous }

    /// Of this process, from `/proc/self/status`; zeros where there is none.
    static var current: ProcessMemory {
        var memory = ProcessMemory()
        guard let bytes = FileManager.default.contents(atPath: "/proc/self/status") else { return memory }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard words.count == 3, let kilobytes = Int(words[1]) else { continue }
            switch words[0] {
            case "VmRSS:": memory.resident = kilobytes << 10
            case "RssAnon:": memory.anonymous = kilobytes << 10
            default: break
            }
        }
        return memory
    }
}
