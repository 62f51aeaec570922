import GeoStore

/// What is wrong with metadata.
extension ErrorText {
    static func text(_ fault: MetadataFault, collection: String) -> LocalizedText {
        switch fault {
        case .unknownField(let name): unknown(name)
        case .malformed(let field, let value):
            text(
                "\(field.rawValue) '\(value)' không hợp lệ; \(expected(field).vi)",
                "\(field.rawValue) '\(value)' is no good; \(expected(field).en)")
        case .tooLong(let field, let length, let maximum):
            text(
                "\(field.rawValue) dài \(length) ký tự; nhiều nhất \(maximum)",
                "\(field.rawValue) has \(length) characters; at most \(maximum)")
        case .unreadableCharacter(let field, let scalar):
            text(
                "\(field.rawValue) có ký tự điều khiển U+\(String(scalar, radix: 16, uppercase: true))",
                "\(field.rawValue) has the control character U+\(String(scalar, radix: 16, uppercase: true))")
        case .cannotBeEmpty(let field):
            text(
                "\(collection): \(field.rawValue) không được để trống",
                "\(collection): \(field.rawValue) cannot be empty")
        case .endBeforeStart(let from, let to):
            text(
                "valid.to \(to) đứng trước valid.from \(from)", "valid.to \(to) is before valid.from \(from)")
        }
    }

    static func text(_ error: MetadataFileError) -> LocalizedText {
        switch error {
        case .unreadable(let path, let reason):
            text("không đọc được \(path): \(reason)", "\(path) cannot be read: \(reason)")
        case .notAList(let path, let line):
            text(
                "\(path), dòng \(line): cần các dòng 'tên: giá trị'",
                "\(path), line \(line): 'name: value' lines are needed"
            )
        case .unknownField(let path, let line, let name):
            text(
                "\(path), dòng \(line): \(unknown(name).vi)", "\(path), line \(line): \(unknown(name).en)")
        case .saidTwice(let path, let line, let field):
            text(
                "\(path), dòng \(line): \(field.rawValue) đã có ở trên",
                "\(path), line \(line): \(field.rawValue) stands there twice")
        }
    }

    /// Names the fields that may have been meant, or all.
    static func unknown(_ name: String) -> LocalizedText {
        let known = MetadataField.allCases.map(\.rawValue)
        let stem = name.split(separator: ".").first.map(String.init) ?? name
        let near = known.filter { field in
            field.split(separator: ".").contains(Substring(stem)) || UsageText.distance(field, name) <= 2
        }
        let list = near.isEmpty ? known.joined(separator: ", ") : near.joined(separator: ", ")
        return near.isEmpty
            ? text("không có mục '\(name)'; các mục: \(list)", "there is no field '\(name)'; fields: \(list)")
            : text(
                "không có mục '\(name)'; có phải là \(list) không?",
                "there is no field '\(name)'; did you mean \(list)?")
    }

    private static func expected(_ field: MetadataField) -> LocalizedText {
        guard let hint = MetadataText.hint(field) else { return text("cần một dòng chữ", "a line of text is needed") }
        return text("cần: \(hint.vi)", "expected: \(hint.en)")
    }
}
