import Accounts
import ExternalServices
import Foundation
import GeoStore
import Hummingbird
import HummingbirdCore
import Logging
import MapRender
import NIOCore
import NIOPosix
import ServiceLifecycle
import TileEngine
import Tokens

/// A method and the pattern of a path.
struct RouteDescription: Hashable, Sendable {
    let method: String
    let path: String
}

/// Joins the parts. The only place where they meet.
enum ServerAssembly {
    /// - Parameters:
    ///   - onRoutes: told every route there is.
    ///   - editAccess: who may edit; as the configuration has it when nil.
    ///   - onReady: told the port once the server listens.
    /// - Throws: `GeoStoreError`, `HomeFolder.Missing`.
    static func application(
        _ configuration: ServerConfiguration, files: ProductFiles, logger: Logger,
        authenticator: (any Authenticator)? = nil, editAccess: EditAccess? = nil,
        onRoutes: ([RouteDescription]) -> Void = { _ in },
        onReady: @escaping @Sendable (Int) async -> Void
    ) async throws -> some ApplicationProtocol {
        guard let path = configuration.store else { throw StartupError.noStore }
        try configuration.checkLocalEditing()
        try await checkAddress(configuration)
        let web = try files.home.path(of: "web")
        let styleFolder = try files.home.path(of: "styles", flag: configuration.styles)
        let pages = try await PageRenderer(folder: web)
        bringUpToDate(path, logger: logger)
        let store = try Store(path: path, access: .readOnly, readers: 2 * configuration.threads + 1)
        for note in store.notes { logger.warning("\(StartupError.sentence(note))") }
        let pool = NIOThreadPool(numberOfThreads: configuration.threads)
        pool.start()
        let executor = ThreadPoolExecutor(pool: pool)
        let searchers = NIOThreadPool(numberOfThreads: configuration.threads)
        searchers.start()
        // Building overviews takes a thread of its own: requests keep theirs.
        let builders = NIOThreadPool(numberOfThreads: 1)
        builders.start()
        let events = EventHub(run: String(UInt32.random(in: .min ... .max), radix: 36))
        let (changes, changed) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let styles = StyleLibrary(
            folder: styleFolder, executor: executor, logger: logger, onChange: { changed.yield() })
        let fonts = try FontService(folder: "\(web)/fonts", executor: executor, logger: logger)
        let provider = OverviewProvider(store: store)
        let overviews = OverviewLibrary(
            provider: provider, executor: executor, builder: ThreadPoolExecutor(pool: builders),
            onChange: { change in
                changed.yield()
                events.publish(
                    "tiles", about: EventSubject(collection: change.collection.name, view: change.view),
                    data: TileChangeDocument(change: change).text)
            },
            onEvent: { OverviewLog.note($0, logger) })
        let watcher = try CatalogWatcher(
            store: store, overviews: overviews, adopter: adopter(path: path, store: store, logger: logger),
            executor: executor, logger: logger, onPolicies: { events.closeAll() })
        let tiles = TileService(executor: executor, cacheLimitInBytes: configuration.tileCache)
        let audiences = Audiences(
            store: store, catalogs: watcher, overviews: overviews, executor: executor, logger: logger)
        let directory = TileDirectory(overviews: overviews, styles: styles)
        let maps = try MapService(
            styles: MapStyles(library: styles, directory: directory),
            materials: { MapMaterials(fonts: fonts, icons: styles.shelf.icons) }, threads: configuration.threads,
            cacheLimitInBytes: configuration.tileCache / 4)
        let lettering = LetteringWatch(
            overviews: overviews, catalogs: watcher, fonts: fonts, executor: executor, logger: logger)
        let archives = ArchiveLibrary(
            folder: try configuration.archivesFolder(), executor: executor, logger: logger)
        let metrics = RequestMetrics()
        let origin = RequestOrigin(trustedProxies: configuration.trustedProxies, baseURL: configuration.baseURL)
        let limits = RequestLimits(
            configuration.limits, threads: configuration.threads, origin: origin, logger: logger)
        let recall = TileRecall(
            tiles: tiles, overviews: overviews, audiences: audiences, styles: styles, fonts: fonts, maps: maps,
            metrics: metrics, limits: limits)
        let exports = try exportJobs(configuration, logger: logger)
        // Exports have threads of their own, so that tiles and pages do not wait behind them.
        let writers = NIOThreadPool(numberOfThreads: configuration.exportProcesses)
        writers.start()
        let exportStreams = ExportStreams(
            store: store, executor: ThreadPoolExecutor(pool: writers), seconds: configuration.exportSeconds,
            gate: limits.gate(.exports))
        let legends = LegendService(
            styles: styles, sight: LegendSight(directory: directory, tiles: tiles, executor: executor),
            executor: executor)
        let prints = try printService(configuration, files, store, fonts, maps, legends, limits, exports)
        let editing = try (editAccess ?? EditAccess.of(configuration.editing, audiences)).map {
            try EditingService(path: path, configuration: configuration, access: $0, origin: origin)
        }
        let accounts = try accountStore(configuration, path: path, logger: logger)
        let services = Services(
            configuration: configuration, store: store, catalogs: watcher, audiences: audiences, overviews: overviews,
            directory: directory, filtered: FilteredTiles(provider: provider),
            tiles: tiles, recall: recall, limits: limits, events: events, metrics: metrics, executor: executor,
            queries: ThreadPoolExecutor(pool: searchers), counts: CountMemory(), pages: pages, assets: files.assets,
            styles: styles, fonts: fonts, lettering: lettering, maps: maps,
            legends: legends, archives: archives, external: try configuration.externalServiceList(),
            externalClient: ExternalClient(), units: files.units, exports: exports,
            exportStreams: exportStreams, prints: prints, accounts: accounts, editing: editing)
        let upkeep = TileUpkeep(
            tiles: tiles, overviews: overviews, directory: directory, catalogs: watcher, audiences: audiences,
            styles: styles, events: events, changes: changes, executor: executor, logger: logger)
        let cookie = SessionCookie(configuration)
        let tokens = try configuration.tokenSettings().map { TokenVerifier(settings: $0, logger: logger) }
        let kept = AccountAuthenticator(
            accounts: accounts, tokens: tokens, cookie: cookie, origin: origin, logger: logger)
        let recorder = accounts.map { Recorder(accounts: $0, origin: origin, logger: logger) }
        let router = router(services, authenticator ?? kept, cookie: cookie, recorder: recorder)
        AccountRoutes(services: services, cookie: cookie, origin: origin).add(to: router)
        AdminRoutes(services: services, cookie: cookie, origin: origin).add(to: router)
        onRoutes(router.routes.map { RouteDescription(method: $0.method.rawValue, path: $0.path.description) })
        var parts: [any Service] = [
            watcher, styles, fonts, lettering, upkeep, archives, exports,
            OverviewEnd(provider: provider, builders: builders),
            AccountsEnd(accounts: accounts),
        ]
        if let editing { parts.append(editing) }
        if let accounts {
            parts.append(
                VersionAudit(
                    store: store, audiences: audiences, audit: accounts.audit, executor: executor, logger: logger))
        }
        return Application(
            router: router, server: protocolStack(services, logger: logger),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: CommonFields.serverName),
            services: parts,
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? configuration.port) },
            logger: logger)
    }

    /// Sheets are laid out and packed beside the threads of tiles.
    /// - Throws: `ServerConfiguration.Fault` for a logo that is none, `MapRenderError`.
    private static func printService(
        _ configuration: ServerConfiguration, _ files: ProductFiles, _ store: Store, _ fonts: FontService,
        _ maps: MapService, _ legends: LegendService, _ limits: RequestLimits, _ exports: ExportJobs
    ) throws -> PrintService {
        let printers = NIOThreadPool(numberOfThreads: configuration.printJobs + 1)
        printers.start()
        let parts = PrintService.Parts(
            store: store, maps: maps, legends: legends, styles: legends.styles, units: files.units,
            fonts: fonts, logo: try configuration.logo(), title: configuration.title,
            printers: ThreadPoolExecutor(pool: printers))
        return PrintService(
            parts, gate: limits.gate(.prints), jobs: exports, seconds: max(configuration.printSeconds / 10, 1))
    }

    /// What is said at debug about each tile is said by the routes: then all requests go there.
    private static func protocolStack(_ services: Services, logger: Logger) -> HTTPServerBuilder {
        let (configuration, limits) = (services.configuration, services.limits)
        let settings = configuration.limits
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: max(settings.headerBytes, settings.urlBytes), maxHeaderListSize: settings.headerBytes,
            maxHeaderFieldCount: settings.headerFields)
        let connections = ConnectionCount(settings, origin: limits.origin)
        let patience = ConnectionWatch.Patience(settings, mostBody: configuration.editBody + Self.beyondBody)
        let recall = logger.logLevel > .debug ? services.recall : nil
        return HTTPServerBuilder { responder in
            LimitedChannel(
                base: HTTP1Channel(responder: responder, configuration: .init(httpDecoderConfiguration: decoder)),
                limits: limits, connections: connections, patience: patience, recall: recall)
        }
    }

    /// Bytes that a client may go on sending after it was told that the body is too large.
    private static let beyondBody = 1 << 20

    /// Takes the address once and lets go of it. The application's own attempt comes among its services, and a
    /// failure there leaves the process waiting for them.
    /// - Throws: `IOError`, for example when the port is taken.
    private static func checkAddress(_ configuration: ServerConfiguration) async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: configuration.host, port: configuration.port).get()
        try await channel.close()
    }

    /// - Throws: what Foundation throws when the folder cannot be made.
    private static func exportJobs(_ configuration: ServerConfiguration, logger: Logger) throws -> ExportJobs {
        ExportJobs(
            folder: try ExportFolder(below: configuration.exportFolder),
            limits: ExportJobs.Limits(
                processes: configuration.exportProcesses, prints: configuration.printJobs,
                disk: configuration.exportDisk, memory: configuration.exportMemory,
                seconds: configuration.exportSeconds, printSeconds: configuration.printSeconds),
            program: configuration.exportProgram, logger: logger)
    }

    /// The accounts beside the store, when there are any.
    /// - Throws: `AccountError`; also when a file was named that is not there.
    private static func accountStore(
        _ configuration: ServerConfiguration, path: String, logger: Logger
    ) throws -> AccountStore? {
        let beside = AccountStore.path(besideStore: path)
        guard configuration.accounts != nil || FileManager.default.fileExists(atPath: beside) else { return nil }
        return try AccountStore(path: configuration.accounts ?? beside, logger: logger)
    }

    /// An older store is brought up to date before anything reads it. One that cannot be, for want of room or of rights,
    /// is served as it is: readers know the earlier schemas.
    private static func bringUpToDate(_ path: String, logger: Logger) {
        do {
            guard try Store.isOutdated(path) else { return }
            let store = try Store(path: path, access: .readWrite, readers: 1)
            for note in store.notes { logger.notice("\(StartupError.sentence(note))") }
            try store.close()
        } catch {
            logger.warning("store not brought up to date", metadata: ["reason": "\(error)"])
        }
    }

    /// A connection that may write, to turn edits by other programs into versions; none for a store that cannot be
    /// written: edits are then shown, but not numbered.
    private static func adopter(path: String, store: Store, logger: Logger) -> Store? {
        guard !store.notes.contains(.openedAsUnchanging) else { return nil }
        do { return try Store(path: path, access: .readWrite, readers: 1, patience: .milliseconds(200)) } catch {
            logger.notice(
                "store not opened for writing",
                metadata: ["effect": "outside edits are shown but not numbered", "reason": "\(error)"])
            return nil
        }
    }

    static func router(
        _ services: Services, _ authenticator: any Authenticator, cookie: SessionCookie, recorder: Recorder?
    ) -> Router<ServerRequestContext> {
        let router = Router(context: ServerRequestContext.self, options: .autoGenerateHeadEndpoints)
        let (configuration, origin) = (services.configuration, services.limits.origin)
        let slow = configuration.slowSeconds
        router.add(
            middleware: ProblemMiddleware(
                pages: ProblemPages(services: services), metrics: services.metrics, audiences: services.audiences,
                slow: slow > 0 ? .seconds(slow) : nil, hosts: KnownHosts(configuration, origin: origin),
                security: SecurityFields(configuration)))
        if let recorder {
            router.add(middleware: RecordMiddleware(recorder: recorder, audiences: services.audiences))
        }
        router.add(
            middleware: AuthenticationMiddleware(
                authenticator: authenticator, cookie: cookie, limits: services.limits))
        router.add(middleware: AdmissionMiddleware(limits: services.limits))
        LandingRoutes(services: services).add(to: router)
        CollectionRoutes(services: services).add(to: router)
        MetadataRoutes(services: services).add(to: router)
        StatusRoutes(services: services).add(to: router)
        ItemRoutes(services: services).add(to: router)
        ChangeRoutes(services: services).add(to: router)
        VersionRoutes(services: services).add(to: router)
        ClassRoutes(services: services).add(to: router)
        DraftRoutes(services: services).add(to: router)
        FunctionRoutes(services: services).add(to: router)
        SearchRoutes(services: services).add(to: router)
        TileSetRoutes(services: services).add(to: router)
        TileRoutes(services: services).add(to: router)
        ExportRoutes(services: services).add(to: router)
        JobRoutes(services: services).add(to: router)
        PrintRoutes(services: services).add(to: router)
        StyleRoutes(services: services).add(to: router)
        LegendRoutes(services: services).add(to: router)
        FontRoutes(services: services).add(to: router)
        SpriteRoutes(services: services).add(to: router)
        let pictures = MapPictureRoutes(services: services)
        MapRoutes(services: services, pictures: pictures).add(to: router)
        pictures.add(to: router)
        MapTileRoutes(services: services).add(to: router)
        WMSRoutes(services: services).add(to: router)
        WMTSRoutes(services: services).add(to: router)
        ArchiveRoutes(services: services).add(to: router)
        ExternalRoutes(services: services).add(to: router)
        EventRoutes(services: services).add(to: router)
        HealthRoutes(services: services).add(to: router)
        MetricRoutes(services: services).add(to: router)
        return router
    }
}
