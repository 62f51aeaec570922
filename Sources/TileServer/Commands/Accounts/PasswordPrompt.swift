import Foundation
import GeoStore
import Glibc

/// A password from a person at a terminal, or from the standard input of a script; never from the command line, which
/// everybody on the machine can read.
enum PasswordPrompt {
    enum Fault: Error {
        case differ
        case nothing
    }

    /// Asked for twice at a terminal, without an echo; else the first line of standard input.
    /// - Throws: `Fault`.
    static func read(_ language: Language) throws(Fault) -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            guard let line = readLine(), !line.isEmpty else { throw .nothing }
            return line
        }
        let first = try ask(LocalizedText(vi: "Mật khẩu mới: ", en: "New password: ").text(in: language))
        let second = try ask(LocalizedText(vi: "Nhập lại: ", en: "Once more: ").text(in: language))
        guard first == second else { throw .differ }
        return first
    }

    private static func ask(_ question: String) throws(Fault) -> String {
        FileHandle.standardError.write(Data(question.utf8))
        var settings = termios()
        // tcgetattr: 0, or −1 where there is no terminal.
        let isTerminal = tcgetattr(STDIN_FILENO, &settings) == 0
        var quiet = settings
        quiet.c_lflag &= ~tcflag_t(ECHO)
        if isTerminal { tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) }
        defer {
            if isTerminal { tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) }
            FileHandle.standardError.write(Data("\n".utf8))
        }
        guard let line = readLine(), !line.isEmpty else { throw .nothing }
        return line
    }
}
