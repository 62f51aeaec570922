import ArgumentParser
import Foundation
import GeoStore
import SimpleFeatures
import TileArchive

/// `geoimport tiles`.
struct TilesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiles", abstract: "Tiles as files of their own.", subcommands: [TilesExportCommand.self])
}

/// `geoimport tiles export`.
struct TilesExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the vector tiles of collections or of a style to one file.",
        discussion: """
            PMTiles and MBTiles files open in QGIS and in web maps without a server of ours; 'tileserver --archives'
            serves them too. Only tiles that have features are made. Stopped by Ctrl-C, or by the machine, the same
            command goes on where it was, as long as the data are the same; until it is whole the file is OUTPUT.part.

            EXAMPLES
              geoimport tiles export parcels --store gialai.sqlite --output thua_dat.pmtiles
              geoimport tiles export roads rivers --store gialai.sqlite --output gialai.mbtiles --max-zoom 12
              geoimport tiles export --style land --store gialai.sqlite --output pleiku.pmtiles \\
                --bbox 107.9,13.9,108.1,14.1
            """)

    @Argument(
        help: ArgumentHelp(
            "Ids of collections: a layer of the tiles each. ID_label is the layer of a collection's labels.",
            valueName: "collection"))
    var collections: [String] = []
    @Option(
        help: ArgumentHelp(
            "The collections that a style draws: the name of a style of GeoSector, or a style file.",
            valueName: "style"))
    var style: String?
    @OptionGroup var store: StoreOption
    @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
    var output: String
    @Option(help: ArgumentHelp("Format (default: by the file's name).", valueName: "mbtiles|pmtiles"))
    var format: ArchiveFormatOption?
    @Option(help: ArgumentHelp("Only tiles that touch this box, in degrees.", valueName: "w,s,e,n"))
    var bbox: DegreeBox?
    @Option(
        name: .customLong("min-zoom"),
        help: ArgumentHelp("First zoom (default: the smallest of the collections' settings).", valueName: "zoom"))
    var minZoom: Int?
    @Option(
        name: .customLong("max-zoom"),
        help: ArgumentHelp(
            "Last zoom (default: the largest of the collections' settings; 14 where it was not set).",
            valueName: "zoom"))
    var maxZoom: Int?
    @Option(help: ArgumentHelp("Threads that make tiles (default: one for each core).", valueName: "number"))
    var threads: Int?
    @Flag(help: "Replace the file if there is one.")
    var overwrite = false
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard collections.isEmpty != (style == nil) else {
            throw ValidationError(
                vi: "Hãy nêu các bộ dữ liệu, hoặc --style, không nêu cả hai.",
                en: "Name collections, or --style, and not both.")
        }
        for collection in collections.map({ LayerName($0).collection }) {
            if let fault = CollectionID.fault(in: collection) {
                throw ValidationError(ErrorText.sentence(collectionID: collection, fault: fault))
            }
        }
        guard TileSettings.zooms.contains(minZoom ?? 0), ((minZoom ?? 0)...24).contains(maxZoom ?? 24) else {
            throw ValidationError(
                vi: "--min-zoom và --max-zoom đi từ 0 đến 24, số trước không lớn hơn số sau.",
                en: "--min-zoom and --max-zoom go from 0 to 24, the first not above the second.")
        }
        if let threads, !(1...256).contains(threads) {
            throw ValidationError(
                vi: "--threads đi từ 1 đến 256.",
                en: "--threads goes from 1 to 256.")
        }
        if format == nil, ArchiveFormat(path: output) == nil {
            throw ValidationError(
                vi: "Tên tệp phải có đuôi .pmtiles hoặc .mbtiles, hoặc thêm --format.",
                en: "Name the file .pmtiles or .mbtiles, or say --format.")
        }
    }

    func run() throws {
        let path = try store.path()
        guard let format = format?.format ?? ArchiveFormat(path: output) else { throw ExitCode.validationFailure }
        let request = TileExportRequest(
            collections: collections, style: style, output: output, format: format, bounds: bbox?.envelope,
            minZoom: minZoom, maxZoom: maxZoom, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
            overwrites: overwrite)
        try Terminal.run(in: speech.language) {
            let opened = try Store(path: path, access: .readOnly, readers: request.threads + 1)
            let interruption = Interruption()
            var export = try TileExport(request, store: opened)
            if !json { note(export.beginning) }
            var line = TileExportProgress(
                label: LocalizedText(vi: "Xuất mảnh bản đồ", en: "Exporting tiles").text(in: speech.language),
                in: speech.language, isQuiet: json)
            do {
                let outcome = try export.run { progress in
                    line.update(progress)
                    try interruption.check()
                }
                line.finish()
                try opened.close()
                try answer(outcome)
            } catch is Interrupted {
                line.finish()
                Terminal.note("geoimport: " + Self.interrupted(output).text(in: speech.language))
                throw ExitCode(Interruption.exitStatus)
            } catch {
                line.finish()
                throw error
            }
        }
    }

    private static func interrupted(_ output: String) -> LocalizedText {
        LocalizedText(
            vi: "đã dừng theo yêu cầu; chạy lại cùng lệnh để làm tiếp từ \(output).part",
            en: "interrupted; run the same command again to go on with \(output).part")
    }

    private func note(_ beginning: TileArchiveWriter.Beginning) {
        let text: LocalizedText? =
            switch beginning {
            case .new: nil
            case .resumed(let tiles):
                LocalizedText(
                    vi: "làm tiếp \(output).part, đã có \(tiles) mảnh",
                    en: "going on with \(output).part, \(tiles) tiles")
            case .anew:
                LocalizedText(
                    vi: "\(output).part là của dữ liệu hoặc yêu cầu khác, hoặc bị hỏng: làm lại từ đầu",
                    en: "\(output).part is of other data or arguments, or damaged: starting anew")
            }
        if let text { Terminal.note("geoimport: " + text.text(in: speech.language)) }
    }

    private func answer(_ outcome: TileExport.Outcome) throws {
        guard !json else { return try Terminal.answer(json: outcome.json) }
        let megabytes = (Double(outcome.byteCount) / 1e4).rounded() / 100
        let zooms = "z\(outcome.zooms.lowerBound)–\(outcome.zooms.upperBound)"
        let layers = outcome.layers.joined(separator: ", ")
        let text = LocalizedText(
            vi: "\(output): \(outcome.tiles) mảnh (\(zooms)), \(megabytes) MB; các lớp: \(layers)",
            en: "\(output): \(outcome.tiles) tiles (\(zooms)), \(megabytes) MB; layers: \(layers)")
        try Terminal.answer(text.text(in: speech.language))
    }
}

/// `--format`.
struct ArchiveFormatOption: ExpressibleByArgument {
    let format: ArchiveFormat

    init?(argument: String) {
        guard let format = ArchiveFormat(rawValue: argument) else { return nil }
        self.format = format
    }
}

/// `--bbox`: west, south, east, north in degrees.
struct DegreeBox: ExpressibleByArgument, Hashable, Sendable {
    let envelope: Envelope

    init?(argument: String) {
        let sides = argument.split(separator: ",").map { Double($0.filter { $0 != " " }) }
        guard sides.count == 4, let west = sides[0], let south = sides[1], let east = sides[2], let north = sides[3],
            (-180.0...180).contains(west), (-180.0...180).contains(east), west <= east,
            (-90.0...90).contains(south), (-90.0...90).contains(north), south <= north
        else { return nil }
        envelope = Envelope(minX: west, minY: south, maxX: east, maxY: north, crs: .crs84)
    }
}
