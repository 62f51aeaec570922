/// Who may have the data (Data Law 60/2024/QH15, Decree 278/2025/ND-CP). It says so in the record and its exports; it is no
/// lock: what the server serves, it serves.
public enum SharingLevel: String, Hashable, Sendable, CaseIterable {
    case open, shared, restricted

    public var label: LocalizedText {
        switch self {
        case .open: LocalizedText(vi: "Dữ liệu mở", en: "Open data")
        case .shared:
            LocalizedText(vi: "Dùng chung giữa các cơ quan nhà nước", en: "Shared between state agencies")
        case .restricted: LocalizedText(vi: "Hạn chế", en: "Restricted")
        }
    }
}

/// How often the owner brings the data up to date: the codes of ISO 19115 MD_MaintenanceFrequencyCode.
public enum UpdateFrequency: String, Hashable, Sendable, CaseIterable {
    case continual, daily, weekly, fortnightly, monthly, quarterly, biannually, annually, asNeeded, irregular
    case notPlanned, unknown

    public var label: LocalizedText {
        let (vi, en) = words
        return LocalizedText(vi: vi, en: en)
    }

    private var words: (vi: String, en: String) {
        switch self {
        case .continual: ("Liên tục", "Continually")
        case .daily: ("Hằng ngày", "Daily")
        case .weekly: ("Hằng tuần", "Weekly")
        case .fortnightly: ("Hai tuần một lần", "Fortnightly")
        case .monthly: ("Hằng tháng", "Monthly")
        case .quarterly: ("Hằng quý", "Quarterly")
        case .biannually: ("Sáu tháng một lần", "Twice a year")
        case .annually: ("Hằng năm", "Annually")
        case .asNeeded: ("Khi có thay đổi", "As needed")
        case .irregular: ("Không định kỳ", "Irregularly")
        case .notPlanned: ("Không có kế hoạch cập nhật", "Not planned")
        case .unknown: ("Chưa rõ", "Unknown")
        }
    }
}
