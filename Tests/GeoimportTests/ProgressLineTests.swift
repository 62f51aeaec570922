import Foundation
import Testing

@testable import geoimport

struct ProgressLineTests {
    private let start = Date()

    private func line(of total: Int?, in language: Language = .en) -> ProgressLine {
        ProgressLine(label: "thua_dat", total: total, in: language, isQuiet: false, start: start)
    }

    private func text(_ done: Int, of total: Int?, after seconds: Double) -> String {
        line(of: total).text(done, at: start.addingTimeInterval(seconds))
    }

    @Test func saysHowFarHowFastAndHowLong() {
        let half = text(15_000, of: 30_000, after: 10)
        #expect(half == "thua_dat  ████████████············ 50 %  15000 of 30000  1500/s  10 s left")
    }

    @Test func saysItInVietnamese() {
        let half = line(of: 300_000, in: .vi).figures(150_000, at: start.addingTimeInterval(100))
        #expect(half == "50 %  150000 trên 300000  1500/giây  còn 1 phút 40 giây")
    }

    @Test func saysHowLongOnlyOnceItCanBeKnown() {
        #expect(line(of: 300_000).figures(256, at: start.addingTimeInterval(13)) == "0 %  256 of 300000  19/s")
    }

    @Test func aLogGetsTheFiguresWithoutABar() {
        #expect(
            line(of: 30_000).figures(15_000, at: start.addingTimeInterval(10))
                == "50 %  15000 of 30000  1500/s  10 s left")
    }

    @Test func saysNoShareOfAnUnknownTotal() {
        #expect(text(500, of: nil, after: 1) == "thua_dat  500  500/s")
    }

    @Test func aSourceThatHasMoreThanItSaidIsDoneNotOverfull() {
        let full = text(40, of: 30, after: 1)
        #expect(full.contains("100 %"))
        #expect(full.hasSuffix("0 s left"))
    }

    @Test(arguments: [(0, "0 s"), (59, "59 s"), (60, "1 min 0 s"), (3_725, "62 min 5 s")])
    func aDurationIsRead(seconds: Int, text: String) {
        #expect(ProgressLine.duration(seconds, in: .en) == text)
    }
}
