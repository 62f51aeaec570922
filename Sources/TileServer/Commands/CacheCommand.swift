import ArgumentParser
import Foundation
import SimpleFeatures

/// `tileserver cache`.
struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Look at the tile cache of a running server.", subcommands: [CacheStats.self])
}

/// `tileserver cache stats`.
struct CacheStats: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Print what the tile cache of a running server holds and how it answered.",
        discussion: """
            Asks the server over this machine's own address; a server elsewhere does not tell.

            EXAMPLES
              tileserver cache stats
              tileserver cache stats --port 8081 --json
            """)

    @Option(help: ArgumentHelp("Where the server listens (default: http://127.0.0.1:8080).", valueName: "url"))
    var url: String?
    @Option(help: "Its port on this machine, instead of --url.")
    var port: Int?
    @Flag(help: "Print the server's own JSON.")
    var json = false

    func validate() throws {
        if url != nil, port != nil { throw ValidationError("Give --url or --port, not both.") }
        if let port, !(1...65_535).contains(port) { throw ValidationError("--port must be from 1 to 65535.") }
        if let url, URL(string: url)?.scheme != "http" { throw ValidationError("--url must be an http URL.") }
    }

    func run() throws {
        let address = url.flatMap { URL(string: $0) }
        let host = address?.host ?? "127.0.0.1"
        let port = port ?? address?.port ?? (address == nil ? 8080 : 80)
        let path = (address?.path ?? "").split(separator: "/").map { "/\($0)" }.joined() + "/cache/stats"
        do {
            let body = try LocalRequest(host: host, port: port).get(path)
            if json {
                print(String(decoding: body, as: UTF8.self))
            } else {
                print(Self.table(try JSONReader.read(body)), terminator: "")
            }
        } catch let fault as LocalRequest.Fault {
            FileHandle.standardError.write(Data("tileserver: \(Self.sentence(fault, host: host, port: port))\n".utf8))
            throw ExitCode.failure
        }
    }

    /// One line for each number, names in both languages.
    static func table(_ stats: JSONValue) -> String {
        func number(_ name: String) -> Int { Int(stats[name]?.integer ?? 0) }
        let answered = number("hits") + number("joins")
        let asked = answered + number("misses")
        let share = asked == 0 ? "–" : "\(answered * 100 / asked).\(answered * 1000 / asked % 10) %"
        let rows = [
            ("ô bản đồ · tiles", "\(number("entries"))"),
            ("bộ nhớ · memory", "\(megabytes(number("bytes"))) / \(megabytes(number("limitBytes"))) MB"),
            ("có sẵn · hits", "\(number("hits"))"),
            ("chờ chung · joins", "\(number("joins"))"),
            ("dựng mới · misses", "\(number("misses"))"),
            ("tỷ lệ có sẵn · answered from memory", share),
            ("ngoài dữ liệu · outside the data", "\(number("outside"))"),
            ("bị đẩy ra · evictions", "\(number("evictions"))"),
            ("dựng trước · prebuilt", "\(number("prebuilt"))"),
            ("nén lại · recompressed", "\(number("recompressed"))"),
            ("lỗi · failures", "\(number("failures"))"),
        ]
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { row in
            row.0 + String(repeating: " ", count: width - row.0.count + 2) + row.1 + "\n"
        }.joined()
    }

    private static func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes * 10 + (1 << 19)) >> 20
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func sentence(_ fault: LocalRequest.Fault, host: String, port: Int) -> String {
        switch fault {
        case .unknownHost: "there is no machine called \(host)"
        case .noConnection(let reason):
            "no server listens on \(host):\(port) (\(reason)); give --port, or start one with 'tileserver serve'"
        case .noAnswer(let seconds):
            "the server on \(host):\(port) did not answer within \(seconds) s; is it busy, or is it another program?"
        case .refused(let status):
            "the server on \(host):\(port) answered \(status): it tells its cache to programs on its own machine only"
        case .notHTTP: "what listens on \(host):\(port) is no tile server"
        }
    }
}
