import GeoStore

/// What the product brings with it, read once: it stays as it is while a process runs.
struct ProductFiles: Sendable {
    let home: HomeFolder
    let assets: AssetLibrary
    let units: UnitDirectory

    /// - Throws: `HomeFolder.Missing`, `AssetLibrary.Missing`, `UnitDirectory.Malformed`.
    init(_ home: HomeFolder) throws {
        self.home = home
        assets = try AssetLibrary(folder: home.path(of: "web"))
        units = try UnitDirectory(home: home)
    }
}
