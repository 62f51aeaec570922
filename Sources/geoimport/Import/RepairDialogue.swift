import GeoStore
import Synchronization

/// Asks a person whether to take a repair: this one, no, all that follow, or no more questions.
final class RepairDialogue: Sendable {
    private enum Rest {
        case asked, taken, left
    }

    private let language: Language
    /// Shows a question.
    private let show: @Sendable (String) -> Void
    /// The next answer; nil when nobody answers any more.
    private let answer: @Sendable () -> String?
    private let rest = Mutex(Rest.asked)

    init(language: Language, show: @escaping @Sendable (String) -> Void, answer: @escaping @Sendable () -> String?) {
        self.language = language
        self.show = show
        self.answer = answer
    }

    static func onTerminal(in language: Language) -> RepairDialogue {
        RepairDialogue(language: language, show: { Terminal.draw("\r\u{1B}[K" + $0) }, answer: { readLine() })
    }

    /// - Returns: false when the repair shall wait in the ledger.
    func takes(_ record: RepairRecord, row: Int64, isDegrees: Bool) -> Bool {
        switch rest.withLock({ $0 }) {
        case .taken: return true
        case .left: return false
        case .asked: break
        }
        show(question(record, row, isDegrees: isDegrees))
        while true {
            // What a is among small letters is this one; a capital is for all. Anything else is asked again: Enter alone
            // must not decide about a boundary.
            switch answer() {
            case "a", "y", "c": return true
            case "s", "n", "k": return false
            case "A": return settle(.taken)
            case "q", nil: return settle(.left)
            default: show(Self.choices.text(in: language))
            }
        }
    }

    private func settle(_ answer: Rest) -> Bool {
        rest.withLock { $0 = answer }
        return answer == .taken
    }

    private func question(_ record: RepairRecord, _ row: Int64, isDegrees: Bool) -> String {
        let detail = record.detail(isDegrees: isDegrees)
        let rule = record.rule.sentence
        return LocalizedText(
            vi: "dòng \(row): \(rule.vi)\n  \(detail)\n  \(record.choice.vi)\n",
            en: "row \(row): \(rule.en)\n  \(detail)\n  \(record.choice.en)\n"
        ).text(in: language) + Self.choices.text(in: language)
    }

    private static let choices = LocalizedText(
        vi: "  nhận bản sửa? a = nhận, s = để vào sổ lỗi, A = nhận tất cả, q = để lại tất cả: ",
        en: "  take the repair? a = accept, s = leave it in the ledger, A = accept all, q = leave all: ")
}
