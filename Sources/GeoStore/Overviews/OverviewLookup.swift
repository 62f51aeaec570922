internal import GRDB
internal import Glibc
internal import VectorTile

/// Looks for the file of an overview and opens it when it is what its name says.
struct OverviewLookup {
    /// Why there is no overview to show.
    enum Fault: Error, Hashable {
        case missing
        /// It is there and cannot be used.
        case unusable(OverviewError)
        /// It says that it belongs to another store, version or setting than its name.
        case other

        var reason: String {
            switch self {
            case .missing: "there is none"
            case .unusable(.otherGeneration): "it is of another release"
            case .unusable(let error): "it cannot be used: \(error)"
            case .other: "it is another store's"
            }
        }
    }

    private let name: OverviewName
    private let storeID: String
    private let path: String

    init(of collection: PublishedCollection, storeID: String, in folder: OverviewFolder) {
        self.init(name: collection.overviewName, storeID: storeID, in: folder)
    }

    init(name: OverviewName, storeID: String, in folder: OverviewFolder) {
        self.name = name
        self.storeID = storeID
        path = folder.path(of: name)
    }

    /// Maps the file and checks every byte of it.
    /// - Parameter folders: where a copy may be kept that is mapped instead; no copy is made when empty.
    func open(copyingTo folders: [OverviewFolder] = []) throws(Fault) -> Overview {
        let overview: Overview
        do { overview = try Overview(copyOf: path, in: folders) } catch OverviewError.inputOutput(_, ENOENT) {
            throw .missing
        } catch {
            throw .unusable(error)
        }
        let description = overview.header.description
        guard description.storeID == storeID, description.collection == name.collection,
            description.version == name.version, description.token == name.token,
            description.buildFingerprint == name.buildFingerprint
        else { throw .other }
        return overview
    }
}

/// The overview of a state before, with which a new one is compared.
enum FormerOverview {
    /// The newest file of the collection that can be read and belongs to a version the store knows. That may be one of
    /// edits that no version held yet: what the version that adopts them shows alike keeps its stamp.
    ///
    /// - Parameters:
    ///   - folders: where a copy may be kept that is mapped instead; no copy is made when empty.
    ///   - isWanted: which files to look at.
    static func newest(
        before collection: PublishedCollection, storeID: String, _ folder: OverviewFolder, _ database: Database,
        copyingTo folders: [OverviewFolder] = [], where isWanted: (OverviewName) -> Bool = { _ in true }
    ) throws -> Overview? {
        // Of a store that is not brought up to date yet no version has one, and no two files can be told apart.
        guard !collection.token.isEmpty else { return nil }
        let tokens = Set(
            try String.fetchAll(
                database, sql: "SELECT token FROM gs_dataset_version WHERE collection = ? AND token IS NOT NULL",
                arguments: [collection.id.name]))
        let candidates = folder.names.filter {
            $0.collection == collection.id.name && $0 != collection.overviewName
                && tokens.contains(String($0.versionToken)) && $0.stamp < collection.state.stamp
                && isWanted($0)
        }
        for name in candidates.sorted(by: { $0.stamp > $1.stamp }) {
            // A file that cannot be used is as good as none: the new one then tells no former changes.
            guard let overview = try? OverviewLookup(name: name, storeID: storeID, in: folder).open(copyingTo: folders)
            else { continue }
            if overview.header.description.stamp < collection.state.stamp { return overview }
        }
        return nil
    }
}
