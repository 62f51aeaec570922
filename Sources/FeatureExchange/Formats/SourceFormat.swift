/// One format that can be read: what is read of it, what is not, and what to do instead.
///
/// The rows are in `all`; the test suite opens a file of every row, so that the table never promises more than is true.
public struct SourceFormat: Hashable, Sendable, Identifiable {
    /// A sentence in both languages.
    public struct Words: Hashable, Sendable {
        public let vi: String
        public let en: String
    }

    /// Stable, lower case: `shapefile`, `mapinfo-tab`.
    public let id: String
    public let name: String
    /// Lower case, without a dot; any case is read.
    public let suffixes: [String]
    /// GDAL's short name.
    public let driver: String
    /// What comes out.
    public let reads: Words
    /// What does not work, and the way out; nil when nothing is known.
    public let limits: Words?
    /// What the test suite opens.
    public let tested: [String]

    /// Whether the GDAL of this machine has the driver.
    public var isAvailable: Bool { GDALLibrary.has(driver: driver) }

    /// Every format, the usual ones first.
    public static let all: [SourceFormat] = vectorData + drawingsAndTables
}
