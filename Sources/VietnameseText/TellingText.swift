/// Which values of a column tell readings apart: the others need not be sampled.
public enum TellingText {
    /// A byte outside ASCII, or the marks of VIQR.
    public static func isTelling(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.contains { $0 >= 0x80 } || VIQR.isSuspected(bytes)
    }
}
