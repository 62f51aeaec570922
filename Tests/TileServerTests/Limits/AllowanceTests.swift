import Testing

@testable import TileServer

/// Rates and places by themselves.
@Suite struct AllowanceTests {
    private static let second: Allowance.Moment = 1_000_000_000

    @Test("after a pause ten seconds' requests are taken at once, then so many a second")
    func rate() {
        let allowance = Allowance(Rate(perSecond: 5))
        let start = 1000 * Self.second
        #expect((0..<60).count { _ in allowance.take(at: start) } == 50)
        #expect(allowance.isSpent(at: start) && allowance.secondsToWait(at: start) == 1)
        #expect((0..<60).count { _ in allowance.take(at: start + 2 * Self.second) } == 10)
        #expect(!allowance.isFull(at: start + 11 * Self.second))
        #expect(allowance.isFull(at: start + 12 * Self.second))
        #expect((0..<60).count { _ in allowance.take(at: start + 3600 * Self.second) } == 50)
    }

    @Test("what is refused takes nothing")
    func refused() {
        let allowance = Allowance(Rate(perSecond: 1))
        for _ in 0..<1000 { _ = allowance.take(at: 0) }
        #expect(allowance.take(at: Self.second))
        #expect(!allowance.take(at: Self.second))
    }

    @Test("many at once take what there is, and no more")
    func concurrent() async {
        let allowance = Allowance(Rate(perSecond: 100))
        let taken = await withTaskGroup(of: Int.self) { tasks in
            for _ in 0..<8 { tasks.addTask { (0..<500).count { _ in allowance.take(at: Self.second) } } }
            return await tasks.reduce(0, +)
        }
        #expect(taken == 1000)
    }

    @Test("however many clients come, so many are told apart; the others share, and room comes back")
    func bounded() {
        let table = AllowanceTable(Rate(perSecond: 2), most: 160)
        let start = 10 * Self.second
        for number in 0..<5000 { #expect(table.allowance(of: "\(number)", at: start).take(at: start) || number > 160) }
        #expect(table.count <= 160)
        // All are full again after a second: those who come get their own.
        let later = start + 20 * Self.second
        for number in 0..<16 { _ = table.allowance(of: "late \(number)", at: later) }
        #expect(table.count <= 16 + 160 && table.allowance(of: "late 1", at: later).isFull(at: later))
        #expect(table.count < 160)
    }

    @Test("a client keeps its allowance from one request to the next")
    func kept() {
        let table = AllowanceTable(Rate(perSecond: 1))
        for _ in 0..<10 { #expect(table.allowance(of: "a", at: 0).take(at: 0)) }
        #expect(!table.allowance(of: "a", at: 0).take(at: 0))
        #expect(table.allowance(of: "b", at: 0).take(at: 0))
    }
}
