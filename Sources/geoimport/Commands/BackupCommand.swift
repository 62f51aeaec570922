import ArgumentParser
import Foundation
import GeoStore

/// `geoimport backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy a store while others read and write it.",
        discussion: """
            The copy is one file, checked before it gets its name. To restore, put it in the place of the store.

            EXAMPLES
              geoimport backup gialai-2026-07-01.sqlite --store gialai.sqlite
            """)

    @Argument(help: "The file to make; it must not exist.")
    var file: String
    @OptionGroup var store: StoreOption
    @OptionGroup var speech: LanguageOption

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            let opened = try Store(path: path, access: .readOnly)
            var bar = ProgressLine(
                label: speech.say("sao lưu", "backup"), total: nil, in: speech.language, isQuiet: false)
            let interruption = Interruption()
            try opened.backup(to: file) { done, _ in
                try interruption.check()
                bar.update(done)
            }
            bar.finish()
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
            try Terminal.answer(speech.say("\(file): \(size) byte, đã kiểm tra", "\(file): \(size) bytes, checked"))
            try opened.close()
        }
    }
}
