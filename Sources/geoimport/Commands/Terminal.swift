import ArgumentParser
import Foundation
import GeoStore
import SimpleFeatures

/// Standard output for answers, standard error for everything else.
enum Terminal {
    /// Standard output did not take the answer: a full disk, a closed descriptor.
    struct AnswerLost: Error {
        let errno: Int32
    }

    static let errorIsTerminal = isatty(STDERR_FILENO) == 1
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    static func answer(_ text: String) throws(AnswerLost) {
        let failure = write(text + "\n", to: STDOUT_FILENO)
        guard failure == 0 else { throw AnswerLost(errno: failure) }
    }

    /// The answer for machines: one line of JSON.
    static func answer(json value: JSONValue) throws(AnswerLost) {
        try answer(String(decoding: value.serialized, as: UTF8.self))
    }

    /// Where standard error is gone there is nobody left to tell.
    static func note(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }
    /// Without an end of line, for a line that is drawn again and again.
    static func draw(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    /// Not `FileHandle.write`, which ends the program when the descriptor fails.
    /// - Returns: 0, or the system's error number.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                // write: bytes taken, or −1 with errno.
                let count = Foundation.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { return errno }
                written += count
            }
            return 0
        }
    }

    /// Runs a command's work; what it throws becomes a sentence and an exit status.
    static func run(in language: Language = .ofLocale(), _ body: () throws -> Void) throws {
        do { try body() } catch let error as ValidationError {
            throw error
        } catch let exit as ExitCode {
            throw exit
        } catch is Interrupted {
            note(
                "geoimport: "
                    + LocalizedText(
                        vi: "đã dừng theo yêu cầu; kho vẫn như cũ", en: "interrupted; the store is as it was"
                    ).text(in: language))
            throw ExitCode(Interruption.exitStatus)
        } catch let lost as AnswerLost {
            let reason = SystemErrorText.text(lost.errno)
            let text = LocalizedText(
                vi: "không ghi được ra đầu ra chuẩn: \(reason.vi)",
                en: "standard output cannot be written: \(reason.en)")
            note("geoimport: \(text.text(in: language))")
            throw ExitCode.failure
        } catch {
            note("geoimport: \(ErrorText.text(error).text(in: language))")
            throw ExitCode.failure
        }
    }

    /// Asks for a yes. Without a terminal the answer is no: nothing waits for a person who is not there.
    static func confirms(_ question: String) -> Bool {
        guard inputIsTerminal else { return false }
        draw("\(question) [y/N] ")
        return ["y", "yes", "c", "có"].contains((readLine() ?? "").lowercased())
    }
}
