import ArgumentParser
import GeoStore

/// The collection a command is about, by its id.
struct CollectionArgument: ParsableArguments {
    @Argument(help: "Id of the collection.")
    var collection: String

    func validate() throws {
        if let fault = CollectionID.fault(in: collection) {
            throw ValidationError(ErrorText.sentence(collectionID: collection, fault: fault))
        }
    }

    /// - Throws: `GeoStoreError.collectionNotFound` with those there are.
    func published(in store: Store) throws -> PublishedCollection { try store.catalog().collection(collection) }
}
