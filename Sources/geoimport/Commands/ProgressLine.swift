import Foundation

/// How far long work is: a bar that redraws itself on a terminal, a line now and then elsewhere.
struct ProgressLine {
    private static let barWidth = 24
    /// Seconds between two drawings.
    private static let drawEvery = 0.1
    private static let printEvery = 5.0

    let label: String
    let total: Int?
    let isQuiet: Bool
    let language: Language
    private var start = Date()
    private var hasBegun = false
    private var lastShown = Date.distantPast
    private var wasDrawn = false

    init(label: String, total: Int?, isQuiet: Bool, language: Language = .ofInvocation) {
        self.language = language
        self.label = label
        self.total = total
        self.isQuiet = isQuiet
    }

    mutating func update(_ done: Int) {
        guard !isQuiet else { return }
        let now = Date()
        // Work may begin long after the line was made.
        if !hasBegun { start = now }
        hasBegun = true
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

    /// Share, count, rate and time left.
    func figures(_ done: Int, at now: Date) -> String {
        let seconds = max(now.timeIntervalSince(start), 0.001)
        let rate = Double(done) / seconds
        let speed = "\(Int(rate))/\(Self.second(in: language))"
        guard let total, total > 0 else { return "\(done)  \(speed)" }
        let percent = Int(share(done, of: total) * 100)
        let left = rate > 0 ? max(0, Int((Double(total - done) / rate).rounded(.up))) : 0
        let time = Self.duration(left, in: language)
        return switch language {
        case .vi: "\(percent) %  \(done) trong \(total)  \(speed)  còn \(time)"
        case .en: "\(percent) %  \(done) of \(total)  \(speed)  \(time) left"
        }
    }

    private func share(_ done: Int, of total: Int) -> Double { min(Double(done) / Double(total), 1) }

    static func duration(_ seconds: Int, in language: Language) -> String {
        let unit = second(in: language)
        let minute = language == .vi ? "phút" : "min"
        return seconds < 60 ? "\(seconds) \(unit)" : "\(seconds / 60) \(minute) \(seconds % 60) \(unit)"
    }

    private static func second(in language: Language) -> String { language == .vi ? "giây" : "s" }
}
