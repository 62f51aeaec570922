/// The `Range` header (RFC 9110, 14.2), as far as one range of bytes.
enum ByteRange: Hashable, Sendable {
    /// No range, or one that is not understood: the whole is sent, which is always allowed.
    case whole
    case part(Range<UInt64>)
    /// Behind the end.
    case unsatisfiable

    /// - Parameter length: of the whole.
    init(_ header: String?, length: UInt64) {
        guard let header, header.lowercased().hasPrefix("bytes=") else {
            self = .whole
            return
        }
        let sides = header.dropFirst(6).trimmingBlanks.split(separator: "-", omittingEmptySubsequences: false)
        guard sides.count == 2, sides.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            self = .whole
            return
        }
        switch (sides[0].isEmpty, sides[1].isEmpty) {
        case (true, true): self = .whole
        case (true, false):
            // The last so many.
            let count = min(UInt64(sides[1]) ?? .max, length)
            self = count == 0 ? .unsatisfiable : .part(length - count..<length)
        case (false, _):
            let first = UInt64(sides[0]) ?? .max
            let last = sides[1].isEmpty ? UInt64.max : UInt64(sides[1]) ?? .max
            guard first <= last else {
                self = .whole
                return
            }
            self = first < length ? .part(first..<(last < length ? last + 1 : length)) : .unsatisfiable
        }
    }
}
