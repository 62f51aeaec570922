import ArgumentParser
import GeoStore

/// `geoimport drop`.
struct DropCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Take a collection out of a store.",
        discussion: """
            Its feature ids and version numbers are never given again.

            EXAMPLES
              geoimport drop schools --store gialai.sqlite
              geoimport drop schools --store gialai.sqlite --yes
            """)

    @Argument(help: "Id of the collection.")
    var collection: String
    @OptionGroup var store: StoreOption
    @Flag(help: "Do not ask.")
    var yes = false

    func validate() throws {
        if let fault = CollectionID.fault(in: collection) {
            throw ValidationError(ErrorText.sentence(collectionID: collection, fault: fault))
        }
        if !yes, !Terminal.inputIsTerminal {
            throw ValidationError("Without a terminal, say --yes to drop a collection.")
        }
    }

    func run() throws {
        let path = try store.path()
        try Terminal.run {
            // Looked up before the store is opened for writing: a wrong id leaves no trace.
            let reading = try Store(path: path, access: .readOnly)
            let published = try reading.catalog().collection(collection)
            try reading.close()
            let features = Amount.of(published.featureCount, "feature")
            guard yes || Terminal.confirms("Drop '\(published.title.vi)' with \(features)?") else {
                Terminal.note("geoimport: nothing was dropped")
                throw ExitCode.failure
            }
            let opened = try Store(path: path, access: .readWrite)
            try opened.drop(published.id)
            try opened.close()
            try Terminal.answer("\(collection): dropped, \(features)")
        }
    }
}
