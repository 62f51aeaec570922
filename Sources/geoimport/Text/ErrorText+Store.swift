import GeoStore
import SimpleFeatures

/// What a store could not do.
extension ErrorText {
    /// SQLITE_CANTOPEN (sqlite.org/rescode.html).
    private static let cannotOpen: Int32 = 14

    static func text(_ error: GeoStoreError) -> LocalizedText {
        switch error {
        case .storeNotFound, .storeExists, .notAStore, .newerSchema, .readOnly, .busy, .diskFull, .noRoomToUpgrade,
            .replacementUnfinished, .inUse, .sqlite:
            fileText(error)
        case .versionNotFound, .versionNotRestorable, .pruneKeepsNothing, .keyNotFound, .updateWithoutKey:
            versionText(error)
        case .collectionNotFound(let id, let known):
            text(
                "không có bộ dữ liệu '\(id)'; các bộ dữ liệu: \(known.isEmpty ? "chưa có" : known.joined(separator: ", "))",
                "there is no collection '\(id)'; collections: \(known.isEmpty ? "none yet" : known.joined(separator: ", "))"
            )
        case .collectionChanged(let id):
            text(
                "chương trình khác vừa sửa bộ dữ liệu '\(id)'; hãy thử lại",
                "another program changed collection '\(id)' meanwhile; try again")
        case .deadlineExceeded:
            text("đọc kho lâu hơn thời hạn", "reading the store took longer than it was given")
        case .readCancelled:
            text("đã ngừng đọc kho giữa chừng", "reading the store was given up")
        case .collectionExists(let id):
            text(
                "bộ dữ liệu '\(id)' đã có: --replace thay nội dung, --append thêm vào, --update cập nhật theo khoá, --collection đặt mã khác",
                "collection '\(id)' exists already: --replace gives it these features, --append adds them, --update changes by key, --collection names another"
            )
        case .sectorNotFound(let id, let known):
            text(
                "không có ngành '\(id)'; các ngành: \(known.joined(separator: ", "))",
                "there is no sector '\(id)'; sectors: \(known.joined(separator: ", "))")
        case .invalidCollectionID(let id, let fault): text(collectionID: id, fault: fault)
        case .nameTaken(let id):
            text(
                "kho có bảng '\(id)' không phải bộ dữ liệu; hãy chọn --collection khác",
                "the store has a table '\(id)' that is not a collection; choose another --collection")
        case .sectorFile(let path, let reason): text("\(path): \(reason)", "\(path): \(reason)")
        case .propertyNotFound(let name, let collection, let known):
            text(
                "bộ dữ liệu '\(collection)' không có cột '\(name)'; các cột: \(known.joined(separator: ", "))",
                "collection '\(collection)' has no column '\(name)'; columns: \(known.joined(separator: ", "))")
        case .schemaMismatch(let collection, let differences):
            text(
                "đối tượng không khớp với bộ dữ liệu '\(collection)': \(differences.joined(separator: "; ")); --replace nhận như trong tệp",
                "the features do not fit collection '\(collection)': \(differences.joined(separator: "; ")); --replace takes them as they are"
            )
        case .crsMismatch(let collection, let stored, let given):
            text(
                "bộ dữ liệu '\(collection)' lưu trong \(stored), tệp ở \(given); hãy chuyển tệp, hoặc nhập thành --collection khác",
                "collection '\(collection)' is stored in \(stored), the file is in \(given); convert it, or load it as another --collection"
            )
        case .tooManyProperties(let count, let maximum):
            text(
                "\(count) cột là quá nhiều; nhiều nhất \(maximum), --fields chọn cột cần giữ",
                "\(count) columns are too many; at most \(maximum), --fields keeps some")
        case .invalidTileSettings(let fault, _): text(fault)
        case .invalidMetadata(let fault, let collection): text(fault, collection: collection)
        case .overviewNotWritten(let collection, let reason):
            text(
                "không ghi được tệp tổng quan của '\(collection)' (\(reason)); xem quyền của thư mục",
                "the overview of '\(collection)' cannot be written (\(reason)); check the permissions of the folder")
        case .idsExhausted(let collection):
            text(
                "bộ dữ liệu '\(collection)' có mã đối tượng ngoài 1…2^53−1",
                "collection '\(collection)' has a feature id outside 1…2^53−1")
        case .undecodableGeometry(let collection, let feature, let reason):
            text(
                "đối tượng \(feature) của '\(collection)' có hình không đọc được (\(reason))",
                "feature \(feature) of collection '\(collection)' has a geometry that cannot be read (\(reason))")
        }
    }

    private static func versionText(_ error: GeoStoreError) -> LocalizedText {
        switch error {
        case .versionNotFound(let number, let collection, let known):
            let list = known.map(String.init).joined(separator: ", ")
            return text(
                "'\(collection)' không có phiên bản \(number); có: \(list)",
                "collection '\(collection)' has no version \(number); versions: \(list)")
        case .versionNotRestorable(let number, let collection, let oldest):
            return text(
                "phiên bản \(number) của '\(collection)' không còn phục hồi được; cũ nhất còn được là \(oldest)",
                "version \(number) of '\(collection)' can no longer be restored; the oldest that can is \(oldest)")
        case .pruneKeepsNothing(let collection):
            return text(
                "phải giữ ít nhất phiên bản hiện tại của '\(collection)'",
                "at least the present version of '\(collection)' must be kept")
        case .keyNotFound(let name, let collection, let known):
            return text(
                "cột khoá '\(name)' không có trong dữ liệu nhập vào '\(collection)'; các cột: \(known.joined(separator: ", ")); --key chọn cột khác, --no-key bỏ khoá",
                "the key column '\(name)' is not among the columns loaded into '\(collection)': \(known.joined(separator: ", ")); --key names another, --no-key does without"
            )
        case .updateWithoutKey(let collection):
            return text(
                "--update cần biết cột khoá của '\(collection)': hãy dùng --key",
                "--update must know which column of '\(collection)' is the key: give --key")
        case .storeNotFound, .storeExists, .notAStore, .newerSchema, .readOnly, .busy, .diskFull, .noRoomToUpgrade,
            .replacementUnfinished, .inUse, .collectionNotFound, .collectionChanged, .collectionExists, .sectorNotFound,
            .invalidCollectionID, .nameTaken, .sectorFile,
            .propertyNotFound, .schemaMismatch, .crsMismatch, .idsExhausted, .tooManyProperties, .undecodableGeometry,
            .invalidTileSettings, .invalidMetadata, .overviewNotWritten, .sqlite, .deadlineExceeded, .readCancelled:
            return text(error)
        }
    }

    private static func fileText(_ error: GeoStoreError) -> LocalizedText {
        switch error {
        case .storeNotFound(let path):
            return text(
                "không có kho \(path); 'geoimport load TỆP --store \(path) --sector …' sẽ tạo",
                "store \(path) does not exist; 'geoimport load FILE --store \(path) --sector …' makes it")
        case .storeExists(let path):
            return text("\(path) đã có; hãy chọn tên khác", "\(path) exists already; choose another name")
        case .notAStore(let path, let reason):
            return text("\(path) không phải kho GeoSector: \(reason)", "\(path) is not a GeoSector store: \(reason)")
        case .newerSchema(let path, let found, let supported):
            return text(
                "kho \(path) có lược đồ \(found), chương trình này biết đến \(supported): hãy cập nhật GeoSector",
                "store \(path) has schema \(found), this program knows up to \(supported): update GeoSector")
        case .readOnly(let path):
            return text(
                "không ghi được kho \(path): xem quyền của tệp và thư mục",
                "store \(path) cannot be written: check the permissions of the file and its folder")
        case .busy(let path):
            return text(
                "chương trình khác đang giữ kho \(path); hãy thử lại khi xong",
                "store \(path) is locked by another program; try again when it is done")
        case .diskFull(let path):
            return text(
                "đĩa chứa \(path) đã đầy; không có gì thay đổi", "the disk of \(path) is full; nothing was changed")
        case .noRoomToUpgrade(let path, let needed, let free):
            return text(
                "kho \(path) thuộc bản phát hành trước; trước khi nâng cấp phải sao một bản bên cạnh: cần \(Amount.bytes(needed)), đĩa còn \(Amount.bytes(free)); chưa thay đổi gì",
                "store \(path) is of an earlier release; before it is brought up to date a copy is put beside it: \(Amount.bytes(needed)) are needed, \(Amount.bytes(free)) are free; nothing was changed"
            )
        case .replacementUnfinished(let path, let reason):
            return text(
                "việc phục hồi chưa xong và không làm tiếp được (\(reason)); xem quyền của thư mục rồi chạy lại, kế hoạch nằm ở \(path)",
                "a restore is not finished and cannot be now (\(reason)); check the permissions of the folder and try again, the plan is \(path)"
            )
        case .inUse(let path, let process):
            let number = process.map { " (\($0))" } ?? ""
            return text(
                "chương trình khác\(number) đang mở \(path); hãy dừng nó trước",
                "another program\(number) has \(path) open; stop it first")
        case .sqlite(let attempted, Self.cannotOpen, _):
            return text(
                "\(attempted): không mở hoặc tạo được tệp; xem thư mục có tồn tại và ghi được không",
                "\(attempted) failed: the file cannot be opened or made; check that its folder exists and can be written"
            )
        case .sqlite(let attempted, let code, let message):
            return text(
                "\(attempted) không thành: \(message) (SQLite \(code))",
                "\(attempted) failed: \(message) (SQLite \(code))")
        case .collectionNotFound, .collectionChanged, .collectionExists, .sectorNotFound, .invalidCollectionID,
            .nameTaken, .sectorFile, .propertyNotFound, .schemaMismatch, .crsMismatch, .idsExhausted,
            .tooManyProperties, .undecodableGeometry, .invalidTileSettings, .invalidMetadata, .overviewNotWritten,
            .versionNotFound,
            .versionNotRestorable,
            .pruneKeepsNothing,
            .keyNotFound, .updateWithoutKey, .deadlineExceeded, .readCancelled:
            return text(error)
        }
    }

    static func sentence(collectionID id: String, fault: CollectionID.Fault) -> String {
        text(collectionID: id, fault: fault).text(in: .ofInvocation)
    }

    private static func text(collectionID id: String, fault: CollectionID.Fault) -> LocalizedText {
        let rule = text(
            "mã có dạng [a-z][a-z0-9_-]*, ví dụ truong_hoc", "an id is [a-z][a-z0-9_-]*, for example truong_hoc")
        return switch fault {
        case .empty: text("mã bộ dữ liệu trống; \(rule.vi)", "the collection's id is empty; \(rule.en)")
        case .tooLong:
            text("mã '\(id)' dài quá 63 ký tự", "the collection's id '\(id)' is longer than 63 characters")
        case .firstCharacter:
            text(
                "mã '\(id)' phải bắt đầu bằng chữ thường; \(rule.vi)",
                "the collection's id '\(id)' must begin with a small letter; \(rule.en)")
        case .character(let character):
            text(
                "mã '\(id)' có ký tự '\(character)'; \(rule.vi)",
                "the collection's id '\(id)' has '\(character)' in it; \(rule.en)")
        case .reservedSuffix:
            text(
                "mã '\(id)' kết thúc bằng _label, dành cho lớp nhãn",
                "the collection's id '\(id)' ends in _label, which is kept for label layers")
        case .reservedPrefix(let prefix):
            text(
                "mã '\(id)' bắt đầu bằng \(prefix), dành cho kho",
                "the collection's id '\(id)' begins with \(prefix), which the store itself uses")
        }
    }
}
