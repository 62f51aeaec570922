internal import SimpleFeatures

extension FilterJSONReader {
    /// Refuses what would change nothing: `nocase` of former encodings, the `crs` of a former GeoJSON, a misspelt member.
    func requireMembers(_ names: String..., in value: JSONValue) throws(FilterError) {
        guard case .object(let object) = value,
            let stranger = object.members.first(where: { !names.contains($0.key) })
        else { return }
        let known = names.map { "'\($0)'" }.joined(separator: ", ")
        throw fault(
            .unexpected(found: "the member '\(stranger.key.prefix(40))'", expected: "no other member than \(known)"))
    }
}
