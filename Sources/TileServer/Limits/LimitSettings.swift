import Foundation

/// Settings of limits. 0 takes a limit away.
struct LimitSettings: Hashable, Sendable {
    /// `rate_address`: requests a second of one address, ten times as many at once. By default 500, and none for programs
    /// on this machine; what is set holds for them, too.
    var rateAddress: Int?
    /// `rate_principal`: the same of one user or system, wherever they ask from.
    var ratePrincipal = 1000
    /// `work_tiles`, `work_features`, `work_search`, `work_exports`, `work_prints`, `work_edits`: requests of a kind that are answered at
    /// the same time; others wait. By default by `threads`.
    var work: [WorkKind: Int] = [:]
    /// `work_waiting`: requests of a kind that may wait.
    var workWaiting = 1000
    /// `work_seconds`: how long one waits before it is answered 503; an export or a sheet, six times as long.
    var workSeconds = 10
    /// `work_share`: percent of places and of the queue that one client may have.
    var workShare = 25
    /// `connections`: open at the same time; also bounded by the files that the process may open.
    var connections = 4096
    /// `connections_address`: of one address. By default 256, and none for programs on this machine; never for trusted
    /// proxies.
    var connectionsAddress: Int?
    /// `header_seconds`: for the first request of a connection to arrive, up to its body.
    var headerSeconds = 10
    /// `idle_seconds`: between the end of an answer and the next request's body.
    var idleSeconds = 75
    /// `body_seconds`: for a request's body, and a second more for each kilobyte that has come.
    var bodySeconds = 20
    /// `write_seconds`: how long a client may take nothing of an answer.
    var writeSeconds = 60
    /// `header_bytes`: all fields of a request together with its URL.
    var headerBytes = 80 << 10
    /// `header_fields`: fields of a request.
    var headerFields = 100
    /// `url_bytes`: path and query.
    var urlBytes = 64 << 10

    static let keys =
        ["rate_address", "rate_principal"] + settable.map(\.setting) + [
            "work_waiting", "work_seconds", "work_share", "connections", "connections_address", "header_seconds",
            "idle_seconds", "body_seconds", "write_seconds", "header_bytes", "header_fields", "url_bytes",
        ]

    private static let settable = WorkKind.allCases.filter { $0 != .scans }

    /// Of what is not set.
    static let (standardRateAddress, standardConnectionsAddress) = (500, 256)

    /// - Returns: what would have been accepted, when the text is no value of the key; nil when it was taken.
    mutating func set(_ key: String, to text: String) -> String? {
        let range = Self.range(of: key)
        guard let value = Int(text), range.contains(value) else {
            return "a whole number from \(range.lowerBound) to \(range.upperBound)"
        }
        switch key {
        case "rate_address": rateAddress = value
        case "rate_principal": ratePrincipal = value
        case "work_waiting": workWaiting = value
        case "work_seconds": workSeconds = value
        case "work_share": workShare = value
        case "connections": connections = value
        case "connections_address": connectionsAddress = value
        case "header_seconds": headerSeconds = value
        case "idle_seconds": idleSeconds = value
        case "body_seconds": bodySeconds = value
        case "write_seconds": writeSeconds = value
        case "header_bytes": headerBytes = value
        case "header_fields": headerFields = value
        case "url_bytes": urlBytes = value
        default: if let kind = Self.settable.first(where: { $0.setting == key }) { work[kind] = value }
        }
        return nil
    }

    private static func range(of key: String) -> ClosedRange<Int> {
        switch key {
        case "work_share": 1...100
        case "work_seconds", "header_seconds", "idle_seconds", "body_seconds", "write_seconds": 0...3600
        // Below, no browser could ask for anything.
        case "header_bytes": 4096...1 << 20
        case "url_bytes": 1024...1 << 20
        case "header_fields": 32...1000
        default: 0...1_000_000
        }
    }

    /// Places for a kind of work; nil when there is no limit.
    /// - Parameter threads: that read the store.
    func gate(of kind: WorkKind, threads: Int) -> WorkGate.Limits? {
        let standard =
            switch kind {
            // A map waits for many; each takes some milliseconds of a thread.
            case .tiles, .features: 4 * threads
            case .search, .scans: threads
            // Each draws with all it gets of a processor, and holds a picture of up to 70 MB.
            case .prints: 2
            case .exports, .edits: 16
            }
        let places = work[kind] ?? standard
        guard places > 0 else { return nil }
        func share(of count: Int) -> Int { max(1, count * workShare / 100) }
        // A thread each is the least; half of two are one.
        let ofOne = kind == .scans ? max(1, places / 2) : share(of: places)
        return WorkGate.Limits(
            places: places, placesOfOne: ofOne, waiting: workWaiting, waitingOfOne: share(of: workWaiting),
            // A file is waited for longer than a page.
            patience: .seconds(
                workSeconds == 0 ? 3600 : [.exports, .prints].contains(kind) ? 6 * workSeconds : workSeconds))
    }
}
