internal import SimpleFeatures
internal import VietnameseText

/// The parcels of one map sheet: feature ids with the parcels' numbers.
struct ParcelList {
    struct Parcel: Hashable {
        let feature: Int64
        let number: UInt32
    }

    private(set) var parcels: [Parcel] = []

    init(_ parcels: [Parcel] = []) { self.parcels = parcels }

    init(stored bytes: UnsafeRawBufferPointer) {
        var reader = NumberReader(bytes)
        var last: Int64 = 0
        while let step = reader.next(), let number = reader.next() {
            last &+= Int64(bitPattern: step)
            parcels.append(Parcel(feature: last, number: UInt32(truncatingIfNeeded: number)))
        }
    }

    mutating func append(_ parcel: Parcel) { parcels.append(parcel) }

    /// In the order of their features.
    var stored: [UInt8] {
        var bytes: [UInt8] = []
        var last: Int64 = 0
        for parcel in parcels.sorted(by: { $0.feature < $1.feature }) {
            FeatureList.append(UInt64(bitPattern: parcel.feature &- last), to: &bytes)
            FeatureList.append(UInt64(parcel.number), to: &bytes)
            last = parcel.feature
        }
        return bytes
    }

    /// How a sheet or a number is written in the index: `012` and 12.0 are `12`, `12 A` is `12a`; nil for nothing.
    static func key(of value: PropertyValue) -> String? {
        switch value {
        case .null, .binary: return nil
        case .boolean(let flag): return flag ? "1" : "0"
        case .integer(let number): return String(number)
        case .real(let number): return Int64(exactly: number).map { String($0) } ?? String(number)
        case .text(let text): return key(of: text)
        }
    }

    static func key(of text: String) -> String? {
        let compact = SearchText.folded(text).split(separator: " ").joined()
        let trimmed = compact.drop { $0 == "0" }
        return trimmed.isEmpty ? (compact.isEmpty ? nil : "0") : String(trimmed)
    }

    /// Whole numbers are themselves; whatever else a parcel is called has the upper bit set, and may share its number
    /// with another: the feature says which it is.
    static func number(of key: String) -> UInt32 {
        if let number = UInt32(key), number < 1 << 31 { return number }
        // FNV-1a.
        var hash: UInt32 = 2_166_136_261
        for byte in key.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return hash | 1 << 31
    }
}
