/// The last part of a tile's path: `1455.png`, `1455@2x.webp`.
struct PictureTileName: Hashable, Sendable {
    let number: String
    let pixelRatio: Double
    let format: MapOrder.Format

    /// - Throws: `ParameterError` for a name without one of the endings.
    init(_ text: String) throws(ParameterError) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let format = MapOrder.Format(name: String(parts[1])) else {
            throw ParameterError(parameter: "y", value: text, expected: "a row with .png, .jpg or .webp behind it")
        }
        let isDouble = parts[0].hasSuffix("@2x")
        number = String(isDouble ? parts[0].dropLast(3) : parts[0])
        pixelRatio = isDouble ? 2 : 1
        self.format = format
    }
}
