import ArgumentParser
import Foundation
import GeoStore
import SimpleFeatures

/// `geoimport load`.
struct LoadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Load a file into a collection and publish it as a new version.",
        discussion: """
            Everything happens in one transaction: if anything goes wrong, or Ctrl-C is pressed, the store stays as
            it was. A store that does not exist yet is made. The former version of a collection can be restored
            ('geoimport rollback'). Rows that are rejected or repaired are written to a ledger, to be mended and handed
            in again ('geoimport resubmit').

            EXAMPLES
              geoimport load truong_hoc.shp --store gialai.sqlite --sector education --title-vi "Trường học"
              geoimport load thua_dat.zip --store gialai.sqlite --sector land --key SO_HIEU --replace
              geoimport load cho.shp --store gialai.sqlite --sector industry-trade --encoding TEN=tcvn3 --dry-run
              geoimport load diem.csv --store gialai.sqlite --sector health --source-crs EPSG:9217 --x Y --y X
              geoimport load nen_dia_ly.gpkg --store gialai.sqlite --sector land --all-layers
              geoimport load "PG:host=may-chu dbname=so_gd" --layer truong --store gialai.sqlite --sector education
            """)

    @Argument(help: "The file, or a connection as GDAL writes it; 'geoimport formats' lists what can be read.")
    var file: String
    @OptionGroup var store: StoreOption
    @OptionGroup var words: CollectionOptions
    @OptionGroup(title: "Reading") var source: SourceOptions
    @OptionGroup(title: "Publishing") var publishing: PublishingOptions
    @OptionGroup var work: PriorityOption
    @OptionGroup var speech: LanguageOption
    @Flag(name: .customLong("dry-run"), help: "Do everything but publish.")
    var dryRun = false
    @Option(help: ArgumentHelp("Also write the report as a page, with a map of the rejects.", valueName: "file.html"))
    var report: String?
    @Flag(help: "Print the report as JSON.")
    var json = false

    func validate() throws {
        guard source.allLayers else { return }
        let single = [
            ("--collection", words.collection), ("--title-vi", words.titleVi), ("--title-en", words.titleEn),
        ]
        if let option = single.first(where: { $0.1 != nil })?.0 {
            throw ValidationError(
                vi: "\(option) đặt tên cho một bộ dữ liệu; với --all-layers mỗi lớp tự đặt tên.",
                en: "\(option) names one collection; with --all-layers each layer names its own.")
        }
    }

    func run() throws {
        let path = try store.path()
        work.priority.apply()
        try Terminal.run(in: speech.language) {
            let interruption = Interruption()
            let page = report.map { ReportFile(path: $0, language: speech.language) }
            var request = try request(storePath: path)
            if request.repair.mode == .ask, Terminal.inputIsTerminal {
                request.dialogue = .onTerminal(in: speech.language)
            }
            guard !source.allLayers else {
                return try answer(
                    LayersRun(
                        request: request, storePath: path, isRehearsal: dryRun, language: speech.language,
                        interruption: interruption, page: page,
                        finished: { line in
                            if !json { Terminal.note(BatchReport.text(of: line, in: speech.language)) }
                        }
                    ).run())
            }
            let done = try ImportRun(
                request: request, storePath: path, isRehearsal: dryRun, language: speech.language,
                interruption: interruption, page: page
            ).run()
            do {
                if json {
                    try Terminal.answer(json: done.json)
                } else {
                    try Terminal.answer(done.text(in: speech.language))
                }
            } catch let lost where done.version != nil {
                // What scripts are told by the exit status is whether the features are there.
                let (reason, id) = (ErrorText.text(lost).text(in: speech.language), done.plan.definition.id)
                Terminal.note(
                    "geoimport: "
                        + speech.say(
                            "không in được báo cáo (\(reason)), nhưng \(id) đã được công bố",
                            "the report cannot be written (\(reason)), but \(id) is published"))
            }
        }
    }

    private func answer(_ report: BatchReport) throws {
        if json {
            try Terminal.answer(json: report.json)
        } else {
            try Terminal.answer(report.text(in: speech.language))
        }
        if report.isInterrupted {
            Terminal.note(
                "geoimport: "
                    + speech.say(
                        "đã dừng theo yêu cầu; những gì đã công bố vẫn giữ nguyên",
                        "interrupted; what was published stays"))
            throw ExitCode(Interruption.exitStatus)
        }
        guard report.failureCount == 0, report.hasNews else { throw ExitCode.failure }
    }

    /// What is asked for, as values.
    func request(storePath: String) throws -> ImportRequest {
        var request = ImportRequest(
            file: file, sector: words.sector, collection: words.collection, titleVi: words.titleVi,
            titleEn: words.titleEn, description: words.description, licence: words.licence,
            attribution: words.attribution, mode: publishing.mode.loadMode)
        source.apply(to: &request)
        try publishing.apply(to: &request, storePath: storePath, isRehearsal: dryRun)
        return request
    }
}

/// What a collection is called and where it belongs.
struct CollectionOptions: ParsableArguments {
    @Option(help: "The sector the collection belongs to, for example transport.")
    var sector: String
    @Option(help: "Id of the collection, [a-z][a-z0-9_-]* (default: from the layer's name).")
    var collection: String?
    @Option(name: .customLong("title-vi"), help: "Vietnamese title (default: the layer's name).")
    var titleVi: String?
    @Option(name: .customLong("title-en"), help: "English title (default: the Vietnamese one).")
    var titleEn: String?
    @Option(help: "A sentence on what the collection holds.")
    var description: String?
    @Option(help: "Licence of the data.")
    var licence: String?
    @Option(help: "Whom to name as the source, on the map too.")
    var attribution: String?

    func validate() throws {
        if let collection, let fault = CollectionID.fault(in: collection) {
            throw ValidationError(ErrorText.sentence(collectionID: collection, fault: fault))
        }
    }
}
