/// One thing that the owner of a collection says of it. What is stored, shown, edited, checked and found missing follows
/// from this list; what can be worked out from the data is never typed (`MetadataRecord`).
///
/// The raw value is the name on the command line, in files and in the store.
public enum MetadataField: String, Hashable, Sendable, CaseIterable {
    case titleVI = "title.vi"
    case titleEN = "title.en"
    case abstractVI = "abstract.vi"
    case abstractEN = "abstract.en"
    case keywordsVI = "keywords.vi"
    case keywordsEN = "keywords.en"
    case identifier
    case ownerVI = "owner.vi"
    case ownerEN = "owner.en"
    case contactName = "contact.name"
    case contactPosition = "contact.position"
    case contactPhone = "contact.phone"
    case contactEMail = "contact.email"
    case contactAddress = "contact.address"
    case contactWeb = "contact.web"
    case legalNumber = "legal.number"
    case legalDate = "legal.date"
    case legalIssuer = "legal.issuer"
    case legalTitle = "legal.title"
    case referenceDate = "date"
    case validFrom = "valid.from"
    case validTo = "valid.to"
    case frequency
    case scale
    case language
    case sharing
    case licence
    case restrictionsVI = "restrictions.vi"
    case restrictionsEN = "restrictions.en"
    case attribution

    /// What a value looks like.
    public enum Kind: Hashable, Sendable {
        /// One line.
        case line
        /// Several lines.
        case text
        /// Lines apart by semicolons or commas.
        case list
        /// A day: `2026-07-01`, also written 01/07/2026.
        case day
        case eMail, telephone, webAddress
        /// Denominators of scales, `5000; 10000`.
        case denominators
        /// One of a list of codes.
        case choice([String])
        /// `value` or `scheme:value`.
        case code
    }

    /// Whether a record lacks something without it.
    public enum Duty: Hashable, Sendable {
        /// What a province's dataset must say of itself (Decree 42/2022/ND-CP and the practice of Circular
        /// 24/2011/TT-BTTTT: what it is, whose, by which document, of when, who may have it).
        case required
        /// Helps people and other systems to find and judge it.
        case recommended
        case optional
    }

    public var kind: Kind {
        switch self {
        case .titleVI, .titleEN, .ownerVI, .ownerEN, .contactName, .contactPosition, .contactAddress, .legalNumber,
            .legalIssuer, .legalTitle, .licence, .attribution:
            .line
        case .abstractVI, .abstractEN, .restrictionsVI, .restrictionsEN: .text
        case .keywordsVI, .keywordsEN: .list
        case .identifier: .code
        case .contactPhone: .telephone
        case .contactEMail: .eMail
        case .contactWeb: .webAddress
        case .legalDate, .referenceDate, .validFrom, .validTo: .day
        case .frequency: .choice(UpdateFrequency.allCases.map(\.rawValue))
        case .scale: .denominators
        case .language: .choice(["vi", "en", "vi; en"])
        case .sharing: .choice(SharingLevel.allCases.map(\.rawValue))
        }
    }

    /// Without regard to what other fields say (`CollectionMetadata.missing` has that).
    public var duty: Duty {
        switch self {
        case .titleVI, .abstractVI, .keywordsVI, .contactName, .contactPhone, .contactEMail, .legalNumber, .legalDate,
            .legalIssuer, .referenceDate, .frequency, .sharing:
            .required
        case .titleEN, .abstractEN, .keywordsEN, .contactAddress, .scale, .licence: .recommended
        case .identifier, .ownerVI, .ownerEN, .contactPosition, .contactWeb, .legalTitle, .validFrom, .validTo,
            .language, .restrictionsVI, .restrictionsEN, .attribution:
            .optional
        }
    }

    /// Characters a value may have.
    public var maximumLength: Int {
        switch kind {
        case .text: 10_000
        case .list: 2_000
        case .line, .day, .eMail, .telephone, .webAddress, .denominators, .choice, .code: 500
        }
    }

    public var label: LocalizedText {
        let (vi, en) = words
        return LocalizedText(vi: vi, en: en)
    }

    private var words: (vi: String, en: String) {
        switch self {
        case .titleVI: ("Tên", "Title (Vietnamese)")
        case .titleEN: ("Tên tiếng Anh", "Title")
        case .abstractVI: ("Tóm tắt", "Abstract (Vietnamese)")
        case .abstractEN: ("Tóm tắt tiếng Anh", "Abstract")
        case .keywordsVI: ("Từ khoá", "Keywords (Vietnamese)")
        case .keywordsEN: ("Từ khoá tiếng Anh", "Keywords")
        case .identifier: ("Mã trong danh mục dữ liệu", "Code in the list of datasets")
        case .ownerVI: ("Cơ quan quản lý", "Owner (Vietnamese)")
        case .ownerEN: ("Cơ quan quản lý (tiếng Anh)", "Owner")
        case .contactName: ("Đầu mối liên hệ", "Contact")
        case .contactPosition: ("Chức vụ, đơn vị", "Position")
        case .contactPhone: ("Điện thoại", "Telephone")
        case .contactEMail: ("Thư điện tử", "E-mail")
        case .contactAddress: ("Địa chỉ", "Address")
        case .contactWeb: ("Trang thông tin", "Web site")
        case .legalNumber: ("Văn bản số", "Legal document no.")
        case .legalDate: ("Ngày ban hành", "Date of the document")
        case .legalIssuer: ("Cơ quan ban hành", "Issuer of the document")
        case .legalTitle: ("Trích yếu văn bản", "Title of the document")
        case .referenceDate: ("Ngày của dữ liệu", "Reference date")
        case .validFrom: ("Có giá trị từ", "Valid from")
        case .validTo: ("Có giá trị đến", "Valid to")
        case .frequency: ("Tần suất cập nhật", "Update frequency")
        case .scale: ("Mẫu số tỷ lệ", "Scale denominators")
        case .language: ("Ngôn ngữ của dữ liệu", "Language of the data")
        case .sharing: ("Mức chia sẻ", "Sharing level")
        case .licence: ("Giấy phép", "Licence")
        case .restrictionsVI: ("Hạn chế sử dụng", "Restrictions (Vietnamese)")
        case .restrictionsEN: ("Hạn chế sử dụng (tiếng Anh)", "Restrictions")
        case .attribution: ("Ghi nguồn", "Attribution")
        }
    }
}
