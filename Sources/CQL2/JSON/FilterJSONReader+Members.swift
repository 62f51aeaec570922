internal import SimpleFeatures

extension FilterJSONReader {
    /// Refuses what would change nothing: `nocase` of former encodings, a misspelt member.
    func requireMembers(_ names: String..., in value: JSONValue) throws(FilterError) {
        guard case .object(let object) = value,
            let stranger = object.members.first(where: { !names.contains($0.key) })
        else { return }
        throw unknownMember(stranger.key, known: names)
    }

    func unknownMember(_ name: String, known: [String]) -> FilterError {
        let list = known.map { "'\($0)'" }.joined(separator: ", ")
        return fault(.unexpected(found: "the member '\(name.prefix(40))'", expected: "no other member than \(list)"))
    }
}
