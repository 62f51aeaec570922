/// A password that the program thinks of, to be read aloud once: `xkmf-27hc-…`.
public enum GeneratedPassword {
    /// 20 characters of 31: 99 bits.
    public static func make() -> String {
        (0..<5).map { _ in Secrets.readable(4) }.joined(separator: "-")
    }
}
