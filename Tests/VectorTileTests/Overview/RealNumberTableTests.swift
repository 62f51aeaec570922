import Testing

@testable import VectorTile

struct RealNumberTableTests {
    @Test func everyNumberIsFoundByItsBits() {
        var table = RealNumberTable()
        let numbers = (1...5000).map { Double($0) * 0.37 } + [0, -0.0, .leastNonzeroMagnitude, -1e300]
        for (index, number) in numbers.enumerated() {
            #expect(table.number(of: number.bitPattern) == 0)
            table.insert(number.bitPattern, number: UInt32(index + 1))
        }
        for (index, number) in numbers.enumerated() {
            #expect(table.number(of: number.bitPattern) == UInt32(index + 1))
        }
        table.forget()
        #expect(table.number(of: numbers[0].bitPattern) == 0)
    }
}
