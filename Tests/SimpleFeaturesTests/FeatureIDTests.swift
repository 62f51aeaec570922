import SimpleFeatures
import Testing

@Suite struct FeatureIDTests {
    @Test("1 to 2^53−1 are ids", arguments: [1, 2, 9_007_199_254_740_991] as [Int64])
    func ids(value: Int64) {
        #expect(FeatureID(value)?.value == value)
        #expect(FeatureID(String(value))?.value == value)
    }

    @Test("no other number is", arguments: [0, -1, 9_007_199_254_740_992, .min, .max] as [Int64])
    func otherNumbers(value: Int64) {
        #expect(FeatureID(value) == nil)
        #expect(FeatureID(String(value)) == nil)
    }

    @Test(
        "and no other spelling",
        arguments: [
            "", "01", "+1", "-1", " 1", "1 ", "1.0", "1e3", "0x1", "١", "１", "a", "99999999999999999999", "1\0",
        ])
    func otherSpellings(text: String) {
        #expect(FeatureID(text) == nil)
    }
}
