import ArgumentParser
import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures

/// `geoimport load`.
struct LoadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Load a file into a collection and publish it.",
        discussion: """
            Everything happens in one transaction: if anything goes wrong, or Ctrl-C is pressed, the store stays as
            it was. A store that does not exist yet is made.

            EXAMPLES
              geoimport load truong_hoc.shp --store gialai.sqlite --sector education --title-vi "Trường học"
              geoimport load thua_dat.zip --store gialai.sqlite --sector land --source-crs EPSG:9218
              geoimport load cho.shp --store gialai.sqlite --sector industry-trade --encoding tcvn3 --dry-run
              geoimport load truong_hoc.shp --store gialai.sqlite --sector education --replace --json
            """)

    @Argument(help: "The file: shapefile (also zipped), GeoPackage, GeoJSON, or whatever else GDAL opens.")
    var file: String
    @OptionGroup var store: StoreOption
    @Option(help: "The sector the collection belongs to, for example transport.")
    var sector: String
    @Option(help: "Id of the collection, [a-z][a-z0-9_-]* (default: from the layer's name).")
    var collection: String?
    @Option(help: "Which layer, when the file has several.")
    var layer: String?
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
    @Option(
        name: .customLong("source-crs"), help: "CRS of the coordinates, for example EPSG:9218; wins over the file's.")
    var sourceCRS: String?
    @Option(
        help: ArgumentHelp(
            "Encoding of all text columns, or of one (may be repeated): auto, utf-8, tcvn3, vni, cp1258, …",
            discussion: "By default each column is read by what its text is found to be in.",
            valueName: "encoding|column=encoding"))
    var encoding: [String] = []
    @Flag(help: "Replace the features of an existing collection.")
    var replace = false
    @Flag(help: "Add to the features of an existing collection.")
    var append = false
    @Option(
        name: .customLong("max-rejects"),
        help: "Publish nothing when more features are rejected: a number or a share (default: 10%).")
    var maxRejects: String?
    @Flag(name: .customLong("dry-run"), help: "Do everything but publish.")
    var dryRun = false
    @Flag(help: "Print the report as JSON.")
    var json = false

    func validate() throws {
        if replace, append { throw ValidationError("--replace and --append exclude each other.") }
        if let sourceCRS, CRS(sourceCRS) == nil {
            throw ValidationError("--source-crs '\(sourceCRS)' is no CRS; write it like EPSG:9218.")
        }
        if let maxRejects, RejectLimit(maxRejects) == nil {
            throw ValidationError("--max-rejects '\(maxRejects)' is neither a number nor a share like 5%.")
        }
        if let collection, let fault = CollectionID.fault(in: collection) {
            throw ValidationError(ErrorText.sentence(collectionID: collection, fault: fault))
        }
    }

    func run() throws {
        let path = try store.path()
        try Terminal.run {
            let interruption = Interruption()
            let plan = try ImportPlan(request, interruption: interruption)
            let opened = try OpenedStore(path: path, isRehearsal: dryRun)
            let report: ImportReport
            do {
                report = try publish(plan, into: opened, interruption)
            } catch {
                opened.abandon()
                throw error
            }
            if dryRun { opened.abandon() } else { try opened.store.close() }
            do {
                try Terminal.answer(json ? String(decoding: report.json.serialized, as: UTF8.self) : report.text)
            } catch  where !dryRun {
                // What scripts are told by the exit status is whether the features are there.
                Terminal.note("geoimport: the report cannot be written, but \(plan.definition.id) is published")
            }
        }
    }

    private func publish(
        _ plan: ImportPlan, into opened: OpenedStore, _ interruption: Interruption
    ) throws -> ImportReport {
        for note in opened.store.notes { Terminal.note("note: \(ErrorText.sentence(note))") }
        var bar = ProgressLine(label: plan.definition.id.name, total: plan.layer.featureCount, isQuiet: false)
        defer { bar.finish() }
        let importer = Importer(
            plan: plan, store: opened.store, limit: maxRejects.flatMap(RejectLimit.init) ?? .standard,
            interruption: interruption, progress: { bar.update($0) })
        return try importer.run(isRehearsal: dryRun)
    }

    private var request: ImportRequest {
        ImportRequest(
            file: file, layer: layer, sector: sector, collection: collection, titleVi: titleVi, titleEn: titleEn,
            description: description, licence: licence, attribution: attribution,
            sourceCRS: sourceCRS.flatMap { CRS($0) },
            encoding: EncodingOptions(encoding), mode: replace ? .replace : append ? .append : .create)
    }
}
