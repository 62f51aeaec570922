import Foundation
import Testing

@testable import geoimport

struct ProgressLineTests {
    private func text(_ done: Int, of total: Int?, after seconds: Double) -> String {
        let line = ProgressLine(label: "thua_dat", total: total, isQuiet: false, language: .en)
        return line.text(done, at: Date().addingTimeInterval(seconds))
    }

    @Test func saysHowFarHowFastAndHowLong() {
        let half = text(15_000, of: 30_000, after: 10)
        #expect(half.hasPrefix("thua_dat  ████████████············ 50 %  15000 of 30000  "))
        #expect(half.contains("/s  "))
        #expect(half.hasSuffix(" s left"))
    }

    @Test func aLogGetsTheFiguresWithoutABar() {
        let line = ProgressLine(label: "thua_dat", total: 30_000, isQuiet: false, language: .en)
        #expect(line.figures(15_000, at: Date().addingTimeInterval(10)).hasPrefix("50 %  15000 of 30000  "))
    }

    @Test func speaksVietnameseToo() {
        let line = ProgressLine(label: "thua_dat", total: 30_000, isQuiet: false, language: .vi)
        let figures = line.figures(15_000, at: Date().addingTimeInterval(100))
        #expect(figures.hasPrefix("50 %  15000 trong 30000  "))
        #expect(figures.contains("/giây  còn 1 phút 4"))
    }

    @Test func saysNoShareOfAnUnknownTotal() {
        #expect(text(500, of: nil, after: 1).hasPrefix("thua_dat  500  "))
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
