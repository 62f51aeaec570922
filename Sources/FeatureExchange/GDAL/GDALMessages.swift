import CGDAL
import Foundation
import Synchronization

/// One line that GDAL would have written to stderr.
public struct GDALMessage: Hashable, Sendable {
    public enum Severity: Hashable, Sendable { case warning, failure }

    public let severity: Severity
    public let code: GDALError.Code
    public let text: String
}

/// GDAL's messages of each thread until the call that caused them has asked for them.
enum GDALMessages {
    /// A damaged file can complain at every record; the first ones say what is wrong.
    private static let maximumPending = 100

    private static let pending = Mutex<[UInt: [GDALMessage]]>([:])
    /// Messages in `pending`, of all threads: drivers sometimes reset GDAL's last error after complaining.
    private static let pendingCount = Atomic<Int>(0)

    /// Called by GDAL on the thread whose call failed. Debug lines are left out.
    static func record(severity: CPLErr, code: CPLErrorNum, text: UnsafePointer<CChar>?) {
        guard severity == CE_Warning || severity == CE_Failure || severity == CE_Fatal else { return }
        let message = GDALMessage(
            severity: severity == CE_Warning ? .warning : .failure, code: GDALError.Code(rawValue: code),
            text: text.map { String(cString: $0) } ?? "")
        pending.withLock { all in
            let thread = pthread_self()
            guard all[thread, default: []].count < maximumPending else { return }
            all[thread, default: []].append(message)
            pendingCount.add(1, ordering: .relaxed)
        }
    }

    /// What GDAL said on this thread since the last call, and GDAL's own last error reset. Free when it said nothing.
    static func take() -> [GDALMessage] {
        // CPLGetLastErrorType: of this thread; CE_None when nothing happened since the reset.
        guard CPLGetLastErrorType() != CE_None || pendingCount.load(ordering: .relaxed) > 0 else { return [] }
        CPLErrorReset()
        let messages = pending.withLock { $0.removeValue(forKey: pthread_self()) ?? [] }
        pendingCount.subtract(messages.count, ordering: .relaxed)
        return messages
    }
}
