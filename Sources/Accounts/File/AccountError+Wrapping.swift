internal import GRDB

extension AccountError {
    /// Wraps what SQLite or GRDB threw, once; our own errors pass through.
    static func wrapping(_ error: any Error, attempted: String, path: String) -> AccountError {
        if let error = error as? AccountError { return error }
        if error is CancellationError { return .cancelled }
        guard let error = error as? DatabaseError else {
            return .sqlite(attempted: attempted, code: 0, message: String(describing: error))
        }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy
        case .SQLITE_FULL: return .diskFull(path: path)
        case .SQLITE_READONLY: return .readOnly(path: path)
        case .SQLITE_NOTADB: return .notAccounts(path: path, reason: "it is not an SQLite file")
        case .SQLITE_CORRUPT:
            return .notAccounts(path: path, reason: "the file is damaged: \(error.message ?? "no detail")")
        default:
            return .sqlite(
                attempted: attempted, code: error.extendedResultCode.rawValue,
                message: error.message ?? "no message")
        }
    }
}
