import ArgumentParser
import Foundation

/// Standard output for answers, standard error for everything else.
enum Terminal {
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    static func answer(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
    static func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
    /// Without an end of line, for a line that is drawn again and again.
    static func draw(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    /// Runs a command's work; what it throws becomes a sentence and an exit status.
    static func run(_ body: () throws -> Void) throws {
        do { try body() } catch let error as ValidationError {
            throw error
        } catch let exit as ExitCode {
            throw exit
        } catch is Interrupted {
            note("geoimport: interrupted; the store is as it was")
            throw ExitCode(Interruption.exitStatus)
        } catch {
            note("geoimport: \(ErrorText.sentence(error))")
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
