extension Double {
    /// A finite number in decimal digits, as JSON and people write it: neither `0x6c` nor `nan` nor `inf`.
    init?(decimal text: some StringProtocol) {
        guard text.utf8.allSatisfy({ Self.bytesOfDecimals.contains($0) }), let number = Double(text), number.isFinite
        else { return nil }
        self = number
    }

    private static let bytesOfDecimals = Set("0123456789+-.eE".utf8)
}
