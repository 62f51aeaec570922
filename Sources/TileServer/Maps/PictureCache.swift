import NIOCore
import Synchronization

/// Pictures drawn lately, bounded by bytes: two generations, of which the older one is forgotten when the younger is full.
final class PictureCache: Sendable {
    private struct State {
        var young: [String: MapPicture] = [:]
        var old: [String: MapPicture] = [:]
        var youngBytes = 0
    }

    private let limitInBytes: Int
    private let state = Mutex(State())

    init(limitInBytes: Int) { self.limitInBytes = limitInBytes }

    subscript(tag: String) -> MapPicture? {
        state.withLock { state in
            if let picture = state.young[tag] { return picture }
            guard let picture = state.old[tag] else { return nil }
            insert(picture, into: &state)
            return picture
        }
    }

    func insert(_ picture: MapPicture) { state.withLock { insert(picture, into: &$0) } }

    private func insert(_ picture: MapPicture, into state: inout State) {
        let count = picture.bytes.readableBytes
        guard count <= limitInBytes / 2 else { return }
        if state.youngBytes + count > limitInBytes / 2 {
            state.old = state.young
            state.young = [:]
            state.youngBytes = 0
        }
        if state.young.updateValue(picture, forKey: picture.tag) == nil { state.youngBytes += count }
    }
}
