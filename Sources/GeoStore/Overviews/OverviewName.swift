/// What the overview file of a collection is called: it says exactly what the file was made from, so that a file of
/// another version, state, setting or branch of history is never found under it.
///
/// `parcels-7-0f3a…-91bc….overview`, with edits that no version holds yet `parcels-7-0f3a….12-91bc….overview`.
struct OverviewName: Hashable {
    static let suffix = ".overview"

    let collection: String
    let version: Int
    /// Of the version, and the pending edit.
    let token: String
    let buildFingerprint: String

    var fileName: String { "\(collection)-\(version)-\(token)-\(buildFingerprint)\(Self.suffix)" }

    init(collection: String, version: Int, token: String, buildFingerprint: String) {
        self.collection = collection
        self.version = version
        self.token = token
        self.buildFingerprint = buildFingerprint
    }

    /// Nil for any other name. A collection's id may have hyphens, what follows it has none.
    init?(fileName: String) {
        guard fileName.hasSuffix(Self.suffix) else { return nil }
        let parts = fileName.dropLast(Self.suffix.count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, let version = Int(parts[parts.count - 3]) else { return nil }
        self.init(
            collection: parts.dropLast(3).joined(separator: "-"), version: version,
            token: String(parts[parts.count - 2]), buildFingerprint: String(parts[parts.count - 1]))
    }

    /// The version's own part of the token.
    var versionToken: Substring { token.prefix { $0 != "." } }

    /// Of the state that it is made from.
    var stamp: Int {
        let edit = token.dropFirst(versionToken.count + 1)
        return CollectionState(version: version, pendingEdit: Int64(edit) ?? 0).stamp
    }
}

extension PublishedCollection {
    /// What its overview is called in the folder of overviews: another name for every state and for all settings that
    /// show in the file.
    public var overviewFileName: String { overviewName.fileName }

    var overviewName: OverviewName {
        let edit = state.pendingEdit == 0 ? "" : ".\(state.pendingEdit)"
        return OverviewName(
            collection: id.name, version: state.version, token: token + edit,
            buildFingerprint: (view?.fingerprint ?? "") + tileSettings.buildFingerprint)
    }
}

extension CollectionState {
    /// Bits for the edits of one version. Columns changed by others count above the edits' 32 bits; together they only
    /// grow.
    private static let editBits = 32

    /// A number higher than that of every former state: what an overview's change index is told in. The stamps of
    /// states without pending edits are whole multiples of 2^32.
    public var stamp: Int {
        let edit = (pendingEdit & 0xFFFF_FFFF) + (pendingEdit >> Int64(Self.editBits))
        return version << Self.editBits + Int(edit & 0xFFFF_FFFF)
    }
}
