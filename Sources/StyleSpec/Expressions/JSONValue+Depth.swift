import SimpleFeatures

extension JSONValue {
    /// Whether lists and objects in it are nested more than `depth` deep. Walks without recursion, level by level.
    func isDeeper(than depth: Int) -> Bool {
        var level = [self]
        for _ in 0...depth {
            level = level.flatMap(\.parts)
            if level.isEmpty { return false }
        }
        return true
    }

    private var parts: [JSONValue] {
        switch self {
        case .array(let values): values
        case .object(let object): object.members.map(\.value)
        case .null, .boolean, .integer, .real, .string: []
        }
    }
}
