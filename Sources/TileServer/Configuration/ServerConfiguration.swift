import Accounts
import ExternalServices
import Foundation
import GeoStore
import SimpleFeatures
import Tokens
import Yams

/// Every setting of the server: its key in the file, its type, its default and its unit. A flag wins over the
/// environment, the environment over the file.
struct ServerConfiguration: Hashable, Sendable {
    /// `store`: path of the store file. Environment: `GEOSECTOR_STORE`.
    var store: String?
    /// `host`: address to listen on. Only this machine is served unless it is told otherwise.
    var host = "127.0.0.1"
    /// `port`: TCP port; 0 takes any free one.
    var port = 8080
    /// `styles`: folder with the MapLibre styles; default `styles` of the home folder.
    var styles: String?
    /// `archives`: folder whose PMTiles and MBTiles files are served too; default none.
    var archives: String?
    /// `external_services`: YAML file of map services of others that people may lay beside the data; default none.
    var externalServices: String?
    /// `tile_cache`: bytes of encoded tiles kept in memory; 0 keeps none.
    var tileCache = 256 << 20
    /// `base_url`: URL under which clients reach this server, for example behind a proxy under a path; default:
    /// the request's own host.
    var baseURL: String?
    /// `accounts`: the file of users, systems and what was done; default `<store>-accounts.sqlite`, if it is there.
    var accounts: String?
    /// `token_issuer`, `token_audience`: whose bearer tokens are taken, and for whom they must be; both or neither.
    var tokenIssuer: String?
    var tokenAudience: String?
    /// `token_departments_claim`, `token_roles_claim`: where a token says what somebody belongs to; default `groups`.
    var tokenDepartmentsClaim: String?
    var tokenRolesClaim: String?
    /// `trusted_proxies`: addresses of proxies before this server, with commas between: their X-Forwarded-For is
    /// believed. Default none.
    var trustedProxies: Set<String> = []
    /// `hosts`: names by which clients reach this server besides that of `base_url`, with commas between. When there are
    /// any, or a `base_url`, requests for other names are refused. Default none.
    var hosts: [String] = []
    /// `frame_ancestors`: sites whose pages may show the map in a frame, with commas between. Default: this site alone.
    var frameAncestors: [String] = []
    /// `hsts_seconds`: how long browsers remember to ask over TLS alone; said where `base_url` is https. 0 says nothing.
    var hstsSeconds = 31_536_000
    /// `threads`: of the pool that reads the store.
    var threads = max(2, ProcessInfo.processInfo.activeProcessorCount)
    /// `query_seconds`: how long a query of features may take before it is answered 503; fractions are taken.
    var querySeconds = 30.0
    /// `count_seconds`: how long a page of features may spend on counting how many match before it goes without.
    var countSeconds = 2.0
    /// `slow_seconds`: requests that take longer until their answer begins are told at warning; 0 tells none.
    var slowSeconds = 1.0
    /// `title`: name of the service.
    var title = "GeoSector"
    /// `subtitle_vi`, `subtitle_en`: one line below the name.
    var subtitle = LocalizedText(vi: "Bản đồ ngành tỉnh Gia Lai", en: "Sector maps of Gia Lai province")
    /// `home_bounds`: west, south, east, north in degrees; the opening view of the map when data lies there.
    /// Default: Gia Lai.
    var homeBounds = Envelope(minX: 107.4, minY: 12.95, maxX: 109.4, maxY: 14.75, crs: .crs84)
    /// `map_width`, `map_height`: pixels of the largest picture of a map that is drawn.
    var mapSize = MapSize()
    /// `export_folder`: where files are built before they are sent; default a folder of the system's temporary one.
    var exportFolder = FileManager.default.temporaryDirectory.appending(path: "geosector-exports").path
    /// `export_program`: what builds them; default this program.
    var exportProgram = "/proc/self/exe"
    /// `export_processes`: files built at the same time; others wait.
    var exportProcesses = 2
    /// `export_disk`: bytes that files being built or waiting to be fetched may take.
    var exportDisk = 20 << 30
    /// `export_memory`: bytes of address space of the process that builds one.
    var exportMemory = 4 << 30
    /// `export_seconds`: how long an export may take, from its beginning to its last byte.
    var exportSeconds = 3600
    /// `print_jobs`: posters and series of sheets that are drawn at the same time; others wait. Each may take 500 MB.
    var printJobs = 1
    /// `print_seconds`: how long one of them may take; a sheet that somebody waits for has a tenth of it.
    var printSeconds = 1200
    /// `print_logo`: SVG or PNG file that stands on sheets beside the title; default none.
    var printLogo: String?
    /// `editing`: whether features can be edited over HTTP: `false`; `true`, by those whom policies allow it; `local`, by
    /// programs on this machine, while the server listens to nobody else.
    var editing = EditingMode.off
    /// `edit_if_match`: `required`, or `optional` for clients that do not say which state of a feature they edit.
    var editCondition = EditCondition.required
    /// `edit_body`: bytes of a request that edits.
    var editBody = 16 << 20
    /// How fast and how much clients may ask: `rate_…`, `work_…`, `connections…`, `…_seconds`, `header_…`, `url_bytes`.
    var limits = LimitSettings()
    /// `log_level`: trace, debug, info, notice, warning, error or critical.
    var logLevel = "info"
    /// `log_format`: `text`, or `json` for an object a line.
    var logFormat = LogFormat.text

    /// What is wrong with a configuration.
    enum Fault: Error, Hashable, Sendable {
        case unreadable(path: String, reason: String)
        case unknownKeys([String], source: String, known: [String])
        case invalid(key: String, value: String, expected: String, source: String)
    }

    /// All keys, in the order of the documentation.
    static let keys =
        [
            "store", "host", "port", "styles", "archives", "external_services", "tile_cache", "base_url", "accounts",
            "token_issuer",
            "token_audience", "token_departments_claim", "token_roles_claim", "trusted_proxies", "hosts",
            "frame_ancestors", "hsts_seconds", "threads", "query_seconds", "count_seconds", "slow_seconds", "title",
            "subtitle_vi", "subtitle_en", "home_bounds", "map_width", "map_height", "export_folder", "export_program",
            "export_processes", "export_disk", "export_memory", "export_seconds", "print_jobs", "print_seconds",
            "print_logo", "editing", "edit_if_match", "edit_body",
        ] + LimitSettings.keys + ["log_level", "log_format"]

    /// Reads a YAML file of `key: value` lines over the present values.
    /// - Throws: `Fault`.
    mutating func apply(file path: String) throws(Fault) {
        let loaded: Any?
        do {
            loaded = try Yams.load(yaml: String(contentsOfFile: path, encoding: .utf8))
        } catch {
            throw Fault.unreadable(path: path, reason: String(describing: error))
        }
        guard let loaded else { return }
        guard let values = loaded as? [String: Any] else {
            throw Fault.unreadable(path: path, reason: "it is not a list of 'key: value' lines")
        }
        let unknown = values.keys.filter { !Self.keys.contains($0) }.sorted()
        guard unknown.isEmpty else { throw Fault.unknownKeys(unknown, source: path, known: Self.keys) }
        for key in Self.keys {
            guard let value = values[key] else { continue }
            let text = (value as? [Any])?.map { "\($0)" }.joined(separator: ",") ?? "\(value)"
            try set(key, to: text, source: path)
        }
    }

    /// Reads `GEOSECTOR_PORT` and its like over the present values.
    /// - Throws: `Fault`, also for a name that begins like ours and is none of ours.
    mutating func apply(environment: [String: String]) throws(Fault) {
        let prefix = "GEOSECTOR_"
        let known = Self.keys.map { prefix + $0.uppercased() }
        let elsewhere = ["HOME", "CONFIG", "TESTDATA", "DEMODATA", "BIN"].map { prefix + $0 }
        let unknown = environment.keys.filter { $0.hasPrefix(prefix) && !(known + elsewhere).contains($0) }.sorted()
        guard unknown.isEmpty else { throw Fault.unknownKeys(unknown, source: "the environment", known: known) }
        for key in Self.keys {
            guard let value = environment[prefix + key.uppercased()], !value.isEmpty else { continue }
            try set(key, to: value, source: prefix + key.uppercased())
        }
    }

    private mutating func set(_ key: String, to text: String, source: String) throws(Fault) {
        func invalid(_ expected: String) -> Fault {
            .invalid(key: key, value: text, expected: expected, source: source)
        }
        func number(_ range: ClosedRange<Int>) throws(Fault) -> Int {
            guard let value = Int(text), range.contains(value) else {
                throw invalid("a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
        func seconds() throws(Fault) -> Double {
            guard let value = Double(text), (0...3600).contains(value) else {
                throw invalid("a number of seconds from 0 to 3600")
            }
            return value
        }
        switch key {
        case "store": store = text
        case "host": host = text
        case "port": port = try number(0...65_535)
        case "styles": styles = text
        case "archives": archives = text
        case "external_services": externalServices = text
        case "tile_cache": tileCache = try number(0...1 << 40)
        case "base_url":
            guard let url = Self.baseURL(text) else { throw invalid("an http or https URL") }
            baseURL = url
        case "accounts": accounts = text
        case "token_issuer":
            if let fault = TokenSettings(issuer: text, audience: "").fault {
                throw invalid("an https URL, as the issuer's tokens say it (\(fault))")
            }
            tokenIssuer = text
        case "token_audience": tokenAudience = text
        case "token_departments_claim": tokenDepartmentsClaim = text
        case "token_roles_claim": tokenRolesClaim = text
        case "trusted_proxies":
            let addresses = Self.list(text)
            guard addresses.allSatisfy({ ClientAddress($0) != nil }) else {
                throw invalid("IP addresses, with commas between")
            }
            trustedProxies = Set(addresses)
        case "hosts":
            hosts = Self.list(text)
            guard hosts.allSatisfy({ $0.wholeMatch(of: /[A-Za-z0-9.\-]+/) != nil }) else {
                throw invalid("names of hosts without ports, with commas between")
            }
        case "frame_ancestors":
            frameAncestors = Self.list(text)
            guard frameAncestors.allSatisfy({ $0.wholeMatch(of: /https?:\/\/(\*\.)?[A-Za-z0-9.\-]+(:\d+)?/) != nil })
            else {
                throw invalid("sites like https://www.example.vn or https://*.example.vn, with commas between")
            }
        case "hsts_seconds": hstsSeconds = try number(0...1 << 30)
        case "threads": threads = try number(1...256)
        case "query_seconds": querySeconds = try seconds()
        case "count_seconds": countSeconds = try seconds()
        case "slow_seconds": slowSeconds = try seconds()
        case "title": title = text
        case "subtitle_vi": subtitle.vi = text
        case "subtitle_en": subtitle.en = text
        case "home_bounds":
            let sides = text.split(separator: ",").compactMap { Double($0.trimmingBlanks) }
            guard sides.count == 4, sides[0] < sides[2], sides[1] < sides[3] else {
                throw invalid("west, south, east, north in degrees")
            }
            homeBounds = Envelope(minX: sides[0], minY: sides[1], maxX: sides[2], maxY: sides[3], crs: .crs84)
        case "map_width": mapSize.width = try number(MapSize.sides)
        case "map_height": mapSize.height = try number(MapSize.sides)
        case "export_folder": exportFolder = text
        case "export_program": exportProgram = text
        case "export_processes": exportProcesses = try number(1...64)
        case "export_disk": exportDisk = try number(1 << 20...1 << 50)
        case "export_memory": exportMemory = try number(512 << 20...1 << 50)
        case "export_seconds": exportSeconds = try number(1...86_400)
        case "print_jobs": printJobs = try number(1...64)
        case "print_seconds": printSeconds = try number(10...86_400)
        case "print_logo": printLogo = text
        case "editing":
            guard let mode = EditingMode(rawValue: text) else { throw invalid("false, true or local") }
            editing = mode
        case "edit_if_match":
            guard let condition = EditCondition(rawValue: text) else { throw invalid("required or optional") }
            editCondition = condition
        case "edit_body": editBody = try number(1 << 10...1 << 30)
        case "log_level": logLevel = text
        case "log_format":
            guard let format = LogFormat(rawValue: text) else { throw invalid("text or json") }
            logFormat = format
        default:
            guard LimitSettings.keys.contains(key) else {
                throw Fault.unknownKeys([key], source: source, known: Self.keys)
            }
            if let expected = limits.set(key, to: text) { throw invalid(expected) }
        }
    }

    /// The folder of archives, which must be there when the server starts.
    /// - Throws: `Fault`.
    func archivesFolder() throws(Fault) -> String? {
        guard let archives else { return nil }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: archives, isDirectory: &isFolder), isFolder.boolValue else {
            throw Fault.invalid(
                key: "archives", value: archives, expected: "a folder that exists", source: "the settings")
        }
        return archives
    }

    /// The services of others.
    /// - Throws: `Fault` that says which entry of the file is wrong, and what would be right.
    func externalServiceList() throws(Fault) -> ExternalServiceList {
        guard let path = externalServices else { return .none }
        do { return try ExternalServiceList(path: path) } catch {
            switch error {
            case .unreadable(let path, let reason): throw Fault.unreadable(path: path, reason: reason)
            case .invalid(let entry, let key, let expected):
                throw Fault.invalid(
                    key: "external_services", value: "\(path), service \(entry), \(key)", expected: expected,
                    source: "the settings")
            }
        }
    }

    /// The logo of sheets.
    /// - Throws: `Fault` for a file that is none.
    func logo() throws(Fault) -> PrintLogo? {
        guard let printLogo else { return nil }
        do { return try PrintLogo(path: printLogo) } catch {
            throw Fault.invalid(
                key: "print_logo", value: printLogo,
                expected: "an SVG of up to 256 kB without pictures, or a PNG (\(error))",
                source: "the settings")
        }
    }

    /// Whose tokens are taken; nil when no issuer is named.
    /// - Throws: `Fault` for an issuer without an audience, or the other way about.
    func tokenSettings() throws(Fault) -> TokenSettings? {
        switch (tokenIssuer, tokenAudience) {
        case (nil, nil): return nil
        case (let issuer?, let audience?):
            var settings = TokenSettings(issuer: issuer, audience: audience)
            settings.departmentsClaim = tokenDepartmentsClaim ?? settings.departmentsClaim
            settings.rolesClaim = tokenRolesClaim ?? settings.rolesClaim
            return settings
        case (let issuer?, nil):
            throw Fault.invalid(
                key: "token_issuer", value: issuer, expected: "token_audience beside it", source: "the settings")
        case (nil, let audience?):
            throw Fault.invalid(
                key: "token_audience", value: audience, expected: "token_issuer beside it", source: "the settings")
        }
    }

    /// With `editing: local`, whoever reaches the server may edit: nobody but programs on this machine may reach it, not
    /// through a proxy either.
    /// - Throws: `Fault`.
    func checkLocalEditing() throws(Fault) {
        guard editing == .local, !["127.0.0.1", "::1", "localhost"].contains(host) || baseURL != nil else { return }
        throw Fault.invalid(
            key: "editing", value: editing.rawValue, expected: "false or true, for a server that others reach",
            source: "the settings")
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0.trimmingBlanks) }
    }

    /// The URL without a slash at its end; nil when it is none.
    static func baseURL(_ text: String) -> String? {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil else { return nil }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
