import MapRender
import Synchronization

/// Messages of glyphs that were asked for lately, in bounded memory: a generation of half of it, and the one before.
final class GlyphCache: Sendable {
    struct Key: Hashable {
        let stack: FontStack
        let first: Int
    }

    private struct State {
        var young: [Key: [UInt8]] = [:]
        var old: [Key: [UInt8]] = [:]
        var youngBytes = 0
    }

    /// All ranges of Vietnamese in two fonts are 1 MB.
    static let byteLimit = 32 << 20

    private let state = Mutex(State())

    func message(for key: Key) -> [UInt8]? {
        state.withLock { state in
            if let message = state.young[key] { return message }
            guard let message = state.old[key] else { return nil }
            Self.keep(message, key, &state)
            return message
        }
    }

    func keep(_ message: [UInt8], for key: Key) { state.withLock { Self.keep(message, key, &$0) } }

    func empty() { state.withLock { $0 = State() } }

    /// Bytes of messages that are kept.
    var byteCount: Int {
        state.withLock { state in
            state.youngBytes + state.old.reduce(0) { $0 + (state.young[$1.key] == nil ? $1.value.count : 0) }
        }
    }

    private static func keep(_ message: [UInt8], _ key: Key, _ state: inout State) {
        guard state.young.updateValue(message, forKey: key) == nil else { return }
        state.youngBytes += message.count
        guard state.youngBytes > byteLimit / 2 else { return }
        state.old = state.young
        state.young = [:]
        state.youngBytes = 0
    }
}
