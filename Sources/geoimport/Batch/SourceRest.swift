import FeatureExchange
import Foundation

/// Waits until a file that has only just been written is left alone: what is still being copied is not read half.
struct SourceRest {
    /// A copy that pauses for longer is taken for finished.
    static let quiet = 2.0
    /// After this the source is left for the next time.
    static let patience = 60.0

    let interruption: Interruption

    /// - Throws: `BatchError.stillWritten`, `Interrupted`.
    func wait(for path: String) throws {
        let deadline = Date().addingTimeInterval(Self.patience)
        var look = SourceSignature.ofFiles(of: path)
        guard let youngest = look.map(\.modified).max(), Date().timeIntervalSince(youngest) < Self.quiet else { return }
        while true {
            try interruption.pause(for: .seconds(Self.quiet))
            let next = SourceSignature.ofFiles(of: path)
            if next == look { return }
            guard Date() < deadline else { throw BatchError.stillWritten(path: path) }
            look = next
        }
    }
}
