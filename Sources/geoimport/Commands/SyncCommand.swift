import ArgumentParser
import Foundation
import GeoStore

/// `geoimport sync`.
struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Import the many sources of a manifest; only what has changed is read.",
        discussion: """
            A manifest is a YAML file. Each setting of a source is an option of 'geoimport load' without its dashes;
            'mode' is create, replace (default), append or update. Relative paths start from the manifest's folder.

              store: gialai.sqlite
              defaults: {max-rejected: 5%}
              sources:
                - file: giao_thong/duong.shp
                  sector: transport
                  key: MA_DUONG
                  encoding: {TEN: tcvn3}
                - folder: hop_thu/giao_duc     # every file in it, each a collection named by its layer
                  pattern: "*.zip"
                  sector: education

            A source that fails does not stop the others. Two sources that fill the same collection are refused: one
            would replace the other. A file in a folder is read once it is no longer being written. Exit status: 0 all went well, 1 some source failed,
            64 the manifest is wrong, 130 interrupted.

            EXAMPLES
              geoimport sync gialai.yaml
              geoimport sync gialai.yaml --dry-run --lang vi
              geoimport sync gialai.yaml --watch --every 30
            """)

    @Argument(help: "The manifest.")
    var manifest: String
    @Option(help: ArgumentHelp("The store (default: the manifest's, then GEOSECTOR_STORE).", valueName: "path"))
    var store: String?
    @OptionGroup var work: PriorityOption
    @OptionGroup var speech: LanguageOption
    @Flag(name: .customLong("dry-run"), help: "Do everything but publish.")
    var dryRun = false
    @Flag(help: "Read every source, changed or not.")
    var force = false
    @Flag(help: "Go on: look again and again, and import what is new. Ctrl-C ends it.")
    var watch = false
    @Option(help: ArgumentHelp("Seconds between two looks of --watch.", valueName: "seconds"))
    var every = 10
    @Flag(help: "Print JSON; with --watch, one line for each round.")
    var json = false

    func validate() throws {
        if every < 1 {
            throw ValidationError(
                vi: "--every phải từ 1 giây trở lên.",
                en: "--every must be 1 or more seconds.")
        }
        if watch, dryRun {
            throw ValidationError(
                vi: "--watch và --dry-run không đi cùng nhau: sẽ chẳng bao giờ có gì được nhập.",
                en: "--watch and --dry-run exclude each other: nothing would ever be done.")
        }
    }

    func run() throws {
        work.priority.apply()
        try Terminal.run(in: speech.language) {
            let run = try wellFormed()
            do {
                guard watch else { return try once(run) }
                try FolderWatch(run: run, interval: .seconds(every)).run { report in
                    // A look that found nothing to do says nothing.
                    if report.hasNews { try answer(report) }
                }
            } catch is Interrupted {
                say(
                    vi: "đã dừng theo yêu cầu; những gì đã công bố vẫn giữ nguyên",
                    en: "interrupted; what was published stays")
                throw ExitCode(Interruption.exitStatus)
            }
        }
    }

    private func once(_ run: BatchRun) throws {
        let report = run.run()
        try answer(report)
        if report.isInterrupted { throw Interrupted() }
        guard report.failureCount == 0 else { throw ExitCode.failure }
    }

    /// The batch, once the manifest and every setting in it are known to be right: nothing is imported otherwise.
    private func wellFormed() throws -> BatchRun {
        do {
            let read = try ManifestReader.read(manifest)
            let run = BatchRun(
                manifest: read, storePath: try storePath(read), isRehearsal: dryRun, readsEverything: force,
                language: speech.language, interruption: Interruption(),
                finished: { line in
                    guard !json else { return }
                    Terminal.note(BatchReport.text(of: line, in: speech.language))
                })
            try run.checkSettings()
            return run
        } catch let error as ManifestError {
            let text = ErrorText.text(error)
            say(vi: text.vi, en: text.en)
            throw ExitCode.validationFailure
        }
    }

    private func say(vi: String, en: String) {
        Terminal.note("geoimport: \(LocalizedText(vi: vi, en: en).text(in: speech.language))")
    }

    private func answer(_ report: BatchReport) throws {
        if json {
            try Terminal.answer(json: report.json)
        } else {
            try Terminal.answer(report.text(in: speech.language))
        }
    }

    /// The user's word, then the manifest's, then the environment's.
    private func storePath(_ manifest: Manifest) throws -> String {
        if let store, !store.isEmpty { return store }
        if let named = manifest.store { return named.hasPrefix("/") ? named : "\(manifest.folder)/\(named)" }
        if let named = ProcessInfo.processInfo.environment["GEOSECTOR_STORE"], !named.isEmpty { return named }
        throw ValidationError(
            vi: "Hãy nêu kho: --store TỆP, 'store:' trong bản kê, hoặc biến GEOSECTOR_STORE.",
            en: "Name the store: --store PATH, 'store:' in the manifest, or GEOSECTOR_STORE.")
    }
}
