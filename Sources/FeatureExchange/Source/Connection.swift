import Foundation

/// What a person types instead of a file: `PG:dbname=…`, `/vsicurl/https://…`, `GPKG:file.gpkg:layer`, a .vrt.
///
/// Allowed only where a person types it: a delivered file must never make the program read other files or the network.
struct Connection {
    let text: String

    /// Nil for the path of a file or a folder.
    init?(_ text: String) {
        let isVirtual = text.hasPrefix("/vsi")
        let exists = FileManager.default.fileExists(atPath: text)
        guard isVirtual || !exists && Self.scheme(of: text) != nil || exists && text.lowercased().hasSuffix(".vrt")
        else { return nil }
        self.text = text
    }

    /// `PG` of `PG:dbname=…`.
    private static func scheme(of text: String) -> String? {
        guard let colon = text.firstIndex(of: ":") else { return text.hasPrefix("<OGRVRT") ? "VRT" : nil }
        let scheme = text[..<colon]
        guard scheme.count > 1, scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
            return nil
        }
        return scheme.uppercased()
    }

    /// Prefixes whose driver may be missing from a build of GDAL.
    private static let drivers = [
        "PG": "PostgreSQL", "POSTGRESQL": "PostgreSQL", "MSSQL": "MSSQLSpatial", "MYSQL": "MySQL", "OCI": "OCI",
        "ODBC": "ODBC", "PGEO": "PGeo", "WFS": "WFS", "OAPIF": "OAPIF", "CARTO": "Carto", "ES": "Elasticsearch",
        "HANA": "HANA", "MONGODBV3": "MongoDBv3", "IDB": "IDB", "FILEGDB": "FileGDB", "GPKG": "GPKG",
        "SQLITE": "SQLite", "CSW": "CSW",
    ]

    /// The driver that the prefix asks for, when it is a known one.
    var driver: String? { Self.scheme(of: text).flatMap { Self.drivers[$0] } }

    /// Without passwords, for reports and logs.
    var masked: String { Self.masked(text) }

    static func masked(_ text: String) -> String {
        var masked = text
        for pattern in [
            #"(?i)\b(password|passwd|pwd|token|secret|key)=('[^']*'|"[^"]*"|[^\s;,&]*)"#,
            #"(://[^/:@\s]*):[^/@\s]*@"#,
        ] {
            let replacement = pattern.hasPrefix("(?i)") ? "$1=***" : "$1:***@"
            masked = masked.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
        }
        return masked
    }
}
