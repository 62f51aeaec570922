import Foundation
import GeoStore

/// How far long work is: a bar that redraws itself on a terminal, a line now and then elsewhere.
struct ProgressLine {
    private static let barWidth = 24
    /// Seconds between two drawings.
    private static let drawEvery = 0.1
    private static let printEvery = 5.0
    /// From this share on the time left is told: before, it would be a guess.
    private static let certainShare = 0.01

    let label: String
    let total: Int?
    let language: Language
    let isQuiet: Bool
    /// When the first step was reported: what goes before says nothing about how fast this is.
    private var start: Date?
    private var lastShown = Date.distantPast
    private var wasDrawn = false

    init(label: String, total: Int?, in language: Language, isQuiet: Bool, start: Date? = nil) {
        self.label = label
        self.total = total
        self.language = language
        self.start = start
        self.isQuiet = isQuiet
    }

    mutating func update(_ done: Int) {
        guard !isQuiet else { return }
        let now = Date()
        let start = start ?? now
        self.start = start
        let pause = Terminal.errorIsTerminal ? Self.drawEvery : Self.printEvery
        // The first line off a terminal comes after the first pause: short work prints none.
        let since = lastShown == .distantPast && !Terminal.errorIsTerminal ? start : lastShown
        guard now.timeIntervalSince(since) >= pause else { return }
        lastShown = now
        wasDrawn = true
        if Terminal.errorIsTerminal {
            Terminal.draw("\r\u{1B}[K\(text(done, at: now))")
        } else {
            Terminal.note("\(label)  \(figures(done, at: now))")
        }
    }

    /// Takes the bar away, so that what follows starts on a clean line.
    func finish() {
        if wasDrawn, Terminal.errorIsTerminal { Terminal.draw("\r\u{1B}[K") }
    }

    /// With a bar, for a terminal.
    func text(_ done: Int, at now: Date) -> String {
        guard let total, total > 0 else { return "\(label)  \(figures(done, at: now))" }
        let filled = Int(share(done, of: total) * Double(Self.barWidth))
        let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: Self.barWidth - filled)
        return "\(label)  \(bar) \(figures(done, at: now))"
    }

    /// Share, count, rate and, once it can be known, the time left.
    func figures(_ done: Int, at now: Date) -> String {
        let seconds = max(now.timeIntervalSince(start ?? now), 0.001)
        let rate = Double(done) / seconds
        let perSecond = "\(Int(rate))/" + LocalizedText(vi: "giây", en: "s").text(in: language)
        guard let total, total > 0 else { return "\(done)  \(perSecond)" }
        let share = share(done, of: total)
        let count = LocalizedText(vi: "\(done) trên \(total)", en: "\(done) of \(total)").text(in: language)
        let soFar = "\(Int(share * 100)) %  \(count)  \(perSecond)"
        guard share >= Self.certainShare, rate > 0 else { return soFar }
        let left = Self.duration(max(0, Int((Double(total - done) / rate).rounded(.up))), in: language)
        return soFar + "  " + LocalizedText(vi: "còn \(left)", en: "\(left) left").text(in: language)
    }

    private func share(_ done: Int, of total: Int) -> Double { min(Double(done) / Double(total), 1) }

    static func duration(_ seconds: Int, in language: Language) -> String {
        let (minutes, rest) = (seconds / 60, seconds % 60)
        switch language {
        case .vi: return seconds < 60 ? "\(seconds) giây" : "\(minutes) phút \(rest) giây"
        case .en: return seconds < 60 ? "\(seconds) s" : "\(minutes) min \(rest) s"
        }
    }
}
