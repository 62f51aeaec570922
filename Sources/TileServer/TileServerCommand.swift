import ArgumentParser
import Foundation
import GeoStore
import Hummingbird
import Logging

@main
struct TileServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tileserver",
        abstract: "Serves a GeoSector store: vector tiles, OGC API Features, and a map in the browser.",
        version: "0.1.0",
        subcommands: [
            Serve.self, AccessCommand.self, InitCommand.self, UsersCommand.self, KeysCommand.self, RolesCommand.self,
            AuditCommand.self, LedgerCommand.self, ManifestCommand.self, CacheCommand.self, StyleCommand.self,
            ExportWorkerCommand.self,
        ],
        defaultSubcommand: Serve.self)
}

/// `tileserver serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the server.",
        discussion: """
            A flag wins over the environment (GEOSECTOR_PORT and so on), the environment over the file.

            EXAMPLES
              tileserver serve --store gialai.sqlite
              tileserver serve --store gialai.sqlite --host 0.0.0.0 --port 80
              tileserver serve --config /etc/geosector.yaml

            Data that geoimport loads, and edits by QGIS or spatialite, appear without a restart.
            Stop it with Ctrl-C or SIGTERM: requests under way are finished.
            """)

    @Option(help: ArgumentHelp("The store to serve (default: GEOSECTOR_STORE).", valueName: "path"))
    var store: String?
    @Option(help: "Address to listen on (default: 127.0.0.1, this machine only).")
    var host: String?
    @Option(help: "Port to listen on; 0 takes a free one (default: 8080).")
    var port: Int?
    @Option(help: ArgumentHelp("Folder with the MapLibre styles.", valueName: "dir"))
    var styles: String?
    @Option(help: ArgumentHelp("Folder with PMTiles and MBTiles files to serve too.", valueName: "dir"))
    var archives: String?
    @Option(help: ArgumentHelp("Memory for encoded tiles; 0 keeps none (default: 268435456).", valueName: "bytes"))
    var tileCache: Int?
    @Option(help: ArgumentHelp("URL clients use, when a proxy stands before the server.", valueName: "url"))
    var baseURL: String?
    @Option(help: ArgumentHelp("YAML file with settings (default: GEOSECTOR_CONFIG).", valueName: "file"))
    var config: String?

    func validate() throws {
        if let port, !(0...65_535).contains(port) { throw ValidationError("--port must be from 0 to 65535.") }
        if let tileCache, tileCache < 0 { throw ValidationError("--tile-cache must not be negative.") }
        if let baseURL, ServerConfiguration.baseURL(baseURL) == nil {
            throw ValidationError("--base-url must be an http or https URL.")
        }
    }

    func run() async throws {
        var configuration = ServerConfiguration()
        do {
            configuration = try read()
            guard let level = Logger.Level(rawValue: configuration.logLevel) else {
                throw ServerConfiguration.Fault.invalid(
                    key: "log_level", value: configuration.logLevel,
                    expected: Logger.Level.allCases.map(\.rawValue).joined(separator: ", "), source: "the settings")
            }
            let format = configuration.logFormat
            LoggingSystem.bootstrap { format.handler(label: $0) }
            var logger = Logger(label: "tileserver")
            logger.logLevel = level
            let settings = configuration
            let log = logger
            let application = try await ServerAssembly.application(
                settings, files: ProductFiles(HomeFolder()), logger: log
            ) { port in
                let address = "http://\(settings.host):\(port)"
                log.notice("listening", metadata: ["url": "\(address)", "map": "\(address)/map"])
            }
            try await application.runService()
        } catch let exit as ExitCode {
            throw exit
        } catch {
            let sentence = StartupError.sentence(error, configuration: configuration)
            FileHandle.standardError.write(Data("tileserver: \(sentence)\n".utf8))
            throw ExitCode.failure
        }
    }

    /// Settings from file, environment and flags, the later over the earlier.
    private func read() throws -> ServerConfiguration {
        let environment = ProcessInfo.processInfo.environment
        var configuration = ServerConfiguration()
        if let file = config ?? environment["GEOSECTOR_CONFIG"] { try configuration.apply(file: file) }
        try configuration.apply(environment: environment)
        configuration.store = store ?? configuration.store
        configuration.host = host ?? configuration.host
        configuration.port = port ?? configuration.port
        configuration.styles = styles ?? configuration.styles
        configuration.archives = archives ?? configuration.archives
        configuration.tileCache = tileCache ?? configuration.tileCache
        configuration.baseURL = baseURL.flatMap(ServerConfiguration.baseURL) ?? configuration.baseURL
        return configuration
    }
}
