import ArgumentParser
import Foundation
import GeoStore

@main
struct GeoimportCommand: ParsableCommand {
    private static let number = "0.1.0"
    /// As backups and reports name it.
    static let program = "geoimport \(number)"

    static let configuration = CommandConfiguration(
        commandName: "geoimport",
        abstract: "Loads departments' files into a GeoSector store, and looks after the store.",
        discussion: """
            EXAMPLES
              geoimport inspect truong_hoc.shp
              geoimport load truong_hoc.shp --store gialai.sqlite --sector education
              geoimport load cho.shp --store gialai.sqlite --sector industry-trade --encoding tcvn3
              geoimport load thua_dat.shp --store gialai.sqlite --sector land --source-crs EPSG:9218 --replace
              geoimport sync gialai.yaml --dry-run
              geoimport resubmit gialai-rejects/thua_dat-rejects.gpkg --store gialai.sqlite
              geoimport list --store gialai.sqlite
              geoimport tiles export parcels --store gialai.sqlite --output thua_dat.pmtiles
              geoimport backup --to /backup/gialai --store gialai.sqlite --keep-daily 7 --keep-weekly 4
              geoimport restore latest --from /backup/gialai --store gialai.sqlite --replace
              geoimport drill --from /backup/gialai --store gialai.sqlite

            Exit status: 0 done (also when nothing has changed), 1 nothing published, or some source of a sync failed,
            64 wrong usage or a wrong manifest, 130 interrupted. The last line on standard error says why.
            """,
        version: number,
        subcommands: [
            LoadCommand.self, InspectCommand.self, FormatsCommand.self, SyncCommand.self, ResubmitCommand.self,
            ListCommand.self, HistoryCommand.self, DiffCommand.self, RollbackCommand.self, PruneCommand.self,
            DecodeCommand.self, DropCommand.self, ConfigureCommand.self, DescribeCommand.self,
            RebuildOverviewsCommand.self, RebuildSearchCommand.self, VerifyCommand.self, BackupCommand.self,
            RestoreCommand.self, DrillCommand.self, TilesCommand.self,
        ])

    static func main() {
        Store.prepareProcess()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            leave(with: error)
        }
    }

    /// As `exit(withError:)`; what is wrong with the command line is said in the language of the run.
    private static func leave(with error: any Error) -> Never {
        guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
        let arguments = Array(CommandLine.arguments.dropFirst())
        let text = fullMessage(for: error)
        guard !text.isEmpty else { exit(withError: error) }
        Terminal.note(UsageText(text, arguments: arguments).text(in: .ofInvocation))
        Foundation.exit(ExitCode.validationFailure.rawValue)
    }
}
