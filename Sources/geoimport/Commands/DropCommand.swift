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
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Do not ask.")
    var yes = false

    func validate() throws {
        if let fault = CollectionID.fault(in: collection) {
            throw ValidationError(ErrorText.sentence(collectionID: collection, fault: fault))
        }
        if !yes, !Terminal.inputIsTerminal {
            throw ValidationError(
                vi: "Không có ai ở bàn phím: thêm --yes để xoá bộ dữ liệu.",
                en: "Without a terminal, say --yes to drop a collection.")
        }
    }

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            // Looked up before the store is opened for writing: a wrong id leaves no trace.
            let reading = try Store(path: path, access: .readOnly)
            let catalog = try reading.catalog()
            let published = catalog.collections.first { $0.id.name == collection }
            let id = try CollectionID(collection)
            // Of one whose table another program dropped, the entry is left.
            if published == nil, try !reading.lists(id) { _ = try catalog.collection(collection) }
            try reading.close()
            let count = published?.featureCount ?? 0
            let features = speech.say("\(count) đối tượng", Amount.of(count, "feature"))
            let title = published?.title.text(in: speech.language) ?? collection
            let question = speech.say("Xoá bộ dữ liệu '\(title)' gồm \(features)?", "Drop '\(title)' with \(features)?")
            guard yes || Terminal.confirms(question) else {
                Terminal.note("geoimport: \(speech.say("không xoá gì", "nothing was dropped"))")
                throw ExitCode.failure
            }
            let opened = try Store(path: path, access: .readWrite)
            try opened.drop(id)
            try opened.close()
            try Terminal.answer(
                speech.say("\(collection): đã xoá, \(features)", "\(collection): dropped, \(features)"))
        }
    }
}
