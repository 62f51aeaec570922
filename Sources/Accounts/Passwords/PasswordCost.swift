/// What scrypt (RFC 7914) computes for a password.
public struct PasswordCost: Hashable, Sendable {
    /// Binary logarithm of N.
    public let logN: Int
    public let blockSize: Int
    public let parallelism: Int

    /// N = 2^17, r = 8, p = 1: 128 MiB (OWASP Password Storage Cheat Sheet).
    public static let standard = PasswordCost(logN: 17, blockSize: 8, parallelism: 1)

    public init(logN: Int, blockSize: Int, parallelism: Int) {
        self.logN = logN
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// What a file may ask for: one that somebody changed must not take the machine's memory.
    var isAcceptable: Bool {
        (10...20).contains(logN) && (1...16).contains(blockSize) && (1...4).contains(parallelism)
    }

    func isBelow(_ other: PasswordCost) -> Bool {
        (blockSize * parallelism) << logN < (other.blockSize * other.parallelism) << other.logN
    }
}
