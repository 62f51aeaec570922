import ArgumentParser
import Foundation
import GeoStore

/// `--store`, shared by every command that has one.
struct StoreOption: ParsableArguments {
    @Option(help: ArgumentHelp("The store (default: GEOSECTOR_STORE).", valueName: "path"))
    var store: String?

    /// - Throws: `ValidationError` (exit 64) when no store is named.
    func validate() throws { _ = try path() }

    func path() throws -> String {
        if let store, !store.isEmpty { return store }
        if let named = ProcessInfo.processInfo.environment["GEOSECTOR_STORE"], !named.isEmpty { return named }
        throw ValidationError(
            vi: "Hãy nêu kho: --store TỆP, hoặc đặt biến GEOSECTOR_STORE.",
            en: "Name the store: --store PATH, or set GEOSECTOR_STORE.")
    }
}
