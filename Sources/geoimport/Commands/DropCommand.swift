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
    }

    func run() throws {
        let path = try store.path()
        if !yes, !Terminal.inputIsTerminal {
            throw ValidationError("Without a terminal, say --yes to drop a collection.")
        }
        try Terminal.run {
            let opened = try Store(path: path, access: .readWrite)
            let published = try opened.catalog().collection(collection)
            guard yes || Terminal.confirms("Drop '\(published.title.vi)' with \(published.featureCount) features?")
            else {
                Terminal.note("geoimport: nothing was dropped")
                throw ExitCode.failure
            }
            try opened.drop(published.id)
            try opened.close()
            Terminal.answer("\(collection): dropped, \(published.featureCount) features")
        }
    }
}
