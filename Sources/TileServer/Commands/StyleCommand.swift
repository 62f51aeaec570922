import ArgumentParser
import Foundation
import GeoStore
import MapRender
import SimpleFeatures
import StyleSpec

/// `tileserver style`.
struct StyleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "style", abstract: "Look at map styles.", subcommands: [StyleCheckCommand.self])
}

/// `tileserver style check`.
struct StyleCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what is wrong with styles, before a server reads them.",
        discussion: """
            Prints FILE:PLACE: MESSAGE for each issue, the place as in layers[0].paint.fill-color. Ends with 1 when \
            there is an error; warnings alone end with 0. With --store also says which collections and properties a \
            style reads that the store does not have, and which characters no font covers.

            EXAMPLES
              tileserver style check
              tileserver style check styles/land.json --store gialai.sqlite
              tileserver style check --json styles/*.json
            """)

    @Argument(help: "Style files; those of the styles' folder when left out.")
    var files: [String] = []
    @Option(help: ArgumentHelp("The store that the styles are for.", valueName: "path"))
    var store: String?
    @Option(help: ArgumentHelp("Folder with the SVG icons (default: icons beside each file).", valueName: "dir"))
    var icons: String?
    @Flag(help: "Print JSON: a list of issues.")
    var json = false

    func run() throws {
        let findings: [StyleFinding]
        do {
            findings = try StyleSurvey(files: try chosen(), icons: icons, store: store).findings()
        } catch let error as ExitCode {
            throw error
        } catch {
            let sentence = StartupError.sentence(error, configuration: ServerConfiguration())
            FileHandle.standardError.write(Data("tileserver: \(sentence)\n".utf8))
            throw ExitCode.failure
        }
        if json {
            print(String(decoding: JSONValue.array(findings.map(\.json)).serialized, as: UTF8.self))
        } else {
            for finding in findings { print(finding.text) }
        }
        if findings.contains(where: { $0.issue.severity == .error }) { throw ExitCode.failure }
    }

    /// - Throws: `HomeFolder.Missing`, and what Foundation throws for a folder that cannot be read.
    private func chosen() throws -> [String] {
        guard files.isEmpty else { return files }
        let folder = try HomeFolder().path(of: "styles")
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
            .map { "\(folder)/\($0)" }
    }
}
