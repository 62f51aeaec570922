/// Random numbers that are the same in every run and on every machine (Steele, Lea, Flood: "Fast splittable pseudorandom
/// number generators").
public struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    public mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    /// From 0, below 1.
    public mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
