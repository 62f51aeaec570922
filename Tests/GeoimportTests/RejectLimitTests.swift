import Testing

@testable import geoimport

struct RejectLimitTests {
    @Test(arguments: [("0", RejectLimit.count(0)), ("20", .count(20)), ("5%", .percent(5)), ("2.5%", .percent(2.5))])
    func aLimitIsANumberOrAShare(text: String, limit: RejectLimit) {
        #expect(RejectLimit(text) == limit)
    }

    @Test(arguments: ["", "-1", "5.5", "%", "101%", "-1%", "nan%", "x", "5 percent"])
    func anythingElseIsNoLimit(text: String) {
        #expect(RejectLimit(text) == nil)
    }

    @Test func aLimitIsExceededByMoreThanItsNumber() {
        #expect(!RejectLimit.count(2).isExceeded(rejected: 2, read: 2))
        #expect(RejectLimit.count(2).isExceeded(rejected: 3, read: 1000))
        #expect(!RejectLimit.percent(10).isExceeded(rejected: 1, read: 10))
        #expect(RejectLimit.percent(10).isExceeded(rejected: 2, read: 10))
        #expect(!RejectLimit.percent(0).isExceeded(rejected: 0, read: 0))
    }
}
