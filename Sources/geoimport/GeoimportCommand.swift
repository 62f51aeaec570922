import ArgumentParser

@main
struct GeoimportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geoimport",
        abstract: "Loads departments' files into a GeoSector store, and looks after the store.",
        discussion: """
            EXAMPLES
              geoimport inspect truong_hoc.shp
              geoimport load truong_hoc.shp --store gialai.sqlite --sector education
              geoimport load cho.shp --store gialai.sqlite --sector industry-trade --encoding tcvn3
              geoimport load thua_dat.shp --store gialai.sqlite --sector land --source-crs EPSG:9218 --replace
              geoimport list --store gialai.sqlite
              geoimport backup gialai-2026-07.sqlite --store gialai.sqlite

            Exit status: 0 done, 1 nothing published, 64 wrong usage, 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [
            LoadCommand.self, InspectCommand.self, FormatsCommand.self, SyncCommand.self, ResubmitCommand.self,
            ListCommand.self, HistoryCommand.self, DiffCommand.self, RollbackCommand.self, PruneCommand.self,
            DecodeCommand.self, DropCommand.self, VerifyCommand.self, BackupCommand.self,
        ])
}
