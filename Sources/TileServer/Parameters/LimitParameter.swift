/// `limit` (OGC 17-069r4, 7.15.2): below 1 is an error, above the maximum is brought down to it.
enum LimitParameter {
    static func read(
        _ parameters: QueryParameters, default standard: Int = ItemsParameters.defaultLimit
    ) throws(ParameterError) -> Int {
        guard let text = try parameters.value("limit") else { return standard }
        let isWhole = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isWhole, let limit = Int(text) ?? (isWhole ? Int.max : nil), limit > 0 else {
            throw ParameterError(
                parameter: "limit", value: text,
                expected: "a whole number from 1 (more than \(ItemsParameters.maximumLimit) gives that many)")
        }
        return min(limit, ItemsParameters.maximumLimit)
    }
}
