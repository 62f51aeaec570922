import Accounts
import Glibc
import NIOCore
import Synchronization

/// The open connections, all of them and those of each address.
final class ConnectionCount: Sendable {
    private struct State {
        var total = 0
        var ofAddresses: [String: Int] = [:]
    }

    /// Files that the process needs besides: the store's connections, overviews, exports.
    private static let otherFiles = 256
    /// More than the limits here can make use of.
    private static let mostFiles: rlim_t = 65_536

    private let most: Int
    private let mostOfOne: Int
    private let countsThisMachine: Bool
    private let origin: RequestOrigin
    private let state = Mutex(State())

    init(_ settings: LimitSettings, origin: RequestOrigin) {
        let possible = Self.raisedFileLimit() - Self.otherFiles
        most = settings.connections == 0 ? possible : min(settings.connections, possible)
        mostOfOne = settings.connectionsAddress ?? LimitSettings.standardConnectionsAddress
        countsThisMachine = settings.connectionsAddress != nil
        self.origin = origin
    }

    /// Notes a connection until it ends.
    /// - Returns: whether there is room for it.
    func admit(_ channel: any Channel) -> Bool {
        let address = counted(channel.remoteAddress)
        let hasRoom = state.withLock { state in
            guard state.total < most else { return false }
            if let address {
                guard state.ofAddresses[address, default: 0] < mostOfOne else { return false }
                state.ofAddresses[address, default: 0] += 1
            }
            state.total += 1
            return true
        }
        guard hasRoom else { return false }
        channel.closeFuture.whenComplete { _ in
            self.state.withLock { state in
                state.total -= 1
                guard let address, let count = state.ofAddresses[address] else { return }
                state.ofAddresses[address] = count > 1 ? count - 1 : nil
            }
        }
        return true
    }

    /// Nil for connections that are not counted for an address.
    private func counted(_ peer: SocketAddress?) -> String? {
        guard mostOfOne > 0, !origin.trusts(peer), let address = peer?.ipAddress.flatMap({ ClientAddress($0) }),
            countsThisMachine || !address.isLoopback
        else { return nil }
        return address.subscriber
    }

    /// How many files the process may open, after asking for as many as it can get.
    private static func raisedFileLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        let wanted = min(limit.rlim_max, mostFiles)
        if limit.rlim_cur < wanted {
            var raised = limit
            raised.rlim_cur = wanted
            // 0 when it was taken; else it stays as it is.
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
