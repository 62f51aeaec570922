public import SimpleFeatures

/// Finds what is wrong with a style (MapLibre Style Specification 8), in the words of MapLibre's own validator.
public enum StyleValidation {
    /// How deep a document may be nested: as deep as JSON text is read.
    static let maximumDepth = 256

    /// The issues of a style's text, in the order of its lines. Text that is no JSON is one issue.
    public static func issues(of text: [UInt8]) -> [StyleIssue] {
        do {
            return sorted(issues(of: try LocatedValue.read(text)))
        } catch {
            let line = 1 + text.prefix(error.byteOffset).count { $0 == UInt8(ascii: "\n") }
            return [StyleIssue(key: "", message: "this is no JSON: \(error.reason)", line: line)]
        }
    }

    /// The issues of a style that was read already, in the order in which the specification looks at things.
    public static func issues(of style: JSONValue) -> [StyleIssue] {
        guard !style.isDeeper(than: maximumDepth) else {
            return [
                StyleIssue(key: "", message: "Styles may be nested \(maximumDepth) deep; this one is deeper.")
            ]
        }
        return issues(of: LocatedValue(style))
    }

    private static func issues(of style: LocatedValue) -> [StyleIssue] {
        var validator = StyleValidator(style)
        validator.check(style, .object(.root), key: "")
        if let constants = style["constants"], constants.value != .null {
            validator.add("constants", constants, "constants have been deprecated as of v8")
        }
        return validator.issues
    }

    /// By line; an issue without a line stays behind the one before it.
    private static func sorted(_ issues: [StyleIssue]) -> [StyleIssue] {
        var line = 0
        let placed = issues.enumerated().map { index, issue in
            line = issue.line ?? line
            return (issue: issue, line: line, index: index)
        }
        return placed.sorted { ($0.line, $0.index) < ($1.line, $1.index) }.map(\.issue)
    }
}
