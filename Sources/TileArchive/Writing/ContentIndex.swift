internal import SimpleFeatures

/// Where contents lie that were written lately, to write each once. Bounded: after half a million others a content is
/// forgotten and written anew. The same tiles in the same order are always remembered alike, so that a resumed export
/// gives the bytes an uninterrupted one gives.
struct ContentIndex {
    struct Place: Hashable {
        var offset: UInt64
        var length: UInt32
    }

    /// Contents of a generation: some 30 MB in both.
    private static let generationSize = 1 << 18

    private let generationSize: Int
    private var young: [Digest: Place] = [:]
    private var old: [Digest: Place] = [:]

    init(generationSize: Int = ContentIndex.generationSize) { self.generationSize = generationSize }

    func place(of digest: Digest) -> Place? { young[digest] ?? old[digest] }

    /// Remembers a content, or remembers it anew.
    mutating func note(_ digest: Digest, at place: Place) {
        guard young.updateValue(place, forKey: digest) == nil, young.count >= generationSize else { return }
        old = young
        young = [:]
    }
}

extension Digest {
    init(of bytes: [UInt8]) {
        var digester = Digester(0x7469_6C65)
        bytes.withUnsafeBytes { digester.add($0) }
        self = digester.digest
    }
}
